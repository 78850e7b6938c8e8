"""A Flex message: one bubble, or several side by side that one scrolls through (REF#flex-message)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helpers.panels.kit.markup import esc, reachable
from helpers.panels.results.message_preview.actions import action_attributes
from helpers.panels.results.message_preview.context import PreviewContext
from helpers.panels.results.message_preview.css_values import BUBBLE_WIDTHS, colour, styled
from helpers.panels.results.message_preview.flex_box import component
from helpers.panels.results.message_preview.flex_layout import Placement
from helpers.panels.results.message_preview.shapes import items, keyword, mapping

_Json = Mapping[str, Any]
_Style = dict[str, str | None]

_BLOCKS = ("header", "hero", "body", "footer")
#: Padding of blocks unless the box says otherwise: top, sides, bottom (LINE's simulator; the reference gives none).
_PADDING = {"nano": ("10px",) * 3, "micro": ("10px",) * 3, "kilo": ("13px",) * 3}
_PADDING |= dict.fromkeys(("deca", "hecto"), ("11px", "14px", "13px"))
_PADDING_OTHERWISE = ("20px",) * 3
_FOOTER_PADDING = ("10px",) * 3
#: A body above a footer ends with less, and in the middle sizes with more.
_BODY_ABOVE_FOOTER = {"nano": "10px", "micro": "10px", "deca": "17px", "hecto": "17px", "kilo": "17px"}


def flex(message: _Json, context: PreviewContext) -> str:
    """Return the HTML of a Flex message. Its altText is not in it: that is for the chat list and the notification."""
    return container(mapping(message.get("contents")), context)


def container(contents: _Json, context: PreviewContext) -> str:
    """Return the HTML of a bubble or a carousel."""
    if keyword(contents.get("type")) != "carousel":
        return f'<div class="lab-flex">{_bubble(contents, context)}</div>'
    bubbles = "".join(_bubble(mapping(bubble), context) for bubble in items(contents.get("contents")))
    reach = reachable(context.say("message.flex"))
    return f'<div class="lab-flex lab-carousel" {reach}>{bubbles or _empty(context)}</div>'


def _bubble(bubble: _Json, context: PreviewContext) -> str:
    size = keyword(bubble.get("size"))
    size = size if size in BUBBLE_WIDTHS else "mega"
    direction = ' dir="rtl"' if keyword(bubble.get("direction")) == "rtl" else ' dir="ltr"'
    blocks = "".join(_blocks(bubble, size, context)) or _empty(context)
    action = action_attributes(bubble.get("action"), context, holds_others=True)
    look = styled({"width": BUBBLE_WIDTHS[size]})
    return f'<div class="lab-flex-bubble lab-flex-{size}"{direction}{look}{action}>{blocks}</div>'


def _empty(context: PreviewContext) -> str:
    return f'<div class="lab-flex-unknown">{esc(context.say("message.empty_bubble"))}</div>'


def _blocks(bubble: _Json, size: str, context: PreviewContext) -> Iterator[str]:
    there = [name for name in _BLOCKS if mapping(bubble.get(name))]
    for name in there:
        look = mapping(mapping(bubble.get("styles")).get(name))
        if look.get("separator") is True and name != there[0]:
            line = styled({"height": "1px", "background-color": colour(look.get("separatorColor"))})
            yield f'<div class="lab-flex-line"{line}></div>'
        padding = _padding(name, size, "footer" in there)
        drawn = component(bubble[name], Placement("vertical"), context, padding)
        ground = styled({"background-color": colour(look.get("backgroundColor"))})
        yield f'<div class="lab-flex-block lab-flex-{name}"{ground}>{drawn}</div>'


def _padding(block: str, size: str, has_footer: bool) -> _Style:
    if block == "hero":
        return {}
    top, sides, bottom = _FOOTER_PADDING if block == "footer" else _PADDING.get(size, _PADDING_OTHERWISE)
    if block == "body" and has_footer:
        bottom = _BODY_ABOVE_FOOTER.get(size, "10px")
    return {"padding-top": top, "padding-bottom": bottom, "padding-inline-start": sides, "padding-inline-end": sides}
