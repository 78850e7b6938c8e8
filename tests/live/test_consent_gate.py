import json
from typing import Any

import pytest

from helpers.live.consent_gate import (
    CONSENT_SECONDS,
    TOKENS_KEPT,
    ConsentGate,
    LiveRequest,
    WrongNumberError,
    reaches_nobody,
)
from helpers.live.estimates import Count, Counter
from helpers.redaction import Secret
from helpers.stub.world.clock import START
from tests.live.line import GROUP, ME, OTHER, TOKEN, ScriptedLine, ok

COUNTED = ok({"status": "ready", "followers": 40, "targetedReaches": 30, "blocks": 3})
HI = [{"type": "text", "text": "hi"}]


class World:
    """A gate, and LINE behind it."""

    def __init__(self, me: str = ME) -> None:
        self.time = 0.0
        self.line = ScriptedLine(
            {
                "/v2/bot/insight/followers": [COUNTED],
                "/v2/bot/message/quota": [ok({"type": "limited", "value": 200})],
                "/v2/bot/message/quota/consumption": [ok({"totalUsage": 150})],
                f"/v2/bot/group/{GROUP}/members/count": [ok({"count": 3})],
            }
        )
        self.gate = ConsentGate(me, lambda: self.time, Counter(lambda: START))

    def tries(self, call: LiveRequest) -> bool:
        """Whether the gate lets it through."""
        if self.gate.is_free(call):
            return True
        return self.gate.passes(self.gate.weigh(call, lambda path: self.line.ask("GET", path)))


def call(name: str, body: Any, method: str = "POST", query: str = "", token: str = TOKEN) -> LiveRequest:
    path = name if name.startswith("/") else f"/v2/bot/message/{name}"
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return LiveRequest(method, path, query, raw, Secret(f"Bearer {token}"))


BROADCAST = call("broadcast", {"messages": HI})


# What is free ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "free",
    [
        call("/v2/bot/info", b"", "GET"),
        call("/v2/bot/message/push", b"", "GET"),
        call("/v2/bot/info", b"", "HEAD"),
        *(call(f"validate/{name}", {}) for name in ("reply", "push", "multicast", "narrowcast", "broadcast")),
        call("/v2/bot/channel/webhook/endpoint", {}, "PUT"),
        call("/v2/bot/channel/webhook/test", {}),
    ],
)
def test_what_reaches_nobody_is_free(free: LiveRequest) -> None:
    assert reaches_nobody(free)
    assert World().tries(free)


@pytest.mark.parametrize(
    "path",
    [
        "/v2/bot/message/validate/../push",
        "/v2/bot/message/validate/push/",
        "/v2/bot/message/validate",
        "/v2/bot/group/x/leave",
        "/v2/bot/message/push/",
        "//v2/bot/message/push",
        "/v2/bot/message/PUSH",
        "/bot/pnp/push",
        "/v2/bot/message/markAsRead",
    ],
)
def test_every_other_write_is_asked_about(path: str) -> None:
    assert not World().tries(call(path, {"to": ME, "messages": HI}))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "post", "OPTIONS"])
def test_other_methods_than_reading_are_asked_about(method: str) -> None:
    assert not World().tries(call("push", {"to": ME, "messages": HI}, method))


@pytest.mark.parametrize(
    "free",
    [
        call("push", {"to": ME, "messages": HI}),
        call("multicast", {"to": [ME], "messages": HI}),
        call("multicast", {"to": [ME, ME], "messages": HI}),
        call("/v2/bot/chat/loading/start", {"chatId": ME}),
    ],
)
def test_what_goes_to_the_tester_alone_is_free(free: LiveRequest) -> None:
    assert World().tries(free)


@pytest.mark.parametrize(
    "body",
    [
        {"to": OTHER, "messages": HI},
        {"to": [ME], "messages": HI},
        {"to": GROUP, "messages": HI},
        {"messages": HI},
        b'{"to":"' + ME.encode() + b'","to":"' + OTHER.encode() + b'"}',
        b'{"to":"' + OTHER.encode() + b'","to":"' + ME.encode() + b'"}',
        b'["' + ME.encode() + b'"]',
        b"not json",
        b"",
    ],
)
def test_a_push_to_anybody_else_is_asked_about(body: Any) -> None:
    assert not World().tries(call("push", body))


@pytest.mark.parametrize("to", [[ME, OTHER], [], ME, [[ME]], None])
def test_a_multicast_to_anybody_else_is_asked_about(to: Any) -> None:
    assert not World().tries(call("multicast", {"to": to, "messages": HI}))


@pytest.mark.parametrize("body", [{"to": "", "messages": HI}, {"to": None}, {"chatId": ""}])
def test_without_a_tester_everything_is_asked_about(body: Any) -> None:
    world = World(me="")
    assert not world.tries(call("push", {"to": ME, "messages": HI}))
    assert not world.tries(call("push", body))
    assert not world.tries(call("/v2/bot/chat/loading/start", body))


@pytest.mark.parametrize("name", ["narrowcast", "broadcast"])
def test_a_send_to_everyone_is_never_free(name: str) -> None:
    assert not World().tries(call(name, {"to": ME, "messages": HI}))


# Replies --------------------------------------------------------------------------------------------------------------


def event(**source: str) -> dict[str, Any]:
    return {"type": "message", "replyToken": "token-1", "source": {"type": "user", **source}}


REPLY = call("reply", {"replyToken": "token-1", "messages": HI})


def test_a_reply_to_the_tester_is_free() -> None:
    world = World()
    world.gate.note_event(event(userId=ME))
    assert world.tries(REPLY)


