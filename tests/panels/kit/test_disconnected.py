"""A panel whose kernel is gone says so; a browser test sees it happen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ipywidgets import HTML, Box, Widget

from helpers.lab import Lab, open_lab
from helpers.panels.kit.disconnected import PANEL, disconnected_style
from helpers.panels.narrowcast.condition_editor import ConditionTree


def everything_in(widget: Widget) -> list[Widget]:
    return [widget, *(found for child in getattr(widget, "children", ()) for found in everything_in(child))]


@pytest.fixture
def lab() -> Iterator[Lab]:
    with open_lab(transport="inproc", lang="zh-TW") as lab:
        yield lab


@pytest.fixture
def panels(lab: Lab) -> list[Box]:
    return [
        lab.builder("push"), lab.world(), lab.history_panel(), lab.quiz("push-quiz"), lab.replay("push"),
        lab.campaign(), lab.projector(None), lab.check("push-1", lambda to, text: None),
        ConditionTree.of(lab.session, "demographic"),
    ]  # fmt: skip


def test_every_panel_carries_the_rules_and_the_class_they_are_for(lab: Lab, panels: list[Box]) -> None:
    for panel in panels:
        assert PANEL in panel._dom_classes, panel
        assert any(
            isinstance(part, HTML) and disconnected_style(lab.texts) in part.value for part in everything_in(panel)
        ), panel


def test_the_rules_say_it_in_the_language_of_the_lab(lab: Lab) -> None:
    assert lab.texts("panel.disconnected") in disconnected_style(lab.texts)
    assert "WORDS" not in disconnected_style(lab.texts)
