"""The timeline: people, LINE and the bot side by side, one line for each event and each request, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import chain, pairwise
from typing import Any

from helpers.explain.explanation import explain
from helpers.line.send_methods import send_method
from helpers.panels.kit.markup import esc, rich, root, table
from helpers.panels.kit.time_words import date_words, span_words
from helpers.panels.results.card import is_addressed, received_line, status_words
from helpers.panels.results.history import NAMES_SHOWN
from helpers.panels.results.message_preview.message import summary
from helpers.panels.results.route import Station, at_people
from helpers.redaction import hide_people
from helpers.session.draft import Draft
from helpers.session.exchange import Exchange
from helpers.session.session import Session
from helpers.session.timeline import Event, Request, TimelineStep, steps
from helpers.text import Texts

#: Earlier steps are counted instead of listed.
STEPS_SHOWN = 30
#: Less time than this between two steps goes without saying.
_WORTH_SAYING = timedelta(minutes=1)


def timeline_of(session: Session) -> Timeline:
    """Show what happened, newest first: people, LINE and the bot side by side."""
    return Timeline(steps(session.platform, session.event_log, session.exchanges), session.texts)


class Timeline:
    """What `lab.timeline()` displays: HTML on the screen, one line of text elsewhere."""

    def __init__(self, steps: Iterable[TimelineStep], texts: Texts) -> None:
        """Show `steps`, newest first, as `helpers.session.timeline.steps` gives them."""
        self.steps = tuple(steps)
        self.texts = texts

    def __repr__(self) -> str:
        """Return how many things happened, and the newest."""
        say = self.texts
        if not self.steps:
            return say("timeline.repr_empty")
        newest = self.steps[0]
        return say("timeline.repr", count=len(self.steps), at=f"{newest.at:%H:%M:%S}", newest=_line(newest, say))

    def _repr_html_(self) -> str:
        """Return the newest steps as a table with a column for each side; it depends on nothing but what it tells."""
        return self.html()

    def html(self, *, titled: bool = False) -> str:
        """Return the same table, without a caption where a heading says already what it is (`titled`)."""
        return root("lab-timeline", self._drawn(titled), "timeline", self.texts)

    def _drawn(self, titled: bool) -> Iterator[str]:
        say = self.texts
        if not self.steps:
            yield f"<p>{esc(say('timeline.empty'))}</p>"
            return
        columns = [say(f"timeline.{name}") for name in ("time", *_SIDES)]
        yield table(say("timeline.title"), columns, _rows(self.steps[:STEPS_SHOWN], say), titled=titled)
        earlier = len(self.steps) - STEPS_SHOWN
        if earlier > 0:
            yield f'<p class="lab-sum">{esc(say("timeline.earlier", count=earlier))}</p>'


_SIDES = ("people", "line", "bot")
_IN, _OUT = "→", "←"
#: What stands between LINE and the people, by the look of their station; elsewhere it did not get that far.
_TO_PEOPLE = {"good": _OUT, "warn": _OUT, "wait": "…", "unknown": "?"}


def _rows(steps: Iterable[TimelineStep], say: Texts) -> Iterator[str]:
    """Yield the steps, with a line for each day and for time that went by between them."""
    for later, step in pairwise(chain((None,), steps)):
        assert step is not None
        if later is not None and later.at - step.at >= _WORTH_SAYING:
            yield _note("lab-gap", say("timeline.gap", span=span_words(later.at - step.at, say)))
        if later is None or later.at.date() != step.at.date():
            yield _note("lab-day", date_words(step.at.date(), say))
        yield _event_row(step, say) if isinstance(step, Event) else _request_row(step.exchange, say)


def _note(look: str, words: str) -> str:
    return f'<tr class="{look}"><th colspan="{1 + len(_SIDES)}" scope="colgroup">{esc(words)}</th></tr>'


def _row(look: str, at: str, cells: Iterable[str], say: Texts) -> str:
    """Return one step; each cell also names its side, for where the columns have no room beside each other."""
    sides = zip(_SIDES, cells, strict=True)
    told = "".join(_cell(say(f"timeline.{side}"), cell) for side, cell in sides)
    return f'<tr class="{look}"><th scope="row"><time>{esc(at)}</time></th>{told}</tr>'


def _cell(side: str, content: str) -> str:
    look = "" if content else ' class="lab-none"'
    return f'<td data-side="{esc(side)}"{look}><div>{content}</div></td>'


def _way(words: str, before: str, after: str) -> str:
    """Return what passes LINE, between arrows that only repeat the direction."""
    arrows = (f'<i aria-hidden="true">{arrow}</i>' if arrow else "" for arrow in (before, after))
    return f'<span class="lab-way">{f" <span>{words}</span> ".join(arrows)}</span>'


# Events ---------------------------------------------------------------------------------------------------------


def _event_row(event: Event, say: Texts) -> str:
    again = say("timeline.again") if event.again else ""
    line = _way(f"{rich(say('timeline.event', kind=event.kind))}{esc(again)}", _IN, _IN)
    return _row("lab-in", f"{event.at:%H:%M:%S}", (_who_did(event, say), line, esc(token_words(event, say))), say)


def _who_did(event: Event, say: Texts) -> str:
    where = esc(say("timeline.in_chat", chat=say.name(event.chat))) if event.chat and event.who else ""
    small = f" <small>{where}</small>" if where else ""
    return f"<b>{esc(actor(event, say))}</b> {esc(did(event, say))}{small}"


def actor(event: Event, say: Texts) -> str:
    """Return the names of those who did it; for what happens to the bot itself, the group's."""
    return _names(event.who, say) or say.name(event.chat) or say("timeline.somebody")


