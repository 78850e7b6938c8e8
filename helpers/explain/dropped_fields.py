"""What the SDK dropped from a request, in words: what it was, what left instead, and the line to write."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic.v1 import BaseModel

from helpers.line.send_methods import SEND_METHODS
from helpers.sdk.dropped import Dropped
from helpers.sdk.problems import field_name, snake
from helpers.sdk.schema import Field, FieldPath, fields, variants
from helpers.sdk.validation import concrete
from helpers.text import Texts

#: More of what left instead is cut: the card shows the whole request below.
_LEFT_SHOWN = 120
#: A base class has few kinds (the most are FlexComponent's nine and Message's eleven).
_KINDS_SHOWN = 12


@dataclass(frozen=True)
class DroppedWords:
    """One object's dropped names: what was dropped, what left instead, what to write."""

    title: str
    meaning: str
    todo: str


def told(dropped: Dropped, request: type[BaseModel], say: Texts) -> DroppedWords:
    """Return the sentences about one object of a request of this class."""
    names = _listed(dropped.names, say)
    place = field_name(dropped.path) or dropped.model.__name__
    values = {
        "names": names,
        "place": place,
        "model": dropped.model.__name__,
        "known": _listed((field.name for field in fields(dropped.model)), say),
        "left": _short(json.dumps(dropped.left, ensure_ascii=False)),
    }
    meaning = say("dropped.meaning" if dropped.path else "dropped.meaning_request", **values)
    return DroppedWords(say("dropped.title", **values), meaning, _todo(dropped, request, place, say))


def is_behind(dropped: Dropped, body: Any) -> bool:
    """Whether LINE's refusal is about what is missing now: it names the very place that was cut.

    A misspelt keyword is never behind one: of a name that LINE requires, the SDK itself says that it is missing.
    """
    if not isinstance(body, Mapping) or not dropped.path or (dropped.given == "keywords" and not dropped.is_base):
        return False
    place = _wire_place(dropped.path)
    message = _wire_place(dropped.path[:2])
    # Here the places in details begin inside the message; those of Flex with a slash, at its contents.
    within = message in str(body.get("message", ""))
    inside = ("/", *map(str, dropped.path[2:3]))
    details = body.get("details")
    places = [str(item.get("property", "")) for item in details or () if isinstance(item, Mapping)]
    return any(where.startswith(place) or (within and where.startswith(inside)) for where in places) or (
        within and not places
    )


def _wire_place(path: FieldPath) -> str:
    """``messages[0].quickReply``: a place as LINE's errors write it."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def _todo(dropped: Dropped, request: type[BaseModel], place: str, say: Texts) -> str:
    model, kind = dropped.model.__name__, dropped.kind
    field = _field(dropped)
    if dropped.is_base and dropped.kind is None:
        return say("dropped.todo.kind", model=model, kinds=_kinds(dropped.model, say))
    if dropped.is_base and dropped.given == "dict":
        assert kind is not None
        key = "dropped.todo.from_dict_item" if isinstance(dropped.path[-1], int) else "dropped.todo.from_dict"
        return say(key, field=field, model=model, kind=kind.__name__)
    if dropped.is_base:
        assert kind is not None
        if dropped.given == "object" and dropped.other is not None:
            return say("dropped.todo.other", place=place, model=model, other=dropped.other.__name__)
        return say("dropped.todo.base", model=model, kind=kind.__name__)
    if dropped.given == "object" and dropped.other is not None:
        return _todo_other(dropped, dropped.other, place, say)
    sentences = (_todo_name(name, dropped, request, say) for name in dropped.names)
    return ("" if say.lang == "zh-TW" else " ").join(dict.fromkeys(sentences))


def _todo_other(dropped: Dropped, other: type, place: str, say: Texts) -> str:
    """Tell of an object put where another class belongs: into a field of that class, if it has one for it."""
    values = {"place": place, "model": dropped.model.__name__, "other": other.__name__}
    method = next((m.sdk_method for m in SEND_METHODS.values() if m.request_class is other), None)
    if not dropped.path and method is not None:
        everybody = _audience(dropped.model) == "everybody" and "to" in dropped.names
        return say("dropped.todo.request_everybody" if everybody else "dropped.todo.request", method=method, **values)
    for field in fields(dropped.model):
        if field.model is not None and issubclass(other, field.model):
            return say("dropped.todo.wrap", field=field.name, **values)
    return say("dropped.todo.other", **values)


def _todo_name(name: str, dropped: Dropped, request: type[BaseModel], say: Texts) -> str:
    model = dropped.model
    known = [field.name for field in fields(model)]
    close = [k for k in known if k.startswith(f"{snake(name)}_")] or get_close_matches(
        snake(name), known, n=1, cutoff=0.75
    )
    if len(close) == 1:
        return say("dropped.todo.spelling", name=name, right=close[0])
    if not dropped.path and snake(name) == "to":
        takers = [m.request_class.__name__ for m in SEND_METHODS.values() if "to" in m.request_class.__fields__]
        return say(f"dropped.todo.{_audience(model)}", model=model.__name__, takers=_listed(takers, say))
    home = next(_homes(snake(name), dropped, request), None)
    if home is not None:
        return say("dropped.todo.home", name=name, right=snake(name), home=home, model=model.__name__)
    return say("dropped.todo.known", name=name, model=model.__name__, known=_listed(known, say))


def _audience(model: type[BaseModel]) -> str:
    """Who gets a request that cannot name its recipients."""
    to = next((m.addressed_to for m in SEND_METHODS.values() if m.request_class is model), "")
    return {"everyone": "everybody", "filter": "filtered", "reply_token": "replied"}.get(to, "no_to")


def _homes(name: str, dropped: Dropped, request: type[BaseModel]) -> Iterator[str]:
    """Find the classes near this object that do have the field: the request, what its parts are, and its neighbours."""
    near: list[type[BaseModel]] = [request, *variants(_base(dropped.model))[1].values()]
    for field in fields(dropped.model):
        if field.model is not None:
            near += _of_parts(field, dropped.left.get(field.alias))
    near += [field.model for field in fields(dropped.model) if field.model is not None]
    for model in near:
        if model is not dropped.model and any(name == field.name for field in fields(model)):
            yield model.__name__


def _of_parts(field: Field, value: Any) -> Iterator[type[BaseModel]]:
    """Return the classes of a field's values, as far as the request carries any."""
    assert field.model is not None, "asked of fields that hold objects"
    for item in value if isinstance(value, list) else [value]:
        kind = concrete(field.model, item) if isinstance(item, Mapping) else None
        if kind is not None:
            yield kind


def _base(model: type[BaseModel]) -> type[BaseModel]:
    return next((base for base in model.__mro__[1:] if issubclass(base, BaseModel)), model)


def _field(dropped: Dropped) -> str:
    """Return the field as one writes it: ``contents``, or ``actions=[...]``'s name for an item."""
    names = [step for step in dropped.path if isinstance(step, str)]
    return snake(names[-1]) if names else ""


def _kinds(model: type[BaseModel], say: Texts) -> str:
    return _listed(list(variants(model)[1])[:_KINDS_SHOWN], say)


def _listed(names: Any, say: Texts) -> str:
    return say("list.comma").join(f"`{name}`" for name in names)


def _short(text: str) -> str:
    return text if len(text) <= _LEFT_SHOWN else re.sub(r"\s*$", "", text[:_LEFT_SHOWN]) + " …"
