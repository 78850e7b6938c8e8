"""Exercises on broadcasting: several messages counted once, looking at the quota first, and a bot with an admin."""

from __future__ import annotations

from typing import Any

from helpers.course.exercises import solutions
from helpers.course.exercises.exercise import Exercise
from helpers.course.exercises.expectations import Expected, text
from helpers.course.exercises.harness import Stage
from helpers.stub.person_actions import PersonActions


def _lines(stage: Stage) -> None:
    for count in (3, 1, 5):
        lines = list(stage.setting.lines[:count])
        stage.tell("lines", count=count)
        stage.call(lines)
        stage.expect(_everyone(stage, *map(text, lines)))
        stage.expect_requests(1)


def _enough(stage: Stage) -> None:
    friends = len(stage.setting.friends)
    for limit, used, enough in ((200, 0, True), (200, 200 - friends, True), (200, 201 - friends, False)):
        _with_quota(stage, limit, used)
        _broadcast_if(stage, enough, stage.setting.lines[used % 5], limit=limit, left=limit - used)
    stage.lab.platform.quota.change(stage.lab.platform.now(), plan="unlimited", used=9000)
    _broadcast_if(stage, True, stage.setting.lines[4])


def _with_quota(stage: Stage, limit: int, used: int) -> None:
    platform = stage.lab.platform
    platform.quota.change(platform.now(), limit=limit, used=used)


def _broadcast_if(stage: Stage, enough: bool, words: str, **quota: int) -> None:
    friends = len(stage.setting.friends)
    stage.tell("quota" if quota else "no_quota", friends=friends, **quota)
    returned = stage.call(words, friends)
    if not enough and stage.sends:
        raise stage.not_yet("asked_anyway")
    if enough and not stage.sends:
        raise stage.not_yet("held_back")
    stage.expect(_everyone(stage, text(words)) if enough else {})
    stage.expect_returned(returned, enough)


def _admin_bot(stage: Stage) -> None:
    people = stage.setting
    admin, other = people.friends[1], people.stranger
    everyone = _everyone(stage, text(people.lines[0]))
    event, again = _written_twice(stage, admin, f"/all {people.lines[0]}")
    stage.tell("admin_all", name=stage.name(admin), text=people.lines[0])
    stage.call(event, stage.user_id(admin))
    stage.expect(everyone)
    stage.tell("admin_again", name=stage.name(admin), text=people.lines[0])
    stage.call(again(), stage.user_id(admin))
    stage.expect({})
    _others(stage, admin, other)
    words = people.lines[1]
    stage.call(stage.writes(admin, f"/all {words}"), stage.user_id(admin))
    stage.expect(_everyone(stage, text(words)))
    _missed(stage, admin, people.lines[3])


def _missed(stage: Stage, admin: str, words: str) -> None:
    """LINE delivers again what the bot did not answer: it may never have seen the event (facts 9.2)."""
    _, again = _written_twice(stage, admin, f"/all {words}")
    stage.tell("admin_missed", name=stage.name(admin), text=words)
    stage.call(again(), stage.user_id(admin))
    if not stage.sends:
        raise stage.not_yet("redelivery_ignored")
    stage.expect(_everyone(stage, text(words)))


def _others(stage: Stage, admin: str, other: str) -> None:
    stage.call(stage.writes(other, f"/all {stage.setting.lines[2]}"), stage.user_id(admin))
    stage.expect({other: [text()]})
    stage.expect_free()
    for name in (admin, other):
        stage.call(stage.writes(name, stage.setting.lines[3]), stage.user_id(admin))
        stage.expect({})
    stage.tell("sticker", name=stage.name(admin), group="")
    stage.call(stage.lab.friend(admin).send_sticker(), stage.user_id(admin))
    stage.expect({})


def _written_twice(stage: Stage, name: str, words: str) -> tuple[Any, Any]:
    """The event of a message, and what makes LINE deliver the same event again (facts 9.2)."""
    platform, lab = stage.lab.platform, stage.lab
    request = PersonActions(platform).send(lab.row(name), {"type": "text", "text": words})
    assert request is not None, "a friend's message is told"
    return lab.receive(request), lambda: lab.receive(platform.webhooks.redeliver(request, platform.now()))


def _everyone(stage: Stage, *expected: Expected) -> dict[str, list[Expected]]:
    return {name: list(expected) for name in stage.setting.friends}


EXERCISES = (
    Exercise("broadcast-1", solutions.announce_all, _lines),
    Exercise("broadcast-2", solutions.broadcast_if_enough, _enough, hints=3),
    Exercise("broadcast-3", solutions.on_message, _admin_bot, hints=3),
)
