"""ASGI types, and reading the body of a request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.requests import ClientDisconnect

from helpers.line import limits

Message = MutableMapping[str, Any]


Receive = Callable[[], Awaitable[Message]]


Send = Callable[[Message], Awaitable[None]]


Scope = MutableMapping[str, Any]


#: Where a server puts its way to drop a connection without an answer: an async callable taking seconds to hold.
DROP = "line_lab.drop"


#: Where an app leaves what it knows of a request beyond the answer, for code around the app; answered or not.
RECEIPT = "line_lab.receipt"


async def read_body(receive: Receive, most: int = limits.BODY_BYTES_MAX) -> bytes | None:
    """Return the body, or None when it is over `most` bytes; the rest is then read and dropped, never kept.

    Raise Starlette's ClientDisconnect when the caller hung up half-way: then there is nothing to answer.
    """
    chunks: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        chunk, more = message.get("body", b""), message.get("more_body", False)
        size += len(chunk)
        if size <= most:
            chunks.append(chunk)
    return b"".join(chunks) if size <= most else None
