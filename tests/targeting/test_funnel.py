"""The funnel: how conditions narrow the friends down, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from helpers.line.audience_types import IMP, UPLOAD
from helpers.line.errors import LineError
from helpers.stub.platform import Platform
from helpers.stub.world.worlds import Character, World
from helpers.targeting.funnel import FunnelStep, funnel
from tests.stub.wire import Wire

MALE = {"type": "gender", "oneOf": ["male"]}
IOS = {"type": "appType", "oneOf": ["ios"]}


def world(count: int = 120) -> World:
    """Friends by turns: two in three men, every second one on iOS, the last one gone."""
    return World(
        cast=tuple(
            Character(
                f"p{i}",
                f"p{i}",
                gender="female" if i % 3 == 2 else "male",
                age="age_20",
                area="tw_01",
                app_type="ios" if i % 2 else "android",
                blocked=i == count - 1,
            )
            for i in range(count)
        ),
        gatherings=(),
        plan="unlimited",
    )


@pytest.fixture
def platform() -> Platform:
    return Platform(world())


def look(platform: Platform, demographic: Mapping[str, Any] | None = None, **more: Any) -> tuple[FunnelStep, ...]:
    return funnel(
        platform, {"messages": [], **({"filter": {"demographic": demographic}} if demographic else {}), **more}
    )


def counts(steps: tuple[FunnelStep, ...]) -> list[tuple[str, int]]:
    return [(step.label, step.people) for step in steps]


def test_begins_with_friends_and_those_who_can_be_reached(platform: Platform) -> None:
    assert counts(look(platform)) == [("friends", 120), ("reachable", 119)]


def test_each_part_of_an_and_is_a_step(platform: Platform) -> None:
    found = look(platform, {"type": "operator", "and": [MALE, IOS]})
    assert counts(found)[2:] == [("demographic", 80), ("demographic", 40)]


def test_a_step_carries_its_condition(platform: Platform) -> None:
    found = look(platform, {"type": "operator", "and": [MALE, IOS]})
    assert [step.about for step in found[2:]] == [MALE, IOS]


def test_an_or_is_one_step(platform: Platform) -> None:
    assert counts(look(platform, {"type": "operator", "or": [MALE, IOS]}))[2:] == [("demographic", 99)]


def test_recipients_come_before_attributes(platform: Platform) -> None:
    audience = platform.audiences.add(UPLOAD, range(60))
    found = look(platform, MALE, recipient={"type": "audience", "audienceGroupId": audience.id})
    assert counts(found)[2:] == [("recipient", 60), ("demographic", 40)]


def test_the_last_step_is_the_limit(platform: Platform) -> None:
    assert counts(look(platform, MALE, limit={"max": 30}))[2:] == [("demographic", 80), ("limit", 30)]


def test_the_limit_is_what_remains_of_the_quota(platform: Platform) -> None:
    platform.quota.change(plan="light", limit=25, now_ms=platform.now())
    assert counts(look(platform, limit={"upToRemainingQuota": True}))[-1] == ("limit", 25)


def test_an_audience_that_cannot_be_used_is_refused_as_in_a_send(platform: Platform) -> None:
    small = platform.audiences.add(IMP, range(3))
    with pytest.raises(LineError, match="Invalid audience group id"):
        look(platform, recipient={"type": "audience", "audienceGroupId": small.id})


def test_looking_holds_and_sends_nothing(platform: Platform) -> None:
    platform.quota.change(plan="light", limit=500, now_ms=platform.now())
    look(platform, MALE)
    platform.clock.advance(minutes=1)
    platform.settle()
    assert (platform.quota.remaining(platform.now()), list(platform.deliveries)) == (500, [])


@pytest.mark.parametrize("limit", [{}, {"max": 30}, {"max": 500}])
def test_the_last_count_is_what_a_send_reaches(platform: Platform, limit: Mapping[str, Any]) -> None:
    found = look(platform, MALE, limit=limit)
    body = {"messages": [{"type": "text", "text": "hi"}], "filter": {"demographic": MALE}, "limit": limit}
    request_id = Wire(platform).request("POST", "/v2/bot/message/narrowcast", body).headers["x-line-request-id"]
    platform.clock.advance(minutes=1)
    platform.settle()
    outcome = platform.narrowcasts.outcome(request_id)
    assert outcome is not None
    assert outcome.received == found[-1].people


def test_a_narrowcast_under_way_may_use_what_it_holds_itself(platform: Platform) -> None:
    platform.quota.change(plan="light", limit=130, now_ms=platform.now())
    body = {"messages": [{"type": "text", "text": "hi"}], "limit": {"max": 110}}
    request_id = Wire(platform).request("POST", "/v2/bot/message/narrowcast", body).headers["x-line-request-id"]
    assert [funnel(platform, body, own)[-1].people for own in ("", request_id)] == [20, 110]
