"""Judging answers in tests: the verdict in English, and the solution as a learner would paste it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from helpers.course.exercises import EXERCISES, Verdict
from helpers.text import texts

EN = texts("en")


def judge(key: str, function: Any) -> Verdict:
    """What the check of this exercise says to an answer."""
    return EXERCISES[key].judge(function, EN)


def because(key: str, function: Any) -> str:
    """Why an answer is not right yet; it must not be right, nor untried."""
    verdict = judge(key, function)
    assert verdict.state == "not_yet", verdict
    assert verdict.reason is not None
    return verdict.reason.because


def shown_solution(key: str) -> Callable[..., Any]:
    """The solution made from the very text that is shown to the learner."""
    exercise = EXERCISES[key]
    names: dict[str, Any] = {}
    exec(compile(exercise.solution_source(), "<cell>", "exec"), names)
    found: Callable[..., Any] = names[exercise.solution.__name__]
    return found
