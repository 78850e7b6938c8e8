"""``python -m helpers.stub`` in a process of its own, and a small client of its control interface."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import urllib3

from helpers.paths import ROOT

#: Seconds: a limit for what takes a moment.
PATIENCE = 60.0


@dataclass
class Standalone:
    """A running platform: what it printed, and its process."""

    ready: Mapping[str, Any]
    process: subprocess.Popen[str]

    @property
    def url(self) -> str:
        return str(self.ready["url"])

    def lab(self, path: str, body: Any = None) -> Any:
        """Ask the control interface: GET, or POST when there is a body. Fails on an error."""
        method, raw = ("GET", None) if body is None else ("POST", json.dumps(body).encode())
        reply = urllib3.request(method, f"{self.ready['control']}{path}", body=raw, timeout=PATIENCE, retries=False)
        assert reply.status == 200, reply.data.decode()
        return reply.json()

    def act(self, who: str, act: str, **more: Any) -> Any:
        return self.lab(f"people/{quote(who)}/acts", {"act": act, **more})

    def texts(self, who: str) -> list[str]:
        """What stands on somebody's phone, once the bot has taken every webhook."""
        self.lab("webhook?wait=30")
        chats = self.lab(f"people/{quote(who)}/phone")["chats"]
        return [bubble["message"].get("text", "") for chat in chats for bubble in chat["bubbles"]]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "helpers.stub", *arguments]


@contextmanager
def start(*arguments: str) -> Iterator[Standalone]:
    """Run it until the end of the block."""
    with subprocess.Popen(
        command("--json", *arguments), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        try:
            assert process.stdout
            yield Standalone(json.loads(process.stdout.readline()), process)
        finally:
            process.kill()
            process.communicate()


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run it to its end."""
    return subprocess.run(
        command(*arguments), cwd=ROOT, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
    )
