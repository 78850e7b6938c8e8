"""Two ways to the far end, which a lesson must not be able to tell apart."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from linebot.v3.messaging import (
    ApiClient,
    ApiException,
    Configuration,
    MessagingApi,
    MessagingApiBlob,
    PushMessageRequest,
    TextMessage,
)
from urllib3.exceptions import MaxRetryError, ProtocolError

from helpers.line import limits, person_messages
from helpers.line.errors import FAULT_INJECTED
from helpers.line.faults import Fault
from helpers.session.transport import TRANSPORTS, InprocTransport, RawExchange, Recorder, drive, scope_of
from helpers.stub.app import make_app
from helpers.stub.person_actions import PersonActions
from helpers.stub.platform import Platform
from helpers.web.asgi import DROP
from tests.stub.samples import user_id

QUOTA = "/v2/bot/message/quota"


class FarEnd:
    """A platform reached by one of the transports, and what was recorded."""

    def __init__(self, transport: str) -> None:
        self.platform = Platform()
        self.recorded: list[RawExchange] = []
        self.transport = TRANSPORTS[transport](Recorder(make_app(self.platform), self.recorded.append))

    def client(self, **options: Any) -> ApiClient:
        token = self.platform.account.access_token
        configuration = Configuration(host=self.transport.host, access_token=token)
        for name, value in options.items():
            setattr(configuration, name, value)
        return ApiClient(configuration)

    def push(self, text: str = "hi") -> Any:
        request = PushMessageRequest(to=user_id(self.platform), messages=[TextMessage(text=text)])
        with self.client() as client:
            return MessagingApi(client).push_message_with_http_info(request)


@pytest.fixture(params=sorted(TRANSPORTS))
def far_end(request: pytest.FixtureRequest) -> Iterator[FarEnd]:
    far_end = FarEnd(request.param)
    yield far_end
    far_end.transport.close()


def test_the_unmodified_sdk_gets_an_answer(far_end: FarEnd) -> None:
    response = far_end.push()
    assert response.status_code == 200
    assert response.headers["X-Line-Request-Id"] == response.headers["x-line-request-id"]
    assert response.raw_data.startswith('{"sentMessages":')


@pytest.mark.parametrize("characters", ["\n", "\r", "\r\n", "字"])
def test_a_token_that_cannot_stand_in_a_header_does_not_leave(far_end: FarEnd, characters: str) -> None:
    with far_end.client(access_token="t" + characters) as client, pytest.raises(ValueError, match=r"header|latin-1"):
        MessagingApi(client).get_bot_info()
    assert far_end.recorded == []


@pytest.mark.parametrize("characters", ["\0", "\x01", "\x7f", "\n x"])
def test_a_token_that_no_server_reads_reaches_no_app(far_end: FarEnd, characters: str) -> None:
    with far_end.client(access_token="t" + characters) as client, pytest.raises(ApiException) as refusal:
        MessagingApi(client).get_bot_info()
    assert (refusal.value.status, refusal.value.body) == (400, "Invalid HTTP request received.")
    assert far_end.recorded == []


@pytest.mark.parametrize("characters", [" ", "\t"])
def test_blanks_behind_a_token_do_no_harm(far_end: FarEnd, characters: str) -> None:
    with far_end.client() as client:
        client.configuration.access_token += characters
        assert MessagingApi(client).get_bot_info().user_id == far_end.platform.account.user_id


def test_text_of_any_language_arrives(far_end: FarEnd) -> None:
    far_end.push("你好😀")
    [delivery] = far_end.platform.deliveries
    assert delivery.messages[0]["text"] == "你好😀"


def test_an_exchange_is_recorded_before_its_answer_arrives(far_end: FarEnd) -> None:
    response = far_end.push()
    [exchange] = far_end.recorded
    assert (exchange.method, exchange.path, exchange.query) == ("POST", "/v2/bot/message/push", "")
    assert (exchange.status, exchange.response_body.decode()) == (200, response.raw_data)
    assert exchange.receipt is not None
    assert exchange.receipt.request_id == response.headers["x-line-request-id"]
    assert exchange.request_headers["user-agent"].startswith("line-bot-sdk-python/")
    assert b'"text": "hi"' in exchange.request_body


def test_a_school_s_proxy_is_not_asked_for_this_computer(far_end: FarEnd, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert far_end.push().status_code == 200


def test_a_query_arrives(far_end: FarEnd) -> None:
    with far_end.client() as client, pytest.raises(ApiException):
        MessagingApi(client).get_number_of_sent_push_messages(var_date="bad date&x")
    assert far_end.recorded[0].query in ("date=bad%20date%26x", "date=bad+date%26x")


def test_a_path_parameter_arrives_decoded(far_end: FarEnd) -> None:
    with far_end.client() as client, pytest.raises(ApiException) as caught:
        MessagingApi(client).get_profile("a b小")
    assert (caught.value.status, far_end.recorded[0].path) == (400, "/v2/bot/profile/a b小")


def test_a_refusal_is_the_sdks_own_exception(far_end: FarEnd) -> None:
    with far_end.client() as client, pytest.raises(ApiException) as caught:
        MessagingApi(client).push_message(PushMessageRequest(to="x", messages=[TextMessage(text="hi")]))
    assert (caught.value.status, caught.value.reason) == (400, "Bad Request")
    assert "The property, 'to'" in caught.value.body


def test_bytes_come_as_bytes(far_end: FarEnd) -> None:
    sent = PersonActions(far_end.platform).send(0, person_messages.image())
    assert sent is not None
    message_id = sent.events[0]["message"]["id"]
    with far_end.client() as client:
        content = MessagingApiBlob(client).get_message_content(message_id)
    assert bytes(content).startswith(b"\xff\xd8")  # a JPEG
    assert far_end.recorded[0].response_body == content


@pytest.mark.parametrize("when", ["before", "after"])
def test_no_answer_to_a_send_is_a_broken_connection(far_end: FarEnd, when: Any) -> None:
    far_end.platform.faults.add(Fault("timeout", when))
    with pytest.raises(ProtocolError, match="Connection aborted"):
        far_end.push()
    assert [exchange.status for exchange in far_end.recorded] == [None]
    receipt = far_end.recorded[0].receipt
    assert receipt is not None
    told = (bool(receipt.request_id), receipt.rule, receipt.outcome is not None)
    assert told == (True, FAULT_INJECTED, when == "after")


def test_urllib3_asks_again_for_what_can_be_asked_twice(far_end: FarEnd) -> None:
    far_end.platform.faults.add(Fault("timeout"), times=2)
    with far_end.client() as client:
        assert MessagingApi(client).get_message_quota().value == 200
    assert [exchange.status for exchange in far_end.recorded] == [None, None, 200]


def test_the_sdks_option_for_retries_holds(far_end: FarEnd) -> None:
    far_end.platform.faults.add(Fault("timeout"), times=2)
    with far_end.client(retries=1) as client, pytest.raises(MaxRetryError):
        MessagingApi(client).get_message_quota()


def test_the_connection_goes_on_after_a_fault(far_end: FarEnd) -> None:
    far_end.platform.faults.add(Fault("timeout"))
    with far_end.client() as client:
        MessagingApi(client).get_message_quota()
        assert MessagingApi(client).get_message_quota().value == 200


def test_closed_there_is_no_server(far_end: FarEnd) -> None:
    far_end.transport.close()
    with pytest.raises(MaxRetryError):
        far_end.push()


def test_closing_twice_does_no_harm(far_end: FarEnd) -> None:
    far_end.transport.close()
    far_end.transport.close()


def test_two_far_ends_do_not_meet(far_end: FarEnd) -> None:
    other = FarEnd("inproc")
    other.push()
    assert (len(far_end.recorded), len(far_end.platform.deliveries)) == (0, 0)


def test_an_app_nobody_holds_any_more_is_let_go() -> None:
    far_end = FarEnd("inproc")
    far_end.push()
    forgotten = weakref.ref(far_end.platform)
    del far_end
    gc.collect()
    assert forgotten() is None


# The recorder ---------------------------------------------------------------------------------------------


def recorded(path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> RawExchange:
    seen: list[RawExchange] = []
    drive(Recorder(make_app(Platform()), seen.append), scope_of("POST", path, headers or {}), body)
    [exchange] = seen
    return exchange


def test_it_records_what_was_refused_before_the_app() -> None:
    assert (recorded("/nowhere").status, recorded("/v2/bot/message/push").status) == (404, 401)


def test_header_names_are_in_lower_case() -> None:
    assert recorded("/nowhere", headers={"X-Line-Retry-Key": "K"}).request_headers == {"x-line-retry-key": "K"}


async def _endless(scope: Any, receive: Any, send: Any) -> None:
    for _ in range(64):
        await receive()
    await send({"type": "http.response.start", "status": 413, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def test_it_does_not_keep_more_of_a_body_than_line_would_read() -> None:
    seen: list[RawExchange] = []
    chunk = b"x" * 65536

    async def receive() -> Any:
        return {"type": "http.request", "body": chunk, "more_body": True}

    async def send(message: Any) -> None:
        pass

    scope = scope_of("POST", "/", {}) | {DROP: send}
    with pytest.raises(StopIteration):
        Recorder(_endless, seen.append)(scope, receive, send).__await__().send(None)  # type: ignore[attr-defined]
    assert len(seen[0].request_body) <= limits.BODY_BYTES_MAX + len(chunk)


# In this process ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "path", "query"),
    [
        ("/a/b?c=d", "/a/b", b"c=d"),
        ("//x/y", "//x/y", b""),
        ("/a%20b%2Fc?%3F?", "/a b/c", b"%3F?"),
        ("/", "/", b""),
    ],
)
def test_a_scope_reads_an_address_as_a_server_does(url: str, path: str, query: bytes) -> None:
    scope = scope_of("GET", url, {})
    assert (scope["path"], scope["query_string"]) == (path, query)


async def _awaiting(scope: Any, receive: Any, send: Any) -> None:
    class Never:
        def __await__(self) -> Iterator[None]:
            yield

    await Never()


def test_an_app_that_really_awaits_is_a_mistake_of_ours() -> None:
    with pytest.raises(AssertionError, match="awaited"):
        drive(_awaiting, scope_of("GET", "/", {}), b"")


def test_every_in_process_far_end_has_an_address_of_its_own() -> None:
    one, other = InprocTransport(_awaiting), InprocTransport(_awaiting)
    assert one.host != other.host
    assert one.host.startswith("lab://")
