"""Delivering webhooks to a bot: in order, from a thread of its own, with redelivery and a log (facts 9.2).

A bot answers a webhook by calling the API, so nothing here waits for it while the platform is locked.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from helpers.line.timestamps import SECOND, iso_utc
from helpers.line.webhook_request import CALLBACK, WebhookRequest
from helpers.paths import here
from helpers.stub.ledgers.journal import Journal
from helpers.stub.webhooks.bots import Answered, Bot, Failure, UrlBot, in_process
from helpers.stub.webhooks.events import Webhooks
from helpers.stub.world.clock import Clock
from helpers.web.loopback import is_loopback

#: When a failed webhook is sent again, in seconds after the attempt before it. Undocumented: LINE discloses neither
#: how often nor when; these end within the 20 minutes in which a redelivered reply token can still be used.
REDELIVERY_AFTER_SECONDS = (60, 300, 600)
#: Old attempts go first: a server for bots may run for days.
ATTEMPTS_KEPT = 1000
#: The thread ends when there was nothing to do for so long, so that a forgotten platform is not kept alive.
_IDLE_SECONDS = 5.0


@dataclass
class WebhookEndpoint:
    """The channel's webhook settings; `active` is the "Use webhook" switch of LINE's console, on from the start."""

    url: str | None = None
    active: bool = True
    redelivery: bool = False  # LINE's default, too (REF#webhooks)


@dataclass(frozen=True)
class WebhookAttempt:
    """One webhook handed to a bot, and how it answered. `after` is how many API requests had come in by then."""

    at: int
    bot: str
    request: WebhookRequest
    answered: Answered
    after: int = 0


@dataclass
class _Failed:
    request: WebhookRequest
    tries: int
    due: int | None  # when it is sent again; None: not by itself, or on its way


class WebhookAttempts:
    """The last attempts, oldest first, and the webhooks no bot has taken yet."""

    def __init__(self) -> None:
        """Begin without attempts."""
        self._log: deque[WebhookAttempt] = deque(maxlen=ATTEMPTS_KEPT)
        self._failed: dict[tuple[str, ...], _Failed] = {}

    def __iter__(self) -> Iterator[WebhookAttempt]:
        return iter(self._log)

    def note(self, attempt: WebhookAttempt, *, again: bool) -> None:
        """Keep an attempt; a failed one is due again later when `again` is true and it was not tried too often."""
        self._log.append(attempt)
        key = attempt.request.event_ids
        before = self._failed.pop(key, None)
        if attempt.answered.failure is None or not key:
            return
        tries = before.tries + 1 if before else 1
        due = None
        if again and tries <= len(REDELIVERY_AFTER_SECONDS):
            due = attempt.at + REDELIVERY_AFTER_SECONDS[tries - 1] * SECOND
        self._failed[key] = _Failed(attempt.request, tries, due)
        if len(self._failed) > ATTEMPTS_KEPT:
            del self._failed[next(iter(self._failed))]

    @property
    def next_due(self) -> int | None:
        """When the next redelivery is due, in milliseconds since 1970; None when none is."""
        return min((failed.due for failed in self._failed.values() if failed.due is not None), default=None)

    def take_due(self, now_ms: int) -> list[WebhookRequest]:
        """Return the webhooks to send again now, earliest due first."""
        due = [failed for failed in self._failed.values() if failed.due is not None and failed.due <= now_ms]
        due.sort(key=lambda failed: failed.due or 0)
        for failed in due:
            failed.due = None
        return [failed.request for failed in due]

    def failed(self) -> list[WebhookRequest]:
        """Return the webhooks whose last attempt failed, oldest first."""
        return [failed.request for failed in self._failed.values()]

    def find(self, event_id: str) -> WebhookRequest | None:
        """Return the newest request that carried this event, delivered or not; None when there was none."""
        return next((a.request for a in reversed(self._log) if event_id in a.request.event_ids), None)


@dataclass(frozen=True)
class _Parcel:
    """A request on its way. `attempts` is the ledger of the world it belongs to: after a reset it is not delivered."""

    request: WebhookRequest
    bot: Bot
    attempts: WebhookAttempts


class Channel(Protocol):
    """What delivering webhooks needs of a platform; after a reset its members are new ones."""

    @property
    def lock(self) -> AbstractContextManager[object, bool | None]:
        """What to hold while reading or changing the platform."""

    clock: Clock
    journal: Journal
    webhooks: Webhooks
    webhook_endpoint: WebhookEndpoint
    webhook_attempts: WebhookAttempts


class WebhookDelivery:
    """Takes what the platform's webhooks make and hands it to the bot, one request after the other.

    The bot is an in-process one (`deliver_to`), else the one behind the platform's webhook endpoint, else nobody.
    """

    def __init__(self, channel: Channel, *, background: bool = True) -> None:
        """`background` false uses no thread: `wait` then delivers, in the thread that calls it."""
        self._channel = channel
        self._background = background
        self._in_process: Bot | None = None
        self._allowed_hosts: set[str] = set()
        self._parcels: deque[_Parcel] = deque()
        self._busy = 0
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    # Where to ---------------------------------------------------------------------------------------------------------

    def deliver_to(self, target: Any, path: str = CALLBACK) -> None:
        """Deliver to an SDK WebhookHandler, a WSGI or an ASGI app in this process; None goes back to the URL.

        Raise TypeError for anything else.
        """
        self._in_process = None if target is None else in_process(target, path)

    def allow_host(self, url: str) -> None:
        """Let webhooks leave this computer for the host of `url`. Raise ValueError for what is no address."""
        UrlBot(url)
        self._allowed_hosts.add(urlsplit(url).hostname or "")

    def may_reach(self, url: str) -> bool:
        """Whether webhooks may go there: to this computer, or to a host that was allowed."""
        host = urlsplit(url).hostname or ""
        return is_loopback(host) or host in self._allowed_hosts

    def _bot(self) -> Bot | None:
        endpoint = self._channel.webhook_endpoint
        if self._in_process is not None or endpoint.url is None:
            return self._in_process
        return self._bot_at(endpoint.url) if endpoint.active else None

    def _bot_at(self, url: str) -> Bot:
        if not here().sockets:
            return _NoBot(url, "a browser tab opens no connections")
        try:
            return UrlBot(url) if self.may_reach(url) else _NoBot(url, "the practice platform stays on this computer")
        except ValueError as error:
            return _NoBot(url, str(error))

    # What to ----------------------------------------------------------------------------------------------------------

    def take(self, request: WebhookRequest) -> None:
        """Queue a request for the bot, if there is one. This is a listener of `Webhooks`."""
        bot = self._bot()
        if bot is None:
            return
        with self._changed:
            self._parcels.append(_Parcel(request, bot, self._channel.webhook_attempts))
            if self._background and self._thread is None and here().sockets:
                self._thread = threading.Thread(target=self._work, name="line-platform-webhooks", daemon=True)
                self._thread.start()
            self._changed.notify_all()
        if self._background and not here().sockets:  # nor threads: whoever writes waits for the attempt
            self._deliver_next()

    def settle(self) -> None:
        """Send again what is due by the platform's clock; called with the platform locked."""
        if not self._channel.webhook_endpoint.redelivery:
            return
        now = self._channel.clock.ms()
        for request in self._channel.webhook_attempts.take_due(now):
            self._channel.webhooks.redeliver(request, now)

    def redeliver(self, event_id: str | None = None) -> int:
        """Send again now the request with this event, delivered or not; without it, all that failed. Returns how many.

        Raise KeyError for an event no bot was sent.
        """
        with self._channel.lock:
            attempts = self._channel.webhook_attempts
            again = attempts.failed()
            if event_id is not None:
                found = attempts.find(event_id)
                if found is None:
                    raise KeyError(event_id)
                again = [found]
            for request in again:
                self._channel.webhooks.redeliver(request, self._channel.clock.ms())
            return len(again)

    def test(self, url: str) -> dict[str, Any]:
        """Send LINE's connectivity check to `url`; return the answer of ``POST .../webhook/test`` (facts 9.4).

        Waits up to two seconds for the bot. `statusCode` is 0 without an answer.
        """
        answered = self._bot_at(url).post(self._channel.webhooks.sign([]))
        return {
            "success": answered.failure is None,
            "timestamp": iso_utc(self._channel.clock.ms()),
            "statusCode": answered.status,
            "reason": answered.failure.value.upper() if answered.failure else "OK",
            "detail": str(answered.status) if answered.failure is None else answered.detail,
        }

    # The work ---------------------------------------------------------------------------------------------------------

    @property
    def pending(self) -> int:
        """How many requests are waiting or on their way."""
        with self._changed:
            return len(self._parcels) + self._busy

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until everything queued was delivered; false when `timeout` seconds were not enough.

        Never call it with the platform locked: the bot's own calls would wait for it.
        """
        if not self._background:
            while self._deliver_next():
                pass
            return True
        with self._changed:
            return self._changed.wait_for(lambda: not self._parcels and not self._busy, timeout)

    def _work(self) -> None:
        while self._await_work():
            self._deliver_next()

    def _await_work(self) -> bool:
        """Sleep until there is something to deliver; false when the thread may end."""
        seconds = self._until_due()
        with self._changed:
            if self._changed.wait_for(lambda: self._parcels, seconds if seconds is not None else _IDLE_SECONDS):
                return True
            if seconds is None:
                self._thread = None
                return False
        with self._channel.lock:
            self.settle()
        return True

    def _until_due(self) -> float | None:
        """Seconds to the next redelivery if the clock ticks there by itself, else None."""
        with self._channel.lock:
            due = self._channel.webhook_attempts.next_due
            on = self._channel.clock.ticking and self._channel.webhook_endpoint.redelivery
            if due is None or not on:
                return None
            return max(0, due - self._channel.clock.ms()) / SECOND

    def _deliver_next(self) -> bool:
        with self._changed:
            if not self._parcels:
                return False
            parcel = self._parcels.popleft()
            self._busy += 1
        try:
            self._deliver(parcel)
        finally:
            with self._changed:
                self._busy -= 1
                self._changed.notify_all()
        return True

    def _deliver(self, parcel: _Parcel) -> None:
        channel = self._channel
        if parcel.attempts is not channel.webhook_attempts:
            return
        answered = parcel.bot.post(parcel.request)
        with channel.lock:
            now_ms, requests = channel.clock.ms(), channel.journal.count
            attempt = WebhookAttempt(now_ms, parcel.bot.name, parcel.request, answered, requests)
            parcel.attempts.note(attempt, again=channel.webhook_endpoint.redelivery)


class _NoBot:
    """An address that cannot be, or may not be, posted to."""

    def __init__(self, name: str, why: str) -> None:
        self.name = name
        self._why = why

    def post(self, request: WebhookRequest) -> Answered:
        return Answered(0, Failure.COULD_NOT_CONNECT, self._why)
