"""The request a builder opens with: one that may be sent as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.examples import samples
from helpers.line import limits
from helpers.line.send_methods import SendMethod
from helpers.session.draft import Draft

if TYPE_CHECKING:
    from helpers.lab import Lab

#: How many friends a multicast opens with.
FRIENDS = 3


def first_draft(lab: Lab, method: SendMethod) -> Draft:
    """A text message to a friend or some; a reply may lack its token, and live nobody is named.

    A narrowcast chooses by an attribute where the friends are many enough for that (facts 4.2).
    """
    return Draft(method, {**_target(lab, method), "messages": [samples.text(lab)]})


def last_draft(lab: Lab, method: SendMethod) -> Draft | None:
    """The method's newest request in the history; None when there is none."""
    drafts = map(Draft.of_exchange, lab.history)
    return next((draft for draft in drafts if draft is not None and draft.method is method), None)


def _target(lab: Lab, method: SendMethod) -> dict[str, Any]:
    if method.name == "reply":
        token = next((t for event in reversed(lab.events) if (t := getattr(event, "reply_token", None))), None)
        return {"replyToken": token} if token else {}
    if method.name == "narrowcast":
        return {"filter": {"demographic": samples.WOMEN}} if _many_enough(lab) else {}
    friends = _friends(lab)
    if method.name == "multicast":
        return {"to": friends[:FRIENDS]}
    return {"to": friends[0]} if method.name == "push" and friends else {}


def _many_enough(lab: Lab) -> bool:
    return lab.mode == "practice" and lab.platform.people.population.target_reach >= limits.NARROWCAST_TARGET_REACH_MIN


def _friends(lab: Lab) -> list[str]:
    """The user ids of the named friends; none live, where nobody is known beforehand."""
    if lab.mode != "practice":
        return []
    people = lab.platform.people
    return [people.user_id(row) for row in people.named_rows if people.state(row) == "friend"]
