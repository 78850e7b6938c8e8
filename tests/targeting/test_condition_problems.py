"""What is wrong with conditions, and whether the platform agrees."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.line.condition_tree import VALUES, TreeKind
from helpers.stub.platform import Platform
from helpers.stub.world.worlds import SHOP
from helpers.targeting.condition_problems import tree_problems
from helpers.text import LANGUAGES, texts
from tests.stub.wire import Wire

MEN = {"type": "gender", "oneOf": ["male"]}
AREAS = [{"type": "area", "oneOf": [area]} for area in VALUES["area"][:11]]
NOBODY = {"type": "redelivery", "requestId": "5b59509c-c57b-11e9-aa8c-2a2ae2dbcce4"}

#: A tree, where it is wrong, and the key of the sentence that says so.
BROKEN: list[tuple[TreeKind, Any, str, str]] = [
    ("demographic", {"type": "gender", "oneOf": []}, "filter.demographic.oneOf", "narrowcast.problem.empty_oneOf"),
    ("demographic", {"type": "area"}, "filter.demographic.oneOf", "narrowcast.problem.empty_oneOf"),
    ("demographic", {"type": "age"}, "filter.demographic.gte", "narrowcast.problem.missing_gte"),
    (
        "demographic", {"type": "age", "gte": "age_40", "lt": "age_20"},
        "filter.demographic.gte", "narrowcast.problem.order",
    ),
    ("demographic", {"type": "operator", "and": []}, "filter.demographic.and", "narrowcast.problem.empty_and"),
    ("demographic", {"type": "operator", "or": []}, "filter.demographic.or", "narrowcast.problem.empty_or"),
    ("demographic", {"type": "operator"}, "filter.demographic.and", "narrowcast.problem.missing_and"),
    (
        "demographic", {"type": "operator", "and": [MEN], "not": MEN},
        "filter.demographic.not", "narrowcast.problem.several",
    ),
    ("demographic", {"type": "operator", "or": AREAS}, "filter.demographic", "narrowcast.problem.count"),
    ("demographic", {"type": "age", "gte": "age_18"}, "filter.demographic.gte", "sdk.enum"),
    ("demographic", NOBODY, "filter.demographic.type", "sdk.enum"),
    ("recipient", {"type": "audience"}, "recipient.audienceGroupId", "narrowcast.problem.empty_audienceGroupId"),
    ("recipient", {"type": "redelivery"}, "recipient.requestId", "narrowcast.problem.empty_requestId"),
    ("recipient", {"type": "operator", "and": [NOBODY, MEN]}, "recipient.and[1].type", "sdk.enum"),
    ("recipient", {"type": "audience", "audienceGroupId": "x"}, "recipient.audienceGroupId", "sdk.number"),
]  # fmt: skip


def found(kind: TreeKind, tree: Any) -> list[tuple[str, str]]:
    return [(problem.path, problem.key) for problem in tree_problems(kind, tree)]


@pytest.mark.parametrize(("kind", "tree", "path", "key"), BROKEN)
def test_each_fault_is_found_where_it_is(kind: TreeKind, tree: Any, path: str, key: str) -> None:
    assert found(kind, tree) == [(path, key)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("kind", "tree", "path", "key"), BROKEN)
def test_each_fault_is_said(kind: TreeKind, tree: Any, path: str, key: str, lang: str) -> None:
    say = texts(lang)
    assert [problem.title(say) and problem.todo(say) for problem in tree_problems(kind, tree)] != [""]


@pytest.mark.parametrize(("kind", "tree", "path", "key"), [b for b in BROKEN if b[3].startswith("narrowcast")])
def test_the_platform_refuses_it_too(kind: TreeKind, tree: Any, path: str, key: str) -> None:
    body = {"recipient": tree} if kind == "recipient" else {"filter": {"demographic": tree}}
    message = [{"type": "text", "text": "a"}]
    reply = Wire(Platform(SHOP)).request("POST", "/v2/bot/message/narrowcast", {"messages": message, **body})
    assert (reply.status, reply.json["details"][0]["property"]) == (400, path)


@pytest.mark.parametrize("tree", [None, MEN, {"type": "operator", "not": MEN}, {"type": "operator", "and": AREAS[:10]}])
def test_conditions_without_fault(tree: Any) -> None:
    assert tree_problems("demographic", tree) == []


def test_the_sdk_is_asked_before_line() -> None:
    tree = {"type": "operator", "and": [{"type": "age", "gte": "age_18"}, {"type": "gender", "oneOf": []}]}
    assert found("demographic", tree) == [("filter.demographic.and[0].gte", "sdk.enum")]


@pytest.mark.parametrize(
    "tree",
    [[], 1, "x", {}, {"type": None}, {"type": "operator", "and": [1, [], None]}, {"type": "operator", "not": []}],
)
def test_odd_json_is_refused_and_breaks_nothing(tree: Any) -> None:
    assert tree_problems("demographic", tree)
