"""Serving an ASGI app on loopback with uvicorn: in a thread for the notebooks, or in the foreground standalone.

The only module that knows of sockets and of uvicorn; whoever runs without sockets never imports it.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import socket
import threading
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import uvicorn
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from helpers.web.asgi import DROP
from helpers.web.loopback import BACKLOG, LOOPBACK, listen

#: A learner may think for long between two requests on one connection.
KEEP_ALIVE_SECONDS = 24 * 3600
_STOP_SECONDS = 5


class Server:
    """An ASGI app on a loopback port. The socket listens from the beginning, so a client never comes too early."""

    def __init__(
        self, app: ASGIApp, port: int = 0, host: str = LOOPBACK, listener: socket.socket | None = None
    ) -> None:
        """`port` 0 takes any free one; `listener` is a socket that listens already, whatever `port` and `host`.

        Raises ValueError for a host beyond loopback, OSError for a taken port.
        """
        self._socket = listener or listen(port, host)
        self.host: str = self._socket.getsockname()[0]
        self.port: int = self._socket.getsockname()[1]
        self._uvicorn = _Uvicorn(_config(_Droppable(app)))
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The origin, e.g. ``http://127.0.0.1:8000``, without a slash at its end."""
        return f"http://[{self.host}]:{self.port}" if ":" in self.host else f"http://{self.host}:{self.port}"

    def start(self) -> Server:
        """Serve in a daemon thread, until `stop` or the end of the process."""
        self._thread = threading.Thread(target=self.run, name="line-platform-server", daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """End within a moment: answers under way are finished, unfinished requests dropped. Twice does no harm."""
        self._uvicorn.wake()
        if self._thread is threading.current_thread():  # a forgotten lab may be collected here: the loop ends by itself
            return
        if self._thread is not None:
            self._thread.join(_STOP_SECONDS)
        self._socket.close()

    def run(self, ready: Callable[[], None] | None = None) -> None:
        """Serve here, until `stop`, or a signal to end that then goes on to the process's own handler.

        `ready` is called once requests are answered and signals end it in order.
        """
        self._uvicorn.ready = ready
        self._uvicorn.run(sockets=[self._socket])

    def __enter__(self) -> Server:
        return self.start()

    def __exit__(self, *error: object) -> None:
        self.stop()


def _config(app: ASGIApp) -> uvicorn.Config:
    """Return what is plain and fast: no WebSocket, lifespan or log of each request, no headers LINE does not send."""
    return uvicorn.Config(
        app, http=_protocol(), loop="asyncio", ws="none", lifespan="off", interface="asgi3",
        log_config=None, log_level="error", access_log=False, proxy_headers=False,
        date_header=False, server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS, timeout_graceful_shutdown=_STOP_SECONDS, backlog=BACKLOG,
    )  # fmt: skip


def _protocol() -> Any:
    """Return what reads requests: with httptools where it is installed, else with h11."""
    if find_spec("httptools") is None:
        return "h11"
    from helpers.web.at_once import AtOnceProtocol

    return AtOnceProtocol


class _Uvicorn(uvicorn.Server):
    """uvicorn that sleeps until it is told to stop, rather than look ten times a second."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken = asyncio.Event()
        self.ready: Callable[[], None] | None = None

    async def main_loop(self) -> None:
        self._loop = asyncio.get_running_loop()  # before should_exit is read: `wake` sets it before it looks here
        if self.ready is not None:
            self.ready()
        if not self.should_exit:
            await self._woken.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for connection in list(self.server_state.connections):
            cycle: Any = getattr(connection, "cycle", None)
            if cycle is not None and not cycle.response_complete:
                cycle.transport.abort()  # half a request, or one that a fault holds: nobody shall wait for it
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: Any) -> None:
        super().handle_exit(sig, frame)
        self.wake()

    def wake(self) -> None:
        """Stop, from any thread or signal handler."""
        self.should_exit = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._woken.set)


class _Droppable:
    """An app with a way to drop the connection in its scope, for faults that give no answer (`helpers.stub.app`)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        #: Whether the app answers requests to a path without waiting for anything (`helpers.web.at_once`).
        self.answers_at_once: Callable[[str], bool] | None = getattr(app, "answers_at_once", None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[DROP] = functools.partial(_drop, receive, send)
        with contextlib.suppress(ClientDisconnect):  # it hung up half-way: there is nobody to answer
            await self.app(scope, receive, send)


async def _drop(receive: Receive, send: Send, hold_seconds: float) -> None:
    """Hold the connection, then cut it without an answer; a client that goes away earlier ends the hold."""
    gone = asyncio.ensure_future(_disconnected(receive))
    await asyncio.wait({gone}, timeout=hold_seconds)
    cycle: Any = getattr(send, "__self__", None)  # ASGI has no way to say it: uvicorn's own object has the transport
    cycle.transport.abort()
    await gone  # only then does uvicorn know that no answer is due


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
