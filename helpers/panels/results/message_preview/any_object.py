"""Whatever one may want to look at, as a list of message objects: SDK objects, dicts, lists, whole requests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helpers.panels.results.message_preview.shapes import items, keyword, mapping

#: Lists in lists are opened so far; a list that holds itself ends here.
_DEEPEST = 5
_MOST = 50


def messages_in(*things: object) -> list[Mapping[str, Any]]:
    """Return the messages in `things`, in order. What is no message becomes one of an unknown type, and is drawn.

    A request (``PushMessageRequest`` …) is its messages; a Flex bubble or carousel is the message it would be in.
    """
    found = (message for thing in things for message in _messages(thing, 0))
    return [message for message, _ in zip(found, range(_MOST), strict=False)]


def _messages(thing: object, depth: int) -> Iterator[Mapping[str, Any]]:
    value = _as_json(thing)
    if isinstance(value, (list, tuple)) and depth < _DEEPEST:
        for part in items(value)[:_MOST]:
            yield from _messages(part, depth + 1)
    elif isinstance(value, Mapping):
        members = mapping(value)
        if isinstance(members.get("messages"), (list, tuple)):
            yield from _messages(members["messages"], depth + 1)
        elif keyword(members.get("type")) in ("bubble", "carousel"):
            yield {"type": "flex", "altText": "", "contents": members}
        else:
            yield members
    else:
        yield {"type": type(value).__name__}


def _as_json(thing: object) -> object:
    """Return what an SDK object sends; anything else is itself, and so is what cannot say what it would send."""
    to_dict = getattr(type(thing), "to_dict", None)
    if to_dict is None or isinstance(thing, Mapping):
        return thing
    try:
        return to_dict(thing)
    except Exception:  # an object half made must not end a preview
        return thing
