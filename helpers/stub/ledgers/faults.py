"""Faults on request: LINE answers 500, 429, or not at all, before or after it accepted the message.

They exist so that a retry key can be shown to matter: after a 500 or no answer, a bot cannot know which it was.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

FaultKind = Literal["500", "429", "timeout"]
When = Literal["before", "after"]


@dataclass(frozen=True)
class Fault:
    """One spoilt answer. `when`: before or after LINE accepted the request; 429 is always before.

    `hold_seconds`: how long a "timeout" keeps the connection before dropping it without an answer.
    """

    kind: FaultKind
    when: When = "before"
    hold_seconds: float = 0


class Faults:
    """The next answers to be spoilt, in order."""

    def __init__(self) -> None:
        """No faults."""
        self._next: deque[Fault] = deque()

    def __len__(self) -> int:
        return len(self._next)

    def __iter__(self) -> Iterator[Fault]:
        return iter(tuple(self._next))

    def add(self, fault: Fault, times: int = 1) -> None:
        """Spoil the next `times` answers with this fault. Raises ValueError for what cannot be."""
        if fault.kind not in ("500", "429", "timeout") or fault.when not in ("before", "after") or times < 1:
            raise ValueError('A fault is "500", "429" or "timeout", "before" or "after" acceptance, at least once.')
        if fault.kind == "429" and fault.when == "after":
            raise ValueError("A 429 refuses the request: it cannot come after acceptance.")
        self._next.extend([fault] * times)

    def take(self, when: When) -> Fault | None:
        """The next fault, if this is its moment: one after acceptance waits for a request that is, or was, accepted."""
        return self._next.popleft() if self._next and self._next[0].when == when else None

    def clear(self) -> None:
        """No more faults."""
        self._next.clear()
