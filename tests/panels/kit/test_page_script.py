"""The script of the panels: each panel brings it, and one without it works. What it does is tested in tests/browser."""

from __future__ import annotations

import sys

import pytest
from anywidget import AnyWidget
from hatchling.builders.wheel import WheelBuilder
from ipywidgets import Button, VBox

from helpers.panels.kit.page_script import with_page_script
from helpers.paths import ROOT


def test_a_panel_brings_it_and_it_takes_no_room() -> None:
    button, script = with_page_script(VBox([Button()])).children
    assert isinstance(button, Button)
    assert isinstance(script, AnyWidget)
    assert script.layout.display == "none"
    assert "stopPropagation" in script._esm


def test_an_install_without_anywidget_has_its_panels_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "anywidget", None)
    assert len(with_page_script(VBox([Button()])).children) == 1


def test_the_wheel_brings_it() -> None:
    shipped = {file.distribution_path.replace("\\", "/") for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    assert "helpers/panels/kit/page.js" in shipped
