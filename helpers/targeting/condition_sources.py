"""What a narrowcast's conditions can name: the audiences there are, and earlier narrowcasts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from helpers.line.errors import LineError
from helpers.line.send_methods import NARROWCAST
from helpers.session.draft import Draft
from helpers.session.exchange import Exchange
from helpers.targeting.condition_wording import Names

if TYPE_CHECKING:
    from helpers.lab import Lab


class Choice(NamedTuple):
    """One thing to choose: its id, what sentences call it, and whether LINE would take it now."""

    value: int | str
    name: str
    state: str
    usable: bool


@dataclass(frozen=True)
class Sources:
    """Audiences and earlier narrowcasts, newest first."""

    audiences: tuple[Choice, ...] = ()
    narrowcasts: tuple[Choice, ...] = ()

    def of(self, kind: str) -> tuple[Choice, ...]:
        """Those a condition of type ``audience`` or ``redelivery`` can name."""
        return self.audiences if kind == "audience" else self.narrowcasts

    @property
    def names(self) -> Names:
        """What sentences call them, by id."""
        return {choice.value: choice.name for choice in (*self.audiences, *self.narrowcasts)}


def lab_sources(lab: Lab) -> Sources:
    """What there is in this lab now. With a real account, audiences are not looked up: their ids are typed."""
    if lab.mode != "practice":
        return Sources((), tuple(Choice(*_told(lab, sent), "", True) for sent in _narrowcasts(lab)))
    with lab.platform.lock:
        lab.platform.settle()
        return Sources(tuple(_audiences(lab)), tuple(_earlier(lab)))


def _audiences(lab: Lab) -> Iterator[Choice]:
    now_ms = lab.platform.now()
    for audience in lab.platform.audiences.all():
        status = audience.status(now_ms)
        yield Choice(audience.id, audience.description, status, status == "READY")


def _earlier(lab: Lab) -> Iterator[Choice]:
    for sent in _narrowcasts(lab):
        outcome = lab.platform.narrowcasts.outcome(sent.request_id or "")
        if outcome is not None:
            state = _state(lab, sent)
            yield Choice(*_told(lab, sent), state, state == "succeeded")


def _state(lab: Lab, sent: Exchange) -> str:
    """waiting, sending, succeeded or failed; ``expired`` once LINE has forgotten it."""
    try:
        return str(lab.platform.narrowcasts.progress(sent.request_id or "", lab.platform.now())["phase"])
    except LineError:
        return "expired"


def _told(lab: Lab, sent: Exchange) -> tuple[str, str]:
    """The id of an earlier narrowcast, and a name: when it was sent, and what it said."""
    draft = Draft.of_exchange(sent)
    gist = draft.label.partition(" · ")[2] if draft else ""
    return sent.request_id or "", lab.texts("narrowcast.words.earlier", time=f"{sent.at:%H:%M}", gist=gist)


def _narrowcasts(lab: Lab) -> Iterator[Exchange]:
    """The narrowcasts accepted by whom the lab talks to now, LINE or the practice platform."""
    live = lab.mode == "live"
    sent = (exchange for exchange in lab.exchanges_since(0) if exchange.path == NARROWCAST.path)
    return (exchange for exchange in sent if exchange.ok and exchange.request_id and exchange.live == live)
