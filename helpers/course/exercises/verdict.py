"""What a check answers: not tried yet; not yet right, because; right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from helpers.explain.explanation import Explanation

VerdictState = Literal["untried", "not_yet", "right"]


@dataclass(frozen=True)
class Line:
    """The line of the learner's code where it stopped: in which function, and `number` 1 is the line with ``def``."""

    function: str
    number: int
    code: str


@dataclass(frozen=True)
class NotYetReason:
    """Why an answer is not right yet, in the learner's language.

    `world` and `situation` say where that was, `expected` and `arrived` what phones should show and do show (or what
    should have been returned and was); `explanation` and `line` are there when the function stopped with an error.
    `dropped` is what the SDK dropped from the requests, in a sentence each.
    Names of code stand between backticks in `because` and `dropped`. `stopped`: the function did not end by itself.
    """

    because: str
    world: str = ""
    situation: str = ""
    expected: str = ""
    arrived: str = ""
    explanation: Explanation | None = None
    line: Line | None = None
    about: Literal["phone", "returned"] = "phone"
    dropped: tuple[str, ...] = ()
    stopped: bool = False


@dataclass(frozen=True)
class Point:
    """One line of a rubric, and whether it is met (``right``)."""

    key: str
    state: VerdictState


@dataclass(frozen=True)
class Verdict:
    """The answer to one exercise. `points` is there where there is a rubric.

    `reason` says why it is not right yet, also of a given function with a mistake that was not changed (``untried``).
    """

    key: str
    state: VerdictState
    reason: NotYetReason | None = None
    points: tuple[Point, ...] = ()


class NotYetError(Exception):
    """Raised while an exercise is played: the answer is not right yet, and why."""

    def __init__(self, reason: NotYetReason) -> None:
        """Carries the reason to whoever plays the exercise."""
        super().__init__(reason.because)
        self.reason = reason
