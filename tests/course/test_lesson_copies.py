"""The learner's copies."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers.course.lesson_copies import copy_lessons
from helpers.errors import LabError
from helpers.text import texts


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "notebooks" / "en"
    folder.mkdir(parents=True)
    (folder / "00_start.ipynb").write_text("{}", encoding="utf-8", newline="\n")
    return tmp_path


def test_copies_go_to_the_language_s_own_folder(course: Path) -> None:
    copies = copy_lessons(texts("en"), course)
    assert (course / "work" / "en" / "00_start.ipynb").read_text(encoding="utf-8") == "{}"
    assert copies.new == ("00_start.ipynb",)
    assert repr(copies) == texts("en")("lab.copied", folder="work/en", count=1)


def test_a_link_opens_the_copy_not_the_original(course: Path) -> None:
    html = copy_lessons(texts("en"), course)._repr_html_()
    link = re.search(r'<a href="([^"]+)">Open lesson 1 of your copy: Reply message</a>', html)
    assert link
    for folder in ("notebooks", "work"):
        assert (course / folder / "en" / link[1]).resolve() == (course / "work" / "en" / "01_reply.ipynb").resolve()


def test_the_other_language_comes_along_for_the_links_between_lessons(course: Path) -> None:
    chinese = course / "notebooks" / "zh-TW"
    chinese.mkdir()
    (chinese / "00_start.ipynb").write_text("{}", encoding="utf-8", newline="\n")
    assert copy_lessons(texts("en"), course).new == ("00_start.ipynb",)
    assert (course / "work" / "zh-TW" / "00_start.ipynb").exists()


def test_what_the_learner_wrote_is_never_replaced(course: Path) -> None:
    copy_lessons(texts("en"), course)
    mine = course / "work" / "en" / "00_start.ipynb"
    mine.write_text("mine", encoding="utf-8", newline="\n")
    assert copy_lessons(texts("en"), course).new == ()
    assert mine.read_text(encoding="utf-8") == "mine"


def test_where_nothing_can_be_written_it_says_so(course: Path) -> None:
    (course / "work").write_text("", encoding="utf-8", newline="\n")  # a file where the folder should be
    with pytest.raises(LabError, match="Nothing can be written to the folder work"):
        copy_lessons(texts("en"), course)


def test_an_installation_without_the_course_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="notebooks"):
        copy_lessons(texts("en"), tmp_path)
