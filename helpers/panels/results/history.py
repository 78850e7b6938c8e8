"""Every exchange so far as a list and a table, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, overload

from helpers.explain.explanation import explain, is_done
from helpers.line.send_methods import send_method
from helpers.panels.kit.markup import esc, root, row, table
from helpers.panels.results.card import Card, received_line, status_words, verdict
from helpers.redaction import hide_people
from helpers.sdk.operations import sdk_operations
from helpers.session.exchange import Exchange
from helpers.session.session import Session
from helpers.text import Texts

#: What the person or the chat with an id is called; the id itself where nobody is known.
NameOf: TypeAlias = "Callable[[str], str]"
#: Older exchanges are counted instead of listed.
ROWS_SHOWN = 20
#: More people than this are counted instead of named.
NAMES_SHOWN = 3
_COLUMNS = ("number", "time", "request", "to", "content", "status", "stopped", "received")
#: Longer texts are cut: the card has the whole of it.
TEXT_SHOWN = 16


class History(Sequence[Exchange]):
    """`lab.history`: ``history[0]`` is the newest exchange; it shows itself as a table."""

    def __init__(self, exchanges: Iterable[Exchange], texts: Texts, names: NameOf = str) -> None:
        """`exchanges` newest first; `names` tells what the person or chat with an id is called."""
        self._exchanges = tuple(exchanges)
        self._names = names
        self.texts = texts

    @classmethod
    def of(cls, session: Session) -> History:
        """Return every exchange of a session so far."""
        return cls(session.exchanges, session.texts, _known(session))

    @overload
    def __getitem__(self, index: int) -> Exchange: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Exchange]: ...
    def __getitem__(self, index: int | slice) -> Exchange | Sequence[Exchange]:
        """Return the exchange at `index`, counted from the newest; a slice is a shorter history."""
        if isinstance(index, slice):
            return History(self._exchanges[index], self.texts, self._names)
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
        columns = [say(f"history.{name}") for name in _COLUMNS]
        yield table(say("history.title"), columns, (_row(e, say, self._names) for e in self._exchanges[:ROWS_SHOWN]))
        older = len(self) - ROWS_SHOWN
        if older > 0:
            yield f'<p class="lab-sum">{esc(say("history.older", count=older))}</p>'


def _known(session: Session) -> NameOf:
    """Return the names of the practice world; live, only LINE knows them."""
    if session.mode != "practice":
        return str
    say, people = session.texts, session.platform.people

    def name(id: str) -> str:
        chat, row = people.chats.get(id), people.row(id)
        return say.name(chat.title) if chat else say.name(people.name(row)) if row is not None else id

    return name


def _row(exchange: Exchange, say: Texts, names: NameOf) -> str:
    told = explain(exchange, say)
    colour = "lab-good" if exchange.ok or is_done(exchange) else "lab-warn" if exchange.stop else "lab-bad"
    live = f"{say('live.history')} " if exchange.live else ""
    return row(
        (
            esc(exchange.number),
            f"{exchange.at:%H:%M:%S}",
            f"{esc(live)}<code>{esc(_request(exchange))}</code>",
            esc(_recipients(exchange, say, names)),
            esc(_content(exchange, say)),
            f'<span class="{colour}">{esc(status_words(exchange, say))}</span>',
            esc(verdict(exchange, told, say)),
            esc(_received(exchange, say)),
        )
    )


def _request(exchange: Exchange) -> str:
    """Return ``push`` for the five ways to send, else the SDK's method; a path with an id in it would fill three lines.

    What no method of the SDK does stays as it was sent.
    """
    method = send_method(exchange.path)
    if method is not None:
        return method.name
    operation = next((o for o in sdk_operations() if o.method == exchange.method and o.matches(exchange.path)), None)
    path = hide_people(exchange.path) if exchange.live else exchange.path
    return operation.name if operation is not None else f"{exchange.method} {path}"


def _recipients(exchange: Exchange, say: Texts, names: NameOf) -> str:
    """To whom a send was addressed: names where they are known, else as the request says it."""
    method, body = send_method(exchange.path), exchange.request_json()
    if method is None or not isinstance(body, Mapping):
        return ""
    if method.addressed_to in ("filter", "everyone"):
        return say(f"history.to.{method.name}")
    if exchange.outcome is not None and exchange.outcome.people:
        reached = [say.name(person.name) for person in exchange.outcome.people]
        shown = say("list.comma").join(reached[:NAMES_SHOWN])
        more = exchange.outcome.targeted - NAMES_SHOWN
        return f"{shown}{say('history.more', count=more)}" if more > 0 else shown
    to = body.get("to")
    if isinstance(to, list):
        return say("history.ids", count=len(to))
    if method.addressed_to == "reply_token":
        return say(f"history.to.{method.name}")
    return _shortened(hide_people(str(to or "")) if exchange.live else names(str(to or "")))


def _received(exchange: Exchange, say: Texts) -> str:
    """``received 1/1``, and what it took of the month's messages once that is known."""
    received, outcome = received_line(exchange, say), exchange.outcome
    if outcome is None or outcome.pending or send_method(exchange.path) is None:
        return received
    charged = say("history.charged", count=outcome.charged) if outcome.charged else say("history.free")
    return say("list.semicolon").join((received, charged))


def _content(exchange: Exchange, say: Texts) -> str:
    """Return the first message of a send in a few words, and how many more there are."""
    body = exchange.request_json()
    messages = body.get("messages") if isinstance(body, Mapping) else None
    if send_method(exchange.path) is None or not isinstance(messages, list) or not messages:
        return ""
    first = messages[0] if isinstance(messages[0], Mapping) else {}
    kind = f"message.{first.get('type')}"
    text = first.get("text")
    if isinstance(text, str):
        text = text if text.strip() else say("card.empty")
    words = _shortened(text) if isinstance(text, str) else say(kind) if say.has(kind) else str(first.get("type", "?"))
    return f"{words}{say('history.more', count=len(messages) - 1)}" if len(messages) > 1 else words


def _shortened(text: str) -> str:
    """Return the beginning of a text, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= TEXT_SHOWN else f"{line[:TEXT_SHOWN]}…"
