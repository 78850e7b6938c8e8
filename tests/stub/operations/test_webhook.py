from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from linebot.v3 import WebhookParser, messaging
from linebot.v3.messaging.exceptions import ApiException, NotFoundException

from helpers.stub.platform import Platform
from tests.stub.clients import Clients
from tests.stub.wire import Reply, Wire

ENDPOINT = "/v2/bot/channel/webhook/endpoint"
TEST = "/v2/bot/channel/webhook/test"
HTTPS = "https://example.com/callback"
BAD_URLS = [
    "", "x", "http://example.com/callback", "ftp://example.com/", "https://", "https:///callback", "https://a b/",
    "https://example.com/機器人", "https://[::1/", "https://example.com:99999/", "//x",
    "https://" + "a" * 500 + ".com/",
]  # fmt: skip


@pytest.fixture
def wire() -> Wire:
    return Wire(Platform())


def put(wire: Wire, body: object) -> Reply:
    return wire.request("PUT", ENDPOINT, body)


# Set and get --------------------------------------------------------------------------------------------------------


def test_the_address_can_be_set_and_read(wire: Wire) -> None:
    answer = put(wire, {"endpoint": HTTPS})
    assert (answer.status, answer.json) == (200, {})
    assert wire.request("GET", ENDPOINT).json == {"endpoint": HTTPS, "active": True}


def test_an_address_of_500_characters_is_taken(wire: Wire) -> None:
    url = "https://example.com/" + "a" * 480
    assert put(wire, {"endpoint": url}).status == 200


@pytest.mark.parametrize("url", BAD_URLS)
def test_a_bad_address_is_refused(wire: Wire, url: str) -> None:
    answer = put(wire, {"endpoint": url})
    assert (answer.status, answer.json) == (400, {"message": "Invalid webhook endpoint URL"})


def test_a_refused_address_changes_nothing(wire: Wire) -> None:
    put(wire, {"endpoint": HTTPS})
    put(wire, {"endpoint": "x"})
    assert wire.request("GET", ENDPOINT).json["endpoint"] == HTTPS


@pytest.mark.parametrize("body", [{}, {"endpoint": None}])
def test_an_address_must_be_given(wire: Wire, body: object) -> None:
    details = [{"message": "May not be empty", "property": "endpoint"}]
    assert put(wire, body).json == {"message": "The request body has 1 error(s)", "details": details}


@pytest.mark.parametrize("body", [{"endpoint": 5}, {"endpoint": [HTTPS]}, [], b"", b"x"])
def test_a_body_of_another_form_is_refused(wire: Wire, body: object) -> None:
    assert put(wire, body).status == 400


def test_without_an_address_there_is_none_to_read(wire: Wire) -> None:
    answer = wire.request("GET", ENDPOINT)
    assert (answer.status, answer.json) == (404, {"message": "Webhook endpoint not found"})


def test_a_switched_off_webhook_is_not_active(wire: Wire) -> None:
    put(wire, {"endpoint": HTTPS})
    wire.platform.webhook_endpoint.active = False
    assert wire.request("GET", ENDPOINT).json["active"] is False


def test_setting_the_address_does_not_switch_it_on(wire: Wire) -> None:
    wire.platform.webhook_endpoint.active = False
    put(wire, {"endpoint": HTTPS})
    assert wire.request("GET", ENDPOINT).json["active"] is False


def test_1000_times_a_minute(wire: Wire) -> None:
    put(wire, {"endpoint": HTTPS})
    statuses = {wire.request("GET", ENDPOINT).status for _ in range(1000)}
    assert (statuses, wire.request("GET", ENDPOINT).status) == ({200}, 429)


def test_the_sdk_sets_and_reads_the_address(wire: Wire) -> None:
    api = Clients(wire.platform).messaging
    api.set_webhook_endpoint(messaging.SetWebhookEndpointRequest(endpoint=HTTPS))
    found = api.get_webhook_endpoint()
    assert (found.endpoint, found.active) == (HTTPS, True)


