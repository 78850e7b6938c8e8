from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from flask import Flask, request
from linebot.v3 import WebhookHandler
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.webhooks import MessageEvent
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from helpers.line.webhook_request import WebhookRequest, sign
from helpers.stub.person_actions import PersonActions
from helpers.stub.platform import Platform
from helpers.stub.webhooks.bots import Answered, Failure, UrlBot, by_status, check_url, in_process
from helpers.web.loopback import listen
from tests.stub.webhooks.http_bots import HttpBot, RawBot

SECRET = "secret"
#: Long enough for any machine where no time is needed; short where it must run out.
PATIENT, SHORT = 10.0, 0.2


@pytest.fixture
def webhook() -> WebhookRequest:
    platform = Platform()
    platform.account.channel_secret = SECRET
    sent = PersonActions(platform).send(0, {"type": "text", "text": "你好"})
    assert sent
    return sent


# Addresses --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:5000/callback", "https://bot.example/x?y=1", "http://localhost", "http://[::1]:80/%E4%BD%A0"],
)
def test_these_are_addresses(url: str) -> None:
    check_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "", "callback", "ftp://127.0.0.1/", "http://", "http:///callback", "//127.0.0.1/", "http://127.0.0.1:0/",
        "http://127.0.0.1:99999/", "http://127.0.0.1:x/", "http://[::1/", "http://127.0.0.1/你", "http://127.0.0.1/a b",
        "http://127.0.0.1/\n", "http://127.0.0.1/\x00", "http://127.0.0.1/" + "a" * 500,
    ],
)  # fmt: skip
def test_these_are_not(url: str) -> None:
    with pytest.raises(ValueError):
        check_url(url)


# Over HTTP --------------------------------------------------------------------------------------------------------


def test_posts_the_raw_body_with_lines_headers(webhook: WebhookRequest) -> None:
    with HttpBot() as bot:
        assert UrlBot(bot.url + "?a=1", PATIENT).post(webhook) == Answered(200, None, "200 OK")
    (received,) = bot.received
    assert (received.path, received.body) == ("/callback?a=1", webhook.body)
    assert received.headers["x-line-signature"] == sign(SECRET, received.body)
    assert received.headers["content-type"] == "application/json; charset=utf-8"
    assert received.headers["user-agent"] == "LineBotWebhook/2.0"


def test_localhost_reaches_a_bot_on_the_ipv4_address(webhook: WebhookRequest) -> None:
    with HttpBot() as bot:
        assert UrlBot(bot.url.replace("127.0.0.1", "localhost"), PATIENT).post(webhook).status == 200
    assert bot.received[0].headers["host"].startswith("localhost:")


def _has_ipv6() -> bool:
    try:
        listen(0, "::1").close()
    except OSError:
        return False
    return True


@pytest.mark.skipif(not _has_ipv6(), reason="no IPv6 here")
@pytest.mark.parametrize("host", ["[::1]", "localhost"])
def test_reaches_a_bot_on_the_ipv6_address(webhook: WebhookRequest, host: str) -> None:
    with RawBot(b"HTTP/1.1 204 No Content\r\n\r\n", host="::1") as bot:
        assert UrlBot(bot.url.replace("[::1]", host), PATIENT).post(webhook).status == 204


@pytest.mark.parametrize("status", [400, 404, 500, 503])
def test_an_error_status_is_a_failure(webhook: WebhookRequest, status: int) -> None:
    with HttpBot(status) as bot:
        answered = UrlBot(bot.url, PATIENT).post(webhook)
    assert (answered.status, answered.failure) == (status, Failure.ERROR_STATUS_CODE)
    assert answered.detail.startswith(str(status))


