"""The least a server can do: read a request, give one fixed answer. What the platform is compared with."""

from __future__ import annotations

import json
import os
from typing import Any

from helpers.web.server import Server

ANSWER = json.dumps({"sentMessages": [{"id": "561230966842064897", "quoteToken": "q" * 65}]}).encode()
HEADERS = [
    (b"x-line-request-id", b"0030064b-8110-4d4d-ab7a-d4a11b696430"),
    (b"content-length", str(len(ANSWER)).encode()),
    (b"content-type", b"application/json"),
]


async def app(scope: Any, receive: Any, send: Any) -> None:
    """A bare ASGI app."""
    while (await receive()).get("more_body", False):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": ANSWER})


def main() -> None:
    """Serve until stopped; says where, as the platform's own command does."""
    server = Server(app)
    ready = json.dumps({"url": server.url, "token": "t", "pid": os.getpid()})
    server.run(lambda: print(ready, flush=True))  # noqa: T201 - a command


if __name__ == "__main__":
    main()
