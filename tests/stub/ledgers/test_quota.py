"""Facts 5 and 10: messages of the month, one per recipient."""

from __future__ import annotations

from datetime import datetime

import pytest

from helpers.line import errors
from helpers.line.errors import LineError
from helpers.line.plans import PLANS
from helpers.line.timestamps import TAIPEI, to_ms
from helpers.stub.ledgers.quota import Quota

NOW = to_ms(datetime(2026, 11, 2, 10, 0, tzinfo=TAIPEI))
LAST_OF_MONTH = to_ms(datetime(2026, 11, 30, 22, 59, tzinfo=TAIPEI))
NEXT_MONTH = to_ms(datetime(2026, 11, 30, 23, 0, tzinfo=TAIPEI))  # midnight in UTC+9


@pytest.fixture
def quota() -> Quota:
    return Quota("light")


@pytest.mark.parametrize(("plan", "messages"), [("light", 200), ("medium", 3000), ("high", 6000), ("unlimited", None)])
def test_the_plans_of_taiwan(plan: str, messages: int | None) -> None:
    assert Quota(plan).limit == messages


def test_only_the_dearest_plan_sells_more() -> None:
    assert [plan.key for plan in PLANS.values() if plan.extra_ntd] == ["high"]


def test_an_unknown_plan_is_no_plan() -> None:
    with pytest.raises(KeyError):
        Quota("gold")


def test_what_was_charged_is_used(quota: Quota) -> None:
    quota.charge(150, NOW)
    assert (quota.used(NOW), quota.remaining(NOW)) == (150, 50)


def test_all_that_remains_may_be_sent(quota: Quota) -> None:
    quota.charge(150, NOW)
    quota.check(50, NOW)


def test_one_more_is_refused_as_a_whole(quota: Quota) -> None:
    quota.charge(150, NOW)
    with pytest.raises(LineError) as caught:
        quota.check(51, NOW)
    assert (caught.value.status, caught.value.rule) == (429, errors.QUOTA)
    assert quota.remaining(NOW) == 50


def test_nothing_to_charge_passes_even_with_nothing_left(quota: Quota) -> None:
    quota.charge(200, NOW)
    quota.check(0, NOW)


def test_a_new_month_begins_at_zero(quota: Quota) -> None:
    quota.charge(200, NOW)
    assert (quota.remaining(LAST_OF_MONTH), quota.remaining(NEXT_MONTH)) == (0, 200)


def test_last_months_use_is_still_known(quota: Quota) -> None:
    quota.charge(7, NOW)
    assert (quota.used(NEXT_MONTH), quota.used(NOW)) == (0, 7)


def test_without_limit_everything_passes() -> None:
    quota = Quota("unlimited")
    quota.check(10**9, NOW)
    assert quota.remaining(NOW) is None


def test_a_reservation_holds_messages_back_without_using_them(quota: Quota) -> None:
    quota.reserve("a narrowcast", 180)
    assert (quota.used(NOW), quota.remaining(NOW)) == (0, 20)
    with pytest.raises(LineError):
        quota.check(21, NOW)


def test_a_released_reservation_is_there_again(quota: Quota) -> None:
    quota.reserve("a narrowcast", 180)
    quota.release("a narrowcast")
    quota.release("a narrowcast")
    assert quota.remaining(NOW) == 200


def test_another_plan_keeps_what_was_used(quota: Quota) -> None:
    quota.charge(150, NOW)
    quota.change(NOW, plan="medium")
    assert (quota.plan.key, quota.remaining(NOW)) == ("medium", 2850)


def test_a_smaller_plan_leaves_nothing_rather_than_less(quota: Quota) -> None:
    quota.change(NOW, plan="medium")
    quota.charge(500, NOW)
    quota.change(NOW, plan="light")
    assert quota.remaining(NOW) == 0


def test_the_instructor_sets_limit_and_use(quota: Quota) -> None:
    quota.change(NOW, limit=1000, used=990)
    assert (quota.limit, quota.used(NOW), quota.remaining(NOW)) == (1000, 990, 10)


def test_what_one_narrowcast_holds() -> None:
    quota = Quota("light")
    quota.reserve("a narrowcast", 180)
    assert [quota.held("a narrowcast"), quota.held("another")] == [180, 0]
    quota.release("a narrowcast")
    assert quota.held("a narrowcast") == 0
