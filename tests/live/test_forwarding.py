import json
import threading
from typing import Any

import pytest

from helpers.live.consent_gate import ConsentGate, LiveRequest
from helpers.live.estimates import Counter
from helpers.live.forwarding import Forwarder, Settled, UnsettledKeys
from helpers.live.line_client import Reply, Result
from helpers.redaction import Secret
from helpers.stub.world.clock import START
from tests.live.line import (
    BROKEN,
    GROUP,
    LOST,
    ME,
    MONTH,
    OTHER,
    RATE,
    TOKEN,
    UNREACHED,
    ScriptedLine,
    accepted_before,
    ok,
    options,
    refused,
)

HI = [{"type": "text", "text": "hi"}]
SENT = {"sentMessages": [{"id": "1"}]}
PUSH, REPLY, BROADCAST = (f"/v2/bot/message/{name}" for name in ("push", "reply", "broadcast"))


class Road:
    """A forwarder before a scripted LINE; `go` sends one request through it."""

    def __init__(self, **answers: list[Result]) -> None:
        self.line = ScriptedLine({path.replace("_", "/"): list(script) for path, script in answers.items()})
        given = options()
        self.gate = ConsentGate(ME, given.clock, Counter(lambda: START))
        self.forwarder = Forwarder(self.line, self.gate, UnsettledKeys(given.new_key), given)  # type: ignore[arg-type]

    def go(self, path: str, body: Any, method: str = "POST", disconnected: bool = False, **headers: str) -> Settled:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        on = {"content-type": "application/json", **{name.replace("_", "-"): value for name, value in headers.items()}}
        left = threading.Event()
        if disconnected:
            left.set()
        call = LiveRequest(method, path, "", raw, Secret(f"Bearer {TOKEN}"))
        return self.forwarder.forward(call, path, on, left)

    def script(self, path: str, *results: Result) -> "Road":
        self.line.answers[path] = list(results)
        return self


def status(answer: Settled) -> int | None:
    return answer.reply.status if answer.reply else None


def push(**more: Any) -> dict[str, Any]:
    return {"to": ME, "messages": HI, **more}


# To the tester --------------------------------------------------------------------------------------------------------


def test_a_push_to_the_tester_goes_at_once_with_a_retry_key() -> None:
    road = Road()
    answer = road.go(PUSH, push())
    [asked] = road.line.asked
    assert (asked.target, asked.retry_key, answer.key) == (PUSH, answer.key, "00000000-0000-4000-8000-000000000000")
    assert asked.authorization == f"Bearer {TOKEN}"


def test_the_body_goes_on_to_the_letter() -> None:
    road, raw = Road(), b'{ "to" : "' + ME.encode() + b'", "messages":[{"type":"text","text":"\\u4f60"}]}'
    road.go(PUSH, raw)
    assert road.line.asked[0].body == raw


def test_a_retry_key_of_ones_own_stays() -> None:
    road = Road()
    road.go(PUSH, push(), x_line_retry_key="mine")
    assert road.line.asked[0].retry_key == "mine"


def test_every_try_has_the_same_key_and_the_same_body() -> None:
    road = Road().script(PUSH, LOST, BROKEN, RATE, ok(SENT))
    answer = road.go(PUSH, push())
    assert status(answer) == 200
    assert len(answer.attempts) == 4
    assert len({(asked.retry_key, asked.body) for asked in road.line.asked}) == 1


def test_a_409_after_a_lost_answer_counts_as_accepted() -> None:
    road = Road().script(PUSH, LOST, accepted_before(SENT["sentMessages"]))
    answer = road.go(PUSH, push())
    assert answer.reply is not None
    assert (answer.reply.status, json.loads(answer.reply.body), answer.reply.request_id) == (200, SENT, "line-0")
    assert [attempt.status for attempt in answer.attempts] == [None, 409]


def test_a_409_to_the_first_try_stays_a_409() -> None:
    road = Road().script(PUSH, accepted_before(SENT["sentMessages"]))
    assert status(road.go(PUSH, push(), x_line_retry_key="mine")) == 409


