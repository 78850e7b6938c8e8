from __future__ import annotations

import pytest

from helpers.line.timestamps import SECOND
from helpers.stub.ledgers.chat_indicators import ChatSigns
from helpers.stub.ledgers.deliveries import BOT, Deliveries, Delivery
from helpers.stub.world.row_sets import RowSet


@pytest.fixture
def deliveries() -> Deliveries:
    return Deliveries()


@pytest.fixture
def signs(deliveries: Deliveries) -> ChatSigns:
    return ChatSigns(deliveries)


def wrote(signs: ChatSigns, deliveries: Deliveries, row: int, message_id: str, chat_id: str | None = None) -> None:
    signs.know(f"token {message_id}", message_id)
    deliveries.add(Delivery(0, ({"type": "text", "id": message_id},), RowSet({row}), chat_id, row))


def answered(deliveries: Deliveries, row: int, chat_id: str | None = None) -> None:
    deliveries.add(Delivery(0, ({"type": "text", "text": "hi"},), RowSet({row}), chat_id, BOT))


def is_read(signs: ChatSigns, deliveries: Deliveries, message_id: str) -> bool:
    return any(signs.is_read(n, d) for n, d in enumerate(deliveries) if d.messages[0]["id"] == message_id)


def test_nothing_loads_at_first(signs: ChatSigns) -> None:
    assert not signs.loading(0, 0)


def test_loading_ends_at_its_time(signs: ChatSigns) -> None:
    signs.load(0, 0, 5)
    assert [signs.loading(0, ms) for ms in (0, 5 * SECOND - 1, 5 * SECOND)] == [True, True, False]


def test_loading_is_one_persons(signs: ChatSigns) -> None:
    signs.load(0, 0, 5)
    assert not signs.loading(1, 0)


def test_what_was_said_before_does_not_end_it(signs: ChatSigns, deliveries: Deliveries) -> None:
    answered(deliveries, 0)
    signs.load(0, 0, 5)
    assert signs.loading(0, 0)


def test_what_the_person_says_does_not_end_it(signs: ChatSigns, deliveries: Deliveries) -> None:
    signs.load(0, 0, 5)
    wrote(signs, deliveries, 0, "1")
    assert signs.loading(0, 0)


def test_the_bots_next_message_ends_it(signs: ChatSigns, deliveries: Deliveries) -> None:
    signs.load(0, 0, 5)
    answered(deliveries, 0)
    assert not signs.loading(0, 0)


def test_what_the_bot_says_in_a_group_does_not_end_it(signs: ChatSigns, deliveries: Deliveries) -> None:
    signs.load(0, 0, 5)
    answered(deliveries, 0, "C1")
    assert signs.loading(0, 0)


def test_reading_up_to_a_message(signs: ChatSigns, deliveries: Deliveries) -> None:
    for message_id in "123":
        wrote(signs, deliveries, 0, message_id)
    assert signs.read_up_to("token 2")
    assert [is_read(signs, deliveries, message_id) for message_id in "123"] == [True, True, False]


def test_an_unknown_token_reads_nothing(signs: ChatSigns, deliveries: Deliveries) -> None:
    wrote(signs, deliveries, 0, "1")
    assert not signs.read_up_to("1")
    assert not is_read(signs, deliveries, "1")


def test_chats_are_read_apart(signs: ChatSigns, deliveries: Deliveries) -> None:
    wrote(signs, deliveries, 0, "1")
    wrote(signs, deliveries, 1, "2")
    wrote(signs, deliveries, 0, "3", "C1")
    signs.read_up_to("token 3")
    assert [is_read(signs, deliveries, message_id) for message_id in "123"] == [False, False, True]


def test_all_of_one_person_is_what_he_wrote_one_to_one(signs: ChatSigns, deliveries: Deliveries) -> None:
    for message_id in "12":
        wrote(signs, deliveries, 0, message_id)
    wrote(signs, deliveries, 0, "3", "C1")
    signs.read_all_of(0)
    assert [is_read(signs, deliveries, message_id) for message_id in "123"] == [True, True, False]


def test_what_the_bot_says_is_not_its_to_read(signs: ChatSigns, deliveries: Deliveries) -> None:
    wrote(signs, deliveries, 0, "1", "C1")
    answered(deliveries, 0, "C1")
    wrote(signs, deliveries, 0, "2", "C1")
    signs.read_up_to("token 2")
    assert [signs.is_read(number, delivery) for number, delivery in deliveries.seen_by(0)] == [True, False, True]
