"""The cast every lesson uses: named people in every state, two groups; and the two ready worlds."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.line.phones import ChatKind


@dataclass(frozen=True)
class Character:
    """A named person of the cast, and whether she is a friend of the account when the world begins."""

    name: str
    latin: str
    friend: bool = True
    blocked: bool = False
    left_line: bool = False
    wrote_days_ago: int | None = None
    friend_days: int = 400
    gender: str | None = None
    age: str | None = None
    app_type: str | None = None
    area: str | None = None


@dataclass(frozen=True)
class Gathering:
    """A group or room of the cast when the world begins."""

    title: str
    latin: str
    members: tuple[str, ...]
    bot_in: bool
    kind: ChatKind = "group"


CAST = (
    Character("小美", "Mei", gender="female", age="age_20", app_type="ios", area="tw_01"),
    Character("阿凱", "Kai", gender="male", age="age_25", app_type="android", area="tw_06"),
    Character("志明", "Ming", gender="male", age="age_40", app_type="android", area="tw_04"),
    Character("雅婷", "Ting", blocked=True, gender="female", age="age_30", app_type="ios", area="tw_02"),
    Character("建宏", "Hong", friend=False, wrote_days_ago=3),
    Character("怡君", "Jun", friend=False, wrote_days_ago=10),
    Character("大偉", "David", left_line=True),
)
GATHERINGS = (
    Gathering("同學會", "Class reunion", ("小美", "阿凱", "建宏"), bot_in=True),
    Gathering("家族群組", "Family", ("小美", "志明"), bot_in=False),
)


@dataclass(frozen=True)
class World:
    """How a platform begins; resetting it begins here again, with the same ids.

    `crowd` unnamed friends stand behind the cast. `plan` is a key of `helpers.line.plans.PLANS`.
    """

    cast: tuple[Character, ...] = CAST
    gatherings: tuple[Gathering, ...] = GATHERINGS
    crowd: int = 0
    plan: str = "light"
    verified: bool = False
    rate_limits: bool = True
    ticking: bool = False
    seed: str = "line-lab"
    access_token: str = "practice-token-that-opens-nothing"
    channel_secret: str = "practice-secret-that-signs-only-here"
    multicast_unknown_ids: str = "skip"  # or "refuse": LINE's reference says both (facts 2.2)
    reply_token_seconds: int | None = None  # None: as documented


#: More friends than LINE has users in Taiwan: they take 3 seconds to start with and 400 MB at most.
FRIENDS_MOST = 25_000_000

CLASSROOM = World()
#: The same 3 friends who can be reached, and 147 more: two broadcasts are too many for 200 messages a month.
CLUB = World(crowd=147)
#: The same people and some thousands of friends: narrowcast's minimum sizes need both worlds.
SHOP = World(crowd=5000, plan="high", verified=True)
WORLDS = {"class": CLASSROOM, "club": CLUB, "shop": SHOP}
