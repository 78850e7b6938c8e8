"""Many connections at once, each asking again as soon as it is answered."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any


def request_bytes(path: str, token: str, body: Any) -> bytes:
    """A POST as a client would write it."""
    raw = json.dumps(body).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {token}\r\n"
        f"content-type: application/json\r\ncontent-length: {len(raw)}\r\n\r\n"
    )
    return head.encode() + raw


def throughput(host: str, port: int, request: bytes, connections: int, requests: int) -> float:
    """Answers a second. Raises OSError when an answer is no 200."""
    return asyncio.run(_run(host, port, request, connections, requests))


async def _run(host: str, port: int, request: bytes, connections: int, requests: int) -> float:
    loop = asyncio.get_running_loop()
    clients = [_Client(request, requests // connections) for _ in range(connections)]
    for client in clients:
        await loop.create_connection(lambda client=client: client, host, port)
    began = time.perf_counter()
    for client in clients:
        client.ask()
    await asyncio.gather(*(client.done for client in clients))
    took = time.perf_counter() - began
    for client in clients:
        client.transport.close()
    return requests // connections * connections / took


class _Client(asyncio.Protocol):
    """One connection. Every answer has the same length, so an answer is over when so many bytes are there."""

    transport: asyncio.Transport

    def __init__(self, request: bytes, count: int) -> None:
        self._request = request
        self._left = count
        self._seen = b""
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def ask(self) -> None:
        self._seen = b""
        self.transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._seen += data
        head, found, body = self._seen.partition(b"\r\n\r\n")
        if not found or len(body) < _length(head):
            return
        if not head.startswith(b"HTTP/1.1 200"):
            self.done.set_exception(OSError(self._seen[:300].decode()))
            return
        self._left -= 1
        if self._left:
            self.ask()
        else:
            self.done.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(exc or OSError("the server hung up"))


def _length(head: bytes) -> int:
    after = head.partition(b"content-length: ")[2]
    return int(after.partition(b"\r\n")[0])
