"""Values just inside and just outside what a field takes, made from its kind; and an accepted object for each table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from helpers.line.error_details import EMPTY, UNSPECIFIED, length_between, size_between
from helpers.line.fields.kinds import (
    Action,
    Address,
    Choice,
    Colour,
    Decimal,
    Flag,
    Items,
    Kind,
    Measure,
    Moment,
    ObjectOf,
    Parts,
    Ratio,
    Text,
    Whole,
)
from helpers.stub.rules.actions import EMPTY_TEXT, INVALID, too_long
from helpers.stub.rules.flex import NULL_ELEMENTS
from helpers.stub.rules.flex_values import NEGATIVE, TOO_LOW, WRONG_UNIT
from helpers.stub.rules.ordinary import POSITIVE
from helpers.stub.rules.uris import HTTPS, WRONG_SCHEME

Object = Mapping[str, Any]
MISSING = object()


class Outside(NamedTuple):
    """A value that LINE refuses; its detail begins with one of `words`."""

    value: object
    words: tuple[str, ...]


# Objects ------------------------------------------------------------------------------------------------------------

PICTURE = "https://a.tw/a.png"
TAP = {"type": "message", "label": "a", "text": "a"}
AREA = {"x": 0, "y": 0, "width": 1, "height": 1}
_EMOJI = {"productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001"}

#: What an object of each table needs at least, by the table's name.
MESSAGES: dict[str, Object] = {
    "text": {"text": "$" * 30},
    "textV2": {"text": "a"},
    "sticker": {"packageId": "446", "stickerId": "1988"},
    "image": {"originalContentUrl": PICTURE, "previewImageUrl": PICTURE},
    "video": {"originalContentUrl": "https://a.tw/a.mp4", "previewImageUrl": PICTURE},
    "audio": {"originalContentUrl": "https://a.tw/a.m4a", "duration": 1000},
    "location": {"title": "a", "address": "a", "latitude": 25.0, "longitude": 121.5},
    "imagemap": {"baseUrl": "https://a.tw/a", "altText": "a", "baseSize": {"width": 1040, "height": 1}, "actions": []},
    "template": {"altText": "a", "template": {"type": "confirm", "text": "a", "actions": [TAP, TAP]}},
    "flex": {
        "altText": "a",
        "contents": {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": []}},
    },
    "coupon": {"couponId": "a"},
}
COMMON: dict[str, Object] = {
    "sender": {},
    "quickReply": {"items": []},
    "quickReplyItem": {"type": "action", "action": TAP},
}
IMAGEMAP: dict[str, Object] = {
    "uri": {"linkUri": "https://a.tw", "area": AREA},
    "message": {"text": "a", "area": AREA},
    "clipboard": {"clipboardText": "a", "area": AREA},
    "area": AREA,
    "video": {"originalContentUrl": "https://a.tw/a.mp4", "previewImageUrl": PICTURE, "area": AREA},
    "externalLink": {"linkUri": "https://a.tw", "label": "a"},
}
COLUMN = {"text": "a", "actions": [TAP]}
IMAGE_COLUMN = {"imageUrl": PICTURE, "action": TAP}
TEMPLATES: dict[str, Object] = {
    "buttons": {"text": "a", "actions": [TAP]},
    "confirm": {"text": "a", "actions": [TAP, TAP]},
    "carousel": {"columns": [COLUMN]},
    "carousel column": COLUMN,
    "image_carousel": {"columns": [IMAGE_COLUMN]},
    "image_carousel column": IMAGE_COLUMN,
}
ACTIONS: dict[str, Object] = {
    "postback": {"data": "a"},
    "message": {"text": "a"},
    "uri": {"uri": "https://a.tw"},
    "altUri": {},
    "datetimepicker": {"data": "a", "mode": "date"},
    "clipboard": {"clipboardText": "a"},
    "camera": {},
    "cameraRoll": {},
    "location": {},
}
_TEXT = {"type": "text", "text": "a"}
_BOX = {"type": "box", "layout": "vertical", "contents": [_TEXT]}
FLEX: dict[str, Object] = {
    "bubble": {"type": "bubble", "body": _BOX},
    "carousel": {"type": "carousel", "contents": [{"type": "bubble", "body": _BOX}]},
    "styles": {},
    "blockStyle": {},
    "box": _BOX,
    "linearGradient": {
        "type": "linearGradient",
        "angle": "0deg",
        "startColor": "#000000",
        "endColor": "#000000",
    },
    "button": {"type": "button", "action": TAP},
    "image": {"type": "image", "url": PICTURE},
    "video": {"type": "video", "url": "https://a.tw/a.mp4", "previewUrl": PICTURE, "altContent": _BOX},
    "icon": {"type": "icon", "url": PICTURE},
    "text": _TEXT,
    "span": {"type": "span", "text": "a"},
    "separator": {"type": "separator"},
    "filler": {"type": "filler"},
}

#: The elements of the lists that are not of Flex, by the field's name, or by table and name.
_ELEMENTS: dict[str, Callable[[int], object]] = {
    "emojis": lambda index: {"index": index, **_EMOJI},
    "items": lambda _: {"type": "action", "action": TAP},
    "imagemap.actions": lambda _: {"type": "message", "text": "a", "area": AREA},
    "actions": lambda _: TAP,
    "carousel.columns": lambda _: COLUMN,
    "image_carousel.columns": lambda _: IMAGE_COLUMN,
}


def _list(table: str, name: str, field: Items, count: int) -> list[Any]:
    if isinstance(field, Parts):
        return [FLEX[field.tables[0]]] * count
    element = _ELEMENTS.get(f"{table}.{name}") or _ELEMENTS[name]
    return [element(index) for index in range(count)]


# Values -------------------------------------------------------------------------------------------------------------


def inside(table: str, name: str, field: Kind) -> Iterator[object]:
    """What the field takes, at its bounds."""
    if not field.required:
        yield MISSING
    yield from _INSIDE[type(field)](table, name, field)


def outside(table: str, name: str, field: Kind) -> Iterator[Outside]:
    """What it does not take, at its bounds."""
    if field.required:
        yield Outside(MISSING, (EMPTY, UNSPECIFIED, "`label` must be specified"))
    yield from _OUTSIDE[type(field)](table, name, field)


def _texts(_t: str, _n: str, field: Text) -> Iterator[str]:
    letter = "a" if field.pattern else "字"
    yield letter if field.least else ""
    if field.most is None:
        return
    yield letter * field.most
    if not field.pattern:
        yield "👩‍👩‍👧" * field.most if field.counted == "graphemes" else "🎉" * (field.most // 2)


def _no_texts(_t: str, _n: str, field: Text) -> Iterator[Outside]:
    if field.least:
        yield Outside(
            "", (EMPTY, EMPTY_TEXT, "`label` must be specified", f"Length must be between 1 and {field.most}")
        )
    if field.pattern:
        yield Outside("字", ("Must match the pattern",))
    if field.most is None:
        return
    letter = "a" if field.pattern else "字"
    words = (length_between(0, field.most), length_between(1, field.most), too_long(field.most), INVALID)
    yield Outside(letter * (field.most + 1), words)
    if field.counted == "utf16" and not field.pattern:
        yield Outside("🎉" * (field.most // 2) + letter * (1 + field.most % 2), words)


_LINKS = {"http": "http://a.tw", "line": "line://a", "tel": "tel:0212345678", "mailto": "mailto:a@a.tw"}


def _long(length: int) -> str:
    return "https://a.tw/".ljust(length, "a")


def _addresses(_t: str, _n: str, field: Address) -> Iterator[str]:
    yield from (PICTURE, "HTTPS://a.tw/字?a=%7C", _long(field.most))
    yield from (_LINKS[scheme] for scheme in field.schemes if scheme != "https")


def _no_addresses(_t: str, _n: str, field: Address) -> Iterator[Outside]:
    words = (HTTPS, WRONG_SCHEME)
    yield Outside(_long(field.most + 1), (length_between(0, field.most), f"size must be between 0 and {field.most}"))
    yield from (
        Outside(wrong, words) for wrong in ("sms:0212345678", "ftp://a.tw", "https://a.tw/|", "https://a.tw/ a")
    )
    yield from (Outside(wrong, (HTTPS, "invalid uri")) for wrong in ("a.tw/a.png", "https://", "https:///a.png"))
    yield from (Outside(link, words) for scheme, link in _LINKS.items() if scheme not in field.schemes)


def _wholes(_t: str, _n: str, field: Whole) -> Iterator[int]:
    yield 2**31 - 1
    if field.least is not None:
        yield field.least


def _no_wholes(_t: str, _n: str, field: Whole) -> Iterator[Outside]:
    if field.least is not None:
        yield Outside(field.least - 1, (POSITIVE, NEGATIVE, "Must be greater than or equal to 0"))


def _decimals(_t: str, _n: str, _f: Decimal) -> Iterator[float]:
    yield from (0, -90.5, 180)


def _flags(_t: str, _n: str, _f: Flag) -> Iterator[bool]:
    yield from (True, False)


def _no_flags(_t: str, _n: str, _f: Flag) -> Iterator[Outside]:
    yield from (Outside(wrong, (INVALID,)) for wrong in ("true", 1))


def _choices(_t: str, _n: str, field: Choice) -> Iterator[str]:
    yield from field.values


def _no_choices(_t: str, _n: str, field: Choice) -> Iterator[Outside]:
    words = (INVALID, "Must be one of the following values")
    yield from (Outside(wrong, words) for wrong in (field.values[0].title(), field.values[-1] + "x"))


_UNITS = ("px", "%", "deg")


def _measures(_t: str, _n: str, field: Measure) -> Iterator[str]:
    least = -20 if field.least is None else field.least
    most = field.most if field.most is not None else (field.below or 2000) - 1
    yield from field.words
    yield from (f"{number}{unit}" for unit in field.units for number in (least, "1.5", most))


def _no_measures(_t: str, _n: str, field: Measure) -> Iterator[Outside]:
    unit = field.units[0]
    yield from (Outside(wrong, (INVALID,)) for wrong in ("huge", "12", f"1 {unit}", unit, ""))
    yield from (Outside(f"1{wrong}", (WRONG_UNIT,)) for wrong in _UNITS if wrong not in field.units)
    if field.least is not None:
        yield Outside(f"{field.least - 1}{unit}", (TOO_LOW,))
    if field.most is not None:
        yield Outside(f"{field.most + 1}{unit}", (INVALID,))
    if field.below is not None:
        yield Outside(f"{field.below}{unit}", (INVALID,))


def _colours(_t: str, _n: str, _f: Colour) -> Iterator[str]:
    yield from ("#000000", "#FfFfFf", "#00000000")


def _no_colours(_t: str, _n: str, _f: Colour) -> Iterator[Outside]:
    yield from (
        Outside(wrong, (INVALID,)) for wrong in ("#00000", "#0000000", "#000000000", "#GGGGGG", "red", "000000")
    )


def _ratios(_t: str, _n: str, field: Ratio) -> Iterator[str]:
    side = int(field.side)
    yield from ("1:1", f"{side}:1", f"1:{int(field.height_per_width)}", f"{side}:{side}", "1.5:1")


def _no_ratios(_t: str, _n: str, field: Ratio) -> Iterator[Outside]:
    wrong = ("0:1", f"{field.side + 1}:1", f"1:{field.height_per_width + 1}", "1x1", "1", "")
    yield from (Outside(value, (INVALID,)) for value in wrong)


def _moments(_t: str, _n: str, field: Moment) -> Iterator[str]:
    yield from (f"{field.first_year}-01-01", f"{field.last_year}-12-31")


def _no_moments(_t: str, _n: str, field: Moment) -> Iterator[Outside]:
    wrong = (f"{field.first_year - 1}-12-31", f"{field.last_year + 1}-01-01", "2026-02-30", "2026-01-01T00:00", "00:00")
    yield from (Outside(value, ("invalid datetime format",)) for value in wrong)


def _parts(_t: str, _n: str, field: ObjectOf) -> Iterator[object]:
    yield from ({**IMAGEMAP, **FLEX, **ACTIONS}[table] for table in field.tables)


def _no_parts(_t: str, _n: str, field: ObjectOf) -> Iterator[Outside]:
    if field.typed:
        yield Outside({"type": "smoke"}, (INVALID,))
        yield Outside({}, (UNSPECIFIED,))


def _lists(table: str, name: str, field: Items) -> Iterator[list[Any]]:
    yield _list(table, name, field, field.least)
    if field.most is not None:
        yield _list(table, name, field, field.most)
    if isinstance(field, Parts):
        yield from ([FLEX[part]] for part in field.tables)


def _no_lists(table: str, name: str, field: Items) -> Iterator[Outside]:
    if field.least:
        words = (size_between(field.least, field.most or 0), f"must not be less than {field.least} items")
        yield Outside(_list(table, name, field, field.least - 1), words)
    if field.most is not None:
        words = (size_between(field.least, field.most), f"must not be more than {field.most} items")
        yield Outside(_list(table, name, field, field.most + 1), words)
    if isinstance(field, Parts):
        yield Outside([None], (NULL_ELEMENTS,))


def _actions(table: str, _n: str, _f: Action) -> Iterator[object]:
    yield {"type": "uri", "label": "a", "uri": "https://a.tw"}
    if table != "video":  # which takes nothing else
        yield TAP


def _no_actions(_t: str, _n: str, _f: Action) -> Iterator[Outside]:
    yield Outside({"type": "smoke"}, (INVALID, "Must be one of the following values"))
    yield Outside({"type": "camera", "label": "a"}, (INVALID,))  # quick replies only


def _nothing(_t: str, _n: str, _f: Kind) -> Iterator[Any]:
    return iter(())


_INSIDE: dict[type[Kind], Callable[[str, str, Any], Iterator[object]]] = {
    Text: _texts,
    Address: _addresses,
    Whole: _wholes,
    Decimal: _decimals,
    Flag: _flags,
    Choice: _choices,
    Measure: _measures,
    Colour: _colours,
    Ratio: _ratios,
    Moment: _moments,
    ObjectOf: _parts,
    Items: _lists,
    Parts: _lists,
    Action: _actions,
}
_OUTSIDE: dict[type[Kind], Callable[[str, str, Any], Iterator[Outside]]] = {
    Text: _no_texts,
    Address: _no_addresses,
    Whole: _no_wholes,
    Decimal: _nothing,
    Flag: _no_flags,
    Choice: _no_choices,
    Measure: _no_measures,
    Colour: _no_colours,
    Ratio: _no_ratios,
    Moment: _no_moments,
    ObjectOf: _no_parts,
    Items: _no_lists,
    Parts: _no_lists,
    Action: _no_actions,
}
