"""Running a learner's function: what never ends is stopped.

Nothing here looks at the computer's clock: a loop is stopped after a number of steps, so that slow and fast computers
give the same verdict.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType

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
