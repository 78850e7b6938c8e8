"""The world as data: what the control interface answers with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from helpers.line.errors import Rule
from helpers.line.outcomes import Outcome
from helpers.line.phones import Bubble, Phone, PhoneChat
from helpers.line.timestamps import from_ms
from helpers.stub.ledgers.journal import Entry
from helpers.stub.platform import Platform
from helpers.stub.webhooks.delivery import WebhookAttempt
from helpers.stub.world.people import Chat, People
from helpers.stub.world.population import ATTRIBUTES, Population

View = dict[str, Any]


def moment(ms: int) -> str:
    """Return a time as people read it: ISO 8601, in Taipei."""
    return from_ms(ms).isoformat(timespec="milliseconds")


# People and groups ----------------------------------------------------------------------------------------------------


def person(people: People, row: int) -> View:
    """Return a person in a list."""
    return {
        "name": people.name(row),
        "latin": people.latin(row),
        "userId": people.user_id(row),
        "state": people.state(row),
    }


def person_in_full(people: People, row: int) -> View:
    """Return all there is to know of a person; what is unknown is null."""
    crowd = people.population
    return {
        **person(people, row),
        "wroteAt": _moment_or_none(crowd.wrote_at.get(row)),
        "friendSince": _moment_or_none(crowd.friend_since(row)),
        "gender": _name_of("gender", crowd, row),
        "age": _name_of("age", crowd, row),
        "appType": _name_of("app_type", crowd, row),
        "area": _name_of("area", crowd, row),
        "groups": [chat.title for chat in people.chats.values() if row in chat.members],
    }


def _moment_or_none(ms: int | None) -> str | None:
    return moment(ms) if ms else None


def _name_of(attribute: str, crowd: Population, row: int) -> str | None:
    code = crowd.code(attribute, row)
    return next((name for name, known in ATTRIBUTES[attribute].items() if known == code), None)


def rows(people: People, start: int, limit: int) -> Iterator[int]:
    """Return the people number `start` and on: the named ones first, then the crowd.

    Nothing is listed to be skipped.
    """
    named = people.named_rows
    yield from named[start : start + limit]
    wanted = max(0, limit - max(0, len(named) - start))
    yield from islice(_crowd(named, len(people), max(0, start - len(named))), wanted)


def _crowd(named: list[int], count: int, skip: int) -> Iterator[int]:
    """Return the rows without a name of their own, from the `skip`-th on."""
    first = skip
    for row in sorted(named):
        if row > first:
            break
        first += 1
    taken = set(named)
    return (row for row in range(first, count) if row not in taken)


def group(people: People, chat: Chat) -> View:
    """Return a group or room."""
    return {
        "title": chat.title,
        "latin": chat.latin,
        "id": chat.id,
        "kind": chat.kind,
        "botIn": chat.bot_in,
        "members": [people.name(row) for row in sorted(chat.members)],
    }


def phone(shown: Phone, limit: int) -> View:
    """Return a phone with the newest `limit` messages of each chat, oldest first."""
    return {
        "name": shown.name,
        "userId": shown.user_id,
        "state": shown.state,
        "chats": [_chat(chat, limit) for chat in shown.chats],
    }


def _chat(chat: PhoneChat, limit: int) -> View:
    return {
        "title": chat.title,
        "kind": chat.kind,
        "loading": chat.loading,
        "bubbles": [_bubble(bubble) for bubble in chat.bubbles[-limit:]],
    }


def _bubble(bubble: Bubble) -> View:
    return {
        "at": bubble.at.isoformat(timespec="milliseconds"),
        "sender": bubble.sender,
        "mine": bubble.mine,
        "silent": bubble.silent,
        "read": bubble.read,
        "message": dict(bubble.message),
    }


# What happened --------------------------------------------------------------------------------------------------------


def log(platform: Platform, limit: int) -> list[View]:
    """Return the newest `limit` API requests and webhooks, newest first."""
    requests = list(platform.journal)
    first = platform.journal.count - len(requests) + 1
    lines: list[tuple[tuple[int, int], Entry | WebhookAttempt]] = []
    lines += [((first + at, 0), entry) for at, entry in enumerate(requests)][-limit:]
    lines += [((sent.after, 1 + at), sent) for at, sent in enumerate(platform.webhook_attempts)][-limit:]
    newest = sorted(lines, key=lambda line: line[0], reverse=True)[:limit]
    return [_request(line) if isinstance(line, Entry) else _attempt(line) for _, line in newest]


def _request(entry: Entry) -> View:
    return {
        "kind": "request",
        "requestId": entry.request_id,
        "at": moment(entry.at),
        "method": entry.method,
        "path": entry.path,
        "status": entry.status,
        "rule": _rule(entry.rule) if entry.rule else None,
        "outcome": _outcome(entry.outcome) if entry.outcome else None,
    }


def _rule(rule: Rule) -> View:
    return {"key": rule.key, "reference": rule.reference, "source": rule.source.value}


def _outcome(outcome: Outcome) -> View:
    return {
        "targeted": outcome.targeted,
        "received": outcome.received,
        "charged": outcome.charged,
        "pending": outcome.pending,
        "people": [
            {"name": p.name, "userId": p.user_id, "received": p.received, "reason": p.reason.value}
            for p in outcome.people
        ],
    }


def _attempt(attempt: WebhookAttempt) -> View:
    events = attempt.request.events
    return {
        "kind": "webhook",
        "at": moment(attempt.at),
        "bot": attempt.bot,
        "status": attempt.answered.status,
        "failure": attempt.answered.failure.value if attempt.answered.failure else None,
        "detail": attempt.answered.detail,
        "redelivery": any(event["deliveryContext"]["isRedelivery"] for event in events),
        "events": events,
    }


# The account and the world --------------------------------------------------------------------------------------------


def quota_view(platform: Platform) -> View:
    """Return this month's messages; null is without limit."""
    now = platform.now()
    return {
        "plan": platform.quota.plan.key,
        "limit": platform.quota.limit,
        "used": platform.quota.used(now),
        "remaining": platform.quota.remaining(now),
    }


def webhook(platform: Platform) -> View:
    """Return where webhooks go, and how many are on their way."""
    endpoint = platform.webhook_endpoint
    return {
        "url": endpoint.url,
        "active": endpoint.active,
        "redelivery": endpoint.redelivery,
        "mode": platform.webhooks.mode,
        "pending": platform.webhook_delivery.pending,
    }


def clock(platform: Platform) -> View:
    """Return the platform's time."""
    return {"now": moment(platform.now()), "ms": platform.now(), "ticking": platform.world.ticking}


def world(platform: Platform) -> View:
    """Return the world in numbers, and which operations bots have called how often."""
    crowd = platform.people.population
    return {
        **clock(platform),
        "bot": {"userId": platform.account.user_id, "displayName": platform.account.display_name},
        "people": len(crowd),
        "reachable": len(crowd.reachable),
        "targetReach": crowd.target_reach,
        "groups": len(platform.people.chats),
        "verified": platform.account.verified,
        "rateLimits": platform.rate_limits.enabled,
        "faults": len(platform.faults),
        "quota": quota_view(platform),
        "webhook": webhook(platform),
        "used": dict(platform.journal.used),
    }
