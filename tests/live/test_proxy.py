"""The proxy, over its own loopback socket, before a scripted LINE."""

import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import urllib3

from helpers.explain.explanation import explain
from helpers.live import retry
from helpers.live.consent_gate import ConsentGate
from helpers.live.estimates import Counter
from helpers.live.forwarding import Forwarder, UnsettledKeys
from helpers.live.line_client import Result
from helpers.live.proxy import Proxy, redact_bytes
from helpers.redaction import Secret
from helpers.session.exchange import LAB_ID, Exchange
from helpers.stub.world.clock import START
from helpers.stub.world.worlds import CLASSROOM
from helpers.text import LANGUAGES, texts
from helpers.web.loopback import LOOPBACK
from helpers.web.server import Server
from tests.live.line import BROKEN, LOST, ME, RATE, SECRET, TOKEN, ScriptedLine, ok, options, refused

KEY = "live-proxy-" + "k" * 24
PUSH = {"to": ME, "messages": [{"type": "text", "text": "hi"}]}


class Post:
    """A proxy on a socket. `exchanges` is what it recorded."""

    def __init__(self, patient: bool = False) -> None:
        """`patient`: it really waits between two attempts."""
        self.line = ScriptedLine()
        self.exchanges: list[Exchange] = []
        self.recorded = threading.Event()
        given = options(**({"sleep": None} if patient else {}))
        self.gate = ConsentGate(ME, given.clock, Counter(lambda: START))
        forwarder = Forwarder(self.line, self.gate, UnsettledKeys(given.new_key), given)  # type: ignore[arg-type]
        proxy = Proxy(forwarder, Secret(TOKEN), KEY, texts("en"), self._record, [Secret(SECRET)])
        self.server = Server(proxy).start()

    def _record(self, exchange: Exchange) -> None:
        self.exchanges.append(exchange)
        self.recorded.set()

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> urllib3.BaseHTTPResponse:
        given = {"authorization": f"Bearer {KEY}", "content-type": "application/json"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        raw = body if isinstance(body, bytes) or body is None else json.dumps(body)
        headers = {name: value for name, value in given.items() if value}
        return urllib3.request(method, f"{self.server.url}{path}", body=raw, headers=headers, retries=False, timeout=30)


@pytest.fixture
def post() -> Iterator[Post]:
    post = Post()
    yield post
    post.server.stop()


# Whose request it is --------------------------------------------------------------------------------------------------


def test_the_proxys_key_becomes_the_token(post: Post) -> None:
    post.ask("GET", "/v2/bot/info?x=%20y")
    [asked] = post.line.asked
    assert (asked.authorization, asked.target) == (f"Bearer {TOKEN}", "/v2/bot/info?x=%20y")


@pytest.mark.parametrize("header", ["Bearer wrong", "Basic abc", f"Bearer {KEY}x"])
def test_another_token_goes_on_for_line_to_judge(post: Post, header: str) -> None:
    post.ask("GET", "/v2/bot/info", authorization=header)
    assert post.line.asked[0].authorization == header


def test_no_token_stays_no_token(post: Post) -> None:
    post.ask("GET", "/v2/bot/info", authorization="")
    assert post.line.asked[0].authorization == ""


def test_a_client_made_for_practice_is_told_so_and_goes_no_further(post: Post) -> None:
    reply = post.ask("GET", "/v2/bot/info", authorization=f"Bearer {CLASSROOM.access_token}")
    assert (reply.status, reply.json()["lab"]) == (403, "live.stale_client")
    assert post.line.asked == []


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"host": "evil.example"}, {"sec_fetch_site": "cross-site"}, {"host": "[::1"}],
)
def test_what_a_web_page_may_have_sent_goes_no_further(post: Post, headers: dict[str, str]) -> None:
    reply = post.ask("POST", "/v2/bot/message/push", PUSH, **headers)
    assert (reply.status, reply.json()["lab"]) == (403, "live.foreign_caller")
    assert post.line.asked == []


@pytest.mark.parametrize("path", ["/oauth2/v2.1/token", "/v2/oauth/accessToken", "/oauth2/v3/token"])
def test_tokens_are_not_dealt_with(post: Post, path: str) -> None:
    assert post.ask("POST", path, b"x").json()["lab"] == "live.token_path"
    assert post.line.asked == []


def test_a_target_that_is_no_path_goes_no_further(post: Post) -> None:
    with socket.create_connection((LOOPBACK, post.server.port), timeout=10) as raw:
        raw.sendall(f"GET .evil.example/ HTTP/1.1\r\nHost: {LOOPBACK}\r\nAuthorization: Bearer {KEY}\r\n\r\n".encode())
        answer = raw.recv(65536)
    assert b" 403 " in answer or b" 400 " in answer
    assert post.line.asked == []


def test_a_body_larger_than_anything_line_takes_goes_no_further(post: Post) -> None:
    assert post.ask("POST", "/v2/bot/message/push", b"x" * (9 * 2**20)).json()["lab"] == "live.too_large"
    assert post.line.asked == []


def test_only_what_line_needs_of_the_headers_goes_on(post: Post) -> None:
    post.ask("POST", "/v2/bot/message/push", PUSH, cookie="a=b", x_http_method_override="DELETE", x_forwarded_for="1")
    assert set(post.line.asked[0].headers) == {"content-type", "user-agent", "x-line-retry-key"}


# What comes back ------------------------------------------------------------------------------------------------------


