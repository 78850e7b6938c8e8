import re
from importlib.resources import files

import pytest
from hatchling.builders.wheel import WheelBuilder

from helpers.panels.kit.stylesheets import SHEETS, minified, style
from helpers.paths import ROOT

#: These are no kind of output of their own: what puts them together with words is named beside them.
OTHERS = {
    "live",  # markup.live_mark
    "page",  # form_frame.bench_style
    "disconnected",  # disconnected_style
    "projector",  # Projector
    "living",  # living_phone
    "condition_tree",  # tree_style.tree_css
    "chat_list",  # message_preview.styles
    "text_extras",
    "messages",
    "templates",
    "flex",
}
#: Sheets that stand once in a notebook, in a panel: they dress many controls.
OF_PANELS = {"world", "stage", "form", "narrowcast", "campaign"}


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
    assert len(style(sheet)) < (14_000 if sheet in OF_PANELS else 9_000)


def test_an_unknown_sheet_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        style("nothing")


def css_files() -> set[str]:
    return {path.name.removesuffix(".css") for path in (files("helpers.panels.kit") / "css").iterdir()}


def test_every_file_is_part_of_a_sheet_and_the_other_way_round() -> None:
    assert css_files() == {name for names in SHEETS.values() for name in names} | OTHERS


def test_the_wheel_brings_the_files() -> None:
    shipped = {file.distribution_path.replace("\\", "/") for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    assert {f"helpers/panels/kit/css/{name}.css" for name in css_files()} <= shipped


@pytest.mark.parametrize(
    ("css", "small"),
    [
        ("& .a,\n& .b > i {\n  margin: 0 0.5rem -0.25em;\n}\n", "& .a,& .b>i{margin:0 .5rem -.25em}"),
        ("& {\n  width: calc(100% + 2.5rem);\n}", "&{width:calc(100% + 2.5rem)}"),
        ('& li + li::before {\n  content: "; { a,  b: c } 0.5";\n}', '& li+li::before{content:"; { a,  b: c } 0.5"}'),
        ("/* One:\n two */\n& ::placeholder {\n  opacity: 1 !important;\n}", "& ::placeholder{opacity:1!important}"),
        (
            "@container (max-width: 20.05rem) {\n  & p {\n    top: 10.05em;\n  }\n}",
            "@container (max-width:20.05rem){& p{top:10.05em}}",
        ),
        (
            "& p {\n  font:\n    600 1em/1.6 system-ui,\n    sans-serif;\n}",
            "& p{font:600 1em/1.6 system-ui,sans-serif}",
        ),
    ],
)
def test_only_what_a_browser_does_not_need_goes(css: str, small: str) -> None:
    assert minified(css) == small
