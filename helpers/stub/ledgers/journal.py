"""What the wire does not tell: which rule refused a request, and whom an accepted one reached."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from helpers.line.errors import Rule
from helpers.line.outcomes import Outcome

#: Old entries go first: a server for bots may run for days.
ENTRIES_KEPT = 10_000
#: And when their outcomes name more people than this: a multicast names up to 500.
PEOPLE_KEPT = 100_000


@dataclass(frozen=True)
class Entry:
    """One request as the platform saw it; `status` is None when it dropped the connection."""

    request_id: str
    at: int
    method: str
    path: str
    status: int | None = None
    rule: Rule | None = None
    outcome: Outcome | None = None


class Journal:
    """The last requests by their id, and how often each endpoint was used."""

    def __init__(self) -> None:
        """Begin without entries."""
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._people = 0
        self.used: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def add(self, entry: Entry, endpoint: str) -> None:
        """Keep an entry; `endpoint` is the operation's name, e.g. ``POST /v2/bot/message/push``."""
        self._entries[entry.request_id] = entry
        self._people += _named(entry)
        self.used[endpoint] += 1
        while len(self._entries) > ENTRIES_KEPT or self._people > PEOPLE_KEPT:
            self._people -= _named(self._entries.popitem(last=False)[1])

    @property
    def count(self) -> int:
        """How many requests there were, those forgotten included."""
        return sum(self.used.values())

    def find(self, request_id: str) -> Entry | None:
        """Return the entry of a request id; None when it is unknown or long gone."""
        return self._entries.get(request_id)


def _named(entry: Entry) -> int:
    return len(entry.outcome.people) if entry.outcome else 0