def _names(names: Iterable[str], say: Texts) -> str:
    return say("list.comma").join(map(say.name, names))


def did(event: Event, say: Texts) -> str:
    """Return what somebody did, in a few words: “hello”, or: blocked the account."""
    if event.kind == "message":
        message = _mapping(event.event.get("message"))
        words = summary(message, say)
        return say("timeline.said" if message.get("type") == "text" else "timeline.sent", words=words)
    if event.kind == "postback":
        return say("timeline.did.postback", data=_mapping(event.event.get("postback")).get("data", ""))
    if event.kind == "follow" and _mapping(event.event.get("follow")).get("isUnblocked"):
        return say("timeline.did.unblock")
    key = f"timeline.did.{event.kind}"
    return say(key) if say.has(key) else say("timeline.did.other")


def token_words(event: Event, say: Texts) -> str:
    """Return whether the event's reply token can be used now, in words."""
    return say(f"timeline.token.{event.token or 'none'}")


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


# Requests -------------------------------------------------------------------------------------------------------


def _request_row(exchange: Exchange, say: Texts) -> str:
    told = explain(exchange, say)
    reason = "" if exchange.ok else f" <small>{rich(told.title)}</small>"
    status = f'<span class="lab-{_colour(exchange)}">{esc(status_words(exchange, say))}</span>{reason}'
    people = at_people(exchange, told, say) if send_method(exchange.path) else None
    line = _way(status, *_arrows(exchange, people))
    cells = (_who_received(exchange, people, say), line, _asked(exchange, say))
    return _row("lab-out" if exchange.ok else "lab-out lab-stop", f"{exchange.at:%H:%M:%S}", cells, say)


def _colour(exchange: Exchange) -> str:
    if exchange.ok:
        return "good"
    return "warn" if exchange.status is None or exchange.outcome is not None else "bad"


def _arrows(exchange: Exchange, people: Station | None) -> tuple[str, str]:
    """Return arrows towards the people as far as the request went; a question comes back instead."""
    if people is None:
        return "", "⇄" if exchange.ok else _OUT
    return _TO_PEOPLE.get(people.look, "✕"), _OUT


def _asked(exchange: Exchange, say: Texts) -> str:
    live = f"{esc(say('live.history'))} " if exchange.live else ""
    words = esc(asked(exchange))
    return live + (words if Draft.of_exchange(exchange) else f"<code>{words}</code>")


def asked(exchange: Exchange) -> str:
    """Return what the bot asked for, in a few words, without names of real people: notebooks are passed on."""
    draft = Draft.of_exchange(exchange)
    words = draft.label if draft else f"{exchange.method} {exchange.path}"
    return hide_people(words) if exchange.live else words


def _who_received(exchange: Exchange, people: Station | None, say: Texts) -> str:
    if exchange.outcome is None:
        return esc(people.state) if people else ""
    line = esc(received_line(exchange, say))
    if exchange.outcome.pending:
        return line
    outcome = exchange.outcome
    reached = [p.name for p in outcome.people if p.received]
    missed = [p.name for p in outcome.people if not p.received and is_addressed(p, outcome)]
    told = (
        _some("timeline.reached", reached, outcome.received, say),
        _some("timeline.missed", missed, len(missed), say),
    )
    return " ".join([line, *(f"<small>{esc(words)}</small>" for words in told if words)])


def _some(key: str, names: list[str], count: int, say: Texts) -> str:
    """Return the names, or the first of them and how many there are; nothing for no names."""
    if not names:
        return ""
    more = "" if count <= NAMES_SHOWN else "_more"
    return say(f"{key}{more}", names=_names(names[:NAMES_SHOWN], say), count=count)


# The line of text -----------------------------------------------------------------------------------------------


def _line(step: TimelineStep, say: Texts) -> str:
    if isinstance(step, Request):
        return f"{asked(step.exchange)} → {status_words(step.exchange, say)}"
    return say("timeline.line_repr", who=actor(step, say), did=did(step, say))
