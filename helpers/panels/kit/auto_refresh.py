"""Panels that look at the world again after every cell: other cells change it too."""

from __future__ import annotations

from collections import deque
from typing import Any, Protocol

#: Panels opened longer ago keep what they show until something in them is clicked.
FOLLOWED = 8


class Refreshable(Protocol):
    """A panel that can be brought up to date; its `refresh` never raises."""

    def refresh(self) -> None:
        """Show the world as it is now."""


_open: deque[Refreshable] = deque(maxlen=FOLLOWED)


def follow(panel: Refreshable) -> None:
    """Have the panel refreshed after every cell from now on; where there are no cells, nothing happens."""
    from IPython import get_ipython

    shell: Any = get_ipython()
    if shell is None:
        return
    if refresh_all not in shell.events.callbacks["post_run_cell"]:
        shell.events.register("post_run_cell", refresh_all)
    _open.append(panel)


def refresh_all(*_: object) -> None:
    """Refresh every panel that follows; Jupyter calls this after a cell."""
    for panel in list(_open):
        panel.refresh()
