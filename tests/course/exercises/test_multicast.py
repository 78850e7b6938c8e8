"""The exercises on multicast, with answers learners give."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from linebot.v3.messaging import ApiException, MulticastRequest, PushMessageRequest, TextMessage
from urllib3.exceptions import HTTPError

from tests.course.exercises.judge import because, judge


def multicast(api: Any, ids: Sequence[str], text: str, **options: Any) -> None:
    api.multicast(MulticastRequest(to=list(ids), messages=[TextMessage(text=text)]), **options)


def chunks(ids: Sequence[str], size: int = 500) -> list[Sequence[str]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]


# multicast-1 ---------------------------------------------------------------------------------------------------------


def test_pushing_one_by_one_is_not_one_request() -> None:
    def announce(line_bot_api: Any, user_ids: list[str], text: str) -> None:
        for user_id in dict.fromkeys(user_ids):
            line_bot_api.push_message(PushMessageRequest(to=user_id, messages=[TextMessage(text=text)]))

    assert because("multicast-1", announce) == "your function sent 3 requests; here it should be 1."


def test_repeated_ids_must_go() -> None:
    def announce(line_bot_api: Any, user_ids: list[str], text: str) -> None:
        multicast(line_bot_api, user_ids, text)

    assert "more than once" in because("multicast-1", announce)


def test_taking_every_id_out_that_is_repeated_leaves_somebody_out() -> None:
    def announce(line_bot_api: Any, user_ids: list[str], text: str) -> None:
        multicast(line_bot_api, [i for i in user_ids if user_ids.count(i) == 1], text)

    assert "did not receive" in because("multicast-1", announce)


# multicast-2 ---------------------------------------------------------------------------------------------------------


def test_a_list_that_is_too_long_is_stopped_by_the_sdk() -> None:
    def announce_to_many(line_bot_api: Any, user_ids: list[str], text: str) -> None:
        multicast(line_bot_api, user_ids, text)

    reason = judge("multicast-2", announce_to_many).reason
    assert reason is not None and reason.explanation is not None
    assert reason.explanation.stopped_by == "sdk"


def test_the_first_500_are_not_all() -> None:
    def announce_to_many(line_bot_api: Any, user_ids: list[str], text: str) -> None:
        multicast(line_bot_api, user_ids[:500], text)

    assert because("multicast-2", announce_to_many) == "of those who should have received it, 1 did not."


def test_smaller_parts_take_more_requests_than_needed() -> None:
    def announce_to_many(line_bot_api: Any, user_ids: list[str], text: str) -> None:
        for part in chunks(user_ids, 100):
            multicast(line_bot_api, part, text)

    assert because("multicast-2", announce_to_many) == "your function sent 6 requests; here it should be 2."


def test_parts_that_overlap_reach_somebody_twice() -> None:
    def announce_to_many(line_bot_api: Any, user_ids: list[str], text: str) -> None:
        for start in range(0, len(user_ids), 499):
            multicast(line_bot_api, user_ids[start : start + 500], text)

    assert "more than once" in because("multicast-2", announce_to_many)


def test_an_empty_list_needs_no_request() -> None:
    def announce_to_many(line_bot_api: Any, user_ids: list[str], text: str) -> None:
        for part in chunks(user_ids) or [user_ids]:
            multicast(line_bot_api, part, text)

    reason = judge("multicast-2", announce_to_many).reason
    assert reason is not None and "0 friends" in reason.situation


# multicast-3 ---------------------------------------------------------------------------------------------------------


def test_one_key_for_all_batches_sends_only_the_first() -> None:
    def announce_safely(line_bot_api: Any, user_ids: list[str], text: str) -> None:
        key = str(uuid.uuid4())
        for part in chunks(user_ids):
            try:
                multicast(line_bot_api, part, text, x_line_retry_key=key)
            except ApiException as error:
                if error.status != 409:
                    raise

    assert because("multicast-3", announce_safely).startswith("different batches have the same retry key.")


def test_a_new_key_for_each_attempt_is_no_retry() -> None:
    def announce_safely(line_bot_api: Any, user_ids: list[str], text: str) -> None:
        for part in chunks(user_ids):
            try:
                multicast(line_bot_api, part, text, x_line_retry_key=str(uuid.uuid4()))
            except (ApiException, HTTPError):
                multicast(line_bot_api, part, text, x_line_retry_key=str(uuid.uuid4()))

    assert because("multicast-3", announce_safely).startswith("the retry used another retry key.")


def test_a_batch_without_a_key_cannot_be_retried() -> None:
    def announce_safely(line_bot_api: Any, user_ids: list[str], text: str) -> None:
        for part in chunks(user_ids):
            try:
                multicast(line_bot_api, part, text)
            except (ApiException, HTTPError):
                multicast(line_bot_api, part, text)

    assert because("multicast-3", announce_safely).startswith("a batch carried no retry key")


def test_no_answer_is_no_api_exception() -> None:
    def announce_safely(line_bot_api: Any, user_ids: list[str], text: str) -> None:
        for part in chunks(user_ids):
            key = str(uuid.uuid4())
            for _ in range(2):
                try:
                    multicast(line_bot_api, part, text, x_line_retry_key=key)
                    break
                except ApiException:
                    pass

    reason = judge("multicast-3", announce_safely).reason
    assert reason is not None and reason.explanation is not None
    assert reason.explanation.stopped_by == "network"
    assert "no answer comes" in reason.situation
