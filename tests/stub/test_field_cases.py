"""What people who build LINE bots met (facts 14.2), over the wire: by push and by validate, each a kind of fault."""

from __future__ import annotations

import json
from typing import Any

import pytest

from helpers.line.errors import Source
from helpers.stub.platform import Platform
from tests.stub.samples import PUSH, push_body, user_id
from tests.stub.wire import Reply, Wire

VALIDATE = "/v2/bot/message/validate/push"
MESSAGE_0 = "A message (messages[0])\u00a0in the request body is invalid"
TEXT = {"type": "text", "text": "x"}


@pytest.fixture
def wire() -> Wire:
    return Wire(Platform())


def push(wire: Wire, *messages: Any) -> Reply:
    """The answer of a push, which is also that of a validation."""
    sent = wire.request("POST", PUSH, push_body(wire.platform) | {"messages": list(messages)})
    validated = wire.request("POST", VALIDATE, {"messages": list(messages)})
    assert (sent.status, sent.status != 200 and sent.body) == (validated.status, sent.status != 200 and validated.body)
    return sent


def flex(*contents: Any, **bubble: Any) -> dict[str, Any]:
    body = {"type": "box", "layout": "vertical", "contents": list(contents or (TEXT,))}
    return {"type": "flex", "altText": "a", "contents": {"type": "bubble", "body": body, **bubble}}


def details(reply: Reply) -> list[tuple[str, str]]:
    assert (reply.status, reply.json["message"]) == (400, MESSAGE_0)
    return [(detail["message"], detail["property"]) for detail in reply.json["details"]]


def source(wire: Wire, reply: Reply) -> Source:
    entry = wire.platform.journal.find(reply.headers["x-line-request-id"])
    assert entry and entry.rule
    return entry.rule.source


# F3: what LINE refuses in Flex ------------------------------------------------------------------------------------


def test_a_bar_in_an_address(wire: Wire) -> None:
    hero = {"type": "image", "url": "https://maps.example.com/static?pins=red|25.03,121.56"}
    reply = push(wire, flex(hero=hero))
    assert details(reply) == [("invalid uri scheme", "/hero/url")]
    assert source(wire, reply) is Source.OBSERVED
    encoded = {**hero, "url": hero["url"].replace("|", "%7C")}
    assert push(wire, flex(hero=encoded)).status == 200


def test_a_property_that_flex_does_not_have(wire: Wire) -> None:
    reply = push(wire, flex({**TEXT, "letterSpacing": "2px"}))
    assert details(reply) == [("unknown field", "/body/contents/0/letterSpacing")]


def test_outside_flex_unknown_properties_pass(wire: Wire) -> None:
    column = {"imageUrl": "https://a.tw/a.png", "action": {"type": "uri", "uri": "https://a.tw"}, "size": "full"}
    template = {"type": "image_carousel", "columns": [column], "size": "full"}
    message = {"type": "template", "altText": "a", "template": template, "size": "full"}
    assert push(wire, message).status == 200


def test_words_units_and_ranges(wire: Wire) -> None:
    message = flex({**TEXT, "size": "50%", "margin": "5%", "maxLines": -1})
    message["contents"]["body"]["spacing"] = "huge"
    reply = push(wire, message)
    assert details(reply) == [
        ("invalid property", "/body/spacing"),
        ("invalid unit", "/body/contents/0/margin"),
        ("invalid unit", "/body/contents/0/size"),
        ("must be greater than or equal to 0", "/body/contents/0/maxLines"),
    ]
    assert source(wire, reply) is Source.UNDOCUMENTED  # the card says so


# F4: what LINE accepts --------------------------------------------------------------------------------------------

LINKS = [("mailto:desk@example.com", 200), ("sms:0912345678", 400), ("https://example.com/" + "a" * 9980, 200)]


