"""The exercises on broadcasting, with answers learners give."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from linebot.v3.messaging import ApiException, BroadcastRequest, ReplyMessageRequest, TextMessage

from helpers import open_lab
from helpers.course.exercises import EXERCISES
from tests.course.exercises.judge import because, judge


def broadcast(api: Any, *texts: str, **options: Any) -> None:
    api.broadcast(BroadcastRequest(messages=[TextMessage(text=text) for text in texts]), **options)


# broadcast-1 ---------------------------------------------------------------------------------------------------------


def test_one_broadcast_a_line_is_too_many_requests() -> None:
    def announce_all(line_bot_api: Any, lines: list[str]) -> None:
        for line in lines:
            broadcast(line_bot_api, line)

    assert because("broadcast-1", announce_all) == "your function sent 3 requests; here it should be 1."


def test_lines_joined_are_one_message() -> None:
    def announce_all(line_bot_api: Any, lines: list[str]) -> None:
        broadcast(line_bot_api, "\n".join(lines))

    assert because("broadcast-1", announce_all) == "Mei (小美) received a different message."


def test_the_order_counts() -> None:
    def announce_all(line_bot_api: Any, lines: list[str]) -> None:
        broadcast(line_bot_api, *reversed(lines))

    assert because("broadcast-1", announce_all) == "Mei (小美) received a different message."


# broadcast-2 ---------------------------------------------------------------------------------------------------------


def test_sending_and_catching_the_429_is_not_looking_first() -> None:
    def broadcast_if_enough(line_bot_api: Any, text: str, friends: int) -> bool:
        try:
            broadcast(line_bot_api, text)
        except ApiException:
            return False
        return True

    assert "Compare first" in because("broadcast-2", broadcast_if_enough)


def test_what_is_used_must_be_taken_off() -> None:
    def broadcast_if_enough(line_bot_api: Any, text: str, friends: int) -> bool:
        if line_bot_api.get_message_quota().value < friends:
            return False
        broadcast(line_bot_api, text)
        return True

    reason = judge("broadcast-2", broadcast_if_enough).reason
    assert reason is not None and "2 are left" in reason.situation


def test_exactly_enough_is_enough() -> None:
    def broadcast_if_enough(line_bot_api: Any, text: str, friends: int) -> bool:
        left = line_bot_api.get_message_quota().value - line_bot_api.get_message_quota_consumption().total_usage
        if left <= friends:
            return False
        broadcast(line_bot_api, text)
        return True

    reason = judge("broadcast-2", broadcast_if_enough).reason
    assert reason is not None and "3 are left" in reason.situation
    assert "Exactly `friends` messages are enough" in reason.because


def test_an_account_without_a_limit_has_no_value() -> None:
    def broadcast_if_enough(line_bot_api: Any, text: str, friends: int) -> bool:
        left = line_bot_api.get_message_quota().value - line_bot_api.get_message_quota_consumption().total_usage
        if left < friends:
            return False
        broadcast(line_bot_api, text)
        return True

    reason = judge("broadcast-2", broadcast_if_enough).reason
    assert reason is not None and reason.line is not None
    assert "no monthly limit" in reason.situation
    assert reason.line.number == 2


def test_whether_it_was_sent_is_to_be_returned() -> None:
    def broadcast_if_enough(line_bot_api: Any, text: str, friends: int) -> None:
        broadcast(line_bot_api, text)

    assert because("broadcast-2", broadcast_if_enough) == "the function returned something else."


# broadcast-3 ---------------------------------------------------------------------------------------------------------


def command(event: Any) -> str | None:
    is_text = event.message.type == "text" and event.message.text.startswith("/all ")
    return event.message.text.removeprefix("/all ") if is_text else None


def refuse(api: Any, event: Any) -> None:
    refusal = TextMessage(text="Only the admin may.")
    api.reply_message(ReplyMessageRequest(reply_token=event.reply_token, messages=[refusal]))


def test_an_event_delivered_again_must_not_be_broadcast_again() -> None:
    def on_message(line_bot_api: Any, event: Any, admin_id: str) -> None:
        words = command(event)
        if words and event.source.user_id == admin_id:
            broadcast(line_bot_api, words, x_line_retry_key=str(uuid.uuid4()))
        elif words:
            refuse(line_bot_api, event)

    reason = judge("broadcast-3", on_message).reason
    assert reason is not None
    assert "should not have" in reason.because and "redelivery" in reason.situation


def test_anybody_may_not_broadcast() -> None:
    def on_message(line_bot_api: Any, event: Any, admin_id: str) -> None:
        words = command(event)
        if words:
            try:
                key = str(uuid.uuid5(uuid.NAMESPACE_URL, event.webhook_event_id))
                broadcast(line_bot_api, words, x_line_retry_key=key)
            except ApiException:
                pass

    assert judge("broadcast-3", on_message).state == "not_yet"


def test_others_are_to_be_told() -> None:
    def on_message(line_bot_api: Any, event: Any, admin_id: str) -> None:
        words = command(event)
        if words and event.source.user_id == admin_id and not event.delivery_context.is_redelivery:
            broadcast(line_bot_api, words)

    reason = judge("broadcast-3", on_message).reason
    assert reason is not None
    assert "your function sent no request" in reason.because and "/all" in reason.situation


def test_a_sticker_has_no_words() -> None:
    def on_message(line_bot_api: Any, event: Any, admin_id: str) -> None:
        if not event.message.text.startswith("/all ") or event.delivery_context.is_redelivery:
            return
        if event.source.user_id == admin_id:
            broadcast(line_bot_api, event.message.text.removeprefix("/all "))
        else:
            refuse(line_bot_api, event)

    reason = judge("broadcast-3", on_message).reason
    assert reason is not None and "sticker" in reason.situation


def test_remembering_the_events_is_as_good_as_a_retry_key() -> None:
    seen: set[str] = set()

    def on_message(line_bot_api: Any, event: Any, admin_id: str) -> None:
        words = command(event)
        if not words or event.webhook_event_id in seen:
            return
        seen.add(event.webhook_event_id)
        if event.source.user_id == admin_id:
            broadcast(line_bot_api, words)
        else:
            refuse(line_bot_api, event)

    assert judge("broadcast-3", on_message).state == "right"


def test_a_redelivered_event_may_be_the_first_to_arrive() -> None:
    def on_message(line_bot_api: Any, event: Any, admin_id: str) -> None:
        words = command(event)
        if not words or event.delivery_context.is_redelivery:
            return
        if event.source.user_id == admin_id:
            broadcast(line_bot_api, words)
        else:
            refuse(line_bot_api, event)

    reason = judge("broadcast-3", on_message).reason
    assert reason is not None
    assert "go by the id" in reason.because and "did not reach the bot" in reason.situation


@pytest.mark.parametrize("words", ["/all", "/all ", "/all  ", "/allow it", "hi /all you"])
def test_the_solution_ignores_what_is_no_command(words: str) -> None:
    with open_lab(transport="inproc") as lab:
        admin = lab.friend("小美")
        EXERCISES["broadcast-3"].solution(lab.line_bot_api, admin.send_text(words), admin.user_id)
        assert lab.session.exchanges.count == 0
