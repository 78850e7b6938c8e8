from __future__ import annotations

import pytest

from helpers.stub.control import views
from helpers.stub.person_actions import PersonActions
from helpers.stub.platform import Platform
from helpers.stub.world.worlds import Character, World


@pytest.fixture
def platform() -> Platform:
    """Seven of the cast, twenty of the crowd, and one who came later: rows 0-6, 7-26, 27."""
    platform = Platform(World(crowd=20))
    platform.people.add(Character("新來的", "New"), platform.now())
    return platform


def test_the_named_come_first_then_the_crowd(platform: Platform) -> None:
    assert list(views.rows(platform.people, 0, 100)) == [0, 1, 2, 3, 4, 5, 6, 27, *range(7, 27)]


@pytest.mark.parametrize("limit", [1, 3, 8, 9, 28, 29])
def test_pages_together_are_the_whole(platform: Platform, limit: int) -> None:
    pages = [row for start in range(0, 28, limit) for row in views.rows(platform.people, start, limit)]
    assert pages == list(views.rows(platform.people, 0, 100))


@pytest.mark.parametrize("start", [28, 29, 10**12])
def test_behind_the_last_there_is_nobody(platform: Platform, start: int) -> None:
    assert list(views.rows(platform.people, start, 10)) == []


def test_a_person_of_the_crowd_is_computed_in_full(platform: Platform) -> None:
    shown = views.person_in_full(platform.people, 9)
    assert shown["name"].endswith("#9")
    assert shown["state"] == "friend"
    assert shown["area"] is None or shown["area"].startswith("tw_")
    assert shown["groups"] == []


def test_what_nobody_knows_of_a_person_is_null(platform: Platform) -> None:
    shown = views.person_in_full(platform.people, 27)
    assert [shown[name] for name in ("wroteAt", "gender", "age", "appType", "area")] == [None] * 5


def test_a_phone_shows_the_newest_messages(platform: Platform) -> None:
    for number in range(5):
        PersonActions(platform).send(0, {"type": "text", "text": str(number)})
    (chat,) = views.phone(platform.phone(0), 2)["chats"]
    assert [bubble["message"]["text"] for bubble in chat["bubbles"]] == ["3", "4"]


def test_times_are_told_in_taipei(platform: Platform) -> None:
    assert views.clock(platform)["now"] == "2026-11-02T10:00:00.000+08:00"
