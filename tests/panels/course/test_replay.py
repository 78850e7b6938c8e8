"""The demo panel, driven as an object."""

from __future__ import annotations

import pytest

from helpers.course.demos import DEMOS
from helpers.errors import LabError
from helpers.lab import Lab
from helpers.panels.course.replay import Printed, Replay
from helpers.panels.kit.markup import rich
from helpers.text import LANGUAGES, texts


def replay(key: str = "reply", lang: str = "en") -> Replay:
    return Replay(DEMOS[key], texts(lang), lambda display: Lab(DEMOS[key].world, "inproc", lang, display=display))


def test_what_a_step_prints_is_shown_as_text() -> None:
    assert Printed("<b>\n")._repr_html_() == '<pre tabindex="0">&lt;b&gt;</pre>'


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", DEMOS)
def test_every_demo_can_be_clicked_through(key: str, lang: str) -> None:
    panel = replay(key, lang)
    for _ in DEMOS[key].steps:
        panel.next_button.click()
        assert panel.shown
        assert panel.card is None
    assert panel.next_button.disabled


def test_a_step_shows_its_code_and_what_came_of_it() -> None:
    panel = replay()
    panel.next_button.click()
    assert "lab.friend(&quot;小美&quot;)" in panel._shown.value
    assert "lab-phone" in panel._shown.value
    assert 'aria-current="step"' in panel._steps.value


def test_nothing_is_shown_before_the_first_step() -> None:
    panel = replay()
    assert panel._shown.value == ""
    assert panel.again_button.disabled
    assert panel.next_button.description == "Next step 1/5"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", DEMOS)
def test_what_comes_of_a_step_is_told_when_it_is_done(key: str, lang: str) -> None:
    panel = replay(key, lang)
    for caption in DEMOS[key].captions(texts(lang)):
        assert f">{rich(caption)}</li>" not in panel._steps.value
        panel.next_button.click()
        assert f">{rich(caption)}</li>" in panel._steps.value


def test_starting_over_is_the_same_again() -> None:
    panel = replay("push")
    panel.next_button.click()
    first = panel._shown.value
    panel.next_button.click()
    panel.again_button.click()
    assert panel._shown.value == ""
    panel.next_button.click()
    assert panel._shown.value == first


def test_a_click_too_many_changes_nothing() -> None:
    panel = replay()
    for _ in range(8):
        panel.next()
    assert panel.run.done == 5


def test_an_attempt_in_a_demo_displays_nothing_by_itself(capsys: pytest.CaptureFixture[str]) -> None:
    panel = replay()
    for _ in range(3):
        panel.next_button.click()
    assert capsys.readouterr().out == ""


def test_a_saved_notebook_keeps_one_sentence() -> None:
    assert repr(replay("push", "zh-TW")) == ("示範 push（5 步）：推播：200 不等於送達。執行這一格，再按「下一步」。")


def test_a_demo_leaves_the_lab_of_the_notebook_alone() -> None:
    with Lab("class", "inproc", "en") as lab:
        panel = lab.replay("push")
        panel.next_button.click()
        assert lab.session.exchanges.count == 0
        with pytest.raises(LabError, match="no demo called"):
            lab.replay("pushes")
