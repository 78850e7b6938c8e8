"""Running a learner's function: ``time.sleep`` moves the practice world's clock, and what never ends is stopped.

Nothing here looks at the computer's clock: a loop is stopped after a number of steps, so that slow and fast computers
give the same verdict.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from helpers.line import limits

#: A loop that asks on and on is stopped after this many requests: where it catches even LINE's own rate limit.
REQUESTS_MAX = limits.RATE_DEFAULT_PER_SECOND + 100
#: A loop that waits on and on is stopped after this many calls of ``time.sleep``.
SLEEPS_MAX = 1000
#: A loop is stopped after this many rounds; the longest solution takes a few thousand, and each may call the SDK.
STEPS_MAX = 50_000


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
        """Count one more. Raises EndlessError when there were too many, from then on whatever is counted.

        A bare ``except:`` around a request swallows the error; the loop around it then counts its next round.
        """
        self._left[what] -= 1
        if min(self._left.values()) < 0:
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
