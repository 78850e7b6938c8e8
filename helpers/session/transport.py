"""How the SDK reaches the far end: over loopback HTTP, or in this process without sockets or threads.

Either way the far end is one ASGI app, wrapped in a `Recorder` that turns every exchange into an `Exchange`. It
watches from the far end, so whatever client a learner makes from `lab.configuration` is recorded alike.
"""

from __future__ import annotations

import itertools
import os
import re
import weakref
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.client import RemoteDisconnected
from io import BytesIO
from typing import Any, ClassVar, Protocol
from urllib.parse import unquote

import urllib3
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import NewConnectionError
from urllib3.poolmanager import key_fn_by_scheme, pool_classes_by_scheme

from helpers.line import limits
from helpers.line.outcomes import Receipt
from helpers.paths import here
from helpers.web.asgi import DROP, RECEIPT

_Message = MutableMapping[str, Any]
AsgiApp = Callable[
    [_Message, Callable[[], Awaitable[_Message]], Callable[[_Message], Awaitable[None]]], Awaitable[None]
]

#: The scheme of in-process addresses, e.g. ``lab://practice-1/v2/bot/message/push``.
SCHEME = "lab"


@dataclass
class RawExchange:
    """One request and its answer as the far end saw them; `status` stays None when no answer was given."""

    method: str
    path: str
    query: str
    request_headers: Mapping[str, str]
    request_body: bytes = b""
    status: int | None = None
    response_headers: Mapping[str, str] = field(default_factory=dict)
    response_body: bytes = b""
    receipt: Receipt | None = None


class Recorder:
    """An ASGI app around the far end that reports every exchange once it is over."""

    def __init__(self, app: AsgiApp, report: Callable[[RawExchange], None]) -> None:
        """`report` is called once per request, before the last of the answer leaves."""
        self._app = app
        self._report = report
        #: Whether the app answers requests to a path at once (`helpers.web.at_once`): watching does not wait, either.
        self.answers_at_once: Callable[[str], bool] | None = getattr(app, "answers_at_once", None)

    async def __call__(
        self, scope: _Message, receive: Callable[[], Awaitable[_Message]], send: Callable[[_Message], Awaitable[None]]
    ) -> None:
        """Pass one request on, watching."""
        query = scope["query_string"].decode("latin-1")
        seen = RawExchange(scope["method"], scope["path"], query, _headers(scope["headers"]))
        held: list[_Message] = []  # so that an exchange is recorded before its answer reaches the caller

        async def watch_receive() -> _Message:
            message = await receive()
            if len(seen.request_body) <= limits.BODY_BYTES_MAX:  # more is refused, and need not be remembered
                seen.request_body += message.get("body", b"")
            return message

        async def watch_send(message: _Message) -> None:
            if message["type"] == "http.response.start":
                seen.status, seen.response_headers = message["status"], _headers(message["headers"])
            else:
                seen.response_body += message.get("body", b"")
            held.append(message)

        async def watch_drop(hold_seconds: float) -> None:
            report()  # before the caller notices: it looks for the exchange at once
            await drop(hold_seconds)

        def report() -> None:
            seen.receipt = scope.get(RECEIPT)
            self._report(seen)

        drop, scope[DROP] = scope[DROP], watch_drop
        await self._app(scope, watch_receive, watch_send)
        if not held:
            return
        report()
        for message in held:
            await send(message)


