"""The bots a webhook can reach: one at a URL over HTTP, or one in this process.

A bot has two seconds to answer (facts 9.2); what it answered, or why it did not, is an `Answered`.
"""

from __future__ import annotations

import http.client
import inspect
import io
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus
from typing import Any, Protocol
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from linebot.v3.exceptions import InvalidSignatureError

from helpers.line import limits
from helpers.line.webhook_request import CALLBACK, WebhookRequest
from helpers.stub.webhooks.asgi import call_asgi
from helpers.web.coroutines import TooLateError, run_to_end
from helpers.web.loopback import LOOPBACK

#: More of a bot's answer than this is not read: LINE looks at the status only.
_ANSWER_BYTES = 64 * 1024


class Failure(str, Enum):
    """Why a webhook failed, in LINE's words (DOC/check-webhook-error-statistics/)."""

    COULD_NOT_CONNECT = "could_not_connect"
    REQUEST_TIMEOUT = "request_timeout"
    ERROR_STATUS_CODE = "error_status_code"
    UNCLASSIFIED = "unclassified"


@dataclass(frozen=True)
class Answered:
    """How a bot answered: `status` is 0 without an answer, `failure` None when all went well.

    `error` is what an in-process bot raised.
    """

    status: int
    failure: Failure | None = None
    detail: str = ""
    error: BaseException | None = None


class Bot(Protocol):
    """Somebody who takes webhooks; `name` says who, for the log."""

    name: str

    def post(self, request: WebhookRequest) -> Answered:
        """Hand over one request and wait for the answer, two seconds at most; never raises."""


def check_url(url: str) -> None:
    """Raise ValueError, saying what is wrong, unless this is an http(s) address a webhook can be posted to."""
    if len(url) > limits.WEBHOOK_URL_LENGTH:
        raise ValueError(f"longer than {limits.WEBHOOK_URL_LENGTH} characters")
    if not url.isascii() or not url.isprintable() or " " in url:
        raise ValueError("has characters that must be percent-encoded")
    parts = urlsplit(url)  # a ValueError of its own for a bad [address]
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("is not an http:// or https:// address")
    if parts.port == 0:  # a ValueError of its own for what is no port
        raise ValueError("has port 0")


class UrlBot:
    """A bot behind a URL."""

    def __init__(self, url: str, seconds: float = limits.WEBHOOK_SECONDS) -> None:
        """`seconds` is how long it may take, all in all. Raise ValueError for what is no address."""
        check_url(url)
        self.name = url
        self._url = urlsplit(url)
        self._seconds = seconds

    def post(self, request: WebhookRequest) -> Answered:
        """Make one connection and one POST; redirects are not followed [I]."""
        with ExitStack() as stack:
            rang = stack.enter_context(_Alarm(self._seconds))
            try:
                connection = self._connect(rang)
            except (OSError, ValueError) as error:  # ValueError: a host name no DNS could have
                return Answered(0, Failure.COULD_NOT_CONNECT, _told(error))
            stack.callback(connection.close)
            return self._ask(connection, request, rang)

    def _connect(self, alarm: _Alarm) -> http.client.HTTPConnection:
        """Raise OSError or ValueError."""
        make = http.client.HTTPSConnection if self._url.scheme == "https" else http.client.HTTPConnection
        port = self._url.port or make.default_port  # given always: without it http.client misreads an IPv6 address
        problem: Exception = OSError("no address")
        for host in _addresses(self._url.hostname or "", self._url.scheme):
            connection = alarm.connection = make(host, port, timeout=self._seconds)
            try:
                connection.connect()
                return connection
            except OSError as error:
                connection.close()
                problem = error
        raise problem

    def _ask(self, connection: http.client.HTTPConnection, request: WebhookRequest, alarm: _Alarm) -> Answered:
        try:
            connection.request("POST", self._target(), request.body, {"host": self._url.netloc, **request.headers})
            response = connection.getresponse()
        except (OSError, ValueError, http.client.HTTPException) as error:
            if alarm.rang or isinstance(error, TimeoutError):
                return Answered(0, Failure.REQUEST_TIMEOUT, f"no answer within {self._seconds:g} seconds")
            return Answered(0, Failure.UNCLASSIFIED, _told(error))
        _drain(response)
        return by_status(response.status)

    def _target(self) -> str:
        return (self._url.path or "/") + (f"?{self._url.query}" if self._url.query else "")


def _addresses(host: str, scheme: str) -> tuple[str, ...]:
    """Windows takes two seconds, all there is, to find that nobody listens on localhost's other address."""
    return (LOOPBACK, "::1") if host == "localhost" and scheme == "http" else (host,)


def by_status(status: int) -> Answered:
    """2xx is well; LINE asks for 200 and does not say what it makes of the others."""
    try:
        phrase = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = str(status)
    return Answered(status, None if 200 <= status < 300 else Failure.ERROR_STATUS_CODE, phrase)


