"""The five send methods as data: what forms, code generation, stub routes and tests all read.

Fields and their constraints are not repeated here: they are the SDK's own request models'.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from linebot.v3 import messaging

from helpers.line import limits
from helpers.line.limits import Limit, reference_url


@dataclass(frozen=True)
class SendMethod:
    """One of the five ways to send (facts 2; REF#send-reply-message and its siblings)."""

    name: str
    request_class: type[Any]
    target_field: str | None  # wire name of the field that says to whom; None: everyone
    takes_retry_key: bool
    counts_quota: bool
    success_status: int
    rate: Limit
    rate_seconds: int  # the rate holds for this many seconds
    anchor: str

    @property
    def path(self) -> str:
        """The path under the API's host, e.g. ``/v2/bot/message/push``."""
        return f"/v2/bot/message/{self.name}"

    @property
    def sdk_method(self) -> str:
        """The method's name on the SDK's MessagingApi, e.g. ``push_message`` but ``multicast``."""
        return f"{self.name}_message" if self.name in ("reply", "push") else self.name

    @property
    def reference(self) -> str:
        """LINE's reference page of this method."""
        return reference_url(self.anchor)


REPLY = SendMethod(
    "reply", messaging.ReplyMessageRequest, "replyToken", False, False, 200,
    limits.RATE_DEFAULT_PER_SECOND, 1, "#send-reply-message",
)  # fmt: skip
PUSH = SendMethod(
    "push", messaging.PushMessageRequest, "to", True, True, 200,
    limits.RATE_DEFAULT_PER_SECOND, 1, "#send-push-message",
)  # fmt: skip
MULTICAST = SendMethod(
    "multicast", messaging.MulticastRequest, "to", True, True, 200,
    limits.RATE_MULTICAST_PER_SECOND, 1, "#send-multicast-message",
)  # fmt: skip
NARROWCAST = SendMethod(
    "narrowcast", messaging.NarrowcastRequest, "recipient", True, True, 202,
    limits.RATE_NARROWCAST_PER_HOUR, 3600, "#send-narrowcast-message",
)  # fmt: skip
BROADCAST = SendMethod(
    "broadcast", messaging.BroadcastRequest, None, True, True, 200,
    limits.RATE_BROADCAST_PER_HOUR, 3600, "#send-broadcast-message",
)  # fmt: skip

SEND_METHODS: dict[str, SendMethod] = {m.name: m for m in (REPLY, PUSH, MULTICAST, NARROWCAST, BROADCAST)}


def send_method(path: str) -> SendMethod | None:
    """The send method behind a path; None for every other path."""
    return next((method for method in SEND_METHODS.values() if method.path == path), None)
