from __future__ import annotations

import pytest

from helpers.line import limits
from helpers.line.timestamps import HOUR, to_ms
from helpers.stub.operations import statistics_days
from helpers.stub.world.clock import START

NOW = to_ms(START)  # 2 November 2026, 10:00 in Taipei, 11:00 in UTC+9


@pytest.mark.parametrize("value", ["20261102", "20240229", "00010101", "99991231"])
def test_a_day_of_the_calendar(value: str) -> None:
    assert statistics_days.is_day(value)


@pytest.mark.parametrize(
    "value", ["", "2026-11-02", "20260229", "00000101", "20261301", "2026110", "202611021", "x" * 8]
)
def test_no_day_of_the_calendar(value: str) -> None:
    assert not statistics_days.is_day(value)


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
    assert statistics_days.status(day, limits.SENT_COUNTS_SINCE, NOW) == status


def test_a_day_ends_at_midnight_in_utc_9() -> None:
    assert statistics_days.status("20261102", limits.SENT_COUNTS_SINCE, NOW + 13 * HOUR - 1) == "unready"
    assert statistics_days.status("20261102", limits.SENT_COUNTS_SINCE, NOW + 13 * HOUR) == "ready"
