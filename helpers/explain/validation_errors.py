"""What a learner put where the SDK wanted something else: told from the values the SDK was given.

A pydantic error names the field and not the value. The value is in the frame that raised the error, and only its kind
is told, never the value itself: it may be a token. Only a number is told as it is.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from pydantic.v1 import BaseModel, ValidationError
from pydantic.v1.fields import SHAPE_LIST

from helpers.explain.frames import frames, passed
from helpers.explain.mistake import Mistake
from helpers.line.send_methods import SEND_METHODS
from helpers.sdk.names import version_3_of
from helpers.sdk.problems import field_name, model_name, sdk_problems, snake
from helpers.sdk.schema import fields, variants

Location = tuple[str | int, ...]


def validation_mistake(error: ValidationError) -> Mistake | None:
    """Return what was given instead of what the SDK wants, where the error alone would not tell."""
    given = _given(error)
    first = error.errors()[0]
    where: Location = first["loc"]
    value = _at(given, where)
    if new := _version_2(value):
        return new
    if call := _call(error, given):
        return call
    if another := _another_object(error, given, where):
        return another
    kind = sdk_problems(error)[0].kind
    if kind == "missing":
        return _event_made(error, given) or _dict_instead(error, given, where) or _misspelt(error, given)
    if kind == "none":
        return _not_in_dict(error)
    if kind == "str":
        return _instead_of_text(error, where, value)
    return _instead_of_an_object(error, where, value) if kind == "dict" else None


def _given(error: ValidationError) -> Mapping[str, Any]:
    """Return the keywords the model was made from."""
    found = [f.f_locals["data"] for f in frames(error) if f.f_code.co_name == "__init__" and _makes(f, error)]
    return found[-1] if found and isinstance(found[-1], Mapping) else {}


def _makes(frame: Any, error: ValidationError) -> bool:
    made = frame.f_locals.get("__pydantic_self__")
    return type(made) is error.model and "data" in frame.f_locals


def _at(given: Any, where: Location) -> Any:
    for step in where:
        given = _step(given, step)
    return given


def _step(value: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return value[step] if isinstance(value, (list, tuple)) and step < len(value) else None
    if isinstance(value, BaseModel):
        value = vars(value)
    return value.get(step, value.get(snake(step))) if isinstance(value, Mapping) else None


def _version_2(value: object) -> Mistake | None:
    kind = type(value)
    if not kind.__module__.startswith("linebot.models"):
        return None
    new = version_3_of(kind.__name__)
    if new is None:
        return Mistake("sdk.v2_object_gone", {"name": kind.__name__}, "sdk")
    return Mistake("sdk.v2_object", {"name": kind.__name__, "new": new.name, "line": new.line}, "sdk")


# A method was called otherwise than with its request ------------------------------------------------------------------


def _call(error: ValidationError, given: Mapping[str, Any]) -> Mistake | None:
    wanted = _request_of(error)
    if wanted is None:
        return None
    name, request = wanted
    value = given.get(name)
    at_fault = any(item["loc"][0] == name for item in error.errors())
    if not at_fault or isinstance(value, (request, dict)):
        return None
    if old := _version_2(value):
        return old
    method = model_name(error)
    if isinstance(given.get("self"), request):  # on the class: what was given is taken for the client
        return Mistake("sdk.call_class", {"method": method, "request": request.__name__}, "sdk")
    other = next((m for m in SEND_METHODS.values() if isinstance(value, m.request_class)), None)
    if other is not None:
        values = {"method": method, "request": request.__name__, "given": other.request_class.__name__}
        return Mistake("sdk.call_other", {**values, "other": other.sdk_method}, "sdk")
    needed = ", ".join(f"{f.name}={'[...]' if f.name == 'messages' else '...'}" for f in fields(request) if f.required)
    return Mistake("sdk.call", {"method": method, "request": request.__name__, "needed": needed}, "sdk")


def _request_of(error: ValidationError) -> tuple[str, type[BaseModel]] | None:
    """Return the argument that takes an SDK method's request; None where a class was made, not a method called."""
    model: Any = error.model
    if not model.__module__.startswith("pydantic."):
        return None
    for name, declared in model.__fields__.items():
        kind = declared.type_
        if inspect.isclass(kind) and issubclass(kind, BaseModel) and kind.__module__.startswith("linebot."):
            return name, kind
    return None


