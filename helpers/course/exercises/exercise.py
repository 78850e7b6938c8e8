"""An exercise: a function to write, the worlds it is played in, and a solution that is real code."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

from helpers.course.exercises.exercise_worlds import SETTINGS, Setting
from helpers.course.exercises.harness import Harness
from helpers.course.exercises.learner_code import is_same_code, is_untouched, why_unplayable
from helpers.course.exercises.run_record import RunRecord
from helpers.course.exercises.verdict import NotYetError, NotYetReason, Point, Verdict
from helpers.text import Texts

#: Imports of a shown solution are wrapped at Black's line length.
_COLUMNS = 88


#: Calls the learner's function on a harness, and raises NotYetError when that is not right.
Play = Callable[[Harness], None]


@dataclass(frozen=True)
class Criterion:
    """One line of an exercise's rubric; text ``check.<exercise>.criterion.<key>``."""

    key: str
    play: Play


@dataclass(frozen=True)
class Exercise:
    """One exercise. `solution` has the very signature the learner's function needs.

    `given` is a function with a mistake in it that the learner is to mend: as it is, it counts as not tried.
    `play` judges it. Several criteria make a rubric; the answer is right when all are met.
    `crowd` unnamed friends stand behind the cast, and `month` messages are in the account's month (None: no limit).
    """

    key: str
    solution: Callable[..., Any]
    play: Play | tuple[Criterion, ...]
    hints: int = 2
    crowd: int = 0
    month: int | None = None
    given: Callable[..., Any] | None = None

    @property
    def signature(self) -> str:
        """``answer(line_bot_api, event)``."""
        return f"{self.solution.__name__}({', '.join(self.parameters)})"

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters, ``line_bot_api`` first."""
        return tuple(inspect.signature(self.solution).parameters)

    @property
    def settings(self) -> tuple[Setting, ...]:
        """The worlds it is played in."""
        return tuple(setting.crowded(self.crowd, self.month) if self.crowd else setting for setting in SETTINGS)

    @property
    def rubric(self) -> tuple[Criterion, ...]:
        """Its criteria; empty when it is judged as one."""
        return self.play if isinstance(self.play, tuple) else ()

    def judge(self, function: Any, say: Texts) -> Verdict:
        """Play it with the learner's function in every world, each criterion until something is wrong."""
        record = RunRecord()
        return record.completed(self._judged(function, say, record))

    def _judged(self, function: Any, say: Texts, record: RunRecord) -> Verdict:
        if is_untouched(function):
            return Verdict(self.key, "untried", points=tuple(Point(c.key, "untried") for c in self.rubric))
        unplayable = why_unplayable(function, self.parameters)
        if unplayable is not None:
            name = self.solution.__name__
            because = say(f"check.because.{unplayable}", signature=self.signature, name=name, key=self.key)
            return Verdict(self.key, "not_yet", NotYetReason(because))
        if not isinstance(self.play, tuple):
            reason = self._why_not_yet(self.play, self.settings, function, say, record)
            given = reason is not None and is_same_code(function, self.given)
            return Verdict(self.key, "untried" if given else "not_yet" if reason else "right", reason)
        return self._by_rubric(function, say, record)

    def _by_rubric(self, function: Any, say: Texts, record: RunRecord) -> Verdict:
        points: list[Point] = []
        first = None
        for criterion in self.rubric:
            if first and first.stopped:  # it would only have to be stopped again
                points.append(Point(criterion.key, "untried"))
                continue
            settings = [setting.with_ids_of(criterion.key) for setting in self.settings]
            reason = self._why_not_yet(criterion.play, settings, function, say, record)
            first = first or reason
            points.append(Point(criterion.key, "not_yet" if reason else "right"))
        return Verdict(self.key, "not_yet" if first else "right", first, points=tuple(points))

    def _why_not_yet(
        self, play: Play, settings: Sequence[Setting], function: Any, say: Texts, record: RunRecord
    ) -> NotYetReason | None:
        for setting in settings:
            with Harness(setting, function, say, record) as harness:
                try:
                    play(harness)
                except NotYetError as refusal:
                    return replace(refusal.reason, dropped=harness.dropped)
        return None

    def task(self, say: Texts) -> str:
        """Return what to do, in one sentence."""
        return say(f"check.{self.key}.task")

    def criterion(self, key: str, say: Texts) -> str:
        """Return what a criterion asks for, in one sentence."""
        return say(f"check.{self.key}.criterion.{key}")

    def hint_texts(self, say: Texts) -> list[str]:
        """Return the hints, each telling a little more."""
        return [say(f"check.{self.key}.hint.{number}") for number in range(1, self.hints + 1)]

    def learned(self, say: Texts) -> str:
        """Return what a right answer shows, in one sentence."""
        return say(f"check.{self.key}.learned")

    def solution_source(self) -> str:
        """Return the solution as a cell that runs by itself: the imports it uses, then the function."""
        function = inspect.getsource(self.solution).rstrip()
        used = {node.id for node in ast.walk(ast.parse(function)) if isinstance(node, ast.Name)}
        module = sys.modules[self.solution.__module__]
        imports = list(_imports(module, used))
        return "\n".join([*imports, *(["", ""] if imports else []), function, ""])


def _imports(module: ModuleType, used: set[str]) -> Iterator[str]:
    """Return a module's import statements with only the names that are used; the standard library's stand apart."""
    before = None
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            node.names = [alias for alias in node.names if (alias.asname or alias.name) in used]
            if node.names:
                if before is ast.Import and isinstance(node, ast.ImportFrom):
                    yield ""
                before = type(node)
                yield _wrapped(ast.unparse(node))


def _wrapped(statement: str) -> str:
    """Return a long ``from … import a, b`` with one name a line."""
    if len(statement) <= _COLUMNS:
        return statement
    module, names = statement.split(" import ")
    return "\n".join([f"{module} import (", *(f"    {name}," for name in names.split(", ")), ")"])
