"""Whom a request is aimed at, before it is sent: who would receive it, and what it would take from the quota."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from helpers.line.id_patterns import is_chat_id
from helpers.line.outcomes import PersonOutcome
from helpers.line.send_methods import SendMethod
from helpers.session.draft import Draft
from helpers.stub.platform import Platform
from helpers.targeting.narrowcast_plan import plan


def expected_outcomes(platform: Platform, draft: Draft) -> tuple[PersonOutcome, ...]:
    """Return the people it is aimed at, and whether it would reach them now; of everyone, the named cast.

    Empty when its target is nobody's.
    """
    people, to = platform.people, draft.method.addressed_to
    if to in ("everyone", "filter"):
        return tuple(people.multicast_outcome(row) for row in people.named_rows)
    target = draft.body.get(draft.method.target_field or "")
    if to == "users":
        return _many(platform, target)
    if to == "reply_token":
        target = platform.reply_tokens.chat_of(target) if isinstance(target, str) else None
    return _one(platform, target, draft.method)


def _many(platform: Platform, ids: Any) -> tuple[PersonOutcome, ...]:
    people = platform.people
    distinct = dict.fromkeys(id for id in ids if isinstance(id, str)) if isinstance(ids, list) else ()
    return tuple(people.multicast_outcome(row) for id in distinct if (row := people.row(id)) is not None)


def _one(platform: Platform, target: Any, method: SendMethod) -> tuple[PersonOutcome, ...]:
    people = platform.people
    if not isinstance(target, str):
        return ()
    if is_chat_id(target):
        chat = people.chats.get(target)
        return tuple(people.chat_outcomes(chat)) if chat is not None and chat.bot_in else ()
    row = people.row(target)
    if row is None:
        return ()
    replied = method.addressed_to == "reply_token"
    return (people.reply_outcome(row) if replied else people.push_outcome(row, platform.now()),)


def charge(platform: Platform, draft: Draft) -> int | None:
    """How many messages of the month it would take: one a person reached, whatever the number of message objects.

    None when that cannot be told: a narrowcast whose conditions cannot be worked out. One that a minimum size would
    stop takes nothing.
    """
    method = draft.method
    if not method.counts_quota:
        return 0
    if method.addressed_to == "everyone":
        return len(platform.people.population.reachable)
    if method.addressed_to == "filter":
        return _narrowed(platform, draft)
    return sum(person.received for person in expected_outcomes(platform, draft))


def _narrowed(platform: Platform, draft: Draft) -> int | None:
    planned = plan(platform, draft)
    if not planned.steps:
        return None
    if planned.stopped_by not in (None, "quota"):  # what the quota stops is told, so that one sees what is missing
        return 0
    left: int = next(step.people for step in reversed(planned.steps) if step.label != "quota")
    return left


def worth_seeing(people: Sequence[PersonOutcome], most: int) -> list[PersonOutcome]:
    """At most that many of them, in order: the first for each reason to receive it or not, then the others."""
    first_of = {person.reason: person for person in reversed(people)}
    chosen = sorted(people, key=lambda person: first_of[person.reason] is not person)[:most]
    return [person for person in people if person in chosen]
