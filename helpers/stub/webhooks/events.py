"""Webhook events: their JSON, their signature, and the requests LINE would make to a bot (facts 9.1-9.3)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from helpers.line.webhook_request import WebhookRequest, sign
from helpers.stub.ledgers.reply_tokens import ReplyTokens
from helpers.stub.world.ids import Ids
from helpers.stub.world.people import Account

#: Is given every request made, in order, while the platform's lock is held: it must not wait for anything.
Listener = Callable[[WebhookRequest], None]


@dataclass
class EventBatch:
    """Events gathered for one request; `request` is there once they were sent, None when there were none."""

    events: list[dict[str, Any]]
    request: WebhookRequest | None = None


class Webhooks:
    """Makes events and the signed requests that carry them, and hands these to whoever listens."""

    def __init__(
        self, ids: Ids, account: Account, reply_tokens: ReplyTokens, listeners: list[Listener] | None = None
    ) -> None:
        """Begin without events. `listeners` is kept, not copied; every request is also returned to the caller."""
        self._ids = ids
        self._account = account
        self._reply_tokens = reply_tokens
        self._batch: EventBatch | None = None
        self.listeners: list[Listener] = [] if listeners is None else listeners
        #: ``standby``: another channel of the same account has the conversation, so events carry no reply token.
        self.mode: Literal["active", "standby"] = "active"

    def emit(
        self, kind: str, source: Mapping[str, str], now_ms: int, *, reply_chat: str | None, **extra: Any
    ) -> WebhookRequest | None:
        """Make an event of this kind and send it; None when it waits for others (`batch`).

        `reply_chat` is where a reply would go, None when the event carries no reply token; `extra` are the members
        that only this kind has. SDK parsers need every common member (facts 9.3), so all are always there.
        """
        event: dict[str, Any] = {
            "type": kind,
            **extra,
            "webhookEventId": self._ids.event(now_ms),
            "deliveryContext": {"isRedelivery": False},
            "timestamp": now_ms,
            "source": dict(source),
            "mode": self.mode,
        }
        if reply_chat and self.mode == "active":
            event["replyToken"] = self._reply_tokens.issue(reply_chat, now_ms)
        if self._batch is not None:
            self._batch.events.append(event)
            return None
        return self.send([event])

    @contextmanager
    def batch(self) -> Iterator[EventBatch]:
        """Gather the events made inside into one request, as LINE may do for different people (facts 9.1)."""
        gathered = self._batch = EventBatch([])
        try:
            yield gathered
        finally:
            self._batch = None
            if gathered.events:
                gathered.request = self.send(gathered.events)

    def redeliver(self, request: WebhookRequest, now_ms: int) -> WebhookRequest:
        """Send the same events again: same ids and tokens, isRedelivery true, a fresh minute for the tokens."""
        events = request.events
        for event in events:
            event["deliveryContext"] = {"isRedelivery": True}
            if "replyToken" in event:
                self._reply_tokens.redeliver(event["replyToken"], now_ms)
        return self.send(events)

    def send(self, events: Sequence[Mapping[str, Any]]) -> WebhookRequest:
        """Sign a request with these events and hand it to the listeners."""
        request = self.sign(events)
        for listener in self.listeners:
            listener(request)
        return request

    def sign(self, events: Sequence[Mapping[str, Any]]) -> WebhookRequest:
        """Return a signed request that goes nowhere yet; without events it is LINE's connectivity check."""
        payload = {"destination": self._account.user_id, "events": list(events)}
        body = _as_line_writes(payload)
        return WebhookRequest(body, sign(self._account.channel_secret, body))


_BEYOND_BMP = re.compile("[\U00010000-\U0010ffff]")


def _as_line_writes(payload: Mapping[str, Any]) -> bytes:
    """JSON as LINE writes it: most emoji as two escapes, Chinese as UTF-8 (facts 14.2).

    So a body that a bot parses and writes again has another signature as soon as somebody sends an emoji.
    """
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return _BEYOND_BMP.sub(_escaped, text).encode("utf-8")


def _escaped(character: re.Match[str]) -> str:
    units = character[0].encode("utf-16-be").hex().upper()
    return f"\\u{units[:4]}\\u{units[4:]}"
