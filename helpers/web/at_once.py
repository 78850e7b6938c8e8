"""A short request to an app that never waits is answered as soon as it is read, without a task of its own.

uvicorn makes a task, an event and a timer of every request: much of what a push to the practice platform costs. This
protocol of uvicorn's saves them for the paths of which the app says that it answers them at once. Everything else
(long or chunked bodies, `Expect`, pipelines, other paths) goes uvicorn's own way.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from helpers.web.asgi import DROP, Message, Scope

#: The body of a longer request goes uvicorn's way, which stops reading when it is too much.
SHORT = 65_536
_STATUS_LINES = {status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode() for status in HTTPStatus}
_FAILED = b"HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class AtOnceProtocol(HttpToolsProtocol):
    """One connection."""

    app: Any  # the server's own around the app: it has `app` and `answers_at_once`
    _body: bytes | None = None  # of a request that is to be answered at once; None for all others

    def on_message_begin(self) -> None:
        """Begin a request; uvicorn's record of it is made only for those that go uvicorn's way."""
        self.url = b""
        self.headers = []
        self.expect_100_continue = False

    def on_headers_complete(self) -> None:
        """Take the short way, or uvicorn's."""
        if self._is_short():
            self._body = b""
            return
        url, headers, expect = self.url, self.headers, self.expect_100_continue
        super().on_message_begin()
        self.url, self.expect_100_continue = url, expect
        self.headers.extend(headers)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Keep a piece of the body."""
        if self._body is None:
            super().on_body(body)
        else:
            self._body += body

    def on_message_complete(self) -> None:
        """Answer a request that took the short way."""
        if self._body is None:
            super().on_message_complete()
            return
        body, self._body = self._body, None
        self._answer(body)

    def _is_short(self) -> bool:
        before: Any = self.cycle  # None before the first request that went uvicorn's way
        if self.pipeline or self.expect_100_continue or not (before is None or before.response_complete):
            return False
        answers_at_once: Callable[[str], bool] | None = self.app.answers_at_once
        if answers_at_once is None or b"?" in self.url or b"%" in self.url:
            return False
        if not answers_at_once(self.url.decode("latin-1")):
            return False
        for name, value in self.headers:
            if name == b"content-length":
                return value.isdigit() and int(value) <= SHORT and self._is_plain()
        return False

    def _is_plain(self) -> bool:
        return self.parser.get_http_version() == "1.1" and not self.parser.should_upgrade()

    def _answer(self, body: bytes) -> None:
        scope: Scope = {
            "type": "http", "http_version": "1.1", "method": self.parser.get_method().decode("ascii"), "scheme": "http",
            "path": self.url.decode("latin-1"), "raw_path": self.url, "query_string": b"", "root_path": "",
            "headers": self.headers, "client": self.client, "server": self.server, DROP: self._drop,
        }  # fmt: skip
        sent: list[Message] = []
        try:
            run_at_once(self.app.app, scope, body, sent)
        except Exception:
            self.logger.exception("Exception in ASGI application\n")
            self.transport.write(_FAILED)
            self.transport.close()
            return
        if sent:
            keep_alive = self.parser.should_keep_alive()
            self.transport.write(_written(sent, keep_alive=keep_alive))
            if not keep_alive:
                self.transport.close()

    async def _drop(self, hold_seconds: float) -> None:
        """Give no answer, and cut the connection after a while."""
        self.transport.pause_reading()
        self.loop.call_later(hold_seconds, self.transport.abort)


def run_at_once(app: Any, scope: Scope, body: bytes, sent: list[Message]) -> None:
    """Run an ASGI app that never waits to its end; `sent` gets what it sends. Raise RuntimeError if it waits."""
    incoming: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return incoming.pop() if incoming else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    running = app(scope, receive, send).__await__()
    try:
        next(running)
    except StopIteration:
        return
    running.close()
    raise RuntimeError("an app that answers at once has waited for something")


def _written(sent: list[Message], *, keep_alive: bool) -> bytes:
    """Return an answer as it goes over the wire."""
    start, *rest = sent
    head = b"".join([name + b": " + value + b"\r\n" for name, value in start["headers"]])
    end = b"\r\n" if keep_alive else b"connection: close\r\n\r\n"
    return b"".join([_STATUS_LINES[start["status"]], head, end, *(message.get("body", b"") for message in rest)])
