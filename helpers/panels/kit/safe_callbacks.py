"""Callbacks of controls that never raise: what Jupyter would swallow or print as a traceback is shown in the panel."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any


def guarded(callback: Callable[..., object], report: Callable[[Exception], object]) -> Callable[..., None]:
    """`callback` as a control may call it: an exception goes to `report` instead of up."""

    @wraps(callback)
    def run(*arguments: Any) -> None:
        try:
            callback(*arguments)
        except Exception as error:  # whatever it is, the panel must say so and go on
            report(error)

    return run
