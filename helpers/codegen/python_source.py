"""Python expressions as text, laid out as the formatters Black and Ruff would: 88 columns, trailing commas.

Only what generated requests need: literals, lists, dictionaries and calls.

>>> print(layout(call("TextMessage", {"text": literal("你好")})))
TextMessage(text="你好")
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import category, combining, east_asian_width

#: Black's line length, in columns; a Chinese character takes two.
COLUMNS = 88
INDENT = 4
#: Not printable by Python's rule, yet part of ordinary text: the ideographic space, and what joins emoji.
READABLE = "\u3000\u200d"


@dataclass(frozen=True)
class Atom:
    """What never breaks: a name, a number, a string."""

    text: str


@dataclass(frozen=True)
class Bracket:
    """``opening``, entries, ``closing``; an entry is the text before its value (``text=``) and the value."""

    opening: str
    entries: tuple[tuple[str, CodeNode], ...]
    closing: str


CodeNode = Atom | Bracket


def call(name: str, keywords: Mapping[str, CodeNode], *positional: CodeNode) -> Bracket:
    """``name(positional, keyword=value)``."""
    entries = [("", node) for node in positional] + [(f"{keyword}=", node) for keyword, node in keywords.items()]
    return Bracket(f"{name}(", tuple(entries), ")")


def array(nodes: Iterable[CodeNode]) -> Bracket:
    """Return ``[a, b]``."""
    return Bracket("[", tuple(("", node) for node in nodes), "]")


def dict_source(entries: Mapping[str, CodeNode]) -> Bracket:
    """``{"key": value}``."""
    return Bracket("{", tuple((f"{quoted(key)}: ", node) for key, node in entries.items()), "}")


def literal(value: Any) -> CodeNode:
    """Return a JSON value as Python writes it."""
    if isinstance(value, str):
        return Atom(quoted(value))
    if isinstance(value, Mapping):
        return dict_source({key: literal(item) for key, item in value.items()})
    if isinstance(value, (list, tuple)):
        return array(literal(item) for item in value)
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return Atom(f'float("{value}")')  # Python's JSON reads NaN and Infinity, its code does not
    return Atom(repr(value))


def quoted(value: str) -> str:
    r"""Return a string literal that stays readable: Chinese and emoji as they are, the invisible escaped.

    >>> print(quoted('說「好」'), quoted('say "hi"'), quoted("a\nb\u202e"))
    "說「好」" 'say "hi"' "a\nb\u202e"
    """
    quote = "'" if value.count('"') > value.count("'") else '"'
    return quote + "".join(_escaped(character, quote) for character in value) + quote


def _escaped(character: str, quote: str) -> str:
    if character in ("\\", quote):
        return "\\" + character
    return character if is_readable(character) else character.encode("unicode_escape").decode("ascii")


def is_readable(character: str) -> bool:
    """Whether a character may stand in generated code: visible, or a part of what is."""
    return character.isprintable() or character in READABLE


# Layout ---------------------------------------------------------------------------------------------------------


def layout(node: CodeNode, indent: int = 0, used: int = 0, after: int = 0) -> str:
    """Return the node as text. `indent` is where its lines begin, `used` and `after` the columns beside first and last.

    What does not fit gets a line for each entry, and a trailing comma after the last of several: Black would let
    arguments share one line, and leaves this form as it is.
    """
    flat = one_line(node)
    if isinstance(node, Atom) or not node.entries or indent + used + columns(flat) + after <= COLUMNS:
        return flat
    inner, margin = indent + INDENT, " " * (indent + INDENT)
    comma = "," if len(node.entries) > 1 else ""
    lines = (before + layout(value, inner, columns(before), len(comma)) for before, value in node.entries)
    body = "".join(f"{margin}{line}{comma}\n" for line in lines)
    return f"{node.opening}\n{body}{' ' * indent}{node.closing}"


def one_line(node: CodeNode) -> str:
    """Return the node without a line break."""
    if isinstance(node, Atom):
        return node.text
    return node.opening + ", ".join(before + one_line(value) for before, value in node.entries) + node.closing


def columns(text: str) -> int:
    """How wide a text is on screen: two columns a Chinese character or emoji."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if combining(character) or category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "FW" else 1


def imports(module: str, names: Iterable[str]) -> str:
    """``from module import a, b``; one name a line in brackets when that is too long."""
    ordered = sorted(names)
    flat = f"from {module} import {', '.join(ordered)}"
    if columns(flat) <= COLUMNS:
        return flat
    return f"from {module} import (\n" + "".join(f"    {name},\n" for name in ordered) + ")"
