"""What a narrowcast would do if it were sent now: whom it reaches, step by step, and which rule would stop it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.line import limits
from helpers.line.condition_rules import condition_problems
from helpers.line.errors import Detail, LineError, body_invalid
from helpers.line.outcomes import PARTIAL_DELIVERY, SMALL_AUDIENCE, TOO_FEW_RECIPIENTS
from helpers.session.draft import KEY_ARGUMENT, Draft, FieldProblem
from helpers.stub.platform import Conditions, Platform
from helpers.targeting.funnel import FunnelStep, funnel

#: The rules in the order LINE looks at them; before the last three it has answered 202 already.
REACH_RULES = ("target_reach", "quota", "small_audience", "too_few_recipients", "partial_delivery")
#: errorCode of those that stop it later.
ERROR_CODES = {
    "small_audience": SMALL_AUDIENCE, "too_few_recipients": TOO_FEW_RECIPIENTS, "partial_delivery": PARTIAL_DELIVERY,
}  # fmt: skip
#: Status of those that LINE answers with at once.
REFUSAL_STATUS = {"target_reach": 403, "quota": 429}


@dataclass(frozen=True)
class RuleCheck:
    """One rule and how this narrowcast fares: `have` against `need`; None where there is nothing to count."""

    key: str
    applies: bool
    have: int | None
    need: int

    @property
    def broken(self) -> bool:
        """Whether it would stop this narrowcast."""
        return self.applies and self.have is not None and self.have < self.need


@dataclass(frozen=True)
class NarrowcastReach:
    """Whom a narrowcast would reach.

    `steps` narrow the friends down; `rules` are those LINE applies; `sent` is how many messages would go out if none
    stopped it. A body with mistakes has neither: then `mistakes` (the SDK would refuse it) or `refusal` (LINE would).
    """

    steps: tuple[FunnelStep, ...] = ()
    rules: tuple[RuleCheck, ...] = ()
    sent: int = 0
    mistakes: tuple[FieldProblem, ...] = ()
    refusal: LineError | None = None

    @property
    def stopped_by(self) -> str | None:
        """The key of the first rule that would stop it; None when none would."""
        return next((rule.key for rule in self.rules if rule.broken), None)


def plan(platform: Platform, draft: Draft, request_id: str = "") -> NarrowcastReach:
    """Return what would become of this narrowcast now; nothing is sent.

    `request_id` is that of the narrowcast itself when it is under way: what it holds of the quota is its own to use,
    and the SDK has sent it, so there is nothing to check.
    """
    mistakes = () if request_id else _mistakes(draft)
    if mistakes:
        return NarrowcastReach(mistakes=mistakes)
    body = draft.body
    with platform.lock:
        platform.settle()
        try:
            _check(body)
            conditions = platform.narrowcasts.conditions(body, platform.now())
            steps = funnel(platform, body, request_id)
        except LineError as refusal:
            return NarrowcastReach(refusal=refusal)
        return _planned(platform, body, conditions, steps, request_id)


def _mistakes(draft: Draft) -> tuple[FieldProblem, ...]:
    """Return what the SDK would refuse in all but the messages and the retry key, which say nothing about to whom."""
    return tuple(problem for problem in draft.problems() if not problem.path.startswith(("messages", KEY_ARGUMENT)))


def _check(body: Mapping[str, Any]) -> None:
    """Raise LineError 400 for conditions against LINE's rules."""
    details: list[Detail] = condition_problems(body, [])
    if details:
        raise body_invalid(details)


def _planned(
    platform: Platform, body: Mapping[str, Any], conditions: Conditions, steps: tuple[FunnelStep, ...], request_id: str
) -> NarrowcastReach:
    limit = body.get("limit") or {}
    matching = next(step.people for step in reversed(steps) if step.label != "limit")
    sent = min(n for n in (matching, limit.get("max"), _free(platform, request_id)) if n is not None)
    if not limit and sent < matching:
        steps = (*steps, FunnelStep("quota", {}, sent))
    rules = (*_sizes(platform, conditions, matching), *_quotas(platform, limit, matching, sent, request_id))
    return NarrowcastReach(steps, tuple(sorted(rules, key=lambda rule: REACH_RULES.index(rule.key))), sent)


def _free(platform: Platform, request_id: str) -> int | None:
    """Messages of the month that this narrowcast could use; None without limit."""
    remaining = platform.quota.remaining(platform.now())
    return None if remaining is None else remaining + platform.quota.held(request_id)


def _sizes(platform: Platform, conditions: Conditions, matching: int) -> Sequence[RuleCheck]:
    """Return the minimum sizes LINE protects people's privacy with (facts 4.2)."""
    population = platform.people.population
    held = conditions.restricted_sizes(population, platform.now())
    small = len(conditions.audiences) > 1 and bool(held)
    attributes = conditions.demographic is not None
    return (
        RuleCheck("target_reach", attributes, population.target_reach, limits.NARROWCAST_TARGET_REACH_MIN),
        RuleCheck("small_audience", small, min(held, default=None), limits.NARROWCAST_RECIPIENTS_MIN),
        RuleCheck("too_few_recipients", attributes or bool(held), matching, limits.NARROWCAST_RECIPIENTS_MIN),
    )


def _quotas(
    platform: Platform, limit: Mapping[str, Any], matching: int, sent: int, request_id: str
) -> Sequence[RuleCheck]:
    """Return what the month's messages must suffice for (facts 4.3)."""
    held = platform.quota.held(request_id)
    need = held or max(platform.narrowcasts.reservation(limit, platform.now()), 1)
    checks = [RuleCheck("quota", True, _free(platform, request_id), need)]
    if limit.get("forbidPartialDelivery"):
        checks.append(RuleCheck("partial_delivery", True, sent, matching))
    return checks
