"""The fixed order of checks, and what every answer has in common (facts 1)."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest

from helpers.line import errors, limits
from helpers.line.errors import Rule
from helpers.line.faults import Fault, FaultMoment
from helpers.stub.ledgers.journal import Entry
from helpers.stub.operations import OPERATIONS
from helpers.stub.platform import Platform
from helpers.stub.world.worlds import World
from tests.stub.samples import KEY, NOBODY, PUSH, SEND, TEXT, push_body
from tests.stub.wire import Reply, Wire

BROADCAST = SEND + "broadcast"


@pytest.fixture
def wire() -> Wire:
    return Wire(Platform())


def newest(wire: Wire) -> Entry:
    return list(wire.platform.journal)[-1]


def accepted(wire: Wire) -> int:
    return len(wire.platform.deliveries)


# What every answer has ------------------------------------------------------------------------------------


def test_every_answer_has_a_fresh_request_id(wire: Wire) -> None:
    body = push_body(wire.platform)
    replies = [wire.request("POST", PUSH, body), wire.request("POST", PUSH, {}), wire.request("GET", "/nowhere")]
    ids = {str(uuid.UUID(reply.headers["x-line-request-id"])) for reply in replies}
    assert len(ids) == 3


def test_answers_are_json(wire: Wire) -> None:
    assert wire.request("POST", PUSH, push_body(wire.platform)).headers["content-type"] == "application/json"
    assert wire.request("GET", "/nowhere").headers["content-type"] == "application/json"


def test_an_accepted_request_is_journalled_with_who_received_it(wire: Wire) -> None:
    reply = wire.request("POST", PUSH, push_body(wire.platform))
    entry = wire.platform.journal.find(reply.headers["x-line-request-id"])
    assert entry is not None and entry.outcome is not None
    assert (entry.method, entry.path, entry.status, entry.rule) == ("POST", PUSH, 200, None)
    assert [person.name for person in entry.outcome.people] == ["小美"]


def test_a_refused_request_is_journalled_with_the_rule_it_broke(wire: Wire) -> None:
    wire.request("POST", PUSH, {"to": NOBODY, "messages": [TEXT]})
    entry = newest(wire)
    assert (entry.status, entry.rule, entry.outcome) == (400, errors.PUSH_TO_UNKNOWN, None)


def test_the_journal_knows_which_endpoints_were_used(wire: Wire) -> None:
    wire.request("POST", PUSH, {})
    wire.request("GET", "/nowhere")
    assert wire.platform.journal.used == {f"POST {PUSH}": 1, "unknown": 1}


# The order of checks --------------------------------------------------------------------------------------

BIG = b" " * (limits.BODY_BYTES_MAX + 1)
FORM = {"content-type": "application/x-www-form-urlencoded"}

#: Each request breaks the rule named, and every rule that is looked at later.
IN_ORDER: list[tuple[Rule, dict[str, Any]]] = [
    (errors.NOT_FOUND, {"method": "GET", "path": "/v2/bot/nothing", "token": None, "body": BIG, "headers": FORM}),
    (errors.METHOD_NOT_ALLOWED, {"method": "GET", "token": None, "body": BIG, "headers": FORM}),
    (errors.AUTH_MISSING, {"token": None, "body": BIG, "headers": FORM}),
    (errors.AUTH_INVALID, {"token": "wrong", "body": BIG, "headers": FORM}),
    (errors.BODY_TOO_LARGE, {"body": BIG, "headers": FORM}),
    (errors.CONTENT_TYPE, {"body": b"{", "headers": {**FORM, "x-line-retry-key": "x"}}),
    (errors.JSON_SYNTAX, {"body": b"{", "headers": {"x-line-retry-key": "x"}}),
    (errors.RATE_LIMIT, {"body": {}, "headers": {"x-line-retry-key": "x"}}),
    (errors.RETRY_KEY_FORMAT, {"body": {}, "headers": {"x-line-retry-key": "x"}}),
    (errors.RETRY_KEY_ACCEPTED, {"body": {}, "headers": {"x-line-retry-key": KEY}}),
    (errors.BODY_INVALID, {"body": {"messages": []}}),
    (errors.QUOTA, {"body": {"messages": [TEXT]}}),
]


@pytest.mark.parametrize(("rule", "request_"), IN_ORDER, ids=lambda value: value.key if isinstance(value, Rule) else "")
def test_the_first_rule_broken_is_the_one_that_is_told(rule: Rule, request_: dict[str, Any]) -> None:
    wire = Wire(Platform(World(rate_limits=rule is errors.RATE_LIMIT)))
    for _ in range(limits.RATE_BROADCAST_PER_HOUR):
        wire.request("POST", BROADCAST, {"messages": [TEXT]}, {"x-line-retry-key": KEY})
    wire.platform.quota.change(wire.platform.now(), limit=0)
    wire.request(**{"method": "POST", "path": BROADCAST, **request_})
    assert newest(wire).rule is rule


# Paths ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/",
        PUSH + "/",
        "/" + PUSH,
        "//x" + PUSH,
        PUSH.replace("/message", "//message"),
        PUSH + "%0A",
        "/a%0Ab",
        PUSH + "%00",
        PUSH + "%2F",
        PUSH.upper(),
        "/v2/bot/profile/",
        "/v2/bot/message/push/extra",
        "/%ff%fe",
        "/" + "x" * 50_000,
    ],
    ids=lambda path: path[:40],
)
def test_a_path_is_taken_exactly_as_documented(wire: Wire, path: str) -> None:
    reply = wire.request("POST", path, push_body(wire.platform))
    assert (reply.status, reply.json) == (404, {"message": "Not found"})
    assert "x-line-request-id" in reply.headers
    assert accepted(wire) == 0


def test_an_unknown_path_needs_no_token_to_be_unknown(wire: Wire) -> None:
    assert wire.request("GET", "/v2/bot/nothing", token=None).status == 404


def test_letters_written_as_percent_codes_are_the_same_path(wire: Wire) -> None:
    """RFC 3986: %68 is h. LINE does not specify this."""
    assert wire.request("POST", PUSH.replace("push", "pus%68"), push_body(wire.platform)).status == 200


def test_a_query_does_not_matter_to_a_send(wire: Wire) -> None:
    assert wire.request("POST", PUSH + "?a=1&a=%ff", push_body(wire.platform)).status == 200


@pytest.mark.parametrize("host", ["", "example.com", "[", "a b/c?d#e", "api.line.me:99999"])
def test_the_name_of_the_host_does_not_matter(wire: Wire, host: str) -> None:
    assert wire.request("POST", PUSH, push_body(wire.platform), {"host": host}).status == 200
    assert newest(wire).path == PUSH


# Methods --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "post", "X"])
def test_another_method_on_a_known_path(wire: Wire, method: str) -> None:
    reply = wire.request(method, PUSH, push_body(wire.platform))
    assert (reply.status, reply.json) == (405, {"message": f"The request method, '{method}', is not supported"})
    assert "x-line-request-id" in reply.headers


# The token ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic abc", "practice-token-that-opens-nothing"])
def test_without_a_bearer_token(wire: Wire, header: str | None) -> None:
    reply = wire.request("POST", PUSH, push_body(wire.platform), {"authorization": header} if header else {}, None)
    assert reply.status == 401
    assert newest(wire).rule is errors.AUTH_MISSING


@pytest.mark.parametrize("token", ["wrong", "practice-token-that-opens-nothing x", "x\xe9", "x" * 60_000])
def test_with_a_token_line_does_not_know(wire: Wire, token: str) -> None:
    assert wire.request("POST", PUSH, push_body(wire.platform), token=token).status == 401
    assert newest(wire).rule is errors.AUTH_INVALID


def test_with_an_expired_token(wire: Wire) -> None:
    wire.platform.account.expired_tokens.add("last year's")
    wire.request("POST", PUSH, push_body(wire.platform), token="last year's")
    assert newest(wire).rule is errors.AUTH_EXPIRED


def test_the_practice_token_itself_can_expire(wire: Wire) -> None:
    wire.platform.account.expired_tokens.add(wire.platform.account.access_token)
    wire.request("POST", PUSH, push_body(wire.platform))
    assert newest(wire).rule is errors.AUTH_EXPIRED


def test_the_scheme_is_bearer_in_any_case(wire: Wire) -> None:
    header = {"authorization": f"bearer {wire.platform.account.access_token}"}
    assert wire.request("POST", PUSH, push_body(wire.platform), header, None).status == 200


# Size and content type ------------------------------------------------------------------------------------


def _padded(wire: Wire, size: int) -> bytes:
    body = json.dumps(push_body(wire.platform)).encode()
    return body + b" " * (size - len(body))


def test_two_megabytes_are_allowed(wire: Wire) -> None:
    assert wire.request("POST", PUSH, _padded(wire, limits.BODY_BYTES_MAX)).status == 200


def test_one_byte_more_is_too_much(wire: Wire) -> None:
    reply = wire.request("POST", PUSH, _padded(wire, limits.BODY_BYTES_MAX + 1))
    assert (reply.status, reply.json, accepted(wire)) == (413, {"message": "Payload Too Large"}, 0)


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "application/json; charset=utf-8", "Application/JSON", " application/json ;charset=UTF-8"],
)
def test_json_by_any_spelling(wire: Wire, content_type: str) -> None:
    reply = wire.request("POST", PUSH, push_body(wire.platform), {"content-type": content_type})
    assert reply.status == 200


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "text/json", "application/jsonp", "é", ""]
)
def test_another_content_type_is_quoted(wire: Wire, content_type: str) -> None:
    reply = wire.request("POST", PUSH, push_body(wire.platform), {"content-type": content_type})
    assert (reply.status, reply.json) == (415, {"message": f"The content type, '{content_type}', is not supported"})


def test_no_content_type_at_all(wire: Wire) -> None:
    reply = wire.request("POST", PUSH, headers={})
    assert (reply.status, newest(wire).rule) == (415, errors.CONTENT_TYPE)


def test_where_no_body_is_taken_the_content_type_does_not_matter(wire: Wire) -> None:
    path = "/v2/bot/message/quota"
    assert wire.request("GET", path, b"<x/>", {"content-type": "text/xml"}).status == 200


# Retry keys and rate limits -------------------------------------------------------------------------------

TAKES_KEY = {SEND + name for name in ("push", "multicast", "narrowcast", "broadcast")}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_only_four_sends_take_a_retry_key(operation: Any) -> None:
    assert operation.retry_key is (operation.path in TAKES_KEY)


@pytest.mark.parametrize(("method", "path"), [("POST", SEND + "reply"), ("GET", SEND + "quota")])
def test_elsewhere_a_retry_key_is_refused(wire: Wire, method: str, path: str) -> None:
    assert wire.request(method, path, {}, {"x-line-retry-key": KEY}).status == 400
    assert newest(wire).rule is errors.RETRY_KEY_UNSUPPORTED


def test_an_empty_retry_key_is_a_malformed_one(wire: Wire) -> None:
    wire.request("POST", PUSH, push_body(wire.platform), {"x-line-retry-key": ""})
    assert newest(wire).rule is errors.RETRY_KEY_FORMAT


def test_a_refused_request_does_not_spend_its_key(wire: Wire) -> None:
    key = {"x-line-retry-key": KEY}
    assert wire.request("POST", PUSH, {}, key).status == 400
    assert wire.request("POST", PUSH, push_body(wire.platform), key).status == 200


def test_one_key_serves_all_endpoints_of_the_channel(wire: Wire) -> None:
    key = {"x-line-retry-key": KEY}
    wire.request("POST", PUSH, push_body(wire.platform), key)
    assert wire.request("POST", BROADCAST, {"messages": [TEXT]}, key).status == 409


def test_retries_and_refusals_count_toward_the_rate_limit(wire: Wire) -> None:
    statuses = [wire.request("POST", BROADCAST, {}).status for _ in range(61)]
    assert statuses == [400] * 60 + [429]


def test_what_is_refused_before_it_is_read_does_not_count(wire: Wire) -> None:
    for _ in range(100):
        wire.request("POST", BROADCAST, {}, token="wrong")
    assert wire.request("POST", BROADCAST, {"messages": [TEXT]}).status == 200


def test_the_rate_limit_is_the_endpoints_own(wire: Wire) -> None:
    for _ in range(60):
        wire.request("POST", BROADCAST, {})
    assert wire.request("POST", SEND + "validate/broadcast", {"messages": [TEXT]}).status == 200


def test_time_brings_requests_back(wire: Wire) -> None:
    for _ in range(60):
        wire.request("POST", BROADCAST, {})
    wire.platform.clock.advance(minutes=1)
    assert [wire.request("POST", BROADCAST, {}).status for _ in range(2)] == [400, 429]


# Faults ---------------------------------------------------------------------------------------------------


def spoilt(wire: Wire, fault: Fault, key: str | None = KEY) -> Reply:
    wire.platform.faults.add(fault)
    headers = {"x-line-retry-key": key} if key else {}
    return wire.request("POST", PUSH, push_body(wire.platform), headers)


@pytest.mark.parametrize(("when", "deliveries"), [("before", 0), ("after", 1)])
def test_a_500_does_not_tell_whether_line_accepted(wire: Wire, when: Any, deliveries: int) -> None:
    reply = spoilt(wire, Fault("500", when))
    assert (reply.status, reply.json) == (500, {"message": "Internal server error"})
    assert (accepted(wire), newest(wire).rule) == (deliveries, errors.FAULT_INJECTED)


@pytest.mark.parametrize(("when", "deliveries"), [("before", 0), ("after", 1)])
def test_no_answer_does_not_tell_either(wire: Wire, when: Any, deliveries: int) -> None:
    assert spoilt(wire, Fault("timeout", when)).status == 0
    assert (accepted(wire), newest(wire).status) == (deliveries, None)


@pytest.mark.parametrize(("when", "status"), [("before", 200), ("after", 409)])
@pytest.mark.parametrize("kind", ["500", "timeout"])
def test_a_retry_with_the_same_key_delivers_once(wire: Wire, kind: Any, when: Any, status: int) -> None:
    spoilt(wire, Fault(kind, when))
    again = wire.request("POST", PUSH, push_body(wire.platform), {"x-line-retry-key": KEY})
    assert (again.status, accepted(wire)) == (status, 1)


def test_without_a_key_a_retry_delivers_twice(wire: Wire) -> None:
    spoilt(wire, Fault("500", "after"), key=None)
    wire.request("POST", PUSH, push_body(wire.platform))
    assert accepted(wire) == 2


def test_a_spoilt_first_request_starts_the_24_hours_of_its_key(wire: Wire) -> None:
    spoilt(wire, Fault("500"))
    wire.platform.clock.advance(hours=23)
    body, key = push_body(wire.platform), {"x-line-retry-key": KEY}
    assert wire.request("POST", PUSH, body, key).status == 200
    wire.platform.clock.advance(hours=1)
    assert wire.request("POST", PUSH, body, key).status == 200


def test_a_fault_may_be_a_rate_limit(wire: Wire) -> None:
    assert (spoilt(wire, Fault("429")).status, accepted(wire)) == (429, 0)


def test_a_fault_after_acceptance_waits_for_a_request_that_is_accepted(wire: Wire) -> None:
    wire.platform.faults.add(Fault("500", "after"))
    assert wire.request("POST", PUSH, {}).status == 400
    assert wire.request("POST", PUSH, push_body(wire.platform)).status == 500
    assert wire.request("POST", PUSH, push_body(wire.platform)).status == 200


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_409_can_be_spoilt_so_no_fault_is_left_over(wire: Wire, when: FaultMoment) -> None:
    """A learner runs a cell with a fault and a fixed retry key once more."""
    body, key = push_body(wire.platform), {"x-line-retry-key": KEY}
    assert wire.request("POST", PUSH, body, key).status == 200
    wire.platform.faults.add(Fault("500", when))
    assert [wire.request("POST", PUSH, body, key).status for _ in (1, 2)] == [500, 409]
    assert accepted(wire) == 1


def test_the_accepted_outcome_is_journalled_behind_a_spoilt_answer(wire: Wire) -> None:
    spoilt(wire, Fault("500", "after"))
    outcome = newest(wire).outcome
    assert outcome is not None and outcome.received == 1


def test_what_is_refused_at_the_door_leaves_faults_alone(wire: Wire) -> None:
    wire.platform.faults.add(Fault("500"))
    wire.request("POST", PUSH, {}, token="wrong")
    wire.request("GET", "/nowhere")
    assert len(wire.platform.faults) == 1
