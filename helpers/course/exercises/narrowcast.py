"""Exercises on narrowcast: an uploaded audience, two conditions at once, and following a send to its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from linebot.v3.messaging import NarrowcastRequest

from helpers.course.exercises import solutions
from helpers.course.exercises.exercise import Exercise
from helpers.course.exercises.expectations import text
from helpers.course.exercises.harness import Harness
from helpers.course.exercises.verdict import NotYetError
from helpers.line.audience_types import UPLOAD
from helpers.line.send_methods import NARROWCAST
from helpers.stub.platform import RowSet

#: Unnamed friends behind the cast: conditions need a crowd to choose from (facts 4.2).
_CROWD = 5000


def _audience(harness: Harness) -> None:
    people = harness.setting
    for names, words in (
        ((people.friends[0], people.blocked, people.friends[2]), people.lines[0]),
        ((people.friends[1],), people.lines[1]),
    ):
        audience = harness.session.platform.audiences.add(UPLOAD, [harness.session.row(name) for name in names])
        harness.tell("audience", count=len(names), text=words)
        harness.call(audience.id, words)
        harness.wait()
        _refuse_failed(harness)
        _refuse_everyone(harness, "recipient")
        harness.expect({name: [text(words)] for name in names if name != people.blocked})


def _area(harness: Harness) -> None:
    people = harness.setting
    words = people.lines[2]
    harness.tell("area", gender=people.gender, area=people.area, text=words)
    harness.call(people.gender, people.area, words)
    harness.wait()
    _refuse_failed(harness)
    _refuse_everyone(harness, "filter.demographic")
    wanted = _both(_one_of("gender", people.gender), _one_of("area", people.area))
    harness.expect_rows(_matching(harness, wanted), [text(words)])


def _follow(harness: Harness) -> None:
    people = harness.setting
    gender, area = _one_of("gender", people.gender), _one_of("area", people.area)
    age = {"type": "age", "gte": "age_70"}
    _follow_one(harness, "follow_succeeded", gender, len(_matching(harness, gender)))
    _follow_one(harness, "follow_failed", _both(gender, area, age), 0)
    both = _both(gender, area)
    _follow_one(harness, "follow_slow", both, len(_matching(harness, both)), slower=6)


def _follow_one(harness: Harness, situation: str, demographic: Mapping[str, Any], wanted: int, slower: int = 1) -> None:
    """Play one narrowcast; LINE does not specify how long it takes, so one may be `slower`."""
    messages = [{"type": "text", "text": harness.setting.lines[3]}]
    request = NarrowcastRequest.from_dict({"messages": messages, "filter": {"demographic": demographic}})
    harness.tell(situation, count=wanted)

    def advance(seconds: float = 5) -> None:
        harness.wait(seconds / slower)

    try:
        returned = harness.call(request, advance)
    except NotYetError:
        if len(harness.sends) > 1:  # sent in the loop: what stopped it, such as the limit of an hour, is not the reason
            harness.expect_requests(1)
        raise
    harness.expect_requests(1)
    harness.expect_returned(returned, wanted)


def _refuse_failed(harness: Harness) -> None:
    """Tell of a narrowcast that was accepted and failed later, which explains itself better than empty phones do."""
    platform = harness.session.platform
    for exchange in harness.sends:
        if exchange.status == 202 and exchange.request_id:
            code = platform.narrowcasts.progress(exchange.request_id, platform.now()).get("errorCode")
            if code:
                raise harness.not_yet("narrowcast_failed", code=code)


def _refuse_everyone(harness: Harness, part: str) -> None:
    """Tell of conditions the SDK dropped, as it does with unknown fields: it goes to all friends (facts 11.2)."""
    for exchange in harness.sends:
        found: Any = exchange.request_json()
        for name in part.split("."):
            found = (found or {}).get(name)
        if exchange.path == NARROWCAST.path and found is None:
            raise harness.not_yet("no_conditions", part=part)


def _matching(harness: Harness, demographic: Mapping[str, Any]) -> RowSet:
    """Return the rows of the friends who meet a condition."""
    platform = harness.session.platform
    population = platform.people.population
    return population.reachable & population.matching(demographic, platform.now())


def _one_of(kind: str, value: str) -> dict[str, Any]:
    return {"type": kind, "oneOf": [value]}


def _both(*conditions: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "operator", "and": list(conditions)}


EXERCISES = (
    Exercise("narrowcast-1", solutions.send_to_audience, _audience),
    Exercise("narrowcast-2", solutions.send_to_area, _area, crowd=_CROWD),
    Exercise("narrowcast-3", solutions.send_and_wait, _follow, hints=3, crowd=_CROWD),
)