def test_a_request_of_unknown_end_is_sent_again_under_its_old_key() -> None:
    road = Road().script(PUSH, LOST)
    first = road.go(PUSH, push())
    road.script(PUSH, accepted_before(SENT["sentMessages"]))
    second = road.go(PUSH, push())
    assert (status(first), status(second)) == (None, 200)
    assert first.key == second.key


def test_after_that_the_next_one_has_a_new_key() -> None:
    road = Road().script(PUSH, LOST)
    first = road.go(PUSH, push())
    road.script(PUSH, ok(SENT))
    assert first.key == road.go(PUSH, push()).key != road.go(PUSH, push()).key


def test_another_request_has_another_key() -> None:
    road = Road().script(PUSH, LOST)
    assert road.go(PUSH, push()).key != road.go(PUSH, push(notificationDisabled=True)).key


@pytest.mark.parametrize("end", [refused(400, "x"), MONTH, UNREACHED, RATE])
def test_a_request_that_was_not_accepted_is_settled(end: Result) -> None:
    road = Road().script(PUSH, end)
    assert road.go(PUSH, push()).key != road.go(PUSH, push()).key


@pytest.mark.parametrize("lost", [LOST, BROKEN])
@pytest.mark.parametrize("end", [refused(400, "x"), MONTH, UNREACHED, RATE])
def test_no_later_trouble_ends_the_doubt_of_a_lost_answer(lost: Result, end: Result) -> None:
    road = Road().script(PUSH, lost, end)
    first = road.go(PUSH, push())
    second = road.go(PUSH, push())
    road.script(PUSH, accepted_before(SENT["sentMessages"]))
    third = road.go(PUSH, push())
    assert len(first.attempts) > 1
    assert (first.key, status(third)) == (second.key, 200) == (third.key, 200)


def test_a_409_after_a_refusal_of_the_same_run_stays_a_409() -> None:
    road = Road().script(PUSH, RATE, accepted_before(SENT["sentMessages"]))
    assert status(road.go(PUSH, push(), x_line_retry_key="used before")) == 409


def test_the_month_is_not_waited_for() -> None:
    road = Road().script(PUSH, MONTH)
    answer = road.go(PUSH, push())
    assert (status(answer), len(answer.attempts)) == (429, 1)


def test_when_the_caller_has_disconnected_it_is_tried_once_only() -> None:
    road = Road().script(PUSH, BROKEN)
    assert len(road.go(PUSH, push(), disconnected=True).attempts) == 1


# Replies --------------------------------------------------------------------------------------------------------------


def reply() -> dict[str, Any]:
    return {"replyToken": "token-1", "messages": HI}


def heard(road: Road, user: str = ME) -> Road:
    road.gate.note_event({"replyToken": "token-1", "source": {"type": "user", "userId": user}})
    return road


def test_a_reply_has_no_retry_key_and_a_connection_of_its_own() -> None:
    road = heard(Road())
    answer = road.go(REPLY, reply())
    assert (road.line.asked[0].retry_key, road.line.asked[0].fresh, answer.key) == (None, True, None)


@pytest.mark.parametrize("trouble", [LOST, BROKEN])
def test_a_reply_is_never_tried_again_when_nobody_knows_its_end(trouble: Result) -> None:
    road = heard(Road()).script(REPLY, trouble, ok(SENT))
    answer = road.go(REPLY, reply())
    assert (len(answer.attempts), len(road.line.asked)) == (1, 1)


def test_a_reply_is_not_made_safe_by_a_key_it_cannot_have() -> None:
    road = heard(Road()).script(REPLY, BROKEN, ok(SENT))
    assert len(road.go(REPLY, reply(), x_line_retry_key="mine").attempts) == 1
    assert road.line.asked[0].retry_key == "mine"  # LINE refuses it, and says so


@pytest.mark.parametrize("trouble", [RATE, UNREACHED])
def test_a_reply_that_was_certainly_not_accepted_is_tried_again(trouble: Result) -> None:
    road = heard(Road()).script(REPLY, trouble, ok(SENT))
    assert status(road.go(REPLY, reply())) == 200


