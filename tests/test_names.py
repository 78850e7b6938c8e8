"""One public name, one meaning in helpers/: a name defined in two modules is listed here, or a new one."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.imports import modules, tree

#: Names that mean the same wherever they are: what every module of a kind defines, for whoever lists the modules.
CONVENTIONS = {
    "EXERCISES": "the exercises of one method; the folder's own are all of them",
    "OPERATIONS": "the operations of one part of the API; the folder's own are all of them",
    "TEXT": "the texts of one topic in one language",
    "find": "what a key of the course names, or LabError",
    "main": "a command",
    **dict.fromkeys(
        ["audio", "file", "flex", "image", "location", "sticker", "text", "video"],
        "a message of this kind: an example, what a person sends, or its drawing, as the module says",
    ),
}


def defined(path: Path) -> Iterator[str]:
    """The public names a module defines."""
    for node in tree(path).body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def twice(paths: dict[str, Path]) -> dict[str, list[str]]:
    """The public names that more than one of these modules defines."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for module, path in paths.items():
        for name in defined(path):
            if not name.startswith("_"):
                found[name].add(module)
    return {name: sorted(where) for name, where in found.items() if len(where) > 1}


def test_a_public_name_has_one_meaning() -> None:
    found = twice(modules())
    assert {name: where for name, where in found.items() if name not in CONVENTIONS} == {}


def test_the_conventions_are_in_use() -> None:
    assert set(CONVENTIONS) - set(twice(modules())) == set()


def test_a_name_defined_twice_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("class Step: ...\n_x = 1\n", encoding="utf-8", newline="\n")
    (tmp_path / "b.py").write_text("Step: int = 1\n_x = 2\n", encoding="utf-8", newline="\n")
    assert twice({"a": tmp_path / "a.py", "b": tmp_path / "b.py"}) == {"Step": ["a", "b"]}
