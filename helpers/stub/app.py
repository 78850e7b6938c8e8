"""HTTP in, HTTP out: the routes and the fixed order of checks; nothing else.

Order of checks [I]: path 404, method 405, token 401, size 413, content type 415, JSON 400, rate limit 429, retry
key 400 / 409, body 400; then the operation's own: entitlement 403, target 400, quota 429. A path or method that LINE
has and the platform does not simulate goes the same way and ends in a 501.

The handlers never really await once the body is read, so the same app also runs without an event loop
(`helpers.session.transport`), and one platform needs no more than one lock.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import QueryParams
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from helpers.line import errors
from helpers.line.errors import Detail, LineError, Rule
from helpers.line.faults import Fault
from helpers.line.outcomes import Outcome, Receipt
from helpers.stub.call import Answer, Call
from helpers.stub.ledgers.journal import Entry
from helpers.stub.operations import OPERATIONS, not_simulated
from helpers.stub.operations.operation import Operation
from helpers.stub.platform import Platform
from helpers.stub.rules import request_body
from helpers.web.asgi import DROP, RECEIPT, Receive, Scope, Send, read_body


def make_app(platform: Platform, extra_routes: tuple[BaseRoute, ...] = ()) -> ASGIApp:
    """Return the ASGI app of a platform: the API at the root of the origin, then `extra_routes`, then 404.

    Most requests are sends, whose paths hold no ids: those are looked up, not matched one route after the other.
    """
    by_path: dict[str, dict[str, Operation]] = defaultdict(dict)
    for operation in OPERATIONS:
        by_path[operation.path][operation.method] = operation
    endpoints = {path: Endpoint(platform, operations) for path, operations in by_path.items()}
    rest = Starlette(routes=[*(_route(path, endpoint) for path, endpoint in endpoints.items()), *extra_routes])
    rest.router.redirect_slashes = False  # LINE takes paths exactly as documented (NEWS 2026-08-17)
    rest.router.default = Endpoint(platform, {})
    return _App({path: endpoint for path, endpoint in endpoints.items() if "{" not in path}, rest)


class _App:
    """The API's paths without ids, looked up, and `rest` for all others."""

    def __init__(self, exact: Mapping[str, Endpoint], rest: ASGIApp) -> None:
        self._exact = exact
        self._rest = rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        endpoint = self._exact.get(scope["path"]) if scope["type"] == "http" else None
        await (endpoint or self._rest)(scope, receive, send)

    def answers_at_once(self, path: str) -> bool:
        """Whether requests to this path are answered without waiting for anything (`helpers.web.at_once`)."""
        return path in self._exact


def _route(path: str, endpoint: Endpoint) -> Route:
    """Return a route that takes the path exactly: Starlette's own also takes a line feed behind it."""
    route = Route(path, endpoint)
    route.path_regex = re.compile(route.path_regex.pattern.removesuffix("$") + r"\Z")
    return route


class _DropConnectionError(Exception):
    """A fault asked for no answer at all."""

    def __init__(self, hold_seconds: float) -> None:
        self.hold_seconds = hold_seconds