# To anybody else ------------------------------------------------------------------------------------------------------


def test_nothing_is_sent_without_consent() -> None:
    road = Road()
    answer = road.go(BROADCAST, {"messages": HI})
    assert answer.reply is None
    assert answer.pending is not None
    assert road.line.to(BROADCAST) == []


def test_line_checks_the_messages_first_and_nothing_but_them() -> None:
    road = Road()
    road.go(BROADCAST, {"messages": HI, "notificationDisabled": True}, x_line_retry_key="mine")
    first = road.line.asked[0]
    assert (first.method, first.target, json.loads(first.body)) == (
        "POST",
        "/v2/bot/message/validate/broadcast",
        {"messages": HI},
    )
    assert first.retry_key is None


def test_what_line_would_refuse_needs_no_consent() -> None:
    road = Road().script("/v2/bot/message/validate/broadcast", refused(400, "The request body has 1 error(s)"))
    answer = road.go(BROADCAST, {"messages": []})
    assert (status(answer), answer.pending, road.gate.pending) == (400, None, None)
    assert [(a.step, a.verdict) for a in answer.attempts] == [("validate", "refused")]
    assert road.line.to(BROADCAST) == []


@pytest.mark.parametrize("raw", [b"", b"not json", b"[1]", b'{"messages":[],"messages":[]}', b"\xff"])
def test_what_is_no_json_is_for_line_to_judge_and_not_sent(raw: bytes) -> None:
    road = Road()
    road.go(BROADCAST, raw)
    assert road.line.asked[0].body == raw
    assert road.line.to(BROADCAST) == []


def test_the_check_is_tried_again_for_it_sends_nothing() -> None:
    road = Road().script("/v2/bot/message/validate/broadcast", LOST, BROKEN, ok())
    assert road.go(BROADCAST, {"messages": HI}).pending is not None


def test_when_line_cannot_be_asked_nothing_is_sent() -> None:
    road = Road().script("/v2/bot/message/validate/broadcast", LOST)
    answer = road.go(BROADCAST, {"messages": HI})
    assert (answer.reply, answer.pending) == (None, None)
    assert road.line.to(BROADCAST) == []


def test_after_consent_it_goes_out_once() -> None:
    road = Road()
    body = {"to": GROUP, "messages": HI}
    road.script(f"/v2/bot/group/{GROUP}/members/count", ok({"count": 3}))
    road.go(PUSH, body)
    road.gate.consent(3)
    assert status(road.go(PUSH, body)) == 200
    assert road.go(PUSH, body).pending is not None
    assert len(road.line.to(PUSH)) == 1


def test_a_lost_answer_of_what_was_agreed_to_is_tried_under_one_key() -> None:
    road = Road().script(PUSH, LOST, accepted_before(SENT["sentMessages"]))
    body = {"to": OTHER, "messages": HI}
    road.go(PUSH, body)
    road.gate.consent(1)
    assert status(road.go(PUSH, body)) == 200
    assert len({asked.retry_key for asked in road.line.to(PUSH)}) == 1


def test_a_write_of_another_kind_is_asked_about_without_a_check() -> None:
    road = Road()
    assert road.go(f"/v2/bot/group/{GROUP}/leave", b"").pending is not None
    assert road.line.asked == []


def test_a_read_goes_through_as_it_is() -> None:
    road = Road()
    answer = road.go("/v2/bot/info", b"", "GET")
    assert (status(answer), answer.attempts, answer.key) == (200, (), None)


def test_a_read_without_an_answer_has_none() -> None:
    assert Road().script("/v2/bot/info", LOST).go("/v2/bot/info", b"", "GET").reply is None


def test_the_gate_asks_with_the_callers_own_token() -> None:
    road = Road()
    road.go(BROADCAST, {"messages": HI})
    assert {asked.authorization for asked in road.line.asked} == {f"Bearer {TOKEN}"}
    assert isinstance(road.line.ask("GET", "/x"), Reply)
