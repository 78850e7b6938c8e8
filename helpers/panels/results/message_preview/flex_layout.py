"""How a Flex component stands in its box: its share of the room, its distance from the one before, its offset.

LINE builds on the CSS flexible box (DOC/flex-message-layout), so that most properties have a counterpart there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpers.panels.results.message_preview.css_values import length
from helpers.panels.results.message_preview.shapes import keyword, number

#: Boxes nested deeper are not drawn: no real message is, and Python's stack is finite.
FLEX_DEPTH_MAX = 40

_Json = Mapping[str, Any]
_Style = dict[str, str | None]


@dataclass(frozen=True)
class Placement:
    """Where a component stands: the layout and ``spacing`` of its box, whether it is the first, how deep that is."""

    layout: str
    spacing: str | None = None
    first: bool = True
    depth: int = 0

    @property
    def is_row(self) -> bool:
        """Whether the components of the box stand side by side."""
        return self.layout in ("horizontal", "baseline")


def placed(component: _Json, place: Placement, *, fixed: bool = False) -> _Style:
    """Return the style of a component's own element. `fixed`: it takes no share of the room (icon, separator)."""
    if keyword(component.get("position")) == "absolute":
        return {"position": "absolute", **_offsets(component)}
    share = "none" if fixed else _share(component, place)
    return {"position": "relative", "flex": share, **_margin(component, place), **_offsets(component)}


def _share(component: _Json, place: Placement) -> str:
    """``flex``: 1 in a row and 0 in a column unless given; a width (height) of its own makes it 0, too."""
    given = component.get("flex")
    if isinstance(given, bool) or not isinstance(given, (int, float)):
        has_length = length(component.get("width" if place.is_row else "height")) is not None
        parts = 1.0 if place.is_row and not has_length else 0.0
    else:
        parts = number(given)
    if not parts:
        return "none"
    return f"{parts:g} 0 0" if place.is_row else f"{parts:g} 0 auto"


def _margin(component: _Json, place: Placement) -> _Style:
    """``margin``, or the box's ``spacing``; the first component has none (REF#box: its margin is ignored)."""
    side = "margin-inline-start" if place.is_row else "margin-top"
    own = length(component.get("margin"))
    return {side: None if place.first else own or place.spacing}


def _offsets(component: _Json) -> _Style:
    names = {
        "top": "offsetTop",
        "bottom": "offsetBottom",
        "inset-inline-start": "offsetStart",
        "inset-inline-end": "offsetEnd",
    }
    return {css: length(component.get(name)) for css, name in names.items()}
