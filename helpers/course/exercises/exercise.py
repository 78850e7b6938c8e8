"""An exercise: a function to write, the worlds it is played in, and a solution that is real code."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

from helpers.course.exercises.exercise_worlds import SETTINGS, Setting
from helpers.course.exercises.harness import Harness
from helpers.course.exercises.learner_code import is_untouched, why_unplayable
from helpers.course.exercises.run_record import RunRecord
from helpers.course.exercises.verdict import NotYetError, NotYetReason, Verdict
from helpers.text import Texts

#: Imports of a shown solution are wrapped at Black's line length.
_COLUMNS = 88


@dataclass(frozen=True)
class Exercise:
    """One exercise. `play` calls the learner's function on a harness and raises NotYetError when it is not right.

    `solution` has the very signature the learner's function needs. `crowd` unnamed friends stand behind the cast.
    """

    key: str
    solution: Callable[..., Any]
    play: Callable[[Harness], None]
    hints: int = 2
    crowd: int = 0

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
        return tuple(setting.crowded(self.crowd) if self.crowd else setting for setting in SETTINGS)

    def judge(self, function: Any, say: Texts) -> Verdict:
        """Play it with the learner's function in every world, until something is wrong."""
        record = RunRecord()
        return record.completed(self._judged(function, say, record))

    def _judged(self, function: Any, say: Texts, record: RunRecord) -> Verdict:
        if is_untouched(function):
            return Verdict(self.key, "untried")
        unplayable = why_unplayable(function, self.parameters)
        if unplayable is not None:
            name = self.solution.__name__
            because = say(f"check.because.{unplayable}", signature=self.signature, name=name, key=self.key)
            return Verdict(self.key, "not_yet", NotYetReason(because))
        for setting in self.settings:
            with Harness(setting, function, say, record) as harness:
                try:
                    self.play(harness)
                except NotYetError as refusal:
                    return Verdict(self.key, "not_yet", replace(refusal.reason, dropped=harness.dropped))
        return Verdict(self.key, "right")

    def task(self, say: Texts) -> str:
        """Return what to do, in one sentence."""
        return say(f"check.{self.key}.task")

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
