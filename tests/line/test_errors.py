from __future__ import annotations

import contextlib
import inspect
import re
from collections.abc import Iterator

import pytest

from helpers.line import errors
from helpers.line.errors import RULES, Detail, LineError, Rule, Source


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.key)
def test_a_rule_has_a_key_for_the_texts_and_a_page(rule: Rule) -> None:
    assert re.fullmatch("[a-z]+(_[a-z]+)*", rule.key)
    assert rule.reference.startswith("https://developers.line.biz/")


def test_every_rule_of_the_module_is_listed_once() -> None:
    named = [rule for name, rule in vars(errors).items() if isinstance(rule, Rule) and not name.startswith("_")]
    assert sorted(rule.key for rule in named) == sorted(RULES)


def _factories() -> list[object]:
    functions = inspect.getmembers(errors, inspect.isfunction)
    return [f for name, f in functions if f.__module__ == errors.__name__ and not name.startswith("_")]


def test_every_public_function_makes_an_error() -> None:
    returns = {f.__annotations__["return"] for f in _factories() if callable(f)}
    assert returns == {"LineError"}


def test_what_is_empty_stays_off_the_wire() -> None:
    assert LineError(400, "no", errors.BODY_INVALID).as_json() == {"message": "no"}


def test_details_and_sent_messages_are_there_when_there_are_some() -> None:
    error = LineError(409, "no", errors.RETRY_KEY_ACCEPTED, [Detail("a", "b"), Detail("c")], [{"id": "1"}])
    assert error.as_json() == {
        "message": "no",
        "details": [{"message": "a", "property": "b"}, {"message": "c"}],
        "sentMessages": [{"id": "1"}],
    }


def test_the_rule_stays_off_the_wire() -> None:
    assert "quota" not in str(errors.quota_reached().as_json())


def test_the_number_of_errors_is_that_of_the_details() -> None:
    assert errors.body_invalid([Detail("a"), Detail("b")]).message == "The request body has 2 error(s)"


@contextlib.contextmanager
def _some_context() -> Iterator[None]:
    yield


def test_it_passes_through_a_context_manager_as_any_exception() -> None:
    """Which a frozen dataclass does not: Python writes the traceback on the exception."""
    with pytest.raises(LineError), _some_context():
        raise errors.quota_reached()


def test_what_line_does_not_specify_is_marked() -> None:
    unspecified = {rule.key for rule in RULES.values() if rule.source is Source.UNDOCUMENTED}
    assert unspecified >= {"body_too_large", "retry_key_format", "retry_key_unsupported", "group_not_joined"}
    assert RULES["multicast_to_unknown"].source is Source.CONTRADICTED
