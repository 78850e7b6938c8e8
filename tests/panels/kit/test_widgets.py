"""The kit's widgets share what they look like, and panels are made of no others."""

from __future__ import annotations

import re

import pytest
from ipywidgets import Layout
from ipywidgets.widgets.widget import _instances

from helpers.lab import open_lab
from helpers.panels.kit import widgets
from helpers.panels.kit.controls import shown
from helpers.paths import ROOT


@pytest.fixture(autouse=True)
def _nobody_is_told() -> None:
    """Open these widgets, unlike the other tests' (conftest): one that is closed counts as gone."""


def test_they_share_one_layout_and_one_style() -> None:
    first, second = widgets.Button(description="a"), widgets.Button(description="b")
    assert first.layout is second.layout is widgets.VBox().layout
    assert first.style is second.style


def test_one_is_hidden_without_the_others() -> None:
    first, second = widgets.Button(), widgets.Button()
    shown(first, False)
    assert (first.layout.display, second.layout.display) == ("none", "")


def test_a_layout_that_was_closed_is_made_anew() -> None:
    closed = widgets.Button().layout
    closed.close()
    assert widgets.Button().layout.comm is not None
    assert widgets.Button().layout is not closed


def test_a_learner_s_own_widgets_keep_theirs() -> None:
    from ipywidgets import Button

    assert Button().layout is not Button().layout


def test_a_builder_makes_no_layout_of_its_own() -> None:
    with open_lab(transport="inproc", lang="en") as lab:
        lab.builder("push")
        before = set(_instances)
        builder = lab.builder("push")
        made = [_instances[key] for key in set(_instances) - before]
    assert builder in made
    assert [one for one in made if isinstance(one, Layout)] == []


def test_panels_take_only_these() -> None:
    taken = {
        f"{path.name}: {name.strip()}"
        for path in (ROOT / "helpers" / "panels").rglob("*.py")
        if path.name != "widgets.py"
        for line in re.findall(r"^from ipywidgets import (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        for name in line.split(",")
    }
    #: Box as the type of what is given: any box will do.
    assert {one for one in taken if not one.endswith((": Widget", ": Box"))} == set()
