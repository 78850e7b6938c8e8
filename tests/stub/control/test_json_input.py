from __future__ import annotations

import pytest

from helpers.stub.control.json_input import BadInputError, Fields, read_object


@pytest.mark.parametrize("raw", [b"", b"  \n", b"{}"])
def test_an_empty_body_is_an_empty_object(raw: bytes) -> None:
    read_object(raw).done()


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"{", "not JSON"),
        (b"\xff", "not JSON"),
        (b'{"a": NaN}', "not JSON"),
        (b'{"a": 1e999}', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"9" * 5000, "not JSON"),
        (b'{"a": 1, "a": 2}', "'a' stands twice"),
        (b"[]", "must be a JSON object"),
        (b"null", "must be a JSON object"),
        (b'"text"', "must be a JSON object"),
    ],
)
def test_what_is_no_object_is_refused(raw: bytes, message: str) -> None:
    with pytest.raises(BadInputError, match=message):
        read_object(raw)


def test_members_nobody_asked_for_are_refused_by_name() -> None:
    fields = Fields({"text": "hi", "txet": "hi"})
    fields.text("text")
    with pytest.raises(BadInputError, match="Unknown member 'txet'; known here: text"):
        fields.done()


@pytest.mark.parametrize("value", [1, True, [], {}, "", "x" * 11])
def test_text_takes_strings_of_a_length(value: object) -> None:
    with pytest.raises(BadInputError, match="'a' must be a string of 1 to 10 characters"):
        Fields({"a": value}).text("a", longest=10)


@pytest.mark.parametrize("value", ["1", 1.0, True, -1, 11, 10**400, [], None])
def test_whole_takes_whole_numbers_within_bounds(value: object) -> None:
    with pytest.raises(BadInputError):
        Fields({"a": value}).whole("a", high=10)


@pytest.mark.parametrize("value", ["1", True, -0.1, 10.1, 10**400, [], {}])
def test_number_takes_numbers_within_bounds(value: object) -> None:
    with pytest.raises(BadInputError, match="'a' must be a number from 0 to 10"):
        Fields({"a": value}).number("a", high=10)


@pytest.mark.parametrize("value", ["true", 1, 0, []])
def test_flag_takes_true_and_false_only(value: object) -> None:
    with pytest.raises(BadInputError, match="'a' must be true or false"):
        Fields({"a": value}).flag("a")


@pytest.mark.parametrize("value", ["blue", 1, ["red"], {}, True])
def test_choice_names_the_words(value: object) -> None:
    with pytest.raises(BadInputError, match="'a' must be one of: red, green"):
        Fields({"a": value}).choice("a", ("red", "green"))


@pytest.mark.parametrize("value", ["a", {}, ["a"] * 4, [1], [""], [None]])
def test_texts_takes_a_short_list_of_strings(value: object) -> None:
    with pytest.raises(BadInputError):
        Fields({"a": value}).texts("a", most=3)


@pytest.mark.parametrize("value", [None, [], "a", [1], [{}] * 4])
def test_objects_takes_a_short_list_of_objects(value: object) -> None:
    with pytest.raises(BadInputError):
        Fields({"a": value}).objects("a", most=3)


@pytest.mark.parametrize("value", ["a", [], {"x": 1}, {"a": "1", "b": "2", "c": "3", "d": "4"}])
def test_string_map_takes_a_small_object_of_strings(value: object) -> None:
    with pytest.raises(BadInputError):
        Fields({"a": value}).string_map("a", most=3)


def test_good_values_come_back_as_they_are() -> None:
    fields = Fields({"t": "hi", "w": 3, "n": 2.5, "f": False, "c": "red", "l": ["a"], "m": {"k": "v"}})
    assert (fields.text("t"), fields.whole("w", high=3), fields.number("n", high=3)) == ("hi", 3, 2.5)
    assert (fields.flag("f"), fields.choice("c", ("red",)), fields.texts("l", most=1)) == (False, "red", ["a"])
    assert fields.string_map("m", most=1) == {"k": "v"}
    fields.done()


def test_a_missing_member_is_named() -> None:
    with pytest.raises(BadInputError, match="'a' is missing"):
        Fields({}).text("a")


@pytest.mark.parametrize("data", [{}, {"a": None}])
def test_a_missing_or_null_member_takes_its_default(data: dict[str, object]) -> None:
    fields = Fields(data)
    assert (fields.text("a", None), fields.whole("a", 7, high=9), fields.flag("a", True)) == (None, 7, True)
