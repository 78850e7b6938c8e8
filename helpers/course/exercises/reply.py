"""Exercises on replying: the same words back, quietly with a sticker, and a small bot."""

from __future__ import annotations

from typing import Any

from helpers.course.exercises import solutions
from helpers.course.exercises.exercise import Exercise
from helpers.course.exercises.expectations import sticker, text
from helpers.course.exercises.harness import Harness


def _echo(harness: Harness) -> None:
    people = harness.setting
    for name, words in zip((people.friends[0], people.recent, people.stranger), people.lines, strict=False):
        harness.call(harness.writes(name, words))
        harness.expect({name: [text(words)]})
        harness.expect_free()
    words = people.lines[3]
    harness.call(harness.writes_in_group(people.speaker, words))
    harness.expect_in_group([text(words)])
    harness.expect_free()


def _quiet_echo(harness: Harness) -> None:
    people = harness.setting
    for name, words in ((people.friends[1], people.lines[1]), (people.stranger, people.lines[4])):
        harness.call(harness.writes(name, words))
        harness.expect({name: [text(words, silent=True), sticker(silent=True)]})
        harness.expect_requests(1)
        harness.expect_free()


def _small_bot(harness: Harness) -> None:
    _welcomes(harness, harness.setting.stranger)
    for words in harness.setting.lines[:2]:
        name = harness.setting.friends[0]
        harness.call(harness.writes(name, words))
        harness.expect({name: [text(words, silent=False)]})
        harness.expect_free()
    _ignores_the_rest(harness)
    _welcomes(harness, harness.setting.recent)


def _welcomes(harness: Harness, name: str) -> None:
    harness.tell("follow", name=harness.name(name))
    harness.call(harness.session.friend(name).follow())
    harness.expect({name: [text(silent=True)]})
    harness.expect_free()


def _ignores_the_rest(harness: Harness) -> None:
    people, session = harness.setting, harness.session
    name, group = people.friends[1], harness.name(people.group)
    for key, happen in (
        ("sticker", session.friend(name).send_sticker),
        ("tap", lambda: session.friend(name).tap("menu=1")),
        ("unfollow", session.friend(name).block),
        ("leave", session.group(people.group).remove),
    ):
        harness.tell(key, name=harness.name(name), group=group)
        event: Any = happen()
        harness.call(event)
        harness.expect({})


EXERCISES = (
    Exercise("reply-1", solutions.answer, _echo),
    Exercise("reply-2", solutions.answer_quietly, _quiet_echo),
    Exercise("reply-3", solutions.on_event, _small_bot, hints=3),
)
