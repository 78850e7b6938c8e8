from __future__ import annotations

import pytest

from helpers.line.timestamps import SECOND
from helpers.stub.ledgers.chat_indicators import ChatIndicators
from helpers.stub.ledgers.deliveries import BOT, Deliveries, Delivery
from helpers.stub.world.row_sets import RowSet


@pytest.fixture
def deliveries() -> Deliveries:
    return Deliveries()


@pytest.fixture
def indicators(deliveries: Deliveries) -> ChatIndicators:
    return ChatIndicators(deliveries)


def wrote(
    indicators: ChatIndicators, deliveries: Deliveries, row: int, message_id: str, chat_id: str | None = None
) -> None:
    indicators.know(f"token {message_id}", message_id)
    deliveries.add(Delivery(0, ({"type": "text", "id": message_id},), RowSet({row}), chat_id, row))


def answered(deliveries: Deliveries, row: int, chat_id: str | None = None) -> None:
    deliveries.add(Delivery(0, ({"type": "text", "text": "hi"},), RowSet({row}), chat_id, BOT))


def is_read(indicators: ChatIndicators, deliveries: Deliveries, message_id: str) -> bool:
    return any(indicators.is_read(n, d) for n, d in enumerate(deliveries) if d.messages[0]["id"] == message_id)


def test_nothing_loads_at_first(indicators: ChatIndicators) -> None:
    assert not indicators.loading(0, 0)


def test_loading_ends_at_its_time(indicators: ChatIndicators) -> None:
    indicators.load(0, 0, 5)
    assert [indicators.loading(0, ms) for ms in (0, 5 * SECOND - 1, 5 * SECOND)] == [True, True, False]


def test_loading_is_one_persons(indicators: ChatIndicators) -> None:
    indicators.load(0, 0, 5)
    assert not indicators.loading(1, 0)


def test_what_was_said_before_does_not_end_it(indicators: ChatIndicators, deliveries: Deliveries) -> None:
    answered(deliveries, 0)
    indicators.load(0, 0, 5)
    assert indicators.loading(0, 0)


def test_what_the_person_says_does_not_end_it(indicators: ChatIndicators, deliveries: Deliveries) -> None:
    indicators.load(0, 0, 5)
    wrote(indicators, deliveries, 0, "1")
    assert indicators.loading(0, 0)


def test_the_bots_next_message_ends_it(indicators: ChatIndicators, deliveries: Deliveries) -> None:
    indicators.load(0, 0, 5)
    answered(deliveries, 0)
    assert not indicators.loading(0, 0)


def test_what_the_bot_says_in_a_group_does_not_end_it(indicators: ChatIndicators, deliveries: Deliveries) -> None:
    indicators.load(0, 0, 5)
    answered(deliveries, 0, "C1")
    assert indicators.loading(0, 0)


def test_reading_up_to_a_message(indicators: ChatIndicators, deliveries: Deliveries) -> None:
    for message_id in "123":
        wrote(indicators, deliveries, 0, message_id)
    assert indicators.read_up_to("token 2")
    assert [is_read(indicators, deliveries, message_id) for message_id in "123"] == [True, True, False]


def test_an_unknown_token_reads_nothing(indicators: ChatIndicators, deliveries: Deliveries) -> None:
    wrote(indicators, deliveries, 0, "1")
    assert not indicators.read_up_to("1")
    assert not is_read(indicators, deliveries, "1")


def test_chats_are_read_apart(indicators: ChatIndicators, deliveries: Deliveries) -> None:
    wrote(indicators, deliveries, 0, "1")
    wrote(indicators, deliveries, 1, "2")
    wrote(indicators, deliveries, 0, "3", "C1")
    indicators.read_up_to("token 3")
    assert [is_read(indicators, deliveries, message_id) for message_id in "123"] == [False, False, True]


def test_all_of_one_person_is_what_he_wrote_one_to_one(indicators: ChatIndicators, deliveries: Deliveries) -> None:
    for message_id in "12":
        wrote(indicators, deliveries, 0, message_id)
    wrote(indicators, deliveries, 0, "3", "C1")
    indicators.read_all_of(0)
    assert [is_read(indicators, deliveries, message_id) for message_id in "123"] == [True, True, False]


def test_what_the_bot_says_is_not_its_to_read(indicators: ChatIndicators, deliveries: Deliveries) -> None:
    wrote(indicators, deliveries, 0, "1", "C1")
    answered(deliveries, 0, "C1")
    wrote(indicators, deliveries, 0, "2", "C1")
    indicators.read_up_to("token 2")
    assert [indicators.is_read(number, delivery) for number, delivery in deliveries.seen_by(0)] == [True, False, True]