class _Alarm:
    """Cuts the connection when the time is over: a socket's own timeout begins anew with every byte."""

    def __init__(self, seconds: float) -> None:
        self.rang = False
        self.connection: http.client.HTTPConnection | None = None
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True

    def __enter__(self) -> _Alarm:
        with suppress(RuntimeError):  # no threads: a browser tab, where nothing can be connected to, either
            self._timer.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._timer.cancel()

    def _ring(self) -> None:
        self.rang = True
        sock = self.connection.sock if self.connection else None
        if sock is not None:
            _shut_down(sock)


def _shut_down(sock: socket.socket) -> None:
    with suppress(OSError):  # closed in the meantime
        socket.socket.shutdown(sock, socket.SHUT_RDWR)  # below TLS, which must not be touched from another thread


def _drain(response: http.client.HTTPResponse) -> None:
    """Take the answer's body, so that the bot is not cut short while it writes."""
    with suppress(OSError, ValueError, http.client.HTTPException):  # LINE does not say that the body must be in time
        response.read(_ANSWER_BYTES)


def _told(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"TLS: {error.verify_message}"
    reason = getattr(error, "strerror", None) or str(error)
    return f"{type(error).__name__}: {reason}" if reason else type(error).__name__


# In this process ------------------------------------------------------------------------------------------------------

#: What a bot may raise: ``exit()`` in it must not end the thread that delivers.
_RAISED = (Exception, SystemExit)


class InProcessBot:
    """A bot in this process. It cannot be cut off after two seconds, but it counts as too late then."""

    def __init__(self, name: str, run: Callable[[WebhookRequest], int], clock: Callable[[], float]) -> None:
        """`run` hands over one request and returns the HTTP status; `clock` tells seconds."""
        self.name = name
        self._run = run
        self._clock = clock

    def post(self, request: WebhookRequest) -> Answered:
        """Hand over one request. What the bot raises is a 500, an invalid signature a 400, as in web frameworks."""
        began = self._clock()
        try:
            answered = by_status(self._run(request))
        except TooLateError:
            return Answered(0, Failure.REQUEST_TIMEOUT, f"no answer within {limits.WEBHOOK_SECONDS} seconds")
        except InvalidSignatureError as error:
            answered = Answered(400, Failure.ERROR_STATUS_CODE, _told(error), error)
        except _RAISED as error:
            answered = Answered(500, Failure.ERROR_STATUS_CODE, _told(error), error)
        took = self._clock() - began
        if took > limits.WEBHOOK_SECONDS:
            return Answered(0, Failure.REQUEST_TIMEOUT, f"took {took:.1f} seconds", answered.error)
        return answered


def in_process(
    target: Any,
    path: str = CALLBACK,
    clock: Callable[[], float] = time.monotonic,
    patience: float = limits.WEBHOOK_SECONDS,
) -> InProcessBot:
    """Return the bot behind an SDK WebhookHandler, an ASGI app or a WSGI app; `path` is the webhook's route in an app.

    An ASGI app is given up on after `patience` seconds. Raise TypeError for anything else.
    """
    if hasattr(target, "handle") and hasattr(target, "add"):
        return InProcessBot(getattr(target, "name", "WebhookHandler"), lambda request: _handle(target, request), clock)
    if not callable(target):
        raise TypeError(f"{target!r} is neither a WebhookHandler nor a web app")
    if inspect.iscoroutinefunction(target) or inspect.iscoroutinefunction(type(target).__call__):
        seconds = limits.WEBHOOK_SECONDS
        return InProcessBot(
            f"ASGI {path}", lambda request: run_to_end(call_asgi(target, path, request), seconds), clock
        )
    return InProcessBot(f"WSGI {path}", lambda request: _call_wsgi(target, path, request), clock)


def _handle(handler: Any, request: WebhookRequest) -> int:
    handler.handle(request.body.decode("utf-8"), request.signature)
    return 200


def _call_wsgi(app: Any, path: str, request: WebhookRequest) -> int:
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "CONTENT_TYPE": request.headers["content-type"],
        "CONTENT_LENGTH": str(len(request.body)),
        "HTTP_X_LINE_SIGNATURE": request.signature,
        "HTTP_USER_AGENT": request.headers["user-agent"],
        "wsgi.input": io.BytesIO(request.body),
    }
    setup_testing_defaults(environ)
    statuses: list[int] = []

    def start_response(status: str, headers: object, exc_info: object = None) -> Callable[[bytes], None]:
        statuses.append(int(status.split(" ", 1)[0]))
        return lambda data: None

    chunks = app(environ, start_response)
    try:
        for _ in chunks:
            pass
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
    if not statuses:
        raise RuntimeError("the app did not call start_response")
    return statuses[-1]
