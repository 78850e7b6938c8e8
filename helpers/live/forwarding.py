"""Forwarding one request: to the consent gate, then to LINE, under one retry key, until it is settled."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from helpers.live.consent_gate import ConsentGate, LiveRequest, PendingConsent, reaches_nobody
from helpers.live.line_client import CONNECT_SECONDS, READ_SECONDS, NoReply, Reply, Result, Upstream
from helpers.live.retry import Sender, Tried, as_accepted
from helpers.session.exchange import SendAttempt, Stop

RETRY_KEY = "x-line-retry-key"


@dataclass
class Options:
    """What tests change: `now` is aware, `clock` tells seconds; `sleep` takes some (None: until the caller is gone)."""

    now: Callable[[], datetime]
    clock: Callable[[], float]
    sleep: Callable[[float], object] | None = None
    new_key: Callable[[], str] = field(default=lambda: str(uuid.uuid4()))
    connect_seconds: float = CONNECT_SECONDS
    read_seconds: float = READ_SECONDS


@dataclass(frozen=True)
class Settled:
    """What goes back to the SDK, and how it came about. `reply` None: no answer came.

    `pending` is what the gate held back; `stop` is why nothing was sent; `key` the retry key the request left with.
    """

    reply: Reply | None
    attempts: tuple[SendAttempt, ...] = ()
    stop: Stop | None = None
    pending: PendingConsent | None = None
    key: str | None = None


class UnsettledKeys:
    """The keys of requests whose end is unknown: sent again, they must carry the same one (facts 6)."""

    def __init__(self, new_key: Callable[[], str]) -> None:
        """`new_key` makes a UUID."""
        self._new_key = new_key
        self._unsettled: dict[str, str] = {}
        self._lock = threading.Lock()

    def key_for(self, call: LiveRequest) -> tuple[str, bool]:
        """Return a key for a request that brings none; the one of last time, and true, while its end is unknown."""
        with self._lock:
            old = self._unsettled.get(call.fingerprint)
        return old or self._new_key(), old is not None

    def settle(self, call: LiveRequest, key: str | None, *, unknown: bool) -> None:
        """Keep the key while LINE may have accepted the request without our knowing; else forget it."""
        with self._lock:
            self._unsettled.pop(call.fingerprint, None)
            if key is not None and unknown:
                self._unsettled[call.fingerprint] = key


@dataclass(frozen=True)
class Forwarder:
    """Hands requests on to LINE, each only if the gate lets it."""

    upstream: Upstream
    gate: ConsentGate
    keys: UnsettledKeys
    options: Options

    def forward(self, call: LiveRequest, target: str, headers: Mapping[str, str], hung_up: threading.Event) -> Settled:
        """Ask the gate, then LINE. Never raises for what LINE or the network does.

        `target` is the path and query to the letter, `headers` what is handed on of the request's headers; `hung_up`
        is set when the caller no longer waits.
        """
        return _Forwarding(self, call, target, headers, hung_up).run()


class _Forwarding:
    """One request on its way."""

    def __init__(
        self, forwarder: Forwarder, call: LiveRequest, target: str, headers: Mapping[str, str], hung_up: threading.Event
    ) -> None:
        self._forwarder = forwarder
        self._call = call
        self._target = target
        self._headers = dict(headers)
        self._sender = Sender(hung_up, forwarder.options.sleep)

    def run(self) -> Settled:
        gate, call = self._forwarder.gate, self._call
        if reaches_nobody(call):
            return self._answer(self._go(self._target, call.raw))
        if gate.is_free(call):
            return self._send()
        checked = Tried(Reply(200, {}, b""), ()) if gate.has_yes_to(call) else self._check()
        if not (isinstance(checked.result, Reply) and checked.result.status == 200):
            gate.withdraw()
            return self._answer(checked.result, checked.attempts)
        weighed = gate.weigh(call, self._ask)
        return self._send() if gate.passes(weighed) else Settled(None, checked.attempts, pending=weighed)

    def _ask(self, target: str) -> Result:
        """One of the gate's own questions, asked with the caller's own token."""
        return self._forwarder.upstream.ask("GET", target, authorization=self._call.authorization)

    def _check(self) -> Tried:
        """LINE's check of the messages, before anybody is asked: a request it refuses needs no consent (facts 7)."""
        if self._call.send is None:
            return Tried(Reply(200, {}, b""), ())  # there is no such check
        body = self._call.body
        raw = self._call.raw if body is None else _messages_of(body)
        target = f"/v2/bot/message/validate/{self._call.send.name}"
        return self._sender.send(lambda: self._go(target, raw), keyed=True, step="validate")

    def _send(self) -> Settled:
        """Return the request itself, tried until settled."""
        key, again = self._retry_key()
        fresh = key is None  # a reply on a stale connection would be lost, and could not be tried again
        tried = self._sender.send(lambda: self._go(self._target, self._call.raw, key, fresh), keyed=key is not None)
        lost = again or tried.lost
        self._forwarder.keys.settle(self._call, key, unknown=lost and not tried.told)
        result = self._settled(tried.result) if lost else tried.result
        return self._answer(result, tried.attempts, key)

    def _settled(self, result: Result) -> Result:
        """After a lost answer, a 409 says that LINE had accepted the request: that is how it ended."""
        send = self._call.send
        if send is None or not isinstance(result, Reply) or result.status != 409:
            return result
        return as_accepted(result, send) or result

    def _retry_key(self) -> tuple[str | None, bool]:
        """Return the request's own key, or one made now; None where the method takes none (facts 6).

        True when it is the key of an earlier request, the same to the byte, whose end is unknown.
        """
        if self._call.send is None or not self._call.send.takes_retry_key:
            return None, False
        own = self._headers.get(RETRY_KEY)
        return self._forwarder.keys.key_for(self._call) if own is None else (own, False)

    def _go(self, target: str, raw: bytes, key: str | None = None, fresh: bool = False) -> Result:
        headers = self._headers if key is None else {**self._headers, RETRY_KEY: key}
        if target != self._target:  # LINE's check takes no retry key
            headers = {name: value for name, value in headers.items() if name != RETRY_KEY}
        return self._forwarder.upstream.ask(
            self._call.method,
            target,
            headers=headers,
            body=raw or None,
            authorization=self._call.authorization,
            fresh=fresh,
        )

    def _answer(self, result: Result, attempts: tuple[SendAttempt, ...] = (), key: str | None = None) -> Settled:
        return Settled(None if isinstance(result, NoReply) else result, attempts, key=key)


def _messages_of(body: Mapping[str, object]) -> bytes:
    """Return the body of LINE's check: the messages alone."""
    messages = {name: value for name, value in body.items() if name == "messages"}
    return json.dumps(messages, ensure_ascii=False).encode()
