"""The proxy between the SDK and LINE: the only part of live mode that holds the real token.

The SDK talks to it on loopback as it talks to the practice platform, with a key that opens nothing but this proxy; so
the real token is never in the kernel's Configuration, its clients, their reprs or tracebacks. How a request is handed
on is in `helpers.live.forwarding`.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import threading
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from helpers.line import limits
from helpers.live.consent_gate import LiveRequest
from helpers.live.forwarding import RETRY_KEY, Forwarder, Settled
from helpers.live.line_client import Reply
from helpers.live.wording import pending_values
from helpers.redaction import Secret, mask_token, redact
from helpers.session.exchange import LAB_ID, Exchange, Stop
from helpers.settings import looks_like_practice
from helpers.text import Texts, plain
from helpers.web.asgi import DROP, Receive, Scope, Send, read_body
from helpers.web.loopback import is_loopback

#: What is handed on to LINE; the rest (cookies, overrides of the method, the way a proxy came) is not.
_HEADERS_ON = ("content-type", "accept", "user-agent")
#: What concerns one connection only, or is not true any more once the body was read.
_HEADERS_NOT_BACK = {
    "connection", "keep-alive", "transfer-encoding", "content-length", "content-encoding", "upgrade", "trailer",
}  # fmt: skip
#: They hand out tokens, which have no business in a notebook.
_TOKEN_PATHS = ("/oauth2/", "/v2/oauth/", "/v1/oauth/")
#: More than LINE takes in any request (REF#status-codes: 2 MB), and not enough to fill the memory.
_BODY_MOST = 4 * limits.BODY_BYTES_MAX


class Proxy:
    """An ASGI app between the SDK and LINE."""

    def __init__(
        self,
        forwarder: Forwarder,
        token: Secret,
        key: str,
        say: Texts,
        record: Callable[[Exchange], None],
        secrets: Iterable[Secret] = (),
    ) -> None:
        """`key` is what the SDK's Configuration holds in place of `token`; `record` is given every exchange.

        `token` and `secrets` are kept out of what is recorded and answered.
        """
        self._forwarder = forwarder
        self._authority = Secret(f"Bearer {token.reveal()}")
        self._key = key
        self._say = say
        self._record = record
        self._secrets = (token, *secrets)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. The work is done in a thread; when the caller goes away, nothing more is sent."""
        raw = await read_body(receive, _BODY_MOST)
        hung_up = threading.Event()
        watch = asyncio.ensure_future(_until_hung_up(receive, hung_up))
        try:
            reply = await asyncio.to_thread(self._exchange, scope, raw, hung_up)
        finally:
            hung_up.set()
            watch.cancel()
        if reply is None:
            await scope[DROP](0)
        else:
            await _send(send, reply)

    def _exchange(self, scope: Scope, raw: bytes | None, hung_up: threading.Event) -> Reply | None:
        """One exchange from beginning to end, recorded before its answer reaches the caller."""
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        answer = self._answer(scope, headers, raw, hung_up)
        if answer.pending is not None:
            held = self._stopped("needs_consent", pending_values(answer.pending, self._say), 428)
            answer = replace(held, attempts=answer.attempts)
        self._record(self._recorded(scope, headers, raw or b"", answer))
        return answer.reply and replace(answer.reply, body=redact_bytes(answer.reply.body, self._secrets))

    # What becomes of a request ----------------------------------------------------------------------------------------

    def _answer(self, scope: Scope, headers: Mapping[str, str], raw: bytes | None, hung_up: threading.Event) -> Settled:
        target, authorization = _target(scope), self._authorization(headers.get("authorization"))
        stop = _refusal(scope, headers, target, raw) or ("stale_client" if authorization is _STALE else None)
        if stop is not None or raw is None:
            return self._stopped(stop or "too_large")
        call = LiveRequest(scope["method"], scope["path"], scope["query_string"].decode("latin-1"), raw, authorization)
        on = {n: value for n, value in headers.items() if n in _HEADERS_ON or n.startswith("x-line-")}
        return self._forwarder.forward(call, target, on, hung_up)

    def _authorization(self, header: str | None) -> Secret | None:
        """Return the Authorization to send: the real token for our key, else the caller's own, for LINE to judge."""
        if header is None:
            return None
        scheme, _, token = header.partition(" ")
        if scheme.lower() == "bearer" and hmac.compare_digest(token.strip().encode(), self._key.encode()):
            return self._authority
        return _STALE if looks_like_practice(token.strip()) else Secret(header)

    def _stopped(self, key: str, values: Mapping[str, str] | None = None, status: int = 403) -> Settled:
        """Return the lab's own answer, in its own words; nothing was sent."""
        stop = Stop(f"live.{key}", dict(values or {}))
        words = " ".join(plain(self._say(f"{stop.key}.{part}", **stop.values)) for part in ("title", "meaning", "todo"))
        body = json.dumps({"message": words, "lab": stop.key}, ensure_ascii=False).encode()
        headers = {"content-type": "application/json; charset=utf-8", LAB_ID: self._forwarder.options.new_key()}
        return Settled(Reply(status, headers, body), stop=stop)

    # What is remembered -----------------------------------------------------------------------------------------------

    def _recorded(self, scope: Scope, headers: Mapping[str, str], raw: bytes, answer: Settled) -> Exchange:
        key = {} if answer.key is None else {RETRY_KEY: answer.key}
        reply = answer.reply
        return Exchange(
            number=0,
            at=self._forwarder.options.now(),
            method=scope["method"],
            path=redact(scope["path"], self._secrets),
            query=self._text(scope["query_string"]),
            request_headers=self._shown({**headers, **key}),
            request_body=self._text(raw),
            status=reply.status if reply else None,
            response_headers=self._shown(reply.headers) if reply else {},
            response_body=self._text(reply.body) if reply else "",
            live=True,
            attempts=answer.attempts,
            stop=answer.stop,
        )

    def _text(self, raw: bytes) -> str:
        return redact(raw.decode("utf-8", "replace"), self._secrets)

    def _shown(self, headers: Mapping[str, str]) -> dict[str, str]:
        masked = {"authorization": mask_token(headers["authorization"])} if "authorization" in headers else {}
        return {name: redact(value, self._secrets) for name, value in headers.items()} | masked


