"""What a panel says when its kernel has stopped: Jupyter leaves it on the screen, but nothing in it answers any more.

Python cannot say so, for it has stopped too. ipywidgets gives each of its widgets a class then, which a style sheet can
use.
"""

from __future__ import annotations

from typing import TypeVar

from ipywidgets import Box

from helpers.panels.kit.stylesheets import rules, style_element
from helpers.text import Texts

_Box = TypeVar("_Box", bound=Box)

#: The class of the outermost box of a panel.
PANEL = "lab-panel"


def disconnected_style(say: Texts) -> str:
    """Return the ``<style>`` element that has a panel say so."""
    return style_element(rules("disconnected").replace("WORDS", say("panel.disconnected")))


def says_when_disconnected(panel: _Box) -> _Box:
    """Have this panel say so; it must hold the rules of `disconnected_style`. Returns the panel."""
    panel.add_class(PANEL)
    return panel
