"""One request to an ASGI app in this process, in a lifespan of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from helpers.line.webhook_request import WebhookRequest
from helpers.web.coroutines import can_wait

_ASGI = {"version": "3.0", "spec_version": "2.3"}


async def call_asgi(app: Any, path: str, request: WebhookRequest) -> int:
    """Return the HTTP status of the app's answer. Raise what the app raises, when it starts, too.

    Each request has a lifespan of its own, for it has an event loop of its own.
    """
    async with _lifespan(app) as state:
        return await _ask(app, _scope(path, request) | {"state": dict(state)}, request.body)


async def _ask(app: Any, scope: dict[str, Any], body: bytes) -> int:
    done = asyncio.Event()
    incoming = [{"type": "http.request", "body": body, "more_body": False}]
    statuses: list[int] = []

    async def receive() -> dict[str, Any]:
        if incoming:
            return incoming.pop()
        await done.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])
        elif not message.get("more_body", False):
            done.set()

    await app(scope, receive, send)
    if not statuses:
        raise RuntimeError("the app sent no http.response.start")
    return statuses[0]


@asynccontextmanager
async def _lifespan(app: Any) -> AsyncIterator[dict[str, Any]]:
    """Start the app, and stop it after; its state is what it shares with its requests.

    An app without a lifespan raises when it is asked for one, and goes on (ASGI's specification).
    """
    if not can_wait():  # a browser tab, where nothing runs beside the request
        yield {}
        return
    state: dict[str, Any] = {}
    started, stopping = asyncio.Event(), asyncio.Event()
    failed: list[str] = []
    errors: list[BaseException] = []

    async def receive() -> dict[str, Any]:
        if not started.is_set():
            return {"type": "lifespan.startup"}
        await stopping.wait()
        return {"type": "lifespan.shutdown"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "lifespan.startup.failed":
            failed.append(message.get("message", ""))
        started.set()

    async def live() -> None:
        try:
            await app({"type": "lifespan", "asgi": _ASGI, "state": state}, receive, send)
        except (Exception, SystemExit) as error:  # a task must not end the loop by the latter
            errors.append(error)
        finally:
            started.set()

    life = asyncio.create_task(live())
    await started.wait()
    if failed:
        await life
        raise errors[0] if errors else RuntimeError(failed[0])
    try:
        yield state
    finally:
        stopping.set()
        await life


def _scope(path: str, request: WebhookRequest) -> dict[str, Any]:
    headers = {"host": "127.0.0.1", "content-length": str(len(request.body)), **request.headers}
    return {
        "type": "http",
        "asgi": _ASGI,
        "http_version": "1.1",
        "scheme": "http",
        "method": "POST",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 0),
    }
