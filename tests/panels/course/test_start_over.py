"""Starting a lesson over: on every kind of place, asked twice, nothing lost."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from helpers.course.lesson_copies import copy_lessons, this_lesson
from helpers.course.progress import Store
from helpers.lab import Lab
from helpers.panels.course.start_over import StartOver
from helpers.paths import Place, PlaceKind, find_place, write_whole
from helpers.text import LANGUAGES, texts

EN = texts("en")
#: A learner's folder on a computer, in a class server, in a tab; and one whose course is installed elsewhere.
KINDS: tuple[PlaceKind, ...] = ("computer", "hub", "browser")


def course(folder: Path) -> Path:
    cell = {"cell_type": "markdown", "id": "title", "metadata": {}, "source": ["# Reply"]}
    text = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    for lang in LANGUAGES:
        for name in ("00_start", "01_reply", "02_push"):
            write_whole(folder / "notebooks" / lang / f"{name}.ipynb", text)
    return folder


def place_of(kind: PlaceKind, tmp_path: Path) -> Place:
    return Place(kind, course(tmp_path), tmp_path, tmp_path / "work")


def worked(place: Place) -> tuple[Store, Path]:
    """A copy that was written in, and exercises that were done, in two lessons."""
    copy_lessons(EN, place)
    copy = place.work / "en" / "01_reply.ipynb"
    copy.write_text(copy.read_text(encoding="utf-8").replace("# Reply", "# mine"), encoding="utf-8", newline="\n")
    store = Store(place.work / "progress.json")
    for key in ("reply-1", "reply-2", "push-1"):
        store.note_check(key, "right")
    store.note_answer("reply-quiz", 0, True)
    return store, copy


@pytest.mark.parametrize("kind", KINDS)
def test_notebook_and_progress_of_the_lesson_are_new_on_every_kind_of_place(kind: PlaceKind, tmp_path: Path) -> None:
    place = place_of(kind, tmp_path)
    store, copy = worked(place)
    panel = StartOver(store, EN, place, "01_reply")
    panel.button.click()
    assert "# mine" in copy.read_text(encoding="utf-8")  # asked only
    panel.button.click()
    assert panel.card is None
    assert "# mine" not in copy.read_text(encoding="utf-8")
    assert "# mine" in (place.work / "en" / "01_reply-old-1.ipynb").read_text(encoding="utf-8")
    assert dict(Store(place.work / "progress.json").read().checks) == {"push-1": "right"}
    assert store.read().quizzes == {}
    assert 'href="' in panel._link.value and "01_reply.ipynb" in panel._link.value


def test_a_course_that_is_installed_is_copied_to_the_learners_folder(tmp_path: Path) -> None:
    installed = course(tmp_path / "site-packages" / "helpers" / "course_files").parent.parent
    home = tmp_path / "home"
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    place = find_place({}, folder, "linux", home, installed)
    store, copy = worked(place)
    panel = StartOver(store, EN, place, "01_reply")
    panel.button.click()
    panel.button.click()
    assert copy.is_relative_to(home) and "# mine" not in copy.read_text(encoding="utf-8")


def test_who_runs_the_original_gets_a_copy(tmp_path: Path) -> None:
    place = place_of("computer", tmp_path)
    panel = StartOver(Store(None), EN, place, "02_push")
    panel.button.click()
    panel.button.click()
    assert (place.work / "en" / "02_push.ipynb").is_file()


def test_progress_that_is_kept_nowhere_is_forgotten_too(tmp_path: Path) -> None:
    store = Store(None)
    store.note_check("reply-1", "right")
    panel = StartOver(store, EN, place_of("browser", tmp_path), "01_reply")
    panel.button.click()
    panel.button.click()
    assert store.read().checks == {}


@pytest.mark.parametrize("leave", ["button", "lesson"])
def test_the_first_click_can_be_taken_back(leave: str, tmp_path: Path) -> None:
    place = place_of("computer", tmp_path)
    store, copy = worked(place)
    panel = StartOver(store, EN, place, "01_reply")
    panel.button.click()
    assert panel.button.button_style == "danger" and panel.keep_button.layout.display == ""
    if leave == "button":
        panel.keep_button.click()
    else:
        panel.lesson.value = "02_push"
    assert panel.button.button_style == "" and panel.keep_button.layout.display == "none"
    panel.lesson.value = "01_reply"
    panel.button.click()
    assert "# mine" in copy.read_text(encoding="utf-8")


def test_where_nothing_can_be_written_it_says_so_and_forgets_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = place_of("computer", tmp_path)
    store, _ = worked(place)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr("helpers.course.lesson_copies.write_whole", refuse)
    monkeypatch.setattr(Path, "rename", refuse)
    panel = StartOver(store, EN, place, "01_reply")
    panel.button.click()
    panel.button.click()
    assert panel.card is None and "work" in panel.children[2].notice
    assert store.read().checks["reply-1"] == "right"


def test_without_a_course_it_says_so(tmp_path: Path) -> None:
    place = replace(place_of("computer", tmp_path), course=tmp_path / "nowhere")
    panel = StartOver(Store(None), EN, place, "01_reply")
    panel.button.click()
    panel.button.click()
    assert panel.card is None and "nowhere" in panel.children[2].notice


def test_the_lesson_of_this_notebook_is_chosen(tmp_path: Path) -> None:
    place = place_of("computer", tmp_path)
    assert StartOver(Store(None), EN, place, "02_push").lesson.value == "02_push"
    assert StartOver(Store(None), EN, place, "00_start").lesson.value == "01_reply"


@pytest.mark.parametrize(
    ("notebook", "lesson"),
    [
        ("somewhere/work/zh-TW/03_multicast.ipynb", "03_multicast"), ("work/en/01_reply.ipynb", "01_reply"), ("", None),
        ("work/en/notes.ipynb", None), ("work/elsewhere/01_reply.ipynb", None), ("x", None),
    ],
)  # fmt: skip
def test_the_lesson_is_read_off_the_notebooks_path(notebook: str, lesson: str | None) -> None:
    assert this_lesson(notebook) == lesson


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_saved_notebook_keeps_one_sentence(lang: str) -> None:
    with Lab("class", "inproc", lang) as lab:
        assert repr(lab.start_over()) == texts(lang)("start_over.repr")
