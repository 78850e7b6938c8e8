from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.stub.person_actions import PersonActions
from helpers.stub.platform import Platform
from helpers.stub.world.worlds import SHOP, Character, World
from tests.stub.clients import Clients
from tests.stub.wire import Wire

HELLO = {"type": "text", "text": "你好"}
TODAY = "20261102"
BOTH = pytest.mark.parametrize("path", ["/v2/bot/insight/message/delivery", "/v2/bot/insight/followers"])
DEMOGRAPHIC = "/v2/bot/insight/demographic"
ARRAYS = ("genders", "ages", "areas", "appTypes", "subscriptionPeriods")


@pytest.fixture
def wire() -> Wire:
    return Wire(Platform())


def followers(wire: Wire, day: str = TODAY) -> dict[str, object]:
    return wire.request("GET", f"/v2/bot/insight/followers?date={day}").json


def percentages(wire: Wire, array: str, name: str) -> dict[str, float]:
    return {tile[name]: tile["percentage"] for tile in wire.request("GET", DEMOGRAPHIC).json[array]}


# Dates --------------------------------------------------------------------------------------------------------------


@BOTH
def test_a_day_must_be_given(wire: Wire, path: str) -> None:
    answer = wire.request("GET", path)
    assert (answer.status, answer.json) == (400, {"message": "date is required"})


@BOTH
@pytest.mark.parametrize("day", ["", "2026-11-02", "20261131", "x"])
def test_a_bad_day_is_a_bad_request(wire: Wire, path: str, day: str) -> None:
    answer = wire.request("GET", f"{path}?date={day}")
    assert (answer.status, answer.json) == (400, {"message": "Bad Request"})


@BOTH
def test_60_requests_an_hour(wire: Wire, path: str) -> None:
    answers = [wire.request("GET", f"{path}?date=20261101").status for _ in range(61)]
    assert answers == [200] * 60 + [429]


# Deliveries ---------------------------------------------------------------------------------------------------------


def test_deliveries_tell_what_the_api_sent(wire: Wire) -> None:
    to = wire.platform.people.user_id(0)
    wire.request("POST", "/v2/bot/message/push", {"to": to, "messages": [HELLO]})
    wire.request("POST", "/v2/bot/message/multicast", {"to": [to], "messages": [HELLO]})
    wire.platform.clock.advance(days=1)
    assert wire.request("GET", f"/v2/bot/insight/message/delivery?date={TODAY}").json == {
        "status": "ready",
        "apiReply": 0,
        "apiPush": 1,
        "apiMulticast": 1,
        "apiNarrowcast": 0,
        "apiBroadcast": 0,
    }


def test_deliveries_of_today_are_not_ready(wire: Wire) -> None:
    assert wire.request("GET", f"/v2/bot/insight/message/delivery?date={TODAY}").json == {"status": "unready"}


def test_deliveries_are_counted_since_march_2017(wire: Wire) -> None:
    statuses = [
        wire.request("GET", f"/v2/bot/insight/message/delivery?date={day}").json["status"]
        for day in ("20170228", "20170301")
    ]
    assert statuses == ["out_of_service", "ready"]


def test_the_sdk_reads_deliveries(wire: Wire) -> None:
    assert Clients(wire.platform).insight.get_number_of_message_deliveries(var_date="20261101").api_push == 0


# Followers ----------------------------------------------------------------------------------------------------------


def test_followers_of_today_are_null(wire: Wire) -> None:
    assert followers(wire) == {"status": "unready", "followers": None, "targetedReaches": None, "blocks": None}


def test_followers_are_counted_since_november_2016(wire: Wire) -> None:
    assert followers(wire, "20161031")["status"] == "out_of_service"
    assert followers(wire, "20161101")["status"] == "ready"


def test_followers_count_who_ever_added_the_account(wire: Wire) -> None:
    # 小美 阿凱 志明; 雅婷, who blocks it; 大偉, who left LINE. Of those who can be reached all three are known.
    expected = {"status": "ready", "followers": 5, "targetedReaches": 3, "blocks": 1}
    assert followers(wire, "20261101") == expected


def test_a_day_keeps_the_numbers_it_ended_with(wire: Wire) -> None:
    platform = wire.platform
    PersonActions(platform).block(0)
    platform.clock.advance(days=1)
    platform.settle()
    PersonActions(platform).block(1)
    platform.clock.advance(days=1)
    assert [followers(wire, day)["blocks"] for day in ("20261101", TODAY, "20261103")] == [1, 2, 3]


def test_days_nobody_looked_at_ended_as_the_last_change_left_them(wire: Wire) -> None:
    platform = wire.platform
    PersonActions(platform).block(0)
    platform.clock.advance(days=30)
    platform.settle()
    PersonActions(platform).unblock(0)
    assert [followers(wire, day)["blocks"] for day in (TODAY, "20261115", "20261201")] == [2, 2, 2]


