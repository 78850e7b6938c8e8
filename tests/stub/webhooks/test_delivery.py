from __future__ import annotations

import json
import threading
from collections.abc import Iterator

import pytest
from linebot.v3 import WebhookHandler
from linebot.v3.webhooks import MessageEvent

from helpers.line.webhook_request import WebhookRequest
from helpers.paths import find_place
from helpers.stub.person_actions import PersonActions
from helpers.stub.platform import Platform
from helpers.stub.webhooks import delivery as delivery_module
from helpers.stub.webhooks.bots import Answered, Failure
from helpers.stub.webhooks.delivery import REDELIVERY_AFTER_SECONDS, WebhookAttempt, WebhookAttempts, WebhookDelivery
from helpers.stub.world.worlds import World
from tests.stub.webhooks.http_bots import HttpBot, Received

PATIENCE = 10.0
MEI, KAI = 0, 1


@pytest.fixture
def platform() -> Platform:
    return Platform()


@pytest.fixture
def bot() -> Iterator[HttpBot]:
    with HttpBot() as running:
        yield running


def _say(platform: Platform, text: str = "hi", row: int = MEI) -> WebhookRequest:
    """Somebody writes, as app and lab let her: with the platform locked."""
    with platform.lock:
        request = PersonActions(platform).send(row, {"type": "text", "text": text})
    assert request
    return request


def _delivered(platform: Platform) -> list[WebhookAttempt]:
    assert platform.webhook_delivery.wait(PATIENCE)
    return list(platform.webhook_attempts)


def _event_of(received: Received) -> dict[str, object]:
    (event,) = json.loads(received.body)["events"]
    assert isinstance(event, dict)
    return event


# To a URL ---------------------------------------------------------------------------------------------------------


def test_what_people_do_reaches_the_url(platform: Platform, bot: HttpBot) -> None:
    platform.webhook_endpoint.url = bot.url
    request = _say(platform)
    (attempt,) = _delivered(platform)
    assert [received.body for received in bot.received] == [request.body]
    assert (attempt.bot, attempt.request, attempt.answered) == (bot.url, request, Answered(200, None, "200 OK"))


def test_order_is_kept(platform: Platform, bot: HttpBot) -> None:
    platform.webhook_endpoint.url = bot.url
    sent = [_say(platform, str(number), number % 2).body for number in range(20)]
    _delivered(platform)
    assert [received.body for received in bot.received] == sent


def test_without_an_address_nothing_is_delivered(platform: Platform) -> None:
    _say(platform)
    assert _delivered(platform) == []


def test_switched_off_nothing_is_delivered(platform: Platform, bot: HttpBot) -> None:
    platform.webhook_endpoint.url, platform.webhook_endpoint.active = bot.url, False
    _say(platform)
    assert (_delivered(platform), bot.received) == ([], [])


def test_the_bot_may_call_the_platform_before_it_answers(platform: Platform, bot: HttpBot) -> None:
    """The worker must not hold the lock while it posts."""
    entered = threading.Event()

    def use_the_platform(received: Received) -> None:
        if platform.lock.acquire(timeout=PATIENCE):
            entered.set()
            platform.lock.release()

    bot.on_webhook = use_the_platform
    platform.webhook_endpoint.url = bot.url
    _say(platform)
    (attempt,) = _delivered(platform)
    assert entered.is_set() and attempt.answered.failure is None


def test_webhooks_stay_on_this_computer(platform: Platform) -> None:
    platform.webhook_endpoint.url = "http://bot.example/callback"
    _say(platform)
    (attempt,) = _delivered(platform)
    assert attempt.answered.failure is Failure.COULD_NOT_CONNECT
    assert "stays on this computer" in attempt.answered.detail


def test_a_host_named_on_purpose_may_be_reached(platform: Platform) -> None:
    platform.webhook_delivery.allow_host("http://bot.example:8080/callback")
    assert platform.webhook_delivery.may_reach("http://bot.example/other")
    assert not platform.webhook_delivery.may_reach("http://other.example/callback")


