"""What a person sees on her phone: plain data for `helpers.panels.results.phones` to draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

ChatKind = Literal["user", "group", "room"]


@dataclass(frozen=True)
class Bubble:
    """One message on the screen.

    `message` is the LINE message object as it was sent (bot), or the webhook's message content (people). Whom a textV2
    mentions has the `displayName` that the phone shows.
    `mine` is true for what the owner of the phone wrote, `from_bot` for what the account sent. `silent` marks a
    delivery without notification, `read` what a person wrote and the account has marked as read. `method` names the
    send method that brought it, "" for people. `number` grows from message to message: it tells which of two at the
    same moment came later, for a clock that one controls stands still.
    """

    at: datetime
    sender: str
    mine: bool
    message: Mapping[str, Any]
    silent: bool = False
    from_bot: bool = False
    read: bool = False
    method: str = ""
    number: int = 0


@dataclass(frozen=True)
class PhoneChat:
    """One chat with the bot in it: one-to-one, a group, or an old multi-person room.

    `loading`: the animation runs that says the bot works on an answer (one-to-one only). `chat_id` is the id of a group
    or room, empty one-to-one.
    """

    title: str
    kind: ChatKind
    bubbles: tuple[Bubble, ...]
    loading: bool = False
    chat_id: str = ""


@dataclass(frozen=True)
class Phone:
    """One person's phone. `state` is what she is to the account: friend, blocked, not_friend, left_line."""

    name: str
    user_id: str
    state: str
    chats: tuple[PhoneChat, ...]