@pytest.mark.parametrize(
    ("source", "people"),
    [
        ({"userId": OTHER}, Count("exact", 1)),
        ({"userId": ME, "groupId": GROUP}, Count("exact", 3)),
        ({}, Count("unknown")),
    ],
)
def test_a_reply_that_others_read_is_asked_about(source: dict[str, str], people: Count) -> None:
    world = World()
    world.gate.note_event(event(**source))
    assert not world.tries(REPLY)
    assert world.gate.pending is not None
    assert (world.gate.pending.recipients, world.gate.pending.cost) == (people, Count("exact", 0))


def test_a_reply_to_nobody_knows_whom_is_asked_about() -> None:
    assert not World().tries(REPLY)


@pytest.mark.parametrize(
    "odd", [{}, {"source": {"userId": ME}}, {"replyToken": "token-1"}, {"replyToken": 1, "source": {}}]
)
def test_an_event_without_a_reply_token_is_not_remembered(odd: dict[str, Any]) -> None:
    world = World()
    world.gate.note_event(odd)
    assert not world.tries(REPLY)


def test_old_reply_tokens_are_forgotten() -> None:
    world = World()
    for number in range(TOKENS_KEPT + 1):
        world.gate.note_event({**event(userId=ME), "replyToken": f"token-{number + 1}"})
    assert not world.tries(REPLY)


# Consent --------------------------------------------------------------------------------------------------------------


def test_a_send_waits_with_its_number_and_its_cost() -> None:
    world = World()
    assert not world.tries(BROADCAST)
    pending = world.gate.pending
    assert pending is not None
    assert (pending.name, pending.recipients, pending.cost) == (
        "broadcast",
        Count("about", 37, "20261101"),
        pending.recipients,
    )
    assert (pending.quota.left, pending.line) == (50, "lab.consent(recipients=37)")


def test_a_number_nobody_knows_is_said_with_a_word() -> None:
    world = World()
    world.tries(call("/v2/bot/group/x/leave", {}))
    assert world.gate.pending is not None
    assert world.gate.pending.line == 'lab.consent(recipients="unknown")'
    world.gate.consent("unknown")
    assert world.tries(call("/v2/bot/group/x/leave", {}))


def test_after_consent_the_same_request_passes_once() -> None:
    world = World()
    world.tries(BROADCAST)
    world.gate.consent(37)
    assert [world.tries(BROADCAST) for _ in range(3)] == [True, False, False]


def test_what_passed_waits_no_more() -> None:
    world = World()
    world.tries(BROADCAST)
    world.gate.consent(37)
    world.tries(BROADCAST)
    assert world.gate.pending is None


@pytest.mark.parametrize("typed", [36, 0, "37", "unknown", None, True, 37.5, "all"])
def test_another_number_is_no_consent(typed: Any) -> None:
    world = World()
    world.tries(BROADCAST)
    with pytest.raises(WrongNumberError):
        world.gate.consent(typed)
    assert not world.tries(BROADCAST)


def test_true_is_not_one() -> None:
    world = World()
    world.tries(call("push", {"to": OTHER, "messages": HI}))
    with pytest.raises(WrongNumberError):
        world.gate.consent(True)


def test_there_is_nothing_to_consent_to_before_a_request() -> None:
    with pytest.raises(LookupError):
        World().gate.consent(37)


@pytest.mark.parametrize(
    "other",
    [
        call("broadcast", {"messages": [{"type": "text", "text": "hi!"}]}),
        call("broadcast", {"messages": HI, "notificationDisabled": True}),
        call("broadcast", {"messages": HI}, query="x=1"),
        call("broadcast", {"messages": HI}, token="another"),
        call("broadcast", json.dumps({"messages": HI}).encode() + b" "),
        call("push", {"to": OTHER, "messages": HI}),
    ],
)
def test_another_request_does_not_pass_and_uses_the_consent_up(other: LiveRequest) -> None:
    world = World()
    world.tries(BROADCAST)
    world.gate.consent(37)
    assert not world.tries(other)
    assert not world.tries(BROADCAST)


def test_what_is_free_does_not_use_a_consent_up() -> None:
    world = World()
    world.tries(BROADCAST)
    world.gate.consent(37)
    world.tries(call("push", {"to": ME, "messages": HI}))
    assert world.tries(BROADCAST)


def test_when_the_number_has_changed_the_consent_is_no_more() -> None:
    world = World()
    group = call("push", {"to": GROUP, "messages": HI})
    world.tries(group)
    world.gate.consent(3)
    world.line.answers[f"/v2/bot/group/{GROUP}/members/count"] = [ok({"count": 4})]
    assert not world.tries(group)
    assert world.gate.pending is not None
    assert world.gate.pending.recipients == Count("exact", 4)


def test_an_old_consent_is_forgotten() -> None:
    world = World()
    world.tries(BROADCAST)
    world.gate.consent(37)
    world.time = CONSENT_SECONDS + 1
    assert not world.tries(BROADCAST)


def test_a_consent_can_be_taken_back() -> None:
    world = World()
    world.tries(BROADCAST)
    world.gate.consent(37)
    world.gate.withdraw()
    assert world.gate.pending is None
    assert not world.tries(BROADCAST)


def test_two_requests_at_once_use_one_consent() -> None:
    world = World()
    world.tries(BROADCAST)
    world.gate.consent(37)
    weighed = [world.gate.weigh(BROADCAST, lambda path: world.line.ask("GET", path)) for _ in range(2)]
    assert [world.gate.passes(one) for one in weighed] == [True, False]


def test_a_call_shows_no_token() -> None:
    assert TOKEN not in repr(BROADCAST)
