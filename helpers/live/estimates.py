"""How many people a send would reach and what it would cost, asked of LINE; what LINE does not tell is "unknown"."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from helpers.line.id_patterns import GROUP_ID, ROOM_ID, USER_ID
from helpers.line.send_methods import SendMethod
from helpers.line.timestamps import LINE_DAY
from helpers.live.line_client import Result

#: Asks LINE one question: the path with its query; the caller's own token goes along.
Fetch = Callable[[str], Result]


@dataclass(frozen=True)
class Count:
    """How many people. `day` is the day (``yyyyMMdd``) of the statistics it rests on, empty when it rests on none.

    "about" is LINE's count of a day that is over; "at_most" is a bound, for LINE picks people only when it sends.
    """

    kind: Literal["exact", "about", "at_most", "unknown"]
    number: int | None = None
    day: str = ""

    @property
    def typed(self) -> int | str:
        """What a consent must say: the number, or ``unknown``."""
        return UNKNOWN_ANSWER if self.number is None else self.number


UNKNOWN_ANSWER = "unknown"
UNKNOWN_COUNT = Count("unknown")


@dataclass(frozen=True)
class MonthQuota:
    """Messages of this month (facts 5). `limit` and `used` are None when LINE did not tell; `unlimited`: no limit."""

    limit: int | None = None
    used: int | None = None
    unlimited: bool = False

    @property
    def left(self) -> int | None:
        """How many may still be sent; None when that is not known, or not limited."""
        if self.limit is None or self.used is None:
            return None
        return max(self.limit - self.used, 0)


@dataclass(frozen=True)
class FollowerNumbers:
    """LINE's count at the end of a day (REF#get-number-of-followers); None is what LINE did not tell."""

    day: str = ""
    friends: int | None = None  # those who added the account, without those who block it
    reach: int | None = None  # those whose demographics LINE estimates


def answer_of(result: Result) -> Mapping[str, Any]:
    """Return the JSON object LINE answered; empty when it refused, said nothing, or something else."""
    if getattr(result, "status", None) != 200:
        return {}
    try:
        data = json.loads(getattr(result, "body", b""))
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _whole(data: Mapping[str, Any], name: str) -> int | None:
    value = data.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def month_quota(ask: Fetch) -> MonthQuota:
    """Return what is left of this month's messages."""
    plan = answer_of(ask("/v2/bot/message/quota"))
    if plan.get("type") == "none":
        return MonthQuota(unlimited=True)
    used = answer_of(ask("/v2/bot/message/quota/consumption"))
    return MonthQuota(_whole(plan, "value"), _whole(used, "totalUsage"))


class Counter:
    """Counts recipients. The statistics of a day never change, so they are asked for once: LINE allows 60 an hour."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """`now` tells the time, aware."""
        self._now = now
        self._kept: dict[str, FollowerNumbers] = {}

    def recipients(self, method: SendMethod, body: Mapping[str, Any], ask: Fetch) -> Count:
        """Whom a send to everyone or to somebody would reach; for a reply see `chat`."""
        if method.addressed_to == "chat":
            return self.chat(body.get("to"), ask)
        if method.addressed_to == "users":
            return _listed(body.get("to"))
        if method.addressed_to == "everyone":
            found = self.followers(ask)
            return UNKNOWN_COUNT if found.friends is None else Count("about", found.friends, found.day)
        return self._narrowcast(body, ask)

    def chat(self, to: Any, ask: Fetch) -> Count:
        """One person, or the members of a group or room (the bot is not one of them, facts 9.4)."""
        if not isinstance(to, str):
            return UNKNOWN_COUNT
        if USER_ID.fullmatch(to):
            return Count("exact", 1)
        kind = "group" if GROUP_ID.fullmatch(to) else "room" if ROOM_ID.fullmatch(to) else ""
        found = _whole(answer_of(ask(f"/v2/bot/{kind}/{to}/members/count")), "count") if kind else None
        return UNKNOWN_COUNT if found is None else Count("exact", found)

    def _narrowcast(self, body: Mapping[str, Any], ask: Fetch) -> Count:
        """LINE picks the people later, so only a bound: the sender's own limit, or everyone who could be picked."""
        limit = body.get("limit")
        own = _whole(limit, "max") if isinstance(limit, Mapping) else None
        found = self.followers(ask)
        most = found.reach if body.get("filter") else found.friends
        if own is not None and (most is None or own <= most):
            return Count("at_most", own)
        return UNKNOWN_COUNT if most is None else Count("at_most", most, found.day)

    def followers(self, ask: Fetch) -> FollowerNumbers:
        """Return the newest count: yesterday's, else that of the day before; empty when LINE has neither."""
        today = self._now().astimezone(LINE_DAY)
        for back in (1, 2):
            day = f"{today - timedelta(days=back):%Y%m%d}"
            if day not in self._kept:
                found = answer_of(ask(f"/v2/bot/insight/followers?date={day}"))
                if found.get("status") != "ready":
                    continue
                self._kept[day] = _followers(day, found)
            return self._kept[day]
        return FollowerNumbers()


def _followers(day: str, found: Mapping[str, Any]) -> FollowerNumbers:
    added, blocks = _whole(found, "followers"), _whole(found, "blocks")
    friends = None if added is None or blocks is None else max(added - blocks, 0)
    return FollowerNumbers(day, friends, _whole(found, "targetedReaches"))


def _listed(to: Any) -> Count:
    """Different ids: LINE does not specify what it makes of one given twice."""
    if not isinstance(to, list) or not all(isinstance(one, str) for one in to):
        return UNKNOWN_COUNT
    return Count("exact", len(set(to)))
