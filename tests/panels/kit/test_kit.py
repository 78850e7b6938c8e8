"""The kit as a whole: it stands below every room of the panels, and no two of its modules need each other."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from helpers.paths import ROOT

PANELS = ROOT / "helpers" / "panels"
KIT = "helpers.panels.kit"
#: All that the kit may know of the lab.
BELOW = ("helpers.errors", "helpers.line.strict_json", "helpers.line.text_length", "helpers.text")


def imports(path: Path) -> set[str]:
    """Every module of the lab that a file imports, also inside functions and for type hints only."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    names |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {name for name in names if name.startswith("helpers")}


def kit() -> dict[str, set[str]]:
    return {f"{KIT}.{path.stem}": imports(path) for path in (PANELS / "kit").glob("*.py")}


@pytest.mark.parametrize("module", sorted(kit()))
def test_the_kit_knows_no_room_and_no_send_method(module: str) -> None:
    assert {name for name in kit()[module] if not name.startswith((KIT, *BELOW))} == set()


def test_no_two_modules_of_the_kit_need_each_other() -> None:
    inside = {module: {name for name in names if name.startswith(KIT)} for module, names in kit().items()}
    assert len(list(TopologicalSorter(inside).static_order())) >= len(inside)  # raises CycleError for a circle


def test_a_folder_has_at_most_twenty_modules() -> None:
    folders = [PANELS, *(path for path in PANELS.iterdir() if path.is_dir())]
    assert {path.name: count for path in folders if (count := len(list(path.glob("*.py")))) > 20} == {}


def test_controls_are_shown_and_hidden_in_one_way() -> None:
    """`controls.shown` never sets None, which the browser edition drops."""
    sources = [path for path in PANELS.rglob("*.py") if path != PANELS / "kit" / "controls.py"]
    assert [path.name for path in sources if "layout.display" in path.read_text(encoding="utf-8")] == []
