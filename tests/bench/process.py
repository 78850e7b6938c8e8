"""Servers in processes of their own, so that what asks and what answers do not share one interpreter lock."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PLATFORM = ("helpers.stub", "--json", "--plan", "unlimited")
FLOOR = ("tests.bench.floor",)


class Served:
    """A server process, and one connection to it."""

    def __init__(self, ready: dict[str, Any], seconds: float) -> None:
        self.seconds = seconds  # from its start until it said where it serves
        self.token: str = ready["token"]
        self.pid: int = ready["pid"]
        parts = urlsplit(ready["url"])
        self.host, self.port = str(parts.hostname), int(parts.port or 0)
        self._connection = http.client.HTTPConnection(self.host, self.port, timeout=60)

    def ask(self, method: str, path: str, body: Any = None) -> tuple[dict[str, Any], float]:
        """One request: the answer, with its headers under "headers", and the seconds it took. Raises OSError."""
        headers = {"authorization": f"Bearer {self.token}", "content-type": "application/json"}
        if path.startswith("/_lab/"):
            del headers["authorization"]
        began = time.perf_counter()
        self._connection.request(method, path, None if body is None else json.dumps(body), headers)
        response = self._connection.getresponse()
        raw = response.read()
        took = time.perf_counter() - began
        if response.status >= 300:
            raise OSError(f"{method} {path}: {response.status} {raw!r}")
        return {**json.loads(raw), "headers": dict(response.getheaders())}, took

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def memory(self) -> float | None:
        """The memory it has, in MB; None where the system does not tell."""
        return self._memory("VmRSS")

    def peak_memory(self) -> float | None:
        """The most memory it ever had, in MB; None where the system does not tell."""
        return self._memory("VmHWM")

    def _memory(self, name: str) -> float | None:
        status = Path(f"/proc/{self.pid}/status")
        if not status.exists():
            return None
        lines = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines())
        return int(lines[name].split()[0]) / 1024


@contextmanager
def served(*module: str) -> Iterator[Served]:
    """``python -m module``, until the block ends."""
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", *module], stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        assert process.stdout is not None
        server = Served(json.loads(process.stdout.readline()), time.perf_counter() - began)
        yield server
        server.close()
    finally:
        process.terminate()
        process.communicate()
