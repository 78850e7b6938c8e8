"""Exercises on broadcasting: several messages counted once, looking at the quota first, and a bot with an admin."""

from __future__ import annotations

from helpers.course.exercises import mistakes, solutions
from helpers.course.exercises.exercise import Exercise
from helpers.course.exercises.expectations import Expected, text
from helpers.course.exercises.harness import Harness


def _lines(harness: Harness) -> None:
    for count in (3, 1, 5):
        lines = list(harness.setting.lines[:count])
        harness.tell("lines", count=count)
        harness.call(lines)
        harness.expect(_everyone(harness, *map(text, lines)))
        harness.expect_requests(1)


def _enough(harness: Harness) -> None:
    friends = len(harness.setting.friends)
    for limit, used, enough in ((200, 0, True), (200, 200 - friends, True), (200, 201 - friends, False)):
        _with_quota(harness, limit, used)
        _broadcast_if(harness, enough, harness.setting.lines[used % 5], limit=limit, left=limit - used)
    harness.session.platform.quota.change(harness.session.platform.now(), plan="unlimited", used=9000)
    _broadcast_if(harness, True, harness.setting.lines[4])


def _with_quota(harness: Harness, limit: int, used: int) -> None:
    platform = harness.session.platform
    platform.quota.change(platform.now(), limit=limit, used=used)


def _broadcast_if(harness: Harness, enough: bool, words: str, **quota: int) -> None:
    friends = len(harness.setting.friends)
    harness.tell("quota" if quota else "no_quota", friends=friends, **quota)
    returned = harness.call(words, friends)
    if not enough and harness.sends:
        raise harness.not_yet("asked_anyway")
    if enough and not harness.sends:
        raise harness.not_yet("held_back")
    harness.expect(_everyone(harness, text(words)) if enough else {})
    harness.expect_returned(returned, enough)


def _admin_bot(harness: Harness) -> None:
    people = harness.setting
    admin, other = people.friends[1], people.stranger
    everyone = _everyone(harness, text(people.lines[0]))
    event, again = harness.writes_twice(admin, f"/all {people.lines[0]}")
    harness.tell("admin_all", name=harness.name(admin), text=people.lines[0])
    harness.call(event, harness.user_id(admin))
    harness.expect(everyone)
    harness.tell("admin_again", name=harness.name(admin), text=people.lines[0])
    harness.call(again(), harness.user_id(admin))
    harness.expect({})
    _others(harness, admin, other)
    words = people.lines[1]
    harness.call(harness.writes(admin, f"/all {words}"), harness.user_id(admin))
    harness.expect(_everyone(harness, text(words)))
    _missed(harness, admin, people.lines[3])


def _missed(harness: Harness, admin: str, words: str) -> None:
    """LINE delivers again what the bot did not answer: it may never have seen the event (facts 9.2)."""
    _, again = harness.writes_twice(admin, f"/all {words}")
    harness.tell("admin_missed", name=harness.name(admin), text=words)
    harness.call(again(), harness.user_id(admin))
    if not harness.sends:
        raise harness.not_yet("redelivery_ignored")
    harness.expect(_everyone(harness, text(words)))


def _others(harness: Harness, admin: str, other: str) -> None:
    harness.call(harness.writes(other, f"/all {harness.setting.lines[2]}"), harness.user_id(admin))
    harness.expect({other: [text()]})
    harness.expect_free()
    for name in (admin, other):
        harness.call(harness.writes(name, harness.setting.lines[3]), harness.user_id(admin))
        harness.expect({})
    harness.tell("sticker", name=harness.name(admin), group="")
    harness.call(harness.session.friend(admin).send_sticker(), harness.user_id(admin))
    harness.expect({})


def _everyone(harness: Harness, *expected: Expected) -> dict[str, list[Expected]]:
    return {name: list(expected) for name in harness.setting.friends}


EXERCISES = (
    Exercise("broadcast-1", solutions.announce_all, _lines, given=mistakes.broadcasts_line_by_line),
    Exercise("broadcast-2", solutions.broadcast_if_enough, _enough, hints=3),
    Exercise("broadcast-3", solutions.on_message, _admin_bot, hints=3),
)
