"""How long a letter takes from the key to the changed preview: in JupyterLab, by a real kernel, in Chromium."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from tests.browser.jupyter import Notebook, chromium, chromium_path, jupyterlab
from tests.browser.test_jupyter import write_notebook

#: How many letters are typed, one after the other.
LETTERS = 25

_CELL = "from helpers import open_lab\nlab = open_lab(lang='en')\nlab.builder('push')"
#: Resolves with the milliseconds from the next key pressed to the change of the preview that comes of it.
_WATCH = """preview => {
    window.took = new Promise(resolve => {
        addEventListener('keydown', () => {
            const began = performance.now();
            const seen = new MutationObserver(() => { seen.disconnect(); resolve(performance.now() - began); });
            seen.observe(preview, { childList: true, characterData: true, subtree: true });
        }, { capture: true, once: true });
    });
}"""


def seconds() -> float | None:
    """Return the median seconds a letter takes; None where there is no Chromium to measure it in."""
    if chromium_path() is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        served, scratch = Path(folder) / "served", Path(folder) / "scratch"
        for made in (served, scratch):
            made.mkdir()
        write_notebook(served / "letters.ipynb", _CELL)
        with jupyterlab(served, scratch) as address, sync_playwright() as playwright, chromium(playwright) as browser:
            notebook = Notebook(browser.new_page(viewport={"width": 1280, "height": 900}), address, "letters.ipynb")
            notebook.run_all()
            return median(_letter(notebook) for _ in range(LETTERS)) / 1000


def _letter(notebook: Notebook) -> float:
    """Type one letter and return the milliseconds it took."""
    here = notebook.output(0)
    here.locator(".lab-preview-pane .widget-html-content").last.evaluate(_WATCH)
    here.get_by_label("Text", exact=True).press("x")
    return float(notebook.page.evaluate("window.took"))
