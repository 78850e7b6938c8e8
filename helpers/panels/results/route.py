"""The way of a request in three stations, with where it ended."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.explain.explanation import Explanation, is_done
from helpers.line.outcomes import Outcome
from helpers.line.send_methods import send_method
from helpers.panels.kit.markup import esc
from helpers.session.exchange import Exchange
from helpers.text import Texts

_SIGNS = {"good": "✓", "bad": "✕", "warn": "!", "wait": "…", "unknown": "?", "off": "–"}
_COLOURS = {"wait": "warn", "unknown": "warn"}  # signs that share another's colour


@dataclass(frozen=True)
class Station:
    """One stop of a request: a sign and a colour, which only repeat what `state` says in words."""

    label: str
    state: str
    look: str = "off"

    def html(self) -> str:
        """Return the station as a list item."""
        sign, css = _SIGNS[self.look], _COLOURS.get(self.look, self.look)
        words = f"<b>{esc(self.label)}</b> <span>{esc(self.state)}</span>"
        return f'<li class="lab-{css}"><i aria-hidden="true">{sign}</i> {words}</li>'


def path(exchange: Exchange | None, told: Explanation, say: Texts) -> str:
    """Return three stations: this computer, LINE, the people (or, for a question, the program that asked)."""
    to_people = exchange is None or send_method(exchange.path) is not None
    stations = (
        _here(told, say),
        _at_line(exchange, told, say),
        at_people(exchange, told, say) if to_people else _back(exchange, told, say),
    )
    return f'<ol class="lab-path">{"".join(station.html() for station in stations)}</ol>'


def _here(told: Explanation, say: Texts) -> Station:
    label = say("station.sdk")
    if told.key == "sdk.unreadable":
        return Station(label, say("station.unreadable"), "bad")
    if told.stopped_by == "gate":
        return Station(say("station.gate"), say("station.held"), "warn")
    if told.stopped_by == "sdk":
        return Station(label, say("station.stopped"), "bad")
    return Station(label, say("station.checked" if told.key == "network.unreachable" else "station.sent"), "good")


def _at_line(exchange: Exchange | None, told: Explanation, say: Texts) -> Station:
    label = say("station.line")
    status = exchange.status if exchange is not None and exchange.status else ""
    if exchange is not None and exchange.ok:
        return Station(label, say("station.accepted", status=status), "good")
    if exchange is not None and exchange.outcome is not None:
        return Station(label, say("station.accepted_anyway"), "warn")
    if exchange is not None and exchange.in_doubt:
        return Station(label, say("station.unknown"), "unknown")
    if is_done(exchange):
        return Station(label, say("station.done", status=status), "good")
    if told.stopped_by == "line":
        key = "station.error" if ((exchange and exchange.status) or 0) >= 500 else "station.refused"
        return Station(label, say(key, status=status).strip(), "bad")
    if told.stopped_by == "network":
        lost = told.key == "network.unreachable"
        return Station(label, say("station.unreachable" if lost else "station.unknown"), "bad" if lost else "unknown")
    return Station(label, say("station.unreached"))


def at_people(exchange: Exchange | None, told: Explanation, say: Texts) -> Station:
    """Return the last station of a send: who received it, or why that is not known."""
    label = say("station.people")
    if exchange is not None and exchange.outcome is not None:
        return _reached(label, exchange.outcome, say)
    if is_done(exchange):
        return Station(label, say("station.done_before"), "good")
    if told.stopped_by == "nobody":
        return Station(label, say("station.unseen"), "unknown")
    if exchange is not None and exchange.in_doubt:
        return Station(label, say("station.unknown"), "unknown")
    if told.stopped_by == "network" and told.key != "network.unreachable":
        return Station(label, say("station.unknown"), "unknown")
    return Station(label, say("station.unreached"))


def _reached(label: str, outcome: Outcome, say: Texts) -> Station:
    if outcome.pending:
        return Station(label, say("station.waiting"), "wait")
    if outcome.error_code is not None:
        return Station(label, say("station.failed"), "bad")
    if outcome.targeted == 0:
        return Station(label, say("station.nothing"))
    look = "good" if outcome.received >= outcome.targeted else "warn" if outcome.received else "bad"
    return Station(label, say("station.received", received=outcome.received, targeted=outcome.targeted), look)


def _back(exchange: Exchange | None, told: Explanation, say: Texts) -> Station:
    label = say("station.data")
    if exchange is not None and exchange.ok and told.stopped_by == "nobody":
        return Station(label, say("station.returned"), "good")
    return Station(label, say("station.no_result"))