def _headers(pairs: list[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in pairs}


class Transport(Protocol):
    """A way to the far end; `host` goes into the SDK's Configuration."""

    host: str

    def close(self) -> None:
        """Stop listening. A request made afterwards finds no server."""


class HttpTransport:
    """uvicorn in a daemon thread on a free loopback port."""

    def __init__(self, app: AsgiApp) -> None:
        """Listen at once."""
        from helpers.web.server import Server  # uvicorn is imported in http mode only

        self._server = Server(app)
        self._server.start()
        self.host = self._server.url

    def close(self) -> None:
        """Stop the server and free the port."""
        self._server.stop()


class InprocTransport:
    """The same app, driven step by step inside the SDK's own call: no sockets, no threads, no event loop."""

    _numbers = itertools.count(1)
    _apps: ClassVar[weakref.WeakValueDictionary[str, InprocTransport]] = weakref.WeakValueDictionary()

    def __init__(self, app: AsgiApp) -> None:
        """Register the app under an address of its own."""
        self.app = app
        self._name = f"practice-{next(self._numbers)}"
        self._apps[self._name] = self
        self.host = f"{SCHEME}://{self._name}"

    def close(self) -> None:
        """Forget the app: its address leads nowhere from now on."""
        self._apps.pop(self._name, None)

    @classmethod
    def find(cls, name: str) -> InprocTransport | None:
        """Return the transport behind an address, None once it is closed."""
        return cls._apps.get(name)


#: What http.client refuses in the value of a header: a line break that does not fold it.
_ILLEGAL_VALUE = re.compile(rb"\n(?![ \t])|\r(?![ \t\n])")
#: What it sends and no server reads (RFC 9110, 5.5), and what uvicorn answers to that.
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_UNREADABLE = (400, {"content-type": "text/plain; charset=utf-8"}, b"Invalid HTTP request received.")


class InprocConnection(HTTPConnection):
    """What urllib3 calls a connection, to an address of our scheme: raises what a socket would."""

    _answer: tuple[int, dict[str, str], bytes] | None = None
    _method = ""

    def request(  # type: ignore[override]
        self, method: str, url: str, body: Any = None, headers: Mapping[str, str] | None = None, **options: object
    ) -> None:
        """Answer one request at once. Raises NewConnectionError when nothing listens.

        Raises ValueError for a header that cannot be sent, as http.client does.
        """
        transport = InprocTransport.find(self.host)
        if transport is None:
            raise NewConnectionError(self, "Connection refused")
        raw = body.encode("utf-8") if isinstance(body, str) else body or b""
        values = [value.encode("latin-1") for value in (headers or {}).values()]
        for value in values:
            if _ILLEGAL_VALUE.search(value):
                raise ValueError(f"Invalid header value {value!r}")
        self._method = method
        if any(_CONTROL.search(value) for value in values):
            self._answer = _UNREADABLE
            return
        self._answer = drive(transport.app, scope_of(method, url, headers or {}), raw)

    def getresponse(self) -> urllib3.HTTPResponse:  # type: ignore[override]
        """Return the answer to it. Raises RemoteDisconnected when there was none."""
        if self._answer is None:
            raise RemoteDisconnected("Remote end closed connection without response")
        status, headers, body = self._answer
        phrase = HTTPStatus(status).phrase
        return urllib3.HTTPResponse(
            BytesIO(body), headers, status, version=11, reason=phrase, request_method=self._method
        )


class InprocPool(HTTPConnectionPool):
    """Registered below with urllib3: the SDK's own ``rest_client.pool_manager`` finds it for addresses of our scheme.

    So the SDK stays unmodified, and whatever urllib3 does around a request (retries, say) is done here too.
    """

    scheme = SCHEME
    ConnectionCls = InprocConnection

    def __init__(
        self, host: str, port: int | None = None, *, retries: Any = None, maxsize: int = 1, **options: object
    ) -> None:
        """urllib3 makes one per host; its other options concern sockets."""
        super().__init__(host, port, retries=retries, maxsize=maxsize)


def scope_of(method: str, url: str, headers: Mapping[str, str]) -> _Message:
    """Return the ASGI scope of a request."""
    path, _, query = url.partition("?")  # as a server reads it: "//x/y" is a path, not a host
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "http",
        "method": method,
        "path": unquote(path),
        "raw_path": path.encode("latin-1"),
        "query_string": query.encode("latin-1"),
        "root_path": "",
        "headers": [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in headers.items()],
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 0),
    }


def drive(app: AsgiApp, scope: _Message, raw: bytes) -> tuple[int, dict[str, str], bytes] | None:
    """Run an app that never really awaits to its end. None when it dropped the connection."""
    sent: list[_Message] = []
    incoming: list[_Message] = [{"type": "http.request", "body": raw, "more_body": False}]

    async def receive() -> _Message:
        return incoming.pop(0) if incoming else {"type": "http.disconnect"}

    async def send(message: _Message) -> None:
        sent.append(message)

    async def drop(hold_seconds: float) -> None:
        sent.clear()

    scope[DROP] = drop
    try:
        app(scope, receive, send).__await__().send(None)
    except StopIteration:
        pass
    else:
        raise AssertionError("the far end awaited something: it must not, to run without an event loop")
    if not sent:
        return None
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], _headers(sent[0]["headers"]), body


pool_classes_by_scheme[SCHEME] = InprocPool
key_fn_by_scheme[SCHEME] = partial(key_fn_by_scheme["http"])

#: By name: over loopback HTTP, or in this process.
TRANSPORTS: dict[str, Callable[[AsgiApp], Transport]] = {"http": HttpTransport, "inproc": InprocTransport}


def usual_transport() -> str:
    """Return the transport that LAB_TRANSPORT names, else this place's: ``inproc`` in a browser tab, or ``http``."""
    set_to = os.environ.get("LAB_TRANSPORT", "").strip()  # Windows keeps the space of "set X=inproc && ..."
    return set_to or here().transport
