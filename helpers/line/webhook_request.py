"""A webhook request as LINE sends it, and its signature."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

#: The path of a bot's webhook in LINE's own samples, and so in this course.
CALLBACK = "/callback"


def sign(channel_secret: str, raw: bytes) -> str:
    """Return ``x-line-signature``: Base64 of HMAC-SHA256 over the raw body bytes (REF#signature-validation)."""
    digest = hmac.new(channel_secret.encode(), raw, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


@dataclass(frozen=True)
class WebhookRequest:
    """What LINE posts to a bot server: the raw body and its signature."""

    body: bytes
    signature: str

    @property
    def headers(self) -> dict[str, str]:
        """The headers LINE sends; the User-Agent was seen, not documented."""
        return {
            "content-type": "application/json; charset=utf-8",
            "x-line-signature": self.signature,
            "user-agent": "LineBotWebhook/2.0",
        }

    @property
    def events(self) -> list[dict[str, Any]]:
        """The events as data; changing them changes nothing that was signed."""
        events: list[dict[str, Any]] = json.loads(self.body)["events"]
        return events

    @property
    def event_ids(self) -> tuple[str, ...]:
        """The ``webhookEventId`` of each event: what a redelivery has in common with the first delivery."""
        return tuple(event["webhookEventId"] for event in self.events)
