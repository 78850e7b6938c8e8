"""Every field of a Flex container, once: what it takes, and where LINE documents it (REF#flex-message).

Value lists as in the reference and the guide to the layout. Both are silent on the sign of a length. An offset may be
negative: samples of LINE's own simulator and messages of many running bots have ``"offsetTop": "-2px"``. That every
other length may not is told by third parties only (facts 14.2).
"""

from __future__ import annotations

from collections.abc import Mapping

from helpers.line import limits
from helpers.line.fields.kinds import (
    Action,
    Address,
    Choice,
    Colour,
    Flag,
    Kind,
    Measure,
    ObjectOf,
    Parts,
    Ratio,
    Table,
    Text,
    Whole,
)

_LAYOUT = "flex-message-layout/"
_SPACES = ("none", "xs", "sm", "md", "lg", "xl", "xxl")
_SIZES = ("xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl")

BLOCKS = ("header", "hero", "body", "footer")
#: What may stand in a box, by its layout.
IN_BOX = ("box", "button", "image", "text", "separator", "filler")
IN_BASELINE = ("icon", "text", "filler")
#: What may stand in the hero block; a video only in a bubble wide enough that is in no carousel (REF#f-video).
IN_HERO = ("box", "image", "video")
VIDEO_SIZES = ("kilo", "mega", "giga")


def _offsets() -> dict[str, Kind]:
    """Return the fields that move a component from its own place."""
    anchor = f"{_LAYOUT}#component-offset"
    sides = ("offsetTop", "offsetBottom", "offsetStart", "offsetEnd")
    offset = Measure(anchor=anchor, words=_SPACES, units=("px", "%"), least=None)
    return {"position": Choice(anchor=anchor, values=("relative", "absolute")), **dict.fromkeys(sides, offset)}


def _fonts(anchor: str) -> dict[str, Kind]:
    """Return the fields of how letters look, in a text and in a span."""
    return {
        "size": Measure(anchor=f"{_LAYOUT}#other-component-size", words=_SIZES),
        "color": Colour(anchor=anchor),
        "weight": Choice(anchor=anchor, values=("regular", "bold")),
        "style": Choice(anchor=anchor, values=("normal", "italic")),
        "decoration": Choice(anchor=anchor, values=("none", "underline", "line-through")),
    }


def _picture(anchor: str) -> Address:
    return Address(anchor=anchor, most=limits.URL_LENGTH, required=True)


def _ratio(anchor: str) -> Ratio:
    return Ratio(anchor=anchor, side=limits.FLEX_RATIO_SIDE_MAX, height_per_width=limits.FLEX_HEIGHT_PER_WIDTH_MAX)


_FLEX = Whole(anchor=f"{_LAYOUT}#component-size", least=0)
_MARGIN = Measure(anchor=f"{_LAYOUT}#margin-property", words=_SPACES)
_PADDING = Measure(anchor=f"{_LAYOUT}#padding-property", words=_SPACES, units=("px", "%"))
_WIDTH = Measure(anchor=f"{_LAYOUT}#box-width", units=("px", "%"))
_HEIGHT = Measure(anchor=f"{_LAYOUT}#box-height", units=("px", "%"))
_ALIGN = Choice(anchor=f"{_LAYOUT}#align-property", values=("start", "end", "center"))
_GRAVITY = Choice(anchor=f"{_LAYOUT}#gravity-property", values=("top", "bottom", "center"))
_ADJUST = Choice(anchor=f"{_LAYOUT}#adjusts-fontsize-to-fit", values=("shrink-to-fit",))
_SCALING = Flag(anchor=f"{_LAYOUT}#size-scaling")
_JUSTIFY = f"{_LAYOUT}#justify-property"
_BUBBLE, _BOX, _BUTTON, _IMAGE, _VIDEO = "#bubble", "#box", "#button", "#f-image", "#f-video"
_ICON, _TEXT, _SPAN, _SEPARATOR = "#icon", "#f-text", "#span", "#separator"

_STYLE = ObjectOf(anchor="#bubble-style", tables=("blockStyle",), typed=False)

