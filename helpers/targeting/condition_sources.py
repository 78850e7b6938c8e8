"""What a narrowcast's conditions can name: the audiences there are, and earlier narrowcasts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from helpers.line.errors import LineError
from helpers.line.send_methods import NARROWCAST
from helpers.session.draft import Draft
from helpers.session.exchange import Exchange
from helpers.session.session import Session
from helpers.targeting.condition_wording import Names


class SourceOption(NamedTuple):
    """One thing to choose: its id, what sentences call it, and whether LINE would take it now."""

    value: int | str
    name: str
    state: str
    usable: bool


@dataclass(frozen=True)
class Sources:
    """Audiences and earlier narrowcasts, newest first."""

    audiences: tuple[SourceOption, ...] = ()
    narrowcasts: tuple[SourceOption, ...] = ()

    def of(self, kind: str) -> tuple[SourceOption, ...]:
        """Those a condition of type ``audience`` or ``redelivery`` can name."""
        return self.audiences if kind == "audience" else self.narrowcasts

    @property
    def names(self) -> Names:
        """What sentences call them, by id."""
        return {choice.value: choice.name for choice in (*self.audiences, *self.narrowcasts)}


def session_sources(session: Session) -> Sources:
    """Return what there is in this lab now. With a real account, audiences are not looked up: their ids are typed."""
    if not session.sees_people:
        return Sources((), tuple(SourceOption(*_told(session, sent), "", True) for sent in _narrowcasts(session)))
    with session.platform.lock:
        session.platform.settle()
        return Sources(tuple(_audiences(session)), tuple(_earlier(session)))


def _audiences(session: Session) -> Iterator[SourceOption]:
    now_ms = session.platform.now()
    for audience in session.platform.audiences.all():
        status = audience.status(now_ms)
        yield SourceOption(audience.id, audience.description, status, status == "READY")


def _earlier(session: Session) -> Iterator[SourceOption]:
    for sent in _narrowcasts(session):
        outcome = session.platform.narrowcasts.outcome(sent.request_id or "")
        if outcome is not None:
            state = _state(session, sent)
            yield SourceOption(*_told(session, sent), state, state == "succeeded")


def _state(session: Session, sent: Exchange) -> str:
    """Return waiting, sending, succeeded or failed; ``expired`` once LINE has forgotten it."""
    try:
        return str(session.platform.narrowcasts.progress(sent.request_id or "", session.platform.now())["phase"])
    except LineError:
        return "expired"


def _told(session: Session, sent: Exchange) -> tuple[str, str]:
    """Return the id of an earlier narrowcast, and a name: when it was sent, and what it said."""
    draft = Draft.of_exchange(sent)
    gist = draft.label.partition(" · ")[2] if draft else ""
    return sent.request_id or "", session.texts("narrowcast.condition.earlier", time=f"{sent.at:%H:%M}", gist=gist)


def _narrowcasts(session: Session) -> Iterator[Exchange]:
    """Return the narrowcasts accepted by whom the lab talks to now, LINE or the practice platform."""
    live = session.mode == "live"
    sent = (exchange for exchange in session.exchanges.since(0) if exchange.path == NARROWCAST.path)
    return (exchange for exchange in sent if exchange.ok and exchange.request_id and exchange.live == live)
