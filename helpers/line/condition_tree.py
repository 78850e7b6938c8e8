"""A narrowcast's conditions as trees: which kinds there are, what they may hold, and how to read and join them.

LINE has two such trees: ``recipient`` (audiences, earlier narrowcasts) and ``filter.demographic`` (attributes). Both
join their conditions with operator objects (REF#narrowcast-recipient, REF#narrowcast-demographic-filter).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, get_args

from linebot.v3.messaging.models.age_demographic import AgeDemographic
from linebot.v3.messaging.models.app_type_demographic import AppTypeDemographic
from linebot.v3.messaging.models.area_demographic import AreaDemographic
from linebot.v3.messaging.models.gender_demographic import GenderDemographic
from linebot.v3.messaging.models.subscription_period_demographic import SubscriptionPeriodDemographic

#: Which of the two trees.
TreeKind = Literal["recipient", "demographic"]
Operator = Literal["and", "or", "not"]
#: A condition, or an operator object that joins some, as LINE takes it in JSON.
Tree = Mapping[str, Any]

OPERATORS: tuple[Operator, ...] = get_args(Operator)
#: The types of single conditions in each tree.
TYPES: Mapping[TreeKind, tuple[str, ...]] = {
    "recipient": ("audience", "redelivery"),
    "demographic": ("gender", "age", "appType", "area", "subscriptionPeriod"),
}
#: Where each tree stands in the request body.
PLACES: Mapping[TreeKind, str] = {"recipient": "recipient", "demographic": "filter.demographic"}
#: Conditions that take any of several values, and those that take a lower and an upper bound.
ONE_OF = ("gender", "appType", "area")
RANGE_CONDITIONS = ("age", "subscriptionPeriod")
#: Conditions that name one thing: the member that names it.
NAMED = {"audience": "audienceGroupId", "redelivery": "requestId"}


def _wire(enum: Any) -> tuple[str, ...]:
    return tuple(str(member.value) for member in enum)


#: What a condition of each type may hold, in LINE's order; of areas Taiwan's first.
VALUES: Mapping[str, tuple[str, ...]] = {
    "gender": _wire(GenderDemographic),
    "age": _wire(AgeDemographic),
    "appType": _wire(AppTypeDemographic),
    "area": tuple(sorted(_wire(AreaDemographic), key=lambda area: not area.startswith("tw_"))),
    "subscriptionPeriod": _wire(SubscriptionPeriodDemographic),
}


def operator(node: object) -> Operator | None:
    """Return the operator of an operator object as it should be; None for conditions, and for odd ones.

    As it should be: exactly one of ``and``, ``or``, ``not``, with objects in it and nothing else. An empty ``and`` or
    ``or`` will do: LINE refuses it, but it can be read.
    """
    if not isinstance(node, Mapping) or node.get("type") != "operator":
        return None
    given = [key for key in node if key != "type" and node[key] is not None]
    found = next((key for key in OPERATORS if [key] == given), None)
    return found if found and all(isinstance(part, Mapping) for part in _parts(node, found)) else None


def parts(node: Tree) -> Sequence[Tree]:
    """Return what an operator object joins, in order; nothing for what `operator` does not take as one."""
    found = operator(node)
    return _parts(node, found) if found else ()


def _parts(node: Tree, found: Operator) -> Sequence[Any]:
    if found == "not":
        return (node["not"],)
    return node[found] if isinstance(node[found], (list, tuple)) else (None,)


def join(found: Operator, joined: Sequence[Any]) -> dict[str, Any]:
    """Return an operator object; ``not`` takes exactly one."""
    return {"type": "operator", found: joined[0] if found == "not" else list(joined)}


def conjuncts(tree: Tree | None) -> Sequence[Tree]:
    """Return the conditions that must all hold: the parts of a top-level ``and``, or the one there is, or none."""
    if tree is None:
        return ()
    return parts(tree) or (tree,) if operator(tree) == "and" else (tree,)


def operands(operator_object: Tree) -> Sequence[Tree]:
    """Return what an operator object of a valid tree joins: it has exactly one of ``and``, ``or``, ``not``.

    Members LINE does not know are passed over, as LINE does; `parts` reads trees that may have faults.
    """
    if operator_object.get("not") is not None:
        return (operator_object["not"],)
    joined: Sequence[Tree] = operator_object.get("and") or operator_object.get("or") or ()
    return joined


def leaves(tree: Tree | None) -> Iterator[Tree]:
    """Yield every single condition of a valid tree. Trees nest without limit, so nothing here recurses."""
    todo = [] if tree is None else [tree]
    while todo:
        node = todo.pop()
        if node["type"] == "operator":
            todo.extend(reversed(operands(node)))
        else:
            yield node


def readable(node: object, kind: TreeKind | None = None) -> bool:
    """Whether a single condition (of `kind`, if given) holds nothing but what its type may hold.

    It need not be complete: a gender condition with an empty ``oneOf`` is readable.
    """
    if not isinstance(node, Mapping):
        return False
    name = node.get("type")
    if not any(name in TYPES[known] for known in ([kind] if kind else TYPES)):
        return False
    given = {key: value for key, value in node.items() if key != "type" and value is not None}
    return _READERS[str(name)](str(name), given)


def _one_of(name: str, given: Mapping[str, Any]) -> bool:
    chosen = given.get("oneOf", [])
    known = isinstance(chosen, (list, tuple)) and all(value in VALUES[name] for value in chosen)
    return known and len(set(chosen)) == len(chosen) and given.keys() <= {"oneOf"}


def _range(name: str, given: Mapping[str, Any]) -> bool:
    return given.keys() <= {"gte", "lt"} and all(value in VALUES[name] for value in given.values())


def _audience(name: str, given: Mapping[str, Any]) -> bool:
    value = given.get("audienceGroupId", 0)
    return given.keys() <= {"audienceGroupId"} and isinstance(value, int) and not isinstance(value, bool)


def _redelivery(name: str, given: Mapping[str, Any]) -> bool:
    return given.keys() <= {"requestId"} and isinstance(given.get("requestId", ""), str)


_READERS = {
    **dict.fromkeys(ONE_OF, _one_of), **dict.fromkeys(RANGE_CONDITIONS, _range),
    "audience": _audience, "redelivery": _redelivery,
}  # fmt: skip


def bound_number(value: str) -> int:
    """Return the number in a bound: ``age_20`` → 20, ``day_180`` → 180."""
    return int(value.rpartition("_")[2])
