"""What a panel says once its kernel is gone: Jupyter leaves it on the screen, but nothing in it answers any more.

Python cannot say so, for it is gone too. ipywidgets marks each of its widgets by a class, which a style sheet can heed.
"""

from __future__ import annotations

from typing import TypeVar

from ipywidgets import Box

from helpers.panels.kit.stylesheets import rules, style_element
from helpers.text import Texts

B = TypeVar("B", bound=Box)

#: The class of the outermost box of a panel.
PANEL = "lab-panel"


def gone(say: Texts) -> str:
    """The ``<style>`` element that has a panel say so."""
    return style_element(rules("disconnected").replace("WORDS", say("panel.gone")))


def says_when_gone(panel: B) -> B:
    """Have this panel say so; the rules of `gone` must stand in it. Returns it."""
    panel.add_class(PANEL)
    return panel
