"""The platform's clock: it does not move until someone moves it, or ticks with the computer when asked to."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from helpers.line.timestamps import TAIPEI, from_ms, to_ms

START = datetime(2026, 11, 2, 10, 0, tzinfo=TAIPEI)


class Clock:
    """Time in milliseconds since 1970, as LINE's webhooks carry it.

    `ticking` lets time flow from `start` with the computer's own (monotonic) clock.
    """

    def __init__(self, start: datetime = START, *, ticking: bool = False) -> None:
        """Begin at `start` (an aware datetime)."""
        self._ms = to_ms(start)
        self._ticking_since = time.monotonic_ns() if ticking else None

    def ms(self) -> int:
        """Return the time in milliseconds since 1970."""
        if self._ticking_since is None:
            return self._ms
        return self._ms + (time.monotonic_ns() - self._ticking_since) // 1_000_000

    @property
    def ticking(self) -> bool:
        """Whether time flows by itself."""
        return self._ticking_since is not None

    def now(self) -> datetime:
        """Return the time, in Taipei."""
        return from_ms(self.ms())

    def advance(
        self, *bare: object, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0
    ) -> datetime:
        """Move time forward and return the new now. Raise ValueError when asked to go back, or nowhere at all.

        A `bare` number says neither seconds nor days: TypeError.
        """
        if bare:
            raise TypeError(f"Seconds, minutes, hours or days? Say for instance advance(seconds={bare[0]}).")
        try:
            step = timedelta(seconds=seconds, minutes=minutes, hours=hours, days=days)
        except OverflowError:
            raise ValueError("The clock cannot move that far.") from None
        if step < timedelta(0):
            raise ValueError("The clock only moves forward: give advance() a positive time.")
        self._ms = min(self._ms + step // timedelta(milliseconds=1), _LAST_MS)
        return self.now()


_LAST_MS = to_ms(datetime(9000, 1, 1, tzinfo=TAIPEI))  # beyond it datetime itself gives up
