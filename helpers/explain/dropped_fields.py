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
from helpers.sdk.names import keyword_field
from helpers.sdk.problems import field_name, snake
from helpers.sdk.schema import Field, fields, variants
from helpers.sdk.validation import concrete
from helpers.text import Texts

#: More of what left instead is cut: the card shows the whole request below.
_LEFT_SHOWN = 120
_END_SHOWN = 50
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

    A misspelt keyword is behind one only if LINE asks for a field of that very object which did not arrive; most
    fields that LINE requires the SDK itself asks for.
    """
    if not isinstance(body, Mapping) or not dropped.path:
        return False
    message = re.match(r"A message \((messages\[\d+\])\)", str(body.get("message", "")))
    told = [item for item in body.get("details") or () if isinstance(item, Mapping)]
    places = [str(item.get("property", "")) for item in told]
    steps = [_steps(where, message[1] if message else "") for where in places]
    path = tuple(map(str, dropped.path))
    if dropped.given == "keywords" and not dropped.is_base:
        return any(
            found[:-1] == path and _was_meant(found[-1], str(item.get("message", "")), dropped)
            for found, item in zip(steps, told, strict=True)
            if found
        )
    within = path[:2] == _steps(message[1], "") if message else False
    return any(found[: len(path)] == path for found in steps) or (
        within and (not places or any(where.startswith("/") for where in places))
    )


def _steps(where: str, message: str) -> tuple[str, ...]:
    """Return a place as LINE writes it, as steps from the body; `message` is what details begin in, or empty."""
    inside = f"{message}/contents" if where.startswith("/") else message
    return tuple(re.findall(r"[^.\[\]/]+", f"{inside}/{where}" if message else where))


def _was_meant(name: str, words: str, dropped: Dropped) -> bool:
    """Whether a dropped name was meant for the field LINE speaks of, by its place or in its words."""
    near = [_nearest(given, dropped.model) for given in dropped.names]
    absent = [field for field in fields(dropped.model) if field.alias not in dropped.left]
    if name in dropped.names or any(name == field.alias for field in absent):
        return True
    return any(field.name in near and field.alias in words for field in absent)


def _todo(dropped: Dropped, request: type[BaseModel], place: str, say: Texts) -> str:
    model, kind = dropped.model.__name__, dropped.kind
    field = _field(dropped)
    if dropped.given == "list":
        return say("dropped.todo.list", place=place, model=model)
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
    if another := _another_kind(dropped, say):
        return another
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


def _another_kind(dropped: Dropped, say: Texts) -> str | None:
    """Tell that the ``type`` of a dict is that of another class, or of one that belongs into a field of this one."""
    model = dropped.model
    base = _base(model)
    kind = str(dropped.left.get("type"))
    own = variants(base)[1].get(kind)
    if own is model:
        return None
    if own is not None:
        return say("dropped.todo.other_kind", type=kind, model=model.__name__, kind=own.__name__, base=base.__name__)
    for field in fields(model):
        inner = variants(field.model)[1].get(kind) if field.model is not None else None
        if inner is not None:
            return say("dropped.todo.wrap", model=model.__name__, field=field.name, other=inner.__name__)
    return None


def _todo_name(name: str, dropped: Dropped, request: type[BaseModel], say: Texts) -> str:
    model = dropped.model
    known = [field.name for field in fields(model)]
    if close := _nearest(name, model):
        return say("dropped.todo.spelling", name=name, right=close)
    values = {"name": name, "model": model.__name__}
    if not dropped.path and (told := _of_request(snake(name), model, say)):
        return told
    home = next(_homes(snake(name), dropped, request), None)
    if home is not None:
        everybody = not dropped.path and _audience(model) == "everybody"
        key = "dropped.todo.home_everybody" if everybody else "dropped.todo.home"
        return say(key, **values, right=snake(name), home=home)
    if part := _part(name, model):
        return say("dropped.todo.spelling", name=name, right=part)
    return say("dropped.todo.known", **values, known=_listed(known, say))


def _of_request(name: str, model: type[BaseModel], say: Texts) -> str | None:
    """Tell what has its place elsewhere than in this request: whom it goes to, and the retry key."""
    if name == "to":
        takers = [m.request_class.__name__ for m in SEND_METHODS.values() if "to" in m.request_class.__fields__]
        return say(f"dropped.todo.{_audience(model)}", model=model.__name__, takers=_listed(takers, say))
    method = next((m for m in SEND_METHODS.values() if m.request_class is model), None)
    if method is None or "retry_key" not in name:
        return None
    return say("dropped.todo.retry_key" if method.takes_retry_key else "dropped.todo.no_retry_key",
               model=model.__name__, method=method.sdk_method)  # fmt: skip


def _nearest(name: str, model: type[BaseModel]) -> str | None:
    """Return the field a name was probably meant for: spelt nearly so, its beginning, its end."""
    short, known = snake(name).strip("_"), _by_name(model)
    if short in known:
        return known[short]
    for found in (
        {right for field, right in known.items() if field.startswith(f"{short}_")},
        {right for field, right in known.items() if field.endswith(f"_{short}")},
    ):
        if len(found) == 1:
            return found.pop()
    close = get_close_matches(short, known, n=1, cutoff=0.66 if len(short) < 5 else 0.75)
    return known[close[0]] if close else None


def _part(name: str, model: type[BaseModel]) -> str | None:
    """Return the only field whose name is in another one: ``size`` for ``font_size``, ``max`` for ``maximum``."""
    short = snake(name)
    found = {
        right
        for field, right in _by_name(model).items()
        if short.endswith(f"_{field}") or (len(field) > 2 and short.startswith(field))
    }
    return found.pop() if len(found) == 1 else None


def _by_name(model: type[BaseModel]) -> dict[str, str]:
    """Return the fields by what one may call them: their names, and those of the wire, ``and`` for ``var_and``."""
    return {f.alias.lower(): f.name for f in fields(model)} | {f.name: f.name for f in fields(model)}


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
    near += [method.request_class for method in SEND_METHODS.values()]
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
    return (keyword_field(names[-1]) or snake(names[-1])) if names else ""


def _kinds(model: type[BaseModel], say: Texts) -> str:
    return _listed(list(variants(model)[1])[:_KINDS_SHOWN], say)


def _listed(names: Any, say: Texts) -> str:
    return say("list.comma").join(f"`{name}`" for name in names)


def _short(text: str) -> str:
    """Leave out the middle of a long text: the SDK writes what it fills in itself at the end of a request."""
    return text if len(text) <= _LEFT_SHOWN else f"{text[: _LEFT_SHOWN - _END_SHOWN].rstrip()} … {text[-_END_SHOWN:]}"
