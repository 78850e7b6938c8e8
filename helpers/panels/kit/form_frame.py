"""The style of everything one can click: ipywidgets' own controls, dressed as the cards and phones are.

A panel puts one `style_sheet()` among its children and gives its frame the classes of `FORM`. Without style the
controls are still all there, labelled and in order.
"""

from __future__ import annotations

from typing import Any

from ipywidgets import HTML, Layout

from helpers.panels.kit.disconnected import gone
from helpers.panels.kit.stylesheets import style
from helpers.text import Texts

#: The classes of a frame: what stands in it is dressed.
FORM = ("lab", "lab-form")


def style_sheet(say: Texts) -> Any:
    """A widget that takes no room and dresses every frame on the page, also one whose kernel is gone."""
    return HTML(style("form") + gone(say), layout=Layout(display="none"))
