"""The exercises on replying, with answers learners give."""

from __future__ import annotations

from typing import Any

from linebot.v3.messaging import PushMessageRequest, ReplyMessageRequest, StickerMessage, TextMessage

from tests.course.exercises.judge import because, judge

STICKER = StickerMessage(package_id="446", sticker_id="1988")


def reply(api: Any, event: Any, *messages: Any, silent: bool = False) -> None:
    api.reply_message(
        ReplyMessageRequest(reply_token=event.reply_token, messages=list(messages), notification_disabled=silent)
    )


# reply-1 -------------------------------------------------------------------------------------------------------------


def test_the_same_words_for_everybody_are_not_an_echo() -> None:
    def answer(line_bot_api: Any, event: Any) -> None:
        reply(line_bot_api, event, TextMessage(text="Good morning ☀️"))  # right for the first person only

    reason = judge("reply-1", answer).reason
    assert reason is not None
    assert reason.because == "Hong (建宏) received a different message."
    assert (reason.expected, reason.arrived) == ("“Is there class today?”", "“Good morning ☀️”")
    assert reason.situation == "Hong (建宏) wrote “Is there class today?” to the bot."


def test_pushing_instead_of_replying_costs() -> None:
    def answer(line_bot_api: Any, event: Any) -> None:
        message = TextMessage(text=event.message.text)
        line_bot_api.push_message(PushMessageRequest(to=event.source.user_id, messages=[message]))

    assert "it used 1 of the monthly quota" in because("reply-1", answer)


def test_making_a_request_without_sending_it_sends_nothing() -> None:
    def answer(line_bot_api: Any, event: Any) -> None:
        ReplyMessageRequest(reply_token=event.reply_token, messages=[TextMessage(text=event.message.text)])

    assert "your function sent no request" in because("reply-1", answer)


def test_answering_in_the_first_world_only_is_found_out() -> None:
    def answer(line_bot_api: Any, event: Any) -> None:
        if "🥐" not in event.message.text:
            reply(line_bot_api, event, TextMessage(text=event.message.text))

    reason = judge("reply-1", answer).reason
    assert reason is not None and reason.world == "bakery"


# reply-2 -------------------------------------------------------------------------------------------------------------


def test_two_replies_with_one_token_do_not_work() -> None:
    def answer_quietly(line_bot_api: Any, event: Any) -> None:
        reply(line_bot_api, event, TextMessage(text=event.message.text), silent=True)
        reply(line_bot_api, event, STICKER, silent=True)

    assert "This reply token was already used" in because("reply-2", answer_quietly)


def test_a_reply_with_a_notification_is_loud() -> None:
    def answer_quietly(line_bot_api: Any, event: Any) -> None:
        reply(line_bot_api, event, TextMessage(text=event.message.text), STICKER)

    reason = judge("reply-2", answer_quietly).reason
    assert reason is not None
    assert "showed a notification" in reason.because
    assert "(silent)" in reason.expected and "(with notification)" in reason.arrived


def test_a_sticker_that_bots_cannot_send_is_named() -> None:
    unlisted = StickerMessage(package_id="1", sticker_id="1988")

    def answer_quietly(line_bot_api: Any, event: Any) -> None:
        reply(line_bot_api, event, TextMessage(text=event.message.text), unlisted, silent=True)

    reason = judge("reply-2", answer_quietly).reason
    assert reason is not None
    assert "a sticker of package 1, which is not among those the lab has checked" in reason.arrived


def test_the_sticker_comes_second() -> None:
    def answer_quietly(line_bot_api: Any, event: Any) -> None:
        reply(line_bot_api, event, STICKER, TextMessage(text=event.message.text), silent=True)

    assert "a different message" in because("reply-2", answer_quietly)


# reply-3 -------------------------------------------------------------------------------------------------------------


def test_replying_to_every_event_stops_at_one_without_words() -> None:
    def on_event(line_bot_api: Any, event: Any) -> None:
        if event.type == "follow":
            reply(line_bot_api, event, TextMessage(text="Welcome"), silent=True)
        else:
            reply(line_bot_api, event, TextMessage(text=event.message.text))

    reason = judge("reply-3", on_event).reason
    assert reason is not None and reason.line is not None
    assert "sticker" in reason.situation
    assert reason.line.number == 5


def test_a_welcome_with_a_notification_is_loud() -> None:
    def on_event(line_bot_api: Any, event: Any) -> None:
        if event.type == "follow":
            reply(line_bot_api, event, TextMessage(text="Welcome"))

    assert "should have been silent" in because("reply-3", on_event)


def test_an_echo_without_notification_is_too_quiet() -> None:
    def on_event(line_bot_api: Any, event: Any) -> None:
        is_text = event.type == "message" and event.message.type == "text"
        if event.type == "follow" or is_text:
            words = event.message.text if is_text else "Welcome"
            reply(line_bot_api, event, TextMessage(text=words), silent=True)

    assert "should not have been silent" in because("reply-3", on_event)


def test_answering_a_tap_is_not_asked_for() -> None:
    def on_event(line_bot_api: Any, event: Any) -> None:
        if event.type == "follow":
            reply(line_bot_api, event, TextMessage(text="Welcome"), silent=True)
        elif event.type == "postback":
            reply(line_bot_api, event, TextMessage(text="tapped"))
        elif event.type == "message" and event.message.type == "text":
            reply(line_bot_api, event, TextMessage(text=event.message.text))

    reason = judge("reply-3", on_event).reason
    assert reason is not None
    assert "should not have" in reason.because and "postback" in reason.situation
