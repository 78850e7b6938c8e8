"""Which narrowcast is meant, however it is named: a request, a response, an error, an exchange, an id, or nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic.v1 import BaseModel

from helpers.errors import LabError
from helpers.line.send_methods import NARROWCAST
from helpers.session.draft import Draft
from helpers.session.exchange import Exchange
from helpers.session.session import Session


@dataclass(frozen=True)
class Subject:
    """A narrowcast: its body if known, its request id once it was sent, and its exchange if the lab has it."""

    body: Mapping[str, Any] | None = None
    request_id: str = ""
    exchange: Exchange | None = None

    @property
    def accepted(self) -> bool:
        """Whether LINE took it, as far as one knows: of an id from elsewhere, yes."""
        return bool(self.request_id) and (self.exchange is None or self.exchange.ok)


def subject_of(session: Session, thing: object = None) -> Subject:
    """Return the narrowcast that `thing` names; the newest one in the history when it names none.

    Raises LabError for what is no narrowcast.
    """
    if thing is None or thing == {}:  # {}: what the SDK's narrowcast() returns
        live = session.mode == "live"
        found = (sent for sent in session.exchanges.since(0) if sent.path == NARROWCAST.path and sent.live == live)
        return _sent(next(found, None))
    if isinstance(thing, Exchange):
        return _checked(session, thing)
    if isinstance(thing, str):
        return _by_id(session, thing)
    headers = getattr(thing, "headers", None)
    if headers and headers.get("x-line-request-id"):
        return _by_id(session, headers["x-line-request-id"])
    body = _body(thing)
    if body is None:
        raise _wrong(session, thing)
    return Subject(body)


def _by_id(session: Session, request_id: str) -> Subject:
    """Find a narrowcast by its id; one the lab does not know may be another program's."""
    exchange = next((sent for sent in session.exchanges.since(0) if sent.request_id == request_id), None)
    if exchange is None:
        return Subject(None, request_id)
    return _checked(session, exchange)


def _checked(session: Session, exchange: Exchange) -> Subject:
    if exchange.path != NARROWCAST.path:
        raise _wrong(session, exchange)
    return _sent(exchange)


def _sent(exchange: Exchange | None) -> Subject:
    if exchange is None:
        return Subject({})
    body = exchange.request_json()
    return Subject(body if isinstance(body, Mapping) else None, exchange.request_id or "", exchange)


def _body(thing: object) -> Mapping[str, Any] | None:
    """Return the JSON body of a request not sent yet."""
    if isinstance(thing, Draft):
        return thing.body if thing.method is NARROWCAST else None
    if isinstance(thing, NARROWCAST.request_class) and isinstance(thing, BaseModel):
        body: dict[str, Any] = json.loads(thing.to_json())  # type: ignore[attr-defined]
        return body
    return thing if isinstance(thing, Mapping) else None


def _wrong(session: Session, thing: object) -> LabError:
    what = thing.path if isinstance(thing, Exchange) else type(thing).__name__
    return LabError(session.texts, "error.not_a_narrowcast", type=what)
