"""``input()`` in a learner's function: a check has nobody to type, and a kernel would wait for it without end."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def nobody_types(refusal: Callable[[], Exception]) -> Iterator[None]:
    """Let ``input()`` raise a `refusal` instead of asking."""

    def refuse(prompt: object = "", /) -> str:
        raise refusal()

    before, builtins.input = builtins.input, refuse
    try:
        yield
    finally:
        builtins.input = before
