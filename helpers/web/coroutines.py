"""Running a coroutine to its end from plain code, also where an event loop runs already or there are no threads."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from contextvars import ContextVar
from typing import Any, TypeVar

_Result = TypeVar("_Result")
_WAITS = ContextVar("waits", default=False)


class TooLateError(Exception):
    """A coroutine that was given up on; it may still be running."""


class CannotWaitError(RuntimeError):
    """A coroutine that waits for something, where nothing can run in the meantime: there are no threads."""

    def __init__(self) -> None:
        super().__init__("nothing can be awaited here: there are no threads")


def can_wait() -> bool:
    """Whether the coroutine that asks has an event loop of its own from `run_to_end`, and so may wait for others."""
    return _WAITS.get()


def run_to_end(coroutine: Coroutine[Any, Any, _Result], seconds: float) -> _Result:
    """Return what it returns, or raise what it raises, whatever that is.

    It runs in a thread with an event loop of its own: Jupyter's is taken in this one. A browser tab has no threads;
    there it runs here, step by step. Raises TooLateError after `seconds`, CannotWaitError where it would have to wait.
    """
    results: list[_Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        _WAITS.set(True)
        try:
            results.append(asyncio.run(coroutine))
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, name="line-lab-coroutine", daemon=True)
    try:
        thread.start()
    except RuntimeError:  # "can't start new thread"
        return _step_by_step(coroutine)
    thread.join(seconds)
    if errors:
        raise errors[0]
    if not results:
        raise TooLateError
    return results[0]


def _step_by_step(coroutine: Coroutine[Any, Any, _Result]) -> _Result:
    try:
        while coroutine.send(None) is None:  # what only lets others run (``asyncio.sleep(0)``) goes on at once
            pass
    except StopIteration as end:
        result: _Result = end.value
        return result
    coroutine.close()
    raise CannotWaitError
