"""The learner's copies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from helpers.course.lesson_copies import Copies, copy_lessons, link_to, newer_lesson
from helpers.errors import LabError
from helpers.paths import Place, here
from helpers.text import LANGUAGES, texts

EN = texts("en")
NAME = "00_start"


def notebook(*sources: str) -> str:
    cells: list[dict[str, Any]] = [
        {"cell_type": "markdown", "id": "title", "metadata": {}, "source": ["# Start\n", "x"]}
    ]
    cells += [
        {"cell_type": "code", "id": f"c{i}", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
        for i, source in enumerate(sources)
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def read(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    for lang in LANGUAGES:
        write(tmp_path / "notebooks" / lang / f"{NAME}.ipynb", notebook("1 + 1"))
    return Place("computer", tmp_path, tmp_path, tmp_path / "work")


@pytest.fixture
def copy(place: Place) -> Path:
    copy_lessons(EN, place)
    return place.work / "en" / f"{NAME}.ipynb"


def newer(place: Place) -> None:
    write(place.notebooks / "en" / f"{NAME}.ipynb", notebook("1 + 1", "2 + 2"))


def edit(copy: Path) -> None:
    held = read(copy)
    held["cells"][1]["source"] = ["mine"]
    write(copy, json.dumps(held))


def test_copies_go_to_the_language_s_own_folder_and_both_languages_are_copied(place: Place) -> None:
    assert copy_lessons(EN, place) == Copies(place.work / "en", new=(NAME,))
    assert all((place.work / lang / f"{NAME}.ipynb").is_file() for lang in LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_copy_says_that_it_is_one_and_is_the_lesson_otherwise(place: Place, lang: str) -> None:
    copy_lessons(EN, place)
    held, lesson = (read(folder / lang / f"{NAME}.ipynb") for folder in (place.work, place.notebooks))
    assert "".join(held["cells"][0]["source"]) == f"# Start\nx\n\n*{texts(lang)('lab.copy_note')}*"
    assert held["cells"][1:] == lesson["cells"][1:]


def test_what_the_learner_wrote_is_never_replaced(place: Place, copy: Path) -> None:
    edit(copy)
    before = copy.read_bytes()
    newer(place)
    assert copy_lessons(EN, place) == Copies(copy.parent, newer=(NAME,))
    assert copy.read_bytes() == before


def test_a_copy_with_nothing_written_in_it_follows_the_lesson(place: Place, copy: Path) -> None:
    held = read(copy)
    held["cells"][1]["execution_count"] = 3  # running is not writing
    write(copy, json.dumps(held))
    newer(place)
    assert copy_lessons(EN, place) == Copies(copy.parent, followed=(NAME,))
    assert read(copy)["cells"][2]["source"] == "2 + 2"
    assert copy_lessons(EN, place) == Copies(copy.parent)


def test_a_new_copy_made_on_request_keeps_the_old_one_beside_it(place: Place, copy: Path) -> None:
    for number in (1, 2):
        edit(copy)
        newer(place)
        assert copy_lessons(EN, place, renew=[NAME]) == Copies(
            copy.parent, new=(NAME,), kept=(f"{NAME}-old-{number}.ipynb",)
        )
        assert read(copy.with_name(f"{NAME}-old-{number}.ipynb"))["cells"][1]["source"] == ["mine"]
    assert read(copy)["cells"][2]["source"] == "2 + 2"


def test_a_name_no_lesson_has_is_told_with_those_there_are(place: Place) -> None:
    with pytest.raises(LabError, match=f"There is no lesson called 99_none\nThere are: {NAME}"):
        copy_lessons(EN, place, renew=["99_none"])


@pytest.mark.parametrize(
    "text", ["no notebook", "[]", '{"metadata": {}}', notebook("an older copy, made without a mark")]
)
def test_a_file_that_is_no_marked_copy_is_left_alone(place: Place, copy: Path, text: str) -> None:
    write(copy, text)
    newer(place)
    assert copy_lessons(EN, place) == Copies(copy.parent)
    assert copy.read_text(encoding="utf-8") == text


def test_where_nothing_can_be_written_it_says_so(place: Place) -> None:
    write(place.work, "")  # a file where the folder should be
    with pytest.raises(LabError, match="Nothing can be written to the folder work"):
        copy_lessons(EN, place)


def test_a_full_disk_loses_nothing_and_leaves_nothing_behind(
    place: Place, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = copy.read_bytes()
    newer(place)

    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(LabError, match="No space left on device"):
        copy_lessons(EN, place)
    assert copy.read_bytes() == before
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


def test_a_course_without_notebooks_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(LabError, match=f"There are no lessons in the folder {tmp_path}"):
        copy_lessons(EN, Place("computer", tmp_path, tmp_path, tmp_path / "work"))


# Told in the notebook ------------------------------------------------------------------------------------------------


def test_a_copy_tells_when_its_lesson_has_become_newer(
    place: Place, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copy.parent)
    told = f"work/en/{NAME}.ipynb"
    edit(copy)
    assert newer_lesson(place, told) is None
    newer(place)
    assert newer_lesson(place, told) == NAME


@pytest.mark.parametrize("told", ["", "work/en/none.ipynb", f"notebooks/en/{NAME}.ipynb", "x.py", "a b/c.ipynb"])
def test_what_is_no_copy_tells_nothing(place: Place, copy: Path, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(copy)
    newer(place)
    monkeypatch.chdir(place.notebooks / "en")
    assert newer_lesson(place, told) is None


# Links ---------------------------------------------------------------------------------------------------------------


def test_links_lead_to_the_copy_once_there_is_one_from_the_original_and_from_a_copy(place: Place) -> None:
    original, mine = place.notebooks / "en", place.work / "en"
    assert link_to(NAME, "en", place, original) == f"{NAME}.ipynb"
    copy_lessons(EN, place)
    assert link_to(NAME, "en", place, original) == f"../../work/en/{NAME}.ipynb"
    assert link_to(NAME, "en", place, mine) == f"{NAME}.ipynb"


def test_copies_link_only_to_each_other() -> None:
    """Every link of a lesson that is not an address leads to a notebook of the course: all are copied."""
    names = {path.name for path in (here().notebooks / "en").glob("[0-9]*.ipynb")}
    for lang in LANGUAGES:
        for path in (here().notebooks / lang).glob("[0-9]*.ipynb"):
            text = "".join("".join(cell["source"]) for cell in read(path)["cells"] if cell["cell_type"] == "markdown")
            links = [link.split(")")[0] for link in text.split("](")[1:]]
            local = [Path(link) for link in links if "://" not in link and not link.startswith("#")]
            assert local
            assert {link.name for link in local} <= names
            assert {link.parent.as_posix() for link in local} <= {".", *(f"../{other}" for other in LANGUAGES)}
