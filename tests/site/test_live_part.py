"""The living lessons of the browser edition, in Chromium and Firefox: no server but one that hands out files.

Slow: ``make test-slow``, which builds the site before. What takes the time is opening a page (JupyterLab, Python), so
each language has one here, in which one lesson follows the other.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from helpers.paths import ROOT
from helpers.text import LANGUAGES
from tests.site.conftest import Server, unless_ci
from tests.site.lessons import (
    FIRST_CELL,
    NOTEBOOKS,
    PATIENCE,
    different,
    lesson_address,
    open_lesson,
    open_to_read,
    put_lesson,
    run_all,
    said_by,
    without_python,
)

pytest.importorskip("jupyterlite_pyodide_kernel", reason="make test-slow installs what builds the site")

from scripts.site.places import BYTES_MAX, DISK_MAX, REQUESTS_MAX

pytestmark = [pytest.mark.slow, pytest.mark.browser]

NODE = ROOT / "tests" / "browser" / "node"
LESSONS = sorted({name.partition("/")[2] for name in NOTEBOOKS})
TABLET: ViewportSize = {"width": 820, "height": 1180}
FIRST_REPLY = """
from helpers import open_lab
from linebot.v3.messaging import ReplyMessageRequest, TextMessage
lab = open_lab(lang="en")
token = lab.friend("Mei").send_text("hello").reply_token
lab.line_bot_api.reply_message(ReplyMessageRequest(reply_token=token, messages=[TextMessage(text="hello")]))
print(lab.last.status)
"""
#: What GitHub Pages compresses on its way.
_COMPRESSED = {".html", ".js", ".mjs", ".json", ".css", ".wasm", ".svg", ".ipynb", ".webmanifest"}


@dataclass(frozen=True)
class Visit:
    """Somebody who comes for the first time and opens a lesson.

    `asked` are the paths the server was asked for, `workers` the names of the workers the page made, until Python had
    started.
    """

    lang: str
    page: Page
    asked: tuple[str, ...]
    workers: tuple[str, ...]


@pytest.fixture(scope="module", params=LANGUAGES)
def visit(browser: Browser, served: Server, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A first visit, to each language in turn."""
    with browser.new_context() as context:
        page = context.new_page()
        workers: list[str] = []
        page.on("worker", lambda worker: workers.append(worker.url.rpartition("/")[2]))
        served.asked.clear()
        open_lesson(page, served, f"{request.param}/01_reply")
        yield Visit(request.param, page, tuple(served.asked), tuple(workers))


def test_the_site_fits_on_its_disk(site: Path) -> None:
    assert sum(file.stat().st_size for file in site.rglob("*") if file.is_file()) <= DISK_MAX


@cache
def over_the_line(file: Path) -> int:
    content = file.read_bytes()
    return len(gzip.compress(content, 6)) if file.suffix in _COMPRESSED else len(content)


def test_the_first_visit_costs_what_the_button_says(visit: Visit, site: Path) -> None:
    files = {site.parent / path.lstrip("/") for path in visit.asked}
    assert sum(over_the_line(file) for file in files if file.is_file()) <= BYTES_MAX
    assert len(visit.asked) <= REQUESTS_MAX


def test_python_starts_while_jupyterlab_loads_and_the_kernel_takes_it(visit: Visit) -> None:
    made = [name for name in visit.workers if "early_python" in name or "comlink" in name]
    assert made == ["early_python.js"]


def test_python_starts_from_its_memory_and_imports_nothing_for_it(visit: Visit) -> None:
    asked = {path.rpartition("/pyodide/")[2] for path in visit.asked}
    assert "memory.zst" in asked
    assert not {name for name in asked if name == "sources.zip" or name.endswith(".whl")}


#: Code that needs what is not in that memory, and a part of what it prints.
BEYOND_MEMORY = {
    "compiled": ("import pydantic\nclass M(pydantic.BaseModel):\n    a: int\nprint(M(a='1'))", "a=1"),
    "source": ("from email.mime.text import MIMEText\nprint(MIMEText('Mei').get_payload())", "Mei"),
    "help": ("from helpers import open_lab\nhelp(open_lab)", "open_lab("),
    "promise": ("import asyncio\nprint(asyncio.run(asyncio.sleep(0.01, 'waited')))", "waited"),
    "certificates": ("import os, requests\nprint(os.path.exists(requests.certs.where()))", "True"),
}


@pytest.mark.parametrize("kind", BEYOND_MEMORY)
def test_what_is_not_in_the_memory_is_fetched_when_a_cell_needs_it(visit: Visit, kind: str) -> None:
    code, printed = BEYOND_MEMORY[kind]
    assert printed in said_by(visit.page, code)


def test_the_hours_are_the_visitors(browser: Browser, served: Server) -> None:
    with browser.new_context(timezone_id="Asia/Taipei") as context:
        page = context.new_page()
        open_lesson(page, served, "zh-TW/01_reply")
        code = "import time, datetime as d; print(time.localtime(0).tm_hour, d.datetime.now().astimezone().utcoffset())"
        assert said_by(page, code).split() == ["8", "8:00:00"]


