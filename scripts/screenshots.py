"""Take the pictures of the README: ``python -m scripts.screenshots`` (or ``make screenshots``).

It needs Chromium and opens the built notebooks in JupyterLab, as the browser tests do.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.jupyter import ROOT, WIDE, Notebook, chromium, chromium_path, copy_notebooks, jupyterlab

IMAGES = ROOT / "docs" / "images"
#: High enough for the first cell that answers, the phone under it, and the card after that.
HEIGHT = 1250
#: The last cell that is run: a living phone shows what happened since, too.
LAST = "first-card"
#: picture -> notebook, and what the cell at the top of it shows
PICTURES = {
    "reply-zh-TW.png": ("notebooks/zh-TW/01_reply.ipynb", ".lab-phone"),
    "reply-en.png": ("notebooks/en/01_reply.ipynb", ".lab-phone"),
}


def take_all(address: str) -> None:
    """Take every picture of PICTURES from the JupyterLab at `address`."""
    with sync_playwright() as playwright, chromium(playwright) as browser:
        for name, (path, selector) in PICTURES.items():
            page = browser.new_page(viewport={"width": WIDE, "height": HEIGHT}, locale="en-US")
            notebook = Notebook(page, address, path)
            notebook.run_all()
            notebook.show(selector)
            notebook.picture(IMAGES / name)
            page.close()
            print(IMAGES.relative_to(ROOT) / name)


def cut_after(notebook: Path, key: str) -> None:
    """Leave out of a copied notebook what comes after the cell with this key. Raises ValueError when it has none."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    place = [cell["id"] for cell in content["cells"]].index(key)
    content["cells"] = content["cells"][: place + 1]
    notebook.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8", newline="\n")


def main() -> int | str:
    """Take the pictures; the exit status, or what is missing."""
    if chromium_path() is None:
        return "No Chromium: install one (Debian: sudo apt-get install chromium) or name it in CHROMIUM."
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        scratch = room / "jupyter"
        scratch.mkdir()
        served = copy_notebooks(room / "served")
        for path, _ in PICTURES.values():
            cut_after(served / path, LAST)
        with jupyterlab(served, scratch) as address:
            take_all(address)
    return 0


if __name__ == "__main__":
    sys.exit(main())