_STALE = Secret("the key of a client that was made for practice")


def _refusal(scope: Scope, headers: Mapping[str, str], target: str, raw: bytes | None) -> str | None:
    """Why a request must not even come to the gate: the key of a text; None when it may."""
    if not _is_ours(headers):
        return "foreign_caller"
    if not target.startswith("/"):  # "GET .elsewhere HTTP/1.1": no path of any API
        return "bad_target"
    if scope["path"].startswith(_TOKEN_PATHS):
        return "token_path"
    return "too_large" if raw is None else None


def _is_ours(headers: Mapping[str, str]) -> bool:
    """Whether it comes from this computer, and not from a web page: those may lead anywhere (CSRF, DNS rebinding)."""
    try:
        host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
    except ValueError:
        return False
    return is_loopback(host) and "origin" not in headers and headers.get("sec-fetch-site", "none") == "none"


# ASGI -----------------------------------------------------------------------------------------------------------------


async def _until_hung_up(receive: Receive, hung_up: threading.Event) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    hung_up.set()


async def _send(send: Send, reply: Reply) -> None:
    kept = [(name, value) for name, value in reply.headers.items() if name not in _HEADERS_NOT_BACK]
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in kept]
    headers.append((b"content-length", str(len(reply.body)).encode()))
    start: MutableMapping[str, Any] = {"type": "http.response.start", "status": reply.status, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": reply.body})


def _target(scope: Scope) -> str:
    """Path and query, to the letter as they came."""
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    query: bytes = scope["query_string"]
    return (path + (b"?" + query if query else b"")).decode("latin-1")


def redact_bytes(body: bytes, secrets: Iterable[Secret]) -> bytes:
    """Return the body without the secrets; untouched when they are not in it, for content need not be text."""
    secrets = tuple(secrets)
    if not any(secret.reveal().encode() in body for secret in secrets if secret):
        return body
    return redact(body.decode("utf-8", "replace"), secrets).encode()
