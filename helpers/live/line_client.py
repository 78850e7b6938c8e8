"""The one place that talks to LINE with the real token.

It never raises, but to be stopped: a traceback would show frames that hold the token. It follows no redirect, and its
connections are bound to one host, so that the token goes there and nowhere else.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

import certifi
import urllib3
from urllib3 import exceptions as http
from urllib3.connection import HTTPConnection, HTTPSConnection

from helpers.redaction import Secret
from helpers.settings import LINE, may_have_token

#: Where content is (facts 1.1; REF#domain-name).
LINE_DATA = "https://api-data.line.me"
_DATA_PATH = re.compile(
    r"/v2/bot/(?:message/[^/]+/content(?:/.*)?|richmenu/[^/]+/content|audienceGroup/upload/byFile)\Z"
)
#: Seconds until the connection stands, and between two pieces of an answer.
CONNECT_SECONDS, READ_SECONDS = 5.0, 20.0


@dataclass(frozen=True)
class Reply:
    """An answer; header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def request_id(self) -> str | None:
        """LINE's own number of the request."""
        return self.headers.get("x-line-request-id")


@dataclass(frozen=True)
class NoReply:
    """No answer came. `left`: the request may have reached LINE, so it is unknown whether it was accepted."""

    left: bool
    why: Literal["unreachable", "timeout", "dropped"]


Result = Reply | NoReply


class _Silent:
    """``Configuration(debug=True)`` of the SDK sets `debuglevel` on the base class, and would print our headers."""

    debuglevel = property(lambda self: 0, lambda self, level: None)


class _Connection(_Silent, HTTPConnection):
    pass


class _SecureConnection(_Silent, HTTPSConnection):
    pass


class Upstream:
    """LINE, or a stub in its place, at `api_base`."""

    def __init__(self, api_base: str, *, connect: float = CONNECT_SECONDS, read: float = READ_SECONDS) -> None:
        """`connect` and `read` are seconds to wait. Raises ValueError for a base that may have no token."""
        if not may_have_token(api_base):
            raise ValueError("a token is sent to LINE or to this computer, and nowhere else")
        self._base = api_base
        self._timeout = urllib3.Timeout(connect=connect, read=read)
        self._pools = {base: self._pool(base) for base in {api_base, self._data_base}}

    def __repr__(self) -> str:
        return f"<Upstream {self._base}>"

    @property
    def _data_base(self) -> str:
        return LINE_DATA if self._base == LINE else self._base

    def _pool(self, base: str) -> urllib3.HTTPConnectionPool:
        parts = urlsplit(base)
        secure = parts.scheme == "https"
        kind: Any = urllib3.HTTPSConnectionPool if secure else urllib3.HTTPConnectionPool
        more = {"ssl_context": _trusted()} if secure else {}
        pool: urllib3.HTTPConnectionPool = kind(parts.hostname, parts.port, timeout=self._timeout, maxsize=4, **more)
        pool.ConnectionCls = _SecureConnection if secure else _Connection
        return pool

    def ask(
        self,
        method: str,
        target: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        authorization: Secret | None = None,
        fresh: bool = False,
    ) -> Result:
        """One request and its answer, tried once. `target` is path and query, `authorization` the header's value.

        `fresh`: on a connection of its own, which LINE cannot have closed while it lay idle.
        """
        base = self._data_base if _DATA_PATH.match(target.partition("?")[0]) else self._base
        pool = self._pool(base) if fresh else self._pools[base]
        try:
            return _ask(pool, method, target, dict(headers or {}), body, authorization)
        finally:
            if fresh:
                pool.close()

    def close(self) -> None:
        """Give the connections back."""
        for pool in self._pools.values():
            pool.close()


def _trusted() -> ssl.SSLContext:
    """Whom this computer trusts, and certifi does: Python of python.org on macOS trusts nobody by itself."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _ask(
    pool: urllib3.HTTPConnectionPool,
    method: str,
    target: str,
    headers: dict[str, str],
    body: bytes | None,
    authorization: Secret | None,
) -> Result:
    if authorization is not None:
        headers["authorization"] = authorization.reveal()
    try:
        answer = pool.urlopen(method, target, body, headers, retries=False, redirect=False)
        data = answer.data
    except Exception as error:  # every one: its traceback knows the token
        return _no_reply(error)
    except BaseException as stopped:  # the stop button: the same holds for it
        headers.clear()
        raise stopped.with_traceback(None) from None
    return Reply(answer.status, {name.lower(): value for name, value in answer.headers.items()}, data)


def _no_reply(error: Exception) -> NoReply:
    if _never_left(error):
        return NoReply(False, "unreachable")
    return NoReply(True, "timeout" if isinstance(error, http.TimeoutError) else "dropped")


def _never_left(error: BaseException) -> bool:
    """No connection was made: nothing listens, no such name, a certificate that is not LINE's, or we closed it all."""
    if isinstance(error, http.SSLError):
        return isinstance(error.args[0] if error.args else None, ssl.SSLCertVerificationError)
    never = (http.ConnectTimeoutError, http.NewConnectionError, http.ProxyError, http.ClosedPoolError, ValueError)
    return isinstance(error, never)
