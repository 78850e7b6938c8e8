"""What should stand on a phone, and how it compares with what does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.line.stickers import SENDABLE_PACKAGES
from helpers.text import Texts

#: Longer texts are cut when a check tells of them.
SHOWN = 60


@dataclass(frozen=True)
class Expected:
    """One message that should arrive. None leaves something open: the words of a text, or whether it was silent."""

    kind: str
    text: str | None = None
    silent: bool | None = None

    def fits(self, arrived: Arrived) -> bool:
        """Whether this is the message, however loud it was."""
        kinds = ("text", "textV2") if self.kind == "text" else (self.kind,)
        message = arrived.message
        if message.get("type") not in kinds or arrived.unlisted:
            return False
        return self.kind != "text" or self.text in (None, message.get("text"))

    def example(self, say: Texts) -> dict[str, Any]:
        """Return a message that fits."""
        if self.kind == "sticker":
            return {"type": "sticker", "packageId": "446", "stickerId": "1988"}
        return {"type": self.kind, "text": say("check.any_text") if self.text is None else self.text}

    def described(self, say: Texts) -> str:
        """「早安」, any text of your own, a sticker."""
        if self.kind != "text":
            return _loudness(say(f"message.{self.kind}"), self.silent, say)
        words = say("check.any_text") if self.text is None else _quoted(self.text, say)
        return _loudness(words, self.silent, say)


@dataclass(frozen=True)
class Arrived:
    """One message of the bot's on a phone; `chat_id` is None one-to-one."""

    message: Mapping[str, Any]
    silent: bool
    chat_id: str | None

    @property
    def unlisted(self) -> bool:
        """Whether it is a sticker of a package that is not on LINE's list."""
        return self.message.get("type") == "sticker" and self.message.get("packageId") not in SENDABLE_PACKAGES

    def described(self, say: Texts, *, loudness: bool) -> str:
        """「早安」, a sticker; with how loud it was when that matters."""
        kind = self.message.get("type")
        is_text = kind in ("text", "textV2")
        key = f"message.{kind}" if say.has(f"message.{kind}") else "message.unknown"
        words = _quoted(str(self.message.get("text")), say) if is_text else say(key)
        if self.unlisted:
            words = say("check.unlisted_sticker", package=self.message.get("packageId"))
        return _loudness(words, self.silent if loudness else None, say)


def text(words: str | None = None, *, silent: bool | None = None) -> Expected:
    """Return a text; any text when `words` is None."""
    return Expected("text", words, silent)


def sticker(*, silent: bool | None = None) -> Expected:
    """Return a sticker, whichever of those that bots may send."""
    return Expected("sticker", None, silent)


def difference(expected: Sequence[Expected], arrived: Sequence[Arrived], chat_id: str | None = None) -> str | None:
    """How what arrived differs from what should have, as the key of a reason; None when it does not."""
    if not arrived:
        return "missing" if expected else None
    if not expected:
        return "extra"
    if not _same(expected, arrived):
        times, rest = divmod(len(arrived), len(expected))
        if rest or not _same([*expected] * times, arrived):
            return "differs"
        return "twice" if times == 2 else "often"
    if any(a.chat_id != chat_id for a in arrived):
        return "elsewhere"
    for wanted, got in zip(expected, arrived, strict=True):
        if wanted.silent is not None and wanted.silent != got.silent:
            return "loud" if wanted.silent else "quiet"
    return None


def listed(described: Sequence[str], say: Texts) -> str:
    """Several messages in one line; says so when there are none."""
    return say("check.then").join(described) or say("check.nothing")


def _same(expected: Sequence[Expected], arrived: Sequence[Arrived]) -> bool:
    return len(expected) == len(arrived) and all(e.fits(a) for e, a in zip(expected, arrived, strict=True))


def _quoted(words: str, say: Texts) -> str:
    return say("check.quoted", text=words if len(words) <= SHOWN else words[:SHOWN] + "…")


def _loudness(words: str, silent: bool | None, say: Texts) -> str:
    if silent is None:
        return words
    return say("check.silently" if silent else "check.aloud", message=words)