@pytest.mark.parametrize("url", ["nonsense", "http://", "http://[", "http://127.0.0.1:0/"])
def test_an_address_that_is_none_is_a_failed_attempt(platform: Platform, url: str) -> None:
    platform.webhook_endpoint.url = url
    _say(platform)
    (attempt,) = _delivered(platform)
    assert attempt.answered.failure is Failure.COULD_NOT_CONNECT


def test_a_reset_forgets_what_is_on_its_way_but_not_the_address(platform: Platform, bot: HttpBot) -> None:
    arrived, go_on = threading.Event(), threading.Event()

    def hold(received: Received) -> None:
        arrived.set()
        go_on.wait(PATIENCE)

    bot.on_webhook = hold
    platform.webhook_endpoint.url = bot.url
    _say(platform, "first")
    assert arrived.wait(PATIENCE)
    _say(platform, "never")
    with platform.lock:
        platform.reset()
    go_on.set()
    assert _delivered(platform) == []
    _say(platform, "second")
    assert len(_delivered(platform)) == 1
    texts = [_event_of(received)["message"]["text"] for received in bot.received]  # type: ignore[index]
    assert texts == ["first", "second"]


# In this process --------------------------------------------------------------------------------------------------


def test_delivers_to_a_webhook_handler(platform: Platform) -> None:
    handler, texts = WebhookHandler(platform.account.channel_secret), []
    handler.add(MessageEvent)(lambda event: texts.append(event.message.text))
    platform.webhook_delivery.deliver_to(handler)
    _say(platform, "hello")
    (attempt,) = _delivered(platform)
    assert (texts, attempt.bot) == (["hello"], "WebhookHandler")


def test_an_in_process_bot_goes_before_the_url(platform: Platform, bot: HttpBot) -> None:
    platform.webhook_endpoint.url = bot.url
    platform.webhook_delivery.deliver_to(WebhookHandler(platform.account.channel_secret))
    _say(platform)
    _delivered(platform)
    assert bot.received == []
    platform.webhook_delivery.deliver_to(None)
    _say(platform)
    _delivered(platform)
    assert len(bot.received) == 1


def test_without_a_thread_wait_delivers_here(platform: Platform) -> None:
    threads: list[threading.Thread] = []
    delivery = WebhookDelivery(platform, background=False)
    platform.webhooks.listeners[:] = [delivery.take]
    handler = WebhookHandler(platform.account.channel_secret)
    handler.add(MessageEvent)(lambda event: threads.append(threading.current_thread()))
    delivery.deliver_to(handler)
    _say(platform)
    assert (threads, delivery.pending) == ([], 1)
    assert delivery.wait()
    assert (threads, delivery.pending) == ([threading.current_thread()], 0)


def test_in_a_browser_tab_an_address_is_a_failed_attempt_without_a_thread(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery_module, "here", lambda: find_place(platform="emscripten"))
    monkeypatch.setattr(threading.Thread, "start", lambda thread: pytest.fail("a browser tab starts no thread"))
    platform.webhook_endpoint.url = "http://127.0.0.1:5000/callback"
    _say(platform)
    [attempt] = platform.webhook_attempts
    assert attempt.answered.failure is Failure.COULD_NOT_CONNECT
    assert "browser" in attempt.answered.detail


def test_wait_says_when_the_time_was_not_enough(platform: Platform, bot: HttpBot) -> None:
    go_on = threading.Event()
    bot.on_webhook = lambda received: go_on.wait(PATIENCE) and None
    platform.webhook_endpoint.url = bot.url
    _say(platform)
    assert not platform.webhook_delivery.wait(0)
    assert platform.webhook_delivery.pending == 1
    go_on.set()
    assert platform.webhook_delivery.wait(PATIENCE)


# Redelivery -------------------------------------------------------------------------------------------------------


def _advance(platform: Platform, seconds: float) -> None:
    with platform.lock:
        platform.clock.advance(seconds=seconds)
        platform.settle()


