"""Names of aggregation units: what a push or multicast may be counted under (REF#send-push-message)."""

from __future__ import annotations

from helpers.line import limits
from helpers.line.timestamps import line_month


class AggregationUnits:
    """The distinct names of the month; the case of letters counts."""

    def __init__(self) -> None:
        """Begin without names."""
        self._month = ""
        self._names: dict[str, None] = {}  # a set that keeps the order

    def assign(self, name: str, now_ms: int) -> bool:
        """Use a name. Return False when it would be the month's 1,001st: LINE sends the message and drops the name."""
        names = self._of_month(now_ms)
        if name not in names and len(names) >= limits.AGGREGATION_UNITS_PER_MONTH:
            return False
        names[name] = None
        return True

    def names(self, now_ms: int) -> list[str]:
        """Return the names of this month, in the order of first use. LINE does not specify the order."""
        return list(self._of_month(now_ms))

    def _of_month(self, now_ms: int) -> dict[str, None]:
        if line_month(now_ms) != self._month:
            self._month, self._names = line_month(now_ms), {}
        return self._names