class _Request:
    """What the platform asks of a request, read when it is asked: a push needs three of its headers and no query."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.method: str = scope["method"]
        self.path_params: Mapping[str, str] = scope.get("path_params", {})
        self._headers: dict[bytes, bytes] = dict(reversed(scope["headers"]))  # of two alike the first counts

    def header(self, name: bytes) -> str | None:
        value = self._headers.get(name)
        return None if value is None else value.decode("latin-1")

    @property
    def query(self) -> Mapping[str, str]:
        text = self.scope["query_string"]
        return QueryParams(text) if text else {}


_write = json.JSONEncoder(separators=(",", ":")).encode


class Endpoint:
    """One path of the API, as an ASGI app: `operations` by HTTP method; none at all is an unknown path."""

    def __init__(self, platform: Platform, operations: Mapping[str, Operation]) -> None:
        """Serve these operations on this platform."""
        self._platform = platform
        self._operations = operations

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        raw = await read_body(receive)
        try:
            with self._platform.lock:
                start, body = self._respond(_Request(scope), raw)
        except _DropConnectionError as drop:
            await scope[DROP](drop.hold_seconds)
            return
        await send(start)
        await send({"type": "http.response.body", "body": body})

    def _respond(self, request: _Request, raw: bytes | None) -> tuple[dict[str, Any], bytes]:
        """Do the whole exchange: checks, the operation, the journal, the response."""
        request_id = self._platform.ids.request()
        headers: dict[str, str] = {"x-line-request-id": request_id}
        rule: Rule | None = None
        outcome: Outcome | None = None
        try:
            answer = self._answer(request, raw, request_id)
            outcome = answer.outcome  # accepted, even if the answer is spoilt now
            _spoil(self._platform.faults.take("after", self._name_of(request)))
        except LineError as error:
            answer, rule = Answer(error.as_json(), error.status), error.rule
            headers.update(error.headers)
        except _DropConnectionError:
            self._note(request, request_id, None, errors.FAULT_INJECTED, outcome)
            raise
        self._note(request, request_id, answer.status, rule, outcome)
        body = answer.body if isinstance(answer.body, bytes) else _write(answer.body).encode()
        headers |= {"content-length": str(len(body)), "content-type": answer.content_type}
        pairs = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
        return {"type": "http.response.start", "status": answer.status, "headers": pairs}, body

    def _note(
        self, request: _Request, request_id: str, status: int | None, rule: Rule | None, outcome: Outcome | None
    ) -> None:
        scope = request.scope
        now_ms = self._platform.now()
        scope[RECEIPT] = Receipt(request_id, now_ms, rule, outcome)
        entry = Entry(request_id, now_ms, request.method, scope["path"], status, rule, outcome)
        self._platform.journal.add(entry, self._name_of(request))

    def _answer(self, request: _Request, raw: bytes | None, request_id: str) -> Answer:
        platform = self._platform
        operation = self._operation(request.method, request.scope["path"])
        if operation.token:
            _check_token(platform, request.header(b"authorization"))
        body = _read_json(operation, request.header(b"content-type") or "", raw)
        platform.settle()
        now_ms = platform.now()
        platform.rate_limits.take(operation.name, operation.rate, now_ms)
        retry_key = _check_retry_key(platform, operation, request.header(b"x-line-retry-key"), now_ms)
        _spoil(platform.faults.take("before", operation.name))
        data = _check_body(platform, operation, body)
        call = Call(request_id, now_ms, request.path_params, request.query, data, retry_key)
        return operation.handle(platform, call)

    def _name_of(self, request: _Request) -> str:
        operation = self._operations.get(request.method)
        return operation.name if operation else "unknown"

    def _operation(self, method: str, path: str) -> Operation:
        operation = self._operations.get(method) or not_simulated.find(method, path)
        if operation is None:
            raise errors.method_not_allowed(method) if self._operations else errors.not_found()
        return operation


def _check_token(platform: Platform, header: str | None) -> None:
    """Raise LineError 401 unless the header is ``Bearer`` and the channel's token (facts 1.2)."""
    scheme, _, token = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise errors.auth_missing()
    if token.strip() in platform.account.expired_tokens:
        raise errors.auth_expired()
    if token.strip() != platform.account.access_token:
        raise errors.auth_invalid()


def _read_json(operation: Operation, content_type: str, raw: bytes | None) -> request_body.Body | None:
    """Return the JSON body of operations that take one. Raise LineError 413, 415 or 400."""
    if raw is None:
        raise errors.body_too_large()
    if operation.model is None or (operation.body_optional and not raw):
        return None
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise errors.content_type(content_type)
    return request_body.parse_body(raw)


def _check_retry_key(platform: Platform, operation: Operation, key: str | None, now_ms: int) -> str | None:
    if key is None:
        return None
    if not operation.retry_key:
        raise errors.retry_key_unsupported()
    try:
        platform.retry_keys.check(key, now_ms)
    except LineError as error:
        if error.status == 409:  # accepted before: this answer can be spoilt, too
            _spoil(platform.faults.take("before") or platform.faults.take("after"))
        raise
    return key


def _check_body(platform: Platform, operation: Operation, body: request_body.Body | None) -> Mapping[str, Any]:
    """Return the body as data, once the SDK's model and the operation's own rules accept it."""
    model = operation.body_model()
    if body is None or model is None:
        return {}
    found = request_body.schema_problems(body, model)
    more: list[Detail] = operation.rules(platform, body.value, found) if operation.rules else []
    request_body.refuse(found, more)
    data: Mapping[str, Any] = body.value
    return data


def _spoil(fault: Fault | None) -> None:
    """Answer as the fault asks, if there is one."""
    if fault is None:
        return
    if fault.kind == "timeout":
        raise _DropConnectionError(fault.hold_seconds)
    raise errors.rate_limit() if fault.kind == "429" else errors.internal_error()
