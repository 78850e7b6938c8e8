"""Exercises on pushing: one target, a retry that sends once, and a reminder to a list."""

from __future__ import annotations

from helpers.course.exercises import mistakes, solutions
from helpers.course.exercises.exercise import Exercise
from helpers.course.exercises.expectations import text
from helpers.course.exercises.harness import Harness
from helpers.line.faults import FaultMoment
from helpers.stub.platform import Platform
from helpers.stub.world.worlds import World


def _one_target(harness: Harness) -> None:
    people = harness.setting
    for name, words in ((people.friends[0], people.lines[0]), (people.recent, people.lines[1])):
        harness.tell("push", to=harness.name(name), text=words)
        harness.call(harness.user_id(name), words)
        harness.expect({name: [text(words)]})
    words = people.lines[2]
    harness.tell("push", to=harness.name(people.group), text=words)
    harness.call(harness.session.group(people.group).group_id, words)
    harness.expect_in_group([text(words)])


def _once(harness: Harness) -> None:
    people = harness.setting
    first, second = people.friends[:2]
    used: set[str | None] = set()
    _push_once(harness, first, people.lines[0], None, used)
    _push_once(harness, second, people.lines[1], "before", used)
    _push_once(harness, first, people.lines[2], "after", used)
    _push_once(harness, second, people.lines[3], None, used)


def _push_once(harness: Harness, name: str, words: str, fault: FaultMoment | None, used: set[str | None]) -> None:
    """Check the retry key; `used` are those of earlier calls."""
    harness.tell(f"push_500_{fault}" if fault else "push", to=harness.name(name), text=words)
    if fault:
        harness.spoil("500", fault)
    harness.call(harness.user_id(name), words)
    keys = set(harness.retry_keys)
    if keys & (used - {None}):
        raise harness.not_yet("used_key")
    used |= keys
    harness.expect({name: [text(words)]})
    if None in keys:
        raise harness.not_yet("no_key")
    if len(keys) > 1:
        raise harness.not_yet("other_key")


def _reminder(harness: Harness) -> None:
    people = harness.setting
    first, second = people.friends[:2]
    malformed, unknown = "U123", Platform(World(seed="somebody else's channel")).people.user_id(0)
    ids = [
        *(harness.user_id(first), malformed, harness.user_id(people.blocked)),
        *(harness.user_id(people.stranger), unknown, harness.user_id(second)),
    ]
    words = people.lines[3]
    harness.tell("remind", count=len(ids), refused=2, text=words)
    returned = harness.call(ids, words)
    harness.expect({first: [text(words)], second: [text(words)]})
    harness.expect_returned(returned, [malformed, unknown])
    harness.tell("remind_all_fine", count=1, text=words)
    returned = harness.call([harness.user_id(second)], words)
    harness.expect({second: [text(words)]})
    harness.expect_returned(returned, [])


EXERCISES = (
    Exercise("push-1", solutions.notify, _one_target),
    Exercise("push-2", solutions.notify_safely, _once, hints=3, given=mistakes.retries_with_a_new_key),
    Exercise("push-3", solutions.remind_all, _reminder, hints=3),
)
