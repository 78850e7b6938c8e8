"""How a narrowcast's conditions narrow the friends down, step by step: for teaching, before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from helpers.line.condition_tree import conjuncts
from helpers.stub.platform import Platform


class FunnelStep(NamedTuple):
    """One step: the condition (empty for none), and how many are left.

    `label`, a key for the texts, is friends, reachable, recipient, demographic or limit.
    """

    label: str
    about: Mapping[str, Any]
    people: int


def funnel(platform: Platform, data: Mapping[str, Any], request_id: str = "") -> tuple[FunnelStep, ...]:
    """Whom a narrowcast of this (valid) body would reach now, step by step; nothing is sent or held.

    `request_id` is that of the narrowcast itself when it is under way: what it holds of the quota is its own to use.
    Raises LineError 400 for an audience or redelivery that cannot be used.
    """
    now_ms, population = platform.now(), platform.people.population
    conditions = platform.narrowcasts.conditions(data, now_ms)
    people = population.reachable
    steps = [FunnelStep("friends", {}, len(population.friend)), FunnelStep("reachable", {}, len(people))]
    for part in conjuncts(conditions.recipient):
        people &= conditions.recipients(part, population, now_ms)
        steps.append(FunnelStep("recipient", part, len(people)))
    for part in conjuncts(conditions.demographic):
        people &= conditions.matching(part, population, now_ms)
        steps.append(FunnelStep("demographic", part, len(people)))
    matching, limit = steps[-1].people, data.get("limit") or {}
    if limit:
        steps.append(FunnelStep("limit", limit, _limited(platform, limit, matching, now_ms, request_id)))
    return tuple(steps)


def _limited(platform: Platform, limit: Mapping[str, Any], matching: int, now_ms: int, request_id: str) -> int:
    remaining = platform.quota.remaining(now_ms)
    own = platform.quota.held(request_id)
    bounds = (matching, limit.get("max"), None if remaining is None else remaining + own)
    return min(bound for bound in bounds if bound is not None)
