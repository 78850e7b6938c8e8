"""What a person sees of the bot besides messages: that it is working on an answer, and what it has read."""

from __future__ import annotations

from collections.abc import Callable

from helpers.line.timestamps import SECOND
from helpers.stub.ledgers.deliveries import BOT, Deliveries, Delivery


class ChatIndicators:
    """The loading animations that run, and how far the bot has read each chat."""

    def __init__(self, deliveries: Deliveries) -> None:
        """Begin without an animation, and nothing read."""
        self._deliveries = deliveries
        self._loading: dict[int, tuple[int, int]] = {}  # row: until when, and how much had been said before
        self._read: dict[str | int | None, int] = {}  # group or room id, or row one-to-one: how much of all is read
        self._tokens: dict[str, str] = {}  # mark-as-read token: message id

    def load(self, row: int, now_ms: int, seconds: int) -> None:
        """Show this person the loading animation; one that runs already goes on for `seconds` from now."""
        self._loading[row] = (now_ms + seconds * SECOND, len(self._deliveries))

    def loading(self, row: int, now_ms: int) -> bool:
        """Whether the animation runs: it ends with its time, or with the bot's next message in the same chat."""
        until, before = self._loading.get(row, (0, 0))
        if now_ms >= until:
            return False
        return not any(_answers(d, row) for d in self._deliveries.since(before))

    def know(self, token: str, message_id: str) -> None:
        """Note that a person's message has this mark-as-read token."""
        self._tokens[token] = message_id

    def read_up_to(self, token: str) -> bool:
        """Mark a chat as read up to the message of this token. Return False when no message has it."""
        message_id = self._tokens.get(token)
        return message_id is not None and self._read_to(lambda d: _has(d, message_id))

    def read_all_of(self, row: int) -> None:
        """Mark as read everything this person wrote one-to-one so far."""
        self._read_to(lambda d: d.sender == row and d.chat_id is None)

    def is_read(self, number: int, delivery: Delivery) -> bool:
        """Whether what a person sent, the delivery of this number, is marked as read."""
        return delivery.sender is not BOT and number < self._read.get(_chat(delivery), 0)

    def _read_to(self, wanted: Callable[[Delivery], bool]) -> bool:
        found = self._deliveries.newest(wanted)
        if found is None:
            return False
        number, delivery = found
        self._read[_chat(delivery)] = max(number + 1, self._read.get(_chat(delivery), 0))
        return True


def _answers(delivery: Delivery, row: int) -> bool:
    """Whether this is the bot's, to this person one-to-one."""
    return delivery.sender is BOT and delivery.chat_id is None and row in delivery.recipients


def _has(delivery: Delivery, message_id: str) -> bool:
    return delivery.sender is not BOT and any(message["id"] == message_id for message in delivery.messages)


def _chat(delivery: Delivery) -> str | int | None:
    """One-to-one, the chat is known by the person."""
    return delivery.chat_id or delivery.sender
