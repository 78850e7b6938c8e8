"""What a field of JSON takes, where LINE said only that what is there is of a wrong type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args

from pydantic.v1 import BaseModel, StrictBool
from pydantic.v1.fields import SHAPE_DICT, SHAPE_LIST

from helpers.line.send_methods import SendMethod
from helpers.sdk.schema import Field, fields, variants
from helpers.sdk.validation import concrete
from helpers.text import Texts

_PLACE = re.compile(r"The property, '?(.+?)'?, in the request body is invalid")
_FIELDS_SHOWN = 8


def wanted_type(body: Any, say: Texts, request: Mapping[str, Any], method: SendMethod | None) -> str:
    """Return what to write in the place that LINE's answer names, as one sentence."""
    found = _PLACE.match(str(body.get("message", ""))) if isinstance(body, Mapping) else None
    if found is None or method is None:
        return say("rule.property_invalid.todo_type")
    place = found[1]
    field, item = _field(place, request, method.request_class)
    if field is None:
        return say("rule.property_invalid.todo_type")
    if method.addressed_to == "chat" and place == method.target_field and isinstance(request.get(place), list):
        return say("takes.one_id")
    key, values = _kind(field, item, say)
    return say(f"takes.{key}", field=place, **values)


def _field(place: str, request: Any, model: type[BaseModel]) -> tuple[Field | None, bool]:
    """Return the field at a place, and whether one item of its list is meant."""
    field: Field | None = None
    kind: type[BaseModel] | None = model
    item = False
    for step in re.findall(r"[^.\[\]]+", place):
        if step.isdecimal() and field is not None:
            request = request[int(step)] if isinstance(request, list) and int(step) < len(request) else None
            item = True
        elif field is not None and field.shape == SHAPE_DICT and not item:
            request, item = request.get(step) if isinstance(request, Mapping) else None, True
        else:
            field = next((f for f in fields(kind) if f.alias == step), None) if kind is not None else None
            request = request.get(step) if isinstance(request, Mapping) else None
            item = False
        if field is None:
            return None, False
        base = field.model
        kind = (concrete(base, request) or base) if base is not None and isinstance(request, Mapping) else base
    return field, item


def _kind(field: Field, item: bool, say: Texts) -> tuple[str, dict[str, str]]:
    if field.shape == SHAPE_LIST and not item:
        return "list", {}
    if field.shape == SHAPE_DICT and not item:
        return "object", {"names": '`"..."`'}
    if field.model is not None:
        key, kinds = variants(field.model)
        names = list(kinds) if kinds else [f.alias for f in fields(field.model)]
        listed = say("list.comma").join(f"`{name}`" for name in names[:_FIELDS_SHOWN])
        return ("object_of_kind" if key else "object"), {"names": listed}
    plain = [kind for kind in get_args(field.leaf.type_) or (field.leaf.type_,) if isinstance(kind, type)]
    if any(issubclass(kind, (bool, StrictBool)) for kind in plain):
        return "flag", {}
    return ("number" if any(issubclass(kind, (int, float)) for kind in plain) else "text"), {}
