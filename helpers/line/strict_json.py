"""JSON text as LINE reads it: strict, no duplicate keys, and faults told by line and column."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

Path = tuple[str | int, ...]

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
#: Python refuses to read longer whole numbers (``sys.get_int_max_str_digits``).
_LONGEST_NUMBER = 4300
_HALF_PAIR = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(eq=False)
class JsonFault(Exception):
    """The text is not JSON, or names a key twice; `line` and `column` count from 1.

    `container` is the innermost object or array around the fault, () for the body itself. `duplicate` is the key
    named twice, None for a syntax fault.
    """

    line: int
    column: int
    duplicate: str | None = None
    container: Path | None = None


def parse_json(raw: bytes) -> Any:
    """Return the value of a JSON text in UTF-8. Raise JsonFault."""
    try:
        text = raw.decode("utf-8")
        value = _DECODER.decode(text)
        return _whole(value) if _HALF_PAIR.search(text) else value
    except UnicodeDecodeError as fault:
        before = raw[: fault.start].decode("utf-8")
        raise _fault_at(before, len(before)) from None
    except json.JSONDecodeError as fault:
        raise _fault_at(text, _place(fault)) from None
    except _DuplicateKeyError:
        raise _duplicate_in(text) from None
    except RecursionError:  # thousands of levels
        raise JsonFault(1, 1) from None
    except ValueError:  # NaN, 1e999, a number of thousands of digits
        raise _fault_at(text, _odd_number(text)) from None


def position(raw: bytes, path: Path) -> tuple[int, int]:
    """Return line and column, from 1, where the value at `path` begins in a text that `parse` accepts."""
    text = raw.decode("utf-8")
    wanted = list(path)
    start = next((start for where, start, _ in _walk(text) if where == wanted), 0)
    return _line_column(text, start)


def dotted(path: Path) -> str:
    """Return ``messages[0].text``: how LINE names a property of a request body."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


class _DuplicateKeyError(ValueError):
    """Found by the fast parser, which knows no positions; `_duplicate_in` then looks for them."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise _DuplicateKeyError
    return members


def _whole(value: Any) -> Any:
    """Half of a UTF-16 pair cannot be shown or stored as UTF-8: it becomes the replacement character."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(item) for key, item in value.items()}
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _finite(number: str) -> float:
    value = float(number)
    if math.isinf(value):
        raise ValueError(f"{number} is too large")
    return value


#: Made once: `json.loads` would make one for every request.
_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_finite)


def _duplicate_in(text: str) -> JsonFault:
    seen: list[set[str | int]] = []  # the keys so far of each object that is open, by depth
    for path, _, key_end in _walk(text):
        del seen[len(path) :]  # what closed since
        seen.append(set())  # what opens here, if anything does
        if key_end is None:
            continue
        if path[-1] in seen[-2]:
            line, column = _line_column(text, key_end)
            return JsonFault(line, column, str(path[-1]), tuple(path[:-1]))
        seen[-2].add(path[-1])
    raise AssertionError("the fast parser saw a duplicate key that the walk did not")


def _walk(text: str) -> Iterator[tuple[list[str | int], int, int | None]]:
    """Yield every value of a JSON text or its valid beginning: path, where it begins, its key's end (None in arrays).

    The path is one list that changes as the walk goes on: copies of deep ones would cost more than the text.
    """
    frames: list[str | int] = []  # one key or index per open container
    key_end: int | None = None
    expects_key = False
    containers: list[str] = []
    end = 0
    for token in _TOKEN.finditer(text):
        if '"' in text[end : token.start()]:
            return  # a string that does not end: the tokens behind are its words
        end = token.end()
        mark = token.group()
        if mark == ":":
            continue
        if (mark in ",}]" and not containers) or (expects_key and mark[0] not in '"}'):
            return  # not JSON from here on
        if mark == ",":
            expects_key = containers[-1] == "{"
            if not expects_key:
                frames[-1] = int(frames[-1]) + 1
        elif mark in "}]":
            containers.pop()
            frames.pop()
            expects_key = False
        elif expects_key:
            frames[-1], key_end, expects_key = json.loads(mark), token.end(), False
        else:
            yield frames, token.start(), key_end if containers and containers[-1] == "{" else None
            if mark in "{[":
                containers.append(mark)
                frames.append("" if mark == "{" else 0)
                expects_key = mark == "{"


def _place(fault: json.JSONDecodeError) -> int:
    """Return where the text goes wrong: Python 3.13 points at a trailing comma, others at the bracket behind it."""
    if not fault.msg.startswith("Illegal trailing comma"):
        return fault.pos
    behind = fault.doc[fault.pos + 1 :]
    return len(fault.doc) - len(behind.lstrip(" \t\n\r"))


def _odd_number(text: str) -> int:
    """Return where the first number is that JSON does not know, or Python does not take."""
    for _, start, _ in _walk(text):
        found = _TOKEN.match(text, start)
        word = found.group() if found else ""
        if word[:1] in "-0123456789NI" and not _is_number(word):
            return start
    return 0


def _is_number(word: str) -> bool:
    try:
        return math.isfinite(float(word)) and len(word) < _LONGEST_NUMBER
    except ValueError:
        return False


def _fault_at(text: str, offset: int) -> JsonFault:
    """Return the syntax fault at `offset`; what is before it is JSON so far."""
    frames: list[str | int] = []
    for frames, _, _ in _walk(text[:offset]):  # noqa: B007 - one list that changes as the walk goes on
        pass
    return JsonFault(*_line_column(text, offset), container=tuple(frames[:-1]))


def _line_column(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
