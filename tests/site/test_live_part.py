"""The living lessons of the browser edition, in Chromium: no server but one that hands out files.

Slow: ``make test-slow``, which builds the site before.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from helpers.paths import ROOT
from helpers.text import LANGUAGES
from tests.site.conftest import Server, unless_ci

pytest.importorskip("jupyterlite_pyodide_kernel", reason="make test-slow installs what builds the site")

from scripts.site.places import BYTES_MAX, DISK_MAX
from scripts.site.words import NOTICES

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def is_compared(cell: dict[str, Any]) -> bool:
    tags = set(cell["metadata"].get("tags", []))
    return cell["cell_type"] == "code" and not tags & {"nbval-ignore-output", "nbval-skip"}


def committed(name: str) -> list[dict[str, Any]]:
    notebook = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))
    return list(notebook["cells"])


#: The notebooks that have something to run: pages to look things up in have not.
NOTEBOOKS = [
    name
    for lang in LANGUAGES
    for name in sorted(f"{lang}/{path.stem}" for path in (ROOT / "notebooks" / lang).glob("[0-9]*.ipynb"))
    if any(map(is_compared, committed(name)))
]
FIRST_CELL = "jupyterapp.shell.currentWidget.context.model.sharedModel.getCell(1).getSource()"
NODE = ROOT / "tests" / "browser" / "node"
#: For a machine that does other work as well, in milliseconds.
PATIENCE = 240_000
#: What GitHub Pages compresses on its way.
_COMPRESSED = {".html", ".js", ".mjs", ".json", ".css", ".wasm", ".svg", ".ipynb", ".webmanifest"}


def lesson_address(served: Server, name: str) -> str:
    lang = name.partition("/")[0]
    return f"{served.address}live/{lang}/notebooks/index.html?path=notebooks/{name}.ipynb"


def open_lesson(page: Page, served: Server, name: str) -> None:
    """Open a lesson and wait until its Python has started."""
    page.goto(lesson_address(served, name))
    page.wait_for_function(
        "window.jupyterapp?.shell.currentWidget?.context?.sessionContext?.session?.kernel?.status === 'idle'",
        timeout=PATIENCE,
    )


def run_all(page: Page) -> list[dict[str, Any]]:
    """Run every cell that tests run at all (live mode is for people); returns the cells as they are then."""
    page.evaluate(
        """() => {
            for (const cell of jupyterapp.shell.currentWidget.context.model.sharedModel.cells)
                if (cell.getMetadata('tags')?.includes('nbval-skip')) cell.setSource('');
        }"""
    )
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(
        """() => {
            const widget = jupyterapp.shell.currentWidget;
            const code = widget.context.model.toJSON().cells.filter(c => c.cell_type === 'code' && c.source.length);
            const idle = widget.context.sessionContext.session.kernel.status === 'idle';
            return idle && code.every(c => c.execution_count !== null);
        }""",
        timeout=PATIENCE,
    )
    cells: list[dict[str, Any]] = page.evaluate("jupyterapp.shell.currentWidget.context.model.toJSON().cells")
    return cells


def compared(cell: dict[str, Any]) -> dict[str, Any]:
    """What nbval compares of a cell's outputs, by kind."""
    found: dict[str, Any] = {}
    for output in cell["outputs"]:
        if output["output_type"] == "stream":
            found[output["name"]] = found.get(output["name"], "") + "".join(output["text"])
        elif output["output_type"] == "error":
            found["error"] = (re.sub(r"<class '(?:.*\.)?(\w+)'>", r"\1", output["ename"]), output["evalue"])
        else:
            for kind, content in output["data"].items():
                if kind in ("text/plain", "text/html", "text/markdown"):
                    found.setdefault(kind, []).append("".join(content))
    return found


def different(name: str, cells: list[dict[str, Any]]) -> dict[str, tuple[Any, Any]]:
    """What is not as committed in a lesson that was run: by cell, what it says and what it should."""
    ran = {cell["id"]: compared(cell) for cell in cells if is_compared(cell)}
    asked = {cell["id"]: compared(cell) for cell in committed(name) if is_compared(cell)}
    return {key: (ran[key], wanted) for key, wanted in asked.items() if ran[key] != wanted}


