from __future__ import annotations

import pytest

from helpers import limits
from helpers.stub import days
from helpers.stub.clock import HOUR, START, to_ms

NOW = to_ms(START)  # 2 November 2026, 10:00 in Taipei, 11:00 in UTC+9


@pytest.mark.parametrize("value", ["20261102", "20240229", "00010101", "99991231"])
def test_a_day_of_the_calendar(value: str) -> None:
    assert days.is_day(value)


@pytest.mark.parametrize(
    "value", ["", "2026-11-02", "20260229", "00000101", "20261301", "2026110", "202611021", "x" * 8]
)
def test_no_day_of_the_calendar(value: str) -> None:
    assert not days.is_day(value)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("20180330", "out_of_service"),
        ("20180331", "ready"),
        ("20261101", "ready"),
        ("20261102", "unready"),
        ("20261103", "unready"),
    ],
)
def test_status(day: str, status: str) -> None:
    assert days.status(day, limits.SENT_COUNTS_SINCE, NOW) == status


def test_a_day_ends_at_midnight_in_utc_9() -> None:
    assert days.status("20261102", limits.SENT_COUNTS_SINCE, NOW + 13 * HOUR - 1) == "unready"
    assert days.status("20261102", limits.SENT_COUNTS_SINCE, NOW + 13 * HOUR) == "ready"