def test_a_new_friend_is_one_more_follower(wire: Wire) -> None:
    platform = wire.platform
    PersonActions(platform).follow(platform.people.row_named("建宏") or 0)
    platform.clock.advance(days=1)
    assert followers(wire)["followers"] == 6


def test_a_block_makes_no_fewer_followers(wire: Wire) -> None:
    PersonActions(wire.platform).block(0)
    wire.platform.clock.advance(days=1)
    day = followers(wire)
    assert (day["followers"], day["targetedReaches"], day["blocks"]) == (5, 2, 2)


def test_the_sdk_reads_followers(wire: Wire) -> None:
    assert Clients(wire.platform).insight.get_number_of_followers(var_date="20261101").targeted_reaches == 3


# Demographics -------------------------------------------------------------------------------------------------------


def test_below_a_target_reach_of_20_there_are_no_demographics(wire: Wire) -> None:
    assert wire.request("GET", DEMOGRAPHIC).json == {"available": False, **{name: [] for name in ARRAYS}}


def world(*people: Character) -> Wire:
    """These and twenty more women of 20 in Taipei."""
    crowd = [
        Character(f"n{i}", f"N{i}", gender="female", age="age_20", app_type="ios", area="tw_01") for i in range(20)
    ]
    return Wire(Platform(World(cast=(*people, *crowd), gatherings=())))


def test_twenty_are_enough() -> None:
    assert world().request("GET", DEMOGRAPHIC).json["available"] is True


def test_percentages_are_of_all_friends_the_unknown_included() -> None:
    wire = world(*(Character(f"u{i}", f"U{i}") for i in range(20)))
    assert percentages(wire, "genders", "gender") == {"male": 0.0, "female": 50.0, "unknown": 50.0}


def test_ages_are_told_in_fives_and_from_50_also_all_in_one() -> None:
    wire = world(*(Character(f"a{i}", f"A{i}", age="age_55") for i in range(10)), *_others(10, age="age_70"))
    ages = percentages(wire, "ages", "age")
    assert (ages["from20to24"], ages["from55to59"], ages["from70"], ages["from50"]) == (50.0, 25.0, 25.0, 50.0)
    assert list(ages)[:3] == ["from0to14", "from15to19", "from20to24"]


def _others(count: int, **attributes: str) -> list[Character]:
    return [Character(f"o{i}", f"O{i}", **attributes) for i in range(count)]  # type: ignore[arg-type]


def test_areas_are_named_in_chinese() -> None:
    areas = percentages(world(*_others(20, area="tw_22")), "areas", "area")
    assert (areas["台北市"], areas["連江縣"], areas["unknown"]) == (50.0, 50.0, 0.0)


def test_areas_abroad_are_unknown() -> None:
    areas = percentages(world(*_others(10, area="jp_13"), *_others(10, area="th_01")), "areas", "area")
    assert areas["unknown"] == 50.0
    assert len(areas) == 23


def test_devices_that_are_neither_are_others() -> None:
    devices = percentages(world(*_others(20, app_type="android"), *_others(40)), "appTypes", "appType")
    assert devices == {"ios": 25.0, "android": 25.0, "others": 50.0}


@pytest.mark.parametrize(
    ("days", "period"),
    [
        (4, "within7days"), (7, "within30days"), (29, "within30days"), (30, "within90days"),
        (90, "within180days"), (180, "within365days"), (364, "within365days"), (365, "over365days"),
    ],
)  # fmt: skip
def test_periods_count_days_as_a_friend(days: int, period: str) -> None:
    wire = world(*(Character(f"p{i}", f"P{i}", friend_days=days) for i in range(60)))
    periods = percentages(wire, "subscriptionPeriods", "subscriptionPeriod")
    assert periods[period] == (100.0 if period == "over365days" else 75.0)


def test_who_added_the_account_within_three_days_is_not_in_yet() -> None:
    wire = world(*(Character(f"p{i}", f"P{i}", friend_days=2) for i in range(60)))
    assert percentages(wire, "subscriptionPeriods", "subscriptionPeriod")["within7days"] == 0.0


def test_who_blocks_or_left_is_not_in() -> None:
    gone = [replace(c, blocked=True) for c in _others(20)] + [replace(c, left_line=True) for c in _others(20)]
    assert percentages(world(*gone), "genders", "gender")["unknown"] == 0.0


def test_the_sdk_reads_the_demographics_of_a_shop() -> None:
    found = Clients(Platform(SHOP)).insight.get_friends_demographics()
    assert found.available
    for tiles in (found.genders, found.areas, found.app_types, found.subscription_periods):
        assert sum(tile.percentage for tile in tiles) == pytest.approx(100, abs=2)
