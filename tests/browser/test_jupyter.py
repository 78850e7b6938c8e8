"""The harness itself, on two notebooks made here: what it reports must be what is there."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.jupyter import Notebook

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WIDGET = "from ipywidgets import HTML\nHTML('<p class=\"lab-card\">200</p>' + 80 * '<p>tall</p>')"
OUTSIDE = "http://outside.invalid/x.png"
ASKS = f"from IPython.display import HTML\nHTML('<img src=\"{OUTSIDE}\">')"


def write_notebook(file: Path, *sources: str) -> None:
    cells = [new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(sources)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    file.write_text(nbformat.writes(new_notebook(cells=cells, metadata=kernel)), encoding="utf-8", newline="\n")


@pytest.fixture(scope="module")
def good(served: Path, open_notebook: Open) -> Notebook:
    write_notebook(served / "good.ipynb", "1 + 1", WIDGET, "   ", "3")
    notebook = open_notebook("good.ipynb")
    notebook.run_all()
    return notebook


@pytest.fixture(scope="module")
def bad(served: Path, open_notebook: Open) -> Notebook:
    write_notebook(served / "bad.ipynb", "import sys; sys.stderr.write('hm')", ASKS, "1 / 0", "3")
    notebook = open_notebook("bad.ipynb")
    with notebook.page.expect_event("requestfailed"):
        notebook.run_all()
    return notebook


def test_run_all_reaches_the_last_cell(good: Notebook) -> None:
    assert [(cell.key, cell.count) for cell in good.code_cells()] == [("cell-0", 1), ("cell-1", 2), ("cell-3", 3)]


def test_a_good_notebook_has_no_complaints_and_asks_nothing_outside(good: Notebook) -> None:
    assert [cell.complaints for cell in good.code_cells()] == [[], [], []]
    assert good.asked_outside == []


def test_a_widget_is_there_to_be_seen(good: Notebook) -> None:
    expect(good.page.locator(".lab-card")).to_be_visible()


def test_what_the_window_cuts_off_is_noticed(good: Notebook) -> None:
    assert good.cut_off(".lab-card") == []
    good.page.locator(".lab-card").evaluate("card => { card.style.width = '5000px'; }")
    assert good.cut_off(".lab-card", patience=500) == ["200"]


def test_a_picture_of_the_whole_notebook_in_the_dark(good: Notebook, tmp_path: Path) -> None:
    good.theme("dark")
    good.resize(600)
    good.picture(tmp_path / "whole.png", whole=True)
    width, height = png_size(tmp_path / "whole.png")
    assert width == 600
    assert height > 1500


def test_a_failing_cell_is_reported_and_those_after_it_were_not_run(bad: Notebook) -> None:
    assert [(cell.count, cell.complaints) for cell in bad.code_cells()] == [
        (1, ["hm"]),
        (2, []),
        (3, ["ZeroDivisionError"]),
        (None, []),
    ]


def test_what_a_notebook_asks_of_the_network_is_noticed(bad: Notebook) -> None:
    assert set(bad.asked_outside) == {OUTSIDE}


def png_size(file: Path) -> tuple[int, int]:
    header = file.read_bytes()[16:24]
    return int.from_bytes(header[:4], "big"), int.from_bytes(header[4:], "big")
