"""What happened, in its order: the webhook events a bot was given and the requests it made.

Events and requests come from two sides and, with a clock that stands still, often at the same moment. So each event
remembers how many requests had been made by then, which puts both in one line.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from helpers.line.timestamps import from_ms
from helpers.line.webhook_request import WebhookRequest
from helpers.session.exchange import Exchange
from helpers.session.exchange_log import ExchangeLog
from helpers.stub.platform import Platform

#: How many events a lab remembers.
EVENTS_KEPT = 1000


@dataclass(frozen=True)
class Heard:
    """One event as the bot was given it: when, after how many requests of the bot's, and in which webhook.

    `live`: it came from LINE itself, so the practice platform knows neither people nor reply token.
    """

    at: datetime
    after: int
    event: Mapping[str, Any]
    request: WebhookRequest
    live: bool = False


class EventLog:
    """Listens to a platform's webhooks and keeps their events."""

    def __init__(self, now: Callable[[], int], exchanges: ExchangeLog) -> None:
        """`now` returns the platform's time in milliseconds; `exchanges` counts the requests made so far."""
        self._now = now
        self._exchanges = exchanges
        self._heard: deque[Heard] = deque(maxlen=EVENTS_KEPT)

    def __iter__(self) -> Iterator[Heard]:
        """Oldest first. A copy: a bot's own thread may add to it meanwhile."""
        return iter(list(self._heard))

    def take(self, request: WebhookRequest) -> None:
        """Keep the events of a webhook: what `Platform.webhook_listeners` calls."""
        at = from_ms(self._now())
        self._heard.extend(Heard(at, self._exchanges.count, event, request) for event in request.events)

    def take_live(self, request: WebhookRequest) -> None:
        """Keep the events of a webhook LINE itself sent; LINE's time is not the practice platform's."""
        for event in request.events:
            at = from_ms(int(event.get("timestamp", 0)))
            self._heard.append(Heard(at, self._exchanges.count, event, request, live=True))

    @property
    def newest(self) -> Heard | None:
        """The practice platform's last event; None before the first."""
        return next((heard for heard in reversed(self._heard) if not heard.live), None)

    def clear(self) -> None:
        """Forget everything."""
        self._heard.clear()


@dataclass(frozen=True)
class Event:
    """Somebody did something, and LINE told the bot.

    `who` are names, none when the event names nobody the practice platform knows; `chat` is the group's title, empty
    one-to-one. `kind` is LINE's name of the event. `token` is what its reply token is worth now (unused, used,
    expired, redelivery, unknown; live when only LINE knows), None when it carries none. `again`: LINE delivered it
    once more.
    """

    at: datetime
    who: tuple[str, ...]
    chat: str
    kind: str
    event: Mapping[str, Any]
    token: str | None
    again: bool


@dataclass(frozen=True)
class Request:
    """The bot asked something of LINE."""

    at: datetime
    exchange: Exchange


TimelineStep = Event | Request


def steps(platform: Platform, heard: Iterable[Heard], exchanges: Iterable[Exchange]) -> list[TimelineStep]:
    """Everything that happened, newest first."""
    placed: list[tuple[tuple[int, int], TimelineStep]] = []
    with platform.lock:
        platform.settle()
        placed += [((e.number, -1), Request(e.at, e)) for e in exchanges]
        placed += [((h.after, number), event_now(platform, h)) for number, h in enumerate(heard)]
    return [step for _, step in sorted(placed, key=lambda one: one[0], reverse=True)]


def event_now(platform: Platform, heard: Heard) -> Event:
    """Return an event with what has become of its reply token; the caller holds the platform's lock."""
    event = heard.event
    return Event(
        heard.at,
        _who(platform, event),
        _chat(platform, event),
        str(event.get("type", "")),
        event,
        _token(platform, heard),
        bool((event.get("deliveryContext") or {}).get("isRedelivery")),
    )


def _token(platform: Platform, heard: Heard) -> str | None:
    token = heard.event.get("replyToken")
    if not token:
        return None
    return "live" if heard.live else platform.reply_tokens.state(token, platform.now())


def _who(platform: Platform, event: Mapping[str, Any]) -> tuple[str, ...]:
    """Who did it: the source's user, or the members who joined or left (their event names no other)."""
    ids = [(event.get("source") or {}).get("userId")]
    for members in (event.get("joined"), event.get("left")):
        ids += [member.get("userId") for member in (members or {}).get("members", ())]
    rows = (platform.people.row(user_id) for user_id in ids if user_id)
    return tuple(platform.people.name(row) for row in rows if row is not None)


def _chat(platform: Platform, event: Mapping[str, Any]) -> str:
    source = event.get("source") or {}
    chat_id = source.get("groupId") or source.get("roomId")
    chat = platform.people.chats.get(chat_id or "")
    return chat.title if chat else ""
