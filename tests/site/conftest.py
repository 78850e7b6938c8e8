"""The built site, served as GitHub Pages does, and a Chromium that reaches no other host."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import NO_CHROMIUM
from tests.browser.jupyter import chromium_path


def unless_ci(reason: str) -> None:
    """Skip, but fail in CI."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


@pytest.fixture(scope="session")
def site() -> Path:
    """The site, built from what is here now."""
    pytest.importorskip("jupyterlite_pyodide_kernel", reason="make test-slow installs what builds the site")
    from scripts.site.build import build_if_changed

    if shutil.which("node") is None:
        unless_ci("no Node to build the site with")
    return build_if_changed()


class Server(ThreadingHTTPServer):
    """Hands out files and remembers which."""

    asked: list[str]

    @property
    def address(self) -> str:
        """Where the site begins: below the root, as on GitHub Pages."""
        return f"http://127.0.0.1:{self.server_address[1]}/site/"


class Handler(SimpleHTTPRequestHandler):
    def send_head(self) -> Any:
        self.server.asked.append(self.path.partition("?")[0])  # type: ignore[attr-defined]
        return super().send_head()

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), partial(Handler, directory=str(site.parent)))
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


# The scope is the package: Playwright keeps an event loop running, which tests elsewhere must not meet.
@pytest.fixture(scope="package")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A Chromium that finds no name but ours; at its end no other host was asked for."""
    if chromium_path() is None:
        unless_ci(NO_CHROMIUM)
    log = tmp_path_factory.mktemp("net") / "log.json"
    arguments = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    arguments += [f"--log-net-log={log}", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=arguments)
        yield chromium
        chromium.close()
    assert hosts(log.read_text(encoding="utf-8", errors="replace")) <= {"127.0.0.1"}


def hosts(log: str) -> set[str]:
    """Return the hosts in a net log, without Chromium's own: accounts, autofill, updates."""
    own = re.compile(r"(?:.*\.)?(?:google|googleapis|gstatic|gvt1)\.com")
    found = set(re.findall(r'"url":"(?:https?|wss?)://([^/":]+)', log))
    return {host for host in found if not own.fullmatch(host)}