def test_lines_answer_comes_back_word_for_word(post: Post) -> None:
    post.line.answers["/v2/bot/info"] = [ok({"a": "你"}, 404, x_line_request_id="r9")]
    reply = post.ask("GET", "/v2/bot/info")
    assert (reply.status, reply.data, reply.headers["x-line-request-id"]) == (404, b'{"a": "\\u4f60"}', "r9")


def test_without_an_answer_the_connection_is_dropped(post: Post) -> None:
    post.line.answers["/v2/bot/info"] = [LOST]
    with pytest.raises(urllib3.exceptions.ProtocolError):
        post.ask("GET", "/v2/bot/info")
    assert post.exchanges[0].status is None


def test_what_is_held_back_says_so_in_the_labs_own_words(post: Post) -> None:
    reply = post.ask("POST", "/v2/bot/message/broadcast", {"messages": PUSH["messages"]})
    assert (reply.status, reply.json()["lab"]) == (428, "live.needs_consent")
    assert 'lab.consent(recipients="unknown")' in reply.json()["message"]
    assert reply.headers[LAB_ID] == post.exchanges[0].request_id
    assert "x-line-request-id" not in reply.headers
    assert post.line.to("/v2/bot/message/broadcast") == []


def test_when_the_caller_hangs_up_nothing_more_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "WAIT_FIRST", 60)  # seconds the hang-up must cut short
    monkeypatch.setattr(retry, "WAIT_LONGEST", 60)
    post = Post(patient=True)
    post.line.answers["/v2/bot/message/push"] = [BROKEN]
    raw = json.dumps(PUSH).encode()
    head = f"POST /v2/bot/message/push HTTP/1.1\r\nHost: {LOOPBACK}\r\nAuthorization: Bearer {KEY}\r\n"
    with socket.create_connection((LOOPBACK, post.server.port), timeout=10) as connection:
        connection.sendall(f"{head}Content-Type: application/json\r\nContent-Length: {len(raw)}\r\n\r\n".encode() + raw)
        assert post.line.was_asked.wait(30)
    assert post.recorded.wait(30)
    post.server.stop()
    assert len(post.line.asked) == 1
    assert [attempt.verdict for attempt in post.exchanges[0].attempts] == ["server_error"]


def test_half_a_request_goes_no_further(post: Post) -> None:
    head = f"PUT /v2/bot/channel/webhook/endpoint HTTP/1.1\r\nHost: {LOOPBACK}\r\nAuthorization: Bearer {KEY}\r\n"
    with socket.create_connection((LOOPBACK, post.server.port), timeout=10) as connection:
        connection.sendall(f'{head}Content-Length: 100\r\n\r\n{{"endpoint":'.encode())
    assert not post.recorded.wait(0.5)
    assert post.ask("GET", "/v2/bot/info").status == 200
    assert [exchange.path for exchange in post.exchanges] == ["/v2/bot/info"]


# What is remembered ---------------------------------------------------------------------------------------------------


def test_an_exchange_is_recorded_with_its_attempts_and_its_key(post: Post) -> None:
    post.line.answers["/v2/bot/message/push"] = [BROKEN, ok({"sentMessages": [{"id": "1"}]})]
    post.ask("POST", "/v2/bot/message/push", PUSH)
    [exchange] = post.exchanges
    assert (exchange.live, exchange.status, exchange.path) == (True, 200, "/v2/bot/message/push")
    assert [attempt.verdict for attempt in exchange.attempts] == ["server_error", "accepted"]
    assert exchange.request_headers["x-line-retry-key"] == post.line.asked[0].retry_key
    assert exchange.request_json() == PUSH


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("first", "doubt"), [(LOST, True), (BROKEN, True), (RATE, False)])
def test_a_refusal_after_a_lost_answer_leaves_a_doubt_and_says_so(
    post: Post, first: Result, doubt: bool, lang: str
) -> None:
    post.line.answers["/v2/bot/message/push"] = [first, RATE]
    assert post.ask("POST", "/v2/bot/message/push", PUSH).status == 429
    told = explain(post.exchanges[0], texts(lang))
    assert (told.stopped_by, told.aside) == ("line", texts(lang)("live.note.lost_before") if doubt else "")


def test_neither_token_nor_secret_nor_key_is_recorded(post: Post) -> None:
    post.line.answers["/v2/bot/info"] = [refused(400, f"{TOKEN} {SECRET}")]
    post.ask("GET", f"/v2/bot/info?a={SECRET}", user_agent=f"x {TOKEN}")
    seen = "".join(repr(vars(exchange)) for exchange in post.exchanges)
    assert not any(hidden in seen for hidden in (TOKEN, SECRET, KEY))
    assert post.exchanges[0].request_headers["authorization"] == "Bearer ••••"


def test_a_token_in_an_answer_does_not_reach_the_kernel(post: Post) -> None:
    post.line.answers["/v2/bot/info"] = [ok({"token": TOKEN})]
    assert post.ask("GET", "/v2/bot/info").json() == {"token": "••••"}


def test_content_without_a_secret_stays_as_it_is() -> None:
    assert redact_bytes(b"\xff\xd8\x00", [Secret(TOKEN), Secret("")]) == b"\xff\xd8\x00"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_stop_is_explained(lang: str) -> None:
    keys = ("needs_consent", "stale_client", "foreign_caller", "bad_target", "token_path", "too_large")
    assert [
        key for key in keys for part in ("title", "meaning", "todo") if not texts(lang).has(f"live.{key}.{part}")
    ] == []
