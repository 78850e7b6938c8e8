"""How a narrowcast's conditions narrow the friends down, step by step: for teaching, before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from helpers import limits
from helpers.stub.conditions import PARTIAL_DELIVERY, SMALL_AUDIENCE, TOO_FEW_RECIPIENTS, Conditions
from helpers.stub.platform import Platform
from helpers.stub.recipients import conjuncts


class Step(NamedTuple):
    """One step of a funnel: a key for the texts, the condition itself (empty for none), and how many are left."""

    label: str
    about: Mapping[str, Any]
    people: int


@dataclass(frozen=True)
class Funnel:
    """How conditions narrow the friends down, and what would stop the narrowcast.

    Labels are friends, reachable, recipient, demographic, limit. `stopped_by` is target_reach, quota, small_audience,
    too_few_recipients, partial_delivery or None.
    """

    steps: tuple[Step, ...]
    stopped_by: str | None


_STOPS = {
    SMALL_AUDIENCE: "small_audience", TOO_FEW_RECIPIENTS: "too_few_recipients", PARTIAL_DELIVERY: "partial_delivery",
}  # fmt: skip


def funnel(platform: Platform, data: Mapping[str, Any], request_id: str = "") -> Funnel:
    """What a narrowcast of this (valid) body would do now, step by step; nothing is sent or held.

    `request_id` is that of the narrowcast itself when it is under way: what it holds of the quota is its own to use.
    Raises LineError 400 for an audience or redelivery that cannot be used.
    """
    now_ms, population = platform.now(), platform.people.population
    conditions = platform.narrowcasts.conditions(data, now_ms)
    mask = population.reachable
    steps = [Step("friends", {}, int(population.friend.sum())), Step("reachable", {}, int(mask.sum()))]
    for part in conjuncts(conditions.recipient):
        mask = mask & conditions.recipient_mask(part, population, now_ms)
        steps.append(Step("recipient", part, int(mask.sum())))
    for part in conjuncts(conditions.demographic):
        mask = mask & conditions.demographic_mask(part, population, now_ms)
        steps.append(Step("demographic", part, int(mask.sum())))
    matching, limit = steps[-1].people, data.get("limit") or {}
    sent = _limited(platform, limit, matching, now_ms, request_id)
    if limit:
        steps.append(Step("limit", limit, sent))
    return Funnel(tuple(steps), _stopped_by(platform, conditions, limit, matching, sent))


def _limited(platform: Platform, limit: Mapping[str, Any], matching: int, now_ms: int, request_id: str) -> int:
    remaining = platform.quota.remaining(now_ms)
    own = platform.quota.held(request_id)
    bounds = (matching, limit.get("max"), None if remaining is None else remaining + own)
    return min(bound for bound in bounds if bound is not None)


def _stopped_by(
    platform: Platform, conditions: Conditions, limit: Mapping[str, Any], matching: int, sent: int
) -> str | None:
    now_ms, population = platform.now(), platform.people.population
    remaining = platform.quota.remaining(now_ms)
    if conditions.demographic and population.target_reach < limits.NARROWCAST_TARGET_REACH_MIN:
        return "target_reach"
    if remaining is not None and max(platform.narrowcasts.reservation(limit, now_ms), 1) > remaining:
        return "quota"
    fault = conditions.fault(population, matching, now_ms)
    if fault is None and sent < matching and limit.get("forbidPartialDelivery"):
        fault = PARTIAL_DELIVERY
    return _STOPS[fault] if fault else None
