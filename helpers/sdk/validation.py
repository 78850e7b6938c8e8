"""What the SDK would refuse in a JSON body, all of it and each with its place; and what it would drop unsaid.

``from_dict`` stops at the first fault and forgets where it was. So bodies are read field by field here, and each
plain value is asked of the SDK's own pydantic field: the answer stays the SDK's (facts 11.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic.v1 import BaseModel, ValidationError
from pydantic.v1.error_wrappers import ErrorWrapper
from pydantic.v1.errors import (
    DictError,
    ListError,
    ListMaxLengthError,
    ListMinLengthError,
    MissingError,
    NoneIsNotAllowedError,
    PydanticTypeError,
)
from pydantic.v1.fields import SHAPE_DICT, SHAPE_LIST

from helpers.sdk.schema import Field, FieldPath, fields, variants

#: Steps from the body to a value, in wire names: ``("messages", 0, "text")``.


class UnknownKindError(PydanticTypeError):
    """The object's ``type`` names no class of the SDK; said as pydantic says it of an enumeration."""

    code = "enum"
    msg_template = "value is not a valid enumeration member"


def refusal(model: type[BaseModel], body: Mapping[str, Any]) -> ValidationError | None:
    """Everything ``model.from_dict(body)`` would stumble over, located from the body; None when it would not."""
    found: list[ErrorWrapper] = []
    _object(model, body, (), found)
    return ValidationError(found, model) if found else None


def dropped(model: type[BaseModel], body: Mapping[str, Any]) -> list[FieldPath]:
    """Members the SDK does not know: ``from_dict`` leaves them out of the request without a word (facts 11.2)."""
    return list(_dropped(model, body, ()))


def concrete(model: type[BaseModel], value: Mapping[str, Any]) -> type[BaseModel] | None:
    """Return the class ``model.from_dict`` would make of this object; None when its ``type`` names none."""
    key, kinds = variants(model)
    if key is None:
        return model
    kind = value.get(key)
    return kinds.get(kind) if isinstance(kind, str) else None


# Refused --------------------------------------------------------------------------------------------------------


def _object(model: type[BaseModel], value: Any, path: FieldPath, found: list[ErrorWrapper]) -> None:
    if value is None:
        found.append(ErrorWrapper(NoneIsNotAllowedError(), loc=path))
    elif not isinstance(value, Mapping):
        if not _taken(model, value):
            found.append(ErrorWrapper(DictError(), loc=path))
    elif (kind := concrete(model, value)) is None:
        found.append(_no_kind(model, value, path))
    else:
        for field in fields(kind):
            _field(kind, field, value.get(field.alias), (*path, field.alias), found)


def _taken(model: type[BaseModel], value: Any) -> bool:
    """Pydantic makes an object of some lists, ``[]`` among them: then the SDK has no objection."""
    try:
        model.from_dict(value)  # type: ignore[attr-defined]
    except Exception:  # whatever it is, the SDK did not take the value
        return False
    return True


def _no_kind(model: type[BaseModel], value: Mapping[str, Any], path: FieldPath) -> ErrorWrapper:
    key, kinds = variants(model)
    assert key is not None, "only a class with variants lacks a kind"
    error = UnknownKindError(enum_values=list(kinds)) if value.get(key) else MissingError()
    return ErrorWrapper(error, loc=(*path, key))


def _field(model: type[BaseModel], field: Field, value: Any, path: FieldPath, found: list[ErrorWrapper]) -> None:
    checked = model.__fields__[field.name]
    if value is None:
        # ``from_dict`` hands over None for what is not there, and the field's default only where None would do.
        if not checked.allow_none:
            found.append(ErrorWrapper(MissingError(), loc=path))
    elif field.model is None:
        _, fault = checked.validate(value, {}, loc=path)
        if fault:
            found.append(fault)  # type: ignore[arg-type]  # pydantic flattens a list of them
    elif field.shape == SHAPE_LIST:
        _list(field, field.model, value, path, found)
    elif field.shape == SHAPE_DICT:
        _dict(field.model, value, path, found)
    else:
        _object(field.model, value, path, found)


def _list(field: Field, model: type[BaseModel], value: Any, path: FieldPath, found: list[ErrorWrapper]) -> None:
    if not isinstance(value, list):
        if value not in ({}, "") or field.low:  # ``from_dict`` makes a list of whatever it can loop over
            found.append(ErrorWrapper(ListError(), loc=path))
        return
    if len(value) < field.low:
        found.append(ErrorWrapper(ListMinLengthError(limit_value=field.low), loc=path))
    if field.high is not None and len(value) > field.high:
        found.append(ErrorWrapper(ListMaxLengthError(limit_value=field.high), loc=path))
    for index, item in enumerate(value):
        _object(model, item, (*path, index), found)


def _dict(model: type[BaseModel], value: Any, path: FieldPath, found: list[ErrorWrapper]) -> None:
    if not isinstance(value, Mapping):
        found.append(ErrorWrapper(DictError(), loc=path))
        return
    for key, item in value.items():
        _object(model, item, (*path, key), found)


# Dropped --------------------------------------------------------------------------------------------------------


def _dropped(model: type[BaseModel], value: Any, path: FieldPath) -> Iterator[FieldPath]:
    kind = concrete(model, value) if isinstance(value, Mapping) else None
    if kind is None:
        return
    known = {field.alias: field for field in fields(kind)}
    for name, member in value.items():
        if name not in known:
            yield (*path, name)
        elif (inner := known[name].model) is not None:
            for step, item in _items(known[name], member):
                yield from _dropped(inner, item, (*path, name, *step))


def _items(field: Field, member: Any) -> Iterable[tuple[FieldPath, Any]]:
    """Return the objects in a member, one or many, with the steps that lead to each."""
    if field.shape == SHAPE_LIST:
        return [((index,), item) for index, item in enumerate(member)] if isinstance(member, list) else []
    if field.shape == SHAPE_DICT:
        return [((key,), item) for key, item in member.items()] if isinstance(member, Mapping) else []
    return [((), member)]
