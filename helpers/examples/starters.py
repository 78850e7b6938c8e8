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


def once_more(session: Session, method: str) -> Draft | None:
    """Return the newest request of the method called so, ready to be sent again; None when there is none.

    What is used up is not in it: the retry key (LINE would answer 409), and the reply token, for which in practice
    mode a friend writes once more.
    """
    last = last_draft(session, SEND_METHODS[method]) if method in SEND_METHODS else None
    if last is None:
        return None
    if last.method.addressed_to != "reply_token" or session.mode != "practice":
        return replace(last, retry_key=None)
    return replace(last, body={**last.body, "replyToken": usable_token(session)})


def usable_token(session: Session) -> str:
    """Return the newest reply token that may still be used; without one a friend writes, in practice mode."""
    tokens, now = session.platform.reply_tokens, session.platform.now()
    received = (getattr(event, "reply_token", None) for event in reversed(session.events))
    found = next((token for token in received if token and tokens.state(token, now) == "unused"), None)
    return found or token_asked_for(session)


def token_asked_for(session: Session) -> str:
    """Return the reply token of what the first friend of the cast writes now; empty where there is no friend."""
    friends = _friends(session)
    if not friends:
        return ""
    return str(session.friend(friends[0]).send_text(session.texts("builder.sample.asked")).reply_token)


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
