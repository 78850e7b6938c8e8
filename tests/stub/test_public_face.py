"""What the rest of the project may take from the practice platform: itself, its app, its worlds, people's actions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import helpers
from helpers.stub import app, person_actions, platform
from helpers.stub.world import worlds

PACKAGE = Path(helpers.__file__).parent
#: By module, what others may import from it.
PUBLIC = {
    "helpers.stub.app": {"make_app"},
    "helpers.stub.platform": set(platform.__all__),
    "helpers.stub.person_actions": {"NotPossibleError", "PersonActions"},
    "helpers.stub.world.worlds": {name for name in vars(worlds) if name[0].isupper()},
}


def outside() -> Iterator[Path]:
    """The modules that are not the platform's own."""
    return (path for path in PACKAGE.rglob("*.py") if PACKAGE / "stub" not in path.parents)


def taken(source: str) -> Iterator[tuple[str, str]]:
    """Every import from the platform, those inside functions and for type checkers included: module and name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("helpers.stub"):
            yield from ((node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names if alias.name.startswith("helpers.stub"))


def test_others_take_only_what_is_public() -> None:
    found = {
        f"{path.relative_to(PACKAGE).as_posix()}: {module} {name}"
        for path in outside()
        for module, name in taken(path.read_text(encoding="utf-8"))
        if name not in PUBLIC.get(module, ())
    }
    assert not found


def test_imports_of_every_kind_are_found() -> None:
    source = "def f():\n    from helpers.stub.ledgers.quota import Quota\nimport helpers.stub.app\n"
    assert sorted(taken(source)) == [("helpers.stub.app", ""), ("helpers.stub.ledgers.quota", "Quota")]


def test_what_is_public_is_there() -> None:
    for module in (app, platform, person_actions):
        assert all(hasattr(module, name) for name in PUBLIC[module.__name__])


def test_the_platform_does_not_know_what_people_do_on_it() -> None:
    """The session and the control interface make the actions; so the platform has no import circle."""
    source = Path(platform.__file__).read_text(encoding="utf-8")
    assert "helpers.stub.person_actions" not in {module for module, _ in taken(source)}
