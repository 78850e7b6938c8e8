"""What LINE refuses in a narrowcast's conditions though the SDK lets it pass, sent as raw JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from helpers.stub.platform import Platform
from helpers.stub.world.worlds import World
from tests.stub.wire import Reply, Wire

MALE = {"type": "gender", "oneOf": ["male"]}
PATH = "/v2/bot/message/narrowcast"


@pytest.fixture(scope="module")
def wire() -> Wire:
    return Wire(Platform(World(crowd=300, plan="unlimited", rate_limits=False)))


def post(wire: Wire, **conditions: Any) -> Reply:
    return wire.request("POST", PATH, {"messages": [{"type": "text", "text": "hi"}], **conditions})


def redelivery(number: int = 0) -> Mapping[str, Any]:
    return {"type": "redelivery", "requestId": f"00000000-0000-4000-a000-{number:012d}"}


def details(reply: Reply) -> list[tuple[str, str]]:
    assert reply.status == 400
    body = reply.json
    assert body["message"] == f"The request body has {len(body['details'])} error(s)"
    return [(detail["message"], detail["property"]) for detail in body["details"]]


def operator(**parts: Any) -> dict[str, Any]:
    return {"type": "operator", **{key.rstrip("_"): value for key, value in parts.items()}}


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (operator(), ("must be specified", ".and")),
        (operator(and_=None), ("must be specified", ".and")),
        (operator(and_=[]), ("May not be empty", ".and")),
        (operator(or_=[]), ("May not be empty", ".or")),
        (operator(and_=[MALE], or_=[MALE]), ("Must not be specified", ".or")),
        (operator(and_=[MALE], not_=MALE), ("Must not be specified", ".not")),
        (operator(or_=[MALE, operator()]), ("must be specified", ".or[1].and")),
        (operator(not_=operator(and_=[])), ("May not be empty", ".not.and")),
    ],
)
def test_an_operator_has_exactly_one_of_and_or_not_and_no_empty_array(
    wire: Wire, tree: Mapping[str, Any], expected: tuple[str, str]
) -> None:
    found = details(post(wire, filter={"demographic": tree}))
    assert found == [(expected[0], "filter.demographic" + expected[1])]


def test_operators_of_recipients_follow_the_same_rules(wire: Wire) -> None:
    tree = operator(and_=[operator(or_=[])], not_=redelivery())
    assert details(post(wire, recipient=tree)) == [
        ("Must not be specified", "recipient.not"),
        ("May not be empty", "recipient.and[0].or"),
    ]


@pytest.mark.parametrize("kind", ["gender", "appType", "area"])
@pytest.mark.parametrize("values", [{}, {"oneOf": None}, {"oneOf": []}])
def test_one_of_is_required(wire: Wire, kind: str, values: Mapping[str, Any]) -> None:
    found = details(post(wire, filter={"demographic": {"type": kind, **values}}))
    assert found == [("May not be empty", "filter.demographic.oneOf")]


@pytest.mark.parametrize(
    ("recipient", "missing"), [({"type": "audience"}, "audienceGroupId"), ({"type": "redelivery"}, "requestId")]
)
def test_recipient_objects_need_their_id(wire: Wire, recipient: Mapping[str, Any], missing: str) -> None:
    assert details(post(wire, recipient=recipient)) == [("May not be empty", f"recipient.{missing}")]


@pytest.mark.parametrize("kind", ["age", "subscriptionPeriod"])
def test_a_range_needs_an_end(wire: Wire, kind: str) -> None:
    found = details(post(wire, filter={"demographic": {"type": kind}}))
    assert found == [("must be specified", "filter.demographic.gte")]


@pytest.mark.parametrize(
    "empty",
    [
        {"type": "age", "gte": "age_20", "lt": "age_20"},
        {"type": "age", "gte": "age_70", "lt": "age_15"},
        {"type": "subscriptionPeriod", "gte": "day_30", "lt": "day_30"},
        {"type": "subscriptionPeriod", "gte": "day_90", "lt": "day_30"},
    ],
)
def test_gte_lies_below_lt(wire: Wire, empty: Mapping[str, Any]) -> None:
    assert details(post(wire, filter={"demographic": empty})) == [("Must be less than lt", "filter.demographic.gte")]


@pytest.mark.parametrize("wrong", [5, [], {}, "age_18", True])
def test_a_value_outside_the_enum_is_told_by_its_path(wire: Wire, wrong: Any) -> None:
    reply = post(wire, filter={"demographic": {"type": "age", "gte": wrong, "lt": "age_30"}})
    assert reply.status == 400
    assert "filter.demographic.gte" in reply.body.decode()


def test_ten_filters_are_accepted(wire: Wire) -> None:
    assert post(wire, filter={"demographic": operator(or_=[MALE] * 10)}).status == 202


def test_eleven_filters_are_too_many(wire: Wire) -> None:
    tree = operator(or_=[MALE] * 5 + [operator(and_=[MALE] * 6)])
    assert details(post(wire, filter={"demographic": tree})) == [
        ("Size must be between 1 and 10", "filter.demographic")
    ]


def test_operators_do_not_count_as_filters(wire: Wire) -> None:
    nested = operator(not_=operator(not_=operator(or_=[MALE] * 5)))
    assert post(wire, filter={"demographic": operator(and_=[nested, nested])}).status == 202


def test_audiences_and_redeliveries_are_counted_together(wire: Wire) -> None:
    audiences = [{"type": "audience", "audienceGroupId": number} for number in range(6)]
    tree = operator(or_=[*audiences, *(redelivery(number) for number in range(5))])
    assert details(post(wire, recipient=tree)) == [("Size must be between 1 and 10", "recipient")]


def test_ten_recipient_objects_pass_the_count(wire: Wire) -> None:
    reply = post(wire, recipient=operator(or_=[redelivery(number) for number in range(10)]))
    assert reply.json["message"].startswith("Invalid request id: ")


def test_nesting_has_no_limit_of_its_own(wire: Wire) -> None:
    tree: Mapping[str, Any] = MALE
    for _ in range(100):
        tree = operator(not_=tree)
    assert post(wire, filter={"demographic": tree}).status == 202


@pytest.mark.parametrize("depth", [200, 300, 1_000, 20_000])
def test_nesting_beyond_reason_is_answered_all_the_same(wire: Wire, depth: int) -> None:
    condition = b'{"type":"operator","not":' * depth + b'{"type":"gender","oneOf":["male"]}' + b"}" * depth
    body = b'{"messages":[{"type":"text","text":"hi"}],"filter":{"demographic":' + condition + b"}}"
    assert wire.request("POST", PATH, body).status in (202, 400)
    wire.platform.clock.advance(minutes=1)
    assert wire.request("GET", "/v2/bot/info").status == 200


@pytest.mark.parametrize("limit", [{"max": 0}, {"max": -1}])
def test_max_is_at_least_1(wire: Wire, limit: Mapping[str, Any]) -> None:
    assert details(post(wire, limit=limit)) == [("Must be greater than or equal to 1", "limit.max")]


@pytest.mark.parametrize(
    "limit",
    [{"forbidPartialDelivery": True}, {"forbidPartialDelivery": True, "upToRemainingQuota": False, "max": 30}],
)
def test_forbid_partial_delivery_needs_up_to_remaining_quota(wire: Wire, limit: Mapping[str, Any]) -> None:
    reply = post(wire, limit=limit)
    message = "The option forbidPartialDelivery must be used with upToRemainingQuota."
    assert (reply.status, reply.json) == (400, {"message": message})


def test_other_faults_are_told_before_forbid_partial_delivery(wire: Wire) -> None:
    reply = post(wire, recipient=operator(), limit={"forbidPartialDelivery": True})
    assert details(reply) == [("must be specified", "recipient.and")]


def test_a_message_at_fault_is_told_together_with_the_conditions(wire: Wire) -> None:
    reply = wire.request("POST", PATH, {"messages": [{"type": "text", "text": ""}], "recipient": operator()})
    assert {path for _, path in details(reply)} == {"messages[0].text", "recipient.and"}


@pytest.mark.parametrize(
    "empty", [{"recipient": None}, {"filter": None}, {"filter": {}}, {"limit": None}, {"limit": {}}]
)
def test_absent_conditions_mean_everyone(wire: Wire, empty: Mapping[str, Any]) -> None:
    assert post(wire, **empty).status == 202


@pytest.mark.parametrize(
    "wrong",
    [
        {"recipient": []}, {"recipient": {"type": "audience", "audienceGroupId": "1"}}, {"filter": {"demographic": 5}},
        {"recipient": {"type": "operator", "and": {}}}, {"recipient": {"type": ["operator"]}},
        {"recipient": {"type": "everyone"}}, {"recipient": {}}, {"filter": {"demographic": {"type": "redelivery"}}},
        {"limit": {"max": "3"}}, {"limit": {"max": 1.5}}, {"limit": {"upToRemainingQuota": "yes"}}, {"limit": []},
        {"filter": {"demographic": operator(and_=[None])}}, {"filter": {"demographic": operator(not_=[MALE])}},
    ],
)  # fmt: skip
def test_conditions_of_another_form_are_refused(wire: Wire, wrong: Mapping[str, Any]) -> None:
    assert post(wire, **wrong).status == 400
