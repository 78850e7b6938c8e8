"""Sets of rows, the random pick, and operator trees against sets of Python's own."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.line.condition_tree import conjuncts, leaves
from helpers.stub.platform import Platform
from helpers.stub.world.attributes import GENDERS
from helpers.stub.world.row_sets import NOBODY, RowSet, evaluate, pick, union
from helpers.stub.world.worlds import SHOP
from tests.targeting.conditions import operators

SIZE = 200
ROWS = st.frozensets(st.integers(0, SIZE - 1))
#: Few rows far apart are kept as rows, the others as bits.
ANY = st.one_of(ROWS, st.frozensets(st.integers(0, 50_000), max_size=6))


@given(ANY)
def test_a_set_holds_its_rows_once_and_in_order(rows: frozenset[int]) -> None:
    kept = RowSet([*rows, *rows])
    assert (list(kept), len(kept), bool(kept)) == (sorted(rows), len(rows), bool(rows))


@given(ANY)
def test_bits_and_rows_are_the_same_set(rows: frozenset[int]) -> None:
    bits = RowSet.of_bits(sum(1 << row for row in rows))
    assert (bits, hash(bits), len(bits), list(bits.compact())) == (
        RowSet(rows),
        hash(RowSet(rows)),
        len(rows),
        sorted(rows),
    )


@given(ANY, st.integers(0, SIZE * 2))
def test_membership(rows: frozenset[int], row: int) -> None:
    for kept in (RowSet(rows), RowSet.of_bits(RowSet(rows).bits)):
        assert (row in kept) == (row in rows)


@given(ANY, ANY)
def test_sets_are_joined_as_pythons_own_are(one: frozenset[int], other: frozenset[int]) -> None:
    a, b = RowSet(one), RowSet(other)
    assert [set(a & b), set(a | b), set(a - b)] == [one & other, one | other, one - other]


@given(st.lists(ROWS, max_size=4))
def test_union(sets: list[frozenset[int]]) -> None:
    assert set(union(RowSet(rows) for rows in sets)) == set().union(*sets)


@given(ANY, st.integers(0, 300), st.integers(0, 20))
def test_the_first_rows_from_one_on(rows: frozenset[int], start: int, count: int) -> None:
    assert RowSet(rows).first(count, start) == sorted(row for row in rows if row >= start)[:count]


def test_everyone_is_all_rows() -> None:
    assert list(RowSet.everyone(3)) == [0, 1, 2]


@pytest.mark.parametrize("share", [1, 2, 1000])
def test_a_set_takes_one_bit_a_person_at_most(share: int) -> None:
    assert RowSet(range(0, 1_000_000, share)).memory <= 125_000


def test_one_person_among_millions_takes_no_bit_for_the_others() -> None:
    assert RowSet((22_000_000,)).memory < 100
    assert (RowSet.everyone(22_000_001) - RowSet.everyone(22_000_000)).compact().memory < 100


def test_a_set_is_shown_in_short() -> None:
    assert repr(RowSet.everyone(1_000_000)) == "<1,000,000 people>"


def test_a_row_far_beyond_costs_nothing_to_ask_for() -> None:
    assert 10**12 not in RowSet.everyone(5)


def test_nobody_is_nobody() -> None:
    assert (len(NOBODY), list(NOBODY), 0 in NOBODY, bool(NOBODY)) == (0, [], False, False)


@given(ROWS, st.integers(0, SIZE))
def test_a_pick_takes_as_many_as_asked_from_the_set(rows: frozenset[int], count: int) -> None:
    picked = set(pick(RowSet(rows), count, "seed"))
    assert picked <= rows
    assert len(picked) == min(count, len(rows))


@pytest.mark.parametrize("count", [0, 1, 6000, 6001, 50_000, 99_999, 100_000])
def test_a_pick_from_many_takes_as_many_as_asked(count: int) -> None:
    people = RowSet(range(7, 200_007, 2))
    picked = pick(people, count, "seed")
    assert (len(picked), picked - people) == (count, NOBODY)
    assert picked == pick(people, count, "seed")


def test_the_shop_picks_the_people_it_always_picked() -> None:
    population = Platform(SHOP).people.population
    everyone = population.reachable
    told = sha256()
    for people in (everyone, population.values("gender")[GENDERS["female"]] & everyone):
        for count in (1, 50, 500, 1999):
            told.update(repr(list(pick(people, count, "line-lab"))).encode())
    assert told.hexdigest()[:16] == "9f7aea610148dd39"


def test_a_pick_has_no_favourites() -> None:
    everyone = RowSet.everyone(50)
    times = [0] * 50
    for seed in range(400):
        for row in pick(everyone, 10, str(seed)):
            times[row] += 1
    assert 40 < min(times) <= max(times) < 130  # 80 each on average


def test_a_pick_from_many_has_no_favourites() -> None:
    people = RowSet.everyone(20_000)
    times = [0] * 20
    for seed in range(40):
        picked = pick(people, 2000, str(seed))
        for part in range(20):
            times[part] += len(picked & RowSet(range(part * 1000, part * 1000 + 1000)))
    assert 3700 < min(times) <= max(times) < 4300  # 4,000 of each thousand's 40,000 on average


# Operator trees -------------------------------------------------------------------------------------------------

LEAVES = st.frozensets(st.integers(0, 7)).map(lambda rows: {"type": "leaf", "rows": rows})


TREES = st.recursive(LEAVES, operators, max_leaves=12)


def naive(tree: Mapping[str, Any], row: int) -> bool:
    """Whether one person is meant, said as plainly as can be."""
    if tree["type"] == "leaf":
        return row in tree["rows"]
    if "not" in tree:
        return not naive(tree["not"], row)
    if "and" in tree:
        return all(naive(part, row) for part in tree["and"])
    return any(naive(part, row) for part in tree["or"])


@given(TREES)
def test_a_tree_means_whom_it_says(tree: Mapping[str, Any]) -> None:
    found = evaluate(tree, RowSet.everyone(8), lambda leaf: RowSet(leaf["rows"]))
    assert list(found) == [row for row in range(8) if naive(tree, row)]


def count_leaves(tree: Mapping[str, Any]) -> int:
    if tree["type"] == "leaf":
        return 1
    parts = [tree["not"]] if "not" in tree else tree.get("and") or tree["or"]
    return sum(count_leaves(part) for part in parts)


@given(TREES)
def test_every_leaf_is_found(tree: Mapping[str, Any]) -> None:
    assert len(list(leaves(tree))) == count_leaves(tree)


def test_trees_of_any_depth_are_evaluated() -> None:
    tree: Mapping[str, Any] = {"type": "leaf", "rows": {3}}
    for _ in range(10_001):
        tree = {"type": "operator", "not": tree}
    assert list(evaluate(tree, RowSet.everyone(4), lambda leaf: RowSet(leaf["rows"]))) == [0, 1, 2]


def test_the_conjuncts_of_an_and_are_its_parts() -> None:
    parts = [{"type": "leaf", "rows": set()}, {"type": "operator", "or": [{"type": "leaf", "rows": {1}}]}]
    assert conjuncts({"type": "operator", "and": parts}) == parts


def test_anything_else_is_its_own_conjunct() -> None:
    tree = {"type": "operator", "or": [{"type": "leaf", "rows": set()}]}
    assert (conjuncts(tree), conjuncts(None)) == ((tree,), ())
