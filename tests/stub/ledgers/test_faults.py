from __future__ import annotations

from typing import Any

import pytest

from helpers.line.faults import Fault
from helpers.stub.ledgers.faults import Faults


@pytest.fixture
def faults() -> Faults:
    return Faults()


def test_without_faults_nothing_is_spoilt(faults: Faults) -> None:
    assert (faults.take("before"), faults.take("after"), len(faults)) == (None, None, 0)


def test_they_come_in_order_and_as_often_as_asked(faults: Faults) -> None:
    first, second = Fault("500"), Fault("timeout")
    faults.add(first, times=2)
    faults.add(second)
    assert [faults.take("before") for _ in range(4)] == [first, first, second, None]


def test_one_for_after_acceptance_waits_until_then(faults: Faults) -> None:
    later = Fault("500", "after")
    faults.add(later)
    assert faults.take("before") is None
    assert faults.take("after") is later


def test_order_holds_across_the_two_moments(faults: Faults) -> None:
    faults.add(Fault("500", "after"))
    faults.add(Fault("429"))
    assert faults.take("before") is None
    faults.take("after")
    assert faults.take("before") == Fault("429")


@pytest.mark.parametrize(
    ("fault", "times"),
    [
        (("404",), 1),
        (("500", "during"), 1),
        (("500",), 0),
        (("500",), -1),
        (("429", "after"), 1),
    ],
)
def test_what_cannot_be_is_refused(faults: Faults, fault: tuple[Any, ...], times: int) -> None:
    with pytest.raises(ValueError):
        faults.add(Fault(*fault), times)
    assert len(faults) == 0


def test_the_refusal_shows_the_words_as_they_are_typed(faults: Faults) -> None:
    wrong: Any = 500
    with pytest.raises(ValueError, match='"500", "429" or "timeout"'):
        faults.add(Fault(wrong))


def test_clear_forgets_them(faults: Faults) -> None:
    faults.add(Fault("500"), times=3)
    faults.clear()
    assert faults.take("before") is None


def test_one_for_an_operation_spares_the_others(faults: Faults) -> None:
    only = Fault("500", operation="POST /v2/bot/message/push")
    faults.add(only)
    assert faults.take("before", "GET /v2/bot/message/quota") is None
    assert faults.take("before", "POST /v2/bot/message/push") is only