def test_a_failure_is_not_sent_again_by_default(platform: Platform, bot: HttpBot) -> None:
    bot.status = 500
    platform.webhook_endpoint.url = bot.url
    _say(platform)
    _delivered(platform)
    _advance(platform, 3600)
    assert len(_delivered(platform)) == 1


def test_with_redelivery_it_is_sent_again_when_the_clock_gets_there(platform: Platform, bot: HttpBot) -> None:
    bot.status = 500
    platform.webhook_endpoint.url, platform.webhook_endpoint.redelivery = bot.url, True
    _say(platform)
    _delivered(platform)
    _advance(platform, REDELIVERY_AFTER_SECONDS[0] - 1)
    assert len(_delivered(platform)) == 1
    bot.status = 200
    _advance(platform, 1)
    assert [attempt.answered.status for attempt in _delivered(platform)] == [500, 200]


def test_the_same_event_comes_again_but_for_one_member(platform: Platform, bot: HttpBot) -> None:
    bot.status = 500
    platform.webhook_endpoint.url, platform.webhook_endpoint.redelivery = bot.url, True
    _say(platform)
    _delivered(platform)
    _advance(platform, REDELIVERY_AFTER_SECONDS[0])
    _delivered(platform)
    first, again = map(_event_of, bot.received)
    assert again == {**first, "deliveryContext": {"isRedelivery": True}}


def test_a_bot_that_never_takes_it_is_given_up_on(platform: Platform, bot: HttpBot) -> None:
    bot.status = 500
    platform.webhook_endpoint.url, platform.webhook_endpoint.redelivery = bot.url, True
    _say(platform)
    for _ in range(10):
        _delivered(platform)
        _advance(platform, 24 * 3600)
    assert len(_delivered(platform)) == 1 + len(REDELIVERY_AFTER_SECONDS)


def test_what_was_taken_is_not_sent_again(platform: Platform, bot: HttpBot) -> None:
    platform.webhook_endpoint.url, platform.webhook_endpoint.redelivery = bot.url, True
    _say(platform)
    _delivered(platform)
    _advance(platform, 24 * 3600)
    assert len(_delivered(platform)) == 1


def test_redelivery_switched_off_meanwhile_sends_nothing(platform: Platform, bot: HttpBot) -> None:
    bot.status = 500
    platform.webhook_endpoint.url, platform.webhook_endpoint.redelivery = bot.url, True
    _say(platform)
    _delivered(platform)
    platform.webhook_endpoint.redelivery = False
    _advance(platform, 24 * 3600)
    assert len(_delivered(platform)) == 1


def test_a_redelivered_reply_token_works_again(platform: Platform, bot: HttpBot) -> None:
    bot.status = 500
    platform.webhook_endpoint.url, platform.webhook_endpoint.redelivery = bot.url, True
    token = _say(platform).events[0]["replyToken"]
    _delivered(platform)
    _advance(platform, REDELIVERY_AFTER_SECONDS[0])
    assert platform.reply_tokens.check(token, platform.now()) == platform.people.user_id(MEI)


