"""A JupyterLab and a Chromium for the tests in this folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.jupyter import PATIENCE_SECONDS, WIDE, Notebook, chromium, chromium_path, copy_notebooks, jupyterlab

NO_CHROMIUM = "no Chromium: install one (Debian: sudo apt-get install chromium) or name it in CHROMIUM"

#: How long a test waits for what it expects, in milliseconds: much longer than that takes, on a busy computer, too.
expect.set_options(timeout=PATIENCE_SECONDS * 1000)

Open = Callable[[str], Notebook]


# The scope is the package: Playwright keeps an event loop running, which tests elsewhere must not meet.
@pytest.fixture(scope="package")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium without a window. Where there is none the test is skipped, but in CI it fails."""
    if "PYTEST_XDIST_WORKER" in os.environ:  # a second worker finds the folder: xdist no longer heeds our group
        (tmp_path_factory.getbasetemp().parent / "browser-tests-run-on-one-worker").mkdir()
    if chromium_path() is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_CHROMIUM)
    with sync_playwright() as playwright, chromium(playwright) as browser:
        yield browser


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder JupyterLab serves: a copy of the notebooks, to which a test may add."""
    return copy_notebooks(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="package")
def address(browser: Browser, served: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab that serves `served`."""
    with jupyterlab(served, tmp_path_factory.mktemp("jupyter")) as address:
        yield address


@pytest.fixture(scope="package")
def window(browser: Browser) -> Iterator[BrowserContext]:
    """One profile for all pages: JupyterLab's own files are fetched once."""
    with browser.new_context(viewport={"width": WIDE, "height": 900}, locale="en-US") as context:
        yield context


@pytest.fixture(scope="package")
def page(window: BrowserContext) -> Page:
    """Where JupyterLab is open; one notebook follows the other."""
    return window.new_page()


@pytest.fixture(scope="module")
def open_notebook(page: Page, address: str) -> Open:
    """Open a notebook by its path in `served`, in a wide, light window, in place of the one before."""

    def opened(path: str) -> Notebook:
        notebook = Notebook(page, address, path)
        notebook.theme("light")
        notebook.resize(WIDE)
        return notebook

    return opened


@pytest.fixture
def pictures() -> Path:
    """The folder for pictures; without LAB_SCREENSHOTS nobody asked for any, and the test is skipped."""
    if "LAB_SCREENSHOTS" not in os.environ:
        pytest.skip("LAB_SCREENSHOTS names no folder for pictures")
    folder = Path(os.environ["LAB_SCREENSHOTS"])
    folder.mkdir(parents=True, exist_ok=True)
    return folder
