"""The frame of a form: ipywidgets' own controls, dressed as the cards and phones are.

A panel puts one `form_style()` among its children and gives its frame the classes of `FORM`. Without style the
controls are still all there, labelled and in order.
"""

from __future__ import annotations

from ipywidgets import Widget

from helpers.panels.kit.controls import dress, html, shown
from helpers.panels.kit.disconnected import disconnected_style
from helpers.panels.kit.stylesheets import rules, style, style_element
from helpers.panels.kit.widgets import HTML, VBox
from helpers.text import Texts

#: The classes of a frame: what stands in it is dressed.
FORM = ("lab", "lab-form")


def form_frame(*parts: Widget) -> VBox:
    """Return a frame around these parts of a form."""
    return dress(VBox(parts), *FORM)


def form_style(say: Texts) -> HTML:
    """Return a widget that takes no room and dresses every frame on the page, also one whose kernel has stopped."""
    sheet = html(style("form") + disconnected_style(say))
    shown(sheet, False)
    return sheet


def bench_style(say: Texts) -> HTML:
    """Return a widget like that of `form_style`, for a form with what comes of it beside it, which stays in sight."""
    sheet = html(style("form") + style("bench") + style_element(rules("page")) + disconnected_style(say))
    shown(sheet, False)
    return sheet