def test_a_ticking_clock_redelivers_by_itself(bot: HttpBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helpers.stub.webhooks.delivery.REDELIVERY_AFTER_SECONDS", (0.01,))
    platform = Platform(World(ticking=True))
    again = threading.Event()
    bot.status, bot.on_webhook = 500, lambda received: again.set() if len(bot.received) == 2 else None
    platform.webhook_endpoint.url, platform.webhook_endpoint.redelivery = bot.url, True
    _say(platform)
    assert again.wait(PATIENCE)  # nobody asks anything of the platform meanwhile


def test_redeliver_sends_all_that_failed(platform: Platform, bot: HttpBot) -> None:
    platform.webhook_endpoint.url = bot.url
    _say(platform, "taken")
    _delivered(platform)
    bot.status = 500
    _say(platform, "failed 1")
    _say(platform, "failed 2", KAI)
    _delivered(platform)
    bot.status = 200
    assert platform.webhook_delivery.redeliver() == 2
    _delivered(platform)
    texts = [_event_of(received)["message"]["text"] for received in bot.received]  # type: ignore[index]
    assert texts == ["taken", "failed 1", "failed 2", "failed 1", "failed 2"]
    assert platform.webhook_delivery.redeliver() == 0


def test_redeliver_sends_one_event_again_even_if_it_was_taken(platform: Platform, bot: HttpBot) -> None:
    platform.webhook_endpoint.url = bot.url
    (event_id,) = _say(platform).event_ids
    _delivered(platform)
    assert platform.webhook_delivery.redeliver(event_id) == 1
    _delivered(platform)
    assert [_event_of(received)["webhookEventId"] for received in bot.received] == [event_id, event_id]


def test_redeliver_of_an_unknown_event_is_a_key_error(platform: Platform) -> None:
    with pytest.raises(KeyError):
        platform.webhook_delivery.redeliver("01M6CZR880G488ZXFB09DMMZWQ")


# The ledger -------------------------------------------------------------------------------------------------------


def _failed_attempt(number: int, at: int = 0) -> WebhookAttempt:
    body = json.dumps({"events": [{"webhookEventId": str(number)}]}).encode()
    return WebhookAttempt(at, "bot", WebhookRequest(body, ""), Answered(500, Failure.ERROR_STATUS_CODE))


def test_the_ledger_keeps_the_newest_thousand_attempts() -> None:
    attempts = WebhookAttempts()
    for number in range(1500):
        attempts.note(_failed_attempt(number), again=True)
    assert len(list(attempts)) == len(attempts.failed()) == 1000
    assert attempts.failed()[0].event_ids == ("500",)


def test_a_failed_connectivity_check_is_not_sent_again() -> None:
    attempts = WebhookAttempts()
    check = WebhookRequest(b'{"events":[]}', "")
    attempts.note(WebhookAttempt(0, "bot", check, Answered(500, Failure.ERROR_STATUS_CODE)), again=True)
    assert (attempts.failed(), attempts.next_due) == ([], None)


def test_what_is_due_is_taken_once_the_earliest_first() -> None:
    attempts = WebhookAttempts()
    attempts.note(_failed_attempt(1, at=2000), again=True)
    attempts.note(_failed_attempt(2, at=1000), again=True)
    assert attempts.next_due == 1000 + REDELIVERY_AFTER_SECONDS[0] * 1000
    due = attempts.take_due(10**9)
    assert [request.event_ids for request in due] == [("2",), ("1",)]
    assert (attempts.take_due(10**9), attempts.next_due) == ([], None)


# The connectivity check (facts 9.4) -------------------------------------------------------------------------------


def test_the_test_of_a_bot_that_is_well(platform: Platform, bot: HttpBot) -> None:
    assert platform.webhook_delivery.test(bot.url) == {
        "success": True,
        "timestamp": "2026-11-02T02:00:00.000Z",
        "statusCode": 200,
        "reason": "OK",
        "detail": "200",
    }
    assert json.loads(bot.received[0].body) == {"destination": platform.account.user_id, "events": []}


def test_the_test_of_a_bot_that_answers_an_error(platform: Platform, bot: HttpBot) -> None:
    bot.status = 404
    result = platform.webhook_delivery.test(bot.url)
    assert (result["success"], result["statusCode"], result["reason"]) == (False, 404, "ERROR_STATUS_CODE")


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "https://bot.example/", "nonsense"])
def test_the_test_of_nobody(platform: Platform, url: str) -> None:
    result = platform.webhook_delivery.test(url)
    assert (result["success"], result["statusCode"], result["reason"]) == (False, 0, "COULD_NOT_CONNECT")


def test_the_test_is_no_delivery(platform: Platform, bot: HttpBot) -> None:
    platform.webhook_delivery.test(bot.url)
    assert list(platform.webhook_attempts) == []
