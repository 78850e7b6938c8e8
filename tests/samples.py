"""Exchanges and people made by hand, for tests of what is said and drawn about them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from helpers.line.errors import LineError, Rule
from helpers.line.outcomes import Outcome, PersonOutcome, Reason
from helpers.session.exchange import Exchange

TAIPEI = timezone(timedelta(hours=8))
TEN = datetime(2026, 11, 2, 10, 0, tzinfo=TAIPEI)
RETRY_KEY = "123e4567-e89b-12d3-a456-426614174000"
HELLO = [{"type": "text", "text": "你好"}]
REPLY = "/v2/bot/message/reply"
PUSH = "/v2/bot/message/push"
MULTICAST = "/v2/bot/message/multicast"
NARROWCAST = "/v2/bot/message/narrowcast"
BROADCAST = "/v2/bot/message/broadcast"


def exchange(
    path: str = REPLY,
    status: int | None = 200,
    answer: Any = None,
    *,
    request: Any = None,
    rule: Rule | None = None,
    outcome: Outcome | None = None,
    method: str = "POST",
    query: str = "",
    headers: Mapping[str, str] | None = None,
) -> Exchange:
    """An exchange of the SDK's; `headers` are added to the request's."""
    sent = {"authorization": "Bearer ••••", "content-type": "application/json", "user-agent": "line-bot-sdk-python/3"}
    received = {"x-line-request-id": "0b1c-request", "content-type": "application/json"} if status else {}
    body = json.dumps(request if request is not None else {"messages": HELLO})
    answered = json.dumps(answer if answer is not None else {}) if status else ""
    return Exchange(
        1, TEN, method, path, query, {**sent, **(headers or {})}, body, status, received, answered, rule, outcome
    )


def refused(error: LineError, path: str = REPLY, **extra: Any) -> Exchange:
    """What the platform records when it refuses with `error`."""
    return exchange(path, error.status, error.as_json(), rule=error.rule, **extra)


def person(name: str, received: bool, reason: Reason) -> PersonOutcome:
    """How one person fared."""
    return PersonOutcome(name, "U" + "0" * 32, received, reason)


def outcome(*people: PersonOutcome, charged: int = 0, pending: bool = False, crowd: int = 0) -> Outcome:
    """The outcome of addressing these people, and of `crowd` more who received it."""
    received = sum(p.received for p in people) + crowd
    return Outcome(people, received, len(people) + crowd, charged, pending)


MEI = person("小美", True, Reason.FRIEND)
TING = person("雅婷", False, Reason.BLOCKED)
