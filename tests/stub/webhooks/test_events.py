from __future__ import annotations

import json

import pytest
from linebot.v3 import WebhookParser

from helpers.line.errors import LineError
from helpers.line.webhook_request import WebhookRequest, sign
from helpers.stub.person_actions import PersonActions
from helpers.stub.platform import Platform
from helpers.stub.world.worlds import World

MEI = 0


@pytest.fixture
def platform() -> Platform:
    return Platform()


def _say(platform: Platform, text: str = "你好", row: int = MEI) -> WebhookRequest:
    request = PersonActions(platform).send(row, {"type": "text", "text": text})
    assert request
    return request


# Signature --------------------------------------------------------------------------------------------------------


def test_signs_lines_own_example() -> None:
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    assert sign("8c570fa6dd201bb328f1c1eac23a96d8", body) == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_signs_the_raw_bytes_that_are_sent(platform: Platform) -> None:
    request = _say(platform)
    assert request.signature == sign(platform.account.channel_secret, request.body)


def test_chinese_goes_as_it_is_and_emoji_as_two_escapes(platform: Platform) -> None:
    body = _say(platform, "好 🤨é☀").body
    assert r"好 \uD83E\uDD28é☀".encode() in body  # ☀ and é are inside the BMP


def test_written_again_a_body_verifies_until_somebody_sends_an_emoji(platform: Platform) -> None:
    for text, same in (("好", True), ("好 🤨", False)):
        request = _say(platform, text)
        again = json.dumps(json.loads(request.body), ensure_ascii=False, separators=(",", ":")).encode()
        assert (sign(platform.account.channel_secret, again) == request.signature) is same
        assert request.events[0]["message"]["text"] == text


def test_headers_are_lines(platform: Platform) -> None:
    request = _say(platform)
    assert request.headers == {
        "content-type": "application/json; charset=utf-8",
        "x-line-signature": request.signature,
        "user-agent": "LineBotWebhook/2.0",
    }


# Events -----------------------------------------------------------------------------------------------------------


def test_every_common_member_is_there(platform: Platform) -> None:
    (event,) = _say(platform).events
    assert event["mode"] == "active"
    assert event["timestamp"] == platform.now()
    assert event["deliveryContext"] == {"isRedelivery": False}
    assert event["source"] == {"type": "user", "userId": platform.people.user_id(MEI)}
    assert len(event["webhookEventId"]) == 26


def test_the_destination_is_the_bot(platform: Platform) -> None:
    assert json.loads(_say(platform).body)["destination"] == platform.account.user_id


def test_every_event_has_an_id_and_a_token_of_its_own(platform: Platform) -> None:
    first, second = _say(platform).events[0], _say(platform).events[0]
    assert first["webhookEventId"] != second["webhookEventId"]
    assert first["replyToken"] != second["replyToken"]


def test_two_platforms_make_the_same_bytes(platform: Platform) -> None:
    assert _say(platform) == _say(Platform())


def test_a_request_without_events_is_the_connectivity_check(platform: Platform) -> None:
    request = platform.webhooks.send([])
    assert (request.events, request.event_ids) == ([], ())
    assert WebhookParser(platform.account.channel_secret).parse(request.body.decode(), request.signature) == []


def test_standby_events_carry_no_reply_token(platform: Platform) -> None:
    platform.webhooks.mode = "standby"
    (event,) = _say(platform).events
    assert event["mode"] == "standby"
    assert "replyToken" not in event


# Several events in one request -------------------------------------------------------------------------------------


def test_events_made_together_share_one_request(platform: Platform) -> None:
    heard: list[WebhookRequest] = []
    platform.webhooks.listeners.append(heard.append)
    with platform.webhooks.batch() as batch:
        PersonActions(platform).send(0, {"type": "text", "text": "a"})
        PersonActions(platform).send(1, {"type": "text", "text": "b"})
    assert heard == [batch.request]
    assert [event["message"]["text"] for event in heard[0].events] == ["a", "b"]


def test_together_without_events_sends_nothing(platform: Platform) -> None:
    heard: list[WebhookRequest] = []
    platform.webhooks.listeners.append(heard.append)
    with platform.webhooks.batch() as batch:
        pass
    assert (heard, batch.request) == ([], None)


def test_after_together_events_go_alone_again(platform: Platform) -> None:
    with platform.webhooks.batch():
        pass
    assert len(_say(platform).events) == 1


def test_what_happened_before_an_error_is_still_told(platform: Platform) -> None:
    with pytest.raises(RuntimeError), platform.webhooks.batch() as batch:
        PersonActions(platform).send(0, {"type": "text", "text": "a"})
        raise RuntimeError
    assert batch.request and len(batch.request.events) == 1


# Redelivery -------------------------------------------------------------------------------------------------------


def test_a_redelivery_differs_in_one_member_only(platform: Platform) -> None:
    first = _say(platform)
    again = platform.webhooks.redeliver(first, platform.now())
    expected = [{**event, "deliveryContext": {"isRedelivery": True}} for event in first.events]
    assert again.events == expected


def test_a_redelivery_renews_the_minute_of_its_token(platform: Platform) -> None:
    first = _say(platform)
    token = first.events[0]["replyToken"]
    platform.clock.advance(minutes=5)
    with pytest.raises(LineError):
        platform.reply_tokens.check(token, platform.now())
    platform.webhooks.redeliver(first, platform.now())
    assert platform.reply_tokens.check(token, platform.now()) == platform.people.user_id(MEI)


def test_after_twenty_minutes_redelivery_renews_nothing(platform: Platform) -> None:
    first = _say(platform)
    platform.clock.advance(minutes=21)
    platform.webhooks.redeliver(first, platform.now())
    with pytest.raises(LineError):
        platform.reply_tokens.check(first.events[0]["replyToken"], platform.now())


def test_an_event_without_token_can_be_redelivered(platform: Platform) -> None:
    request = PersonActions(platform).block(MEI)
    assert request
    again = platform.webhooks.redeliver(request, platform.now())
    assert again.events[0]["deliveryContext"] == {"isRedelivery": True}


# Who listens ------------------------------------------------------------------------------------------------------


def test_listeners_hear_every_request_and_outlast_a_reset(platform: Platform) -> None:
    heard: list[WebhookRequest] = []
    platform.webhooks.listeners.append(heard.append)
    platform.reset()
    request = _say(platform)
    assert heard == [request]


def test_the_channel_secret_of_the_world_signs() -> None:
    request = Platform(World(channel_secret="another secret")).webhooks.send([])
    assert request.signature == sign("another secret", request.body)
