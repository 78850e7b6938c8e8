"""The style sheets of the instructor's panels keep to the rules of all others."""

import pytest

from helpers.panels.theme import style
from tests.panels.test_theme import selectors

SHEETS = ("timeline", "world", "past", "projector")


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_rule_reaches_beyond_its_own_kind_of_output(sheet: str) -> None:
    found = selectors(style(sheet).removeprefix("<style>").removesuffix("</style>"))
    assert len(found) > 10
    assert [one for one in found if not one.startswith(f".lab.lab-{sheet}")] == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_braces_are_in_balance(sheet: str) -> None:
    assert style(sheet).count("{") == style(sheet).count("}")


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_is_small_and_fetches_nothing(sheet: str) -> None:
    assert len(style(sheet)) < 12_000
    assert "url(" not in style(sheet)
    assert "@import" not in style(sheet)
