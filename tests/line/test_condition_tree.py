"""Trees of conditions: what reads as an operator, what as a condition, what as neither."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.line.condition_tree import TYPES, VALUES, bound_number, join, operator, parts, readable
from helpers.stub.world.attributes import AGES, APP_TYPES, AREAS, GENDERS, SUBSCRIPTION_DAYS

MEN = {"type": "gender", "oneOf": ["male"]}


@pytest.mark.parametrize("name", ["and", "or"])
def test_an_operator_and_its_parts(name: str) -> None:
    tree = {"type": "operator", name: [MEN, {}]}
    assert (operator(tree), list(parts(tree))) == (name, [MEN, {}])


def test_not_has_one_part() -> None:
    tree = {"type": "operator", "not": MEN}
    assert (operator(tree), list(parts(tree))) == ("not", [MEN])


def test_an_empty_group_reads_as_a_group() -> None:
    assert operator({"type": "operator", "and": []}) == "and"


@pytest.mark.parametrize(
    "odd",
    [
        None, [], "and", MEN, {"type": "operator"}, {"and": [MEN]}, {"type": "operator", "and": [MEN], "not": MEN},
        {"type": "operator", "and": MEN}, {"type": "operator", "and": [1]}, {"type": "operator", "not": [MEN]},
        {"type": "operator", "or": [MEN], "more": 1},
    ],
)  # fmt: skip
def test_what_is_odd_is_no_operator(odd: Any) -> None:
    assert operator(odd) is None
    assert parts(odd) == ()


@pytest.mark.parametrize("name", ["and", "or", "not"])
def test_joined_conditions_read_as_joined(name: Any) -> None:
    assert list(parts(join(name, [MEN]))) == [MEN]


@pytest.mark.parametrize(
    "leaf",
    [
        MEN, {"type": "gender"}, {"type": "gender", "oneOf": []}, {"type": "area", "oneOf": ["id_12", "tw_01"]},
        {"type": "age", "gte": "age_15"}, {"type": "age", "gte": None, "lt": "age_70"}, {"type": "appType"},
        {"type": "subscriptionPeriod", "gte": "day_7", "lt": "day_365"}, {"type": "audience", "audienceGroupId": 1},
        {"type": "audience"}, {"type": "redelivery", "requestId": "a"},
    ],
)  # fmt: skip
def test_conditions_that_read(leaf: Any) -> None:
    assert readable(leaf)


@pytest.mark.parametrize(
    "leaf",
    [
        None, 1, [], {}, {"type": "shoe"}, {"type": ["age"]}, {"type": "operator", "and": []},
        {"type": "gender", "oneOf": ["other"]}, {"type": "gender", "oneOf": "male"}, {"type": "gender", "oneOf": [[]]},
        {"type": "gender", "oneOf": ["male", "male"]}, {"type": "gender", "oneOf": ["male"], "gte": 1},
        {"type": "age", "gte": "age_18"}, {"type": "age", "gte": 20}, {"type": "age", "gte": ["age_20"]},
        {"type": "audience", "audienceGroupId": "12"}, {"type": "audience", "audienceGroupId": True},
        {"type": "redelivery", "requestId": 5},
    ],
)  # fmt: skip
def test_conditions_that_do_not_read(leaf: Any) -> None:
    assert not readable(leaf)


def test_each_tree_has_conditions_of_its_own() -> None:
    assert readable(MEN, "demographic")
    assert not readable(MEN, "recipient")


def test_values_are_the_platforms() -> None:
    known = {
        "gender": GENDERS,
        "age": AGES,
        "appType": APP_TYPES,
        "area": AREAS,
        "subscriptionPeriod": SUBSCRIPTION_DAYS,
    }
    assert {name: set(values) for name, values in VALUES.items()} == {name: set(codes) for name, codes in known.items()}
    assert set(VALUES) == set(TYPES["demographic"])


def test_places_in_taiwan_come_first() -> None:
    assert VALUES["area"][:2] == ("tw_01", "tw_02")
    assert all(area.startswith("tw_") for area in VALUES["area"][:22])


def test_the_number_in_a_bound() -> None:
    assert [bound_number("age_20"), bound_number("day_180")] == [20, 180]
