"""On a tablet and on a phone: everything to tap in a panel is at least 44 pixels high."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.browser.jupyter import PHONE, RUN_SECONDS, Notebook, eventually
from tests.browser.test_jupyter import write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LAB = "from helpers import open_lab\nlab = open_lab(lang='zh-TW')\ndef stops(*given):\n    raise ValueError('x')"
PANELS = (
    *("lab.world()", "lab.quiz('push-quiz')", "lab.check('push-1', stops)", "lab.replay('push')", "lab.stage('push')"),
    *("lab.campaign()", "lab.start_over()", "lab.history_panel()", "lab.builder('push')", "lab.quiz('push-guess')"),
    *("lab.builder('narrowcast')", "lab.phone('小美')", "lab.projector()", "lab.progress()"),
)
TABLET, PHONE_HIGH = (820, 1180), 740
#: What takes a finger: buttons, fields and menus, and the labels of what is ticked.
TARGETS = "button, select, input:not([type=checkbox], [type=radio]), label:has(input), summary"
_SMALL = """(output, targets) => [...output.querySelectorAll(`:is(.lab) :is(${targets})`)].filter(e => {
    const box = e.getBoundingClientRect();
    return box.height && box.height < 43.5;
}).map(e => `${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 20)} ${e.getBoundingClientRect().height}`)"""


def test_everything_to_tap_is_44_pixels_high(browser: Browser, served: Path, address: str) -> None:
    write_notebook(served / "touch.ipynb", LAB, *PANELS)
    size = ViewportSize(width=TABLET[0], height=TABLET[1])
    with browser.new_context(viewport=size, has_touch=True, locale="en-US") as window:
        notebook = Notebook(window.new_page(), address, "touch.ipynb")
        notebook.run_all()
        for number in range(1, len(PANELS) + 1):
            shown = notebook.output(number).locator(".lab").locator("visible=true")
            expect(shown.first).to_be_visible(timeout=RUN_SECONDS * 1000)
        assert notebook.page.evaluate("matchMedia('(any-pointer: coarse)').matches")
        small = {}
        for size in (TABLET, (PHONE, PHONE_HIGH)):
            notebook.resize(*size)
            small |= _small(notebook, size[0])
        assert small == {}


def _small(notebook: Notebook, width: int) -> dict[tuple[int, str], list[str]]:
    """What is too small for a finger, panel by panel."""
    return {
        (width, panel): found
        for number, panel in enumerate(PANELS, 1)
        if (found := eventually(partial(notebook.output(number).first.evaluate, _SMALL, TARGETS), []))
    }
