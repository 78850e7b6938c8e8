"""What the SDK's models refuse, field by field: a pydantic error as a kind and the values to say it with.

The SDK checks with pydantic's v1 layer, whose error types are named here (facts 11.1).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic.v1 import ValidationError

from helpers.line.limits import REFERENCE
from helpers.line.send_methods import SEND_METHODS

_KINDS: Mapping[str, str] = {
    "value_error.list.max_items": "max_items",
    "value_error.list.min_items": "min_items",
    "value_error.missing": "missing",
    "type_error.none.not_allowed": "none",
    "type_error.str": "str",
    "type_error.list": "list",
    "type_error.dict": "dict",
    "type_error.bool": "bool",
    "value_error.strictbool": "bool",
    "type_error.float": "number",
    "type_error.integer": "number",
    "value_error.any_str.max_length": "max_length",
    "value_error.any_str.min_length": "min_length",
    "value_error.number.not_le": "at_most",
    "value_error.number.not_ge": "at_least",
    "type_error.enum": "enum",
}

# The classes the reference has a place for, besides the requests of the send methods.
_ANCHORS: Mapping[str, str] = {
    "AudioMessage": "#audio-message",
    "CouponMessage": "#coupon-message",
    "FlexMessage": "#flex-message",
    "ImageMessage": "#image-message",
    "ImagemapMessage": "#imagemap-message",
    "LocationMessage": "#location-message",
    "StickerMessage": "#sticker-message",
    "TemplateMessage": "#template-messages",
    "TextMessage": "#text-message",
    "TextMessageV2": "#text-message-v2",
    "VideoMessage": "#video-message",
    "ShowLoadingAnimationRequest": "#display-a-loading-indicator",
    "QuickReply": "#quick-reply",
    "Sender": "#icon-nickname-switch",
}


@dataclass(frozen=True)
class SdkProblem:
    """One field the SDK refused.

    `kind` is a key of the texts (``sdk.<kind>.title``); `limit` the number behind it, `permitted` the values of an
    enumeration, `message` pydantic's own words.
    """

    kind: str
    field: str
    limit: int = 0
    permitted: tuple[str, ...] = ()
    message: str = ""


def sdk_problems(error: ValidationError) -> tuple[SdkProblem, ...]:
    """One problem a field, in the order of the fields; of a union's several complaints the first."""
    found: dict[str, SdkProblem] = {}
    for item in error.errors():
        problem = _problem(item)
        found.setdefault(problem.field, problem)
    return tuple(found.values())


def runs(values: Sequence[str]) -> list[str]:
    """Return values with those that only count up as one: ``tw_01`` to ``tw_22`` as ``tw_01 … tw_22``.

    >>> runs(["age_15", "age_20", "jp_01", "jp_02", "jp_03"])
    ['age_15', 'age_20', 'jp_01 … jp_03']
    """
    found: list[list[str]] = []
    for value in values:
        if found and _next_of(found[-1][-1]) == value:
            found[-1].append(value)
        else:
            found.append([value])
    return [part for run in found for part in ([f"{run[0]} … {run[-1]}"] if len(run) > 2 else run)]


def _next_of(value: str) -> str:
    """Return the value that follows in counting; empty for one that does not end in a number."""
    name, _, number = value.rpartition("_")
    return f"{name}_{int(number) + 1:0{len(number)}}" if number.isdecimal() else ""


def _problem(item: Mapping[str, Any]) -> SdkProblem:
    context = item.get("ctx", {})
    permitted = tuple(str(getattr(value, "value", value)) for value in context.get("enum_values", ()))
    if listed := re.match(r"must (?:be one of|only be) enum values \((.*)\)", str(item["msg"])):  # the SDK's own check
        return SdkProblem("enum", field_name(item["loc"]), permitted=tuple(re.findall(r"'([^']*)'", listed[1])))
    kind = _KINDS.get(item["type"], "other")
    if kind == "enum" and not permitted:
        kind = "other"
    return SdkProblem(kind, field_name(item["loc"]), context.get("limit_value", 0), permitted, item["msg"])


def field_name(location: tuple[str | int, ...]) -> str:
    """``("messages", 0, "quoteToken")`` → ``messages[0].quote_token``: the names Python code uses."""
    name = ""
    for part in location:
        name += f"[{part}]" if isinstance(part, int) else f".{snake(part)}"
    return name.removeprefix(".")


def model_name(error: ValidationError) -> str:
    """Return the class or method that refused: ``PushMessageRequest``, or ``push_message`` for its arguments."""
    model: Any = error.model
    name: str = model.__name__
    if model.__module__.startswith("pydantic."):  # made by pydantic for the arguments of an SDK method
        return snake(name).removesuffix("_with_http_info")
    return name


def is_response(error: ValidationError) -> bool:
    """Whether it was LINE's answer that did not fit the SDK's model, not the request."""
    return str(getattr(error.model, "__name__", "")).endswith("Response")


def reference_of(name: str) -> str:
    """Return the page on a request class, SDK method or message class; the top of the reference for others."""
    for method in SEND_METHODS.values():
        if name in (method.request_class.__name__, method.sdk_method):
            return method.reference
    return REFERENCE + _ANCHORS.get(name, "")


def snake(name: str) -> str:
    """``quoteToken`` → ``quote_token``: the name Python code uses for a field of the wire."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
