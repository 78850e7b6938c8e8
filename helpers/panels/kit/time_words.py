"""Days and spans of time in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from helpers.text import Texts

_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


def date_words(day: date, say: Texts) -> str:
    """Return a day as ``Mon 2 Nov``."""
    return say("phone.date", month=say(f"month.{day.month}"), day=day.day, weekday=say(f"weekday.{day.weekday()}"))


def moment_words(moment: datetime, say: Texts) -> str:
    """Return a moment of the platform's time, which is Taipei's, as ``Mon 2 Nov 10:00:00``."""
    return f"{date_words(moment.date(), say)} {moment:%H:%M:%S}"


def span_words(span: timedelta, say: Texts) -> str:
    """Return the two largest units that are not zero: ``1 min 1 s``."""
    rest = int(span.total_seconds())
    parts = []
    for unit, seconds in _UNITS:
        count, rest = divmod(rest, seconds)
        if count:
            parts.append(say(f"span.{unit}", count=count))
    return " ".join(parts[:2]) or say("span.second", count=0)
