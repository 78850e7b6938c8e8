"""The request a builder opens with: one that may be sent as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from helpers.examples import samples
from helpers.line import limits
from helpers.line.send_methods import SEND_METHODS, SendMethod
from helpers.session.draft import Draft
from helpers.session.session import Session

#: How many friends a multicast opens with.
FRIENDS_LISTED = 3


def first_draft(session: Session, method: SendMethod) -> Draft:
    """Return a text message to a friend or some; a reply may lack its token, and live nobody is named.

    A narrowcast chooses by an attribute where the friends are many enough for that (facts 4.2).
    """
    return Draft(method, {**_target(session, method), "messages": [samples.text(session)]})


def last_draft(session: Session, method: SendMethod) -> Draft | None:
    """Return the method's newest request in the history; None when there is none."""
    drafts = map(Draft.of_exchange, session.exchanges)
    return next((draft for draft in drafts if draft is not None and draft.method is method), None)


def last_without_key(session: Session, method: str) -> Draft | None:
    """Return the newest request of the method called so, to be sent again; None when there is none.

    Its retry key is left out: it is used up, and LINE would answer 409.
    """
    last = last_draft(session, SEND_METHODS[method]) if method in SEND_METHODS else None
    return replace(last, retry_key=None) if last else None


def _target(session: Session, method: SendMethod) -> dict[str, Any]:
    if method.addressed_to == "reply_token":
        token = next((t for event in reversed(session.events) if (t := getattr(event, "reply_token", None))), None)
        return {"replyToken": token} if token else {}
    if method.addressed_to == "filter":
        return {"filter": {"demographic": samples.WOMEN}} if _many_enough(session) else {}
    friends = _friends(session)
    if method.addressed_to == "users":
        return {"to": friends[:FRIENDS_LISTED]}
    return {"to": friends[0]} if method.addressed_to == "chat" and friends else {}


def _many_enough(session: Session) -> bool:
    return session.sees_people and session.platform.people.population.target_reach >= limits.NARROWCAST_TARGET_REACH_MIN


def _friends(session: Session) -> list[str]:
    """Return the user ids of the named friends; none live, where nobody is known beforehand."""
    if not session.sees_people:
        return []
    people = session.platform.people
    return [people.user_id(row) for row in people.named_rows if people.state(row) == "friend"]