# Budgets -------------------------------------------------------------------------------------------------------------


def test_the_site_fits_on_its_disk(site: Path) -> None:
    assert sum(file.stat().st_size for file in site.rglob("*") if file.is_file()) <= DISK_MAX


@cache
def over_the_line(file: Path) -> int:
    content = file.read_bytes()
    return len(gzip.compress(content, 6)) if file.suffix in _COMPRESSED else len(content)


# In the browser ------------------------------------------------------------------------------------------------------


def test_python_starts_while_jupyterlab_loads_and_the_kernel_takes_it(browser: Browser, served: Server) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        made: list[str] = []
        page.on("worker", lambda worker: made.append(worker.url.rpartition("/")[2]))
        open_lesson(page, served, "en/01_reply")
        assert [name for name in made if "early_python" in name or "comlink" in name] == ["early_python.js"]
        page.evaluate("jupyterapp.shell.currentWidget.context.sessionContext.restartKernel()")
        run_all(page)  # the next one the kernel starts itself
        expect(page.get_by_text("200 OK").first).to_be_visible()


def test_the_first_visit_costs_what_the_button_says(browser: Browser, served: Server, site: Path) -> None:
    with browser.new_context() as context:
        served.asked.clear()
        open_lesson(context.new_page(), served, "zh-TW/01_reply")
        files = {site.parent / path.lstrip("/") for path in served.asked}
        assert sum(over_the_line(file) for file in files if file.is_file()) <= BYTES_MAX


def items_of_menus(page: Page, *labels: str) -> set[str]:
    """What stands in some menus."""
    found: set[str] = set()
    for label in labels:
        page.locator(".lm-MenuBar-itemLabel").get_by_text(label, exact=True).click()
        page.locator(".lm-Menu-itemLabel").first.wait_for()
        found |= set(page.locator(".lm-Menu-itemLabel").all_inner_texts())
        page.keyboard.press("Escape")
        page.locator(".lm-Menu").wait_for(state="detached")
    return found


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody who opens one lesson after the other: only the first one waits for Python's files."""
    with browser.new_context() as context:
        yield context


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_output_of_a_lesson_is_the_committed_one(visitor: BrowserContext, served: Server, name: str) -> None:
    with visitor.new_page() as page:
        open_lesson(page, served, name)
        assert different(name, run_all(page)) == {}


def test_the_menus_a_learner_touches_are_chinese(visitor: BrowserContext, served: Server) -> None:
    """By the names that lessons give them; the page opens without its Python."""
    with visitor.new_page() as page:
        page.goto(lesson_address(served, "zh-TW/01_reply"))
        bar = page.locator(".lm-MenuBar-itemLabel")
        expect(bar).to_have_text(["檔案", "編輯", "檢視", "執行", "核心", "設定", "說明"], timeout=PATIENCE)
        wanted = {"下載", "執行選取的儲存格", "執行所有儲存格", "重新啟動核心並執行所有儲存格", "中止核心"}
        assert wanted - items_of_menus(page, "檔案", "執行", "核心") == set()


