"""Whom a request is aimed at, and what it would cost: what the platform then does, told beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from helpers import open_lab
from helpers.examples import samples
from helpers.examples.examples import EXAMPLES, Example
from helpers.examples.starters import first_draft, last_draft
from helpers.lab import Lab
from helpers.line.outcomes import PersonOutcome, Reason
from helpers.line.send_methods import MULTICAST, NARROWCAST, PUSH, REPLY, SEND_METHODS
from helpers.session.draft import Draft
from helpers.targeting.forecast import charge, expected_outcomes, worth_seeing
from helpers.targeting.narrowcast_plan import plan


@pytest.fixture
def lab() -> Iterator[Lab]:
    with open_lab(transport="inproc", lang="zh-TW") as lab:
        yield lab


ACCEPTED = [
    pytest.param(example, id=f"{example.method.name}-{example.key}")
    for examples in EXAMPLES.values()
    for example in examples
    if example.kind in ("good", "silent", "breaks_nobody") and "class" in example.worlds
]


@pytest.mark.parametrize("example", [e for e in ACCEPTED if e.values[0].method is not NARROWCAST])  # type: ignore[attr-defined]
def test_what_is_told_beforehand_is_what_happens(lab: Lab, example: Example) -> None:
    draft = example.draft(lab.session)
    people, cost = expected_outcomes(lab.platform, draft), charge(lab.platform, draft)
    draft.send(lab.line_bot_api)
    outcome = lab.last.outcome
    assert outcome is not None
    assert [p for p in outcome.people if p.reason is not Reason.UNKNOWN_ID] == list(people)
    assert outcome.charged == cost


@pytest.mark.parametrize(
    ("draft", "count"),
    [
        (Draft(NARROWCAST, {"messages": []}), 3),
        (Draft(NARROWCAST, {"messages": [], "limit": {"max": 2}}), 2),
        (Draft(NARROWCAST, {"messages": [], "limit": {"max": "x"}}), None),
        (Draft(NARROWCAST, {"messages": [], "recipient": {"type": "audience", "audienceGroupId": 1}}), None),
        (Draft(NARROWCAST, {"messages": [], "filter": {"demographic": {}}}), None),
        (Draft(NARROWCAST, {"messages": [], "filter": 5}), None),
    ],
)
def test_a_narrowcast_costs_what_its_conditions_leave_if_that_can_be_told(
    lab: Lab, draft: Draft, count: int | None
) -> None:
    assert charge(lab.platform, draft) == count


@pytest.fixture(scope="module")
def shop() -> Iterator[Lab]:
    with open_lab("shop", transport="inproc", lang="zh-TW") as lab:
        yield lab


def test_a_narrowcast_that_will_be_stopped_costs_nothing(lab: Lab, shop: Lab) -> None:
    few = {
        "type": "operator",
        "and": [samples.WOMEN, {"type": "age", "gte": "age_70"}, {"type": "area", "oneOf": ["tw_22"]}],
    }
    late = Draft(NARROWCAST, {"messages": [], "filter": {"demographic": few}})
    assert 0 < plan(shop.platform, late).sent < 50
    assert charge(shop.platform, late) == 0
    assert charge(lab.platform, first_draft(shop.session, NARROWCAST)) == 0  # the class has no 100 friends


def test_a_narrowcast_the_quota_stops_says_what_it_would_have_taken() -> None:
    everyone = Draft(NARROWCAST, {"messages": []})
    with open_lab("shop", transport="inproc") as shop:
        shop.platform.quota.charge(5_900, shop.platform.now())
        assert plan(shop.platform, everyone).stopped_by == "quota"
        assert charge(shop.platform, everyone) == len(shop.platform.people.population.reachable) > 5_000


def test_a_narrowcast_opens_with_an_attribute_where_the_friends_are_many(lab: Lab, shop: Lab) -> None:
    draft = first_draft(shop.session, NARROWCAST)
    assert draft.body["filter"] == {"demographic": samples.WOMEN}
    assert plan(shop.platform, draft).stopped_by is None
    assert "filter" not in first_draft(lab.session, NARROWCAST).body


@pytest.mark.parametrize("to", [None, 5, "", "mei", samples.STRANGER, ["U1"], {"a": 1}])
@pytest.mark.parametrize("method", [PUSH, MULTICAST, REPLY])
def test_nobody_is_behind_a_target_of_nonsense(lab: Lab, method: Any, to: Any) -> None:
    draft = Draft(method, {method.target_field: to})
    assert (expected_outcomes(lab.platform, draft), charge(lab.platform, draft)) == ((), 0)


def test_nobody_sees_what_is_sent_to_a_group_without_the_bot(lab: Lab) -> None:
    assert expected_outcomes(lab.platform, Draft(PUSH, {"to": lab.group("家族群組").group_id})) == ()


def test_one_for_each_reason_is_worth_seeing_then_the_others_in_order() -> None:
    friend, blocked = Reason.FRIEND, Reason.BLOCKED
    people = [PersonOutcome(n, n, r is friend, r) for n, r in zip("abcdef", [friend] * 4 + [blocked] * 2, strict=True)]
    assert [person.name for person in worth_seeing(people, 3)] == ["a", "b", "e"]
    assert worth_seeing(people, 10) == people
    assert worth_seeing([], 3) == []


# The request to begin with --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in SEND_METHODS if name != "reply"])
def test_a_first_request_may_be_sent_as_it_is(lab: Lab, name: str) -> None:
    assert first_draft(lab.session, SEND_METHODS[name]).problems() == []


def test_a_first_reply_has_the_newest_token_if_there_is_one(lab: Lab) -> None:
    assert "replyToken" not in first_draft(lab.session, REPLY).body
    lab.friend("小美").send_text("一")
    event = lab.friend("小美").send_text("二")
    lab.friend("小美").block()
    assert first_draft(lab.session, REPLY).body["replyToken"] == event.reply_token


def test_the_last_request_is_the_methods_own(lab: Lab) -> None:
    assert last_draft(lab.session, PUSH) is None
    first_draft(lab.session, PUSH).send(lab.line_bot_api)
    first_draft(lab.session, MULTICAST).send(lab.line_bot_api)
    last = last_draft(lab.session, PUSH)
    assert last is not None
    assert last.body["to"] == lab.friend("小美").user_id


def test_a_playground_begins_without_the_retry_key_that_was_used(lab: Lab) -> None:
    draft = replace(first_draft(lab.session, PUSH), retry_key="9d2f7c1e-5a40-4b8e-8c63-1f0a7e5d3b92")
    draft.send(lab.line_bot_api)
    playground = lab.playground("push").draft
    assert (playground.body["to"], playground.retry_key) == (draft.body["to"], None)
