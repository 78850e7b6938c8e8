import json
import threading
from collections.abc import Mapping
from typing import Any

import pytest

from helpers.errors import LabError
from helpers.line.webhook_request import sign
from helpers.live.webhook_receiver import IDS_KEPT, EndpointTest, Inbox, Receiver, WebhookServer
from helpers.redaction import Secret
from helpers.session.transport import drive, scope_of
from helpers.stub.world.clock import START
from helpers.stub.world.worlds import CLASSROOM
from helpers.text import LANGUAGES, texts
from tests.live.line import ME, SECRET

EN = texts("en")


def event(number: int = 1, **more: Any) -> dict[str, Any]:
    return {"type": "message", "webhookEventId": f"event-{number}", "source": {"userId": ME}, **more}


def body(*events: Mapping[str, Any]) -> bytes:
    return json.dumps({"destination": "Ubot", "events": list(events)}, ensure_ascii=False).encode()


class Desk:
    """A receiver with its inbox."""

    def __init__(self) -> None:
        self.inbox = Inbox(lambda: START)
        self.noted: list[Mapping[str, Any]] = []
        self.receiver = Receiver(Secret(SECRET), self.inbox, self.noted.append)

    def post(self, raw: bytes, signature: str | None = None, path: str = "/callback", method: str = "POST") -> int:
        headers = {"X-Line-Signature": sign(SECRET, raw) if signature is None else signature}
        answer = drive(self.receiver, scope_of(method, path, headers), raw)  # type: ignore[arg-type]
        assert answer is not None
        return answer[0]

    @property
    def log(self) -> list[str]:
        return [arrival.what for arrival in self.inbox.arrivals()]


# Taking -------------------------------------------------------------------------------------------------------------


def test_an_event_is_taken_and_answered_200() -> None:
    desk = Desk()
    assert desk.post(body(event())) == 200
    assert desk.inbox.take(0) == ("Ubot", event())
    assert (desk.log, desk.noted) == (["event"], [event()])


def test_the_signature_is_over_the_bytes_as_they_came() -> None:
    desk, raw = Desk(), b'{ "events" : [] ,"destination":"\\u0055"}'
    assert desk.post(raw) == 200
    assert desk.post(raw.replace(b" ", b""), sign(SECRET, raw)) == 400


@pytest.mark.parametrize("signature", ["", "x", "é", sign("another-secret", body(event())), sign(SECRET, b"else")])
def test_a_wrong_signature_is_refused_before_anything_is_read(signature: str) -> None:
    desk = Desk()
    assert desk.post(body(event()), signature) == 400
    assert (desk.log, desk.inbox.waiting) == (["bad_signature"], 0)


def test_a_request_without_events_is_lines_check() -> None:
    desk = Desk()
    assert desk.post(body()) == 200
    assert desk.log == ["check"]


def test_the_same_event_is_taken_once() -> None:
    desk = Desk()
    again = event(deliveryContext={"isRedelivery": True})
    assert [desk.post(body(event())), desk.post(body(again))] == [200, 200]
    assert (desk.log, desk.inbox.waiting, desk.noted) == (["event", "again"], 1, [event()])


def test_a_redelivery_of_what_never_arrived_is_taken() -> None:
    desk = Desk()
    desk.post(body(event(deliveryContext={"isRedelivery": True})))
    assert desk.log == ["event"]


def test_events_of_one_request_are_taken_one_by_one() -> None:
    desk = Desk()
    desk.post(body(event(1), event(2), event(1)))
    assert desk.log == ["event", "event", "again"]


def test_an_event_without_an_id_is_taken_each_time() -> None:
    desk = Desk()
    for _ in range(2):
        desk.post(body({"type": "message"}))
    assert desk.log == ["event", "event"]


@pytest.mark.parametrize("raw", [b"{", b"[]", b'{"events":1}', b'{"events":[1]}', b"{}", b'{"events":[],"events":[]}'])
def test_what_cannot_be_read_is_refused(raw: bytes) -> None:
    desk = Desk()
    assert desk.post(raw) == 400
    assert desk.log == ["not_json"]


