"""The least a server can do, with nothing but asyncio: read a request, give one fixed answer.

What the platform is compared with. It looks for the end of the head and for ``content-length``, no more.
"""

from __future__ import annotations

import asyncio
import json
import os
import threading
from typing import Any

from helpers.web.loopback import listen

_ANSWER = json.dumps({"sentMessages": [{"id": "561230966842064897", "quoteToken": "q" * 65}]}).encode()
ANSWER = b"\r\n".join(
    [
        b"HTTP/1.1 200 OK",
        b"x-line-request-id: 0030064b-8110-4d4d-ab7a-d4a11b696430",
        b"content-length: " + str(len(_ANSWER)).encode(),
        b"content-type: application/json",
        b"",
        _ANSWER,
    ]
)


class Connection(asyncio.Protocol):
    """One client; requests come one after the other."""

    def __init__(self) -> None:
        self._seen = b""

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._seen += data
        head, found, body = self._seen.partition(b"\r\n\r\n")
        if found and len(body) >= _length(head):
            self._seen = b""
            self._transport.write(ANSWER)


def _length(head: bytes) -> int:
    _, found, after = head.lower().partition(b"\r\ncontent-length:")
    return int(after.partition(b"\r\n")[0]) if found else 0


class Floor:
    """The server on a free loopback port, in a thread or here."""

    def __init__(self) -> None:
        self._socket = listen(0)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.run, daemon=True)

    def run(self) -> None:
        """Serve until stopped."""
        self._loop.run_until_complete(self._loop.create_server(Connection, sock=self._socket))
        self._loop.run_forever()

    def __enter__(self) -> Floor:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._socket.close()


def main() -> None:
    """Serve until killed; says where, as the platform's own command does."""
    server = Floor()
    print(json.dumps({"url": server.url, "token": "t", "pid": os.getpid()}), flush=True)  # noqa: T201 - a command
    server.run()


if __name__ == "__main__":
    main()
