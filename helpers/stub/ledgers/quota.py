"""The monthly quota: what a plan gives, what is used, what a narrowcast holds in reserve (facts 5 and 10)."""

from __future__ import annotations

from collections import Counter

from helpers.line import errors
from helpers.line.plans import PLANS
from helpers.line.timestamps import line_month


class Quota:
    """Messages of the month: one per recipient, whatever the number of message objects (DOC/pricing/)."""

    def __init__(self, plan: str) -> None:
        """`plan` is a key of PLANS. Raise KeyError for another."""
        self.plan = PLANS[plan]
        self._limit = self.plan.messages
        self._used: Counter[str] = Counter()
        self._reserved: Counter[str] = Counter()  # held by narrowcasts under way, by request id

    @property
    def limit(self) -> int | None:
        """Messages a month; None without limit."""
        return self._limit

    def change(
        self, now_ms: int, *, plan: str | None = None, limit: int | None = None, used: int | None = None
    ) -> None:
        """Set another plan, another limit, or another amount used this month (for the instructor)."""
        if plan is not None:
            self.plan = PLANS[plan]
            self._limit = self.plan.messages
        if limit is not None:
            self._limit = limit
        if used is not None:
            self._used[line_month(now_ms)] = used

    def used(self, now_ms: int) -> int:
        """Return ``totalUsage`` of REF#get-consumption: messages sent this month."""
        return self._used[line_month(now_ms)]

    @property
    def reserved(self) -> int:
        """Messages held back for narrowcasts under way."""
        return sum(self._reserved.values())

    def remaining(self, now_ms: int) -> int | None:
        """Return what may still be sent, reservations held back; None without limit."""
        if self._limit is None:
            return None
        return max(0, self._limit - self.used(now_ms) - self.reserved)

    def check(self, count: int, now_ms: int) -> None:
        """Raise LineError 429 when `count` messages are more than remain: all or nothing [I]."""
        remaining = self.remaining(now_ms)
        if remaining is not None and count > remaining:
            raise errors.quota_reached()

    def charge(self, count: int, now_ms: int) -> None:
        """Count `count` messages as sent."""
        self._used[line_month(now_ms)] += count

    def reserve(self, request_id: str, count: int) -> None:
        """Hold `count` messages for a narrowcast until its real number is known (FAQ 2026-01-22)."""
        self._reserved[request_id] = count

    def held(self, request_id: str) -> int:
        """Return how many messages are held for this narrowcast; 0 for others."""
        return self._reserved[request_id]

    def release(self, request_id: str) -> None:
        """Let a reservation go."""
        self._reserved.pop(request_id, None)
