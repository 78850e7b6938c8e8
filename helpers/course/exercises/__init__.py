"""Exercises: a learner's function is played in fresh worlds and judged by what arrived on the phones.

>>> EXERCISES["reply-1"].signature
'answer(line_bot_api, event)'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from helpers.course.exercises import broadcast, multicast, narrowcast, push, reply
from helpers.course.exercises.exercise import Exercise
from helpers.course.exercises.verdict import Line, NotYetReason, Verdict, VerdictState
from helpers.errors import LabError
from helpers.session.session import Session
from helpers.text import Texts

__all__ = ["EXERCISES", "Exercise", "Line", "NotYetReason", "Verdict", "VerdictState", "check", "find"]

#: Every exercise by key, in the order of the lessons.
EXERCISES: Mapping[str, Exercise] = {
    exercise.key: exercise
    for module in (reply, push, multicast, narrowcast, broadcast)
    for exercise in module.EXERCISES
}


def check(key: Any, function: Any, session: Session) -> tuple[Exercise, Verdict]:
    """Judge a learner's function in fresh worlds; `session` is the learner's own, to which it must not send.

    Raises LabError for an unknown key, and nothing because of the function.
    """
    exercise, before = find(key, session.texts), session.exchanges.count
    verdict = exercise.judge(function, session.texts)
    if verdict.state == "not_yet" and session.exchanges.count > before:  # the worlds it is played in are others
        verdict = replace(verdict, reason=NotYetReason(session.texts("check.because.other_client")))
    return exercise, verdict


def find(key: Any, say: Texts) -> Exercise:
    """Return the exercise with this key. Raises LabError, which names them all."""
    if callable(key):
        raise LabError(say, "error.exercise_first", name=getattr(key, "__name__", type(key).__name__))
    if str(key) not in EXERCISES:
        raise LabError(say, "error.unknown_exercise", name=key, known=", ".join(EXERCISES))
    return EXERCISES[str(key)]
