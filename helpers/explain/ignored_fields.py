"""What LINE ignores in a request written as JSON: names that its documentation does not have, outside of Flex.

LINE was seen to let unknown names pass there (facts 14.2); inside Flex it refuses them. Which names there are is read
off the SDK's models, which are made from LINE's own description of the API.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic.v1 import BaseModel
from pydantic.v1.fields import SHAPE_LIST

from helpers.line.send_methods import SEND_METHODS, SendMethod, send_method
from helpers.sdk.problems import snake
from helpers.sdk.schema import FieldPath, fields
from helpers.sdk.validation import concrete, dropped
from helpers.text import Texts

_KNOWN_SHOWN = 14


@dataclass(frozen=True)
class IgnoredWords:
    """The names LINE ignored, and the sentences about them."""

    names: str
    title: str
    meaning: str
    todo: str


def ignored_names(path: str, body: Any) -> list[FieldPath]:
    """Return where a send's body has names that LINE ignores; none of a Flex message's, which LINE refuses itself."""
    method = send_method(path)
    found = dropped(method.request_class, body) if method is not None and isinstance(body, Mapping) else []
    return [where for where in found if "contents" not in where]


def ignored_words(method: SendMethod, body: Any, say: Texts) -> IgnoredWords | None:
    """Return what to tell of the names in a body that LINE ignored; None where it knew them all."""
    found = ignored_names(method.path, body)
    if not found:
        return None
    names = say("list.comma").join(f"`{path[-1]}`" for path in found)
    todos = dict.fromkeys(_todo(path, method, body, say) for path in found)
    meaning = [say("ignored.meaning")]
    if (
        method.addressed_to == "filter"
        and not body.get("recipient")
        and not (body.get("filter") or {}).get("demographic")
    ):
        meaning.append(say("ignored.everybody"))
    return IgnoredWords(names, say("ignored.title", names=names), _sentences(meaning, say), _sentences(todos, say))


def _sentences(sentences: Iterable[str], say: Texts) -> str:
    return ("" if say.lang == "zh-TW" else " ").join(sentences)


def _todo(path: FieldPath, method: SendMethod, body: Mapping[str, Any], say: Texts) -> str:
    name = str(path[-1])
    owner, model = _object(path, method.request_class, body)
    if not path[:-1]:
        if name == "to" and method.target_field != "to":
            return say(f"ignored.todo.to_{method.addressed_to}")
        if "retry" in name.lower():
            return say("ignored.todo.retry_key" if method.takes_retry_key else "ignored.todo.no_retry_key")
    known = [field.alias for field in fields(model)]
    free = [alias for alias in known if alias not in owner]
    plain = {alias.replace("_", "").lower(): alias for alias in free}
    close = plain.get(name.replace("_", "").lower()) or next(
        iter(get_close_matches(name, free, n=1, cutoff=0.75)), None
    )
    parts = [alias for alias in free if name.lower().startswith(alias.lower())]
    if close := close or (parts[0] if len(parts) == 1 else None):
        return say("ignored.todo.spelling", name=name, right=close)
    if home := _home(name, path, method, model):
        return say("ignored.todo.home", name=name, home=home)
    return say("ignored.todo.known", known=say("list.comma").join(f"`{alias}`" for alias in known[:_KNOWN_SHOWN]))


def _object(path: FieldPath, model: type[BaseModel], body: Any) -> tuple[Mapping[str, Any], type[BaseModel]]:
    """Return the object that has the name at the end of a path, and its class."""
    kind = concrete(model, body) or model
    for step in path[:-1]:
        body = body[step]
        if isinstance(step, str):
            inner = next((field.model for field in fields(kind) if field.alias == step), None)
            model = inner or model
        if isinstance(body, Mapping):
            kind = concrete(model, body) or model
    return body, kind


def _home(name: str, path: FieldPath, method: SendMethod, model: type[BaseModel]) -> str | None:
    """Return where a name belongs, as JSON: further in, in the request itself, or in another method's request."""
    if path[:1] == ("filter",) and len(path) == 2:  # a filter's conditions stand in its `demographic`
        return '"filter": {"demographic": {...}}'
    for field in fields(model):
        if field.model is not None and name in [inner.alias for inner in fields(field.model)]:
            return (
                f'"{field.alias}": [{{..., "{name}": ...}}]'
                if field.shape == SHAPE_LIST
                else f'"{field.alias}": {{"{name}": ...}}'
            )
    if path[:-1] and name in [field.alias for field in method.request_class.__fields__.values()]:
        return f'{{"messages": [...], "{name}": ...}}'
    if not path[:-1]:
        others = [m for m in SEND_METHODS.values() if snake(name) in m.request_class.__fields__]
        return f"/v2/bot/message/{others[0].name}" if others else None
    return None