def test_a_redirect_is_not_followed(webhook: WebhookRequest) -> None:
    with RawBot(b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n") as bot:
        assert UrlBot(bot.url, PATIENT).post(webhook) == Answered(302, Failure.ERROR_STATUS_CODE, "302 Found")


def test_nobody_listening_is_could_not_connect(webhook: WebhookRequest) -> None:
    with closing(listen(0)) as listener:
        port = listener.getsockname()[1]
    answered = UrlBot(f"http://127.0.0.1:{port}/", PATIENT).post(webhook)
    assert (answered.status, answered.failure) == (0, Failure.COULD_NOT_CONNECT)


def test_a_name_no_dns_can_have_is_could_not_connect(webhook: WebhookRequest) -> None:
    assert UrlBot(f"http://{'a' * 70}/", PATIENT).post(webhook).failure is Failure.COULD_NOT_CONNECT


def test_a_failed_tls_handshake_is_could_not_connect(webhook: WebhookRequest) -> None:
    with HttpBot() as bot:
        answered = UrlBot(bot.url.replace("http:", "https:"), PATIENT).post(webhook)
    assert answered.failure is Failure.COULD_NOT_CONNECT


def test_no_answer_in_time_is_a_timeout(webhook: WebhookRequest) -> None:
    with RawBot(b"", stays=True) as bot:
        answered = UrlBot(bot.url, SHORT).post(webhook)
    assert answered == Answered(0, Failure.REQUEST_TIMEOUT, "no answer within 0.2 seconds")


def test_an_answer_drop_by_drop_does_not_stretch_the_time(webhook: WebhookRequest) -> None:
    with DrippingBot() as bot:
        answered = UrlBot(bot.url, SHORT).post(webhook)
    assert answered.failure is Failure.REQUEST_TIMEOUT


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1", b"nonsense\r\n\r\n", b"\xff\xfe\r\n\r\n", b"HTTP/1.1 abc OK\r\n\r\n"]
)
def test_an_answer_that_is_none_is_unclassified(webhook: WebhookRequest, answer: bytes) -> None:
    with RawBot(answer) as bot:
        answered = UrlBot(bot.url, PATIENT).post(webhook)
    assert (answered.status, answered.failure) == (0, Failure.UNCLASSIFIED)
    assert answered.detail


