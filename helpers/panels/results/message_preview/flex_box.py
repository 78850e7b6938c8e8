"""A Flex box: its components side by side or one below the other, on a background (REF#box)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helpers.panels.results.message_preview.actions import action_attributes
from helpers.panels.results.message_preview.context import PreviewContext
from helpers.panels.results.message_preview.css_values import (
    BORDER_WIDTHS,
    angle,
    colour,
    length,
    percent,
    styled,
)
from helpers.panels.results.message_preview.flex_components import COMPONENTS, unknown
from helpers.panels.results.message_preview.flex_layout import FLEX_DEPTH_MAX, Placement, placed
from helpers.panels.results.message_preview.shapes import items, keyword, mapping

_Json = Mapping[str, Any]
_Style = dict[str, str | None]

_DIRECTIONS = {"horizontal": "row", "baseline": "row"}
_JUSTIFY = ("flex-start", "center", "flex-end", "space-between", "space-around", "space-evenly")
_ALIGN = ("flex-start", "center", "flex-end")


def component(node: object, place: Placement, context: PreviewContext, padding: _Style | None = None) -> str:
    """Return a component's HTML. `padding` is what a box has unless it says otherwise: blocks have some."""
    members = mapping(node)
    kind = keyword(members.get("type"))
    if kind == "box":
        return _box(members, place, context, padding or {})
    return COMPONENTS.get(kind, unknown)(members, place, context)


def _box(box: _Json, place: Placement, context: PreviewContext, padding: _Style) -> str:
    look = placed(box, place) | padding | _padding(box) | _sides(box) | _surface(box) | _alignment(box)
    action = action_attributes(box.get("action"), context, holds_others=_has_actions(box))
    return f'<div class="lab-flex-box"{styled(look)}{action}>{"".join(_contents(box, place, context))}</div>'


def _contents(box: _Json, place: Placement, context: PreviewContext) -> Iterator[str]:
    if place.depth >= FLEX_DEPTH_MAX:
        yield "…"
        return
    layout, spacing, first = keyword(box.get("layout")), length(box.get("spacing")), True
    for child in items(box.get("contents")):
        yield component(child, Placement(layout, spacing, first, place.depth + 1), context)
        first = first and keyword(mapping(child).get("position")) == "absolute"


def _alignment(box: _Json) -> _Style:
    layout, justify, align = (keyword(box.get(name)) for name in ("layout", "justifyContent", "alignItems"))
    across = align if align in _ALIGN else None
    return {
        "flex-direction": _DIRECTIONS.get(layout, "column"),
        "justify-content": justify if justify in _JUSTIFY else None,
        "align-items": "baseline" if layout == "baseline" else across,
    }


def _padding(box: _Json) -> _Style:
    """One side's padding is stronger than that of all."""
    every = length(box.get("paddingAll"))
    names = {
        "padding-top": "paddingTop",
        "padding-bottom": "paddingBottom",
        "padding-inline-start": "paddingStart",
        "padding-inline-end": "paddingEnd",
    }
    found = {css: length(box.get(name)) or every for css, name in names.items()}
    return {css: value for css, value in found.items() if value is not None}


def _sides(box: _Json) -> _Style:
    names = {"width": "width", "max-width": "maxWidth", "height": "height", "max-height": "maxHeight"}
    return {css: length(box.get(name)) for css, name in names.items()}


def _surface(box: _Json) -> _Style:
    edge = length(box.get("borderWidth"), BORDER_WIDTHS)
    return {
        "background": _gradient(mapping(box.get("background"))) or colour(box.get("backgroundColor")),
        # The reference names no colour for a border without one: our choice.
        "border": f"{edge} solid {colour(box.get('borderColor')) or '#000000'}" if edge else None,
        "border-radius": length(box.get("cornerRadius")),
    }


def _gradient(background: _Json) -> str | None:
    """0deg runs from the bottom to the top, as in CSS; a third colour stands in the middle unless told where."""
    turn, start, end = (
        angle(background.get("angle")),
        colour(background.get("startColor")),
        colour(background.get("endColor")),
    )
    if keyword(background.get("type")) != "linearGradient" or not (turn and start and end):
        return None
    centre = colour(background.get("centerColor"))
    middle = f"{centre} {percent(background.get('centerPosition')) or '50%'}," if centre else ""
    return f"linear-gradient({turn},{start},{middle}{end})"


def _has_actions(box: _Json) -> bool:
    """Whether something inside the box has an action of its own."""
    left: list[object] = [*items(box.get("contents"))]
    for _ in range(1000):
        if not left:
            return False
        child = mapping(left.pop())
        if "action" in child:
            return True
        left.extend(items(child.get("contents")))
    return True
