"""The exercises on pushing, with answers learners give."""

from __future__ import annotations

import uuid
from contextlib import suppress
from typing import Any

from linebot.v3.messaging import ApiException, BroadcastRequest, PushMessageRequest, TextMessage

from tests.course.exercises.judge import because, judge

KEY = "123e4567-e89b-12d3-a456-426614174000"


def push(api: Any, to: Any, text: str, **options: Any) -> None:
    api.push_message(PushMessageRequest(to=to, messages=[TextMessage(text=text)]), **options)


# push-1 --------------------------------------------------------------------------------------------------------------


def test_a_broadcast_reaches_others_too() -> None:
    def notify(line_bot_api: Any, to: str, text: str) -> None:
        line_bot_api.broadcast(BroadcastRequest(messages=[TextMessage(text=text)]))

    assert because("push-1", notify) == "Kai (阿凱) received a message, but should not have."


def test_a_list_of_ids_is_stopped_by_the_sdk() -> None:
    def notify(line_bot_api: Any, to: str, text: str) -> None:
        push(line_bot_api, [to], text)

    reason = judge("push-1", notify).reason
    assert reason is not None and reason.explanation is not None
    assert reason.explanation.stopped_by == "sdk"


def test_words_of_its_own_are_not_the_text() -> None:
    def notify(line_bot_api: Any, to: str, text: str) -> None:
        push(line_bot_api, to, "hello")

    assert because("push-1", notify) == "Mei (小美) received a different message."


# push-2 --------------------------------------------------------------------------------------------------------------


def test_a_push_without_a_key_cannot_be_retried() -> None:
    def notify_safely(line_bot_api: Any, to: str, text: str) -> None:
        push(line_bot_api, to, text)

    assert "carried no retry key" in because("push-2", notify_safely)


def test_a_push_that_is_not_retried_stops_at_the_500() -> None:
    def notify_safely(line_bot_api: Any, to: str, text: str) -> None:
        push(line_bot_api, to, text, x_line_retry_key=str(uuid.uuid4()))

    reason = judge("push-2", notify_safely).reason
    assert reason is not None and reason.explanation is not None
    assert reason.explanation.key == "rule.fault_injected"
    assert "the first time LINE answers 500 and has not accepted" in reason.situation


def test_a_new_key_for_the_retry_is_not_the_same_request() -> None:
    def notify_safely(line_bot_api: Any, to: str, text: str) -> None:
        for _ in range(2):
            try:
                return push(line_bot_api, to, text, x_line_retry_key=str(uuid.uuid4()))
            except ApiException:
                pass
        return None

    assert "another retry key" in because("push-2", notify_safely)


def test_one_key_for_everybody_sends_only_once() -> None:
    def notify_safely(line_bot_api: Any, to: str, text: str) -> None:
        for _ in range(2):
            try:
                return push(line_bot_api, to, text, x_line_retry_key=KEY)
            except ApiException:
                pass
        return None

    assert because("push-2", notify_safely).startswith("this retry key was used in an earlier call")


def test_a_409_is_no_failure() -> None:
    def notify_safely(line_bot_api: Any, to: str, text: str) -> None:
        key = str(uuid.uuid4())
        try:
            push(line_bot_api, to, text, x_line_retry_key=key)
        except ApiException:
            push(line_bot_api, to, text, x_line_retry_key=key)

    reason = judge("push-2", notify_safely).reason
    assert reason is not None and reason.explanation is not None
    assert reason.explanation.key == "rule.retry_key_accepted"


# push-3 --------------------------------------------------------------------------------------------------------------


def test_one_refused_id_must_not_stop_the_others() -> None:
    def remind_all(line_bot_api: Any, user_ids: list[str], text: str) -> list[str]:
        for user_id in user_ids:
            push(line_bot_api, user_id, text)
        return []

    assert "`to` is not an id" in because("push-3", remind_all)


def test_the_refused_ids_are_to_be_returned() -> None:
    def remind_all(line_bot_api: Any, user_ids: list[str], text: str) -> None:
        for user_id in user_ids:
            with suppress(ApiException):
                push(line_bot_api, user_id, text)

    reason = judge("push-3", remind_all).reason
    assert reason is not None
    assert (reason.because, reason.arrived) == ("the function returned something else.", "None")
    assert reason.expected.startswith("['U123', 'U")


def test_ids_of_the_cast_are_shown_by_name() -> None:
    def remind_all(line_bot_api: Any, user_ids: list[str], text: str) -> list[str]:
        for user_id in user_ids:
            with suppress(ApiException):
                push(line_bot_api, user_id, text)
        return user_ids[:1]

    reason = judge("push-3", remind_all).reason
    assert reason is not None
    assert reason.arrived == "[<Mei (小美)'s id>]"
