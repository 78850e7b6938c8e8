"""Retry keys: a request accepted under a key is never accepted twice within 24 hours (REF#retry-api-request)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpers.line import errors, limits
from helpers.line.id_patterns import UUID
from helpers.line.timestamps import HOUR


@dataclass(frozen=True)
class _Accepted:
    request_id: str
    sent_messages: Sequence[Mapping[str, str]]


class RetryKeys:
    """The keys of accepted requests. One platform is one channel, so keys are the channel's own [I]."""

    def __init__(self) -> None:
        """Begin without keys."""
        self._accepted: dict[str, _Accepted] = {}
        self._first_seen: dict[str, int] = {}

    def check(self, key: str, now_ms: int) -> None:
        """Raise LineError: 400 when the key is no UUID, 409 when its request was accepted before."""
        if not UUID.fullmatch(key):
            raise errors.retry_key_format()
        self._forget_old(now_ms)
        self._first_seen.setdefault(key.lower(), now_ms)
        known = self._accepted.get(key.lower())
        if known:
            raise errors.retry_key_accepted(known.request_id, known.sent_messages)

    def accepted(self, key: str, request_id: str, sent_messages: Sequence[Mapping[str, str]]) -> None:
        """Note that the request of this key was accepted (2xx), whoever received it."""
        self._accepted[key.lower()] = _Accepted(request_id, sent_messages)

    def _forget_old(self, now_ms: int) -> None:
        """Forget keys after 24 hours, counted from the first request; dicts keep order, so the oldest come first."""
        while self._first_seen:
            key, first_at = next(iter(self._first_seen.items()))
            if now_ms - first_at < limits.RETRY_KEY_HOURS * HOUR:
                return
            del self._first_seen[key]
            self._accepted.pop(key, None)
