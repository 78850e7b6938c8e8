from __future__ import annotations

import http.client
import logging
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import Receive, Scope

from helpers.web.asgi import DROP
from helpers.web.loopback import listen
from helpers.web.server import Server

PATIENCE = 10  # seconds: a limit for what should take none
DROPPED = ConnectionError  # reset, aborted, or closed without a byte: each system has its own way


async def _hello(request: Request) -> PlainTextResponse:
    body = await request.body()
    return PlainTextResponse(f"{request.method} {len(body)}")


class _DropApp:
    """The stub's own way: no response at all after the drop."""

    async def __call__(self, scope: object, receive: object, send: object) -> None:
        request = Request(scope, receive)  # type: ignore[arg-type]
        await request.body()
        await request.scope[DROP](float(request.query_params.get("hold", 0)))


def _app() -> Starlette:
    return Starlette(routes=[Route("/hello", _hello, methods=["GET", "POST"]), Route("/drop", _DropApp())])


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(_app()) as running:
        yield running


@dataclass(frozen=True)
class _Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def _connect(port: int, timeout: float = PATIENCE) -> closing[http.client.HTTPConnection]:
    return closing(http.client.HTTPConnection("127.0.0.1", port, timeout=timeout))


def _ask(port: int, method: str = "GET", path: str = "/hello", body: bytes | None = None) -> _Answer:
    with _connect(port) as connection:
        connection.request(method, path, body)
        response = connection.getresponse()
        return _Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())


_HALF_A_REQUEST = b"POST /hello HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\nexpect: 100-continue\r\n\r\n"


def _half_a_request(port: int) -> socket.socket:
    """A client whose request the app has begun to read."""
    client = socket.create_connection(("127.0.0.1", port), PATIENCE)
    client.sendall(_HALF_A_REQUEST)
    assert b"100 Continue" in client.recv(100)
    return client


def test_answers_on_its_own_free_port(server: Server) -> None:
    assert server.port > 0
    assert server.url == f"http://127.0.0.1:{server.port}"
    assert _ask(server.port).body == b"GET 0"


def test_a_connection_made_before_start_is_answered_after_it() -> None:
    server = Server(_app())
    with closing(socket.create_connection(("127.0.0.1", server.port), PATIENCE)) as early:
        early.sendall(b"GET /hello HTTP/1.1\r\nhost: x\r\n\r\n")
        with server:
            assert early.recv(100).startswith(b"HTTP/1.1 200")


def test_small_answers_leave_at_once() -> None:
    """TCP_NODELAY: without it head and body of an answer are 40 ms apart."""
    seen: list[int] = []

    async def look(scope: Scope, receive: Receive, send: Any) -> None:
        sock = send.__self__.transport.get_extra_info("socket")
        seen.append(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        await PlainTextResponse("")(scope, receive, send)

    with Server(look) as server:
        _ask(server.port)
    assert seen and all(seen)


def test_adds_no_headers_of_its_own(server: Server) -> None:
    assert set(_ask(server.port).headers) == {"content-type", "content-length"}


def test_keeps_a_connection_for_the_next_request(server: Server) -> None:
    with _connect(server.port) as connection:
        connection.request("GET", "/hello")
        connection.getresponse().read()
        first = connection.sock
        connection.request("POST", "/hello", b"abc")
        assert connection.getresponse().read() == b"POST 3"
        assert connection.sock is first


def test_a_taken_port_is_an_oserror(server: Server) -> None:
    with pytest.raises(OSError):
        Server(_app(), port=server.port)


def test_a_port_given_up_can_be_taken_again_at_once() -> None:
    with Server(_app()) as first:
        _ask(first.port)
    with Server(_app(), port=first.port) as second:
        assert _ask(second.port).status == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "::"])
def test_refuses_any_host_beyond_loopback(host: str) -> None:
    with pytest.raises(ValueError, match="loopback"):
        Server(_app(), host=host)


