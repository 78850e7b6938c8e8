"""Fields of a form, driven as objects."""

from __future__ import annotations

import re
from typing import Any

import pytest
from ipywidgets import HTML, Text

from helpers.panels.kit.fields import (
    COMMA_LIST,
    NUMBER,
    OPTIONAL,
    PROBLEMS_SHOWN,
    TEXT,
    TICK,
    FormField,
    Holding,
    JsonField,
    area_field,
    text_field,
    tick_field,
)
from helpers.panels.kit.safe_callbacks import unguarded
from helpers.text import texts

ZH, EN = texts("zh-TW"), texts("en")


def under(field: Any) -> str:
    """What stands under the control, without tags."""
    [line] = [child for child in field.children if isinstance(child, HTML)]
    return re.sub(r"<[^>]+>", "", line.value)


# Label, help, error ---------------------------------------------------------------------------------------------


def test_the_label_is_the_controls_own_so_that_the_two_are_tied() -> None:
    field = text_field("收件人", ZH)
    assert field.control.description == "收件人"
    assert field.control.style.description_width == "initial"


def test_help_stands_under_the_control_and_an_error_takes_its_place() -> None:
    field = text_field("to", ZH, hint="一個 id")
    assert under(field) == "一個 id"
    field.complain([("", "缺少 `to`")])
    assert under(field) == "✕ 缺少 to"
    assert field.error == "缺少 to"


def test_the_help_comes_back_when_nothing_is_wrong_any_more() -> None:
    field = text_field("to", ZH, hint="一個 id")
    field.complain([("", "缺少 `to`")])
    field.complain([])
    assert (under(field), field.error) == ("一個 id", "")


def test_an_error_is_announced_and_its_field_marked() -> None:
    field = text_field("to", ZH)
    field.complain([("", "wrong")])
    assert 'aria-live="polite"' in field.children[1].value
    assert "lab-wrong-field" in field._dom_classes


def test_only_a_few_errors_are_listed_and_the_others_counted() -> None:
    field = text_field("to", EN)
    field.complain([("", f"problem {number}") for number in range(PROBLEMS_SHOWN + 2)])
    assert "problem 0" in under(field)
    assert under(field).endswith("further problems: 2")


def test_html_in_an_error_is_text() -> None:
    field = text_field("to", EN)
    field.complain([("", "<img src=x onerror=alert(1)>")])
    assert "<img" not in field.children[1].value


def test_a_field_says_what_it_holds_in_one_line() -> None:
    field = text_field("to", EN)
    field.load("U1")
    field.complain([("", "`to` is wrong")])
    assert repr(field) == "<to: 'U1', to is wrong>"


# Counting -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "count"), [("", "0"), ("你好", "2"), ("🎉", "2"), ("👨‍👩‍👧", "8")])
def test_text_is_counted_in_utf16_units_while_typing(text: str, count: str) -> None:
    field = area_field("text", EN, limit=5000)
    field.control.value = text
    assert under(field).startswith(f"{count} / 5,000")


def test_one_unit_too_many_is_said_in_words() -> None:
    field = area_field("text", EN, limit=5000)
    field.control.value = "🎉" * 2500 + "!"
    assert under(field).startswith("5,001 / 5,000 (over by 1)")


# How controls hold JSON -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("holding", "typed", "value"),
    [
        (TEXT, "", ""),
        (TEXT, " a ", " a "),
        (OPTIONAL, "", None),
        (OPTIONAL, " U1\n", "U1"),
        (NUMBER, "", None),
        (NUMBER, "25", 25),
        (NUMBER, " 25.5 ", 25.5),
        (NUMBER, "二十", "二十"),
        (NUMBER, "true", "true"),
        (NUMBER, "[" * 100_000, "[" * 100_000),
        (COMMA_LIST, "", None),
        (COMMA_LIST, "a, b ,,c", ["a", "b", "c"]),
        (TICK, True, True),
        (TICK, False, None),
    ],
)
def test_what_is_typed_means(holding: Holding, typed: Any, value: Any) -> None:
    read = holding.read(typed)
    assert (type(read), read) == (type(value), value)


@pytest.mark.parametrize("holding", [TEXT, OPTIONAL, COMMA_LIST])
@pytest.mark.parametrize("value", [None, 5, True, {"a": 1}, [], [1], "x"])
def test_any_json_can_be_written_into_a_field_of_text(holding: Holding, value: Any) -> None:
    assert isinstance(holding.write(value), str)


@pytest.mark.parametrize("value", [None, 5, 2.5, 25.0, -1])
def test_a_number_comes_back_as_it_was_loaded(value: Any) -> None:
    field = FormField(Text(), EN, holding=NUMBER)
    field.load(value)
    assert repr(field.value) == repr(value)


def test_a_switch_is_only_on_for_true() -> None:
    field = tick_field("silent", EN)
    field.load("yes")
    assert field.value is None
    field.load(True)
    assert field.value is True


def test_a_change_is_told_once() -> None:
    field, told = text_field("to", EN), []
    field.on_change(lambda: told.append(field.value))
    field.control.value = "U1"
    assert told == ["U1"]


def test_what_was_typed_can_be_gone_back_to() -> None:
    field = text_field("to", EN)
    field.control.value = " U1 "
    memory = field.memory
    field.load("U2")
    field.memory = memory
    assert field.control.value == " U1 "


# JSON -----------------------------------------------------------------------------------------------------------


def test_json_is_read_and_written_with_its_own_characters() -> None:
    field = JsonField("flex", ZH)
    field.load({"text": "你好"})
    assert field.control.value == '{\n  "text": "你好"\n}'
    assert field.value == {"text": "你好"}


def test_an_empty_field_of_json_is_nothing_and_no_mistake() -> None:
    field = JsonField("flex", ZH)
    assert (field.value, field.fault) == (None, "")


def test_a_mistake_in_json_is_told_by_line_and_column() -> None:
    field = JsonField("flex", ZH)
    field.control.value = '{\n  "type": "bubble",\n}'
    assert field.fault == "JSON 讀到第 3 行第 1 個字元就讀不下去了"
    assert "第 3 行第 1 個字元" in under(field)


def test_a_name_written_twice_is_told_by_line_and_column() -> None:
    field = JsonField("flex", EN)
    field.control.value = '{"type": "a",\n "type": "b"}'
    assert field.fault == "line 2, column 8: `type` is written twice"


def test_a_mistake_in_json_goes_before_what_is_wrong_with_the_data() -> None:
    field = JsonField("flex", EN)
    field.complain([("", "`type` is missing")])
    field.control.value = "{"
    assert "type" not in field.error
    field.control.value = "{}"
    assert field.error == "type is missing"


def test_half_of_a_character_does_not_break_a_field_of_json() -> None:
    field = JsonField("flex", EN)
    field.control.value = '{"text": "\ud83c"}'
    assert field.fault or field.value


def test_a_callback_alone_is_called_whatever_it_is_given() -> None:
    called: list[int] = []
    unguarded(lambda: called.append(1))("anything", 2)
    assert called == [1]
