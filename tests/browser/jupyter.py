"""JupyterLab as its own process, and a headless Chromium that opens notebooks in it.

Used by the browser tests and by scripts/screenshots.py, so that a picture in the README shows what a test has seen.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, Playwright, Route, TimeoutError

from helpers.paths import ROOT

START_SECONDS = 60
#: How long starting and running may take: far longer than they do, for two cores may have much to do.
RUN_SECONDS = 120
#: How long a test waits for what it expects, and how often `eventually` asks.
PATIENCE_SECONDS, PAUSE_SECONDS = 30, 0.05
WIDE, NARROW, PHONE = 1280, 600, 360
#: Notebook 7 says so when its kernel has nothing to do.
IDLE = ".jp-Notebook-ExecutionIndicator[data-status=idle]"
#: More Tabs than a panel has controls: by then the one looked for has been passed.
MANY = 80
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}

_SETTINGS: Mapping[str, Mapping[str, object]] = {
    # Cells out of sight are not in the page at all unless asked for.
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none", "scrollPastEnd": False},
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}
_FOCUSED = "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"
_CUT_OFF = "[...document.querySelectorAll(selector)].filter(e => e.getBoundingClientRect().right > window.innerWidth)"
_OPEN = """path => {
    const open = window.jupyterapp?.shell.currentWidget?.context;
    return open?.isReady && open.path === path;
}"""
#: JupyterLab hides all it shows while a theme comes, and lays it out again when the window has another size.
_SHOWN = """([light, width]) => {
    const main = document.getElementById("main");
    return (light === null || document.body.dataset.jpThemeLight === light) && main.checkVisibility()
        && (width === null || (innerWidth === width && main.lastElementChild.getBoundingClientRect().right <= width));
}"""
_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_CLOSE = """async () => {
    const notebook = jupyterapp.shell.currentWidget;
    await notebook.context.sessionContext.shutdown();
    notebook.dispose();
}"""
_CHROMIUM_ARGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
]


def chromium_path() -> str | None:
    """The Chromium to drive: the one named by CHROMIUM, or the first on the path; None without one."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def copy_notebooks(to: Path) -> Path:
    """Copy notebooks/ into the folder `to`: running a notebook must not change the committed one."""
    shutil.copytree(ROOT / "notebooks", to / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return to


@contextmanager
def jupyterlab(root: Path, scratch: Path) -> Iterator[str]:
    """Serve the folder `root` by a JupyterLab that keeps all it writes in `scratch`; yields its address."""
    _write_settings(scratch / "settings")
    log = scratch / "jupyter.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            _command(root), cwd=root, env=_environment(scratch), stdout=output, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            yield _address(process, scratch / "runtime", log)
        finally:
            _stop(process)


@contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The Chromium of `chromium_path`, without a window."""
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=_CHROMIUM_ARGS)
    try:
        yield browser
    finally:
        browser.close()


def run_all_in_notebook_7(page: Page, shows: str) -> None:
    """Run all cells of the notebook open in Notebook 7, until there is an element matching `shows`.

    It says that it is idle before its kernel takes anything, and what comes then is lost: so it is asked again.
    """
    page.locator(IDLE).wait_for(timeout=RUN_SECONDS * 1000)
    for _ in range(5):
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        with suppress(TimeoutError):
            page.locator(shows).first.wait_for(timeout=RUN_SECONDS * 200)
            page.locator(IDLE).wait_for(timeout=RUN_SECONDS * 1000)  # until then an output may still be replaced
            return
    raise AssertionError(f"nothing shows {shows}")


def press(panel: Locator, label: str) -> None:
    """Click the button of this name."""
    panel.get_by_role("button", name=label, exact=True).click()


Answer = TypeVar("Answer")


def eventually(ask: Callable[[], Answer], wanted: object) -> Answer:
    """Return what `ask` answers as soon as it is `wanted`; else, when patience ends, its last answer.

    What is measured right after a click is what was there before it: the kernel, and the page, take their time.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (answer := ask()) != wanted and time.monotonic() < deadline:
        time.sleep(PAUSE_SECONDS)
    return answer


@dataclass(frozen=True)
class Cell:
    """One code cell as JupyterLab holds it: its key, source, execution count and outputs (nbformat)."""

    key: str
    source: str
    count: int | None
    outputs: list[dict[str, Any]]

    @property
    def complaints(self) -> list[str]:
        """What went wrong in it: exceptions, and anything written to stderr."""
        return [str(o.get("ename") or o.get("text")) for o in self.outputs if _complains(o)]


class Notebook:
    """A notebook open in JupyterLab.

    `name` is its path as one word (``zh-TW-01_reply``); `asked_outside` lists the addresses it tried to reach beyond
    this computer.
    """

    def __init__(self, page: Page, address: str, path: str) -> None:
        """Open `path` (from the folder served at `address`) in `page` and wait until its kernel answers.

        A page that shows another notebook changes to this one: JupyterLab itself takes seconds to start.
        """
        self.page = page
        self.name = path.removeprefix("notebooks/").removesuffix(".ipynb").replace("/", "-")
        self.asked_outside: list[str] = []
        started = page.url.startswith(address)
        if started:
            page.evaluate(_CLOSE)
            page.unroute_all()
        page.route(lambda url: urlsplit(url).hostname not in ("127.0.0.1", None), self._refuse)
        if not page.request.get(f"{address}api/contents/{path}?content=0").ok:
            raise FileNotFoundError(f"{path} is not in the folder JupyterLab serves")
        if started:
            page.evaluate("async path => { await jupyterapp.commands.execute('docmanager:open', { path }); }", path)
        else:
            page.goto(f"{address}doc/tree/{path}?reset", wait_until="domcontentloaded")
        page.wait_for_function(_OPEN, arg=path, timeout=RUN_SECONDS * 1000)
        page.evaluate("jupyterapp.shell.currentWidget.context.sessionContext.ready")

    def run_all(self) -> None:
        """Run all cells as the menu does, and wait for the last (or for the first that fails)."""
        self.page.evaluate(
            "() => { window.labRun = false;"
            " jupyterapp.commands.execute('notebook:run-all-cells').finally(() => { window.labRun = true; }); }"
        )
        self.page.wait_for_function("window.labRun", timeout=RUN_SECONDS * 1000)

    def run_first(self, count: int) -> None:
        """Run the first `count` code cells, and wait for them."""
        self.page.evaluate(
            "async count => { const notebook = jupyterapp.shell.currentWidget.content;"
            " const code = notebook.widgets.filter(c => c.model.type === 'code').slice(0, count);"
            " for (const cell of code) { notebook.activeCellIndex = notebook.widgets.indexOf(cell);"
            " notebook.deselectAll(); await jupyterapp.commands.execute('notebook:run-cell'); } }",
            count,
        )

    def output_of(self, key: str) -> Locator:
        """The whole output of the cell with this key."""
        keys = self.page.evaluate("jupyterapp.shell.currentWidget.content.widgets.map(c => c.model.id)")
        return self.output(keys.index(key))

    def tab_to(self, words: str, key: str = "Tab") -> None:
        """Press Tab (or Shift+Tab) until what has the keyboard bears these words, or has them as its label."""
        for _ in range(MANY):
            if (focused := self.page.evaluate(_FOCUSED)) == words:
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{key} never reaches {words!r}; it ended on {focused!r}")

    def choose_next(self) -> None:
        """Choose, by keyboard, the option after the chosen one in the menu that has the focus.

        Space comes first: on a closed menu JupyterLab takes the arrow keys for its own.
        """
        self.page.keyboard.press("Space")
        self.page.wait_for_function("document.activeElement.matches(':open')")
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")

    def output(self, cell: int) -> Locator:
        """The whole output of a cell, counted from 0."""
        return self.page.locator(".jp-Cell").nth(cell).locator(".jp-OutputArea")

    def code_cells(self) -> list[Cell]:
        """The code cells that are not empty, in order."""
        found = self.page.evaluate(
            "jupyterapp.shell.currentWidget.content.widgets.filter(c => c.model.type === 'code').map(c => ["
            "c.model.id, c.model.sharedModel.getSource(), c.model.executionCount, c.model.outputs.toJSON()])"
        )
        return [Cell(*values) for values in found if values[1].strip()]

    def theme(self, name: str) -> None:
        """Change the theme: ``light`` or ``dark``."""
        self.page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', { theme })", arg=THEMES[name])
        self._until_shown(light=str(name == "light").lower())

    def resize(self, width: int, height: int = 900) -> None:
        """Make the window `width` by `height` pixels, and wait until JupyterLab has laid out the page."""
        self.page.set_viewport_size({"width": width, "height": height})
        self._until_shown(width=width)

    def cut_off(self, selector: str, patience: int = 10_000) -> list[str]:
        """The elements matching `selector` that reach beyond the right edge of the window: first words of each.

        JupyterLab lays the page out some time after the window has changed; `patience` is how long it may take, in
        milliseconds.
        """
        with suppress(TimeoutError):
            self.page.wait_for_function(f"selector => !({_CUT_OFF}).length", arg=selector, timeout=patience)
        found = self.page.evaluate(f"selector => ({_CUT_OFF}).map(e => e.textContent)", arg=selector)
        return [text.strip()[:40] for text in found]

    def show(self, selector: str) -> None:
        """Scroll so that the cell with the first element matching `selector` stands at the top."""
        self.page.locator(".jp-Cell").filter(has=self.page.locator(selector)).first.evaluate(
            "cell => cell.scrollIntoView({ block: 'start' })"
        )

    def picture(self, to: Path, *, whole: bool = False) -> None:
        """Save what the window shows as PNG; with `whole`, the notebook from top to bottom."""
        size = self.page.viewport_size
        assert size is not None, "the window has a fixed size"
        if whole:
            self.resize(size["width"], self._height())
            self.page.locator(".jp-WindowedPanel-outer").evaluate("pane => { pane.scrollTop = 0; }")
        self.page.screenshot(path=to, animations="disabled")
        self.page.set_viewport_size(size)

    def _until_shown(self, light: str | None = None, width: int | None = None) -> None:
        self.page.wait_for_function(_SHOWN, arg=[light, width], timeout=RUN_SECONDS * 1000)
        self.page.evaluate(_FRAMES)  # what follows the size of an element is drawn a frame later

    def _height(self) -> int:
        """How tall the window must be to show every cell; a picture has its limit, too."""
        tall = self.page.locator(".jp-Cell").evaluate_all(
            "cells => cells.at(-1).getBoundingClientRect().bottom - cells[0].getBoundingClientRect().top"
        )
        return min(int(tall) + 150, 16_000)

    def _refuse(self, route: Route) -> None:
        self.asked_outside.append(route.request.url)
        route.abort()


def _complains(output: dict[str, Any]) -> bool:
    return output["output_type"] == "error" or output.get("name") == "stderr"


def _command(root: Path) -> list[str]:
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0"]
    command += [f"--ServerApp.root_dir={root}", "--IdentityProvider.token=", "--LabApp.expose_app_in_browser=True"]
    command += ["--JupyterNotebookApp.expose_app_in_browser=True"]
    command += ["--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    return [*command, "--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else command


def _environment(scratch: Path) -> dict[str, str]:
    folders = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    ours = {name: str(scratch / folder) for name, folder in folders.items()}
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    theirs = {name: value for name, value in os.environ.items() if name not in ("COURSE_LANG", "LAB_TRANSPORT")}
    return theirs | ours | {"PYTHONPATH": path}


def _write_settings(folder: Path) -> None:
    for plugin, settings in _SETTINGS.items():
        file = folder / f"{plugin}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(settings), encoding="utf-8", newline="\n")


def _address(process: subprocess.Popen[bytes], runtime: Path, log: Path) -> str:
    """Where the server listens, once it answers. It picks its own port and writes it into a file in `runtime`."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and _still_starting(process):
        for file in runtime.glob("jpserver-*.json"):
            address = _answering(file)
            if address:
                return address
    raise RuntimeError("JupyterLab did not start:\n" + log.read_text(encoding="utf-8", errors="replace")[-3000:])


def _still_starting(process: subprocess.Popen[bytes]) -> bool:
    """Wait a moment; whether the process is alive after it."""
    try:
        process.wait(timeout=0.1)
    except subprocess.TimeoutExpired:
        return True
    return False


def _answering(file: Path) -> str | None:
    try:
        address = f"http://127.0.0.1:{json.loads(file.read_text(encoding='utf-8'))['port']}/"
        with urllib.request.urlopen(address + "api/status", timeout=5):
            return address
    except (OSError, ValueError):  # not listening yet, or the file is half written
        return None


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()  # JupyterLab shuts its kernels down first
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