@pytest.mark.parametrize(
    ("method", "path", "status", "what"),
    [
        ("POST", "/", 404, "wrong_path"),
        ("POST", "/callback/", 404, "wrong_path"),
        ("GET", "/callback", 405, "wrong_method"),
        ("GET", "/favicon.ico", 405, "wrong_method"),
    ],
)
def test_another_path_or_method_is_refused(method: str, path: str, status: int, what: str) -> None:
    desk = Desk()
    assert desk.post(body(event()), path=path, method=method) == status
    assert desk.log == [what]


def test_a_body_over_two_megabytes_is_refused() -> None:
    desk = Desk()
    assert desk.post(b"x" * (2 * 2**20 + 1)) == 413
    assert desk.log == ["too_large"]


def test_a_panel_that_fails_does_not_cost_the_answer() -> None:
    desk = Desk()

    def fail() -> None:
        raise RuntimeError("no front end")

    desk.inbox.listener = fail
    assert desk.post(body(event())) == 200


def test_old_event_ids_are_forgotten() -> None:
    inbox = Inbox(lambda: START)
    for number in range(IDS_KEPT + 1):
        inbox.put("Ubot", event(number))
    assert inbox.put("Ubot", event(0))
    assert not inbox.put("Ubot", event(IDS_KEPT))


# Waiting --------------------------------------------------------------------------------------------------------------


def test_events_come_in_their_order() -> None:
    inbox = Inbox(lambda: START)
    for number in (1, 2):
        inbox.put("Ubot", event(number))
    taken = [inbox.take(0) for _ in range(3)]
    assert taken == [("Ubot", event(1)), ("Ubot", event(2)), None]


def test_a_wait_ends_when_an_event_arrives() -> None:
    inbox = Inbox(lambda: START)
    threading.Timer(0.05, inbox.put, ("Ubot", event())).start()
    assert inbox.take(30) == ("Ubot", event())


def desk() -> WebhookServer:
    return WebhookServer(Secret(SECRET), EN, lambda event: None, lambda: START)


def key_of(desk: WebhookServer) -> str:
    with pytest.raises(LabError) as caught:
        desk.next_event(0)
    return caught.value.key


def test_without_a_server_there_is_nothing_to_wait_for() -> None:
    assert key_of(desk()) == "webhook.not_serving"


@pytest.mark.parametrize(
    ("arrived", "key"),
    [
        ([], "none_at_all"),
        (["check"], "none_yet"),
        (["bad_signature"], "none_bad_signature"),
        (["check", "wrong_path"], "none_wrong_path"),
        (["wrong_method"], "none_yet"),
        (["bad_signature", "wrong_path", "check"], "none_yet"),
        (["event", "bad_signature", "wrong_method"], "none_bad_signature"),
    ],
)
def test_when_no_event_comes_it_says_how_far_line_got(arrived: list[Any], key: str) -> None:
    webhook = desk()
    webhook.serve(0)
    for what in arrived:
        webhook.inbox.note(what)
    try:
        assert key_of(webhook) == f"webhook.{key}"
    finally:
        webhook.stop()


def test_the_kernel_gets_one_event_signed_with_the_practice_secret() -> None:
    webhook = desk()
    webhook.serve(0)
    webhook.inbox.put("Ubot", event(message={"text": "你好"}))
    request = webhook.next_event(0)
    webhook.stop()
    assert request.signature == sign(CLASSROOM.channel_secret, request.body)
    assert json.loads(request.body) == {"destination": "Ubot", "events": [event(message={"text": "你好"})]}


# The server -----------------------------------------------------------------------------------------------------------


def test_it_listens_on_this_computer_only_until_stopped() -> None:
    webhook = desk()
    assert webhook.port is None
    webhook.serve(0)
    assert webhook._server is not None
    assert webhook._server.url == f"http://127.0.0.1:{webhook.port}"
    webhook.stop()
    webhook.stop()
    assert webhook.port is None


