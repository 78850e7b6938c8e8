"""How long a lesson is on the screen: from its title to its last exercise, once all of it has run, in JupyterLab.

``make test-slow`` measures it; what is added to a lesson takes the place of something (lessons/README.md).
"""

from __future__ import annotations

import pytest

from helpers.text import LANGUAGES
from helpers.tools import build_notebooks
from tests.browser.conftest import Open
from tests.browser.jupyter import Notebook

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: The window a lesson is read in, and how many times what it shows of the notebook a lesson may be high.
WIDTH, HEIGHT, SCREENS = 1280, 800, 12
#: The part of a lesson that is left out on a first reading, from the cell after one key to the cell before another.
ADVANCED = {"04_narrowcast": ("break-read", "q1")}
#: The first lesson is measured where it is run anyway, in test_reply_notebook.py.
FIRST = "01_reply"
LESSONS = sorted({path.stem for path in build_notebooks.lessons() if path.stem[:2].isdigit() and path.stem < "90"})
_HEIGHTS = """() => {
    const widgets = jupyterapp.shell.currentWidget.content.widgets;
    const pane = document.querySelector('.jp-WindowedPanel-outer').clientHeight;
    const cells = [...document.querySelectorAll('.jp-Notebook .jp-Cell')];
    return [pane, cells.map((cell, i) => [widgets[i].model.id, cell.getBoundingClientRect().height])];
}"""
#: The same once it stays the same for half a second: outputs are laid out after the last cell has run.
_SETTLED = f"""async () => {{
    const heights = {_HEIGHTS};
    let now = heights(), before;
    do {{
        before = now;
        await new Promise(done => setTimeout(done, 500));
        now = heights();
    }} while (JSON.stringify(now) !== JSON.stringify(before));
    return now;
}}"""


def screens(pane: float, cells: list[tuple[str, float]], lesson: str) -> float:
    """How many screens there are from the title to the last exercise, or to the end where there is none."""
    keys = [key for key, _ in cells]
    exercises = [number for number, key in enumerate(keys) if key.endswith("-try") and key != "ideas-try"]
    counted = cells[: exercises[-1] + 1] if exercises else cells
    if lesson in ADVANCED:
        start, end = (keys.index(key) for key in ADVANCED[lesson])
        counted = [*counted[: start + 1], *counted[end:]]
    return sum(height for _, height in counted) / pane


def is_read_in_twelve_screens(notebook: Notebook, lesson: str) -> None:
    """Fail unless this lesson, all of which has run, is short enough."""
    notebook.resize(WIDTH, HEIGHT)
    pane, cells = notebook.page.evaluate(_SETTLED)
    long = sorted(((round(height), key) for key, height in cells), reverse=True)[:6]
    assert screens(pane, cells, lesson) <= SCREENS, f"the longest cells: {long}"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("lesson", [lesson for lesson in LESSONS if lesson != FIRST])
def test_a_lesson_is_read_in_twelve_screens(open_notebook: Open, lesson: str, lang: str) -> None:
    notebook = open_notebook(f"notebooks/{lang}/{lesson}.ipynb")
    notebook.run_all()
    is_read_in_twelve_screens(notebook, lesson)


def test_only_what_is_read_first_is_counted() -> None:
    cells = [
        ("title", 100.0),
        ("break-read", 50.0),
        ("advanced", 900.0),
        ("q1", 50.0),
        ("q1-try", 100.0),
        ("live", 500.0),
    ]
    assert screens(100, cells, "04_narrowcast") == 3
    assert screens(100, cells, "01_reply") == 12
    assert screens(100, cells[:2], "00_start") == 1.5
