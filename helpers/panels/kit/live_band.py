"""The mark of live mode on interactive panels: a band of colour and a line of words, in every panel itself.

In every panel, because front ends keep outputs apart: what one cell shows cannot be counted on to style another.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from ipywidgets import Box

from helpers.panels.kit.markup import live_mark
from helpers.panels.kit.widgets import HTML
from helpers.text import Texts

_Box = TypeVar("_Box", bound=Box)

_CLASS = "lab-in-live"


class ModeSource(Protocol):
    """What the mark follows: something in a mode (a session) that tells when the mode changes."""

    @property
    def mode(self) -> str:
        """``practice`` or ``live``."""

    @property
    def texts(self) -> Texts:
        """The texts of the course's language."""

    def subscribe(self, subscriber: Any, tell: Callable[[Any, Any], object]) -> None:
        """Call ``tell(subscriber, self)`` after each change, as long as `subscriber` is in use elsewhere."""


def follow_mode(panel: _Box, session: ModeSource) -> _Box:
    """Let a panel wear the mark whenever the session is live, and look again when the mode changes. Returns the panel.

    The session does not keep the panel alive.
    """
    session.subscribe(panel, _show_mode)
    if session.mode == "live":
        mark(panel, session.texts)
    return panel


def _show_mode(panel: Any, session: ModeSource) -> None:
    mark(panel, session.texts) if session.mode == "live" else unmark(panel)
    if hasattr(panel, "refresh"):
        panel.refresh()  # what it says of mode, people and cost was true before


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