def test_serving_again_keeps_the_port_and_what_arrived() -> None:
    webhook = desk()
    webhook.serve(0)
    port = webhook.port
    webhook.inbox.put("Ubot", event())
    webhook.serve(port or 0)
    assert (webhook.port, webhook.inbox.waiting) == (port, 1)
    webhook.stop()


@pytest.mark.parametrize("port", [-1, 70000, "8000", None, 80.5])
def test_what_is_no_port_is_refused(port: Any) -> None:
    with pytest.raises(LabError) as caught:
        desk().serve(port)
    assert caught.value.key == "webhook.port_taken"


def test_a_port_in_use_is_refused() -> None:
    first, second = desk(), desk()
    first.serve(0)
    with pytest.raises(LabError) as caught:
        second.serve(first.port or 0)
    assert caught.value.key == "webhook.port_taken"
    second.serve(0)
    free = second.port
    with pytest.raises(LabError):
        second.serve(first.port or 0)
    assert second.port == free, "what could be had before is kept"
    first.stop()
    second.stop()


def test_without_a_secret_nothing_is_received() -> None:
    with pytest.raises(LabError) as caught:
        WebhookServer(Secret(""), EN, lambda event: None, lambda: START).serve(0)
    assert caught.value.key == "webhook.no_secret"


# The address ----------------------------------------------------------------------------------------------------------


class Api:
    """The part of the SDK's client that the desk uses."""

    def __init__(self, reason: str = "OK", active: bool = True, status: int = 200) -> None:
        self.active, self.success, self.reason, self.status_code, self.detail = (
            active,
            reason == "OK",
            reason,
            status,
            "d",
        )
        self.set: list[str] = []

    def set_webhook_endpoint(self, request: Any) -> None:
        self.set.append(request.endpoint)

    def get_webhook_endpoint(self) -> Any:
        return self

    def test_webhook_endpoint(self, request: Any) -> Any:
        return self


def with_api(**given: Any) -> tuple[WebhookServer, Api]:
    webhook, api = desk(), Api(**given)
    webhook.api = api  # type: ignore[assignment]
    return webhook, api


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://a.example", "https://a.example/callback"),
        (" https://a.example/ ", "https://a.example/callback"),
        ("https://a.example/hook?x=1", "https://a.example/hook?x=1"),
    ],
)
def test_an_address_without_a_path_gets_ours(url: str, wanted: str) -> None:
    webhook, api = with_api()
    said = webhook.set_endpoint(url)
    assert api.set == [wanted]
    assert said == wanted


@pytest.mark.parametrize(
    "url", ["http://a.example", "a.example", "", "https://", "https://[::1", "https://a.example/" + "x" * 500]
)
def test_an_address_line_would_not_take_is_not_sent(url: str) -> None:
    webhook, api = with_api()
    with pytest.raises(LabError) as caught:
        webhook.set_endpoint(url)
    assert (caught.value.key, api.set) == ("webhook.bad_url", [])


def test_lines_test_is_told_in_its_own_words() -> None:
    webhook, _ = with_api(reason="ERROR_STATUS_CODE", status=404)
    assert webhook.test() == EndpointTest(False, True, 404, "ERROR_STATUS_CODE", "d")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_arrival_and_reason_has_words(lang: str) -> None:
    arrived = ("event", "again", "check", "bad_signature", "wrong_path", "wrong_method", "not_json", "too_large")
    reasons = ("ok", "could_not_connect", "request_timeout", "error_status_code", "unclassified", "other", "none")
    wanted = [f"webhook.arrived.{what}" for what in arrived] + [f"webhook.test.{reason}" for reason in reasons]
    wanted += [
        f"webhook.none_{why}.{part}"
        for why in ("at_all", "yet", "bad_signature", "wrong_path")
        for part in ("title", "meaning", "todo")
    ]
    assert [key for key in wanted if not texts(lang).has(key)] == []
