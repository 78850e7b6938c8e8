"""What the runs of one check leave behind for the learner to see: what was printed in each world, and whose phone."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import replace
from typing import Any

from helpers.course.exercises.verdict import Verdict, WorldPrints
from helpers.line.phones import Phone

#: More different lines than this are counted instead of shown, and longer ones are cut.
LINES_SHOWN, LINE_LENGTH = 12, 200
#: A loop that prints is stopped by its rounds; until then no more than this is kept.
_KEPT = 100_000


class RunRecord:
    """One check's record. A world is named as the learner is told it."""

    def __init__(self) -> None:
        self._printed: dict[str, _Prints] = {}
        self._phones: dict[str, Phone] = {}

    @contextmanager
    def printing(self, world: str) -> Iterator[None]:
        """Take what is printed or displayed meanwhile: a cell would show it once for each call of the function."""
        prints = self._printed.setdefault(world, _Prints())
        with redirect_stdout(prints), redirect_stderr(prints), _displayed_to(prints):
            yield

    def keep_phone(self, world: str, phone: Phone) -> None:
        """Keep the first phone of each world on which the right messages arrived."""
        self._phones.setdefault(world, phone)

    def completed(self, verdict: Verdict) -> Verdict:
        """Return the verdict with what was recorded; phones belong to a right answer only."""
        printed = tuple(
            WorldPrints(world, *prints.told()) for world, prints in self._printed.items() if prints.getvalue()
        )
        phones = tuple(self._phones.values()) if verdict.state == "right" else ()
        return replace(verdict, printed=printed, phones=phones)


@contextmanager
def _displayed_to(prints: _Prints) -> Iterator[None]:
    """Write down the plain text of what ``display()`` shows, where this is a notebook."""
    ipython = sys.modules.get("IPython")
    publisher: Any = getattr(ipython and ipython.get_ipython(), "display_pub", None)
    if publisher is None:
        yield
        return

    def publish(data: dict[str, Any], *_: object, **__: object) -> None:
        prints.write(f"{data.get('text/plain', '')}\n")

    publisher.publish = publish  # on this object: its class has the method
    try:
        yield
    finally:
        del publisher.publish


class _Prints(io.StringIO):
    """What was printed in one world; the function runs there several times, and prints the same each time."""

    def write(self, words: str, /) -> int:
        """Keep some words, until there are too many."""
        if self.tell() < _KEPT:
            super().write(words[:_KEPT])
        return len(words)

    def told(self) -> tuple[tuple[tuple[str, int], ...], int]:
        """Return the first different lines with how often each was printed, and the number of those left out."""
        counts: dict[str, int] = {}
        for line in self.getvalue().splitlines():
            cut = line if len(line) <= LINE_LENGTH else f"{line[:LINE_LENGTH]}…"
            counts[cut] = counts.get(cut, 0) + 1
        return tuple(counts.items())[:LINES_SHOWN], max(0, len(counts) - LINES_SHOWN)
