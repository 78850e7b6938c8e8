"""Who really received a send: the half of the truth that the HTTP status does not tell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Reason(str, Enum):
    """Why a person did or did not receive a message (REF#send-push-message, facts 2.1-2.3)."""

    FRIEND = "friend"
    WROTE_RECENTLY = "wrote_recently"  # not a friend, wrote one-to-one within 7 days
    REPLY_TOKEN = "reply_token"  # not a friend, but answered through a reply token
    IN_CHAT = "in_chat"  # member of the group or room
    BLOCKED = "blocked"
    LEFT_LINE = "left_line"
    NOT_FRIEND = "not_friend"
    UNKNOWN_ID = "unknown_id"  # no such user for this provider (multicast skips it)
    NOT_MATCHED = "not_matched"  # narrowcast conditions left this person out
    NOT_SELECTED = "not_selected"  # narrowcast conditions, or its limit, left this person out
    PENDING = "pending"  # narrowcast accepted, not sent yet
    CANCELLED = "cancelled"  # narrowcast accepted, failed later


@dataclass(frozen=True, slots=True)  # a multicast makes 500 of them, and the journal keeps them
class PersonOutcome:
    """One person and one send."""

    name: str  # as in the cast; an id nobody has is shown as itself
    user_id: str
    received: bool
    reason: Reason


@dataclass(frozen=True)
class Outcome:
    """What became of one accepted send.

    `people` names those worth naming (the addressed ones; for everyone-sends, the named cast); `received` and
    `targeted` count everybody, the unnamed crowd included. `charged` is what the send took from the monthly
    quota, in messages (REF: one per recipient; a reply is free).
    """

    people: tuple[PersonOutcome, ...]
    received: int
    targeted: int
    charged: int
    pending: bool = False  # accepted with 202: the outcome is not known yet
    error_code: int | None = None  # accepted with 202, failed later: why (REF#get-narrowcast-progress-status)
