"""Threads that a learner's function begins: they end before its world does, and their errors are told as its own.

And what it waits for without any: an Event that nobody sets, a Queue that stays empty.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from helpers.course.exercises.learner_run import EndlessError

#: A thread that waits for something outside is left alone after this many seconds; loops are stopped by their rounds.
LEFT_SECONDS = 5.0


@contextmanager
def minding_threads(sleep: Callable[[float], object]) -> Iterator[None]:
    """Let the threads that begin meanwhile end, too. Raises what ended the first that an error ended.

    A wait that no other thread could end calls `sleep`, or raises EndlessError when it has no timeout.
    """
    errors: list[BaseException] = []
    before, wait = threading.excepthook, threading.Condition.wait
    this, others = threading.current_thread(), set(threading.enumerate())

    def hear(told: threading.ExceptHookArgs) -> None:
        if told.thread in others or told.exc_value is None:
            before(told)
        else:
            errors.append(told.exc_value)

    def wait_for_somebody(condition: threading.Condition, timeout: float | None = None) -> bool:
        if threading.current_thread() is not this or not others.issuperset(threading.enumerate()):
            return wait(condition, timeout)
        if timeout is None:
            raise EndlessError
        sleep(timeout)
        return False

    threading.excepthook = hear
    threading.Condition.wait = wait_for_somebody  # type: ignore[method-assign, assignment]
    try:
        yield
        for thread in set(threading.enumerate()) - others:
            thread.join(LEFT_SECONDS)
    finally:
        threading.excepthook, threading.Condition.wait = before, wait  # type: ignore[method-assign]
    if errors:
        raise errors[0]
