"""What a class has done, from files that students handed in."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from pathlib import Path

import pytest

from helpers import class_summary
from helpers.course.progress import Done, export
from helpers.errors import LabError
from helpers.panels.course.class_table import ClassTable
from helpers.text import LANGUAGES, texts

EN = texts("en")
HALF = Done({"reply-1": "right", "reply-2": "right", "push-1": "tried"}, {"reply-quiz": frozenset({0, 1})})


def words(table: ClassTable) -> str:
    bare = re.sub(r"<style>.*?</style>", "", table._repr_html_())
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", bare)))


def test_every_file_is_a_row(tmp_path: Path) -> None:
    export(HALF, "王小明", EN, tmp_path)
    export(Done(), "Mei", EN, tmp_path / "group 2")
    table = class_summary(tmp_path, lang="en")
    assert [name for name, _ in table.students] == ["Mei", "王小明"]
    assert "王小明 4/7 0/7" in words(table)
    assert repr(table).startswith("Progress of the class: students 2, on average 1.0 of 16 exercises done, 1.0 of 26")


def test_the_same_numbers_open_in_a_spreadsheet(tmp_path: Path) -> None:
    export(HALF, "王小明", EN, tmp_path)
    export(Done(), "=1+1", EN, tmp_path)
    class_summary(tmp_path, lang="en").save_csv(tmp_path / "progress.csv")
    raw = (tmp_path / "progress.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "a spreadsheet knows by this mark that the Chinese is UTF-8"
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert [row["Student"] for row in rows] == ["'=1+1", "王小明"]
    assert {key: rows[1][key] for key in ("reply-1", "push-1", "push-2", "reply-quiz")} == {
        "reply-1": "right", "push-1": "tried", "push-2": "–", "reply-quiz": "2",
    }  # fmt: skip


def test_a_csv_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(LabError):
        class_summary(tmp_path, lang="en").save_csv(tmp_path / "nowhere" / "progress.csv")


def test_the_plot_tells_its_numbers_in_words(tmp_path: Path) -> None:
    export(HALF, "a", EN, tmp_path)
    export(Done(), "b", EN, tmp_path)
    html = class_summary(tmp_path, lang="en")._repr_html_()
    assert 'aria-label="reply-1: 1 right, 0 tried and not yet right, 1 not tried"' in html
    assert 'aria-label="push-1: 0 right, 1 tried and not yet right, 1 not tried"' in html


def test_two_students_of_one_name_are_told_apart_by_their_files(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{folder}.json").write_text(
            '{"name": "Mei", "checks": {}}', encoding="utf-8", newline="\n"
        )
    assert [name for name, _ in class_summary(tmp_path, lang="en").students] == ["Mei (x)", "Mei (y)"]


def test_ones_own_progress_is_nobody_who_handed_it_in(tmp_path: Path) -> None:
    (tmp_path / "progress.json").write_text('{"checks": {}}', encoding="utf-8", newline="\n")
    table = class_summary(tmp_path, lang="en")
    assert (table.students, table.unreadable) == ((), ("progress.json",))


def test_other_files_are_named_and_left_out(tmp_path: Path) -> None:
    export(HALF, "a", EN, tmp_path)
    (tmp_path / "notes.txt").write_text("not looked at", encoding="utf-8", newline="\n")
    (tmp_path / "broken.json").write_text("{", encoding="utf-8", newline="\n")
    (tmp_path / "deep.json").write_text("[" * 100_000, encoding="utf-8", newline="\n")
    (tmp_path / "binary.json").write_bytes(b"\xff\x00")
    (tmp_path / "list.json").write_text("[1]", encoding="utf-8", newline="\n")
    table = class_summary(tmp_path, lang="en")
    assert table.unreadable == ("binary.json", "broken.json", "deep.json", "list.json")
    assert "broken.json" in words(table)


def test_the_folder_one_is_in_has_a_name_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert f"in the folder {tmp_path.name}. " in repr(class_summary(".", lang="en"))


def test_a_file_saved_by_windows_notepad_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"name": "a", "checks": {}}', encoding="utf-8-sig", newline="\n")
    assert len(class_summary(tmp_path, lang="en").students) == 1


def test_a_name_is_shown_as_text(tmp_path: Path) -> None:
    data = {"name": "<script>alert(1)</script>", "checks": {}}
    (tmp_path / "<a>.json".replace("<", "_").replace(">", "_")).write_text(
        json.dumps(data), encoding="utf-8", newline="\n"
    )
    assert "<script>" not in class_summary(tmp_path, lang="en")._repr_html_()


def test_an_empty_folder_says_how_to_fill_it(tmp_path: Path) -> None:
    table = class_summary(tmp_path, lang="en")
    assert "export_progress" in repr(table) and "export_progress" in words(table)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_folder_that_is_not_there_is_said(lang: str, tmp_path: Path) -> None:
    with pytest.raises(LabError, match="nowhere"):
        class_summary(tmp_path / "nowhere", lang=lang)


def test_it_can_be_imported_again_and_again() -> None:
    from helpers import class_summary as again

    assert again is class_summary
    assert callable(again)


def test_the_table_has_a_heading_row_and_row_headers(tmp_path: Path) -> None:
    export(HALF, "a", EN, tmp_path)
    html = class_summary(tmp_path, lang="en")._repr_html_()
    assert html.count('scope="col"') == 8
    assert '<th scope="row">a</th>' in html
