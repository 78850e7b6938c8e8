"""Requests that are answered as soon as they are read: the same answers as uvicorn's own way gives, whatever comes."""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from helpers.web.asgi import DROP, Receive, Scope, Send, read_body
from helpers.web.server import Server

pytest.importorskip("httptools")
from helpers.web import at_once

PATIENCE = 10
HEAD = b"POST %s HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n%s\r\n"


class App:
    """Answers with what it was asked; says so of paths under /now."""

    def answers_at_once(self, path: str) -> bool:
        return path.startswith("/now")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await read_body(receive)
        assert body is not None
        if scope["path"].endswith("/drop"):
            await scope[DROP](0.0)
            return
        if scope["path"].endswith("/fail"):
            raise ZeroDivisionError
        answer = f"{scope['method']} {scope['path']} {body[:10].decode()}".encode()
        headers = [(b"content-length", str(len(answer)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answer})


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(App()) as running:
        yield running


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The bodies of the requests that took the short way."""
    taken: list[bytes] = []
    run = at_once.run_at_once

    def watch(app: Any, scope: Scope, body: bytes, sent: list[Any]) -> None:
        taken.append(bytes(body))
        run(app, scope, body, sent)

    monkeypatch.setattr(at_once, "run_at_once", watch)
    return taken


def request(path: bytes, body: bytes = b"", more: bytes = b"") -> bytes:
    return HEAD % (path, len(body), more) + body


def talk(server: Server, *pieces: bytes, answers: int = 1) -> bytes:
    """What comes back for these pieces, each sent as it is."""
    with closing(socket.create_connection(("127.0.0.1", server.port), PATIENCE)) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        seen = b""
        for number, piece in enumerate(pieces):
            if number:
                talk(server, request(b"/now", b"!"))  # answered only after the piece before was read
            client.sendall(piece)
        while seen.count(b"HTTP/1.1 ") < answers or not seen.endswith((b"}", b"!")):
            more = client.recv(65536)
            if not more:
                break
            seen += more
        return seen


def test_a_short_request_takes_the_short_way(server: Server, short: list[bytes]) -> None:
    assert talk(server, request(b"/now", b"hi!")).endswith(b"\r\n\r\nPOST /now hi!")
    assert short == [b"hi!"]


def test_both_ways_answer_alike(server: Server, short: list[bytes]) -> None:
    now, later = (talk(server, request(path, b"hi!")) for path in (b"/now", b"/tmp"))
    assert now.replace(b"/now", b"/tmp") == later
    assert len(short) == 1


def test_a_body_may_come_in_pieces(server: Server, short: list[bytes]) -> None:
    whole = request(b"/now", b"abc!")
    assert talk(server, whole[:20], whole[20:-3], whole[-3:]).endswith(b"POST /now abc!")
    assert short[-1] == b"abc!"


def test_two_requests_in_one_packet_are_answered_in_their_order(server: Server) -> None:
    for first, second in ((b"/now/1", b"/now/2"), (b"/later", b"/now/2"), (b"/now/1", b"/later")):
        seen = talk(server, request(first, b"a!") + request(second, b"b!"), answers=2)
        assert seen.index(b"POST " + first + b" a!") < seen.index(b"POST " + second + b" b!")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"POST /now HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n", b"3\r\nabc\r\n1\r\n!\r\n0\r\n\r\n"),
        (b"POST /now HTTP/1.0\r\nhost: x\r\ncontent-length: 4\r\n\r\n", b"abc!"),
        (b"POST /now?a=b HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n\r\n", b"abc!"),
        (b"POST /now HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 4\r\n\r\n", b"abc!"),
    ],
)
def test_what_is_not_plain_goes_uvicorns_way(server: Server, short: list[bytes], head: bytes, body: bytes) -> None:
    assert b" 200 OK\r\n" in talk(server, head + body, answers=2 if b"expect" in head else 1)
    assert short == []


def test_a_long_body_goes_uvicorns_way(server: Server, short: list[bytes]) -> None:
    body = b"!" * (at_once.SHORT + 1)
    assert talk(server, request(b"/now", body)).endswith(b"POST /now !!!!!!!!!!")
    assert short == []


def test_a_connection_may_be_closed_after_the_answer(server: Server) -> None:
    seen = talk(server, request(b"/now", b"a!", b"connection: close\r\n"), answers=2)
    assert b"connection: close\r\n" in seen and seen.endswith(b"a!")


def test_a_drop_closes_the_connection_without_a_byte(server: Server) -> None:
    try:
        seen = talk(server, request(b"/now/drop", b"a!"))
    except ConnectionError:  # reset, or closed in order: each system has its own way
        seen = b""
    assert seen == b""
    assert talk(server, request(b"/now", b"a!")).endswith(b"a!")


def test_an_app_that_fails_is_a_500(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert talk(server, request(b"/now/fail", b"a!")).startswith(b"HTTP/1.1 500 ")
    assert "ZeroDivisionError" in caplog.text


def test_stop_does_not_wait_for_half_a_request() -> None:
    with Server(App()) as server:
        client = socket.create_connection(("127.0.0.1", server.port), PATIENCE)
        client.sendall(request(b"/now", b"abc!")[:-2])
        talk(server, request(b"/now", b"a!"))
        began = time.monotonic()
    assert time.monotonic() - began < 3
    client.close()


def test_an_app_that_waits_although_it_said_otherwise_is_told() -> None:
    async def waits(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="waited"):
        at_once.run_at_once(waits, {}, b"", [])
