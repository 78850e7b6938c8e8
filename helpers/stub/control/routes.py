"""Control of the world over HTTP, under ``/_lab/``: for bots and tests outside the notebook.

No token is asked for, so it answers this computer only: a request that a web page may have caused (an Origin, a
foreign Host) is refused. Input is read in full before anything changes.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from helpers.stub.control.handlers import Control, ControlRequest, Handler
from helpers.stub.control.json_input import BadInputError, Fields, read_object
from helpers.stub.control.requested_actions import REASONS
from helpers.stub.person_actions import NotPossibleError
from helpers.stub.platform import Platform
from helpers.web.asgi import read_body
from helpers.web.loopback import is_loopback

WAIT_SECONDS_MOST = 30
_POLL_SECONDS = 0.005


def routes(platform: Platform) -> tuple[Route, ...]:
    """Return the routes under ``/_lab/``, for `helpers.stub.app.make_app`."""
    control = Control(platform)
    known = tuple(Route(path, ControlPath(platform, handlers)) for path, handlers in control.paths().items())
    return (*known, Route("/_lab/{rest:path}", ControlPath(platform, {})))


class ControlPath:
    """One path under ``/_lab/``, as an ASGI app: `handlers` by HTTP method; none at all is an unknown path."""

    def __init__(self, platform: Platform, handlers: Mapping[str, Handler]) -> None:
        """Each handler runs with the platform locked and returns what to answer as JSON."""
        self._platform = platform
        self._handlers = handlers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        raw = await read_body(request.receive)
        try:
            _check_caller(request)
            handler = self._handler(request.method)
            if "wait" in request.query_params:
                await self._wait(request)
            answer = self._run(handler, request, raw)
            response = _json(answer, 200)
        except NotPossibleError as error:
            message = REASONS.get(error.key, "{name} cannot do that now.").format(name=error.name)
            response = _json({"message": message, "reason": error.key}, 409)
        except BadInputError as error:
            response = _json({"message": str(error)}, error.status)
        await response(scope, receive, send)

    def _handler(self, method: str) -> Handler:
        if not self._handlers:
            raise BadInputError("No such path; GET /_lab/ lists what there is.", 404)
        if method not in self._handlers:
            raise BadInputError(f"This path takes {' and '.join(sorted(self._handlers))} only.", 405)
        return self._handlers[method]

    def _run(self, handler: Handler, request: Request, raw: bytes | None) -> Any:
        if raw is None:
            raise BadInputError("The body is larger than 2 MB.", 413)
        asked = ControlRequest(request.path_params, request.query_params, read_object(raw))
        with self._platform.lock:
            self._platform.settle()
            return handler(asked)

    async def _wait(self, request: Request) -> None:
        """``?wait=5``: answer once the bot has taken every webhook, or after so many seconds.

        The platform stays unlocked meanwhile: the bot calls the API before it answers. Who hangs up, or is hung up on
        when the server ends, is not waited for.
        """
        seconds = float(ControlRequest({}, request.query_params, Fields({})).whole("wait", 0, high=WAIT_SECONDS_MOST))
        delivery = self._platform.webhook_delivery
        while seconds > 0 and delivery.pending and not await request.is_disconnected():
            await asyncio.sleep(_POLL_SECONDS)
            seconds -= _POLL_SECONDS


def _check_caller(request: Request) -> None:
    """Raise BadInputError 403 for what a web page may have sent (CSRF), or under a foreign name (DNS rebinding)."""
    host = request.headers.get("host")
    if host is not None and not is_loopback(_host_name(host)):
        raise BadInputError("This control interface answers this computer only.", 403)
    site = request.headers.get("sec-fetch-site", "none")
    if "origin" in request.headers or site not in ("none", "same-origin"):
        raise BadInputError("This control interface does not answer web pages.", 403)


def _host_name(header: str) -> str:
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


def _json(data: Any, status: int) -> Response:
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Response(body, status, media_type="application/json")
