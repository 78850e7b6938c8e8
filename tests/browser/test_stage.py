"""The stage in Chromium: every demo on one screen, by keyboard, in a size the last row reads."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from helpers.course.demos import DEMOS
from tests.browser.conftest import Open
from tests.browser.jupyter import PHONE, THEMES, Notebook, eventually
from tests.browser.test_jupyter import write_notebook
from tests.browser.test_places import serious

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LAB = 'from helpers import open_lab\nlab = open_lab(lang="zh-TW")'
KEYS = list(DEMOS)
#: Screens, with the least size of code in pixels: about a 45th of the height of the screen.
SCREENS = {(1280, 800): 17, (1920, 1080): 23}
#: What is amiss on the stage: what is scrolled, or would have to be, for it reaches beyond the window or is larger than
#: the box it is in; code that is too small; more phones than three, or none. On a window of another width: the window.
_FITS = """(stage, [width, least]) => {
    if (innerWidth !== width || Math.abs(stage.getBoundingClientRect().width - width) > 1) return [innerWidth];
    const wrong = [...stage.querySelectorAll("*")].filter(e => {
        const style = getComputedStyle(e), box = e.getBoundingClientRect();
        if (!box.height || style.clipPath !== "none" || e.closest(".lab-log")) return false;
        const scrolls = style.overflowY !== "visible" && e.scrollHeight > e.clientHeight + 2 && e.clientHeight;
        return scrolls || box.bottom > innerHeight + 1 || box.right > innerWidth + 1 || box.top < -1;
    }).map(e => `${e.tagName} ${e.className}`);
    const pre = stage.querySelector(".lab-code pre"); // while a step is drawn there may be none yet
    if (!pre) return ["no code"];
    const code = getComputedStyle(pre);
    const size = parseFloat(code.fontSize) * parseFloat(code.getPropertyValue("--zoom"));
    const phones = stage.querySelectorAll(".lab-phone").length;
    if (size < least) wrong.push(`code ${size}`);
    if (phones < 1 || 3 < phones) wrong.push(`phones ${phones}`);
    return wrong;
}"""


@pytest.fixture(scope="module")
def notebook(served: Path, open_notebook: Open) -> Notebook:
    write_notebook(served / "stage.ipynb", LAB, *(f'lab.stage("{key}")' for key in KEYS))
    opened = open_notebook("stage.ipynb")
    opened.run_all()
    expect(opened.page.locator(".lab-cover")).to_have_count(len(KEYS))
    return opened


@pytest.fixture(autouse=True)
def _left(notebook: Notebook) -> Iterator[None]:
    """Leave the stage after each test, also after one that failed on it."""
    yield
    notebook.page.evaluate("document.querySelectorAll('dialog[open]').forEach(dialog => dialog.close())")


def on_stage(page: Page, key: str) -> Locator:
    """Open the stage of a demo before its first step."""
    page.locator(".lab-cover button").nth(KEYS.index(key)).click()
    stage = page.locator("dialog[open]")
    expect(stage).to_be_visible()
    again = stage.get_by_role("button", name="從頭再來")
    if again.is_enabled():
        again.click()
        expect(again).to_be_disabled()
    return stage


def step(stage: Locator, key: str = "ArrowRight") -> None:
    """Press a key, and wait until the stage has answered."""
    before = stage.inner_html()
    stage.page.keyboard.press(key)
    stage.page.wait_for_function(
        "before => document.querySelector('dialog[open]').innerHTML !== before", arg=before, timeout=20_000
    )


def test_a_demo_is_played_by_keyboard_and_the_room_guesses(notebook: Notebook) -> None:
    """One of the main clicks."""
    notebook.resize(1280, 800)
    cells = notebook.page.locator(".jp-Cell").count()
    stage = on_stage(notebook.page, "reply")
    step(stage)
    expect(stage.get_by_role("heading", level=2)).to_contain_text("小美傳訊息給機器人")
    expect(stage.locator(".lab-phone")).to_contain_text("你好")
    step(stage)
    expect(stage.locator("legend")).to_be_visible()
    for key in "332":
        step(stage, key)
    step(stage)
    expect(stage.locator(".lab-result")).to_contain_text("200 OK")
    expect(stage.locator(".lab-tally")).to_contain_text("3 個人猜，2 個人猜對。")
    step(stage, "ArrowLeft")
    expect(stage.get_by_role("heading", level=2)).to_contain_text("1")
    for key in ("x", "d", "d", "b"):
        notebook.page.keyboard.press(key)
    notebook.page.keyboard.press("Escape")
    expect(stage).to_have_count(0)
    assert notebook.page.locator(".jp-Cell").count() == cells
    expect(notebook.page.locator(".lab-cover button").nth(KEYS.index("reply"))).to_be_focused()


def test_every_demo_is_on_one_screen(notebook: Notebook) -> None:
    """Each demo is played once, and at each moment it is looked at on both screens."""
    wrong = {}
    for key, demo in DEMOS.items():
        stage = on_stage(notebook.page, key)
        moments = 0
        while stage.locator("[data-do=next]").is_enabled():
            step(stage)
            moments += 1
            for width, height in SCREENS:
                notebook.page.set_viewport_size({"width": width, "height": height})
                found = eventually(partial(stage.evaluate, _FITS, [width, SCREENS[width, height]]), [])
                if found:
                    wrong[key, stage.locator("h2 b").inner_text(), width] = found
        assert moments >= len(demo.steps)
        notebook.page.keyboard.press("Escape")
        expect(stage).to_have_count(0)
    assert wrong == {}


def test_hands_can_be_typed(notebook: Notebook) -> None:
    notebook.resize(1280, 800)
    stage = on_stage(notebook.page, "push")
    step(stage)
    field = stage.get_by_label("猜「LINE」的人數")
    field.fill("12")
    field.press("Enter")
    step(stage)
    expect(stage.locator(".lab-tally")).to_contain_text("12 個人猜，0 個人猜對。")
    notebook.page.keyboard.press("Escape")


def test_tab_stays_on_the_stage_and_every_button_is_large_enough(notebook: Notebook) -> None:
    notebook.resize(1280, 800)
    stage = on_stage(notebook.page, "push")
    step(stage)
    for _ in range(20):
        notebook.page.keyboard.press("Tab")
        assert notebook.page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    sizes = "all => all.map(e => e.getBoundingClientRect()).filter(box => box.height < 44 || box.width < 44).length"
    assert eventually(lambda: stage.locator("button, label").evaluate_all(sizes), 0) == 0
    notebook.page.keyboard.press("Escape")


def test_on_a_phone_it_scrolls_and_is_not_cut_off(notebook: Notebook) -> None:
    notebook.resize(PHONE, 760)
    stage = on_stage(notebook.page, "push")
    step(stage)
    assert eventually(lambda: stage.evaluate("stage => stage.scrollWidth <= stage.clientWidth"), True)
    notebook.page.keyboard.press("Escape")


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious(notebook: Notebook, theme: str) -> None:
    notebook.theme(theme)
    notebook.resize(1280, 800)
    stage = on_stage(notebook.page, "multicast")
    for _ in range(2):
        step(stage)
        assert serious(notebook.page) == []
    notebook.page.keyboard.press("Escape")
