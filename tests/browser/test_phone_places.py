"""The living phone in the other places: Notebook 7 and Voila in Chromium; JupyterLab, Notebook 7, Voila in Firefox."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.jupyter import PHONE, RUN_SECONDS, WIDE, run_all_in_notebook_7
from tests.browser.test_jupyter import write_notebook
from tests.browser.test_phone import BOT

pytestmark = [pytest.mark.slow, pytest.mark.browser]

NODE = Path(__file__).with_name("node")
#: Where each place shows a notebook.
PATHS = {"jupyterlab": "doc/tree/{}?reset", "notebook": "notebooks/{}", "voila": "voila/render/{}"}
FIREFOX_SECONDS = 300
#: Everything of the phone that is seen is inside the window; what scrolls sideways holds what it cuts off.
_INSIDE = """() => [...document.querySelectorAll('.lab-living, .lab-living *')]
    .filter((one) => !one.closest('.lab-sr, .lab-quick, .lab-carousel'))
    .every((one) => one.getBoundingClientRect().right <= innerWidth + 1)"""
#: The page's ink has become light.
_DARK = """() => {
    const ink = getComputedStyle(document.querySelector('.lab-living')).color.match(/[\\d.]+/g).map(Number);
    return Math.max(...ink.slice(0, 3)) > (ink.some((part) => part > 1) ? 128 : 0.5);
}"""


def write_phone(served: Path, name: str) -> str:
    write_notebook(served / name, BOT, 'lab.phone("小美")')
    return name


def talk(page: Page) -> None:
    """Type a message and tap a quick reply: the bot answers both."""
    phone = page.locator(".lab-living")
    field = phone.get_by_label("Write a message")
    field.fill("你好", timeout=RUN_SECONDS * 1000)
    field.press("Enter")
    expect(phone.locator(".lab-log")).to_contain_text("echo: 你好")
    phone.get_by_role("button", name="Buy").click()
    expect(phone.locator(".lab-log")).to_contain_text("echo: bought")
    expect(page.locator(".lab-picture")).to_be_hidden()


def looks_well(page: Page) -> None:
    """Nothing of the phone is beside the window, wide or narrow, and axe finds no barrier."""
    for width in (1920, PHONE, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(_INSIDE)
    whole_page = {"rules": {"heading-order": {"enabled": False}}}  # this notebook has no headings of its own
    found = Axe().run(page, context=".lab-living", options=whole_page).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []


def test_notebook_7(window: BrowserContext, address: str, served: Path) -> None:
    page = window.new_page()
    page.goto(address + PATHS["notebook"].format(write_phone(served, "phone-notebook.ipynb")))
    run_all_in_notebook_7(page, ".lab-living")
    talk(page)
    looks_well(page)
    page.evaluate("jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})")
    page.locator("body[data-jp-theme-light=false]").wait_for(state="attached")
    page.wait_for_function(_DARK)
    looks_well(page)
    page.close()


def test_voila(window: BrowserContext, address: str, served: Path) -> None:
    page = window.new_page()
    page.goto(address + PATHS["voila"].format(write_phone(served, "phone-voila.ipynb")), timeout=RUN_SECONDS * 1000)
    talk(page)
    looks_well(page)
    page.close()


@pytest.fixture(scope="module")
def in_firefox(address: str, served: Path) -> Mapping[str, Mapping[str, Any]]:
    """What each place reports; Firefox is started once."""
    lacking = pytest.fail if os.environ.get("CI") else pytest.skip
    firefox, node = shutil.which("firefox-esr") or shutil.which("firefox"), shutil.which("node")
    if node is None:
        pytest.skip("no Node.js, which drives Firefox")
    if firefox is None:
        lacking("no Firefox: sudo apt-get install firefox-esr")
    if not (NODE / "node_modules" / "puppeteer-core").is_dir():
        lacking("puppeteer-core is not installed: make node")
    places = [
        f"{place}={address}{path.format(write_phone(served, f'firefox-{place}.ipynb'))}"
        for place, path in PATHS.items()
    ]
    done = subprocess.run(
        [str(node), str(NODE / "phone.mjs"), str(firefox), *places],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=FIREFOX_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return {report["place"]: report for report in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("place", PATHS)
def test_in_firefox(in_firefox: Mapping[str, Mapping[str, Any]], place: str) -> None:
    report = in_firefox[place]
    assert "failed" not in report, report
    assert report["said"] == ["你好", "echo: 你好", "I buy it", "echo: bought"]
