"""What is wrong with a narrowcast's conditions: what the SDK would refuse, then what LINE would (facts 4.1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helpers.line import limits
from helpers.line.condition_rules import LATE_START, condition_problems
from helpers.line.condition_tree import PLACES, Tree, TreeKind
from helpers.line.error_details import EMPTY, NOT_SPECIFIED, UNSPECIFIED
from helpers.line.errors import Detail
from helpers.line.send_methods import NARROWCAST
from helpers.session.draft import Draft, FieldProblem

_MOST = {
    "recipient": limits.NARROWCAST_RECIPIENT_OBJECTS_MAX,
    "demographic": limits.NARROWCAST_FILTERS_MAX,
}

#: Which fault each of LINE's sentences tells of, as keys of the texts; all others count conditions.
_KEYS = {UNSPECIFIED: "missing", NOT_SPECIFIED: "several", LATE_START: "order", EMPTY: "empty"}


def tree_problems(kind: TreeKind, tree: Tree | None) -> list[FieldProblem]:
    """Every fault of one tree, located from the request body: ``filter.demographic.and[0].oneOf``.

    LINE's rules are looked at once the SDK has no objection, for only then does LINE see the tree at all.
    """
    if tree is None:
        return []
    body = {"recipient": tree} if kind == "recipient" else {"filter": {"demographic": tree}}
    refused = [found for found in _draft(body).problems() if found.path.startswith(PLACES[kind])]
    return refused or [_told(detail, kind) for detail in condition_problems(body, [])]


def _draft(body: Mapping[str, Any]) -> Draft:
    return Draft(NARROWCAST, {"messages": [{"type": "text", "text": "?"}], **body})


def _told(detail: Detail, kind: TreeKind) -> FieldProblem:
    """LINE's detail in the course's words: which rule it is shows in the message and the member it is about."""
    path, message = detail.property or "", detail.message or ""
    member = path.rpartition(".")[2]
    key = _KEYS.get(message, "count")
    if key in ("empty", "missing"):
        key = f"{key}_{member}"
    return FieldProblem(path, f"narrowcast.problem.{key}", {"count": _MOST[kind]})