def test_three_lessons_in_firefox(served: Server) -> None:
    firefox = shutil.which("firefox-esr") or shutil.which("firefox")
    if firefox is None or not (NODE / "node_modules" / "puppeteer-core").is_dir():
        unless_ci("no Firefox (Debian: firefox-esr), or not what drives it (make node)")
    names = ["zh-TW/01_reply", "en/04_narrowcast", "en/06_compare"]
    command = ["node", str(NODE / "site.mjs"), str(firefox), *(lesson_address(served, name) for name in names)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    for name, line in zip(names, done.stdout.splitlines(), strict=True):
        assert different(name, json.loads(line)) == {}, name


def test_work_and_progress_survive_the_next_visit(browser: Browser, served: Server) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        open_lesson(page, served, "en/02_push")
        page.evaluate(
            """async () => {
                const { context } = jupyterapp.shell.currentWidget;
                context.model.sharedModel.getCell(1).setSource('mine = 1');
                await context.save();
            }"""
        )
        page.close()
        page = context.new_page()
        open_lesson(page, served, "en/02_push")
        assert page.evaluate(FIRST_CELL) == "mine = 1"


def test_a_newer_lesson_is_seen_and_the_old_copy_kept_beside_it(browser: Browser, served: Server) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        open_lesson(page, served, "en/02_push")
        page.evaluate(
            """async () => {
                const { context } = jupyterapp.shell.currentWidget;
                context.model.sharedModel.getCell(1).setSource('mine = 1');
                await context.save();
                const key = 'line-sending-lab lessons';
                const seen = JSON.parse(localStorage.getItem(key));
                seen['notebooks/en/02_push.ipynb'] = 'older';
                localStorage.setItem(key, JSON.stringify(seen));
            }"""
        )
        page.close()
        page = context.new_page()
        open_lesson(page, served, "en/02_push")
        assert page.evaluate(FIRST_CELL) != "mine = 1"
        expect(page.get_by_text(said("newer", name="02_push-old-1.ipynb"))).to_be_visible()
        kept = page.evaluate(
            """async () => {
                const { contents } = jupyterapp.serviceManager;
                const kept = await contents.get('notebooks/en/02_push-old-1.ipynb', { content: true });
                return kept.content.cells[1].source;
            }"""
        )
        assert "".join(kept) == "mine = 1"


def test_every_language_says_the_same() -> None:
    assert len({tuple(said) for said in NOTICES.values()}) == 1


# What a learner must know -------------------------------------------------------------------------------------------


def said(key: str, lang: str = "en", **values: str) -> str:
    return NOTICES[lang][key].format(**values)


def test_a_browser_that_keeps_nothing_says_so_and_the_lesson_runs(browser: Browser, served: Server) -> None:
    with browser.new_context(service_workers="block") as context:
        page = context.new_page()
        page.add_init_script(
            """Object.defineProperty(navigator, 'serviceWorker', { get: () => undefined });
            IDBFactory.prototype.open = () => { throw new DOMException('blocked', 'SecurityError'); };
            const refuse = () => { throw new DOMException('blocked', 'SecurityError'); };
            Object.defineProperty(globalThis, 'localStorage', { get: refuse });"""
        )
        open_lesson(page, served, "en/01_reply")
        expect(page.get_by_role("alert")).to_contain_text(said("no_storage"))
        assert all(output.get("ename") is None for cell in run_all(page) for output in cell.get("outputs", []))
        assert "Traceback" not in page.content()


def test_a_second_tab_of_a_lesson_says_so_until_the_first_is_closed(browser: Browser, served: Server) -> None:
    with browser.new_context() as context:
        first, second = context.new_page(), context.new_page()
        lesson = f"{served.address}live/en/notebooks/index.html?path=notebooks/en/02_push.ipynb"
        first.goto(lesson)
        second.goto(lesson)
        expect(second.get_by_text(said("second_tab"))).to_be_visible()
        assert first.get_by_role("alert").count() == 0
        first.close()
        expect(second.get_by_text(said("second_tab"))).to_have_count(0)


def test_a_full_browser_says_that_the_change_was_not_saved(browser: Browser, served: Server) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(
            """const put = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = function (...given) {
                if (globalThis.isFull) throw new DOMException('no room', 'QuotaExceededError');
                return put.apply(this, given);
            };"""
        )
        open_lesson(page, served, "en/02_push")
        page.evaluate(
            """() => {
                globalThis.isFull = true;
                const { context } = jupyterapp.shell.currentWidget;
                context.model.sharedModel.getCell(1).setSource('mine = 1');
                context.save().catch(() => {});
            }"""
        )
        expect(page.get_by_text(said("full"))).to_be_visible()
        assert page.evaluate(FIRST_CELL) == "mine = 1"
