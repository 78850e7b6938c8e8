"""The whole state of a platform as one comparable value: to show that an error changed nothing."""

from __future__ import annotations

from collections.abc import Mapping, Set
from enum import Enum
from typing import Any

from helpers.stub.platform import Platform
from helpers.stub.world.row_sets import RowSet

#: What a refused request may touch: it is noted, counted, and takes an id.
TOUCHED = ("journal", "rate_limits", "lock", "webhook_delivery", "webhook_listeners")
#: Members that are worked out of others, or that count requests.
DERIVED = ("_reach", "_target_reach", "_values", "_crowd", "_first_seen", "lock")


def snapshot(platform: Platform) -> dict[str, Any]:
    """Everything a later request could tell apart, ledger by ledger."""
    seen = {id(platform)}
    ledgers = {name: value for name, value in vars(platform).items() if name not in TOUCHED}
    frozen = {name: _freeze(value, seen) for name, value in ledgers.items()}
    given = {kind: count for kind, count in platform.ids._given.items() if kind != "request"}
    return {**frozen, "ids": given}


def _freeze(value: Any, seen: set[int]) -> Any:
    if value is None or isinstance(value, (bool, int, float, str, bytes, Enum)):
        return value
    if isinstance(value, RowSet):
        return value.bits
    if isinstance(value, Mapping):
        return {repr(key): _freeze(item, seen) for key, item in value.items()}
    if isinstance(value, Set):
        return sorted(map(repr, value))
    if callable(value) and not hasattr(value, "__dict__"):
        return "callable"
    return _freeze_object(value, seen)


def _freeze_object(value: Any, seen: set[int]) -> Any:
    if id(value) in seen:
        return "seen"
    if isinstance(value, (list, tuple)) or type(value).__name__ == "deque":
        return [_freeze(item, seen) for item in value]
    seen.add(id(value))
    members = {name: item for name, item in getattr(value, "__dict__", {}).items() if name not in DERIVED}
    return (type(value).__name__, {name: _freeze(item, seen) for name, item in members.items()})
