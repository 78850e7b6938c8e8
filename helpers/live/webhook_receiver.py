"""Taking webhooks from LINE itself: on this computer, behind a tunnel that gives it a public address.

The signature is checked over the raw bytes with the real secret, and the answer leaves at once (LINE waits 2 seconds,
facts 9.2). The kernel is given each event once, signed anew with the practice secret: so a lesson's own signature
check works, and the real secret stays out of the notebook.
"""

from __future__ import annotations

import hmac
import json
import operator
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit, urlunsplit

from linebot.v3.messaging import MessagingApi, SetWebhookEndpointRequest, TestWebhookEndpointRequest
from linebot.v3.messaging.exceptions import NotFoundException

from helpers.errors import LabError
from helpers.line import limits
from helpers.line.strict_json import JsonFault, parse_json
from helpers.line.webhook_request import CALLBACK, WebhookRequest, sign
from helpers.redaction import Secret
from helpers.stub.world.worlds import CLASSROOM
from helpers.text import Texts
from helpers.web.asgi import Receive, Scope, Send, read_body

if TYPE_CHECKING:
    from helpers.web.server import Server

PORT = 8000
#: Events that wait for `lab.next_event`, and event ids remembered to know a redelivery by.
WAITING_KEPT, IDS_KEPT = 1000, 10_000
ARRIVALS_KEPT = 100
#: Windows lets nobody interrupt a wait, so it is cut into pieces of so many seconds.
_PIECE_SECONDS = 1.0

What = Literal["event", "again", "check", "bad_signature", "wrong_path", "wrong_method", "not_json", "too_large"]


@dataclass(frozen=True)
class Arrival:
    """One thing that arrived: an event (`kind` is its type), or a request that was not taken. Names nobody."""

    at: datetime
    what: What
    kind: str = ""


class Inbox:
    """The events that arrived, each once, and a log of everything that did. Safe to use from several threads."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """`now` tells the time."""
        self._now = now
        self._events: deque[tuple[str, Mapping[str, Any]]] = deque(maxlen=WAITING_KEPT)
        self._ids: dict[str, None] = {}
        self._changed = threading.Condition()
        self.log: deque[Arrival] = deque(maxlen=ARRIVALS_KEPT)
        #: Whether anything can arrive.
        self.taking = False
        #: Is called after each arrival, from the server's thread, and when nothing more can arrive.
        self.listener: Callable[[], None] = lambda: None

    def tell(self) -> None:
        """Call the listener."""
        with suppress(Exception):  # a panel that cannot be drawn must not cost LINE its 200
            self.listener()

    @property
    def waiting(self) -> int:
        """How many events have not been taken yet."""
        with self._changed:
            return len(self._events)

    def arrivals(self) -> tuple[Arrival, ...]:
        """Return what arrived, oldest first."""
        with self._changed:
            return tuple(self.log)

    def put(self, destination: str, event: Mapping[str, Any]) -> bool:
        """Keep an event unless it came before (facts 9.2: webhookEventId tells); whether it is new."""
        event_id, kind = str(event.get("webhookEventId", "")), str(event.get("type", ""))
        with self._changed:
            new = not event_id or event_id not in self._ids
            if new:
                self._remember(event_id)
                self._events.append((destination, event))
            self.log.append(Arrival(self._now(), "event" if new else "again", kind))
            self._changed.notify_all()
        return new

    def _remember(self, event_id: str) -> None:
        self._ids[event_id] = None
        if len(self._ids) > IDS_KEPT:
            del self._ids[next(iter(self._ids))]

    def note(self, what: What) -> None:
        """Log what brought no event."""
        with self._changed:
            self.log.append(Arrival(self._now(), what))

    def take(self, timeout: float) -> tuple[str, Mapping[str, Any]] | None:
        """Take the oldest event that is left; None when none came within `timeout` seconds."""
        end = time.monotonic() + timeout
        with self._changed:
            while not self._events:
                left = end - time.monotonic()
                if left <= 0:
                    return None
                self._changed.wait(min(left, _PIECE_SECONDS))
            return self._events.popleft()


class Receiver:
    """The ASGI app LINE posts to."""

    def __init__(self, secret: Secret, inbox: Inbox, on_event: Callable[[Mapping[str, Any]], None]) -> None:
        """`on_event` is given each new event, before the answer leaves."""
        self._secret = secret
        self._inbox = inbox
        self._on_event = on_event

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; nothing in here waits for anybody."""
        raw = await read_body(receive)  # no webhook is over 2 MB
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        status = self._take(scope["method"], scope["path"], headers.get("x-line-signature", ""), raw)
        self._inbox.tell()
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})

    def _take(self, method: str, path: str, signature: str, raw: bytes | None) -> int:
        refused = _refused(method, path, raw) or self._forged(raw or b"", signature)
        if refused is not None:
            self._inbox.note(refused)
            return _STATUS[refused]
        return self._keep(raw or b"")

    def _forged(self, raw: bytes, signature: str) -> What | None:
        """Over the bytes as they came, before anything reads them (REF#signature-validation)."""
        wanted = sign(self._secret.reveal(), raw)
        return None if hmac.compare_digest(wanted.encode(), signature.encode("latin-1")) else "bad_signature"

    def _keep(self, raw: bytes) -> int:
        try:
            data = parse_json(raw)
        except JsonFault:
            data = None
        events = data.get("events") if isinstance(data, dict) else None
        if not isinstance(events, list) or not all(isinstance(event, dict) for event in events):
            self._inbox.note("not_json")
            return 400
        if not events:
            self._inbox.note("check")
        for event in events:
            if self._inbox.put(str(data.get("destination", "")), event):
                self._on_event(event)
        return 200