def field_of_request(error: BaseException, method: str, argument: str) -> dict[str, str] | None:
    """Return the request, and its field, that an argument is of which a method of the SDK does not take."""
    client = next((f.f_locals["self"] for f in frames(error) if f.f_code.co_name.startswith(method)), None)
    function = getattr(type(client), method, None)
    kinds = [p.annotation for p in inspect.signature(function).parameters.values()] if function is not None else []
    for kind in kinds:
        if inspect.isclass(kind) and issubclass(kind, BaseModel) and snake(argument) in [f.name for f in fields(kind)]:
            return {"request": kind.__name__, "right": snake(argument)}
    return None


# A field got something else -------------------------------------------------------------------------------------------


def _event_made(error: ValidationError, given: Mapping[str, Any]) -> Mistake | None:
    """Recognize the class of an event with parentheses after it, where the class itself is wanted."""
    model: Any = error.model
    if given or not model.__module__.startswith("linebot.v3.webhooks") or passed(error, "linebot.v3.webhook."):
        return None
    return Mistake("sdk.event_made", {"name": model.__name__}, "sdk")


def _misspelt(error: ValidationError, given: Mapping[str, Any]) -> Mistake | None:
    """Recognize a required field that is missing while something by a similar name was given."""
    model: Any = error.model
    if model.__module__.startswith("pydantic."):
        return None
    known = {name for f in fields(model) for name in (f.name, f.alias)}
    unknown = [name for name in given if name not in known]
    missing = [snake(str(item["loc"][-1])) for item in error.errors() if len(item["loc"]) == 1]
    if "to" in unknown and missing == ["reply_token"]:
        return Mistake("sdk.to_reply", {"model": model.__name__}, "sdk")
    for name in unknown:
        missing.sort(key=lambda field: not field.endswith(f"_{snake(name)}"))  # `url`, for original_content_url
        if missing and missing[0].endswith(f"_{snake(name)}"):
            return Mistake("sdk.misspelt", {"model": model.__name__, "name": name, "right": missing[0]}, "sdk")
        close = get_close_matches(snake(name), missing, n=1, cutoff=0.5)
        if close or (len(unknown) == 1 and len(missing) == 1):
            right = close[0] if close else missing[0]
            return Mistake("sdk.misspelt", {"model": model.__name__, "name": name, "right": right}, "sdk")
    return None


def _dict_instead(error: ValidationError, given: Mapping[str, Any], where: Location) -> Mistake | None:
    """Recognize a dict without a ``type`` where one of several classes is wanted."""
    wanted = _wanted(error.model, where[:-1]) if len(where) > 1 else None
    if wanted is None or where[-1] != variants(wanted)[0] or not isinstance(_at(given, where[:-1]), Mapping):
        return None
    values = {"field": field_name(where[:-1]), "model": wanted.__name__, "example": _example(wanted)}
    return Mistake("sdk.object_dict", values, "sdk")


def _not_in_dict(error: ValidationError) -> Mistake | None:
    """Tell of a field that a dict given to ``from_dict`` lacks; the SDK itself says only that it is None."""
    given = [f.f_locals.get("obj") for f in frames(error) if f.f_code.co_name == "from_dict"]
    source = given[-1] if given else None
    name = str(error.errors()[0]["loc"][-1])
    if not isinstance(source, Mapping) or name in source or snake(name) in source:
        return None
    return _misspelt(error, source) or Mistake("sdk.dict_lacks", {"name": name, "model": model_name(error)}, "sdk")


