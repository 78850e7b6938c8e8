"""LINE's ways of writing a time: milliseconds, ISO 8601, days and months."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

TAIPEI = timezone(timedelta(hours=8))  # by its offset: Windows has no time zone database of its own


#: LINE counts days of delivery statistics in UTC+9 (REF#get-number-of-push-messages).
LINE_DAY = timezone(timedelta(hours=9))


SECOND = 1000


MINUTE = 60 * SECOND


HOUR = 60 * MINUTE


DAY = 24 * HOUR


_LINE_DAY_AHEAD = 9 * HOUR


def to_ms(moment: datetime) -> int:
    """Return an aware datetime in milliseconds since 1970."""
    return int(moment.timestamp() * 1000)


def from_ms(ms: int) -> datetime:
    """Return the Taipei time of a moment in milliseconds."""
    return datetime.fromtimestamp(ms / 1000, TAIPEI)


def iso_utc(ms: int) -> str:
    """Return ``2020-12-03T10:15:30.121Z``: how narrowcast progress and webhook tests write time."""
    moment = datetime.fromtimestamp(ms / 1000, timezone.utc)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{ms % 1000:03d}Z"


def line_day(ms: int) -> str:
    """Return ``yyyyMMdd`` in UTC+9: the day a delivery counts for."""
    return _day_name((ms + _LINE_DAY_AHEAD) // DAY)


@lru_cache(maxsize=1000)
def _day_name(number: int) -> str:
    """Return the day of a number of days. It is kept: every send asks for its day, most of them for the same one."""
    return f"{date(1970, 1, 1) + timedelta(days=number):%Y%m%d}"


def line_month(ms: int) -> str:
    """Return ``yyyyMM`` in UTC+9. Undocumented: LINE does not say in which zone a quota month ends."""
    return line_day(ms)[:6]
