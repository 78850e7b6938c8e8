"""What LINE checks in action objects (REF#action-objects), by kind and by the place an action stands in.

The wording is that of LINE's check of actions: lower case, one library behind quick replies, templates and flex.
Seen from real servers: "must be specified", "`label` must be specified", "must be non-empty text", "must not be
longer than N characters", "size must be between 0 and 1000", "invalid uri", "invalid uri scheme" and "invalid
property". The rest says that it is undocumented.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from helpers.line import limits
from helpers.line.error_details import UNSPECIFIED, undocumented
from helpers.line.errors import Detail
from helpers.line.fields.kinds import Address, Choice, Kind, ObjectOf, Table, Text
from helpers.line.fields.messages import ACTION_FIELDS, ACTION_KINDS
from helpers.line.text_length import longer_in_graphemes
from helpers.stub.rules.lengths import is_longer
from helpers.stub.rules.uris import uri_problems

EMPTY_TEXT = "must be non-empty text"
INVALID = "invalid property"


@dataclass(frozen=True)
class ActionPlace:
    """Where an action stands, which decides its label and how LINE writes its path (REF#action-object-label-spec)."""

    label_max: int  # grapheme clusters
    label_required: bool = True
    separator: str = "/"
    quick_reply: bool = False
    label_fault: str | None = None  # LINE's word for a label that is too long, where it is not the usual one


QUICK_REPLY = ActionPlace(limits.ACTION_LABEL_LENGTH, separator=".", quick_reply=True)
TEMPLATE = ActionPlace(limits.ACTION_LABEL_LENGTH)
IMAGE_CAROUSEL = ActionPlace(limits.IMAGE_CAROUSEL_LABEL_LENGTH, label_required=False)
FLEX_BUTTON = ActionPlace(limits.FLEX_LABEL_LENGTH, label_fault=INVALID)
FLEX = ActionPlace(limits.FLEX_LABEL_LENGTH, label_required=False, label_fault=INVALID)


def too_long(limit: int) -> str:
    """LINE's words for a text of more than `limit` characters in a template or an action."""
    return f"must not be longer than {limit} characters"


def action_problems(action: object, at: str, place: ActionPlace) -> Iterator[Detail]:
    """Find what is wrong with the action whose property path is `at`; values of a wrong type are let through."""
    kind = action.get("type") if isinstance(action, Mapping) else None
    if not isinstance(action, Mapping) or not isinstance(kind, str) or kind not in ACTION_KINDS:
        return  # outside Flex the SDK's models name the kinds: an unknown one was refused before
    if kind == "richmenuswitch" or (kind in _QUICK_REPLY_ONLY and not place.quick_reply):
        yield undocumented(INVALID, at)
        return
    yield from _label(action, at, place)
    yield from _fields(action, at, place, ACTION_FIELDS[kind])
    yield from _MORE.get(kind, _nothing_more)(action, at, place)


def strict_action_problems(action: object, at: str, place: ActionPlace) -> Iterator[Detail]:
    """Find the same where nothing was checked before, as in Flex: kinds and JSON types, too.

    Keys that an action does not have pass, here as everywhere: LINE was seen to refuse those of Flex's own objects, and
    an action is an object of every kind of message (facts 14.2). That is the lab's choice.
    """
    kind = action.get("type") if isinstance(action, Mapping) else None
    if isinstance(action, Mapping) and (kind is None or kind == ""):
        yield undocumented(UNSPECIFIED, _path(at, place, "type"))
    elif not isinstance(action, Mapping) or not isinstance(kind, str) or kind not in ACTION_KINDS:
        yield Detail(INVALID, at)
    else:
        yield from (
            misfits if (misfits := list(_misfits(action, at, place, kind))) else action_problems(action, at, place)
        )


def _misfits(action: Mapping[str, Any], at: str, place: ActionPlace, kind: str) -> Iterator[Detail]:
    """Values of the wrong JSON type, or not in the list."""
    alternative = action.get("altUri")
    places: list[tuple[Mapping[str, Any], str, Table]] = [(action, at, {"label": _LABEL, **ACTION_FIELDS[kind]})]
    if isinstance(alternative, Mapping):
        places.append((alternative, _path(at, place, "altUri"), ACTION_FIELDS["altUri"]))
    for fields, where, table in places:
        for name, field in table.items():
            value = fields.get(name)
            if value is not None and not _fits(value, field):
                yield Detail(INVALID, _path(where, place, name))


def _fits(value: object, field: Kind) -> bool:
    if isinstance(field, Choice):
        return value in field.values
    return isinstance(value, Mapping if isinstance(field, ObjectOf) else str)


def _path(at: str, place: ActionPlace, *names: str) -> str:
    return place.separator.join((at, *names))


def _label(action: Mapping[str, Any], at: str, place: ActionPlace) -> Iterator[Detail]:
    label = action.get("label")
    if not label and not place.label_required:
        return
    if label is None or (label == "" and place.quick_reply):
        yield Detail("`label` must be specified", at)
    elif label == "":
        yield Detail(EMPTY_TEXT, _path(at, place, "label"))
    elif isinstance(label, str) and longer_in_graphemes(label, place.label_max):
        yield Detail(place.label_fault or too_long(place.label_max), _path(at, place, "label"))


def _fields(action: Mapping[str, Any], at: str, place: ActionPlace, table: Table) -> Iterator[Detail]:
    """Each field by its table: what is missing, empty, too long, or no address."""
    for name, field in table.items():
        value, where = action.get(name), _path(at, place, name)
        if value is None:
            if field.required:
                yield Detail(UNSPECIFIED, where)
        elif isinstance(field, ObjectOf) and isinstance(value, Mapping):
            yield from _fields(value, where, place, ACTION_FIELDS[name])
        elif isinstance(field, Text) and isinstance(value, str):
            yield from text_problems(value, where, field)
        elif isinstance(field, Address) and isinstance(value, str):
            yield from uri_problems(value, where, field)


def text_problems(text: str, at: str, field: Text) -> Iterator[Detail]:
    """Return what LINE finds wrong with a text in an action or a template: empty, or too long."""
    if field.least and not text:
        yield Detail(EMPTY_TEXT, at)
    elif field.most is not None and is_longer(text, field):
        yield Detail(too_long(field.most), at)


def _postback(action: Mapping[str, Any], at: str, place: ActionPlace) -> Iterator[Detail]:
    if action.get("displayText") is not None and action.get("text") is not None:
        yield undocumented("`displayText` and `text` must not both be specified", at)


_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d"
_MOMENTS = {  # REF#date-and-time-format
    "date": re.compile(r"(\d{4}-\d\d-\d\d)", re.ASCII),
    "time": re.compile(_TIME, re.ASCII),
    "datetime": re.compile(rf"(\d{{4}}-\d\d-\d\d)[Tt]{_TIME}", re.ASCII),
}


def _datetimepicker(action: Mapping[str, Any], at: str, place: ActionPlace) -> Iterator[Detail]:
    mode = action.get("mode")
    if not isinstance(mode, str) or mode not in _MOMENTS:
        return
    values = {name: value for name in ("initial", "max", "min") if isinstance(value := action.get(name), str)}
    bad = [name for name, value in values.items() if not _is_moment(value, mode)]
    for name in bad:
        yield undocumented("invalid datetime format for the specified mode", _path(at, place, name))
    if not bad and "max" in values and "min" in values and values["max"].upper() <= values["min"].upper():
        yield undocumented("invalid date time order", at)


def _is_moment(value: str, mode: str) -> bool:
    """Whether the text is a date, time or both as `mode` wants, between 1900 and 2100."""
    match = _MOMENTS[mode].fullmatch(value)
    if not match or mode == "time":
        return bool(match)
    try:
        return 1900 <= date.fromisoformat(match[1]).year <= 2100
    except ValueError:  # 30 February
        return False


def _nothing_more(action: Mapping[str, Any], at: str, place: ActionPlace) -> Iterator[Detail]:
    return iter(())


#: ``richmenuswitch`` is for rich menus only (REF#richmenu-switch-action).
_QUICK_REPLY_ONLY = frozenset(("camera", "cameraRoll", "location"))
_LABEL = Text(anchor="#action-object-label-spec")
#: What concerns more than one field of an action.
_MORE: dict[str, Callable[[Mapping[str, Any], str, ActionPlace], Iterator[Detail]]] = {
    "postback": _postback,
    "datetimepicker": _datetimepicker,
}
