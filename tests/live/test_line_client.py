import http.client
import socket
import ssl
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from urllib3.util.ssl_ import resolve_cert_reqs

from helpers.live.line_client import LINE_DATA, NoReply, Reply, Upstream
from helpers.redaction import Secret
from helpers.web.loopback import LOOPBACK, listen
from tests.live.line import TOKEN

BEARER = Secret(f"Bearer {TOKEN}")
FINE = b"HTTP/1.1 200 OK\r\nX-Line-Request-Id: r1\r\nContent-Length: 2\r\n\r\n{}"


class Wire:
    """Answers every connection with the same bytes, and keeps what it was sent."""

    def __init__(self, answer: bytes | None) -> None:
        self.got: list[bytes] = []
        self._answer = answer
        self._listener = listen(0)
        self.port = self._listener.getsockname()[1]
        self.done = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            while data := connection.recv(65536):
                self.got.append(data)
                if self._answer is None:
                    self.done.wait(30)  # never answers
                    return
                connection.sendall(self._answer)
                if not self._answer.endswith(b"{}"):
                    return

    def close(self) -> None:
        self.done.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


@contextmanager
def wire(answer: bytes | None = FINE) -> Iterator[Wire]:
    server = Wire(answer)
    try:
        yield server
    finally:
        server.close()


def upstream(port: int, read: float = 5) -> Upstream:
    return Upstream(f"http://{LOOPBACK}:{port}", connect=5, read=read)


def test_an_answer_is_given_back_with_lower_case_headers() -> None:
    with wire() as line:
        reply = upstream(line.port).ask("GET", "/v2/bot/info", authorization=BEARER)
    assert reply == Reply(200, {"x-line-request-id": "r1", "content-length": "2"}, b"{}")
    assert isinstance(reply, Reply)
    assert reply.request_id == "r1"


def test_the_token_goes_into_the_header_only() -> None:
    with wire() as line:
        upstream(line.port).ask("POST", "/x?y=1", headers={"accept": "a/b"}, body=b"{}", authorization=BEARER)
    head = b"".join(line.got)
    assert head.startswith(b"POST /x?y=1 HTTP/1.1\r\n")
    assert f"authorization: Bearer {TOKEN}\r\n".encode() in head
    assert head.count(TOKEN.encode()) == 1


def test_without_authorization_there_is_no_header() -> None:
    with wire() as line:
        upstream(line.port).ask("GET", "/x")
    assert b"authorization" not in b"".join(line.got).lower()


def test_a_redirect_is_not_followed() -> None:
    with wire() as other:
        answer = (
            f"HTTP/1.1 302 Found\r\nLocation: http://{LOOPBACK}:{other.port}/\r\nContent-Length: 0\r\n\r\n".encode()
        )
        with wire(answer) as line:
            reply = upstream(line.port).ask("GET", "/x", authorization=BEARER)
    assert isinstance(reply, Reply)
    assert reply.status == 302
    assert other.got == []


def test_where_nobody_listens_nothing_left() -> None:
    listener = listen(0)
    port = listener.getsockname()[1]
    listener.close()
    assert upstream(port).ask("POST", "/x", body=b"{}", authorization=BEARER) == NoReply(False, "unreachable")


def test_a_name_nobody_has_is_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: object, **__: object) -> object:
        raise socket.gaierror("no such name")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    assert Upstream("https://api.line.me").ask("GET", "/v2/bot/info") == NoReply(False, "unreachable")


def test_without_an_answer_the_request_may_have_arrived() -> None:
    with wire(None) as line:
        assert upstream(line.port, read=0.2).ask("POST", "/x", body=b"{}") == NoReply(True, "timeout")
        assert line.got


def test_a_dropped_connection_may_have_arrived() -> None:
    with wire(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf") as line:
        assert upstream(line.port).ask("POST", "/x", body=b"{}") == NoReply(True, "dropped")


def test_who_stops_it_sees_no_token_in_any_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(http.client.HTTPConnection, "getresponse", stop)
    with wire() as server, pytest.raises(KeyboardInterrupt) as caught:
        Upstream(f"http://{LOOPBACK}:{server.port}").ask("GET", "/v2/bot/info", authorization=BEARER)
    told = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    assert "_ask" in "".join(told.format())
    assert TOKEN not in "".join(told.format())


def test_another_protocol_at_the_other_end_is_no_answer() -> None:
    with wire(b"220 smtp ready\r\n") as line:
        assert upstream(line.port).ask("GET", "/x") == NoReply(True, "dropped")


def test_debugging_the_sdk_prints_no_token(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(http.client.HTTPConnection, "debuglevel", 1)  # what Configuration(debug=True) does
    with wire() as line:
        upstream(line.port).ask("GET", "/x", authorization=BEARER)
    assert line.got
    assert capsys.readouterr().out == ""


def test_a_fresh_request_has_a_connection_of_its_own() -> None:
    with wire() as line:
        client = upstream(line.port)
        pool = client._pools[f"http://{LOOPBACK}:{line.port}"]
        client.ask("GET", "/x")
        client.ask("GET", "/x", fresh=True)
        client.ask("GET", "/x")
        assert pool.num_connections == 1
    assert len(line.got) == 3


@pytest.mark.parametrize(
    ("target", "data"),
    [
        ("/v2/bot/message/123/content", True),
        ("/v2/bot/message/123/content/preview?x=1", True),
        ("/v2/bot/richmenu/r/content", True),
        ("/v2/bot/audienceGroup/upload/byFile", True),
        ("/v2/bot/message/push", False),
        ("/v2/bot/message/123/contents", False),
        ("/v2/bot/richmenu/content", False),
        ("/v2/bot/audienceGroup/upload", False),
    ],
)
def test_content_is_asked_of_the_host_that_has_it(monkeypatch: pytest.MonkeyPatch, target: str, data: bool) -> None:
    asked: list[str] = []
    client = Upstream("https://api.line.me")
    for base, pool in client._pools.items():
        monkeypatch.setattr(pool, "urlopen", lambda *_, base=base, **__: asked.append(base))
    client.ask("GET", target)
    assert asked == [LINE_DATA if data else "https://api.line.me"]


@pytest.mark.parametrize("base", ["http://api.line.me", "https://evil.example", "http://0.0.0.0:1"])
def test_no_other_base_is_taken(base: str) -> None:
    with pytest.raises(ValueError, match="nowhere else"):
        Upstream(base)


def test_line_must_show_its_certificate() -> None:
    pool = Upstream("https://api.line.me")._pools["https://api.line.me"]
    connection = pool._new_conn()
    assert resolve_cert_reqs(connection.cert_reqs) == ssl.CERT_REQUIRED
    assert getattr(connection, "assert_hostname", None) is None
    assert connection.ssl_context.check_hostname


def test_python_of_macos_that_trusts_nobody_by_itself_still_knows_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "there-is-no-such-file")
    monkeypatch.setenv("SSL_CERT_DIR", "there-is-no-such-folder")
    assert ssl.create_default_context().cert_store_stats()["x509_ca"] == 0
    connection = Upstream("https://api.line.me")._pools["https://api.line.me"]._new_conn()
    assert connection.ssl_context.cert_store_stats()["x509_ca"] > 50