#: By the object's ``type``; ``styles`` and ``blockStyle`` are objects without one.
FLEX_FIELDS: dict[str, Table] = {
    "bubble": {
        "size": Choice(anchor=_BUBBLE, values=("nano", "micro", "deca", "hecto", "kilo", "mega", "giga")),
        "direction": Choice(anchor=_BUBBLE, values=("ltr", "rtl")),
        "styles": ObjectOf(anchor=_BUBBLE, tables=("styles",), typed=False),
        "header": ObjectOf(anchor=_BUBBLE, tables=("box",)),
        "hero": ObjectOf(anchor=_BUBBLE, tables=IN_HERO),
        "body": ObjectOf(anchor=_BUBBLE, tables=("box",)),
        "footer": ObjectOf(anchor=_BUBBLE, tables=("box",)),
        "action": Action(anchor=_BUBBLE),
    },
    "carousel": {
        "contents": Parts(
            anchor="#f-carousel", tables=("bubble",), least=1, most=limits.FLEX_CAROUSEL_BUBBLES_MAX, required=True
        ),
    },
    "styles": dict.fromkeys(BLOCKS, _STYLE),
    "blockStyle": {
        "backgroundColor": Colour(anchor="#block-style"),
        "separator": Flag(anchor="#block-style"),
        "separatorColor": Colour(anchor="#block-style"),
    },
    "box": {
        "layout": Choice(anchor=_BOX, values=("horizontal", "vertical", "baseline"), required=True),
        "contents": Parts(anchor=_BOX, tables=IN_BOX, required=True),
        "backgroundColor": Colour(anchor=_BOX),
        "borderColor": Colour(anchor=_BOX),
        "borderWidth": Measure(anchor=_BOX, words=("none", "light", "normal", "medium", "semi-bold", "bold")),
        "cornerRadius": Measure(anchor=_BOX, words=_SPACES),
        "width": _WIDTH,
        "maxWidth": _WIDTH,
        "height": _HEIGHT,
        "maxHeight": _HEIGHT,
        "flex": _FLEX,
        "spacing": Measure(anchor=f"{_LAYOUT}#spacing-property", words=_SPACES),
        "margin": _MARGIN,
        **dict.fromkeys(("paddingAll", "paddingTop", "paddingBottom", "paddingStart", "paddingEnd"), _PADDING),
        **_offsets(),
        "justifyContent": Choice(
            anchor=_JUSTIFY,
            values=("center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"),
        ),
        "alignItems": Choice(anchor=_JUSTIFY, values=("center", "flex-start", "flex-end")),
        "background": ObjectOf(anchor=_BOX, tables=("linearGradient",)),
        "action": Action(anchor=_BOX),
    },
    "linearGradient": {
        "angle": Measure(anchor=_BOX, units=("deg",), below=360, required=True),
        "startColor": Colour(anchor=_BOX, required=True),
        "endColor": Colour(anchor=_BOX, required=True),
        "centerColor": Colour(anchor=_BOX),
        "centerPosition": Measure(anchor=_BOX, units=("%",), most=100),
    },
    "button": {
        "action": Action(anchor=_BUTTON, required=True),
        "flex": _FLEX,
        "margin": _MARGIN,
        **_offsets(),
        "height": Choice(anchor=_BUTTON, values=("md", "sm")),
        "style": Choice(anchor=_BUTTON, values=("primary", "secondary", "link")),
        "color": Colour(anchor=_BUTTON),
        "gravity": _GRAVITY,
        "adjustMode": _ADJUST,
        "scaling": _SCALING,
    },
    "image": {
        "url": _picture(_IMAGE),
        "flex": _FLEX,
        "margin": _MARGIN,
        **_offsets(),
        "align": _ALIGN,
        "gravity": _GRAVITY,
        "size": Measure(anchor=f"{_LAYOUT}#image-size", words=(*_SIZES, "full"), units=("px", "%")),
        "aspectRatio": _ratio(_IMAGE),
        "aspectMode": Choice(anchor=_IMAGE, values=("fit", "cover")),
        "backgroundColor": Colour(anchor=_IMAGE),
        "action": Action(anchor=_IMAGE),
        "animated": Flag(anchor=_IMAGE),
    },
    "video": {
        "url": _picture(_VIDEO),
        "previewUrl": _picture(_VIDEO),
        "altContent": ObjectOf(anchor=_VIDEO, tables=("box", "image"), required=True),
        "aspectRatio": _ratio(_VIDEO),
        "action": Action(anchor=_VIDEO),
    },
    "icon": {
        "url": _picture(_ICON),
        "margin": _MARGIN,
        **_offsets(),
        "size": Measure(anchor=f"{_LAYOUT}#other-component-size", words=_SIZES),
        "scaling": _SCALING,
        "aspectRatio": _ratio(_ICON),
    },
    "text": {
        "text": Text(anchor=_TEXT),
        "contents": Parts(anchor=_TEXT, tables=("span",)),
        "adjustMode": _ADJUST,
        "flex": _FLEX,
        "margin": _MARGIN,
        **_offsets(),
        **_fonts(_TEXT),
        "align": _ALIGN,
        "gravity": _GRAVITY,
        "wrap": Flag(anchor=_TEXT),
        "lineSpacing": Measure(anchor=_TEXT),
        "maxLines": Whole(anchor=_TEXT, least=0),
        "scaling": _SCALING,
        "action": Action(anchor=_TEXT),
    },
    "span": {"text": Text(anchor=_SPAN), **_fonts(_SPAN)},
    "separator": {"margin": _MARGIN, "color": Colour(anchor=_SEPARATOR)},
    "filler": {"flex": _FLEX},
}

_CONTAINER = ObjectOf(anchor="#flex-message", tables=("bubble", "carousel"))


def flex_kind(container: object, place: str) -> Kind | None:
    """Return what the place ``/body/contents/0/size`` of a container takes; None where the tables have no such field.

    The kind of an element of a list is that of the list.
    """
    kind: Kind | None = _CONTAINER
    for step in place.strip("/").split("/") if place.strip("/") else ():
        if isinstance(kind, Parts) and isinstance(container, list):
            container = container[int(step)] if step.isdecimal() and int(step) < len(container) else None
            continue
        table = _table(kind, container)
        kind, container = table.get(step), container.get(step) if isinstance(container, Mapping) else None
        if kind is None:
            return None
    return kind


def _table(kind: Kind | None, value: object) -> Table:
    if not isinstance(kind, (ObjectOf, Parts)):
        return {}
    name = value.get("type") if isinstance(value, Mapping) else None
    if isinstance(kind, ObjectOf) and not kind.typed:
        name = kind.tables[0]
    return FLEX_FIELDS.get(str(name), {})
