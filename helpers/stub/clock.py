"""The platform's clock: it stands still until someone moves it, or ticks with the computer when asked to."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

TAIPEI = timezone(timedelta(hours=8))  # by its offset: Windows has no time zone database of its own
#: LINE counts days of delivery statistics in UTC+9 (REF#get-number-of-push-messages).
LINE_DAY = timezone(timedelta(hours=9))
START = datetime(2026, 11, 2, 10, 0, tzinfo=TAIPEI)

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
_LINE_DAY_AHEAD = 9 * HOUR


class Clock:
    """Time in milliseconds since 1970, as LINE's webhooks carry it.

    `ticking` lets time flow from `start` with the computer's own (monotonic) clock.
    """

    def __init__(self, start: datetime = START, *, ticking: bool = False) -> None:
        """A clock that shows `start` (an aware datetime)."""
        self._ms = to_ms(start)
        self._ticking_since = time.monotonic_ns() if ticking else None

    def ms(self) -> int:
        """Now, in milliseconds since 1970."""
        if self._ticking_since is None:
            return self._ms
        return self._ms + (time.monotonic_ns() - self._ticking_since) // 1_000_000

    def now(self) -> datetime:
        """Now, in Taipei."""
        return from_ms(self.ms())

    def advance(
        self, *bare: object, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0
    ) -> datetime:
        """Move time forward and return the new now. Raises ValueError when asked to go back, or nowhere at all.

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


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970 of an aware datetime."""
    return int(moment.timestamp() * 1000)


def from_ms(ms: int) -> datetime:
    """The Taipei time of a moment in milliseconds."""
    return datetime.fromtimestamp(ms / 1000, TAIPEI)


_LAST_MS = to_ms(datetime(9000, 1, 1, tzinfo=TAIPEI))  # beyond it datetime itself gives up


def iso_utc(ms: int) -> str:
    """``2020-12-03T10:15:30.121Z``: how narrowcast progress and webhook tests write time."""
    moment = datetime.fromtimestamp(ms / 1000, timezone.utc)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{ms % 1000:03d}Z"


def line_day(ms: int) -> str:
    """``yyyyMMdd`` in UTC+9: the day a delivery counts for."""
    return _day_name((ms + _LINE_DAY_AHEAD) // DAY)


@lru_cache(maxsize=1000)
def _day_name(number: int) -> str:
    """Every send asks for its day, most of them for the same one."""
    return f"{date(1970, 1, 1) + timedelta(days=number):%Y%m%d}"


def line_month(ms: int) -> str:
    """``yyyyMM`` in UTC+9. Undocumented: LINE does not say in which zone a quota month ends."""
    return line_day(ms)[:6]
