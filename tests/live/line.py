"""LINE as a script, for tests of what stands before it; a token that looks real; and a tunnel that can die."""

from __future__ import annotations

import base64
import json
import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from helpers.live.forwarding import Options
from helpers.live.line_client import NoReply, Reply, Result
from helpers.redaction import Secret
from helpers.stub.world.clock import START
from helpers.stub.world.ids import Ids
from helpers.web.loopback import LOOPBACK, listen

#: Of the form of LINE's long-lived tokens and secrets, put together here so that no file holds one.
TOKEN = base64.b64encode(bytes(range(7, 135))).decode()
SECRET = "".join(f"{number * 37 % 256:02x}" for number in range(16))
ME, OTHER, THIRD = (Ids().user(number) for number in (0, 1, 2))
GROUP = Ids().chat("group", 0)


@dataclass
class Asked:
    """One question LINE was asked."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    authorization: str
    fresh: bool

    @property
    def retry_key(self) -> str | None:
        return self.headers.get("x-line-retry-key")


@dataclass
class ScriptedLine:
    """Answers what `answers` say for a path, one after the other, the last one for ever; 200 ``{}`` for the rest."""

    answers: dict[str, list[Result]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    was_asked: threading.Event = field(default_factory=threading.Event)

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
        shown = authorization.reveal() if authorization else ""
        self.asked.append(Asked(method, target, dict(headers or {}), body or b"", shown, fresh))
        self.was_asked.set()
        script = self.answers.get(target.partition("?")[0], [ok()])
        return script.pop(0) if len(script) > 1 else script[0]

    def close(self) -> None:
        pass

    def to(self, path: str) -> list[Asked]:
        """What was asked of one path."""
        return [asked for asked in self.asked if asked.target.partition("?")[0] == path]


def ok(body: Any = None, status: int = 200, **headers: str) -> Reply:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, {"x-line-request-id": "line-1", **given}, json.dumps(body or {}).encode())


def refused(status: int, message: str) -> Reply:
    return ok({"message": message}, status)


def accepted_before(sent: Any = None) -> Reply:
    """The 409 of a retry key that was accepted (facts 6)."""
    body = {"message": "The retry key is already accepted"} | ({"sentMessages": sent} if sent else {})
    return ok(body, 409, x_line_accepted_request_id="line-0")


LOST, UNREACHED = NoReply(True, "dropped"), NoReply(False, "unreachable")
RATE = refused(429, "The API rate limit has been exceeded. Try again later.")
MONTH = refused(429, "You have reached your monthly limit.")
BROKEN = refused(500, "Internal server error")


class Naps(list[float]):
    """Sleeps for no time at all, and remembers for how long."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def options(naps: Naps | None = None, **changes: Any) -> Options:
    """Time stands still, and nobody sleeps."""
    numbers = iter(range(10_000))
    given: dict[str, Any] = {
        "now": lambda: START,
        "clock": lambda: 0.0,
        "sleep": Naps() if naps is None else naps,
        "new_key": lambda: f"00000000-0000-4000-8000-{next(numbers):012}",
    }
    return Options(**{**given, **changes})


class Tunnel:
    """A TCP tunnel to a port on this computer. It can die, come back, and swallow answers."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._listener = listen(0)
        self.port: int = self._listener.getsockname()[1]
        #: Requests get through, answers do not.
        self.swallow = False
        self._sockets: list[socket.socket] = []
        self._accepting()

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    def die(self) -> None:
        """Nobody listens any more, and what is open is cut."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._cut()

    def revive(self) -> None:
        """On the same port again."""
        self._listener = listen(self.port)
        self._accepting()

    def __enter__(self) -> Tunnel:
        return self

    def __exit__(self, *error: object) -> None:
        self.die()

    def _cut(self) -> None:
        for one in self._sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._sockets.clear()

    def _accepting(self) -> None:
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection((LOOPBACK, self._to))
                self._sockets += [near, far]
                threading.Thread(target=self._copy, args=(near, far, False), daemon=True).start()
                threading.Thread(target=self._copy, args=(far, near, True), daemon=True).start()

    def _copy(self, source: socket.socket, target: socket.socket, answers: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if answers and self.swallow:
                    break
                target.sendall(data)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
