from __future__ import annotations

import re
import uuid

import pytest

from helpers.line.id_patterns import GROUP_ID, ROOM_ID, USER_ID
from helpers.stub.world.ids import Ids


@pytest.fixture
def ids() -> Ids:
    return Ids("a seed")


@pytest.mark.parametrize("number", [0, 1, 999_999, 2**32 - 1])
def test_a_user_id_has_lines_form_and_leads_back_to_its_person(ids: Ids, number: int) -> None:
    user_id = ids.user(number)
    assert USER_ID.fullmatch(user_id)
    assert ids.user_number(user_id) == number


def test_user_ids_of_neighbours_look_nothing_alike(ids: Ids) -> None:
    a, b = ids.user(7), ids.user(8)
    assert sum(x != y for x, y in zip(a, b, strict=True)) > 15


def test_an_id_of_another_provider_is_nobody(ids: Ids) -> None:
    assert ids.user_number(Ids("another seed").user(3)) is None


def test_one_changed_digit_makes_an_id_nobodys(ids: Ids) -> None:
    user_id = ids.user(3)
    changed = user_id[:5] + ("0" if user_id[5] != "0" else "1") + user_id[6:]
    assert ids.user_number(changed) is None


def test_the_bots_own_id_is_no_persons(ids: Ids) -> None:
    assert USER_ID.fullmatch(ids.bot())
    assert ids.user_number(ids.bot()) is None


def test_groups_and_rooms_have_their_own_letters(ids: Ids) -> None:
    assert GROUP_ID.fullmatch(ids.chat("group", 0))
    assert ROOM_ID.fullmatch(ids.chat("room", 0))
    assert ids.chat("group", 0) != ids.chat("group", 1)


def test_a_request_id_is_a_uuid_and_fresh_every_time(ids: Ids) -> None:
    first, second = ids.request(), ids.request()
    assert str(uuid.UUID(first)) == first
    assert uuid.UUID(first).version == 4
    assert first != second


def test_a_message_id_is_18_digits_in_a_string_and_grows(ids: Ids) -> None:
    first, second = ids.message(), ids.message()
    assert re.fullmatch(r"\d{18}", first)
    assert int(second) > int(first)


def test_an_audience_id_is_a_number_of_13_digits(ids: Ids) -> None:
    assert len(str(ids.audience())) == 13
    assert ids.audience() != ids.audience()


def test_a_token_is_32_hex_digits(ids: Ids) -> None:
    assert re.fullmatch("[0-9a-f]{32}", ids.token("reply"))
    assert ids.token("reply") != ids.token("reply")


def test_a_long_token_can_stand_in_an_address(ids: Ids) -> None:
    assert re.fullmatch(r"[0-9A-Za-z_-]{60,}", ids.long_token("quote"))


def test_an_event_id_is_a_ulid_that_sorts_by_time(ids: Ids) -> None:
    early, late = ids.event(1_793_000_000_000), ids.event(1_793_000_000_001)
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{26}", early)
    assert early[:10] < late[:10]


def test_the_same_seed_hands_out_the_same_in_the_same_order() -> None:
    def some(ids: Ids) -> list[object]:
        return [ids.request(), ids.message(), ids.user(5), ids.token("reply"), ids.event(1), ids.bot(), ids.request()]

    assert some(Ids("x")) == some(Ids("x")) != some(Ids("y"))


def test_one_kind_does_not_depend_on_how_many_of_another_were_given() -> None:
    one, other = Ids(), Ids()
    one.request()
    assert one.message() == other.message()
