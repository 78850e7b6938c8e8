"""What LINE checks in the placeholders of a textV2 message (REF#text-message-v2): ``{key}``, ``{{`` and ``}}``.

One detail was seen from real servers: a key of the wrong form, on the property ``text``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from helpers.line import limits
from helpers.line.error_details import undocumented
from helpers.line.errors import Detail
from helpers.line.send_methods import SEND_METHODS

KEY_PATTERN = "^[a-zA-Z0-9_]{1,20}$"
_KEY = re.compile(KEY_PATTERN)
#: In this order: an escaped brace, a placeholder, a brace that pairs with nothing.
_PARTS = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


def placeholder_problems(message: Mapping[str, Any], chat: str | None, method: str) -> Iterator[Detail]:
    """Find what is wrong with the text against its substitutions; `chat` None: unknown, as when validating."""
    substitution = message.get("substitution")
    entries: Mapping[str, Any] = substitution if isinstance(substitution, Mapping) else {}
    text = message.get("text")
    used = list(_keys(text)) if isinstance(text, str) else []
    yield from _text_problems(used, entries)
    yield from _entry_problems(entries)
    kinds = [_kind(entries.get(key)) for key in used if key is not None]
    yield from _counts(kinds)
    if "mention" in {_kind(entry) for entry in entries.values()}:
        yield from _mention_problems(chat, method)


def _keys(text: str) -> Iterator[str | None]:
    """Return the keys in braces, one for each use; None for a brace that stands alone."""
    for part in _PARTS.finditer(text):
        if part[1] is not None:
            yield part[1]
        elif len(part[0]) == 1:
            yield None


def _text_problems(used: list[str | None], entries: Mapping[str, Any]) -> Iterator[Detail]:
    for key in dict.fromkeys(used):
        if key is None:
            yield undocumented("'{' and '}' must be used in pairs.", "text")
        elif not _KEY.fullmatch(key):
            yield Detail(f"The key '{key}' enclosed in '{{}}' does not match the pattern '{KEY_PATTERN}'.", "text")
        elif key not in entries:
            yield undocumented(f"The key '{key}' enclosed in '{{}}' is not specified in 'substitution'.", "text")


def _entry_problems(entries: Mapping[str, Any]) -> Iterator[Detail]:
    if len(entries) > limits.TEXT_V2_SUBSTITUTIONS_MAX:
        yield Detail(f"must not be more than {limits.TEXT_V2_SUBSTITUTIONS_MAX} items", "substitution")
    for key in entries:
        if not _KEY.fullmatch(key):
            yield undocumented(f"The key '{key}' does not match the pattern '{KEY_PATTERN}'.", "substitution")


def _counts(kinds: list[str | None]) -> Iterator[Detail]:
    """Return a key used twice counts twice: the limits are on what is substituted."""
    for kind, limit in (("mention", limits.TEXT_V2_MENTIONS_MAX), ("emoji", limits.TEXT_V2_EMOJIS_MAX)):
        if kinds.count(kind) > limit:
            yield undocumented(f"must not be more than {limit} {kind}s", "text")


def _mention_problems(chat: str | None, method: str) -> Iterator[Detail]:
    """Mentions go by reply or push, into a group or room (REF#text-message-v2-mention-object)."""
    if not SEND_METHODS[method].takes_mentions or chat == "user":
        yield undocumented("mention must not be specified", "substitution")


def _kind(entry: object) -> str | None:
    kind = entry.get("type") if isinstance(entry, Mapping) else None
    return kind if isinstance(kind, str) else None
