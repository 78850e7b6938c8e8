"""Exercises on replying: the same words back, quietly with a sticker, and a small bot."""

from __future__ import annotations

from typing import Any

from helpers.course.exercises import solutions
from helpers.course.exercises.exercise import Exercise
from helpers.course.exercises.expectations import sticker, text
from helpers.course.exercises.harness import Stage


def _echo(stage: Stage) -> None:
    people = stage.setting
    for name, words in zip((people.friends[0], people.recent, people.stranger), people.lines, strict=False):
        stage.call(stage.writes(name, words))
        stage.expect({name: [text(words)]})
        stage.expect_free()
    words = people.lines[3]
    stage.call(stage.writes_in_group(people.speaker, words))
    stage.expect_in_group([text(words)])
    stage.expect_free()


def _quiet_echo(stage: Stage) -> None:
    people = stage.setting
    for name, words in ((people.friends[1], people.lines[1]), (people.stranger, people.lines[4])):
        stage.call(stage.writes(name, words))
        stage.expect({name: [text(words, silent=True), sticker(silent=True)]})
        stage.expect_requests(1)
        stage.expect_free()


def _small_bot(stage: Stage) -> None:
    _welcomes(stage, stage.setting.stranger)
    for words in stage.setting.lines[:2]:
        name = stage.setting.friends[0]
        stage.call(stage.writes(name, words))
        stage.expect({name: [text(words, silent=False)]})
        stage.expect_free()
    _ignores_the_rest(stage)
    _welcomes(stage, stage.setting.recent)


def _welcomes(stage: Stage, name: str) -> None:
    stage.tell("follow", name=stage.name(name))
    stage.call(stage.lab.friend(name).follow())
    stage.expect({name: [text(silent=True)]})
    stage.expect_free()


def _ignores_the_rest(stage: Stage) -> None:
    people, lab = stage.setting, stage.lab
    name, group = people.friends[1], stage.name(people.group)
    for key, act in (
        ("sticker", lab.friend(name).send_sticker),
        ("tap", lambda: lab.friend(name).tap("menu=1")),
        ("unfollow", lab.friend(name).block),
        ("leave", lab.group(people.group).remove),
    ):
        stage.tell(key, name=stage.name(name), group=group)
        event: Any = act()
        stage.call(event)
        stage.expect({})


EXERCISES = (
    Exercise("reply-1", solutions.answer, _echo),
    Exercise("reply-2", solutions.answer_quietly, _quiet_echo),
    Exercise("reply-3", solutions.on_event, _small_bot, hints=3),
)
