"""The card of progress, and the demo panel's and the class table's looks share its style."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from helpers.course.progress import LESSONS, Done, Store
from helpers.lab import Lab
from helpers.panels.course.progress import Progress
from helpers.text import LANGUAGES, texts


def card(done: Done = Done(), lang: str = "en") -> Progress:  # noqa: B008 - it is frozen
    return Progress(Store(None), done, texts(lang))


def words(progress: Progress) -> str:
    bare = re.sub(r"<style>.*?</style>", "", progress._repr_html_())
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", bare)))


SOME = Done({"reply-1": "right", "push-1": "tried"}, {"reply-quiz": frozenset({0, 2})})


@pytest.mark.parametrize(
    ("done", "lang", "line"),
    [
        (Done(), "zh-TW", "學習進度：練習 0/16，測驗 0/26。接下來：01_reply 回覆訊息"),
        (SOME, "en", "Progress: exercises 1/16, quiz 2/26. Next: 01_reply Reply message"),
    ],
)
def test_progress_is_one_line_of_text(done: Done, lang: str, line: str) -> None:
    assert repr(card(done, lang)) == line


def test_every_lesson_is_a_row_with_its_state_in_words() -> None:
    shown = words(card(SOME))
    assert "01_reply Reply message Exercises 1/3 Quiz 2/4 … in progress" in shown
    assert "02_push Push message Exercises 0/3 Quiz 0/4 … in progress" in shown
    assert "06_compare Compare the five methods Exercises 0/1 Quiz 0/6 ○ not started" in shown


def test_when_all_is_done_it_says_so() -> None:
    everything = Done(
        {key: "right" for lesson in LESSONS for key in lesson.checks},
        {key: frozenset(range(n)) for lesson in LESSONS for key, n in lesson.quizzes.items()},
    )
    assert repr(card(everything)) == "Progress: exercises 16/16, quiz 26/26. All done!"
    assert "✓ done" in words(card(everything))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_card_names_no_folder_of_this_computer(lang: str) -> None:
    assert str(Path.cwd()) not in card(lang=lang)._repr_html_()


def test_the_table_has_header_scopes() -> None:
    html = card()._repr_html_()
    assert html.count('scope="col"') == 4
    assert html.count('scope="row"') == len(LESSONS)


def test_a_reset_forgets_everything(tmp_path: Path) -> None:
    store = Store(tmp_path / "progress.json")
    store.note_check("reply-1", "right")
    assert repr(Progress.of(store, texts("en")).reset()).startswith("Progress: exercises 0/16")
    assert store.read() == Done()


def test_a_lab_keeps_nothing_on_disk_in_tests() -> None:
    with Lab("class", "inproc", "en") as lab:
        assert repr(lab.progress()) == "Progress: exercises 0/16, quiz 0/26. Next: 01_reply Reply message"


def test_a_lab_shares_its_file_with_other_labs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAB_PROGRESS_FILE", str(tmp_path / "p.json"))
    with Lab("class", "inproc", "en") as one, Lab("class", "inproc", "en") as other:
        one.quiz("reply-quiz").answer(0, "c")
        assert "quiz 1/26" in repr(other.progress())