_STATUS = {"wrong_path": 404, "wrong_method": 405, "too_large": 413, "bad_signature": 400}


def _refused(method: str, path: str, raw: bytes | None) -> What | None:
    if method != "POST":  # a browser, or who looks for open doors in the internet: LINE always posts
        return "wrong_method"
    if path != CALLBACK:
        return "wrong_path"
    return "too_large" if raw is None else None


@dataclass(frozen=True)
class EndpointTest:
    """What LINE's test of the webhook address came to; `active`: webhooks are switched on in the console.

    `status`, `reason` and `detail` are LINE's own words.
    """

    success: bool
    active: bool
    status: int
    reason: str
    detail: str


class WebhookServer:
    """Takes webhooks on this computer, and tells LINE where to send them."""

    def __init__(
        self,
        secret: Secret,
        say: Texts,
        on_event: Callable[[Mapping[str, Any]], None],
        now: Callable[[], datetime],
    ) -> None:
        """`secret` is the channel's own; `on_event` is called with each event as it arrives."""
        self._secret = secret
        self._say = say
        self.inbox = Inbox(now)
        self._receiver = Receiver(secret, self.inbox, on_event)
        self._server: Server | None = None
        #: The SDK's client, given when the session goes live.
        self.api: MessagingApi | None = None

    @property
    def port(self) -> int | None:
        """The port webhooks are taken on; None while they are not."""
        return self._server.port if self._server else None

    def serve(self, port: int = PORT) -> int:
        """Take webhooks on this port (0: any free one). Returns the port.

        Raises LabError without a channel secret, and for a port that cannot be had.
        """
        from helpers.web.server import Server

        if not self._secret:
            raise LabError(self._say, "webhook.no_secret")
        if self._server is None or port not in (0, self._server.port):
            try:
                server = Server(self._receiver, operator.index(port)).start()
            except (OSError, ValueError, TypeError):
                raise LabError(self._say, "webhook.port_taken", port=port) from None
            self.stop()  # only now: while there is no other, webhooks go on arriving at the old port
            self._server, self.inbox.taking = server, True
        return self._server.port

    def stop(self) -> None:
        """Take no more webhooks. Twice does no harm."""
        server, self._server = self._server, None
        if server is not None:
            server.stop()
            self.inbox.taking = False
            self.inbox.tell()

    # For the kernel ---------------------------------------------------------------------------------------------------

    def next_event(self, timeout: float) -> WebhookRequest:
        """Return the next event, alone in a request signed with the practice secret.

        Raises LabError when none came within `timeout` seconds, saying how far LINE got.
        """
        if self._server is None:
            raise LabError(self._say, "webhook.not_serving")
        taken = self.inbox.take(timeout)
        if taken is None:
            raise LabError(self._say, f"webhook.{self._why_none()}", seconds=f"{timeout:g}")
        destination, event = taken
        raw = json.dumps({"destination": destination, "events": [event]}, ensure_ascii=False).encode()
        return WebhookRequest(raw, sign(CLASSROOM.channel_secret, raw))

    def _why_none(self) -> str:
        """Told by the newest that tells anything: once LINE came through, older trouble is over."""
        arrived = [arrival.what for arrival in reversed(self.inbox.arrivals())]
        for what in arrived:
            if what in ("bad_signature", "wrong_path"):
                return f"none_{what}"
            if what in ("event", "again", "check"):
                break
        return "none_yet" if arrived else "none_at_all"

    # For LINE ---------------------------------------------------------------------------------------------------------

    def set_endpoint(self, url: str) -> str:
        """Tell LINE to send webhooks to this public address; ``/callback`` is added when it has no path.

        Returns the address. Raises LabError for an address LINE would not take, ApiException when LINE refuses.
        """
        url = self._endpoint(url)
        self._api().set_webhook_endpoint(SetWebhookEndpointRequest(endpoint=url))
        return url

    def _endpoint(self, url: str) -> str:
        try:
            parts = urlsplit(url.strip())
        except ValueError:
            raise LabError(self._say, "webhook.bad_url") from None
        full = urlunsplit(parts._replace(path=CALLBACK)) if parts.path in ("", "/") else url.strip()
        if parts.scheme != "https" or not parts.hostname or len(full) > limits.WEBHOOK_URL_LENGTH:
            raise LabError(self._say, "webhook.bad_url")
        return full

    def test(self) -> EndpointTest | None:
        """Let LINE try the address; None when LINE has none. Raises ApiException when LINE refuses to try."""
        try:
            told = self._api().get_webhook_endpoint()
            tested = self._api().test_webhook_endpoint(TestWebhookEndpointRequest.from_dict({}))
        except NotFoundException:
            return None
        return EndpointTest(bool(tested.success), bool(told.active), tested.status_code, tested.reason, tested.detail)

    def _api(self) -> MessagingApi:
        assert self.api is not None, "the session gives it before anybody can ask"
        return self.api
