"""What the practice platform accepts without LINE saying that it does: told on the card of an accepted request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helpers.line.limits import IMAGEMAP_WIDTH
from helpers.line.stickers import SENDABLE_PACKAGES

#: Quote tokens of LINE and of the practice platform are longer than this (facts 1.7).
_QUOTE_TOKEN_SHORTEST = 30


def unspecified(body: Any) -> str | None:
    """Return the key of the note about the first such thing in an accepted request; None where there is none."""
    if any(link.lower().startswith("mailto:") for link in _links(body)):
        return "mailto"
    messages = body.get("messages") if isinstance(body, Mapping) else None
    found = (_of_message(message) for message in messages or () if isinstance(message, Mapping))
    return next(filter(None, found), None)


def _of_message(message: Mapping[str, Any]) -> str | None:
    token = message.get("quoteToken")
    if isinstance(token, str) and len(token) < _QUOTE_TOKEN_SHORTEST:
        return "quote_token"
    if message.get("type") == "sticker" and message.get("packageId") not in SENDABLE_PACKAGES:
        return "sticker"
    if message.get("type") == "location" and not _on_earth(message):
        return "place"
    return "imagemap" if message.get("type") == "imagemap" and not _fits(message) else None


def _on_earth(place: Mapping[str, Any]) -> bool:
    return bool(abs(place["latitude"]) <= 90 and abs(place["longitude"]) <= 180)


def _fits(imagemap: Mapping[str, Any]) -> bool:
    """Whether the base width is the documented one, and every area inside the picture (REF#imagemap-message)."""
    width, height = imagemap["baseSize"]["width"], imagemap["baseSize"]["height"]
    areas = [action["area"] for action in imagemap.get("actions") or ()]
    inside = (area["x"] + area["width"] <= width and area["y"] + area["height"] <= height for area in areas)
    return bool(width == IMAGEMAP_WIDTH and all(inside))


def _links(body: Any) -> Iterator[str]:
    """Return the addresses a tap leads to, wherever they are in a request."""
    stack = [body]  # of our own, so that no nesting is too deep
    while stack:
        value = stack.pop()
        if isinstance(value, Mapping):
            yield from (link for key in ("uri", "linkUri", "desktop") if isinstance(link := value.get(key), str))
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)