def test_takes_a_socket_that_listens_already() -> None:
    with Server(_app(), listener=listen(0)) as server:
        assert _ask(server.port).status == 200


def test_after_stop_nobody_listens() -> None:
    with Server(_app()) as server:
        _ask(server.port)
    with pytest.raises(OSError):
        _ask(server.port)


def test_stop_before_start_and_twice_is_harmless() -> None:
    server = Server(_app())
    server.stop()
    server.stop()


def test_stop_from_its_own_thread_does_not_wait_for_itself() -> None:
    """A forgotten lab may be collected there."""

    async def stop(request: Request) -> PlainTextResponse:
        server.stop()
        return PlainTextResponse("stopping")

    server = Server(Starlette(routes=[Route("/stop", stop)])).start()
    assert _ask(server.port, path="/stop").body == b"stopping"
    server.stop()


def test_stop_does_not_wait_for_half_a_request() -> None:
    with Server(_app()) as server:
        client = _half_a_request(server.port)
        began = time.monotonic()
    assert time.monotonic() - began < 3
    client.close()


# Dropped connections ------------------------------------------------------------------------------------------


def test_a_drop_closes_the_connection_without_a_byte(server: Server) -> None:
    with pytest.raises(DROPPED):
        _ask(server.port, "POST", "/drop", b"{}")


def test_a_drop_leaves_no_error_in_the_log(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(DROPPED):
        _ask(server.port, "POST", "/drop", b"{}")
    _ask(server.port)  # the dropped one is over by now
    assert [r for r in caplog.records if r.levelno >= logging.ERROR] == []


def test_the_server_goes_on_after_a_drop(server: Server) -> None:
    with pytest.raises(DROPPED):
        _ask(server.port, "GET", "/drop")
    assert _ask(server.port).status == 200


def test_a_held_connection_gives_the_client_its_own_timeout(server: Server) -> None:
    with _connect(server.port, timeout=0.1) as connection:
        connection.request("GET", "/drop?hold=3600")
        with pytest.raises(TimeoutError):
            connection.getresponse()


def test_a_hold_does_not_hold_up_others(server: Server) -> None:
    with _connect(server.port) as held:
        held.request("GET", "/drop?hold=3600")
        assert _ask(server.port).status == 200


def test_stop_ends_a_hold() -> None:
    server = Server(_app()).start()
    with _connect(server.port) as held:
        held.request("GET", "/drop?hold=3600")
        _ask(server.port)
        began = time.monotonic()
        server.stop()
        assert time.monotonic() - began < 3
        with pytest.raises(DROPPED):
            held.getresponse()


def test_a_client_that_hangs_up_half_way_is_not_an_error(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        _half_a_request(server.port).close()
        _ask(server.port)
    assert [r for r in caplog.records if r.levelno >= logging.ERROR] == []


def test_many_threads_at_once_are_all_answered(server: Server) -> None:
    statuses: list[int] = []
    threads = [threading.Thread(target=lambda: statuses.append(_ask(server.port).status)) for _ in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert statuses == [200] * 32


# In the foreground ----------------------------------------------------------------------------------------------

_FOREGROUND = """
import signal
from starlette.applications import Starlette
from helpers.web.server import Server
for name in ("SIGTERM", "SIGINT"):  # a process in the background of a shell is born deaf to SIGINT
    signal.signal(getattr(signal, name), signal.default_int_handler)
server = Server(Starlette())
print(server.port, flush=True)
try:
    server.run()
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
@pytest.mark.parametrize("sign", ["SIGTERM", "SIGINT"])
def test_a_signal_ends_run_at_once_and_reaches_the_process(sign: str) -> None:
    command = [sys.executable, "-c", _FOREGROUND]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout
        port = int(process.stdout.readline())
        _ask(port, path="/")
        process.send_signal(getattr(signal, sign))
        output, _ = process.communicate(timeout=PATIENCE)
    assert (output.strip(), process.returncode) == ("interrupted", 0)
