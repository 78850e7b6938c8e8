"""Every place of every model of the SDK where something may be dropped, and who is told of it."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from typing import Any

import pytest
from linebot.v3 import audience, insight, messaging
from pydantic.v1 import BaseModel
from pydantic.v1.fields import SHAPE_DICT, SHAPE_LIST

from helpers.sdk.dropped import Dropped, claim, dropped_in, watch
from helpers.sdk.schema import Field, fields, variants

MESSAGES = [messaging.TextMessage(text="a")]
PACKAGES = (messaging, audience, insight)
#: Values that pydantic takes for a plain field, tried in turn.
PLAIN = ("a", 1, True, 1.5, "https://example.com/a", ["a"], {}, "male", "U" + "0" * 32, "2026-11-02T10:00+09:00")


@pytest.fixture(autouse=True, scope="module")
def _watched() -> None:
    watch()


def models() -> Iterator[type[BaseModel]]:
    for package in PACKAGES:
        for _, model in inspect.getmembers(package, inspect.isclass):
            if issubclass(model, BaseModel) and model.__module__.startswith(package.__name__):
                yield model


def minimal(model: type[BaseModel]) -> dict[str, Any]:
    """Keywords for an object of this class with nothing but what it requires."""
    model = _leaf(model)
    return {field.name: _value(model, field) for field in fields(model) if field.required}


def _leaf(model: type[BaseModel]) -> type[BaseModel]:
    """The kind of a base class that requires the least."""
    kinds = variants(model)[1].values()
    return min(kinds, key=lambda kind: sum(f.model is not None for f in fields(kind) if f.required), default=model)


def made(model: type[BaseModel]) -> BaseModel:
    return _leaf(model)(**minimal(model))


def _value(model: type[BaseModel], field: Field) -> Any:
    if field.model is None:
        checked = model.__fields__[field.name]
        return next(value for value in (*PLAIN, *_permitted(checked)) if not checked.validate(value, {}, loc="x")[1])
    if field.shape == SHAPE_LIST:
        return [made(field.model) for _ in range(max(field.low, 1))]
    return {"a": made(field.model)} if field.shape == SHAPE_DICT else made(field.model)


def places() -> Iterator[tuple[type[BaseModel], Field, dict[str, Any], type[BaseModel]]]:
    """Every field of every model whose class is a base class, with every kind that may stand there."""
    for owner in models():
        for field in fields(owner):
            if field.model is not None:
                key, kinds = variants(field.model)
                for kind, model in kinds.items():
                    own = {f.name for f in fields(model)} - {f.name for f in fields(field.model)}
                    if own:
                        yield owner, field, {key: kind, sorted(own)[0]: "…"}, model


def _id(owner: type[BaseModel], field: Field, kind: str) -> str:
    return f"{owner.__name__}.{field.name}-{kind}"


def _permitted(checked: Any) -> list[Any]:
    """The values that an enumeration names, which is a class of its own or a validator's words."""
    _, fault = checked.validate("a", {}, loc="x")
    enumeration = checked.type_ if isinstance(checked.type_, type) and issubclass(checked.type_, Enum) else ()
    said = re.findall(r"'([^']+)'", str(getattr(fault, "exc", "")))
    return [*enumeration, *said, said[:1], datetime(2026, 11, 2), "2026-11-02", "20261102"]


def required(field: Field, given: dict[str, Any]) -> dict[str, Any]:
    """What a field's base class requires besides."""
    assert field.model is not None
    return {f.name: _value(field.model, f) for f in fields(field.model) if f.required and f.name not in given}


def placed(owner: type[BaseModel], field: Field, value: Any) -> BaseModel:
    shaped: Any = value
    if field.shape == SHAPE_LIST:
        shaped = [value] * max(field.low, 1)
    elif field.shape == SHAPE_DICT:
        shaped = {"key": value}
    keywords = minimal(owner) if not variants(owner)[1] else {f.name: "a" for f in fields(owner) if f.required}
    return owner(**{**keywords, field.name: shaped})


