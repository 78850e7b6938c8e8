from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.line.id_patterns import is_chat_id
from helpers.line.outcomes import PersonOutcome, Reason
from helpers.line.timestamps import DAY
from helpers.stub.world.ids import Ids
from helpers.stub.world.people import People
from helpers.stub.world.population import ATTRIBUTES
from helpers.stub.world.worlds import CAST, GATHERINGS, Character, Gathering

NOW = 1_793_000_000_000


@pytest.fixture
def people() -> People:
    return People(Ids(), NOW, CAST, GATHERINGS, crowd=20)


def row(people: People, name: str) -> int:
    found = people.row_named(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("小美", "friend"),
        ("阿凱", "friend"),
        ("志明", "friend"),
        ("雅婷", "blocked"),
        ("建宏", "not_friend"),
        ("怡君", "not_friend"),
        ("大偉", "left_line"),
    ],
)
def test_the_cast_stands_as_it_should(people: People, name: str, state: str) -> None:
    assert people.state(row(people, name)) == state


def test_a_person_has_two_names_and_an_id(people: People) -> None:
    mei = row(people, "小美")
    assert (people.name(mei), people.latin(mei)) == ("小美", "Mei")
    assert people.row_named("Mei") == people.row_named(people.user_id(mei)) == people.row(people.user_id(mei)) == mei


def test_one_of_the_crowd_has_a_name_that_leads_back(people: People) -> None:
    name = people.name(12)
    assert name.endswith("#12")
    assert (people.row_named(name), people.latin(12)) == (12, name)


@pytest.mark.parametrize(
    "name", ["", "小明", "#12", "陳怡君#9999", "12", "x#" + "9" * 5000, "U" + "0" * 32, "小美#0", "²"]
)
def test_a_name_nobody_has(people: People, name: str) -> None:
    assert people.row_named(name) is None


def test_the_id_behind_the_last_person_is_nobodys(people: People) -> None:
    ids = Ids()
    assert people.row(ids.user(len(people) - 1)) == len(people) - 1
    assert people.row(ids.user(len(people))) is None


@pytest.mark.parametrize("user_id", ["", "U", "U" + "g" * 32, "C" + "0" * 32, "U" + "0" * 33])
def test_what_is_no_user_id_is_nobodys(people: People, user_id: str) -> None:
    assert people.row(user_id) is None


def test_someone_new_sits_behind_everyone(people: People) -> None:
    before = len(people)
    new = people.add(Character("小華", "Hua", friend=False), NOW)
    assert (new, people.row_named("小華"), people.state(new)) == (before, before, "not_friend")
    assert people.row(people.user_id(new)) == new


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("小美", (True, Reason.FRIEND)),
        ("雅婷", (False, Reason.BLOCKED)),
        ("建宏", (True, Reason.WROTE_RECENTLY)),
        ("怡君", (False, Reason.NOT_FRIEND)),
        ("大偉", (False, Reason.LEFT_LINE)),
    ],
)
def test_whom_a_push_reaches(people: People, name: str, outcome: tuple[bool, Reason]) -> None:
    who = row(people, name)
    assert people.push_outcome(who, NOW) == PersonOutcome(name, people.user_id(who), *outcome, who)


@pytest.mark.parametrize(("days", "received"), [(7 * DAY, True), (7 * DAY + 1, False)])
def test_a_push_reaches_a_stranger_for_7_days(people: People, days: int, received: bool) -> None:
    hong = row(people, "建宏")
    people.population.set(hong, wrote_at=NOW)
    assert people.push_outcome(hong, NOW + days).received is received


def test_a_blocker_who_wrote_recently_is_not_reached(people: People) -> None:
    hong = row(people, "建宏")
    people.population.set(hong, blocked=True)
    assert people.push_outcome(hong, NOW).reason is Reason.BLOCKED


@pytest.mark.parametrize(("name", "received"), [("小美", True), ("雅婷", False), ("建宏", False), ("大偉", False)])
def test_multicast_and_broadcast_reach_friends_only(people: People, name: str, received: bool) -> None:
    assert people.multicast_outcome(row(people, name)).received is received


@pytest.mark.parametrize(
    ("name", "reason"),
    [("小美", Reason.FRIEND), ("建宏", Reason.REPLY_TOKEN), ("雅婷", Reason.BLOCKED), ("大偉", Reason.LEFT_LINE)],
)
def test_a_reply_reaches_who_wrote_friend_or_not(people: People, name: str, reason: Reason) -> None:
    assert people.reply_outcome(row(people, name)).reason is reason


@pytest.mark.parametrize(("name", "seen"), [("小美", True), ("建宏", True), ("雅婷", False), ("大偉", False)])
def test_whose_profile_can_be_seen(people: People, name: str, seen: bool) -> None:
    assert people.can_be_seen(row(people, name)) is seen


def test_a_stranger_who_never_wrote_cannot_be_seen(people: People) -> None:
    assert not people.can_be_seen(people.add(Character("小華", "Hua", friend=False), NOW))


def test_a_chat_is_found_by_title_latin_name_and_id(people: People) -> None:
    chat = people.chat_named("同學會")
    assert chat is not None and chat.bot_in
    assert chat is people.chat_named("Class reunion") is people.chat_named(chat.id)
    assert [people.name(member) for member in sorted(chat.members)] == ["小美", "阿凱", "建宏"]


def test_the_bot_is_not_in_the_family_group(people: People) -> None:
    chat = people.chat_named("家族群組")
    assert chat is not None and not chat.bot_in


def test_groups_and_rooms_are_counted_apart(people: People) -> None:
    group = people.open_chat(Gathering("新群組", "New", ("小美",), bot_in=True))
    room = people.open_chat(Gathering("聊天室", "Room", ("小美",), bot_in=True, kind="room"))
    assert (group.id[0], room.id[0], len(people.chats)) == ("C", "R", 4)


def test_a_group_needs_people_who_exist(people: People) -> None:
    with pytest.raises(KeyError, match="小明"):
        people.open_chat(Gathering("新群組", "New", ("小美", "小明"), bot_in=True))
    assert people.chat_named("新群組") is None


def test_the_same_world_has_the_same_people() -> None:
    one, other = (People(Ids(), NOW, CAST, GATHERINGS, crowd=50) for _ in range(2))
    for attribute in ATTRIBUTES:
        assert one.population.values(attribute) == other.population.values(attribute)
    since = [[people.population.friend_since(row) for row in range(len(people))] for people in (one, other)]
    assert since[0] == since[1]
    assert list(one.chats) == list(other.chats)


def test_a_character_may_be_anyones() -> None:
    people = People(Ids(), NOW, [replace(CAST[0], friend=False, wrote_days_ago=0)], [])
    assert people.push_outcome(0, NOW).reason is Reason.WROTE_RECENTLY


@pytest.mark.parametrize(
    ("value", "is_chat"), [("C" + "0" * 32, True), ("R" + "f" * 32, True), ("U" + "0" * 32, False)]
)
def test_the_form_of_a_chat_id(value: str, is_chat: bool) -> None:
    assert is_chat_id(value) is is_chat
