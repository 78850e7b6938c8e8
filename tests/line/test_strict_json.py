from __future__ import annotations

import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.line import strict_json
from helpers.line.strict_json import JsonFault, Path

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
FUZZ = settings(max_examples=60, derandomize=True, deadline=None)


def fault_of(raw: bytes) -> JsonFault:
    with pytest.raises(JsonFault) as caught:
        strict_json.parse_json(raw)
    return caught.value


def where(raw: bytes) -> tuple[int, int]:
    fault = fault_of(raw)
    return fault.line, fault.column


@FUZZ
@given(JSON, st.sampled_from([None, 1]))
def test_it_reads_what_json_writes(value: Any, indent: int | None) -> None:
    whole = json.loads(json.dumps(value).encode("utf-8", "replace"))
    assert strict_json.parse_json(json.dumps(whole, ensure_ascii=False, indent=indent).encode()) == whole


def test_a_fault_is_told_by_line_and_column_from_1() -> None:
    assert where(b'{"to":"x",\n  "messages" 5}') == (2, 14)


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b'{"a":1,}', (1, 8)),
        (b'{"a":1, \n }', (2, 2)),
        (b"[1,]", (1, 4)),
        (b"[1,\n\t]", (2, 2)),
        (b'{"a":1,,}', (1, 8)),
        (b'{"a" 1}', (1, 6)),
        (b"{1:2}", (1, 2)),
        (b'{"a":1 "b":2}', (1, 8)),
        (b'{"a":"b', (1, 6)),
        (b'["\t"]', (1, 3)),
        (b'["\\x"]', (1, 3)),
        (b'["\\u12"]', (1, 4)),
        (b"[1] 2", (1, 5)),
        (b"[01]", (1, 3)),
        (b"", (1, 1)),
    ],
)
def test_the_place_of_a_fault_is_the_same_in_every_python(raw: bytes, place: tuple[int, int]) -> None:
    assert where(raw) == place


@pytest.mark.parametrize(
    "raw",
    [b"", b" ", b"{", b"{'a':1}", b'{"a":01}', b'{"a":1,}', b'{"a":1} 2', b'{"a":"\t"}', b"nul", b"\xef\xbb\xbf{}"],
)
def test_what_is_not_json_is_refused(raw: bytes) -> None:
    assert fault_of(raw).duplicate is None


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity", b"1e999", b"-1e999", b"9" * 5000])
def test_numbers_that_nothing_can_hold_are_refused(number: bytes) -> None:
    assert where(b'{"a":' + number + b"}") == (1, 6)


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_thousands_of_levels_are_refused(opening: bytes) -> None:
    assert where(opening * 100_000) == (1, 1)


def test_a_byte_that_is_not_utf8_is_told_by_its_place() -> None:
    assert where(b'{"a":\n "\xe4\xbd\xa0\xff"}') == (2, 4)


def test_half_of_a_surrogate_pair_becomes_the_replacement_character() -> None:
    assert strict_json.parse_json(b'{"\\ud83d":["\\ude00x"]}') == {"\ufffd": ["\ufffdx"]}


def test_a_whole_surrogate_pair_is_one_character() -> None:
    assert strict_json.parse_json(b'"\\ud83d\\ude00"') == "😀"


@pytest.mark.parametrize(
    ("raw", "key", "container", "place"),
    [
        (b'{"to":1,"to":2}', "to", (), (1, 13)),
        (b'{"to":1,\n"x":0,\n  "to":2}', "to", (), (3, 7)),
        (b'{"messages":[{"type":1},{"type":1,"type":2}]}', "type", ("messages", 1), (1, 41)),
        (b'{"a":{"b":1,"c":{"b":1},"b":2}}', "b", ("a",), (1, 28)),
        (b'{"a":1,"\\u0061":2}', "a", (), (1, 16)),
    ],
)
def test_a_key_named_twice_is_told_with_its_object(
    raw: bytes, key: str, container: Path, place: tuple[int, int]
) -> None:
    fault = fault_of(raw)
    assert (fault.duplicate, fault.container, (fault.line, fault.column)) == (key, container, place)


@pytest.mark.parametrize("raw", [b'{"a":{"b":1},"c":{"b":2}}', b'[{"a":1},{"a":2}]', b'{"a":{"a":{"a":1}}}'])
def test_the_same_key_in_different_objects_is_no_fault(raw: bytes) -> None:
    assert strict_json.parse_json(raw) == json.loads(raw)


def test_a_duplicate_is_found_before_a_later_syntax_fault() -> None:
    assert fault_of(b'{"x":{"a":1,"a":2},').duplicate == "a"


TEXT = b'{"a": 1,\n "b": [true, {"c": "x,]}:{"}],\n"":{"d":null}}'


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (1, 1)),
        (("a",), (1, 7)),
        (("b",), (2, 7)),
        (("b", 0), (2, 8)),
        (("b", 1), (2, 14)),
        (("b", 1, "c"), (2, 20)),
        (("", "d"), (3, 9)),
    ],
)
def test_the_position_of_a_value(path: Path, place: tuple[int, int]) -> None:
    assert strict_json.position(TEXT, path) == place


def _paths(value: Any, path: Path = ()) -> list[tuple[Path, Any]]:
    if isinstance(value, dict):
        members: Any = value.items()
    else:
        members = enumerate(value) if isinstance(value, list) else ()
    return [(path, value), *(found for step, item in members for found in _paths(item, (*path, step)))]


@FUZZ
@given(JSON)
def test_at_its_position_stands_the_value(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=True, indent=1)
    lines = text.split("\n")
    for path, item in _paths(json.loads(text)):
        line, column = strict_json.position(text.encode(), path)
        rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
        assert json.JSONDecoder().raw_decode(rest)[0] == item


@pytest.mark.slow
def test_deep_and_long_texts_need_little_more_than_their_size() -> None:
    """With a copy of its path for every value this text would take tens of megabytes."""
    raw = b'{"a":' * 200 + b"{" + b",".join(b'"%d":1' % i for i in range(20_000)) + b',"7":1' + b"}" * 201
    tracemalloc.start()
    try:
        assert fault_of(raw).duplicate == "7"
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "text", ["}", "]", ",", "{{", "{abc", '{"a":[}', '{"a" {', '{"a":1}}', '["', '{"a', "[[,", "{]"]
)
@pytest.mark.parametrize("end", ["", "\x80"])
def test_whatever_is_before_the_fault_it_has_a_place(text: str, end: str) -> None:
    with pytest.raises(JsonFault) as caught:
        strict_json.parse_json(text.encode() + end.encode("latin-1") + b'"')
    assert caught.value.line == 1
