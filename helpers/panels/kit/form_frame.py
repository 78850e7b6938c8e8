"""The frame of a form: ipywidgets' own controls, dressed as the cards and phones are.

A panel puts one `form_style()` among its children and gives its frame the classes of `FORM`. Without style the
controls are still all there, labelled and in order.
"""

from __future__ import annotations

from ipywidgets import HTML, VBox, Widget

from helpers.panels.kit.controls import dress, html, shown
from helpers.panels.kit.disconnected import disconnected_style
from helpers.panels.kit.stylesheets import style
from helpers.text import Texts

#: The classes of a frame: what stands in it is dressed.
FORM = ("lab", "lab-form")


def form_frame(*parts: Widget) -> VBox:
    """Return a frame around these parts of a form."""
    return dress(VBox(parts), *FORM)


def form_style(say: Texts, *more: str) -> HTML:
    """Return a widget that takes no room and dresses every frame on the page, also one whose kernel has stopped.

    `more` are kinds of output whose style it carries too.
    """
    sheet = html("".join(map(style, ("form", *more))) + disconnected_style(say))
    shown(sheet, False)
    return sheet
