"""What to guess before a lesson breaks something: who will stop it, the SDK, LINE, or nobody?

Texts: ``guess.<key>`` says what is going to be done, ``guess.<key>.why`` who stops it and why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from helpers.text import Texts

Stopper = Literal["sdk", "line", "nobody"]


@dataclass(frozen=True)
class Attempted:
    """Something a lesson is about to do, and who stops it."""

    key: str
    by: Stopper

    def what(self, say: Texts) -> str:
        """Return what is going to be done."""
        return say(f"guess.{self.key}")

    def why(self, say: Texts) -> str:
        """Return who stops it, and why."""
        return say(f"guess.{self.key}.why")


#: By the key of `lab.quiz`, in the order in which the lesson's cells do it.
GUESSES: Mapping[str, Sequence[Attempted]] = {
    "reply-guess": (
        Attempted("reply.six", "sdk"),
        Attempted("reply.used", "line"),
        Attempted("reply.late", "line"),
        Attempted("reply.typo", "nobody"),
    ),
    "push-guess": (
        Attempted("push.list", "sdk"),
        Attempted("push.unknown", "line"),
        Attempted("push.blocked", "nobody"),
    ),
    "multicast-guess": (
        Attempted("multicast.many", "sdk"),
        Attempted("multicast.group", "line"),
        Attempted("multicast.missed", "nobody"),
    ),
    "narrowcast-guess": (
        Attempted("narrowcast.age", "sdk"),
        Attempted("narrowcast.mixed", "line"),
        Attempted("narrowcast.small", "line"),
        Attempted("narrowcast.few", "line"),
    ),
    "broadcast-guess": (
        Attempted("broadcast.second", "line"),
        Attempted("broadcast.empty", "sdk"),
        Attempted("broadcast.often", "line"),
        Attempted("broadcast.blocked", "nobody"),
    ),
}
