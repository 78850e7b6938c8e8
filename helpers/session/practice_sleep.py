"""``time.sleep`` in a learner's code: the practice world's clock moves, and nobody waits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any


@contextmanager
def sleeping(sleep: Callable[[float], object], names: dict[str, Any]) -> Iterator[None]:
    """Let `sleep` be called for ``time.sleep``, in this thread and in those that begin meanwhile.

    `names` are the globals of the learner's code: there it may stand by itself (``from time import sleep``). The
    threads that were there before, such as the kernel's own, sleep as always.
    """
    real, others = time.sleep, {thread.ident for thread in threading.enumerate()} - {threading.get_ident()}

    def instead(seconds: float, /) -> None:
        if threading.get_ident() in others:
            return real(seconds)
        if timedelta(seconds=seconds) < timedelta(0):
            raise ValueError("sleep length must be non-negative")  # as time.sleep says it
        sleep(seconds)
        return None

    imported = [name for name, value in names.items() if value is real]
    time.sleep = instead  # type: ignore[assignment]
    names.update(dict.fromkeys(imported, instead))
    try:
        yield
    finally:
        time.sleep = real
        names.update({name: real for name in imported if names.get(name) is instead})
