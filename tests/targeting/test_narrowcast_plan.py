"""What a narrowcast would do: the platform, asked to do it, must do the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from helpers.line.audience_types import CLICK, UPLOAD
from helpers.line.send_methods import NARROWCAST
from helpers.line.timestamps import SECOND
from helpers.session.draft import Draft
from helpers.stub.ledgers.narrowcasts import SENDING_MS, WAITING_MS
from helpers.stub.platform import Platform
from helpers.stub.world.worlds import CLASSROOM, SHOP, World
from helpers.targeting.narrowcast_plan import ERROR_CODES, REACH_RULES, REFUSAL_STATUS, NarrowcastReach, plan
from tests.stub.wire import Reply, Wire

MESSAGES = [{"type": "text", "text": "hello"}]
WOMEN = {"type": "gender", "oneOf": ["female"]}
IN_TAIPEI = {"type": "area", "oneOf": ["tw_01"]}
FROM_70 = {"type": "age", "gte": "age_70"}


def attributes(*conditions: Mapping[str, Any]) -> dict[str, Any]:
    return {"filter": {"demographic": {"type": "operator", "and": list(conditions)}}}


def counts(found: NarrowcastReach) -> list[tuple[str, int]]:
    return [(step.label, step.people) for step in found.steps]


def checks(found: NarrowcastReach) -> dict[str, tuple[int | None, int, bool]]:
    return {rule.key: (rule.have, rule.need, rule.broken) for rule in found.rules if rule.applies}


def planned(platform: Platform, body: Mapping[str, Any], request_id: str = "") -> NarrowcastReach:
    return plan(platform, Draft(NARROWCAST, body), request_id)


def send(platform: Platform, body: Mapping[str, Any]) -> Reply:
    return Wire(platform).request("POST", "/v2/bot/message/narrowcast", {"messages": MESSAGES, **body})


def advance(platform: Platform, ms: int) -> None:
    platform.clock.advance(seconds=ms / SECOND)
    platform.settle()


@pytest.fixture
def shop() -> Platform:
    return Platform(SHOP)


# Plans ----------------------------------------------------------------------------------------------------------


def test_everyone_is_reached_without_conditions() -> None:
    found = planned(Platform(), {})
    assert (counts(found), found.sent, found.stopped_by) == ([("friends", 5), ("reachable", 3)], 3, None)


def test_attributes_in_a_class_are_stopped_by_the_target_reach() -> None:
    found = planned(Platform(CLASSROOM), attributes(WOMEN))
    assert found.stopped_by == "target_reach"
    assert checks(found) == {
        "target_reach": (3, 100, True), "quota": (200, 3, False), "too_few_recipients": (1, 50, True),
    }  # fmt: skip


def test_rules_come_in_the_order_in_which_line_looks(shop: Platform) -> None:
    found = planned(shop, {**attributes(WOMEN), "limit": {"upToRemainingQuota": True, "forbidPartialDelivery": True}})
    assert [rule.key for rule in found.rules] == list(REACH_RULES)


def test_uploads_have_no_minimum(shop: Platform) -> None:
    audience = shop.audiences.add(UPLOAD, [0, 1])
    found = planned(shop, {"recipient": {"type": "audience", "audienceGroupId": audience.id}})
    assert (found.sent, list(checks(found))) == (2, ["quota"])


def test_the_smallest_restricted_audience_counts(shop: Platform) -> None:
    small, large = (shop.audiences.add(CLICK, range(10, 10 + count)) for count in (60, 400))
    either = [{"type": "audience", "audienceGroupId": audience.id} for audience in (small, large)]
    found = planned(shop, {"recipient": {"type": "operator", "or": either}})
    assert checks(found)["small_audience"] == (60, 50, False)


def test_messages_that_do_not_suffice_are_the_last_step() -> None:
    platform = Platform(World(crowd=30))
    for row in range(7, 37):
        platform.people.population.set(row, area=0)  # unknown: outside the target reach, yet reachable
    platform.quota.change(platform.now(), limit=10)
    assert counts(planned(platform, {}))[-2:] == [("reachable", 33), ("quota", 10)]


def test_a_limit_is_the_last_step(shop: Platform) -> None:
    assert counts(planned(shop, {"limit": {"max": 7}}))[-1] == ("limit", 7)


def test_a_plan_without_monthly_limit_has_no_number_to_compare() -> None:
    found = planned(Platform(World(plan="unlimited")), {})
    assert checks(found) == {"quota": (None, 3, False)}


def test_mistakes_of_the_sdk_come_before_any_number(shop: Platform) -> None:
    found = planned(shop, {"filter": {"demographic": {"type": "age", "gte": "age_18"}}})
    assert ([mistake.key for mistake in found.mistakes], found.steps, found.rules) == (["sdk.enum"], (), ())


@pytest.mark.parametrize(
    "body",
    [
        attributes(), {"recipient": {"type": "audience", "audienceGroupId": 1}},
        {"recipient": {"type": "redelivery", "requestId": "a"}}, {"limit": {"forbidPartialDelivery": True}},
    ],
)  # fmt: skip
def test_what_line_refuses_outright_is_lines_own_error(shop: Platform, body: Mapping[str, Any]) -> None:
    refusal = planned(shop, body).refusal
    assert refusal is not None
    assert (refusal.status, refusal.message) == (400, send(shop, body).json["message"])


def test_looking_holds_and_sends_nothing(shop: Platform) -> None:
    before = shop.quota.remaining(shop.now())
    planned(shop, attributes(WOMEN))
    assert shop.quota.remaining(shop.now()) == before


# Plans and deeds ------------------------------------------------------------------------------------------------

BODIES: list[dict[str, Any]] = [
    {}, attributes(WOMEN), attributes(IN_TAIPEI, FROM_70), {"limit": {"max": 2}},
    {"limit": {"max": 2, "upToRemainingQuota": True, "forbidPartialDelivery": True}},
    {"limit": {"upToRemainingQuota": True}}, {**attributes(WOMEN), "limit": {"max": 20}},
]  # fmt: skip


@pytest.mark.parametrize("used", [0, 5, 5990, 6000])
@pytest.mark.parametrize("world", [CLASSROOM, SHOP], ids=["class", "shop"])
@pytest.mark.parametrize("body", BODIES)
def test_the_platform_does_what_was_foretold(body: dict[str, Any], world: World, used: int) -> None:
    platform = Platform(world)
    platform.quota.change(platform.now(), limit=6000, used=used)
    found = planned(platform, body)
    reply = send(platform, body)
    assert reply.status == REFUSAL_STATUS.get(found.stopped_by or "", 202)
    if reply.status == 202:
        advance(platform, WAITING_MS + SENDING_MS)
        progress = platform.narrowcasts.progress(reply.headers["x-line-request-id"], platform.now())
        assert progress.get("errorCode") == ERROR_CODES.get(found.stopped_by or "")
        assert progress["successCount"] == (0 if found.stopped_by else found.sent)


def test_a_small_audience_among_several_stops_it(shop: Platform) -> None:
    audiences = [shop.audiences.add(UPLOAD, range(3), owner=owner) for owner in ("", "another account")]
    either = [{"type": "audience", "audienceGroupId": audience.id} for audience in audiences]
    body = {"recipient": {"type": "operator", "or": either}}
    assert planned(shop, body).stopped_by == "small_audience"
    sent = send(shop, body).headers["x-line-request-id"]
    advance(shop, WAITING_MS + SENDING_MS)
    assert shop.narrowcasts.progress(sent, shop.now())["errorCode"] == ERROR_CODES["small_audience"]


@pytest.mark.parametrize("phase_ms", [0, WAITING_MS])
def test_one_under_way_may_use_what_it_holds(shop: Platform, phase_ms: int) -> None:
    shop.quota.change(shop.now(), limit=4000)
    body = attributes(WOMEN)
    before = planned(shop, body)
    reply = send(shop, body)
    advance(shop, phase_ms)
    after = planned(shop, body, reply.headers["x-line-request-id"])
    assert (after.stopped_by, after.sent) == (None, before.sent)
    assert planned(shop, {}).stopped_by == "quota"


def test_what_is_wrong_with_the_messages_says_nothing_about_to_whom(shop: Platform) -> None:
    draft = Draft(NARROWCAST, {"messages": []}, retry_key="鑰匙")
    assert {problem.path for problem in draft.problems()} == {"messages", "x_line_retry_key"}
    assert plan(shop, draft).sent > 0