def test_the_sdk_raises_not_found(wire: Wire) -> None:
    with pytest.raises(NotFoundException):
        Clients(wire.platform).messaging.get_webhook_endpoint()


# Test ---------------------------------------------------------------------------------------------------------------


class Bot(BaseHTTPRequestHandler):
    """Answers with the status of its path and keeps what it got."""

    got: list[tuple[bytes, str]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.got.append((body, self.headers["x-line-signature"]))
        self.send_response(int(self.path[1:]))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def bot() -> Iterator[str]:
    """The address of a bot server; what it got is in Bot.got."""
    Bot.got = []
    with HTTPServer(("127.0.0.1", 0), Bot) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_the_bot_gets_a_signed_request_without_events(wire: Wire, bot: str) -> None:
    wire.platform.webhook_endpoint.url = f"{bot}/200"
    assert wire.request("POST", TEST, {}).json == {
        "success": True,
        "timestamp": "2026-11-02T02:00:00.000Z",
        "statusCode": 200,
        "reason": "OK",
        "detail": "200",
    }
    ((body, signature),) = Bot.got
    payload = WebhookParser(wire.platform.account.channel_secret).parse(body.decode(), signature, as_payload=True)
    assert (payload.events, payload.destination) == ([], wire.platform.account.user_id)


def test_a_bot_that_answers_otherwise_fails_the_test(wire: Wire, bot: str) -> None:
    wire.platform.webhook_endpoint.url = f"{bot}/404"
    answer = wire.request("POST", TEST, {}).json
    assert (answer["success"], answer["statusCode"], answer["reason"]) == (False, 404, "ERROR_STATUS_CODE")


def test_a_bot_that_is_not_there_fails_the_test(wire: Wire) -> None:
    wire.platform.webhook_endpoint.url = "http://127.0.0.1:1/callback"
    answer = wire.request("POST", TEST, {}).json
    assert (answer["success"], answer["statusCode"], answer["reason"]) == (False, 0, "COULD_NOT_CONNECT")


def test_an_address_given_for_the_test_need_not_be_set(wire: Wire) -> None:
    answer = wire.request("POST", TEST, {"endpoint": HTTPS})  # the practice platform stays on this computer
    assert (answer.status, answer.json["reason"]) == (200, "COULD_NOT_CONNECT")
    assert wire.request("GET", ENDPOINT).status == 404


@pytest.mark.parametrize("body", [{}, {"endpoint": None}, b"", None])
def test_without_any_address_there_is_nothing_to_test(wire: Wire, body: object) -> None:
    answer = wire.request("POST", TEST, body)
    assert (answer.status, answer.json) == (404, {"message": "Webhook endpoint not found"})


@pytest.mark.parametrize("url", BAD_URLS)
def test_a_bad_address_cannot_be_tested(wire: Wire, url: str) -> None:
    answer = wire.request("POST", TEST, {"endpoint": url})
    assert (answer.status, answer.json) == (400, {"message": "Invalid webhook endpoint URL"})


def test_60_tests_an_hour(wire: Wire) -> None:
    statuses = [wire.request("POST", TEST).status for _ in range(61)]
    assert statuses == [404] * 60 + [429]


def test_the_sdk_tests_with_and_without_a_request(wire: Wire, bot: str) -> None:
    wire.platform.webhook_endpoint.url = f"{bot}/200"
    api = Clients(wire.platform).messaging
    assert api.test_webhook_endpoint().success
    assert api.test_webhook_endpoint(messaging.TestWebhookEndpointRequest()).success


def test_the_sdk_raises_for_a_bad_address(wire: Wire) -> None:
    request = messaging.TestWebhookEndpointRequest(endpoint="http://127.0.0.1/callback")
    with pytest.raises(ApiException) as caught:
        Clients(wire.platform).messaging.test_webhook_endpoint(request)
    assert caught.value.status == 400
