"""Coroutines that never ran: a method of ``AsyncMessagingApi``, or the reader's own, called without ``await``.

Python raises nothing then. It warns when the coroutine is thrown away, and a cell whose last line is such a call shows
it; neither says that no request was sent.
"""

from __future__ import annotations

import inspect
import re
import warnings
from collections.abc import Callable
from functools import wraps
from typing import Any

_NEVER_AWAITED = re.compile(r"coroutine '([\w.<>]+)' was never awaited")


class NeverAwaitedError(Exception):
    """A coroutine was made and never ran. Not raised: shown, for Python only warns."""

    def __init__(self, qualified: str) -> None:
        """`qualified` is the coroutine's name; the SDK's own come from a method deep inside it."""
        inside = qualified.startswith(("AsyncApiClient.", "Async"))
        self.name = "AsyncMessagingApi" if inside else qualified.rpartition(".")[2]
        super().__init__(self.name)


def never_awaited(result: object) -> NeverAwaitedError | None:
    """Return what to tell of what a cell showed; None unless it is a coroutine that has not begun."""
    if inspect.iscoroutine(result) and inspect.getcoroutinestate(result) == inspect.CORO_CREATED:
        return NeverAwaitedError(result.__qualname__)
    return None


def watch_coroutines(tell: Callable[[NeverAwaitedError], object] | None) -> None:
    """Call `tell` for each coroutine thrown away without having run, instead of Python's warning; None ends it."""
    global _tell
    _tell = tell
    if not hasattr(warnings.showwarning, "__wrapped__"):
        warnings.showwarning = _watched(warnings.showwarning)


def _watched(show: Any) -> Any:
    @wraps(show)
    def showwarning(message: Any, category: type[Warning], *more: Any, **named: Any) -> None:
        found = _NEVER_AWAITED.match(str(message))
        if _tell is not None and found:
            _tell(NeverAwaitedError(found[1]))
        else:
            show(message, category, *more, **named)

    return showwarning


_tell: Callable[[NeverAwaitedError], object] | None = None
