"""Exercises on pushing: one target, a retry that sends once, and a reminder to a list."""

from __future__ import annotations

from helpers.course.exercises import solutions
from helpers.course.exercises.exercise import Exercise
from helpers.course.exercises.expectations import text
from helpers.course.exercises.harness import Stage
from helpers.line.faults import When
from helpers.stub.platform import Platform
from helpers.stub.world.worlds import World


def _one_target(stage: Stage) -> None:
    people = stage.setting
    for name, words in ((people.friends[0], people.lines[0]), (people.recent, people.lines[1])):
        stage.tell("push", to=stage.name(name), text=words)
        stage.call(stage.user_id(name), words)
        stage.expect({name: [text(words)]})
    words = people.lines[2]
    stage.tell("push", to=stage.name(people.group), text=words)
    stage.call(stage.lab.group(people.group).group_id, words)
    stage.expect_in_group([text(words)])


def _once(stage: Stage) -> None:
    people = stage.setting
    first, second = people.friends[:2]
    used: set[str | None] = set()
    _push_once(stage, first, people.lines[0], None, used)
    _push_once(stage, second, people.lines[1], "before", used)
    _push_once(stage, first, people.lines[2], "after", used)
    _push_once(stage, second, people.lines[3], None, used)


def _push_once(stage: Stage, name: str, words: str, fault: When | None, used: set[str | None]) -> None:
    """`used` are the retry keys of earlier calls."""
    stage.tell(f"push_500_{fault}" if fault else "push", to=stage.name(name), text=words)
    if fault:
        stage.spoil("500", fault)
    stage.call(stage.user_id(name), words)
    keys = set(stage.retry_keys)
    if keys & (used - {None}):
        raise stage.not_yet("used_key")
    used |= keys
    stage.expect({name: [text(words)]})
    if None in keys:
        raise stage.not_yet("no_key")
    if len(keys) > 1:
        raise stage.not_yet("other_key")


def _reminder(stage: Stage) -> None:
    people = stage.setting
    first, second = people.friends[:2]
    malformed, unknown = "U123", Platform(World(seed="somebody else's channel")).people.user_id(0)
    ids = [
        *(stage.user_id(first), malformed, stage.user_id(people.blocked)),
        *(stage.user_id(people.stranger), unknown, stage.user_id(second)),
    ]
    words = people.lines[3]
    stage.tell("remind", count=len(ids), refused=2, text=words)
    returned = stage.call(ids, words)
    stage.expect({first: [text(words)], second: [text(words)]})
    stage.expect_returned(returned, [malformed, unknown])
    stage.tell("remind_all_fine", count=1, text=words)
    returned = stage.call([stage.user_id(second)], words)
    stage.expect({second: [text(words)]})
    stage.expect_returned(returned, [])


EXERCISES = (
    Exercise("push-1", solutions.notify, _one_target),
    Exercise("push-2", solutions.notify_safely, _once, hints=3),
    Exercise("push-3", solutions.remind_all, _reminder, hints=3),
)
