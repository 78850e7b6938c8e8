"""Where learners are: the builder answers a click in JupyterLab, Notebook 7 and Voila, and axe finds nothing serious.

All three are served by one Jupyter server: Notebook and Voila are extensions of it.
"""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Open
from tests.browser.jupyter import RUN_SECONDS, THEMES, Notebook, press, run_all_in_notebook_7
from tests.browser.test_jupyter import write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.browser]

NAME = "places.ipynb"
SETUP = "from helpers import open_lab\nlab = open_lab(lang='zh-TW')"
PANELS = (
    "lab.builder('push')", "lab.quiz('push-predict')", "lab.world()",
    "lab.show(lab.line_bot_api.get_bot_info())", "lab.phones('小美')", "lab.history", "lab.setup()",
    "lab.stage('reply')",
)  # fmt: skip
#: What a panel or card of ours is inside: the output of a cell.
OURS = ".jp-OutputArea-output"
#: What is just coming into sight has less contrast than it is going to have; what moves without end is no matter of it.
_STILL = "document.getAnimations().every(one => one.effect.getComputedTiming().endTime === Infinity)"


@pytest.fixture(scope="module")
def notebook(served: Path) -> str:
    write_notebook(served / NAME, SETUP, *PANELS)
    return NAME


def send_and_read(page: Page) -> None:
    """Press Send in the builder and wait for its card."""
    page.get_by_role("button", name="送出", exact=True).first.click(timeout=RUN_SECONDS * 1000)
    card = page.locator(".lab-card").filter(has_text="/v2/bot/message/push")
    expect(card.first).to_contain_text("200 OK", timeout=RUN_SECONDS * 1000)


def play(page: Page) -> None:
    """Play the first step of a demo by keyboard, on one screen, and leave the stage."""
    page.locator(".lab-cover button").click()
    stage = page.locator("dialog[open]")
    page.keyboard.press("ArrowRight")
    expect(stage.locator("h2 b")).to_have_text("1")
    expect(stage.locator(".lab-phone")).to_contain_text("你好")
    assert stage.evaluate("e => e.scrollHeight <= e.clientHeight + 1 && e.clientWidth === innerWidth")
    page.keyboard.press("Escape")
    expect(stage).to_have_count(0)


def move_the_world(page: Page) -> None:
    """Move the world's clock, on the whole screen."""
    world = page.locator(".lab-world")
    press(world, "整個畫面")
    expect(world).to_have_attribute("popover", "manual")
    before = world.locator(".lab-now").inner_text()
    press(world, "+1 分鐘")
    expect(world.locator(".lab-now")).not_to_have_text(before)
    page.keyboard.press("Escape")
    expect(world).not_to_have_attribute("popover", "manual")


def keys_stay(page: Page) -> None:
    """Press the single keys of command mode in a panel: nothing becomes of the notebook, and the focus stays."""
    cells = page.locator(".jp-Cell")
    for control in (".lab-form button", ".lab-world button", ".lab-quiz button"):
        page.locator(f"{control}:visible").first.focus()
        stays = page.evaluate_handle("document.activeElement")
        before = cells.count()
        for key in ("b", "a", "x", "d", "d", "m", "j"):
            page.keyboard.press(key)
            assert (cells.count(), page.evaluate("one => one === document.activeElement", stays)) == (before, True), key


def test_notebook_7(window: BrowserContext, address: str, notebook: str) -> None:
    page = window.new_page()
    page.goto(f"{address}notebooks/{notebook}")
    run_all_in_notebook_7(page, ".lab-form")
    send_and_read(page)
    keys_stay(page)
    play(page)
    move_the_world(page)
    page.close()


def test_voila(window: BrowserContext, address: str, notebook: str) -> None:
    page = window.new_page()
    page.goto(f"{address}voila/render/{notebook}", timeout=RUN_SECONDS * 1000)
    send_and_read(page)
    play(page)
    move_the_world(page)
    page.close()


@pytest.fixture(scope="module")
def in_jupyterlab(open_notebook: Open, notebook: str) -> Notebook:
    opened = open_notebook(notebook)
    opened.run_all()
    return opened


def test_jupyterlab(in_jupyterlab: Notebook) -> None:
    send_and_read(in_jupyterlab.page)


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious_in_our_panels(in_jupyterlab: Notebook, theme: str) -> None:
    in_jupyterlab.theme(theme)
    assert serious(in_jupyterlab.page) == []


def test_axe_would_find_something(in_jupyterlab: Notebook) -> None:
    page = in_jupyterlab.page
    page.evaluate("ours => document.querySelector(ours).insertAdjacentHTML('beforeend', '<input id=bare>')", OURS)
    assert [found["rule"] for found in serious(page)] == ["label"]
    page.evaluate("document.getElementById('bare').remove()")


def serious(page: Page) -> list[dict[str, Any]]:
    """What axe-core calls serious or critical inside the outputs of our cells."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate((resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    page.wait_for_function(_STILL)
    result = page.evaluate("ours => axe.run({ include: [ours] }, { resultTypes: ['violations'] })", OURS)
    return [
        {"rule": violation["id"], "places": json.dumps([node["html"][:200] for node in violation["nodes"]][:3])}
        for violation in result["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
