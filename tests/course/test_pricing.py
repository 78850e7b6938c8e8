from typing import Any

import pytest

from helpers.course.pricing import INPUT_RANGES, TAIWAN_PLANS, Campaign, bill, bills, cheapest, planned
from helpers.errors import LabError
from helpers.line.plans import PLANS
from helpers.text import LANGUAGES, texts


def costs(messages: int) -> dict[str, float | None]:
    return {found.plan.key: found.cost for found in bills(messages)}


def test_a_message_is_counted_for_each_person_and_each_send() -> None:
    assert Campaign(friends=1000, percent=50, sends=4).messages == 2000


@pytest.mark.parametrize("objects", [1, 5])
def test_message_objects_do_not_matter(objects: int) -> None:
    assert Campaign(friends=150, sends=2, objects=objects).messages == 300


def test_part_of_a_person_is_nobody() -> None:
    assert Campaign(friends=55, percent=10).recipients == 5


def test_plans_are_those_one_can_buy_in_taiwan() -> None:
    assert [plan.key for plan in TAIWAN_PLANS] == ["light", "medium", "high"]


@pytest.mark.parametrize(
    ("messages", "wanted"),
    [
        (0, {"light": 0, "medium": 800, "high": 1200}),
        (200, {"light": 0, "medium": 800, "high": 1200}),
        (201, {"light": None, "medium": 800, "high": 1200}),
        (3001, {"light": None, "medium": None, "high": 1200}),
        (6000, {"light": None, "medium": None, "high": 1200}),
        (7000, {"light": None, "medium": None, "high": 1400}),
    ],
)
def test_each_plan_ends_where_it_cannot_be_added_to(messages: int, wanted: dict[str, float | None]) -> None:
    assert costs(messages) == wanted


@pytest.mark.parametrize(("messages", "plan"), [(200, "light"), (201, "medium"), (3000, "medium"), (3001, "high")])
def test_the_cheapest_plan_is_the_smallest_that_is_enough(messages: int, plan: str) -> None:
    assert cheapest(messages).plan.key == plan


def test_what_is_left_and_what_is_bought() -> None:
    assert (bill(PLANS["high"], 5000).left, bill(PLANS["high"], 5000).extra) == (1000, 0)
    assert (bill(PLANS["high"], 6500).left, bill(PLANS["high"], 6500).extra) == (0, 500)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "value", "ends"),
    [
        ("percent", 0, "10 .*100"),
        ("percent", 101, "10 .*100"),
        ("friends", -1, "1 .*1,000,000"),
        ("friends", "many", "1 .*1,000,000"),
        ("friends", [1] * 500, "1 .*1,000,000"),
        ("sends", 99, "1 .*31"),
        ("sends", True, "1 .*31"),
        ("objects", 2.0, "1 .*5"),
    ],
)
def test_a_number_that_cannot_be_is_said_with_what_fits(lang: str, name: str, value: Any, ends: str) -> None:
    with pytest.raises(LabError, match=rf"(?s)^{name} .*{name} .*{ends}"):
        planned(texts(lang), **{name: value})


def test_the_ends_of_every_range_fit() -> None:
    for end in (0, -1):
        numbers = {name: allowed[end] for name, allowed in INPUT_RANGES.items()}
        assert planned(texts("en"), **numbers) == Campaign(**numbers)
