"""What the SDK leaves out of a request without a word: names it does not know, and all that a base class lacks.

The SDK's models drop an unknown keyword, and a base class (`Message`, `Action`, `FlexContainer` ...) made from a dict
keeps its own few fields only (facts 11.2). Afterwards neither the object nor the request shows it. So the lab watches
while objects are made: `watch` wraps the two methods of pydantic that make one. The SDK's own files and classes stay as
they are, and so does the learner's code. What was dropped is kept beside pydantic's record of the fields that were set,
which travels with every copy pydantic makes of an object.
"""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from threading import Lock
from types import FrameType
from typing import Any, Literal

from pydantic.v1 import BaseModel

from helpers.sdk.schema import FieldPath, fields, variants

#: What the object was made from: keywords (or ``from_dict``), or what was put into a field: a dict, an object of
#: another class, a list of which pydantic made pairs (``dict([...])``).
Given = Literal["keywords", "dict", "object", "list"]

#: Calls whose request has not arrived yet, newest last; only while something was dropped from one of them.
_CALLS_KEPT = 100


@dataclass(frozen=True)
class Dropped:
    """Names that did not get into one object of a request.

    `path` leads to the object, `model` is its class, `given` what it was made from, `other` the class of an object that
    was put in its place, or None. `kind` is the class that the object's ``type`` names, or None. `left` is what the
    request carries instead.
    """

    path: FieldPath
    model: type[BaseModel]
    names: tuple[str, ...]
    given: Given
    other: type | None
    kind: type[BaseModel] | None
    left: Mapping[str, Any]

    @property
    def is_base(self) -> bool:
        """Whether the object is of a base class, of which only the classes derived from it keep all fields."""
        return bool(variants(self.model)[1])


class _FieldsSet(set[str]):
    """Pydantic's record of the fields that were set, with the names that were given and are no fields."""

    names: tuple[str, ...] = ()
    given: Given = "keywords"
    other: type | None = None


def dropped_in(model: BaseModel) -> tuple[Dropped, ...]:
    """Return what was dropped from a request or from the objects in it, outermost first."""
    return tuple(_walk(model, ()))


def claim(body: str) -> tuple[Dropped, ...]:
    """Return what the SDK dropped from the request that arrived with this body; it is told once."""
    with _lock:
        if not _calls:
            return ()
        sent = _parsed(body)
        mine = [call for call in _calls if call[0] == sent]
        for call in mine:
            _calls.remove(call)
        if not any(found for _, found in _calls):
            _calls.clear()
    return mine[-1][1] if mine else ()


def watch() -> None:
    """Watch every object that the SDK makes from now on. Once is enough; more does no harm."""
    global _watching
    with _lock:
        if _watching:
            return
        _watching = True
    BaseModel.__init__ = _watched_init(BaseModel.__init__)  # type: ignore[method-assign]
    BaseModel.parse_obj = classmethod(_watched_parse(BaseModel.parse_obj.__func__))  # type: ignore[attr-defined,method-assign,assignment]


#: What makes an object of the value of a field.
_VALIDATE = BaseModel.validate.__func__.__code__  # type: ignore[attr-defined]
_lock = Lock()
_watching = False
_calls: deque[tuple[Any, tuple[Dropped, ...]]] = deque(maxlen=_CALLS_KEPT)


# While an object is made ----------------------------------------------------------------------------------------------


def _watched_init(original: Any) -> Any:
    @wraps(original)
    def __init__(__pydantic_self__: BaseModel, **data: Any) -> None:
        original(__pydantic_self__, **data)
        caller = sys._getframe(1)
        if caller.f_code is _VALIDATE and isinstance(caller.f_locals.get("value"), (list, tuple)):
            _mark(__pydantic_self__, ("[...]",), "list", None)
        elif len(data) != len(__pydantic_self__.__fields_set__):
            _note(__pydantic_self__, data, caller)
        if type(__pydantic_self__).__module__.startswith("pydantic."):  # the arguments of an SDK method
            _note_call(__pydantic_self__)

    return __init__


def _watched_parse(original: Any) -> Any:
    @wraps(original)
    def parse_obj(cls: type[BaseModel], obj: Any) -> Any:
        made = original(cls, obj)
        caller = sys._getframe(1)
        if caller.f_code.co_name == "from_dict" and _is_sdk(cls):
            source = caller.f_locals.get("obj")
            if isinstance(source, Mapping):
                _mark(made, _unknown(cls, source), "keywords", None)
        return made

    return parse_obj


def _note(made: BaseModel, data: Mapping[str, Any], caller: FrameType) -> None:
    if not _is_sdk(type(made)):
        return
    given: Given = "keywords"
    other = None
    if caller.f_code is _VALIDATE:
        value = caller.f_locals.get("value")
        given, other = ("dict", None) if isinstance(value, dict) else ("object", type(value))
    _mark(made, _unknown(type(made), data), given, other)


def _mark(made: BaseModel, names: tuple[str, ...], given: Given, other: type | None) -> None:
    if not names:
        return
    marked = _FieldsSet(made.__fields_set__)
    marked.names, marked.given, marked.other = names, given, other
    object.__setattr__(made, "__fields_set__", marked)


def _unknown(model: type[BaseModel], data: Mapping[str, Any]) -> tuple[str, ...]:
    known = _known(model)
    return tuple(str(name) for name in data if name not in known)


@cache
def _known(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(name for field in fields(model) for name in (field.name, field.alias))


def _is_sdk(model: type) -> bool:
    return model.__module__.startswith("linebot.")


# While a method is called ---------------------------------------------------------------------------------------------


def _note_call(arguments: BaseModel) -> None:
    for request in vars(arguments).values():
        if isinstance(request, BaseModel) and _is_sdk(type(request)):
            found = dropped_in(request)
            if found or _calls:
                with _lock:
                    _calls.append((_wire(request), found))


def _wire(model: BaseModel) -> Any:
    """Return the object as the request carries it."""
    return _parsed(json.dumps(model.to_dict(), default=str))  # type: ignore[attr-defined]


def _parsed(body: str) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _walk(model: BaseModel, path: FieldPath) -> Iterator[Dropped]:
    record = model.__fields_set__
    if isinstance(record, _FieldsSet):
        yield _located(model, record, path)
    for field in fields(type(model)):
        for step, value in _models(vars(model).get(field.name)):
            yield from _walk(value, (*path, field.alias, *step))


def _located(model: BaseModel, record: _FieldsSet, path: FieldPath) -> Dropped:
    key, kinds = variants(type(model))
    left = _wire(model)
    kind = kinds.get(left.get(key)) if key else None
    return Dropped(path, type(model), record.names, record.given, record.other, kind, left)


def _models(value: Any) -> Iterator[tuple[FieldPath, BaseModel]]:
    """Return the objects in a field's value, one or many, with the steps that lead to each."""
    if isinstance(value, BaseModel):
        yield (), value
    elif isinstance(value, (list, dict)):
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(item, BaseModel):
                yield (step,), item
