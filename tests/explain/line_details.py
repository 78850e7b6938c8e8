"""Every detail LINE's errors may have in the lab, read from the code that says them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from helpers.line import error_details
from helpers.paths import ROOT

_FOLDERS = ("helpers/stub/rules", "helpers/stub/operations", "helpers/line")
#: What makes a detail of its first argument.
_MAKERS = ("Detail", "undocumented")


def every_detail() -> list[str]:
    """Return the words of each detail, with something in the place of names and numbers."""
    found = {error_details.size_between(1, 5), error_details.length_between(0, 20), error_details.one_of(["a", "b"])}
    for folder in _FOLDERS:
        for path in (ROOT / folder).rglob("*.py"):
            found |= set(_of_module(path))
    return sorted(found)


def _of_module(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    named.setdefault(target.id, []).append(node.value)
        if isinstance(node, ast.For) and isinstance(node.target, ast.Tuple):  # for words, fault in ((...), ...)
            for target in node.target.elts:
                if isinstance(target, ast.Name):
                    named.setdefault(target.id, []).extend(
                        n for n in ast.walk(node.iter) if isinstance(n, ast.Constant)
                    )
    for node in ast.walk(tree):
        for said in _said(node):
            for one in named.get(said.id, []) if isinstance(said, ast.Name) else [said]:
                if re.search("[a-z] ", words := _words(one)):
                    yield words


def _said(node: ast.AST) -> list[ast.expr]:
    """What is said where a detail is made, or yielded or returned by what finds the faults of a value."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MAKERS:
        return node.args[:1]
    if isinstance(node, (ast.Yield, ast.Return)) and node.value is not None:
        value = node.value
        return [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
    return []


def _words(node: ast.AST) -> str:
    """A text written in the code, as far as it is one."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_words(part) for part in node.values)
    return "5" if isinstance(node, ast.FormattedValue) else ""
