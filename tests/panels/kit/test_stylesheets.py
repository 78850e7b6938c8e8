import re

import pytest

from helpers.panels.kit.stylesheets import style

SHEETS = ("card", "phones", "setup", "history", "timeline", "world", "past", "projector")


def selectors(css: str) -> list[str]:
    bare = re.sub(r"url\(\"[^\"]*\"\)|@(?:media|container)[^{]*\{", "", css)
    return [one for group in re.findall(r"([^{}]+)\{", bare) for one in group.split(",")]


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_rule_reaches_beyond_its_own_kind_of_output(sheet: str) -> None:
    found = selectors(style(sheet).removeprefix("<style>").removesuffix("</style>"))
    assert len(found) > 10
    assert [one for one in found if not one.startswith(f".lab.lab-{sheet}")] == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_braces_are_in_balance(sheet: str) -> None:
    assert style(sheet).count("{") == style(sheet).count("}")


@pytest.mark.parametrize("sheet", SHEETS)
def test_colours_come_from_the_page_in_light_and_dark(sheet: str) -> None:
    css = style(sheet)
    assert "--jp-content-font-color1" in css
    assert "CanvasText" in css


@pytest.mark.parametrize("sheet", SHEETS)
def test_nothing_is_fetched_from_a_network(sheet: str) -> None:
    assert re.findall(r"@import|url\((?!\"data:)", style(sheet)) == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_is_small_enough_to_be_in_every_output(sheet: str) -> None:
    assert len(style(sheet)) < (12_000 if sheet == "world" else 8_000)  # that one stands once in a notebook


def test_an_unknown_sheet_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        style("nothing")
