"""Every mistake that the code names has its texts, and gives them what they want."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator

import pytest

from helpers.paths import ROOT
from helpers.text import texts

#: What every mistake's texts may use besides its own values.
GIVEN = {"type", "message"}


def mistakes() -> Iterator[tuple[str, str, set[str]]]:
    """The place, the key and the names of the values of each `Mistake` that is written out in the sources."""
    for source in sorted((ROOT / "helpers" / "explain").glob("*.py")):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="Mistake"), args=[ast.Constant(value=str(key)), ast.Dict(keys=names), *_]
                ) if all(isinstance(name, ast.Constant) for name in names):
                    yield (
                        f"{source.name}:{node.lineno}",
                        key,
                        {name.value for name in names if isinstance(name, ast.Constant)},
                    )


FOUND = [found for found in mistakes() if not found[1][0].isupper() and "." in found[1]]


def test_there_are_many() -> None:
    assert len(FOUND) > 60


@pytest.mark.parametrize(("place", "key", "values"), FOUND)
def test_the_texts_of_a_mistake_want_only_what_it_gives(place: str, key: str, values: set[str]) -> None:
    say = texts("en")
    for part in ("title", "meaning", "todo"):
        wanted = {name for _, name, _, _ in string.Formatter().parse(say.catalogue[f"{key}.{part}"]) if name}
        assert wanted <= values | GIVEN, (place, part)
