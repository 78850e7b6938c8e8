"""The five send methods as data: what forms, forecasts, code generation, the stub, the gate and tests all read.

Fields and their constraints are not repeated here: they are the SDK's own request models'.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from linebot.v3 import messaging

from helpers.line import limits
from helpers.line.limits import Limit, reference_url

#: Whom a method addresses: the chat of a reply token; one person, group or room; a list of people; the friends that
#: meet conditions; all friends.
Addressed = Literal["reply_token", "chat", "users", "filter", "everyone"]


@dataclass(frozen=True)
class SendMethod:
    """One of the five ways to send (facts 2; REF#send-reply-message and its siblings)."""

    name: str
    sdk_method: str  # its name on the SDK's MessagingApi
    request_class: type[Any]
    addressed_to: Addressed
    target_field: str | None  # wire name of the field that says to whom; None: everyone
    rate: Limit
    rate_seconds: int  # the rate holds for this many seconds
    success_status: int = 200
    takes_retry_key: bool = True
    counts_quota: bool = True
    sent_messages: bool = False  # whether the answer lists them, with their ids
    takes_mentions: bool = False  # whether a text may mention people
    counted_daily: bool = True  # whether LINE tells how many were sent on a day

    @property
    def path(self) -> str:
        """The path under the API's host, e.g. ``/v2/bot/message/push``."""
        return f"/v2/bot/message/{self.name}"

    @property
    def takes_units(self) -> bool:
        """Whether its requests may name aggregation units."""
        return "custom_aggregation_units" in self.request_class.__fields__

    @property
    def anchor(self) -> str:
        """Its place in LINE's reference."""
        return f"#send-{self.name}-message"

    @property
    def reference(self) -> str:
        """LINE's reference page of this method."""
        return reference_url(self.anchor)


REPLY = SendMethod(
    "reply", "reply_message", messaging.ReplyMessageRequest, "reply_token", "replyToken",
    limits.RATE_DEFAULT_PER_SECOND, 1,
    takes_retry_key=False, counts_quota=False, sent_messages=True, takes_mentions=True,
)  # fmt: skip
PUSH = SendMethod(
    "push", "push_message", messaging.PushMessageRequest, "chat", "to",
    limits.RATE_DEFAULT_PER_SECOND, 1, sent_messages=True, takes_mentions=True,
)  # fmt: skip
MULTICAST = SendMethod(
    "multicast", "multicast", messaging.MulticastRequest, "users", "to",
    limits.RATE_MULTICAST_PER_SECOND, 1,
)  # fmt: skip
NARROWCAST = SendMethod(
    "narrowcast", "narrowcast", messaging.NarrowcastRequest, "filter", "recipient",
    limits.RATE_NARROWCAST_PER_HOUR, 3600, success_status=202, counted_daily=False,
)  # fmt: skip
BROADCAST = SendMethod(
    "broadcast", "broadcast", messaging.BroadcastRequest, "everyone", None,
    limits.RATE_BROADCAST_PER_HOUR, 3600,
)  # fmt: skip

SEND_METHODS: dict[str, SendMethod] = {m.name: m for m in (REPLY, PUSH, MULTICAST, NARROWCAST, BROADCAST)}


def send_method(path: str) -> SendMethod | None:
    """Return the send method behind a path; None for every other path."""
    return next((method for method in SEND_METHODS.values() if method.path == path), None)
