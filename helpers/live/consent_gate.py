"""The consent gate of live mode: only the tester's own phone gets anything without consent to the number of people.

The kernel waits while a request is on its way, so the gate cannot ask there and then. It stops the request, says what
it would do, and lets exactly that request through, once, after ``lab.consent(recipients=...)``.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from helpers.line.send_methods import SEND_METHODS, SendMethod, send_method
from helpers.line.strict_json import JsonFault, parse_json
from helpers.live.estimates import UNKNOWN_COUNT, Count, Counter, Fetch, MonthQuota, month_quota
from helpers.redaction import Secret

#: A consent nobody used is forgotten after so many seconds: a later "Run all" must not use it up by accident.
CONSENT_SECONDS = 600.0
#: Reply tokens remembered, with whom they answer.
TOKENS_KEPT = 1000
_LOADING = "/v2/bot/chat/loading/start"
#: They reach nobody: checks of messages, and the webhook address of this very channel. To the letter: what LINE makes
#: of ``validate/../push`` is not for the gate to guess.
_FREE = {
    ("PUT", "/v2/bot/channel/webhook/endpoint"),
    ("POST", "/v2/bot/channel/webhook/test"),
    *(("POST", f"/v2/bot/message/validate/{name}") for name in SEND_METHODS),
}


@dataclass(frozen=True)
class LiveRequest:
    """A request at the gate. `path` is without the query, `raw` the body, `authorization` who asks."""

    method: str
    path: str
    query: str
    raw: bytes
    authorization: Secret | None

    @cached_property
    def send(self) -> SendMethod | None:
        """The sending method this request is for; None for every other request."""
        return send_method(self.path) if self.method == "POST" else None

    @cached_property
    def body(self) -> Mapping[str, Any] | None:
        """The JSON object in it, read as strictly as LINE reads it; None when there is none."""
        try:
            data = parse_json(self.raw)
        except JsonFault:
            return None
        return data if isinstance(data, dict) else None

    @cached_property
    def fingerprint(self) -> str:
        """The same for two requests only if they are the same to the byte."""
        who = self.authorization.reveal() if self.authorization else ""
        parts = (self.method, self.path, self.query, who)
        return hashlib.sha256("\n".join(parts).encode() + b"\n" + self.raw).hexdigest()


@dataclass(frozen=True)
class PendingConsent:
    """A request the gate stopped: `name` is the method's (``push``) or the request line, `cost` in messages.

    `send` is None for what is none of the five ways to send. `quota` is this month's.
    """

    name: str
    recipients: Count
    cost: Count
    quota: MonthQuota
    fingerprint: str = field(repr=False)
    send: SendMethod | None = field(repr=False)

    @property
    def line(self) -> str:
        """The line to run for it to pass."""
        return f"lab.consent(recipients={self.recipients.typed!r})".replace("'", '"')


@dataclass(frozen=True)
class _Given:
    fingerprint: str
    typed: int | str
    until: float


class WrongNumberError(Exception):
    """A consent to another number than the one that was shown."""


class ConsentGate:
    """What may pass, and what somebody said yes to. Safe to use from several threads."""

    def __init__(self, test_user_id: str, clock: Callable[[], float], counter: Counter) -> None:
        """`test_user_id` is the tester's own, or empty; `clock` tells seconds, for how long a consent holds."""
        self._test_user = test_user_id
        self._clock = clock
        self._counter = counter
        self._lock = threading.Lock()
        self._reply_chats: dict[str, str] = {}
        self._given: _Given | None = None
        self.pending: PendingConsent | None = None

    # Who asks for what ------------------------------------------------------------------------------------------------

    def is_free(self, call: LiveRequest) -> bool:
        """Whether it may pass without asking: it reaches nobody, or nobody but the tester."""
        return reaches_nobody(call) or self._reaches_the_tester(call)

    def _reaches_the_tester(self, call: LiveRequest) -> bool:
        body, me = call.body, self._test_user
        if not me or body is None:
            return False
        to = call.send.addressed_to if call.send else None
        if to == "chat":
            return bool(body.get("to") == me)
        if to == "users":
            ids = body.get("to")
            return isinstance(ids, list) and bool(ids) and all(one == me for one in ids)
        if to == "reply_token":
            return self._reply_chat(body) == me
        return (call.method, call.path) == ("POST", _LOADING) and bool(body.get("chatId") == me)

    def note_event(self, event: Mapping[str, Any]) -> None:
        """Remember whom a reply to this webhook event would reach: its user, or the whole group."""
        source, token = event.get("source"), event.get("replyToken")
        if not isinstance(source, Mapping) or not isinstance(token, str):
            return
        chat = source.get("groupId") or source.get("roomId") or source.get("userId")
        with self._lock:
            self._reply_chats[token] = str(chat or "")
            if len(self._reply_chats) > TOKENS_KEPT:
                del self._reply_chats[next(iter(self._reply_chats))]

    def _reply_chat(self, body: Mapping[str, Any]) -> str | None:
        token = body.get("replyToken")
        with self._lock:
            return self._reply_chats.get(token) if isinstance(token, str) else None

    # Consent ----------------------------------------------------------------------------------------------------------

    def has_yes_to(self, call: LiveRequest) -> bool:
        """Whether somebody said yes to this request, so that LINE has checked its messages already."""
        with self._lock:
            return self._given is not None and self._given.fingerprint == call.fingerprint

    def weigh(self, call: LiveRequest, ask: Fetch) -> PendingConsent:
        """Return what this request would do: how many people, what it costs, what is left."""
        recipients, send = self._recipients(call, ask), call.send
        free = send is None or not send.counts_quota
        name = send.name if send else f"{call.method} {call.path}"
        cost = Count("exact", 0) if send and free else recipients
        quota = MonthQuota() if free else month_quota(ask)
        return PendingConsent(name, recipients, cost, quota, call.fingerprint, send)

    def _recipients(self, call: LiveRequest, ask: Fetch) -> Count:
        body = call.body
        if body is None or call.send is None:
            return UNKNOWN_COUNT
        if call.send.addressed_to == "reply_token":
            return self._counter.chat(self._reply_chat(body), ask)
        return self._counter.recipients(call.send, body, ask)

    def passes(self, weighed: PendingConsent) -> bool:
        """Whether somebody said yes to exactly this, to this number. A yes is used up by whatever comes next."""
        with self._lock:
            given, self._given = self._given, None
            agreed = (
                given is not None
                and given.fingerprint == weighed.fingerprint
                and given.typed == weighed.recipients.typed
                and self._clock() <= given.until
            )
            self.pending = None if agreed else weighed
            return agreed

    def withdraw(self) -> None:
        """Forget what was asked and what was agreed to."""
        with self._lock:
            self.pending = self._given = None

    def consent(self, typed: int | str) -> PendingConsent:
        """Say yes to what the gate stopped last. Returns it.

        Raises LookupError when nothing waits, WrongNumberError when `typed` is not the number that was shown.
        """
        with self._lock:
            if self.pending is None:
                raise LookupError("nothing waits for a consent")
            if isinstance(typed, bool) or typed != self.pending.recipients.typed:
                raise WrongNumberError
            self._given = _Given(self.pending.fingerprint, typed, self._clock() + CONSENT_SECONDS)
            return self.pending


def reaches_nobody(call: LiveRequest) -> bool:
    """Whether it reads, or writes without sending: LINE's check of messages, and this channel's own webhook address."""
    return call.method in ("GET", "HEAD") or (call.method, call.path) in _FREE
