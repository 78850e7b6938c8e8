from __future__ import annotations

import pytest
from linebot.v3.messaging.exceptions import NotFoundException

from helpers.stub.person_actions import PersonActions
from helpers.stub.platform import Platform
from helpers.stub.world.worlds import SHOP, World
from tests.stub.clients import Clients
from tests.stub.wire import Reply, Wire

FOLLOWERS = "/v2/bot/followers/ids"


@pytest.fixture
def wire() -> Wire:
    return Wire(Platform())


def user_id(wire: Wire, name: str) -> str:
    row = wire.platform.people.row_named(name)
    assert row is not None
    return wire.platform.people.user_id(row)


def profile(wire: Wire, who: str) -> Reply:
    return wire.request("GET", f"/v2/bot/profile/{who}")


# Profiles -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["小美", "建宏", "怡君"])
def test_friends_and_who_wrote_have_a_profile(wire: Wire, name: str) -> None:
    answer = profile(wire, user_id(wire, name))
    assert answer.status == 200
    assert answer.json == {"displayName": name, "userId": user_id(wire, name), "language": "zh-Hant"}


@pytest.mark.parametrize("name", ["雅婷", "大偉"])
def test_who_blocked_or_left_has_no_profile(wire: Wire, name: str) -> None:
    answer = profile(wire, user_id(wire, name))
    assert (answer.status, answer.json) == (404, {"message": "Not found"})


def test_a_non_friend_who_never_wrote_has_no_profile(wire: Wire) -> None:
    wire.platform.people.population.set(wire.platform.people.row_named("建宏") or 0, wrote_at=0)
    assert profile(wire, user_id(wire, "建宏")).status == 404


def test_after_a_block_the_profile_is_gone_and_after_an_unblock_back(wire: Wire) -> None:
    statuses = []
    for act in (PersonActions(wire.platform).block, PersonActions(wire.platform).unblock):
        act(0)
        statuses.append(profile(wire, user_id(wire, "小美")).status)
    assert statuses == [404, 200]


def test_an_unknown_user_has_no_profile(wire: Wire) -> None:
    answer = profile(wire, "U" + "0" * 32)
    assert (answer.status, answer.json) == (404, {"message": "Not found"})


def test_the_bot_has_no_profile(wire: Wire) -> None:
    assert profile(wire, wire.platform.account.user_id).status == 404


@pytest.mark.parametrize(
    "who", ["mei", "U123", "U" + "A" * 32, "C" + "0" * 32, "%E5%B0%8F%E7%BE%8E", "%0A", "U" * 4000]
)
def test_a_malformed_id_is_refused(wire: Wire, who: str) -> None:
    answer = profile(wire, who)
    assert (answer.status, answer.json) == (400, {"message": "The value for the 'userId' parameter is invalid"})


def test_the_sdk_reads_a_profile(wire: Wire) -> None:
    found = Clients(wire.platform).messaging.get_profile(user_id(wire, "小美"))
    assert (found.display_name, found.picture_url, found.status_message) == ("小美", None, None)


def test_the_sdk_raises_not_found(wire: Wire) -> None:
    with pytest.raises(NotFoundException):
        Clients(wire.platform).messaging.get_profile(user_id(wire, "雅婷"))


# Followers ----------------------------------------------------------------------------------------------------------


def test_followers_are_for_verified_accounts(wire: Wire) -> None:
    answer = wire.request("GET", FOLLOWERS)
    assert answer.status == 403
    assert answer.json == {"message": "Access to this API is not available for your account"}


def test_followers_are_the_friends_who_can_be_reached() -> None:
    wire = Wire(Platform(World(verified=True)))
    names = ("小美", "阿凱", "志明")  # not 雅婷, who blocked; nor 大偉, who left; nor non-friends who wrote
    assert wire.request("GET", FOLLOWERS).json == {"userIds": [user_id(wire, name) for name in names]}


def test_a_page_holds_300_unless_told_otherwise() -> None:
    page = Wire(Platform(SHOP)).request("GET", FOLLOWERS).json
    assert len(page["userIds"]) == 300
    assert page["next"]


@pytest.mark.parametrize("limit", ["1001", "0", "x"])
def test_a_page_holds_1000_at_most(limit: str) -> None:
    answer = Wire(Platform(SHOP)).request("GET", f"{FOLLOWERS}?limit={limit}")
    assert (answer.status, answer.json) == (400, {"message": "The value for the 'limit' parameter is invalid"})


def test_the_pages_together_are_all_followers_once() -> None:
    api, start, seen = Clients(Platform(SHOP)).messaging, None, []
    while True:
        page = api.get_followers(start=start, limit=1000)
        seen += page.user_ids
        start = page.next
        if start is None:
            break
    assert len(seen) == len(set(seen)) == 5003


def test_the_last_page_has_no_next_even_when_full() -> None:
    wire = Wire(Platform(World(verified=True)))
    assert "next" not in wire.request("GET", f"{FOLLOWERS}?limit=3").json


def test_who_blocks_between_two_pages_shifts_nobody() -> None:
    wire = Wire(Platform(World(verified=True)))
    first = wire.request("GET", f"{FOLLOWERS}?limit=1").json
    PersonActions(wire.platform).block(0)
    assert wire.request("GET", f"{FOLLOWERS}?start={first['next']}").json == {
        "userIds": [user_id(wire, "阿凱"), user_id(wire, "志明")]
    }


def test_a_continuation_token_expires_after_a_day() -> None:
    wire = Wire(Platform(SHOP))
    token = wire.request("GET", FOLLOWERS).json["next"]
    wire.platform.clock.advance(hours=24)
    assert wire.request("GET", f"{FOLLOWERS}?start={token}").status == 200
    wire.platform.clock.advance(seconds=1)
    answer = wire.request("GET", f"{FOLLOWERS}?start={token}")
    assert (answer.status, answer.json) == (400, {"message": "Invalid start param"})


def test_reading_pages_keeps_nothing() -> None:
    wire = Wire(Platform(SHOP))
    assert wire.request("GET", FOLLOWERS).json == wire.request("GET", FOLLOWERS).json


def test_an_empty_world_has_no_followers() -> None:
    wire = Wire(Platform(World(cast=(), gatherings=(), verified=True)))
    assert wire.request("GET", FOLLOWERS).json == {"userIds": []}


# The bot ------------------------------------------------------------------------------------------------------------


def test_bot_info(wire: Wire) -> None:
    account = wire.platform.account
    assert wire.request("GET", "/v2/bot/info").json == {
        "userId": account.user_id,
        "basicId": "@000abcde",
        "displayName": account.display_name,
        "chatMode": "chat",
        "markAsReadMode": "manual",
    }


def test_with_chat_off_messages_are_read_automatically(wire: Wire) -> None:
    wire.platform.account.chat_mode = "bot"
    assert wire.request("GET", "/v2/bot/info").json["markAsReadMode"] == "auto"


def test_the_sdk_reads_bot_info(wire: Wire) -> None:
    assert Clients(wire.platform).messaging.get_bot_info().basic_id == "@000abcde"
