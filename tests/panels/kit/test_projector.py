from __future__ import annotations

import re
from typing import Any

import pytest

from helpers import open_lab
from helpers.errors import LabError
from helpers.panels.kit.projector import Projector
from helpers.text import texts

ZH = texts("zh-TW")


def css(projector: Projector) -> str:
    return str(projector.children[2].value)


def test_it_is_off_until_turned_on() -> None:
    projector = Projector(ZH)
    assert (css(projector), projector.on, repr(projector)) == ("", False, "投影模式：關")


def test_on_it_makes_type_large_and_contrast_high() -> None:
    projector = Projector(ZH)
    projector.on = True
    assert "font-size:22px" in css(projector)
    assert "--soft:" in css(projector)
    assert repr(projector) == "投影模式：開"


@pytest.mark.parametrize("given", ["no", 1, None])
def test_anything_but_true_and_false_is_refused(given: Any) -> None:
    projector = Projector(ZH)
    with pytest.raises(LabError, match="True 或 False"):
        projector.on = given
    assert projector.on is False


def test_its_rules_touch_nothing_but_the_lab_and_the_notebook() -> None:
    projector = Projector(ZH)
    projector.on = True
    rules = re.findall(r"([^{}]+)\{", css(projector).removeprefix("<style>"))
    assert len(rules) > 1
    ours = (":root .lab.lab.lab", ":root .jp-Notebook")
    assert [rule for rule in rules if not rule.startswith(ours)] == []


def test_the_notebooks_own_code_and_text_grow_and_the_stage_stays_as_it_is() -> None:
    projector = Projector(ZH)
    projector.on = True
    assert "--jp-code-font-size:22px" in css(projector) and "--jp-content-font-size1:22px" in css(projector)
    assert css(projector).count(":not(.lab-stage,.lab-stage *)") == css(projector).count(".lab.lab.lab")


def test_the_switch_does_the_same() -> None:
    projector = Projector(ZH)
    projector.switch.value = True
    assert projector.on
    projector.switch.value = False
    assert css(projector) == ""


def test_a_lab_has_one_so_that_any_cell_turns_off_what_another_turned_on() -> None:
    with open_lab(transport="inproc") as lab:
        first = lab.projector()
        assert first.on
        assert lab.projector(on=False) is first
        assert css(first) == ""


@pytest.mark.parametrize("on", [True, False])
def test_it_can_be_had_as_it_is(on: bool) -> None:
    with open_lab(transport="inproc") as lab:
        assert lab.projector(on).on is lab.projector(None).on is on
