from __future__ import annotations

import ast
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.codegen.python_source import (
    COLUMNS,
    CodeNode,
    array,
    call,
    columns,
    dict_source,
    imports,
    layout,
    literal,
    quoted,
)
from tests.session.drafts import NASTY

FUZZ = settings(max_examples=200, derandomize=True, deadline=None)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.text(NASTY),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(NASTY, max_size=8), inner, max_size=4),
)


@pytest.mark.slow
@FUZZ
@given(values)
def test_a_literal_is_the_value(value: object) -> None:
    namespace: dict[str, object] = {}
    exec(f"value = {layout(literal(value))}", {"float": float}, namespace)
    assert namespace["value"] == value


@FUZZ
@given(st.text() | st.text(NASTY))
def test_a_string_reads_back_and_stays_on_one_line(text: str) -> None:
    assert ast.literal_eval(quoted(text)) == text
    assert len(quoted(text).splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("你好，世界　🎉", '"你好，世界　🎉"'),
        ("👨\u200d👩\u200d👧", '"👨\u200d👩\u200d👧"'),
        ('say "hi"', "'say \"hi\"'"),
        ('it\'s "so"', "'it\\'s \"so\"'"),
        ("it's", '"it\'s"'),
        ("C:\\new\n", '"C:\\\\new\\n"'),
        ("\u202etxt.exe", '"\\u202etxt.exe"'),
        ("\ud83c", '"\\ud83c"'),
        ("\x00\x1b\ufeff", '"\\x00\\x1b\\ufeff"'),
    ],
)
def test_a_string_is_readable_and_hides_nothing(text: str, code: str) -> None:
    assert quoted(text) == code


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_numbers_only_pythons_json_knows_are_written(number: str) -> None:
    assert repr(eval(layout(literal(json.loads(number))))) == repr(json.loads(number))


@pytest.mark.parametrize("extra", [0, 1])
def test_one_column_too_many_breaks_the_line(extra: int) -> None:
    text = "x" * (COLUMNS - len('f(a="")') + extra)
    broken = f'f(\n    a="{text}"\n)'
    assert layout(call("f", {"a": literal(text)})) == (broken if extra else f'f(a="{text}")')


def test_a_chinese_character_takes_two_columns() -> None:
    fits, breaks = (layout(call("f", {}, literal("好" * count))) for count in (41, 42))  # 82 or 84, and 5 around
    assert "\n" not in fits
    assert "\n" in breaks
    assert columns("好🎉e\u0301　") == 2 + 2 + 1 + 2


def test_several_entries_get_a_line_and_a_comma_each() -> None:
    node = call("f", {"a": literal("x" * 50), "b": literal("y" * 50)})
    assert layout(node) == f'f(\n    a="{"x" * 50}",\n    b="{"y" * 50}",\n)'


def test_a_single_entry_gets_no_comma() -> None:
    node = array([call("f", {"a": literal("x" * 50), "b": literal("y" * 50)})])
    assert layout(node).splitlines()[0] == "["
    assert layout(node).splitlines()[-2:] == ["    )", "]"]


def test_a_trailing_comma_counts_as_a_column() -> None:
    inner = call("g", {"a": literal("x" * (COLUMNS - 4 - len('g(a=""),') + 1))})
    assert layout(call("f", {}, inner, literal(1))).splitlines()[1] == "    g("


def test_lines_begin_at_the_indent_they_are_given() -> None:
    assert (
        layout(call("f", {}, literal("x" * 90)), indent=4, used=len("response = ")).splitlines()[1].startswith(" " * 8)
    )


@pytest.mark.parametrize("node", [array([]), dict_source({}), call("f", {})])
def test_nothing_to_break_stays_whole(node: CodeNode) -> None:
    assert "\n" not in layout(node, used=COLUMNS)


def test_imports_are_sorted() -> None:
    assert imports("m", {"b", "A"}) == "from m import A, b"


def test_long_imports_get_a_line_each() -> None:
    names = {f"Name{number:02}" for number in range(20)}
    assert imports("m", names).splitlines()[:2] == ["from m import (", "    Name00,"]
