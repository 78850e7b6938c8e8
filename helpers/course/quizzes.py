"""The questions of the lessons: which option is right. The words stand in the texts, a reason with every option."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.course.guesses import GUESSES
from helpers.errors import LabError
from helpers.text import Texts


@dataclass(frozen=True)
class Question:
    """One question with `count` options, called a, b, c …; `right` is the letter of the only right one.

    Texts: ``quiz.<key>.ask``, and for each option ``quiz.<key>.<letter>`` and ``quiz.<key>.<letter>.why``.
    """

    key: str
    right: str
    count: int = 3

    @property
    def options(self) -> Sequence[str]:
        """The letters of the options, in the order they are shown."""
        return "abcdefgh"[: self.count]

    def ask(self, say: Texts) -> str:
        """Return the question."""
        return say(f"quiz.{self.key}.ask")

    def option(self, letter: str, say: Texts) -> str:
        """Return what an option says."""
        return say(f"quiz.{self.key}.{letter}")

    def why(self, letter: str, say: Texts) -> str:
        """Why an option is right or wrong."""
        return say(f"quiz.{self.key}.{letter}.why")


QUIZZES: Mapping[str, Sequence[Question]] = {
    "reply-predict": (Question("reply.again", "b"),),
    "reply-quiz": (
        Question("reply.events", "c"),
        Question("reply.late", "a"),
        Question("reply.six", "b"),
    ),
    "push-predict": (Question("push.name", "b"),),
    "push-quiz": (
        Question("push.stranger", "b"),
        Question("push.error500", "a"),
        Question("push.group_cost", "c"),
    ),
    "multicast-predict": (Question("multicast.one_group", "c"),),
    "multicast-quiz": (
        Question("multicast.targets", "b"),
        Question("multicast.many", "c"),
        Question("multicast.one_person", "a"),
    ),
    "narrowcast-predict": (Question("narrowcast.at_once", "b"),),
    "narrowcast-quiz": (
        Question("narrowcast.hundred", "c"),
        Question("narrowcast.upload", "a"),
        Question("narrowcast.operator", "b"),
    ),
    "broadcast-predict": (Question("broadcast.cost", "b"),),
    "broadcast-quiz": (
        Question("broadcast.quota", "c"),
        Question("broadcast.groups", "a"),
        Question("broadcast.twice", "b"),
    ),
    "compare-quiz": (
        Question("compare.question", "a", 4),
        Question("compare.parcel", "b", 4),
        Question("compare.class", "c", 4),
        Question("compare.area", "d", 4),
        Question("compare.closed", "d", 4),
        Question("compare.group", "b", 4),
    ),
}


def find(key: Any, say: Texts) -> Sequence[Question]:
    """Return the questions of a quiz. Raises LabError, which names the quizzes there are."""
    if str(key) not in QUIZZES:
        raise LabError(say, "error.unknown_quiz", name=key, known=", ".join([*QUIZZES, *GUESSES]))
    return QUIZZES[str(key)]
