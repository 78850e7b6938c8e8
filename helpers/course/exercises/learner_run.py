"""Running a learner's function: what never ends is stopped.

Nothing here looks at the computer's clock: a loop is stopped after a number of steps, so that slow and fast computers
give the same verdict.
"""

from __future__ import annotations

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
