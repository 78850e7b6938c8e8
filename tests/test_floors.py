"""The floors of helpers/ (ARCHITECTURE.md), where import-linter's contracts in pyproject.toml end."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from helpers.paths import ROOT
from tests.imports import circles, imports, modules

#: More side by side is a list that nobody reads.
MODULES_PER_FOLDER = 20

#: What a lesson meets is read in one go.
LINES_OF_THE_LAB = 300


def test_no_import_goes_in_a_circle() -> None:
    assert circles(imports()) == []


def test_a_folder_has_few_modules_side_by_side() -> None:
    counted = Counter(path.parent for path in modules().values() if path.name != "__init__.py")
    assert {folder: count for folder, count in counted.items() if count > MODULES_PER_FOLDER} == {}


def test_only_the_package_itself_imports_the_facade() -> None:
    assert {name for name, imported in imports().items() if "helpers.lab" in imported} == {"helpers"}


def test_the_lab_is_a_short_facade() -> None:
    assert len(modules()["helpers.lab"].read_text(encoding="utf-8").splitlines()) <= LINES_OF_THE_LAB


def test_every_folder_says_what_lives_in_it() -> None:
    folders = {path.parent for path in modules().values()}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []
    silent = [
        folder for folder in folders if not (folder / "__init__.py").read_text(encoding="utf-8").startswith('"""')
    ]
    assert silent == []


@pytest.mark.parametrize(
    "line",
    [
        "from helpers.a import x",
        "import helpers.a",
        "from helpers import a",
        "def later():\n    from helpers.a import x",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from helpers.a import x",
    ],
)
def test_a_circle_is_found(tmp_path: Path, line: str) -> None:
    package = tmp_path / "helpers"
    package.mkdir()
    for name, text in {"__init__": "", "a": "from helpers.b import y", "b": "import helpers.c", "c": line}.items():
        (package / f"{name}.py").write_text(text + "\n", encoding="utf-8", newline="\n")
    assert circles(imports(tmp_path)) == [["helpers.a", "helpers.b", "helpers.c"]]


def test_what_does_not_return_is_no_circle() -> None:
    assert circles({"a": ["b", "c"], "b": ["c"], "c": []}) == []


def test_the_modules_are_read_where_they_are() -> None:
    assert modules()["helpers.text"] == ROOT / "helpers" / "text" / "__init__.py"
    assert "helpers.text" in imports()["helpers.language"]
