"""What imports what in helpers/, read from the sources: inside functions and for type hints, too."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

from helpers.paths import ROOT


def modules(root: Path = ROOT) -> dict[str, Path]:
    """Every module of the package helpers, by its dotted name."""
    found = sorted((root / "helpers").rglob("*.py"))
    return {dotted(path.relative_to(root)): path for path in found}


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a source file, read once for all tests. Leave it as it is."""
    return ast.parse(path.read_text(encoding="utf-8"))


def dotted(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


@cache
def imports(root: Path = ROOT) -> dict[str, set[str]]:
    """The modules of helpers that each module imports. A folder's own `__init__` is a module like any other."""
    known = modules(root)
    return {name: set(_imported(path, known)) - {name} for name, path in known.items()}


def _imported(path: Path, known: Collection[str]) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            yield from (
                inner if (inner := f"{node.module}.{alias.name}") in known else node.module for alias in node.names
            )


def circles(graph: Mapping[str, Collection[str]]) -> list[list[str]]:
    """The groups of two or more modules that reach one another."""
    reach = {name: _reachable(graph, name) for name in graph}
    groups = {
        frozenset(other for other in reach[name] if name in reach[other]) for name in graph if name in reach[name]
    }
    return sorted(sorted(group) for group in groups)


def _reachable(graph: Mapping[str, Collection[str]], start: str) -> set[str]:
    seen: set[str] = set()
    todo = list(graph[start])
    while todo:
        if (name := todo.pop()) not in seen:
            seen.add(name)
            todo += graph[name]
    return seen
