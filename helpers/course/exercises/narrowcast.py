"""Exercises on narrowcast: an uploaded audience, two conditions at once, and following a send to its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from linebot.v3.messaging import NarrowcastRequest

from helpers.course.exercises import solutions
from helpers.course.exercises.exercise import Exercise
from helpers.course.exercises.expectations import text
from helpers.course.exercises.harness import Stage
from helpers.line.audience_types import UPLOAD
from helpers.line.send_methods import NARROWCAST

#: Unnamed friends behind the cast: conditions need a crowd to choose from (facts 4.2).
_CROWD = 5000


def _audience(stage: Stage) -> None:
    people = stage.setting
    for names, words in (
        ((people.friends[0], people.blocked, people.friends[2]), people.lines[0]),
        ((people.friends[1],), people.lines[1]),
    ):
        audience = stage.lab.platform.audiences.add(UPLOAD, [stage.lab.row(name) for name in names])
        stage.tell("audience", count=len(names), text=words)
        stage.call(audience.id, words)
        stage.wait()
        _refuse_failed(stage)
        _refuse_everyone(stage, "recipient")
        stage.expect({name: [text(words)] for name in names if name != people.blocked})


def _area(stage: Stage) -> None:
    people = stage.setting
    words = people.lines[2]
    stage.tell("area", gender=people.gender, area=people.area, text=words)
    stage.call(people.gender, people.area, words)
    stage.wait()
    _refuse_failed(stage)
    _refuse_everyone(stage, "filter.demographic")
    wanted = _both(_one_of("gender", people.gender), _one_of("area", people.area))
    stage.expect_rows(_matching(stage, wanted), [text(words)])


def _follow(stage: Stage) -> None:
    people = stage.setting
    gender, area = _one_of("gender", people.gender), _one_of("area", people.area)
    age = {"type": "age", "gte": "age_70"}
    _follow_one(stage, "follow_succeeded", gender, len(_matching(stage, gender)))
    _follow_one(stage, "follow_failed", _both(gender, area, age), 0)
    both = _both(gender, area)
    _follow_one(stage, "follow_slow", both, len(_matching(stage, both)), slower=6)


def _follow_one(stage: Stage, scene: str, demographic: Mapping[str, Any], wanted: int, slower: int = 1) -> None:
    """Play one narrowcast; LINE does not specify how long it takes, so one may be `slower`."""
    messages = [{"type": "text", "text": stage.setting.lines[3]}]
    request = NarrowcastRequest.from_dict({"messages": messages, "filter": {"demographic": demographic}})
    stage.tell(scene, count=wanted)

    def advance(seconds: float = 5) -> None:
        stage.wait(seconds / slower)

    returned = stage.call(request, advance)
    stage.expect_requests(1)
    stage.expect_returned(returned, wanted)


def _refuse_failed(stage: Stage) -> None:
    """A narrowcast that was accepted and failed later explains itself better than empty phones do."""
    platform = stage.lab.platform
    for exchange in stage.sends:
        if exchange.status == 202 and exchange.request_id:
            code = platform.narrowcasts.progress(exchange.request_id, platform.now()).get("errorCode")
            if code:
                raise stage.not_yet("narrowcast_failed", code=code)


def _refuse_everyone(stage: Stage, part: str) -> None:
    """The SDK drops what it does not know, so a slip leaves no conditions: then it goes to all friends (facts 11.2)."""
    for exchange in stage.sends:
        found: Any = exchange.request_json()
        for name in part.split("."):
            found = (found or {}).get(name)
        if exchange.path == NARROWCAST.path and found is None:
            raise stage.not_yet("no_conditions", part=part)


def _matching(stage: Stage, demographic: Mapping[str, Any]) -> frozenset[int]:
    """The rows of the friends who meet a condition."""
    platform = stage.lab.platform
    population = platform.people.population
    mask = population.reachable & population.matching(demographic, platform.now())
    return frozenset(np.flatnonzero(mask).tolist())


def _one_of(kind: str, value: str) -> dict[str, Any]:
    return {"type": kind, "oneOf": [value]}


def _both(*conditions: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "operator", "and": list(conditions)}


EXERCISES = (
    Exercise("narrowcast-1", solutions.send_to_audience, _audience),
    Exercise("narrowcast-2", solutions.send_to_area, _area, crowd=_CROWD),
    Exercise("narrowcast-3", solutions.send_and_wait, _follow, hints=3, crowd=_CROWD),
)
