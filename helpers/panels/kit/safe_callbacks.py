"""Callbacks of controls that never raise: what Jupyter would swallow or print as a traceback is shown in the panel."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

#: Makes something to do into a callback, which a control may call with whatever arguments it likes.
Guard: TypeAlias = "Callable[[Callable[[], object]], Callable[..., None]]"


def guarding(report: Callable[[Exception], object]) -> Guard:
    """Return a Guard whose callbacks hand every exception to `report` instead of raising it."""

    def guard(act: Callable[[], object]) -> Callable[..., None]:
        def callback(*_: object) -> None:
            try:
                act()
            except Exception as error:  # whatever it is, the panel must say so and go on
                report(error)

        return callback

    return guard


def unguarded(act: Callable[[], object]) -> Callable[..., None]:
    """Return a callback that raises what `act` raises: the Guard of a part used alone, where errors should be seen."""

    def callback(*_: object) -> None:
        act()

    return callback
