"""Running a demo: each step is executed as a notebook would, and what it would show is collected."""

from __future__ import annotations

import ast
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from typing import Any, Protocol

from linebot.v3.messaging import MessagingApi

from helpers.course.demos import Demo


class DemoLab(Protocol):
    """What a run needs of a lab; the code of the steps uses the rest of it."""

    line_bot_api: MessagingApi

    def close(self) -> None:
        """Stop the lab's far end."""


#: Opens a lab for one run; it is given what shows the cards of ``lab.attempt()``: a callback's display gets lost.
OpenLab = Callable[[Callable[[object], object]], DemoLab]


@dataclass(frozen=True)
class StepResult:
    """What a step printed, and what a notebook would have displayed, in order."""

    printed: str
    displayed: tuple[Any, ...]


class Run:
    """One run of a demo, step by step. What an earlier step named, a later one may use."""

    def __init__(self, demo: Demo, open_lab: OpenLab) -> None:
        """Open a lab for the steps of `demo`."""
        self.demo = demo
        self.done = 0
        self._displayed: list[Any] = []
        self.lab = open_lab(self._displayed.append)
        self._names: dict[str, Any] = {"lab": self.lab, "line_bot_api": self.lab.line_bot_api}

    def next(self) -> StepResult:
        """Do the next step. Raises IndexError when there is none."""
        step = self.demo.steps[self.done]
        self._displayed.clear()
        with redirect_stdout(StringIO()) as printed:
            for node in ast.parse(step.code).body:
                self._do(node)
        self.done += 1
        return StepResult(printed.getvalue(), tuple(self._displayed))

    def _do(self, node: ast.stmt) -> None:
        if not isinstance(node, ast.Expr):
            exec(compile(ast.Module([node], []), "<demo>", "exec"), self._names)
            return
        value = eval(compile(ast.Expression(node.value), "<demo>", "eval"), self._names)
        if hasattr(value, "_repr_html_"):
            self._displayed.append(value)
