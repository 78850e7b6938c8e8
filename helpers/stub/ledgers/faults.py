"""The faults that were asked for: how the next answers go wrong."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from helpers.line.faults import Fault, FaultMoment


class Faults:
    """The next answers to be spoilt, in order."""

    def __init__(self) -> None:
        """Begin without faults."""
        self._next: deque[Fault] = deque()

    def __len__(self) -> int:
        return len(self._next)

    def __iter__(self) -> Iterator[Fault]:
        return iter(tuple(self._next))

    def add(self, fault: Fault, times: int = 1) -> None:
        """Spoil the next `times` answers with this fault. Raise ValueError for what cannot be."""
        fault.check()
        if times < 1:
            raise ValueError("A fault spoils at least one answer.")
        self._next.extend([fault] * times)

    def take(self, when: FaultMoment, operation: str = "") -> Fault | None:
        """Return the next fault if this is its moment, in an answer of this operation, else None.

        A fault after acceptance waits for a request that is accepted, or was before.
        """
        due = self._next and self._next[0].when == when and self._next[0].operation in ("", operation)
        return self._next.popleft() if due else None

    def clear(self) -> None:
        """Forget the faults still to come."""
        self._next.clear()
