"""What was sent, once per send with the set of its recipients; phones are read from here.

A million friends and a long history stay cheap: broadcasts share one set of recipients (`Population.reachable`), and
nothing is copied per person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.line.timestamps import line_day
from helpers.stub.world.row_sets import RowSet

BOT = None  # the sender of a delivery that no person sent


@dataclass(frozen=True)
class Delivery:
    """Messages that appeared in a chat at a moment.

    `chat_id` is a group or room, or None one-to-one; `sender` the row of a person, or BOT. `messages` are LINE's
    message objects (bot) or webhook message contents (person). `method` names the send method, "" for people.
    """

    at: int
    messages: Sequence[Mapping[str, Any]]
    recipients: RowSet
    chat_id: str | None = None
    sender: int | None = BOT
    silent: bool = False
    method: str = ""
    request_id: str = ""

    @property
    def from_bot(self) -> bool:
        """Whether the bot sent it, not a person."""
        return self.sender is BOT


class Deliveries:
    """Everything said so far, oldest first, and the counts LINE's statistics give."""

    def __init__(self) -> None:
        """Begin without deliveries."""
        self._all: list[Delivery] = []
        self._success: Counter[tuple[str, str]] = Counter()

    def __iter__(self) -> Iterator[Delivery]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def since(self, count: int) -> Sequence[Delivery]:
        """Return what came after the first `count`."""
        return self._all[count:]

    def newest(self, wanted: Callable[[Delivery], bool]) -> tuple[int, Delivery] | None:
        """Return the newest delivery that `wanted` approves, with its number from 0; None when it approves none."""
        numbers = reversed(range(len(self._all)))
        return next(((number, self._all[number]) for number in numbers if wanted(self._all[number])), None)

    def add(self, delivery: Delivery) -> None:
        """Keep a delivery and count it for its day (UTC+9)."""
        self._all.append(delivery)
        if delivery.sender is BOT:
            self._success[delivery.method, line_day(delivery.at)] += len(delivery.recipients)

    def seen_by(self, row: int) -> Iterator[tuple[int, Delivery]]:
        """Return what this person sees, each with its number from 0: what reached her and what she wrote herself."""
        return ((number, d) for number, d in enumerate(self._all) if d.sender == row or row in d.recipients)

    def success(self, method: str, day: str) -> int:
        """Return how many messages a method delivered on a day ``yyyyMMdd``."""
        return self._success[method, day]
