"""Result cards of what happened in a session."""

from __future__ import annotations

from pydantic.v1 import BaseModel

from helpers.errors import LabError
from helpers.explain.explanation import explain
from helpers.panels.results.card import Card
from helpers.session.exchange import Exchange
from helpers.session.session import Session


def card_of(session: Session, result: object = None) -> Card:
    """Return the card of an SDK response, an exception or an Exchange; of the newest exchange by default.

    Raises LabError for anything else, and when nothing was sent yet.
    """
    if isinstance(result, BaseException):
        return _card(session, result, session.exchanges.exchange_of(result))
    if isinstance(result, Exchange):
        return _card(session, None, result)
    if result is not None and not hasattr(result, "headers") and not isinstance(result, (dict, BaseModel)):
        raise LabError(session.texts, "error.cannot_show", type=type(result).__name__)
    return _card(session, None, session.exchanges.exchange_of(result) or session.last)


def card_since(session: Session, count: int, error: BaseException | None = None) -> Card | None:
    """Return the card of what came after the first `count` exchanges, or of `error`; None when nothing did."""
    new = session.exchanges.since(count)
    return _card(session, error, new[0] if new else None) if error is not None or new else None


def _card(session: Session, error: BaseException | None, exchange: Exchange | None) -> Card:
    if exchange is not None:
        session.exchanges.mark_told(exchange)
        exchange = session.exchanges.as_of_now(exchange)
    told = explain(error or exchange or session.last, session.texts, exchange=exchange)
    on_this_computer = told.stopped_by in ("sdk", "you") and told.key != "sdk.unreadable"
    return Card(None if on_this_computer else exchange, told, session.texts)
