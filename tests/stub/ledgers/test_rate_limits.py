"""REF#rate-limits: a token bucket per endpoint."""

from __future__ import annotations

import pytest

from helpers.line import errors
from helpers.line.errors import LineError
from helpers.line.timestamps import HOUR, MINUTE, SECOND
from helpers.stub.ledgers.rate_limits import Rate, RateLimits

HOURLY = Rate(60, 3600)
START = 1_793_000_000_000


@pytest.fixture
def limits() -> RateLimits:
    return RateLimits()


def taken(limits: RateLimits, tries: int, at: int = START, rate: Rate = HOURLY, endpoint: str = "POST /x") -> int:
    """How many of `tries` requests pass."""
    passed = 0
    for _ in range(tries):
        try:
            limits.take(endpoint, rate, at)
        except LineError as error:
            assert (error.status, error.rule) == (429, errors.RATE_LIMIT)
        else:
            passed += 1
    return passed


def test_as_many_as_the_rate_pass_at_once(limits: RateLimits) -> None:
    assert taken(limits, 100) == 60


def test_while_the_clock_stands_still_nothing_comes_back(limits: RateLimits) -> None:
    taken(limits, 60)
    assert taken(limits, 10) == 0


@pytest.mark.parametrize(("later", "passed"), [(59_999, 0), (60_000, 1), (119_999, 1), (30 * MINUTE, 30)])
def test_it_fills_evenly_rather_than_on_the_hour(limits: RateLimits, later: int, passed: int) -> None:
    taken(limits, 60)
    assert taken(limits, 100, START + later) == passed


def test_it_never_holds_more_than_the_rate(limits: RateLimits) -> None:
    taken(limits, 60)
    assert taken(limits, 100, START + 50 * HOUR) == 60


def test_asking_all_the_time_does_not_slow_it(limits: RateLimits) -> None:
    taken(limits, 60)
    assert [taken(limits, 1, START + ms) for ms in range(0, 60_001, 7)].count(1) == 0
    assert taken(limits, 1, START + 60_000) == 1


def test_a_second_is_enough_for_200_more_multicasts(limits: RateLimits) -> None:
    rate = Rate(200, 1)
    taken(limits, 200, rate=rate)
    assert taken(limits, 300, START + 5, rate) == 1
    assert taken(limits, 300, START + 5 + SECOND, rate) == 200


def test_each_endpoint_has_its_own(limits: RateLimits) -> None:
    taken(limits, 60)
    assert taken(limits, 1, endpoint="POST /y") == 1


def test_disabled_it_refuses_nothing() -> None:
    assert taken(RateLimits(enabled=False), 1000) == 1000
