"""The reader's own line that an error came from: read again, without running anything."""

from __future__ import annotations

import ast
import linecache
from collections.abc import Mapping
from typing import Any

import pytest
from linebot.v3.messaging import TextMessage

from helpers.explain.own_line import PART, OwnLine, UnknownValueError, own_line

MEI = "U" + "0f" * 16


def failing(code: str, names: Mapping[str, Any] = {}) -> OwnLine:
    """The own line of the error that a cell ends in."""
    linecache.cache["<ipython-input-7>"] = (len(code), None, code.splitlines(keepends=True), "<ipython-input-7>")
    with pytest.raises(Exception) as caught:
        exec(compile(code, "<ipython-input-7>", "exec"), dict(names))
    found = own_line(caught.value)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("message and 1 / 0", {"message": TextMessage(text="a")}),
        ("TextMessage and 1 / 0", {"TextMessage": TextMessage}),
        ("body and 1 / 0", {"body": {"events": []}}),
        ("[mei] and 1 / 0", {"mei": MEI}),
        ("import linebot\n1 / 0", {}),
        ("def f(e):\n    1 / 0\nf(message)", {"message": TextMessage(text="a")}),
    ],
)
def test_a_cell_uses_the_lab_where_it_names_the_sdk_or_what_line_sends(code: str, names: Mapping[str, Any]) -> None:
    assert failing(code, names).uses_lab


def test_any_other_cell_does_not() -> None:
    assert not failing("x = {'a': [1]}\nprint and 1 / 0", {"other": TextMessage(text="a")}).uses_lab


def test_the_innermost_line_of_the_program_is_found_below_libraries() -> None:
    found = failing("import json\nx = 1\njson.loads('{')")
    assert (found.number, found.is_last) == (3, False)


def test_only_the_head_of_a_block_is_its_line() -> None:
    found = failing("if 1 / 0 > x[2]:\n    y[3]")
    assert [found.code(node) for node in found.nodes(ast.Subscript)] == ["x[2]"]


def test_a_part_is_told_as_written_unless_it_is_long_or_secret() -> None:
    found = failing(f"1 / 0, a['b'], {'c' * 61}, 'Bearer abc'")
    kinds = (ast.Subscript, ast.Name, ast.Constant)
    shown = [found.code(node) for kind in kinds for node in found.nodes(kind)]
    assert "a['b']" in shown and PART in shown and "abc" not in str(shown) and "c" * 61 not in shown
    assert found.code(None) == PART


def test_values_are_looked_up_and_nothing_is_run() -> None:
    ran: list[int] = []
    found = failing(
        "1 / 0, a['b'][0].text, f(), -1, [a]", {"a": {"b": [TextMessage(text="x")]}, "f": lambda: ran.append(1)}
    )
    assert found.value(next(iter(found.nodes(ast.Attribute)))) == "x"
    with pytest.raises(UnknownValueError):
        found.value(next(iter(found.nodes(ast.Call))))
    assert ran == []


def test_a_name_knows_the_function_that_gave_it_its_value() -> None:
    found = failing("x = api.push(1)\ny = 5\n1 / 0", {"api": type("A", (), {"push": lambda self, n: n})()})
    assert (found.called_for("x"), found.called_for("y")) == ("push", None)


def test_an_error_without_a_line_of_the_program_has_none() -> None:
    assert own_line(ValueError("never raised")) is None
