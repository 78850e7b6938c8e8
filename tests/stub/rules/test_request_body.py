"""The SDK's models as the schema, LINE's words about what does not fit them (facts 1.5)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from linebot.v3.messaging import (
    MulticastRequest,
    NarrowcastRequest,
    PushMessageRequest,
    ReplyMessageRequest,
    ShowLoadingAnimationRequest,
)
from pydantic.v1 import BaseModel

from helpers.line import errors
from helpers.line.errors import Detail, LineError
from helpers.stub.rules import request_body
from helpers.stub.rules.request_body import Body, Problem

TEXT = {"type": "text", "text": "hi"}


def found(data: Any, model: type[BaseModel] = PushMessageRequest) -> list[tuple[str, str]]:
    problems = request_body.schema_problems(request_body.parse_body(json.dumps(data).encode()), model)
    return [(request_body.dotted(problem.path), problem.message) for problem in problems]


def refusal(raw: bytes, model: type[BaseModel] = PushMessageRequest) -> dict[str, Any]:
    with pytest.raises(LineError) as caught:
        body = request_body.parse_body(raw)
        request_body.refuse(request_body.schema_problems(body, model))
    assert caught.value.status == 400
    return caught.value.as_json()


def push(*messages: Any, **more: Any) -> dict[str, Any]:
    return {"to": "U1", "messages": list(messages or (TEXT,)), **more}


def test_a_sound_body_has_no_problems() -> None:
    assert found(push(notificationDisabled=True, customAggregationUnits=["a"])) == []


def test_members_nobody_knows_are_let_through() -> None:
    assert found(push({**TEXT, "colour": "red"}, whatever=1)) == []


@pytest.mark.parametrize("data", [{}, {"to": None, "messages": None}])
def test_what_is_required_may_not_be_empty(data: dict[str, Any]) -> None:
    assert found(data) == [("to", "May not be empty"), ("messages", "May not be empty")]


@pytest.mark.parametrize("count", [0, 6])
def test_one_to_five_messages(count: int) -> None:
    assert found({"to": "U1", "messages": [TEXT] * count}) == [("messages", "Size must be between 1 and 5")]


@pytest.mark.parametrize("count", [0, 501])
def test_one_to_500_recipients_of_a_multicast(count: int) -> None:
    problems = found({"to": ["U1"] * count, "messages": [TEXT]}, MulticastRequest)
    assert problems == [("to", "Size must be between 1 and 500")]


@pytest.mark.parametrize("message", [{}, {"type": None}, {"type": ""}, {"text": "hi"}])
def test_a_message_has_a_type(message: dict[str, Any]) -> None:
    assert found(push(message)) == [("messages[0].type", "May not be empty")]


def test_an_unknown_type_is_told_with_those_there_are() -> None:
    [(path, message)] = found(push(TEXT, {"type": "smoke"}))
    assert path == "messages[1].type"
    assert message.startswith("Must be one of the following values: [")
    assert {"text", "textV2", "sticker", "flex", "coupon"} < set(message.partition("[")[2].rstrip("]").split(", "))


def test_a_type_that_bots_may_not_send() -> None:
    expected = [("messages[0]", "This message type is not available for your account")]
    assert found(push({"type": "file"})) == expected


def test_every_message_is_looked_at() -> None:
    assert [path for path, _ in found(push({}, TEXT, {"type": "text"}))] == ["messages[0].type", "messages[2].text"]


@pytest.mark.parametrize("text", ["", "x" * 31])
def test_the_length_of_a_text_the_sdk_bounds(text: str) -> None:
    data = {"to": ["U1"], "messages": [TEXT], "customAggregationUnits": [text]}
    assert found(data, MulticastRequest) == [("customAggregationUnits[0]", "Length must be between 1 and 30")]


def test_the_bounds_of_a_number() -> None:
    limit = {"messages": [TEXT], "limit": {"max": 0}}
    assert found(limit, NarrowcastRequest) == [("limit.max", "Must be greater than or equal to 1")]


def test_the_values_of_a_list_of_choices() -> None:
    demographic = {"type": "gender", "oneOf": ["male", "other"]}
    assert found({"messages": [TEXT], "filter": {"demographic": demographic}}, NarrowcastRequest) == [
        ("filter.demographic.oneOf[1]", "Must be one of the following values: [male, female]")
    ]


def test_nested_objects_are_followed_by_their_type() -> None:
    demographic = {"type": "operator", "and": [{"type": "operator", "not": {"type": "age", "gte": "age_18"}}]}
    [(path, _)] = found({"messages": [TEXT], "filter": {"demographic": demographic}}, NarrowcastRequest)
    assert path == "filter.demographic.and[0].not.gte"


def test_entries_of_a_map_are_followed() -> None:
    message = {"type": "textV2", "text": "{a}", "substitution": {"a": {"type": "smoke"}}}
    assert found(push(message))[0][0] == "messages[0].substitution.a.type"


# Values of the wrong JSON type ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "model", "name", "line", "column"),
    [
        (b'{"replyToken":5,"messages":[]}', ReplyMessageRequest, "replyToken", 1, 15),  # facts 1.5, seen in 2017
        (b'{"to":["U1"],"messages":[]}', PushMessageRequest, "to", 1, 7),
        (b'{"to":"U1",\n "messages":{}}', PushMessageRequest, "messages", 2, 13),
        (b'{"to":"U1","messages":[null]}', PushMessageRequest, "messages[0]", 1, 24),
        (b'{"to":"U1","messages":[{"type":1}]}', PushMessageRequest, "messages[0].type", 1, 32),
        (b'{"to":"U1","messages":[{"type":"text",\n"text":5}]}', PushMessageRequest, "messages[0].text", 2, 8),
        (b'{"to":"U1","notificationDisabled":"true"}', PushMessageRequest, "notificationDisabled", 1, 35),
        (b'{"to":"U1","notificationDisabled":1}', PushMessageRequest, "notificationDisabled", 1, 35),
        (b'{"to":["U1",2]}', MulticastRequest, "to[1]", 1, 13),
        (b'{"chatId":"U1","loadingSeconds":"5"}', ShowLoadingAnimationRequest, "loadingSeconds", 1, 33),
        (b'{"chatId":"U1","loadingSeconds":5.5}', ShowLoadingAnimationRequest, "loadingSeconds", 1, 33),
        (b'{"chatId":"U1","loadingSeconds":true}', ShowLoadingAnimationRequest, "loadingSeconds", 1, 33),
    ],
)
def test_a_value_of_the_wrong_type_is_told_by_its_place(
    raw: bytes, model: type[BaseModel], name: str, line: int, column: int
) -> None:
    message = f"The property, '{name}', in the request body is invalid (line: {line}, column: {column})"
    assert refusal(raw, model) == {"message": message}


@pytest.mark.parametrize("raw", [b"5", b"null", b"[]", b'"x"', b"true"])
def test_a_body_is_an_object(raw: bytes) -> None:
    assert refusal(raw)["message"] == "The request body could not be parsed as JSON (line: 1, column: 1)"


def test_more_levels_than_python_can_follow_are_refused() -> None:
    condition = '{"type":"operator","not":'
    raw = ('{"messages":[{"type":"text","text":"a"}],"recipient":' + condition * 400 + "{}" + "}" * 401).encode()
    refused = refusal(raw, NarrowcastRequest)
    assert refused["message"].startswith("The request body could not be parsed as JSON")


# JSON itself ----------------------------------------------------------------------------------------------


def test_a_syntax_fault_is_told_by_its_place() -> None:
    assert refusal(b'{"to":"x",\n  ]') == {
        "message": "The request body could not be parsed as JSON (line: 2, column: 3)"
    }


MESSAGE = "The property, 'messages[{}]', in the request body is invalid (line: {}, column: {})"


@pytest.mark.parametrize(
    ("inside", "line", "column"),
    [
        ('{"type": "text", "text": "first\nsecond"}', 1, 54),  # a real line break
        ('{"type": "text", "text": "he said "yes""}', 1, 58),
        ('{"type": "text", "text": \'hi\'}', 1, 48),
        ('{"type": "text" "text": "hi"}', 1, 39),
        ('{"type": "text", "text": "hi",}', 1, 53),
        ('{"type": "text", "text": undefined}', 1, 48),
        ('{"type": "text", "sender": {"name": x}}', 1, 59),
        ('{"type": "audio", "duration": NaN}', 1, 53),
    ],
)
def test_a_syntax_fault_inside_a_message_is_told_with_the_message(inside: str, line: int, column: int) -> None:
    raw = f'{{"to":"x","messages":[{inside}]}}'.encode()
    assert refusal(raw) == {"message": MESSAGE.format(0, line, column)}


def test_a_second_message_is_told_by_its_number() -> None:
    raw = b'{"to":"x","messages":[{"type":"text","text":"[{"},\n{"type":"text","text":"a\nb"}]}'
    assert refusal(raw)["message"] == MESSAGE.format(1, 2, 25)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b'{"to":"x","messages":[{"type":"text"} {"type":"text"}]}', "messages"),
        (b'{"messages":[],"limit":{"max":1,}}', "limit"),
        (b'{"messages":[],"filter":{"demographic":{"and":[x]}}}', "filter.demographic.and"),
        (b'{"to":["U1" "U2"]}', "to"),
    ],
)
def test_inside_another_value_that_value_is_named(raw: bytes, name: str) -> None:
    assert refusal(raw)["message"].startswith(f"The property, '{name}', in the request body is invalid (line: 1")


@pytest.mark.parametrize(
    "raw", [b'{"to":"a\nb"}', b'{"to":"x" "messages":[]}', b"", b"{", b'{"to":"x"}}', b"\xff", b'"a']
)
def test_only_a_fault_at_the_top_makes_the_whole_unreadable(raw: bytes) -> None:
    assert refusal(raw)["message"].startswith("The request body could not be parsed as JSON (line: ")


def test_a_flex_container_is_left_to_its_own_parser() -> None:
    flex = {"type": "flex", "altText": "a"}
    assert found(push({**flex, "contents": {"type": "bubble", "body": 5, "size": []}})) == []
    assert found(push(flex, {**flex, "contents": None})) == [
        ("messages[0].contents", "May not be empty"),
        ("messages[1].contents", "May not be empty"),
    ]


def test_how_long_an_action_may_be_is_left_to_the_rules_of_actions() -> None:
    action = {"type": "postback", "label": "a", "data": "x" * 301}
    assert found(push({**TEXT, "quickReply": {"items": [{"type": "action", "action": action}]}})) == []


def test_a_key_twice_at_the_top() -> None:
    assert refusal(b'{"to":"x",\n "messages":[],\n  "to":"y"}') == {
        "message": "The request body could not be parsed as JSON (line: 3, column: 7)",
        "details": [{"message": "Duplicate field 'to'"}],
    }


def test_a_key_twice_inside_a_message_is_told_with_the_message() -> None:
    raw = b'{"to":"x","messages":[{"type":"text","text":"a"},\n{"type":"text","sender":{"name":"x","name":"y"}}]}'
    assert refusal(raw) == {
        "message": "The property, 'messages[1]', in the request body is invalid (line: 2, column: 43)",
        "details": [{"message": "Duplicate field 'name'"}],
    }


def test_a_key_twice_elsewhere_is_told_with_its_object() -> None:
    raw = b'{"messages":[],"limit":{"max":1,"max":2}}'
    assert refusal(raw, NarrowcastRequest)["message"].startswith("The property, 'limit', in the request body")


# Which error it becomes -----------------------------------------------------------------------------------


def error(found: list[Problem], more: list[Detail] | None = None) -> LineError:
    with pytest.raises(LineError) as caught:
        request_body.refuse(found, more or [])
    return caught.value


def test_nothing_found_nothing_raised() -> None:
    request_body.refuse([], [])


def test_ordinary_properties_are_counted_together() -> None:
    refused = error([Problem(("messages", 0, "text"), "a")], [Detail("b", "to")])
    assert refused.rule is errors.BODY_INVALID
    assert refused.as_json() == {
        "message": "The request body has 2 error(s)",
        "details": [{"message": "b", "property": "to"}, {"message": "a", "property": "messages[0].text"}],
    }


def test_inside_a_flex_container_the_message_is_judged_as_a_whole() -> None:
    path = ("messages", 1, "contents", "body", "contents", 0, "text")
    refused = error([Problem(path, "a"), Problem(("messages", 2, "contents", "size"), "b")])
    assert refused.rule is errors.MESSAGE_INVALID
    assert refused.as_json() == {
        "message": "A message (messages[1])\u00a0in the request body is invalid",
        "details": [{"message": "a", "property": "/body/contents/0/text"}],
    }


def test_inside_a_template_too() -> None:
    refused = error([Problem(("messages", 0, "template", "columns", 5, "title"), "a")])
    assert list(refused.details) == [Detail("a", "template/columns/5/title")]


def test_a_missing_template_is_an_ordinary_property() -> None:
    assert error([Problem(("messages", 0, "template"), "a")]).rule is errors.BODY_INVALID


def test_ordinary_faults_come_before_those_of_contents() -> None:
    refused = error([Problem(("messages", 0, "contents", "size"), "a"), Problem(("messages", 1, "type"), "b")])
    assert [detail.property for detail in refused.details] == ["messages[1].type"]


def test_a_body_remembers_its_text() -> None:
    assert request_body.parse_body(b' {"a":1}') == Body(b' {"a":1}', {"a": 1})
