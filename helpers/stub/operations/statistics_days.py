"""The days of LINE's statistics: written ``yyyyMMdd``, in UTC+9, ready when they are over."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Literal

from helpers.line.limits import Limit
from helpers.line.timestamps import line_day

Status = Literal["ready", "unready", "out_of_service"]

_DAY = re.compile(r"[0-9]{8}")


def is_day(value: str) -> bool:
    """Whether the text names a day of the calendar as ``yyyyMMdd``.

    >>> is_day("20261102"), is_day("20261131")
    (True, False)
    """
    if not _DAY.fullmatch(value):
        return False
    try:
        datetime.strptime(value, "%Y%m%d")
    except ValueError:
        return False
    return True


def status(day: str, since: Limit, now_ms: int) -> Status:
    """Return how far LINE is with counting `day`; `since` is the first day it ever counted.

    LINE says the count is done "within the next day" or "in about a day"; here it is ready when the day is over [I].
    """
    if int(day) < since:
        return "out_of_service"
    return "ready" if int(day) < int(line_day(now_ms)) else "unready"
