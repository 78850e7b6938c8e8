"""What LINE checks in a narrowcast's conditions and the SDK does not (REF#send-narrowcast-message, facts 4.1).

That these are refused is documented; how each is worded is not, so the wording is of the family LINE uses elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from helpers.line import error_details, errors, limits
from helpers.line.condition_tree import OPERATORS, RANGE_CONDITIONS, VALUES
from helpers.line.errors import Detail
from helpers.line.strict_json import Path, dotted

Node = tuple[Path, Mapping[str, Any]]

LATE_START = "Must be less than lt"
#: What a single condition cannot do without.
_REQUIRED = {
    "audience": "audienceGroupId", "redelivery": "requestId",
    "gender": "oneOf", "appType": "oneOf", "area": "oneOf",
}  # fmt: skip
#: The bounds of each range, the lowest first.
_BOUNDS = {kind: VALUES[kind] for kind in RANGE_CONDITIONS}


def condition_problems(data: Mapping[str, Any], found: Sequence[object]) -> list[Detail]:
    """Return what is wrong with `recipient`, `filter` and `limit`; `found` are the faults the SDK's models already see.

    Raise LineError 400 for forbidPartialDelivery alone, once nothing else is wrong: LINE has a sentence of its own.
    """
    details = [
        *_tree_problems(data.get("recipient"), ("recipient",), limits.NARROWCAST_RECIPIENT_OBJECTS_MAX),
        *_tree_problems(
            (data.get("filter") or {}).get("demographic"), ("filter", "demographic"), limits.NARROWCAST_FILTERS_MAX
        ),
    ]
    limit = data.get("limit") or {}
    if not details and not found and limit.get("forbidPartialDelivery") and not limit.get("upToRemainingQuota"):
        raise errors.partial_delivery_option()
    return details


def _tree_problems(tree: Mapping[str, Any] | None, path: Path, most: int) -> Iterator[Detail]:
    """Operators, conditions, then how many conditions there are: operators do not count (REF#narrowcast-recipient)."""
    conditions = 0
    for at, node in _nodes(tree, path):
        if node["type"] == "operator":
            yield from _operator_problems(at, node)
        else:
            conditions += 1
            yield from _condition_problems(at, node)
    if conditions > most:
        yield Detail(error_details.size_between(1, most), dotted(path))


def _nodes(tree: Mapping[str, Any] | None, path: Path) -> Iterator[Node]:
    """Return every object of a known type in the tree, in reading order; nesting has no limit, so nothing recurses."""
    todo: list[Node] = [] if tree is None else [(path, tree)]
    while todo:
        at, node = todo.pop()
        if node.get("type") == "operator":
            todo.extend(reversed(list(_parts(at, node))))
            yield at, node
        elif node.get("type") in _REQUIRED or node.get("type") in _BOUNDS:
            yield at, node


def _parts(at: Path, operator: Mapping[str, Any]) -> Iterator[Node]:
    for key in ("and", "or"):
        for index, part in enumerate(operator.get(key) or ()):
            yield (*at, key, index), part
    if operator.get("not") is not None:
        yield (*at, "not"), operator["not"]


def _operator_problems(at: Path, operator: Mapping[str, Any]) -> Iterator[Detail]:
    """Exactly one of and, or, not; and no empty array."""
    given = [key for key in OPERATORS if operator.get(key) is not None]
    if not given:
        yield Detail(error_details.UNSPECIFIED, dotted((*at, "and")))
    for key in given[1:]:
        yield Detail(error_details.NOT_SPECIFIED, dotted((*at, key)))
    for key in given:
        if operator[key] == []:
            yield Detail(error_details.EMPTY, dotted((*at, key)))


def _condition_problems(at: Path, node: Mapping[str, Any]) -> Iterator[Detail]:
    required = _REQUIRED.get(node["type"])
    if required and node.get(required) in (None, "", []):
        yield Detail(error_details.EMPTY, dotted((*at, required)))
    if node["type"] in _BOUNDS:
        yield from _range_problems(at, node, _BOUNDS[node["type"]])


def _range_problems(at: Path, node: Mapping[str, Any], order: Sequence[str]) -> Iterator[Detail]:
    """gte, lt, or both; and gte below lt."""
    gte, lt = node.get("gte"), node.get("lt")
    if gte is None and lt is None:
        yield Detail(error_details.UNSPECIFIED, dotted((*at, "gte")))
    if gte in order and lt in order and order.index(gte) >= order.index(lt):
        yield Detail(LATE_START, dotted((*at, "gte")))
