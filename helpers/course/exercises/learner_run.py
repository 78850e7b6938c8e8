"""Running a learner's function: ``time.sleep`` moves the practice world's clock, and what never ends is stopped.

Nothing here looks at the computer's clock: a loop is stopped after a number of steps, so that slow and fast computers
give the same verdict.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import CodeType
from typing import Any

from helpers.line import limits

#: A loop that asks on and on is stopped after this many requests: where it catches even LINE's own rate limit.
REQUESTS_MAX = limits.RATE_DEFAULT_PER_SECOND + 100
#: A loop that waits on and on is stopped after this many calls of ``time.sleep``.
SLEEPS_MAX = 1000
#: A loop of the learner's own code is stopped after this many steps; the longest solution takes a few thousand.
STEPS_MAX = 300_000


class EndlessError(BaseException):
    """The learner's function does not come to an end. No Exception: their own ``except`` must not swallow it."""


class Limits:
    """Counts what a function does, and stops it when that is too much."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Count from here on."""
        self._left = {"requests": REQUESTS_MAX, "sleeps": SLEEPS_MAX, "steps": STEPS_MAX}

    def count(self, what: str) -> None:
        """Count one more. Raises EndlessError when there were too many."""
        self._left[what] -= 1
        if self._left[what] < 0:
            raise EndlessError


@contextmanager
def sleeping(function: Callable[..., Any], sleep: Callable[[float], object]) -> Iterator[None]:
    """Let `sleep` be called for ``time.sleep``, also where the learner wrote ``from time import sleep``.

    Other threads, such as the kernel's own, sleep as always.
    """
    real, thread = time.sleep, threading.get_ident()

    def instead(seconds: float, /) -> None:
        if threading.get_ident() != thread:
            return real(seconds)
        if timedelta(seconds=seconds) < timedelta(0):
            raise ValueError("sleep length must be non-negative")  # as time.sleep says it
        sleep(seconds)
        return None

    names = getattr(function, "__globals__", {})
    imported = [name for name, value in names.items() if value is real]
    time.sleep = instead  # type: ignore[assignment]
    names.update(dict.fromkeys(imported, instead))
    try:
        yield
    finally:
        time.sleep = real
        names.update({name: real for name in imported if names.get(name) is instead})


@contextmanager
def counting_steps(code: CodeType | None, step: Callable[[], object]) -> Iterator[None]:
    """Call `step` with each round of a loop that runs in the file of `code`; what it raises stops that loop.

    An error raised there leaves the counting on, so a bare ``except:`` cannot hide it. Python before 3.12 cannot count
    like this: there, a loop without requests and without ``time.sleep`` ends only when the learner stops it.
    """
    if code is None or sys.version_info < (3, 12):
        yield
        return
    monitoring = sys.monitoring
    tool = next((tool for tool in (4, 3) if monitoring.get_tool(tool) is None), None)  # not one of a debugger
    if tool is None:
        yield
        return

    def jumped(running: CodeType, start: int, end: int) -> object:
        if running.co_filename != code.co_filename:
            return monitoring.DISABLE
        return step() if end <= start else None

    monitoring.use_tool_id(tool, "line-lab check")
    monitoring.register_callback(tool, monitoring.events.JUMP, jumped)
    monitoring.restart_events()  # of another function's run, its file's loops are still switched off
    monitoring.set_events(tool, monitoring.events.JUMP)
    try:
        yield
    finally:
        monitoring.set_events(tool, 0)
        monitoring.register_callback(tool, monitoring.events.JUMP, None)
        monitoring.free_tool_id(tool)
