"""Reply tokens: one use, one minute, and what redelivery changes (REF#send-reply-message-reply-token)."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.line import errors, limits
from helpers.line.timestamps import MINUTE, SECOND
from helpers.stub.world.ids import Ids


@dataclass
class _Token:
    chat_id: str
    event_at: int
    valid_from: int
    used: bool = False
    redelivered: bool = False


class ReplyTokens:
    """Every reply token handed out, and what became of it."""

    def __init__(self, ids: Ids, seconds: int | None = None) -> None:
        """`seconds` is the life of a token; LINE says a minute, and that the limit can change."""
        self._ids = ids
        self._life = (seconds or limits.REPLY_TOKEN_SECONDS) * SECOND
        self._tokens: dict[str, _Token] = {}

    def issue(self, chat_id: str, now_ms: int) -> str:
        """Make a token for an event in this chat."""
        token = self._ids.token("reply")
        self._tokens[token] = _Token(chat_id, now_ms, now_ms)
        return token

    def redeliver(self, token: str, now_ms: int) -> None:
        """Give a token whose webhook is sent again a fresh minute, unless used or 20 minutes after the event itself."""
        known = self._tokens[token]
        known.redelivered = True
        if not known.used and not _too_old(known, now_ms):
            known.valid_from = now_ms

    def check(self, token: str, now_ms: int) -> str:
        """Return the chat a reply goes to. Raise LineError 400, alike for every cause."""
        known = self._tokens.get(token)
        if known is None:
            raise errors.invalid_reply_token(errors.REPLY_TOKEN_UNKNOWN)
        if known.used:
            raise errors.invalid_reply_token(errors.REPLY_TOKEN_USED)
        if known.redelivered and _too_old(known, now_ms):
            raise errors.invalid_reply_token(errors.REPLY_TOKEN_REDELIVERY)
        if now_ms - known.valid_from >= self._life:
            raise errors.invalid_reply_token(errors.REPLY_TOKEN_EXPIRED)
        return known.chat_id

    def chat_of(self, token: str) -> str | None:
        """Return the chat a token belongs to, usable or not; None for an unknown one."""
        known = self._tokens.get(token)
        return known.chat_id if known else None

    def use(self, token: str) -> None:
        """Use up a token: it was accepted with a 200. A refused request does not consume it [I: not documented]."""
        self._tokens[token].used = True

    def state(self, token: str, now_ms: int) -> str:
        """Return unused, used, expired, redelivery (sent again, too late) or unknown.

        Forms show it beside the token.
        """
        try:
            self.check(token, now_ms)
        except errors.LineError as refusal:
            return refusal.rule.key.removeprefix("reply_token_")
        return "unused"


def _too_old(token: _Token, now_ms: int) -> bool:
    """20 minutes have passed since the event itself: a redelivery no longer helps."""
    return now_ms - token.event_at >= limits.REPLY_TOKEN_REDELIVERY_MINUTES * MINUTE
