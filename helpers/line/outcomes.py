"""Who really received a send: the half of the truth that the HTTP status does not tell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from helpers.line.errors import Rule

#: How a narrowcast that was accepted can fail later: ``errorCode`` of REF#get-narrowcast-progress-status.
TOO_FEW_RECIPIENTS, SMALL_AUDIENCE, PARTIAL_DELIVERY = 2, 4, 5
#: ``failedDescription`` of each; it is free text, LINE does not publish its wording.
FAILURE_DESCRIPTIONS = {
    TOO_FEW_RECIPIENTS: "There are not enough recipients.",
    SMALL_AUDIENCE: "An audience of less than 50 recipients is included as a condition of sending.",
    PARTIAL_DELIVERY: "Message delivery was canceled to prevent partial delivery.",
}


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
    row: int | None = None  # the person's row in the practice world; None for an id nobody has


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


@dataclass(frozen=True)
class Receipt:
    """What the practice platform knows of one request and LINE's answer does not tell.

    `request_id` is the one LINE gives, also when it drops the connection; `at` is the platform's time in milliseconds
    since 1970. `rule` refused the request, `outcome` tells who received the
    send; both are None where there is none.
    """

    request_id: str
    at: int
    rule: Rule | None = None
    outcome: Outcome | None = None
