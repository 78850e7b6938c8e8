"""How many people followed, could be reached, and blocked the account at the end of each day (UTC+9)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from helpers.line.timestamps import line_day
from helpers.stub.world.population import Population


@dataclass(frozen=True)
class FollowerCounts:
    """The numbers of REF#get-number-of-followers.

    `added`: who ever added the account, blocked or gone since or not. `reach`: the target reach. `blocks`: who
    blocks it; LINE does not say whether one who then left LINE still counts, here he does.
    """

    added: int
    reach: int
    blocks: int


class FollowerDays:
    """The numbers at the end of every day. A day that is never asked for costs nothing.

    The practice world has no past: the days before it began look like its beginning.
    """

    def __init__(self, population: Population, now_ms: int) -> None:
        """Begin with a world that begins now."""
        self._population = population
        self._today = line_day(now_ms)
        self._until = [self._today]  # numbers[i] holds for the days before until[i]
        self._numbers = [self._count()]

    def settle(self, now_ms: int) -> None:
        """Keep the numbers of the days that ended since the last change; called before anything changes."""
        today = line_day(now_ms)
        if today != self._today:
            self._until.append(today)
            self._numbers.append(self._count())
            self._today = today

    def at(self, day: str) -> FollowerCounts:
        """Return the numbers at the end of a day that is over."""
        return self._numbers[bisect_right(self._until, day)]

    def _count(self) -> FollowerCounts:
        crowd = self._population
        return FollowerCounts(len(crowd.friend), crowd.target_reach, len(crowd.blocked))
