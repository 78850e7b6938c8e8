from __future__ import annotations

import socket

import pytest

from helpers.web.loopback import is_loopback, listen

OURS = ["localhost", "LOCALHOST", "localhost.", "bot.localhost", "127.0.0.1", "127.1.2.3", "::1", "[::1]"]
OTHERS = ["", "0.0.0.0", "::", "10.0.0.1", "example.com", "localhost.example.com", "127.0.0.1.example.com", "127.1"]


@pytest.mark.parametrize("host", OURS)
def test_these_mean_this_computer(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", OTHERS)
def test_these_do_not(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize("port", [-1, 65536, 10**9])
def test_refuses_what_is_no_port(port: int) -> None:
    with pytest.raises(ValueError, match="not a port"):
        listen(port)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "::", "example.com"])
def test_listens_on_loopback_only(host: str) -> None:
    with pytest.raises(ValueError, match="loopback"):
        listen(0, host)


def test_a_taken_port_is_an_oserror() -> None:
    with listen(0) as first, pytest.raises(OSError):
        listen(first.getsockname()[1])


def test_is_listening_when_it_returns() -> None:
    with listen(0) as listener, socket.create_connection(listener.getsockname(), 10):
        pass


def test_asyncio_recognises_it_as_tcp() -> None:
    """Else it leaves out TCP_NODELAY, and every answer takes 40 ms."""
    with listen(0) as listener:
        assert listener.proto == socket.IPPROTO_TCP
