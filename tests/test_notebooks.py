"""The committed notebooks: really executed, built from the lessons, and clean.

nbval compares a cell only when it has an execution_count: on stripped notebooks it is green and compares nothing.
These tests make sure that there is something to compare.
"""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode

from helpers.line.id_patterns import USER_ID
from helpers.stub.world.ids import Ids
from helpers.tools import build_notebooks

LESSONS = build_notebooks.lessons()
NOTEBOOKS = [build_notebooks.notebook_path(lesson) for lesson in LESSONS]
NOT_COMPARED = {build_notebooks.VOLATILE, build_notebooks.NOT_RUN}
#: The id lessons use for somebody who does not exist.
NOBODY = "U" + "0" * 32
#: What must never stand in an output, and what it would be.
LEAKS = {
    r"Bearer (?!••••)\S": "an access token",
    r"(?:127\.0\.0\.1|localhost|0\.0\.0\.0|::1)": "an address of this computer",
    r"\bport\b.{0,3}\d{4,5}": "a port",
    r" at 0x[0-9a-f]{6,}": "a memory address",
    r"(?:/home/|/Users/|/root/|/tmp/|/work/|[A-Z]:\\\\)": "a path of this computer",
    r"practice-(?:token|secret)": "a token or secret",
    r"lab://": "how the SDK reaches the platform",
}


def each(paths: list[Path]) -> list[object]:
    return [pytest.param(path, id=f"{path.parent.name}/{path.stem}") for path in paths]


def read(path: Path) -> NotebookNode:
    assert path.exists(), f"{path.name} is not built. To do: make notebooks"
    return nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)


def tags(cell: NotebookNode) -> set[str]:
    return set(cell.metadata.get("tags", []))


def shows(source: str) -> bool:
    """Whether a cell must have an output: it prints, catches, or ends in an expression that is worth something."""
    tree = ast.parse(source)
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = {f.id if isinstance(f, ast.Name) else f.attr for f in calls if isinstance(f, (ast.Name, ast.Attribute))}
    if named & {"print", "open_lab", "attempt"}:
        return True
    return bool(tree.body) and isinstance(tree.body[-1], ast.Expr)


def vacuous(notebook: NotebookNode) -> dict[str, str]:
    """The cells that nbval would pass without comparing anything, by key."""
    found = {}
    for cell in notebook.cells:
        if cell.cell_type != "code" or tags(cell) & NOT_COMPARED:
            continue
        if cell.execution_count is None:
            found[cell.id] = "was never executed"
        elif shows(cell.source) and not cell.outputs:
            found[cell.id] = "shows something, but no output is stored"
    return found


def leaks(text: str) -> list[str]:
    found = [f"{what}: {match[0]}" for pattern, what in LEAKS.items() for match in re.finditer(pattern, text)]
    ids = Ids()
    ours = {ids.user(number) for number in range(10_000)} | {ids.bot(), NOBODY}
    return found + [f"a user id of nobody here: {i}" for i in USER_ID.findall(text) if i not in ours]


# Something to compare --------------------------------------------------------


def test_there_is_a_notebook_for_every_lesson_and_no_other() -> None:
    folder = build_notebooks.ROOT / "notebooks"
    there = [path for path in folder.rglob("*.ipynb") if path.parent.name != ".ipynb_checkpoints"]  # JupyterLab's own
    assert sorted(there) == sorted(NOTEBOOKS)
    assert len(NOTEBOOKS) >= 4


@pytest.mark.parametrize("path", each(NOTEBOOKS))
def test_every_cell_that_nbval_compares_was_executed(path: Path) -> None:
    assert vacuous(read(path)) == {}


@pytest.mark.parametrize("path", each(NOTEBOOKS))
def test_cells_were_executed_in_order_on_one_fresh_kernel(path: Path) -> None:
    counts = [cell.execution_count for cell in read(path).cells if cell.cell_type == "code"]
    executed = [count for count in counts if count is not None]
    assert executed == list(range(1, len(executed) + 1))


