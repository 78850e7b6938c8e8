"""What LINE checks in action objects (REF#action-objects), by kind and by the place an action stands in.

The wording is that of LINE's check of actions: lower case, one library behind quick replies, templates and flex.
Seen from real servers: "must be specified", "`label` must be specified", "must be non-empty text", "must not be
longer than N characters", "size must be between 0 and 1000", "invalid uri", "invalid uri scheme" and "invalid
property". The rest says `undocumented wording`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from helpers.line import limits
from helpers.line.error_details import UNSPECIFIED
from helpers.line.errors import Detail
from helpers.line.text_length import longer_in_graphemes, longer_in_utf16
from helpers.stub.rules.uris import uri_faults

EMPTY_TEXT = "must be non-empty text"
INVALID = "invalid property"


@dataclass(frozen=True)
class Place:
    """Where an action stands, which decides its label and how LINE writes its path (REF#action-object-label-spec)."""

    label_max: int  # grapheme clusters
    label_required: bool = True
    separator: str = "/"
    quick_reply: bool = False
    label_fault: str | None = None  # LINE's word for a label that is too long, where it is not the usual one


QUICK_REPLY = Place(limits.ACTION_LABEL_LENGTH, separator=".", quick_reply=True)
TEMPLATE = Place(limits.ACTION_LABEL_LENGTH)
IMAGE_CAROUSEL = Place(limits.IMAGE_CAROUSEL_LABEL_LENGTH, label_required=False)
FLEX_BUTTON = Place(limits.FLEX_LABEL_LENGTH, label_fault=INVALID)
FLEX = Place(limits.FLEX_LABEL_LENGTH, label_required=False, label_fault=INVALID)


def too_long(limit: int) -> str:
    """LINE's words for a text of more than `limit` characters in a template or an action."""
    return f"must not be longer than {limit} characters"


def action_problems(action: object, at: str, place: Place) -> Iterator[Detail]:
    """What LINE finds wrong with the action whose property path is `at`."""
    if not isinstance(action, Mapping):
        return
    kind = action.get("type")
    if not isinstance(kind, str) or kind not in _KINDS:
        return  # the SDK's models name the kinds: an unknown one was refused before
    if kind == "richmenuswitch" or (kind in _QUICK_REPLY_ONLY and not place.quick_reply):
        yield Detail(INVALID, at)  # undocumented wording
        return
    yield from _label(action, at, place)
    yield from _KINDS[kind](action, at, place)


def _path(at: str, place: Place, *names: str) -> str:
    return place.separator.join((at, *names))


def _label(action: Mapping[str, Any], at: str, place: Place) -> Iterator[Detail]:
    label = action.get("label")
    if not label and not place.label_required:
        return
    if label is None or (label == "" and place.quick_reply):
        yield Detail("`label` must be specified", at)
    elif label == "":
        yield Detail(EMPTY_TEXT, _path(at, place, "label"))
    elif isinstance(label, str) and longer_in_graphemes(label, place.label_max):
        yield Detail(place.label_fault or too_long(place.label_max), _path(at, place, "label"))


def _long(
    action: Mapping[str, Any], name: str, limit: int, at: str, place: Place, longer: Callable[[str, int], bool]
) -> Iterator[Detail]:
    text = action.get(name)
    if isinstance(text, str) and longer(text, limit):
        yield Detail(too_long(limit), _path(at, place, name))


def _required(action: Mapping[str, Any], name: str, at: str, place: Place) -> Iterator[Detail]:
    if action.get(name) is None:
        yield Detail(UNSPECIFIED, _path(at, place, name))


def _postback(action: Mapping[str, Any], at: str, place: Place) -> Iterator[Detail]:
    yield from _required(action, "data", at, place)
    yield from _long(action, "data", limits.POSTBACK_DATA_LENGTH, at, place, longer_in_utf16)
    for name, limit in (
        ("displayText", limits.POSTBACK_DISPLAY_TEXT_LENGTH),
        ("text", limits.POSTBACK_DISPLAY_TEXT_LENGTH),
        ("fillInText", limits.POSTBACK_FILL_IN_TEXT_LENGTH),
    ):
        yield from _long(action, name, limit, at, place, longer_in_graphemes)
    if action.get("displayText") is not None and action.get("text") is not None:
        yield Detail("`displayText` and `text` must not both be specified", at)  # undocumented wording


def _message(action: Mapping[str, Any], at: str, place: Place) -> Iterator[Detail]:
    yield from _required(action, "text", at, place)
    if action.get("text") == "":
        yield Detail(EMPTY_TEXT, _path(at, place, "text"))
    yield from _long(action, "text", limits.MESSAGE_ACTION_TEXT_LENGTH, at, place, longer_in_graphemes)


def _uri(action: Mapping[str, Any], at: str, place: Place) -> Iterator[Detail]:
    # 1000 characters as in the reference; the SDK's models let 10000 pass (facts 8).
    yield from _required(action, "uri", at, place)
    alternative = action.get("altUri")
    desktop = alternative.get("desktop") if isinstance(alternative, Mapping) else None
    for uri, names in ((action.get("uri"), ("uri",)), (desktop, ("altUri", "desktop"))):
        if isinstance(uri, str):
            for fault in uri_faults(uri, limits.URI_ACTION_LENGTH):
                yield Detail(fault, _path(at, place, *names))


def _clipboard(action: Mapping[str, Any], at: str, place: Place) -> Iterator[Detail]:
    # The SDK counts code points, LINE UTF-16 units: only texts with emoji get this far.
    yield from _long(action, "clipboardText", limits.CLIPBOARD_TEXT_LENGTH, at, place, longer_in_utf16)


_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d"
_MOMENTS = {  # REF#date-and-time-format
    "date": re.compile(r"(\d{4}-\d\d-\d\d)", re.ASCII),
    "time": re.compile(_TIME, re.ASCII),
    "datetime": re.compile(rf"(\d{{4}}-\d\d-\d\d)[Tt]{_TIME}", re.ASCII),
}


def _datetimepicker(action: Mapping[str, Any], at: str, place: Place) -> Iterator[Detail]:
    for name in ("data", "mode"):
        yield from _required(action, name, at, place)
    yield from _long(action, "data", limits.DATETIMEPICKER_DATA_LENGTH, at, place, longer_in_utf16)
    mode = action.get("mode")
    if not isinstance(mode, str) or mode not in _MOMENTS:
        return
    values = {name: value for name in ("initial", "max", "min") if isinstance(value := action.get(name), str)}
    bad = [name for name, value in values.items() if not _is_moment(value, mode)]
    for name in bad:  # undocumented wording, here and below
        yield Detail("invalid datetime format for the specified mode", _path(at, place, name))
    if not bad and "max" in values and "min" in values and values["max"].upper() <= values["min"].upper():
        yield Detail("invalid date time order", at)


def _is_moment(value: str, mode: str) -> bool:
    """Whether the text is a date, time or both as `mode` wants, between 1900 and 2100."""
    match = _MOMENTS[mode].fullmatch(value)
    if not match or mode == "time":
        return bool(match)
    try:
        return 1900 <= date.fromisoformat(match[1]).year <= 2100
    except ValueError:  # 30 February
        return False


def _nothing_more(action: Mapping[str, Any], at: str, place: Place) -> Iterator[Detail]:
    return iter(())


_QUICK_REPLY_ONLY = frozenset(("camera", "cameraRoll", "location"))
_KINDS: dict[str, Callable[[Mapping[str, Any], str, Place], Iterator[Detail]]] = {
    "postback": _postback,
    "message": _message,
    "uri": _uri,
    "datetimepicker": _datetimepicker,
    "clipboard": _clipboard,
    "camera": _nothing_more,
    "cameraRoll": _nothing_more,
    "location": _nothing_more,
    "richmenuswitch": _nothing_more,  # only in rich menus (REF#richmenu-switch-action)
}
