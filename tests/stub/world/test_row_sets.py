"""Sets of rows, the random pick, and operator trees against sets of Python's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.line.condition_tree import conjuncts, leaves
from helpers.stub.world.row_sets import NOBODY, Rows, evaluate, pick, union
from tests.targeting.conditions import operators

SIZE = 200
ROWS = st.frozensets(st.integers(0, SIZE - 1))


def mask_of(rows: frozenset[int] | set[int], size: int = SIZE) -> Any:
    mask = np.zeros(size, dtype=np.bool_)
    mask[list(rows)] = True
    return mask


@given(ROWS)
def test_rows_of_a_mask_hold_the_same_people(rows: frozenset[int]) -> None:
    kept = Rows(mask_of(rows))
    assert (set(kept), len(kept)) == (rows, len(rows))


@given(ROWS)
def test_rows_of_numbers_hold_the_same_people(rows: frozenset[int]) -> None:
    kept = Rows([*rows, *rows])
    assert (set(kept), len(kept)) == (rows, len(rows))


@given(ROWS, st.integers(0, SIZE * 2))
def test_membership(rows: frozenset[int], row: int) -> None:
    assert (row in Rows(mask_of(rows))) == (row in rows)


@given(ROWS)
def test_a_set_outlives_a_growing_population(rows: frozenset[int]) -> None:
    assert Rows(mask_of(rows)).mask(SIZE + 50).tolist() == mask_of(rows, SIZE + 50).tolist()


@given(st.lists(ROWS, max_size=4))
def test_union(sets: list[frozenset[int]]) -> None:
    assert set(union([Rows(rows) for rows in sets])) == set().union(*sets)


@pytest.mark.parametrize("share", [1, 2, 1000])
def test_a_set_takes_one_bit_a_person_at_most(share: int) -> None:
    mask = np.zeros(1_000_000, dtype=np.bool_)
    mask[::share] = True
    assert Rows(mask)._kept.nbytes <= 125_000


def test_nobody_is_nobody() -> None:
    assert (len(NOBODY), list(NOBODY), 0 in NOBODY, NOBODY.mask(3).any()) == (0, [], False, False)


@given(ROWS, st.integers(0, SIZE))
def test_a_pick_takes_as_many_as_asked_from_the_set(rows: frozenset[int], count: int) -> None:
    picked = set(np.flatnonzero(pick(mask_of(rows), count, "seed")))
    assert picked <= rows
    assert len(picked) == min(count, len(rows))


def test_a_pick_has_no_favourites() -> None:
    everyone = np.ones(50, dtype=np.bool_)
    times = sum(pick(everyone, 10, str(seed)).astype(int) for seed in range(400))
    assert 40 < min(times) <= max(times) < 130  # 80 each on average


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
    found = evaluate(tree, lambda leaf: mask_of(leaf["rows"], 8))
    assert found.tolist() == [naive(tree, row) for row in range(8)]


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
    assert evaluate(tree, lambda leaf: mask_of(leaf["rows"], 4)).tolist() == [True, True, True, False]


def test_the_conjuncts_of_an_and_are_its_parts() -> None:
    parts = [{"type": "leaf", "rows": set()}, {"type": "operator", "or": [{"type": "leaf", "rows": {1}}]}]
    assert conjuncts({"type": "operator", "and": parts}) == parts


def test_anything_else_is_its_own_conjunct() -> None:
    tree = {"type": "operator", "or": [{"type": "leaf", "rows": set()}]}
    assert (conjuncts(tree), conjuncts(None)) == ((tree,), ())
