"""Flex components that hold no others: text, image, button, icon, separator, filler, video (REF#flex-message)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from helpers.panels.kit.markup import esc
from helpers.panels.results.message_preview.actions import action_attributes, action_label
from helpers.panels.results.message_preview.context import PreviewContext
from helpers.panels.results.message_preview.css_values import (
    IMAGE_SIZES,
    TEXT_SIZES,
    colour,
    length,
    ratio,
    styled,
)
from helpers.panels.results.message_preview.flex_layout import Placement, placed
from helpers.panels.results.message_preview.pictures import icon_picture, picture
from helpers.panels.results.message_preview.shapes import items, keyword, mapping, text_of, whole

_Json = Mapping[str, Any]
_Style = dict[str, str | None]

_ALONG = {"start": "flex-start", "center": "center", "end": "flex-end"}
_GRAVITY = {"center": "center", "bottom": "flex-end"}
#: Height of a line of text: our choice, as the simulator's text looks.
_LINE = "1.4em"
_BUTTON_HEIGHTS = {"sm": "40px", "md": "52px"}
#: What a narrow and a wide character take of a line, in em: our choice, for text that shrinks to fit.
_NARROW, _WIDE = 0.58, 1.02


def unknown(node: _Json, place: Placement, context: PreviewContext) -> str:
    """Return a mark where Flex has no such component: LINE refuses it, and here one sees where it stands."""
    kind = text_of(node.get("type")) or "?"
    return f'<div class="lab-flex-unknown"{styled(placed(node, place))}>{esc(kind)}</div>'


# Text ---------------------------------------------------------------------------------------------------------------


def text(node: _Json, place: Placement, context: PreviewContext) -> str:
    """Return a text: its own `text`, or its spans, which are stronger."""
    spans = items(node.get("contents"))
    words = "".join(_span(mapping(span)) for span in spans) if spans else esc(text_of(node.get("text")))
    shrinks = keyword(node.get("adjustMode")) == "shrink-to-fit"
    outer = placed(node, place) | _standing(node) | ({"container-type": "inline-size"} if shrinks else {})
    inner = _letters(node) | _lines(node) | _text_size(node)
    if shrinks:
        inner["font-size"] = _shrunk(_text_of(node), inner["font-size"] or TEXT_SIZES["md"])
    action = action_attributes(node.get("action"), context)
    return f'<div class="lab-flex-text"{styled(outer)}{action}><div{styled(inner)}>{words}</div></div>'


def _span(span: _Json) -> str:
    size = length(span.get("size"), TEXT_SIZES)
    return f"<span{styled(_letters(span) | {'font-size': size})}>{esc(text_of(span.get('text')))}</span>"


def _text_of(node: _Json) -> str:
    return "".join(text_of(mapping(span).get("text")) for span in items(node.get("contents"))) or text_of(
        node.get("text")
    )


def _letters(node: _Json) -> _Style:
    """Weight, slant, line and colour of the letters; what is not given is inherited (a span from its text)."""
    weights = {"bold": "700", "regular": "400"}
    decorations = {"underline": "underline", "line-through": "line-through", "none": "none"}
    return {
        "color": colour(node.get("color")),
        "font-weight": weights.get(keyword(node.get("weight"))),
        "font-style": {"italic": "italic", "normal": "normal"}.get(keyword(node.get("style"))),
        "text-decoration": decorations.get(keyword(node.get("decoration"))),
    }


def _lines(node: _Json) -> _Style:
    """How text breaks, unless it is cut with "…" after one line, as it is without ``wrap``."""
    aligned = keyword(node.get("align"))
    look: _Style = {"text-align": aligned if aligned in ("center", "end") else None}
    if node.get("wrap") is True:
        look["white-space"] = "pre-wrap"
        most = whole(node.get("maxLines"))
        if most:
            look |= {"display": "-webkit-box", "-webkit-box-orient": "vertical", "-webkit-line-clamp": str(most)}
    gap = length(node.get("lineSpacing"), {})
    if gap and not gap.endswith("%"):  # between the lines only, not above the first and below the last
        look |= {"line-height": f"calc({_LINE} + {gap})", "margin-block": f"calc({gap} / -2)"}
    return look


def _text_size(node: _Json) -> _Style:
    size = length(node.get("size"), TEXT_SIZES) or TEXT_SIZES["md"]
    return {"font-size": _scaled(node, size)}


def _scaled(node: _Json, size: str) -> str:
    """With ``scaling`` the size follows the type size set in LINE: ``--text-scale``, 1 unless the phone sets it."""
    return f"calc({size} * var(--text-scale,1))" if node.get("scaling") is True else size


def _shrunk(words: str, size: str) -> str:
    wide = sum(_WIDE if unicodedata.east_asian_width(char) in "WF" else _NARROW for char in words)
    return f"min({size},calc(100cqw / {max(wide, 1):.2f}))"


def _standing(node: _Json) -> _Style:
    """``gravity``: where it stands when there is room above and below."""
    return {"justify-content": _GRAVITY.get(keyword(node.get("gravity")))}


# Image, icon, video -------------------------------------------------------------------------------------------------


def image(node: _Json, place: Placement, context: PreviewContext) -> str:
    """Return a picture of ours in the size and the crop of the image."""
    outer = placed(node, place) | _standing(node) | {"align-items": _ALONG.get(keyword(node.get("align")), "center")}
    inner: _Style = {
        "width": length(node.get("size"), IMAGE_SIZES) or IMAGE_SIZES["md"],
        "aspect-ratio": ratio(node.get("aspectRatio"), "1 / 1"),
        "background-color": colour(node.get("backgroundColor")),
    }
    fill = keyword(node.get("aspectMode")) == "cover"
    moves = " lab-animated" if node.get("animated") is True else ""
    drawn = picture(node.get("url"), fill=fill)
    action = action_attributes(node.get("action"), context)
    return f'<div class="lab-flex-image{moves}"{styled(outer)}{action}><div{styled(inner)}>{drawn}</div></div>'


def icon(node: _Json, place: Placement, context: PreviewContext) -> str:
    """Return an icon: as high as the letters of its size, its foot on their baseline."""
    size = length(node.get("size"), TEXT_SIZES) or TEXT_SIZES["md"]
    outer = placed(node, place, fixed=True) | {"font-size": _scaled(node, size)}
    inner: _Style = {"aspect-ratio": ratio(node.get("aspectRatio"), "1 / 1")}
    drawn = icon_picture(node.get("url"))
    return f'<div class="lab-flex-icon"{styled(outer)}><span{styled(inner)}>{drawn}</span></div>'


def video(node: _Json, place: Placement, context: PreviewContext) -> str:
    """Return the picture before a video, with the sign to play it and, where it has an action, the words of it."""
    inner: _Style = {"aspect-ratio": ratio(node.get("aspectRatio"), "1 / 1")}
    drawn = picture(node.get("previewUrl") or node.get("url"), fill=True)
    action = mapping(node.get("action"))
    link = f'<span class="lab-flex-link"{action_attributes(action, context)}>{esc(action_label(action))}</span>'
    return (
        f'<div class="lab-flex-video"{styled(placed(node, place))}><div{styled(inner)}>{drawn}'
        f'<span class="lab-play"></span>{link if action else ""}</div></div>'
    )


# Button, separator, filler ------------------------------------------------------------------------------------------


def flex_button(node: _Json, place: Placement, context: PreviewContext) -> str:
    """Return a button: a link unless its style says otherwise; `color` is that of the words or of the ground."""
    kind, own = keyword(node.get("style")), colour(node.get("color"))
    filled = kind in ("primary", "secondary")
    action, shrinks = node.get("action"), keyword(node.get("adjustMode")) == "shrink-to-fit"
    label = action_label(action)
    look: _Style = {
        "height": _BUTTON_HEIGHTS.get(keyword(node.get("height"))),
        "background-color" if filled else "color": own,
        "font-size": _scaled(node, "16px") if node.get("scaling") is True else None,
    }
    words: _Style = {"font-size": _shrunk(label, "16px")} if shrinks else {}
    css = f"lab-flex-button lab-flex-{kind}" if filled else "lab-flex-button"
    outer = placed(node, place) | _standing(node)
    holds = ' class="lab-flex-shrink"' if shrinks else ""
    return (
        f'<div class="{css}"{styled(outer)}><div{styled(look)}{action_attributes(action, context)}>'
        f"<span{holds}><span{styled(words)}>{esc(label)}</span></span></div></div>"
    )


def separator(node: _Json, place: Placement, context: PreviewContext) -> str:
    """Return a line across the box: upright between components that stand side by side."""
    look = placed(node, place, fixed=True) | {"width" if place.is_row else "height": "1px"}
    return f'<div class="lab-flex-line"{styled(look | {"background-color": colour(node.get("color"))})}></div>'


def filler(node: _Json, place: Placement, context: PreviewContext) -> str:
    """Return free room, which takes one part of it unless `flex` says how many."""
    share = whole(node.get("flex")) or 1
    return f"<div{styled({'flex': f'{share} 0 0'})}></div>"


COMPONENTS: Mapping[str, Callable[[_Json, Placement, PreviewContext], str]] = {
    "text": text,
    "image": image,
    "icon": icon,
    "video": video,
    "button": flex_button,
    "separator": separator,
    "filler": filler,
}
