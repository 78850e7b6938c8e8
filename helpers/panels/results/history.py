"""Every exchange so far as a list and a table, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from helpers.explain.explanation import explain
from helpers.panels.kit.markup import esc, root, row, table
from helpers.panels.results.card import Card, received_line, status_words, verdict
from helpers.redaction import hide_people
from helpers.session.exchange import Exchange
from helpers.text import Texts

#: Older exchanges are counted instead of listed.
ROWS_SHOWN = 20


class History(Sequence[Exchange]):
    """`lab.history`: ``history[0]`` is the newest exchange; it shows itself as a table."""

    def __init__(self, exchanges: Iterable[Exchange], texts: Texts) -> None:
        """`exchanges` newest first."""
        self._exchanges = tuple(exchanges)
        self.texts = texts

    @overload
    def __getitem__(self, index: int) -> Exchange: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Exchange]: ...
    def __getitem__(self, index: int | slice) -> Exchange | Sequence[Exchange]:
        """Return the exchange at `index`, counted from the newest; a slice is a shorter history."""
        if isinstance(index, slice):
            return History(self._exchanges[index], self.texts)
        return self._exchanges[index]

    def __len__(self) -> int:
        return len(self._exchanges)

    def __iter__(self) -> Iterator[Exchange]:
        return iter(self._exchanges)

    def __repr__(self) -> str:
        """Return how many there are, and the newest as its card's line."""
        if not self._exchanges:
            return self.texts("history.repr_empty")
        newest = self._exchanges[0]
        card = Card(newest, explain(newest, self.texts), self.texts)
        return self.texts("history.repr", count=len(self), latest=repr(card))

    def _repr_html_(self) -> str:
        """Return the newest exchanges as a table."""
        return root("lab-history", self._parts(), "history", self.texts)

    def _parts(self) -> Iterator[str]:
        say = self.texts
        if not self._exchanges:
            yield f"<p>{esc(say('history.empty'))}</p>"
            return
        columns = [say(f"history.{name}") for name in ("number", "time", "request", "status", "stopped", "received")]
        yield table(say("history.title"), columns, (_row(e, say) for e in self._exchanges[:ROWS_SHOWN]))
        older = len(self) - ROWS_SHOWN
        if older > 0:
            yield f'<p class="lab-sum">{esc(say("history.older", count=older))}</p>'


def _row(exchange: Exchange, say: Texts) -> str:
    told = explain(exchange, say)
    colour = "lab-good" if exchange.ok else "lab-warn" if exchange.stop else "lab-bad"
    live, path = (f"{say('live.history')} ", hide_people(exchange.path)) if exchange.live else ("", exchange.path)
    return row(
        (
            esc(exchange.number),
            f"{exchange.at:%H:%M:%S}",
            f"{esc(live)}<code>{esc(exchange.method)} {esc(path)}</code>",
            f'<span class="{colour}">{esc(status_words(exchange, say))}</span>',
            esc(verdict(exchange, told, say)),
            esc(received_line(exchange, say)),
        )
    )
