"""Opening and running the living lessons of the browser edition, and comparing them with the committed ones."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import BrowserContext, Page

from helpers.paths import ROOT
from helpers.text import LANGUAGES
from tests.site.conftest import Server


def is_compared(cell: dict[str, Any]) -> bool:
    """Whether nbval compares this cell."""
    tags = set(cell["metadata"].get("tags", []))
    return cell["cell_type"] == "code" and not tags & {"nbval-ignore-output", "nbval-skip"}


def committed(name: str) -> list[dict[str, Any]]:
    """Return the cells of a committed notebook."""
    notebook = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))
    return list(notebook["cells"])


#: The notebooks that have something to run: pages to look things up in have not.
NOTEBOOKS = [
    name
    for lang in LANGUAGES
    for name in sorted(f"{lang}/{path.stem}" for path in (ROOT / "notebooks" / lang).glob("[0-9]*.ipynb"))
    if any(map(is_compared, committed(name)))
]
#: The source of a lesson's first code cell, in its page.
FIRST_CELL = "jupyterapp.shell.currentWidget.context.model.sharedModel.getCell(1).getSource()"
#: For a machine that does other work as well, in milliseconds.
PATIENCE = 240_000

#: Each lesson has a Python of its own, so what is open from the one before must not count (helpers/course/opening.py).
_PUT = """async (path) => {
    const { context } = jupyterapp.shell.currentWidget;
    const { content } = await jupyterapp.serviceManager.contents.get(path, { content: true });
    context.model.fromJSON(content);
    const code = 'from helpers.course.opening import _opened\\n_opened.clear()\\n%reset -f';
    await context.sessionContext.session.kernel.requestExecute({ code }).done;
}"""
#: The outputs of before are cleared: a cell that does not run must not look as if it had said what it should.
_RUN = """async () => {
    globalThis.labRan = false;
    const { context } = jupyterapp.shell.currentWidget;
    for (const cell of context.model.sharedModel.cells)
        if (cell.getMetadata('tags')?.includes('nbval-skip')) cell.setSource('');
    await jupyterapp.commands.execute('notebook:clear-all-cell-outputs');
    jupyterapp.commands.execute('notebook:run-all-cells').finally(() => (globalThis.labRan = true));
}"""
_SAID = """async (code) => {
    const { kernel } = jupyterapp.shell.currentWidget.context.sessionContext.session;
    const future = kernel.requestExecute({ code });
    let said = '';
    future.onIOPub = ({ content }) => {
        said += content.text ?? content.evalue ?? '';
    };
    await future.done;
    return said;
}"""
_NO_PYTHON = "globalThis.Worker = class extends EventTarget { postMessage() {} terminate() {} };"


def lesson_address(served: Server, name: str) -> str:
    """Return where a lesson of the built site lives: `name` is like ``en/02_push``."""
    lang = name.partition("/")[0]
    return f"{served.address}live/{lang}/notebooks/index.html?path=notebooks/{name}.ipynb"


def open_lesson(page: Page, served: Server, name: str) -> None:
    """Open a lesson and wait until its Python has started."""
    page.goto(lesson_address(served, name))
    page.wait_for_function(
        "window.jupyterapp?.shell.currentWidget?.context?.sessionContext?.session?.kernel?.status === 'idle'",
        timeout=PATIENCE,
    )


def open_to_read(page: Page, served: Server, name: str) -> None:
    """Open a lesson and wait until it can be read and edited."""
    page.goto(lesson_address(served, name))
    page.wait_for_function("window.jupyterapp?.shell.currentWidget?.context?.isReady", timeout=PATIENCE)


def without_python(context: BrowserContext) -> BrowserContext:
    """Let the pages of this profile start no Python: it takes most of the time, and not every test runs a cell."""
    context.add_init_script(_NO_PYTHON)
    return context


def put_lesson(page: Page, name: str) -> None:
    """Put another lesson, as the site serves it, where one is open: JupyterLab and Python take seconds to start.

    Python goes on without the names of the lesson before.
    """
    page.evaluate(_PUT, f"notebooks/{name}.ipynb")


def run_all(page: Page) -> list[dict[str, Any]]:
    """Run every cell that tests run at all (live mode is for people); return the cells as they are then."""
    page.evaluate(_RUN)
    page.wait_for_function("globalThis.labRan", timeout=PATIENCE)
    cells: list[dict[str, Any]] = page.evaluate("jupyterapp.shell.currentWidget.context.model.toJSON().cells")
    return cells


def said_by(page: Page, code: str) -> str:
    """Return what Python prints when it runs `code`, or the words of its error."""
    return str(page.evaluate(_SAID, code))


def compared(cell: dict[str, Any]) -> dict[str, Any]:
    """Return what nbval compares of a cell's outputs, by kind."""
    found: dict[str, Any] = {}
    for output in cell["outputs"]:
        if output["output_type"] == "stream":
            found[output["name"]] = found.get(output["name"], "") + "".join(output["text"])
        elif output["output_type"] == "error":
            found["error"] = (re.sub(r"<class '(?:.*\.)?(\w+)'>", r"\1", output["ename"]), output["evalue"])
        else:
            for kind, content in output["data"].items():
                if kind in ("text/plain", "text/html", "text/markdown"):
                    found.setdefault(kind, []).append("".join(content))
    return found


def different(name: str, cells: list[dict[str, Any]]) -> dict[str, tuple[Any, Any]]:
    """Return what is not as committed in a lesson that was run: by cell, what it says and what it should."""
    ran = {cell["id"]: compared(cell) for cell in cells if is_compared(cell)}
    asked = {cell["id"]: compared(cell) for cell in committed(name) if is_compared(cell)}
    return {key: (ran[key], wanted) for key, wanted in asked.items() if ran[key] != wanted}
