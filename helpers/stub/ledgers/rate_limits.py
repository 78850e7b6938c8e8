"""Rate limits: a token bucket per endpoint (REF#rate-limits). LINE publishes the rate, not the bucket's size."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.line import errors
from helpers.line.timestamps import SECOND


@dataclass(frozen=True)
class Rate:
    """A number of requests in a number of seconds."""

    count: int
    seconds: int


class RateLimits:
    """One bucket per endpoint; capacity is the rate's own count [I]. Requests count, recipients do not."""

    def __init__(self, *, enabled: bool = True) -> None:
        """Begin with full buckets. Disabled, it never refuses."""
        self.enabled = enabled
        # endpoint -> (what is left, when that was). A request costs as many units as its period has milliseconds,
        # and each millisecond brings back `count` of them: whole numbers, so no waiting is ever rounded away.
        self._buckets: dict[str, tuple[int, int]] = {}

    def take(self, endpoint: str, rate: Rate, now_ms: int) -> None:
        """Count one request. Raise LineError 429 when the bucket is empty; refused requests take nothing."""
        if not self.enabled:
            return
        cost = rate.seconds * SECOND
        full = rate.count * cost
        left, since = self._buckets.get(endpoint, (full, now_ms))
        left = min(full, left + (now_ms - since) * rate.count)
        if left < cost:
            raise errors.rate_limit()
        self._buckets[endpoint] = (left - cost, now_ms)
