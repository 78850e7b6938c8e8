"""What a check answers: not tried yet; not yet right, because; right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from helpers.explain.explanation import Explanation
from helpers.line.phones import Phone

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
    `dropped` is what the SDK dropped from the requests, in a sentence each. `phones` is the phone that differs: as it
    should be, and as it is. Names of code stand between backticks in `because` and `dropped`. `stopped`: the function
    did not end by itself.
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
    phones: tuple[Phone, Phone] | None = None
    stopped: bool = False


@dataclass(frozen=True)
class WorldPrints:
    """What was printed in one world: different lines with how often each, and how many more there are."""

    world: str
    lines: tuple[tuple[str, int], ...]
    more: int = 0


@dataclass(frozen=True)
class Point:
    """One line of a rubric, and whether it is met (``right``)."""

    key: str
    state: VerdictState


@dataclass(frozen=True)
class Verdict:
    """The answer to one exercise. `points` is there where there is a rubric.

    `reason` says why it is not right yet, also of a given function with a mistake that was not changed (``untried``).
    `phones` show a right answer's own messages, one phone a world.
    """

    key: str
    state: VerdictState
    reason: NotYetReason | None = None
    printed: tuple[WorldPrints, ...] = ()
    phones: tuple[Phone, ...] = ()
    points: tuple[Point, ...] = ()


class NotYetError(Exception):
    """Raised while an exercise is played: the answer is not right yet, and why."""

    def __init__(self, reason: NotYetReason) -> None:
        """Carries the reason to whoever plays the exercise."""
        super().__init__(reason.because)
        self.reason = reason