@pytest.mark.parametrize(("uri", "status"), LINKS)
def test_where_links_may_lead(wire: Wire, uri: str, status: int) -> None:
    action = {"type": "uri", "label": "寫信", "uri": uri}
    quick_reply = {**TEXT, "quickReply": {"items": [{"type": "action", "action": action}]}}
    template = {"type": "buttons", "text": "a", "actions": [action], "defaultAction": action}
    button = {"type": "button", "action": action}
    for message in (quick_reply, {"type": "template", "altText": "a", "template": template}, flex(button)):
        assert push(wire, message).status == status


# F6: nothing below contents in the words of ordinary fields -------------------------------------------------------


def test_a_component_that_is_no_more(wire: Wire) -> None:
    footer = {"type": "box", "layout": "vertical", "contents": [TEXT, TEXT, {"type": "spacer", "size": "sm"}]}
    assert details(push(wire, flex(footer=footer))) == [("invalid property", "/footer/contents/2")]


def test_null_among_components(wire: Wire) -> None:
    assert details(push(wire, flex(TEXT, None))) == [("cannot contain null elements", "/body/contents")]


@pytest.mark.parametrize("spoilt", [5, "x", [], {}, None, True, 1.5, {"type": 5}, ["a"], {"type": "smoke"}])
def test_no_odd_value_below_contents_is_told_as_an_ordinary_field(wire: Wire, spoilt: object) -> None:
    sound = flex(
        {**TEXT, "weight": "bold", "wrap": True, "flex": 1, "action": {"type": "message", "label": "a", "text": "a"}},
        {"type": "box", "layout": "vertical", "contents": [TEXT], "background": {
            "type": "linearGradient", "angle": "1deg", "startColor": "#000000", "endColor": "#000000"}},
        styles={"body": {"separator": True}},
        hero={"type": "image", "url": "https://a.tw/a.png", "aspectRatio": "1:1"},
    )  # fmt: skip
    places = list(_places(sound["contents"], ("contents",)))
    assert len(places) > 30
    for place in places:
        message = json.loads(json.dumps(sound))
        parent = message
        for step in place[:-1]:
            parent = parent[step]
        parent[place[-1]] = spoilt
        reply = push(wire, message)
        if reply.status == 200:
            continue  # it fits there
        for words, path in details(reply):
            assert path.startswith("/") and words[0] not in "MST", (place, words)  # May…, Must…, Size…, The property…


def _places(value: Any, path: tuple[Any, ...]) -> Any:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield (*path, key)
        yield from _places(member, (*path, key))


def test_contents_that_are_not_there_are_an_ordinary_field(wire: Wire) -> None:
    reply = push(wire, {"type": "flex", "altText": "a"})
    assert reply.json["details"] == [{"message": "May not be empty", "property": "messages[0].contents"}]


# F7: JSON faults inside a message ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "at"), [("第一行\n第二行", 3), ('他說"好"', 3)])
def test_a_line_break_or_a_quote_inside_a_text(wire: Wire, text: str, at: int) -> None:
    raw = f'{{"messages": [{{"type":"text","text":"{text}"}}], "to": "{user_id(wire.platform)}"}}'
    reply = wire.request("POST", PUSH, raw.encode())
    place = f"(line: 1, column: {raw.index(text) + at + 1})"
    assert reply.json == {"message": f"The property, 'messages[0]', in the request body is invalid {place}"}
    entry = wire.platform.journal.find(reply.headers["x-line-request-id"])
    assert entry and entry.rule and (entry.rule.key, entry.rule.source) == ("json_syntax", Source.OBSERVED)


# Told as its neighbours -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["data", "displayText", "fillInText"])
def test_over_long_texts_of_an_action_are_told_alike(wire: Wire, name: str) -> None:
    action = {"type": "postback", "label": "a", "data": "a", name: "x" * 301}
    message = {**TEXT, "quickReply": {"items": [{"type": "action", "action": action}]}}
    [detail] = push(wire, message).json["details"]
    assert detail["message"] == "must not be longer than 300 characters"
    template = {"type": "confirm", "text": "a", "actions": [action, action]}
    reply = push(wire, {"type": "template", "altText": "a", "template": template})
    assert details(reply)[0] == ("must not be longer than 300 characters", f"template/actions/0/{name}")
