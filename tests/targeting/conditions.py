"""Operator objects of a narrowcast, for tests: joined by hand, and nested by hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st


def all_of(*parts: Any) -> dict[str, Any]:
    return {"type": "operator", "and": list(parts)}


def any_of(*parts: Any) -> dict[str, Any]:
    return {"type": "operator", "or": list(parts)}


def not_(part: Any) -> dict[str, Any]:
    return {"type": "operator", "not": part}


def operators(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Operator objects of one to three of these."""
    several = st.lists(parts, min_size=1, max_size=3)
    return st.one_of(several.map(lambda some: all_of(*some)), several.map(lambda some: any_of(*some)), parts.map(not_))
