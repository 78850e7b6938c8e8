from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from helpers.line.timestamps import TAIPEI, from_ms, iso_utc, line_day, line_month, to_ms
from helpers.stub.world import clock
from helpers.stub.world.clock import Clock


def test_it_begins_on_a_monday_morning_in_taipei() -> None:
    assert Clock().now().isoformat() == "2026-11-02T10:00:00+08:00"


def test_it_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    standing = Clock()
    before = standing.ms()
    monkeypatch.setattr(clock.time, "monotonic_ns", lambda: 10**18)
    assert standing.ms() == before


def test_ticking_it_flows_with_the_computers_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    computer = [5_000_000_000]
    monkeypatch.setattr(clock.time, "monotonic_ns", lambda: computer[0])
    ticking = Clock(ticking=True)
    begin = ticking.ms()
    computer[0] += 1_500_000_000
    assert ticking.ms() - begin == 1500


def test_ticking_it_can_be_moved_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock.time, "monotonic_ns", lambda: 0)
    ticking = Clock(ticking=True)
    begin = ticking.ms()
    ticking.advance(seconds=1)
    assert ticking.ms() - begin == 1000


@pytest.mark.parametrize(
    ("step", "ms"),
    [
        ({"seconds": 61}, 61_000),
        ({"minutes": 1}, 60_000),
        ({"hours": 24}, 86_400_000),
        ({"days": 7}, 604_800_000),
        ({"seconds": 0.29}, 290),  # 0.29 * 1000 is less than 290 in floating point
        ({"minutes": 1, "seconds": 1}, 61_000),
        ({}, 0),
    ],
)
def test_advance_moves_by_what_it_is_told(step: dict[str, float], ms: int) -> None:
    moved = Clock()
    begin = moved.ms()
    now = moved.advance(**step)
    assert (moved.ms() - begin, to_ms(now)) == (ms, moved.ms())


@pytest.mark.parametrize("seconds", [-1, -0.001, float("nan"), float("inf"), 1e300])
def test_advance_goes_neither_back_nor_nowhere(seconds: float) -> None:
    moved = Clock()
    begin = moved.ms()
    with pytest.raises(ValueError):
        moved.advance(seconds=seconds)
    assert moved.ms() == begin


def test_a_bare_number_is_asked_for_its_unit() -> None:
    moved = Clock()
    begin = moved.ms()
    with pytest.raises(TypeError, match=r"advance\(seconds=61\)"):
        moved.advance(61)
    assert moved.ms() == begin


def test_the_far_future_is_the_end_of_time_and_no_error() -> None:
    moved = Clock()
    moved.advance(days=999_999_999)
    moved.advance(days=999_999_999)
    assert moved.now().year == 9000


def test_milliseconds_and_moments_are_the_same_thing() -> None:
    moment = datetime(2026, 11, 2, 1, 2, 3, tzinfo=timezone(timedelta(hours=-5)))
    assert from_ms(to_ms(moment)) == moment


def test_iso_utc_has_milliseconds_and_a_z() -> None:
    assert iso_utc(1606989815121) == "2020-12-03T10:03:35.121Z"


def test_iso_utc_keeps_the_zeros() -> None:
    assert iso_utc(7) == "1970-01-01T00:00:00.007Z"


@pytest.mark.parametrize(("hour", "day"), [(22, "20261102"), (23, "20261103")])  # 23:00 in Taipei is midnight in UTC+9
def test_the_day_of_statistics_ends_at_midnight_in_utc_plus_9(hour: int, day: str) -> None:
    assert line_day(to_ms(datetime(2026, 11, 2, hour, 59, tzinfo=TAIPEI))) == day


def test_the_month_goes_by_the_same_days() -> None:
    assert line_month(to_ms(datetime(2026, 11, 30, 23, 0, tzinfo=TAIPEI))) == "202612"
