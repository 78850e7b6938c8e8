"""Statistics of the account: deliveries, followers and demographics. Who opened what is not simulated."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from helpers.line import errors, limits
from helpers.line.send_methods import SEND_METHODS
from helpers.line.timestamps import DAY
from helpers.stub.call import Answer, Call
from helpers.stub.ledgers.rate_limits import Rate
from helpers.stub.operations import statistics_days
from helpers.stub.operations.operation import Operation
from helpers.stub.platform import Platform
from helpers.stub.world.attributes import AGES, APP_TYPES, AREAS, GENDERS, SUBSCRIPTION_DAYS
from helpers.stub.world.population import Population
from helpers.stub.world.row_sets import RowSet

#: Longer than anyone can be a friend.
_DAYS_MOST = 1_000_000
INSIGHT_RATE = Rate(limits.RATE_INSIGHT_PER_HOUR, 3600)
UNKNOWN_VALUE = "unknown"
#: How the demographics of a Taiwanese account write ``tw_01`` to ``tw_22``.
INSIGHT_AREAS = (
    "台北市", "新北市", "桃園市", "台中市", "台南市", "高雄市", "基隆市", "新竹市", "嘉義市", "新竹縣", "苗栗縣",
    "彰化縣", "南投縣", "雲林縣", "嘉義縣", "屏東縣", "宜蘭縣", "花蓮縣", "台東縣", "澎湖縣", "金門縣", "連江縣",
)  # fmt: skip

#: Only accounts from here get demographics.
INSIGHT_COUNTRIES = ("JP", "TH", "TW")
#: The arrays of the demographics, and the member that names a tile's value.
TILES = {
    "genders": "gender",
    "ages": "age",
    "areas": "area",
    "appTypes": "appType",
    "subscriptionPeriods": "subscriptionPeriod",
}


def _day(call: Call) -> str:
    """Return the day asked for. Raise LineError 400. The words for none are documented for followers only."""
    day = call.query.get("date")
    if day is None:
        raise errors.insight_date_missing()
    if not statistics_days.is_day(day):
        raise errors.insight_date_invalid()
    return day


def _deliveries(platform: Platform, call: Call) -> Answer:
    """Answer REF#get-number-of-delivery-messages: what the API sent. Here nothing is sent from Account Manager."""
    day = _day(call)
    status = statistics_days.status(day, limits.DELIVERY_INSIGHT_SINCE, call.now_ms)
    if status != "ready":
        return Answer({"status": status})
    counts = {f"api{name.capitalize()}": platform.deliveries.success(name, day) for name in SEND_METHODS}
    return Answer({"status": status, **counts})


def _followers(platform: Platform, call: Call) -> Answer:
    """Answer REF#get-number-of-followers: as of the end of a day, null until it is over."""
    day = _day(call)
    status = statistics_days.status(day, limits.FOLLOWERS_INSIGHT_SINCE, call.now_ms)
    if status != "ready":
        return Answer({"status": status, "followers": None, "targetedReaches": None, "blocks": None})
    then = platform.follower_days.at(day)
    return Answer({"status": status, "followers": then.added, "targetedReaches": then.reach, "blocks": then.blocks})


# Demographics -------------------------------------------------------------------------------------------------------


def _demographic(platform: Platform, call: Call) -> Answer:
    """Answer REF#get-demographic: percentages of the friends that can be reached, as of three days ago.

    LINE does not specify the order of the tiles, nor their rounding (its samples have one decimal).
    """
    crowd = platform.people.population
    friends = crowd.reachable - crowd.joined_since(call.now_ms - limits.DEMOGRAPHIC_DELAY_DAYS * DAY)
    available = platform.account.country in INSIGHT_COUNTRIES and crowd.target_reach >= limits.INSIGHT_REACH_MIN
    if not available or not friends:
        return Answer({"available": False, **{name: [] for name in TILES}})
    total = len(friends)
    counts = (
        _counts(crowd, "gender", friends, GENDERS),
        _ages(crowd, friends),
        _counts(crowd, "area", friends, {name: AREAS["tw_01"] + number for number, name in enumerate(INSIGHT_AREAS)}),
        _app_types(crowd, friends),
        _periods(crowd, friends, call.now_ms),
    )
    tiles = {name: _tiles(tile, count, total) for (name, tile), count in zip(TILES.items(), counts, strict=True)}
    return Answer({"available": True, **tiles})


def _tiles(name: str, counts: Mapping[str, int], total: int) -> list[dict[str, str | float]]:
    return [{name: value, "percentage": round(100 * count / total, 1)} for value, count in counts.items()]


def _counts(crowd: Population, attribute: str, friends: RowSet, codes: Mapping[str, int]) -> dict[str, int]:
    """Return how many of the friends have each of these values, by name; all others are unknown.

    So are people who live elsewhere to a Taiwanese account [I].
    """
    people = crowd.values(attribute)
    counts = {name: len(people[code] & friends) for name, code in codes.items()}
    return {**counts, UNKNOWN_VALUE: len(friends) - sum(counts.values())}


def _ages(crowd: Population, friends: RowSet) -> dict[str, int]:
    """Return the ages: ``age_15`` as ``from15to19``; from 50 on also all in one (NEWS 2024-09-05)."""
    starts = [int(value.removeprefix("age_")) for value in AGES]
    names = [f"from{low}to{high - 1}" for low, high in pairwise(starts)] + [f"from{starts[-1]}"]
    counts = _counts(crowd, "age", friends, dict(zip(names, AGES.values(), strict=True)))
    over_50 = sum(counts[name] for name, low in zip(names, starts, strict=True) if low >= 50)
    return {"from0to14": 0, **counts, "from50": over_50}


def _app_types(crowd: Population, friends: RowSet) -> dict[str, int]:
    counts = _counts(crowd, "app_type", friends, APP_TYPES)
    return {**{name: counts[name] for name in APP_TYPES}, "others": counts[UNKNOWN_VALUE]}


def _periods(crowd: Population, friends: RowSet, now_ms: int) -> dict[str, int]:
    """Return how long they have been friends: ``within7days`` is under 7, ``within30days`` 7 to 29, and so on."""
    bounds = list(SUBSCRIPTION_DAYS.values())
    names = [f"within{bound}days" for bound in bounds] + [f"over{bounds[-1]}days"]
    spans = zip(names, pairwise([0, *bounds, _DAYS_MOST]), strict=True)
    counts = {name: len(crowd.friends_for(low, high, now_ms) & friends) for name, (low, high) in spans}
    return {**counts, UNKNOWN_VALUE: len(friends) - sum(counts.values())}


OPERATIONS = (
    Operation("GET", "/v2/bot/insight/message/delivery", _deliveries, rate=INSIGHT_RATE),
    Operation("GET", "/v2/bot/insight/followers", _followers, rate=INSIGHT_RATE),
    Operation("GET", "/v2/bot/insight/demographic", _demographic, rate=INSIGHT_RATE),
)