def _instead_of_text(error: ValidationError, where: Location, value: Any) -> Mistake | None:
    """Tell what stands where a text belongs: a number, a list, an object that has the text in it."""
    field = field_name(where)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Mistake("sdk.text_number", {"field": field, "value": str(value)}, "sdk")
    if isinstance(value, (list, tuple)):
        method = next((m for m in SEND_METHODS.values() if m.request_class is error.model), None)
        several = method is not None and method.addressed_to == "chat" and where[-1] == method.target_field
        return Mistake("sdk.text_several" if several else "sdk.text_list", {"field": field}, "sdk")
    kind = type(value).__name__
    if right := _text_inside(value, snake(str(where[-1]))):
        return Mistake("sdk.text_of", {"field": field, "kind": kind, "right": right}, "sdk")
    return Mistake("sdk.text_uuid", {"field": field}, "sdk") if kind == "UUID" else None


def _text_inside(value: object, field: str) -> str | None:
    """Return where an object has the text for a field: by the field's name, or a user id; in it, or one further in."""
    owners = {"": value, **{f"{name}.": getattr(value, name, None) for name in ("message", "source")}}
    for name in (field, "user_id", "group_id"):
        for way, owner in owners.items():
            if isinstance(getattr(owner, name, None), str):
                return way + name
    return None


def _another_object(error: ValidationError, given: Mapping[str, Any], where: Location) -> Mistake | None:
    """Tell that an object of the SDK stands where one of another class belongs: a QuickReply among the messages."""
    for depth in range(1, len(where)):
        value, wanted = _at(given, where[:depth]), _wanted(error.model, where[:depth])
        if isinstance(value, BaseModel) and wanted is not None and not isinstance(value, wanted):
            names = tuple(kind.__name__ for kind in variants(wanted)[1].values()) or (wanted.__name__,)
            values = {"field": field_name(where[:depth]), "model": wanted.__name__, "other": type(value).__name__}
            return Mistake("sdk.object_other", {**values, "names": names}, "sdk")
    return None


def _instead_of_an_object(error: ValidationError, where: Location, value: Any) -> Mistake | None:
    wanted = _wanted(error.model, where)
    if wanted is None:
        return None
    field, model, example = field_name(where), wanted.__name__, _example(wanted)
    values = {"field": field, "model": model, "example": example, "of": model_name(error)}
    if inspect.isclass(value):
        return Mistake("sdk.object_class", {**values, "name": value.__name__}, "sdk")
    if isinstance(value, str):
        kind = "json" if value.lstrip()[:1] in ("{", "[") else "string"
        return Mistake(f"sdk.object_{kind}", values, "sdk")
    if isinstance(value, (list, tuple)):
        name = next((f.name for f in fields(wanted) if f.shape == SHAPE_LIST), None)
        return Mistake("sdk.object_list", {**values, "inner": f"{model}({name}=[...])" if name else example}, "sdk")
    return Mistake("sdk.object_value", {**values, "name": type(value).__name__}, "sdk")


def _example(wanted: type[BaseModel]) -> str:
    """Return what to write: an object of the wanted class, or of one of its kinds where it is only their base."""
    if wanted.__name__ == "Message":
        return "TextMessage(text=...)"
    kinds = [kind.__name__ for kind in variants(wanted)[1].values()] or [wanted.__name__]
    made_as = next((name for name in kinds if name.startswith(("Message", "Age", "Buttons", "FlexB"))), kinds[0])
    return f"{made_as}(...)"


def _wanted(model: Any, where: Location) -> type[BaseModel] | None:
    """Return the class of the SDK that a place asks for."""
    found: Any = model
    for step in where:
        if isinstance(step, str):
            declared = {n: f for f in found.__fields__.values() for n in (f.name, f.alias)}.get(step)
            found = declared.type_ if declared is not None else None
            if not (inspect.isclass(found) and issubclass(found, BaseModel)):
                return None
    return found if found is not model else None