def test_the_status_counts_even_if_the_body_never_ends(webhook: WebhookRequest) -> None:
    with RawBot(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc", stays=True) as bot:
        assert UrlBot(bot.url, SHORT).post(webhook) == Answered(200, None, "200 OK")


def test_a_huge_answer_is_not_read_to_its_end(webhook: WebhookRequest) -> None:
    with RawBot(b"HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\n" + b"x" * 70_000, stays=True) as bot:
        assert UrlBot(bot.url, PATIENT).post(webhook).status == 200


def test_a_status_without_a_name_is_told_by_number() -> None:
    assert by_status(299) == Answered(299, None, "299")


class DrippingBot(RawBot):
    """Sends a byte of an endless header whenever the caller still waits for it."""

    def __init__(self) -> None:
        super().__init__(b"")

    def _serve(self) -> None:
        connection, _ = self._listener.accept()
        with connection:
            connection.settimeout(0.02)  # between two bytes; no clock is read
            while not self._gone(connection):
                try:
                    connection.sendall(b"H" * 1)
                except OSError:
                    return

    @staticmethod
    def _gone(connection: socket.socket) -> bool:
        try:
            return connection.recv(65536) == b""
        except TimeoutError:
            return False
        except OSError:
            return True


# In this process --------------------------------------------------------------------------------------------------


def _handler(do: Callable[[Any], None]) -> WebhookHandler:
    handler = WebhookHandler(SECRET)
    handler.add(MessageEvent)(do)
    return handler


def test_a_webhook_handler_gets_the_event(webhook: WebhookRequest) -> None:
    texts: list[str] = []
    bot = in_process(_handler(lambda event: texts.append(event.message.text)))
    assert bot.post(webhook) == Answered(200, None, "200 OK")
    assert texts == ["你好"]


def test_what_a_handler_raises_is_a_500_and_kept(webhook: WebhookRequest) -> None:
    boom = RuntimeError("boom")

    def fail(event: object) -> None:
        raise boom

    answered = in_process(_handler(fail)).post(webhook)
    assert answered == Answered(500, Failure.ERROR_STATUS_CODE, "RuntimeError: boom", boom)


@pytest.mark.parametrize("kind", ["handler", "asgi"])
def test_a_bot_that_exits_is_a_500_and_the_next_webhook_comes(kind: str) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        raise SystemExit(3)

    platform = Platform()
    platform.account.channel_secret = SECRET
    platform.webhook_delivery.deliver_to(app if kind == "asgi" else _handler(lambda event: sys.exit(3)))
    for _ in range(2):
        PersonActions(platform).send(0, {"type": "text", "text": "hi"})
        assert platform.webhook_delivery.wait(10)
    assert [attempt.answered.detail for attempt in platform.webhook_attempts] == ["SystemExit: 3"] * 2


def test_a_handler_with_another_secret_refuses(webhook: WebhookRequest) -> None:
    answered = in_process(WebhookHandler("another")).post(webhook)
    assert (answered.status, answered.failure) == (400, Failure.ERROR_STATUS_CODE)
    assert isinstance(answered.error, InvalidSignatureError)


def _ticking(*seconds: float) -> Callable[[], float]:
    times: Iterator[float] = iter(seconds)
    return lambda: next(times)


@pytest.mark.parametrize(("took", "failure"), [(2.0, None), (2.1, Failure.REQUEST_TIMEOUT)])
def test_a_handler_has_two_seconds(webhook: WebhookRequest, took: float, failure: Failure | None) -> None:
    bot = in_process(_handler(lambda event: None), clock=_ticking(100, 100 + took))
    assert bot.post(webhook).failure is failure


def _flask(status: int = 200) -> tuple[Flask, list[tuple[bytes, str | None]]]:
    app, got = Flask(__name__), []

    @app.post("/hook")
    def hook() -> tuple[str, int]:
        got.append((request.get_data(), request.headers.get("X-Line-Signature")))
        return "", status

    return app, got


def test_a_wsgi_app_gets_body_and_signature(webhook: WebhookRequest) -> None:
    app, got = _flask()
    assert in_process(app, "/hook").post(webhook) == Answered(200, None, "200 OK")
    assert got == [(webhook.body, webhook.signature)]


def test_the_status_of_a_wsgi_app_counts(webhook: WebhookRequest) -> None:
    app, _ = _flask(503)
    assert in_process(app, "/hook").post(webhook).failure is Failure.ERROR_STATUS_CODE
    assert in_process(app, "/elsewhere").post(webhook).status == 404


def _starlette() -> tuple[Starlette, list[tuple[bytes, str | None]]]:
    got: list[tuple[bytes, str | None]] = []

    async def hook(asked: Request) -> PlainTextResponse:
        got.append((await asked.body(), asked.headers.get("x-line-signature")))
        await asyncio.sleep(0)
        return PlainTextResponse("OK")

    async def fail(asked: Request) -> PlainTextResponse:
        raise ValueError("boom")

    return Starlette(routes=[Route("/callback", hook, methods=["POST"]), Route("/fail", fail, methods=["POST"])]), got


def test_an_asgi_app_gets_body_and_signature(webhook: WebhookRequest) -> None:
    app, got = _starlette()
    assert in_process(app).post(webhook) == Answered(200, None, "200 OK")
    assert got == [(webhook.body, webhook.signature)]


def test_an_asgi_app_works_where_a_loop_runs_already(webhook: WebhookRequest) -> None:
    app, got = _starlette()

    async def in_a_notebook() -> Answered:
        return in_process(app).post(webhook)

    assert asyncio.run(in_a_notebook()).status == 200
    assert len(got) == 1


def test_what_an_asgi_app_raises_is_a_500(webhook: WebhookRequest) -> None:
    app, _ = _starlette()
    answered = in_process(app, "/fail").post(webhook)
    assert (answered.status, answered.detail) == (500, "ValueError: boom")


def test_a_coroutine_function_is_an_asgi_app(webhook: WebhookRequest) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 201, "headers": []})
        await send({"type": "http.response.body"})

    assert in_process(app).post(webhook).status == 201


@pytest.mark.parametrize("broken", [lambda environ, start_response: [], lambda environ, start_response: None])
def test_an_app_that_answers_nothing_is_a_500(webhook: WebhookRequest, broken: Any) -> None:
    assert in_process(broken).post(webhook).status == 500


def test_what_is_no_bot_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="neither"):
        in_process("http://127.0.0.1/callback")
