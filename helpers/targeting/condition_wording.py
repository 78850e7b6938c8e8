"""A narrowcast's conditions in words: JSON in, a sentence out (「女性，而且 20–29 歲，而且住在台北市」)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from helpers.line.condition_tree import (
    NAMED,
    ONE_OF,
    RANGE_CONDITIONS,
    VALUES,
    Tree,
    bound_number,
    conjuncts,
    join,
    operator,
    parts,
    readable,
)
from helpers.text import Texts

#: What audiences and earlier narrowcasts are called, by audience id and request id.
Names = Mapping[Any, str]

#: Operators nested deeper are not read out: nobody could follow.
WORDED_DEPTH_MAX = 6
#: More values than this are counted instead of listed.
LISTED = 4
#: Of a request id without a name, as many characters are said.
ID_SHOWN = 8

_NO_NAMES: Names = {}


def condition_text(tree: Tree | None, say: Texts, names: Names = _NO_NAMES) -> str:
    """Return the whole condition; ``None`` means everyone who is a friend.

    >>> from helpers.text import texts
    >>> women, young = {"type": "gender", "oneOf": ["female"]}, {"type": "age", "gte": "age_20", "lt": "age_30"}
    >>> condition_text({"type": "operator", "and": [women, {"type": "operator", "not": young}]}, texts("en"))
    'women, and not aged 20–29'
    """
    return say("narrowcast.condition.everyone") if tree is None else _Reader(say, names).node(tree, 0)


def recipients_text(body: Mapping[str, Any], say: Texts, names: Names = _NO_NAMES) -> str:
    """Whom a narrowcast's body means: recipient and attributes together, then the limit."""
    demographic = (body.get("filter") or {}).get("demographic")
    joined = [part for tree in (body.get("recipient"), demographic) if tree is not None for part in conjuncts(tree)]
    tree = joined[0] if len(joined) == 1 else join("and", joined) if joined else None
    limit = limit_text(body.get("limit") or {}, say)
    return say("list.semicolon").join(filter(None, (condition_text(tree, say, names), limit)))


def limit_text(limit: Mapping[str, Any], say: Texts) -> str:
    """Return the limit object; empty when it limits nothing."""
    said = [say("narrowcast.limit.max", count=limit["max"])] if isinstance(limit.get("max"), int) else []
    said += [
        say(f"narrowcast.limit.{name}") for name in ("upToRemainingQuota", "forbidPartialDelivery") if limit.get(name)
    ]
    return say("narrowcast.limit.join").join(said)


def value_text(kind: str, value: str, say: Texts) -> str:
    """One value of gender, appType or area: 女性, iOS, 台北市."""
    return say(f"narrowcast.{kind}.{value}")


class _Reader:
    """Reads one tree out; `depth` counts the operators around a node."""

    def __init__(self, say: Texts, names: Names) -> None:
        self._say = say
        self._names = names

    def node(self, tree: Tree, depth: int) -> str:
        found = operator(tree)
        if found is None:
            return self._leaf(tree, "is")
        if depth > WORDED_DEPTH_MAX or not parts(tree):
            return self._say("narrowcast.condition.deep" if parts(tree) else "narrowcast.condition.unset")
        return self._not(parts(tree)[0], depth) if found == "not" else self._joined(found, parts(tree), depth)

    def _joined(self, found: str, joined: Sequence[Tree], depth: int) -> str:
        inside = [self.node(part, depth + 1) for part in joined]
        if len(inside) == 1:
            return inside[0]
        marked = [
            self._say("narrowcast.condition.group", what=said) if _joins(part) else said
            for said, part in zip(inside, joined, strict=True)
        ]
        return _glued(marked, self._say(f"narrowcast.condition.{found}"))

    def _not(self, part: Tree, depth: int) -> str:
        if operator(part) is None:
            return self._leaf(part, "not")
        inside = self.node(part, depth + 1)
        grouped = self._say("narrowcast.condition.group", what=inside) if _joins(part) else inside
        return self._say("narrowcast.condition.not", what=grouped)

    def _leaf(self, leaf: Tree, manner: str) -> str:
        if not readable(leaf):
            return self._say("narrowcast.condition.unclear")
        kind = str(leaf["type"])
        what = self._what(kind, leaf)
        return self._say(f"narrowcast.{manner}.{kind}", what=what) if what else self._say("narrowcast.condition.unset")

    def _what(self, kind: str, leaf: Tree) -> str:
        if kind in ONE_OF:
            return self._listed([value_text(kind, value, self._say) for value in leaf.get("oneOf") or ()])
        return self._range(kind, leaf) if kind in RANGE_CONDITIONS else self._named(leaf.get(NAMED[kind]))

    def _listed(self, said: Sequence[str]) -> str:
        if len(said) > LISTED:
            first = self._say("list.comma").join(said[: LISTED - 1])
            return self._say("narrowcast.condition.many", first=first, count=len(said))
        most, last = self._say("list.comma").join(said[:-1]), "".join(said[-1:])
        return self._say("narrowcast.condition.either").join(filter(None, (most, last)))

    def _range(self, kind: str, leaf: Tree) -> str:
        gte, lt = leaf.get("gte"), leaf.get("lt")
        if gte and lt and VALUES[kind].index(gte) >= VALUES[kind].index(lt):
            return ""
        manner = "between" if gte and lt else "from" if gte else "below" if lt else None
        values = {"low": bound_number(gte) if gte else 0, "high": bound_number(lt) if lt else 0}
        return self._say(f"narrowcast.{kind}.{manner}", **values, last=values["high"] - 1) if manner else ""

    def _named(self, value: Any) -> str:
        if not value:
            return ""
        return self._names.get(value) or str(value)[:ID_SHOWN] + ("…" if len(str(value)) > ID_SHOWN else "")


def _glued(said: Sequence[str], glue: str) -> str:
    """Join the parts; Chinese text keeps a space before digits and Latin letters."""
    first, *others = said
    return first + "".join(f"{glue} {s}" if glue[-1] > "\u2e80" and s[:1].isascii() else glue + s for s in others)


def _joins(part: Tree) -> bool:
    """Whether it is said with more than one condition in it, so that it needs brackets inside another."""
    return operator(part) in ("and", "or") and len(parts(part)) > 1
