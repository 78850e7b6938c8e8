"""Members of message objects, whatever shape they have: nonsense that a bot sends past the checks is drawn, too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: Longer lists and texts end with "…": LINE's own limits are far below (REF#message-objects).
MOST_ITEMS = 200
MOST_CHARACTERS = 10_000
#: A Flex message of 50 KB, the most LINE takes, has about a third of that.
MOST_PARTS = 20_000


def mapping(value: object) -> Mapping[str, Any]:
    """Return `value` if it is a JSON object, else an empty one; so is an object that fails when it is read."""
    if type(value) is dict:
        return value
    try:
        return dict(value) if isinstance(value, Mapping) else {}
    except Exception:
        return {}


def items(value: object) -> list[Any]:
    """Return the first items of `value` if it is a JSON array, else none."""
    try:
        return list(value[:MOST_ITEMS]) if isinstance(value, (list, tuple)) else []
    except Exception:
        return []


def number(value: object) -> float:
    """Return `value` if it is a positive, finite number, else 0."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if is_number and 0 < value < 1e9 else 0.0  # type: ignore[operator,arg-type]


def whole(value: object) -> int:
    """Return `value` as a whole number if it is a positive one, else 0."""
    return int(number(value))


def text_of(value: object) -> str:
    """Return `value` as text that any page can hold: half of a surrogate pair becomes a replacement character.

    An object that cannot say what it is becomes the name of its class.
    """
    if value is None:
        return ""
    try:
        text = str(value)
    except Exception:
        text = type(value).__name__
    if len(text) > MOST_CHARACTERS:
        text = text[:MOST_CHARACTERS] + "…"
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def keyword(value: object) -> str:
    """Return `value` if it can name something (a type, a size), else an empty string."""
    return str.__str__(value) if isinstance(value, str) else ""  # a member of an Enum of strings is the string


def is_drawable(value: object) -> bool:
    """Whether `value` has few enough parts to be drawn; one that holds itself has not."""
    stack: list[object] = [value]
    for _ in range(MOST_PARTS):
        if not stack:
            return True
        part = stack.pop()
        if isinstance(part, Mapping):
            stack.extend(part.values())
        elif isinstance(part, (list, tuple)):
            stack.extend(part[:MOST_ITEMS])
    return False
