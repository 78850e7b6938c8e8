"""The mark of live mode on interactive panels: a band of colour and a line of words, in every panel itself.

In every panel, because front ends keep outputs apart: what one cell shows cannot be counted on to style another.
"""

from __future__ import annotations

from typing import Any

from ipywidgets import HTML

from helpers.panels.kit.markup import live_mark
from helpers.text import Texts

_CLASS = "lab-in-live"


def mark(panel: Any, say: Texts) -> None:
    """Put the mark on a panel (a box of widgets); a second time changes nothing."""
    if _CLASS in panel._dom_classes:
        return
    band = HTML(f'<div role="status" aria-live="polite">{live_mark(say)}</div>')
    band.add_class("lab-live-band")
    panel.children = (band, *panel.children)
    panel.add_class(_CLASS)


def unmark(panel: Any) -> None:
    """Take the mark off."""
    panel.children = tuple(child for child in panel.children if "lab-live-band" not in child._dom_classes)
    panel.remove_class(_CLASS)