@pytest.mark.parametrize("path", each(NOTEBOOKS))
def test_no_cell_failed_or_complained(path: Path) -> None:
    bad = {
        cell.id: output
        for cell in read(path).cells
        for output in cell.get("outputs", [])
        if output.output_type == "error" or output.get("name") == "stderr"
    }
    assert bad == {}


# Built from the lessons ------------------------------------------------------


@pytest.mark.parametrize("lesson", each(LESSONS))
def test_the_notebook_is_what_the_lesson_builds(lesson: Path) -> None:
    built, committed = build_notebooks.read_lesson(lesson), read(build_notebooks.notebook_path(lesson))
    parts = [[(c.id, c.cell_type, c.metadata, c.source) for c in n.cells] for n in (built, committed)]
    assert parts[0] == parts[1], "To do: make notebooks"
    assert built.metadata == committed.metadata


@pytest.mark.parametrize("path", each(NOTEBOOKS))
def test_the_file_is_written_as_the_build_writes_it(path: Path) -> None:
    notebook = read(path)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert path.read_bytes() == (nbformat.writes(notebook) + "\n").encode()


@pytest.mark.slow
def test_building_again_gives_the_same_bytes() -> None:
    lesson = build_notebooks.lessons(["01_reply"])[0]
    assert build_notebooks.build(lesson).encode() == build_notebooks.notebook_path(lesson).read_bytes()


# Clean -----------------------------------------------------------------------


def outputs_of(notebook: NotebookNode) -> str:
    return json.dumps([cell.get("outputs", []) for cell in notebook.cells], ensure_ascii=False)


@pytest.mark.parametrize("path", each(NOTEBOOKS))
def test_no_widget_state_is_stored(path: Path) -> None:
    notebook = read(path)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert "widget-view" not in outputs_of(notebook)


@pytest.mark.parametrize("path", each(NOTEBOOKS))
def test_outputs_carry_no_metadata(path: Path) -> None:
    outputs = [output for cell in read(path).cells for output in cell.get("outputs", [])]
    assert [output.metadata for output in outputs if output.get("metadata")] == []


@pytest.mark.parametrize("path", each(NOTEBOOKS))
def test_outputs_carry_no_secret_and_nothing_of_this_computer(path: Path) -> None:
    assert leaks(outputs_of(read(path))) == []


@pytest.mark.parametrize("path", each(NOTEBOOKS))
def test_rich_outputs_have_a_line_of_words_beside_them(path: Path) -> None:
    """GitHub strips styles and some viewers strip HTML: the plain text must tell the result."""
    for cell in read(path).cells:
        for output in cell.get("outputs", []):
            if "data" in output:
                assert output.data.get("text/plain", "").strip(), cell.id
                assert "object at" not in output.data["text/plain"], cell.id


# The checks can fail ---------------------------------------------------------


def notebook_with(**cell: Any) -> NotebookNode:
    base = {"id": "x", "cell_type": "code", "metadata": {}, "source": "1", "execution_count": 1, "outputs": []}
    return nbformat.from_dict({"cells": [{**base, **cell}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.mark.parametrize(
    "cell",
    [
        {"execution_count": None, "source": "x = 1"},
        {"source": "lab.show()"},
        {"source": "with lab.attempt():\n    call()"},
        {"source": "lab = open_lab()"},
    ],
)
def test_a_cell_that_compares_nothing_is_found(cell: dict[str, Any]) -> None:
    assert "x" in vacuous(notebook_with(**cell))


@pytest.mark.parametrize("tag", sorted(NOT_COMPARED))
def test_a_cell_meant_not_to_be_compared_is_not_reported(tag: str) -> None:
    assert vacuous(notebook_with(execution_count=None, metadata={"tags": [tag]})) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Bearer abc",
        "http://127.0.0.1:45123/v2",
        "<X object at 0x7f0e6efd7f10>",
        "/home/mei/lab",
        "practice-token-that-opens-nothing",
        "U" + "f" * 32,
    ],
)
def test_a_leak_is_found(text: str) -> None:
    assert leaks(text)


def test_what_belongs_to_the_practice_world_is_no_leak() -> None:
    assert leaks(f"Bearer •••• {Ids().user(3)} POST /v2/bot/message/push 2026-11-02 10:00") == []