def test_scripts_come_from_the_browser_itself_on_the_next_visit(visit: Visit, served: Server) -> None:
    page = visit.page.context.new_page()
    passed_on = []
    page.on("response", lambda response: passed_on.append(response.url) if response.from_service_worker else None)
    page.goto(lesson_address(served, f"{visit.lang}/01_reply"))
    page.wait_for_function("window.jupyterapp && navigator.serviceWorker.controller")
    page.close()
    assert not [url for url in passed_on if url.endswith(".js")]


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_output_of_a_lesson_is_the_committed_one(visit: Visit, lesson: str) -> None:
    name = f"{visit.lang}/{lesson}"
    put_lesson(visit.page, name)
    assert different(name, run_all(visit.page)) == {}


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


def test_the_menus_a_learner_touches_are_chinese_dark_where_the_system_is_and_whole_on_a_phone(
    browser: Browser, served: Server
) -> None:
    """By the names that lessons give them."""
    with browser.new_context(color_scheme="dark") as context:
        page = without_python(context).new_page()
        open_to_read(page, served, "zh-TW/01_reply")
        bar = page.locator(".lm-MenuBar-itemLabel")
        expect(bar).to_have_text(["檔案", "編輯", "檢視", "執行", "核心", "設定", "說明"], timeout=PATIENCE)
        wanted = {"下載", "執行選取的儲存格", "執行所有儲存格", "重新啟動核心並執行所有儲存格", "中止核心"}
        assert wanted - items_of_menus(page, "檔案", "執行", "核心") == set()
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
        page.set_viewport_size({"width": 360, "height": 740})
        lines = "labels => labels.map(label => Math.round(label.getClientRects()[0].height / 24))"
        assert set(bar.evaluate_all(lines)) == {1}


def test_three_lessons_in_firefox(served: Server) -> None:
    firefox = shutil.which("firefox-esr") or shutil.which("firefox")
    if firefox is None or not (NODE / "node_modules" / "puppeteer-core").is_dir():
        unless_ci("no Firefox (Debian: firefox-esr), or not what drives it (make node)")
    names = ["zh-TW/01_reply", "zh-TW/04_narrowcast", "zh-TW/06_compare"]
    command = ["node", str(NODE / "site.mjs"), str(firefox), lesson_address(served, names[0])]
    command += [f"notebooks/{name}.ipynb" for name in names]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    for name, line in zip(names, done.stdout.splitlines(), strict=True):
        assert different(name, json.loads(line)) == {}, name


def test_phone_panels_and_progress_by_touch_and_mouse_and_work_outlives_python_and_the_visit(
    browser: Browser, served: Server
) -> None:
    with browser.new_context(viewport=TABLET, has_touch=True) as context:
        page = context.new_page()
        open_lesson(page, served, "en/01_reply")
        run_all(page)
        talk(output_of(page, "first-send").locator(".lab-living"))
        answer_until_right(output_of(page, "quiz"))
        builder = output_of(page, "builder")
        builder.get_by_role("button", name="Have Mei").click()
        builder.get_by_label("Text", exact=True).first.fill("by mouse")
        builder.get_by_role("button", name="Send", exact=True).click()
        expect(builder.locator(".lab-phone")).to_contain_text("by mouse")
        noted = progress(page)
        assert noted
        page.evaluate(
            """async () => {
                const { context } = jupyterapp.shell.currentWidget;
                context.model.sharedModel.getCell(1).setSource('mine = 1');
                await context.save();
                await context.sessionContext.restartKernel();
            }"""
        )
        assert progress(page) == noted  # of a Python that the kernel started itself
        assert said_by(page, FIRST_REPLY).splitlines()[-1] == "200"
        page.close()
        page = context.new_page()
        open_lesson(page, served, "en/01_reply")
        assert page.evaluate(FIRST_CELL) == "mine = 1"
        assert progress(page) == noted


def output_of(page: Page, key: str) -> Locator:
    """Return the output of a cell by its key."""
    keys: list[str] = page.evaluate("jupyterapp.shell.currentWidget.content.widgets.map(c => c.model.id)")
    return page.locator(".jp-Cell").nth(keys.index(key)).locator(".jp-OutputArea")


def talk(phone: Locator) -> None:
    """Write to the bot on a phone, in the chat with it alone, and wait for its answer."""
    chat = phone.get_by_role("group").filter(has_text="Class helper").first
    if chat.get_attribute("open") is None:  # the lesson ends in a group
        chat.locator("summary").first.tap()
    chat.get_by_label("Write a message").tap()
    chat.get_by_label("Write a message").fill("hello tablet")
    chat.get_by_role("button", name="Send").tap()
    expect(chat.locator(".lab-log")).to_contain_text("你說：hello tablet")  # what the last bot of the lesson says


def answer_until_right(quiz: Locator) -> None:
    """Answer the first question of a quiz, until the answer is right: only that is progress."""
    question = quiz.locator(".lab-part").filter(has=quiz.page.get_by_role("radio")).first
    for number in range(question.get_by_role("radio").count()):
        question.get_by_role("radio").nth(number).tap()
        question.get_by_role("button", name="Answer").tap()
        expect(question).to_have_class(re.compile("lab-answered-"))
        if "lab-answered-right" in (question.get_attribute("class") or ""):
            return
    raise AssertionError("no answer is right")


def progress(page: Page) -> dict[str, Any]:
    """Return what Python finds of the learner's progress, in the browser's own storage."""
    code = "from helpers.paths import here; print((here().work / 'progress.json').read_text())"
    return dict(json.loads(said_by(page, code)))
