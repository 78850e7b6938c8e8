from __future__ import annotations

import re
from pathlib import Path

from helpers.course.lesson_copies import Copies
from helpers.panels.course.copied_lessons import CopiedLessons
from helpers.paths import here
from helpers.text import texts

EN = texts("en")


def shown(**changed: tuple[str, ...]) -> CopiedLessons:
    return CopiedLessons(Copies(here().work / "en", **changed), EN)


def test_it_reads_as_one_sentence_with_the_folder_and_the_count() -> None:
    assert repr(shown(new=("00_start", "01_reply"))) == EN("lab.copied", folder="work/en", count=2)


def test_every_change_is_a_sentence_of_its_own() -> None:
    text = repr(shown(followed=("01_reply",), newer=("02_push", "03_multicast"), kept=("04_narrowcast-old-1.ipynb",)))
    assert len(text.splitlines()) == 4
    assert 'lab.copy_lesson("02_push")' in text
    assert "04_narrowcast-old-1.ipynb" in text


def test_a_link_opens_lesson_one() -> None:
    link = re.search(r'<a href="([^"]+)">Open lesson 1 of your copy: Reply message</a>', shown()._repr_html_())
    assert link
    assert Path(link[1]).name == "01_reply.ipynb"
