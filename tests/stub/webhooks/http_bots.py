"""Bots for tests: a well-behaved one over HTTP, and one that answers with whatever bytes it is told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

from helpers.web.loopback import LOOPBACK, listen


@dataclass(frozen=True)
class Received:
    """One webhook as the bot got it; header names are lower case."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class HttpBot:
    """Answers `status`, and keeps what it received. `on_webhook` runs before it answers."""

    status: int = 200
    on_webhook: Callable[[Received], None] = lambda received: None
    received: list[Received] = field(default_factory=list)

    def __enter__(self) -> HttpBot:
        bot = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                received = Received(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
                bot.received.append(received)
                bot.on_webhook(received)
                self.send_response(bot.status)
                self.end_headers()
                self.wfile.write(b"OK")

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, traceback: TracebackType | None) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/callback"


class RawBot:
    """Takes one connection, reads the request and sends `answer`; `stays` until the caller goes away."""

    def __init__(self, answer: bytes, *, stays: bool = False, host: str = LOOPBACK) -> None:
        self._answer = answer
        self._stays = stays
        self._listener = listen(0, host)
        name = f"[{host}]" if ":" in host else host
        self.url = f"http://{name}:{self._listener.getsockname()[1]}/callback"
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> RawBot:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, traceback: TracebackType | None) -> None:
        self._thread.join(10)
        self._listener.close()

    def _serve(self) -> None:
        connection, _ = self._listener.accept()
        with connection:
            connection.settimeout(10)
            _read_request(connection)
            connection.sendall(self._answer)
            while self._stays and connection.recv(1):
                pass


def _read_request(connection: socket.socket) -> None:
    raw = b""
    while b"\r\n\r\n" not in raw:
        raw += connection.recv(65536)
    head, _, body = raw.partition(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
    )
    while len(body) < length:
        body += connection.recv(65536)
