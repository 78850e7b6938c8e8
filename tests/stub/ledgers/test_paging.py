from __future__ import annotations

import pytest

from helpers.line.errors import LineError
from helpers.line.timestamps import HOUR, SECOND
from helpers.stub.ledgers import paging
from helpers.stub.ledgers.paging import Pages

NOW = 1_793_584_800_000


def test_a_token_leads_to_the_place_it_was_issued_for() -> None:
    pages = Pages("seed")
    assert pages.place("followers", pages.token("followers", 300, NOW), NOW) == 300


def test_without_a_token_the_list_begins_at_its_beginning() -> None:
    assert Pages("seed").place("followers", None, NOW) == 0


def test_a_token_lasts_24_hours() -> None:
    pages = Pages("seed")
    assert pages.place("followers", pages.token("followers", 7, NOW), NOW + 24 * HOUR) == 7


def test_a_token_older_than_24_hours_is_refused() -> None:
    pages = Pages("seed")
    with pytest.raises(LineError, match="Invalid start param"):
        pages.place("followers", pages.token("followers", 7, NOW), NOW + 24 * HOUR + SECOND)


def test_a_token_of_another_list_is_refused() -> None:
    pages = Pages("seed")
    with pytest.raises(LineError, match="Invalid start param"):
        pages.place("units", pages.token("followers", 7, NOW), NOW)


def test_a_token_of_another_platform_is_refused() -> None:
    with pytest.raises(LineError, match="Invalid start param"):
        Pages("one").place("followers", Pages("other").token("followers", 7, NOW), NOW)


@pytest.mark.parametrize("start", ["", "x", "=", "a b", "好", "A" * 43, "A" * 44, "A" * 4000, "%%%%", "\n"])
def test_what_is_no_token_is_refused(start: str) -> None:
    with pytest.raises(LineError, match="Invalid start param"):
        Pages("seed").place("followers", start, NOW)


def test_a_token_changed_in_one_character_is_refused() -> None:
    pages = Pages("seed")
    token = pages.token("followers", 7, NOW)
    changed = [token[:i] + ("A" if token[i] != "A" else "B") + token[i + 1 :] for i in range(len(token))]
    for start in changed:
        with pytest.raises(LineError, match="Invalid start param"):
            pages.place("followers", start, NOW)


def test_a_full_page_with_more_behind_it_names_the_next() -> None:
    pages = Pages("seed")
    shown, more = pages.cut("units", [10, 20, 30], 2, NOW)
    assert list(shown) == [10, 20]
    assert pages.place("units", more["next"], NOW) == 30


def test_the_last_page_names_no_next() -> None:
    assert Pages("seed").cut("units", [10, 20], 2, NOW) == ([10, 20], {})


def test_size_is_the_default_when_no_limit_is_given() -> None:
    assert paging.size({}, 300, 1000) == 300


@pytest.mark.parametrize("value", ["1", "999", "1000", "0007"])
def test_size_takes_1_to_the_maximum(value: str) -> None:
    assert paging.size({"limit": value}, 300, 1000) == int(value)


@pytest.mark.parametrize("value", ["0", "1001", "-1", "", "many", "1.0", "１０", "9" * 5000, " 5"])
def test_size_refuses_everything_else(value: str) -> None:
    with pytest.raises(LineError, match="The value for the 'limit' parameter is invalid"):
        paging.size({"limit": value}, 300, 1000)
