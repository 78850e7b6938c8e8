"""The messages people sent to the channel, by message id: what phones and the content endpoints show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpers.line.quote_tokens import QUOTABLE
from helpers.stub.ledgers.chat_indicators import ChatIndicators
from helpers.stub.world.ids import Ids
from helpers.stub.world.people import Chat


@dataclass(frozen=True)
class ReceivedMessage:
    """A message a person sent: her row, the chat (None: one-to-one), and the content as webhooks carry it.

    `content` is the very dict that phones show, so what changes here changes there.
    """

    row: int
    chat: Chat | None
    content: dict[str, Any]

    @property
    def unsent(self) -> bool:
        """Whether the sender took it back."""
        return bool(self.content["type"] == "unsent")


class ReceivedMessages:
    """Every message people sent, those they took back included."""

    def __init__(self, ids: Ids, chat_indicators: ChatIndicators) -> None:
        """Begin without messages."""
        self._ids = ids
        self._chat_indicators = chat_indicators
        self._messages: dict[str, ReceivedMessage] = {}

    def keep(self, row: int, chat: Chat | None, content: Mapping[str, Any]) -> ReceivedMessage:
        """Keep a message under a new id, with the tokens LINE adds (facts 9.3), and return it."""
        kept = {"id": self._ids.message(), **content}
        if kept["type"] in QUOTABLE:
            kept["quoteToken"] = self._ids.long_token("quote")
        kept["markAsReadToken"] = self._ids.long_token("read")
        self._chat_indicators.know(kept["markAsReadToken"], kept["id"])
        message = self._messages[kept["id"]] = ReceivedMessage(row, chat, kept)
        return message

    def find(self, message_id: str) -> ReceivedMessage | None:
        """Return the message with this id; None when no person sent one."""
        return self._messages.get(message_id)

    def edit(self, message: ReceivedMessage, text: str) -> None:
        """Change a text; its quote token changes with it."""
        message.content.update(text=text, quoteToken=self._ids.long_token("quote"))

    def unsend(self, message: ReceivedMessage) -> None:
        """Empty a message that was taken back. Its mark-as-read token never expires, so that stays."""
        content = message.content
        kept = {"id": content["id"], "type": "unsent", "markAsReadToken": content["markAsReadToken"]}
        content.clear()
        content.update(kept)