def test_what_a_base_class_drops_of_a_dict_is_seen(subtests: pytest.Subtests) -> None:
    for owner, field, value, kind in places():
        with subtests.test(_id(owner, field, kind.__name__)):
            found = dropped_in(placed(owner, field, {**required(field, value), **value}))[0]
            assert (found.path[0], found.model, found.given, found.kind) == (field.alias, field.model, "dict", kind)
            assert found.names == tuple(name for name in value if name in found.names) and found.is_base
            assert not set(found.left) & set(found.names)


def test_what_a_base_class_drops_when_it_is_made_itself_is_seen(subtests: pytest.Subtests) -> None:
    for owner, field, value, kind in places():
        with subtests.test(_id(owner, field, kind.__name__)):
            assert field.model is not None
            found = dropped_in(placed(owner, field, field.model(**required(field, value), **value)))[0]
            assert (found.path[0], found.model, found.given, found.kind) == (field.alias, field.model, "keywords", kind)


def test_an_unknown_keyword_of_any_class_is_seen(subtests: pytest.Subtests) -> None:
    for model in models():
        with subtests.test(model.__name__):
            keywords = {f.name: _value(model, f) for f in fields(model) if f.required}
            found = dropped_in(model(**keywords, no_such_name=1))[0]
            assert (found.path, found.model, found.names) == ((), model, ("no_such_name",))
            assert dropped_in(model(**keywords)) == ()


def test_an_object_where_another_class_belongs_is_seen() -> None:
    button = messaging.MessageAction(label="a", text="b")
    found = dropped_in(messaging.TextMessage(text="a", quick_reply=messaging.QuickReply(items=[button])))
    assert [(d.path, d.given, d.other) for d in found] == [
        (("quickReply", "items", 0), "object", messaging.MessageAction)
    ]  # fmt: skip


def test_what_from_dict_leaves_out_is_seen() -> None:
    body = {"to": "U1", "messages": [{"type": "text", "text": "a", "emoji": []}], "notificationDisable": True}
    found = dropped_in(messaging.PushMessageRequest.from_dict(body))
    assert [(d.path, d.names) for d in found] == [((), ("notificationDisable",)), (("messages", 0), ("emoji",))]


def test_names_of_the_wire_and_of_python_are_both_known() -> None:
    assert dropped_in(messaging.PushMessageRequest(to="U1", messages=MESSAGES, notificationDisabled=True)) == ()
    assert dropped_in(messaging.PushMessageRequest(to="U1", messages=MESSAGES, notification_disabled=True)) == ()


# Whose request it was -------------------------------------------------------------------------------------------------


def called(request: Any) -> str:
    """Call the SDK with a request; return the body it would send."""
    configuration = messaging.Configuration(host="http://127.0.0.1:1", access_token="a")
    with pytest.raises(Exception, match="Max retries exceeded"):
        messaging.MessagingApi(messaging.ApiClient(configuration)).broadcast(request)
    return json.dumps(request.to_dict())


def names(found: tuple[Dropped, ...]) -> list[str]:
    return [name for dropped in found for name in dropped.names]


def test_a_request_is_told_what_was_dropped_from_it_once() -> None:
    body = called(messaging.BroadcastRequest(to="U1", messages=MESSAGES))
    assert names(claim(body)) == ["to"]
    assert claim(body) == ()


def test_the_corrected_request_has_nothing_dropped_though_its_body_is_the_same() -> None:
    called(messaging.BroadcastRequest(to="U1", messages=MESSAGES))
    assert claim(called(messaging.BroadcastRequest(messages=MESSAGES))) == ()


def test_a_request_that_was_only_made_is_no_call() -> None:
    request = messaging.BroadcastRequest(to="U1", messages=MESSAGES)
    assert claim(json.dumps(request.to_dict())) == ()


@pytest.mark.parametrize("body", ["", "no JSON", "[]", '{"messages": []}'])
def test_another_body_is_another_request(body: str) -> None:
    called(messaging.BroadcastRequest(to="U1", messages=MESSAGES))
    assert claim(body) == ()
