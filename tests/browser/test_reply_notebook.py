"""The first lesson as a learner meets it: opened in JupyterLab, two cells run, a message written; then all cells.

LAB_SCREENSHOTS=folder keeps pictures of it: light and dark, in a wide and in a narrow window.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.jupyter import NARROW, PHONE, THEMES, WIDE, Notebook, eventually
from tests.browser.test_pace import FIRST, is_read_in_twelve_screens

pytestmark = pytest.mark.browser


WRITE = {"zh-TW": "輸入訊息", "en": "Write a message"}


@pytest.fixture(scope="module", params=["zh-TW", pytest.param("en", marks=pytest.mark.slow)])
def opened(request: pytest.FixtureRequest, open_notebook: Open) -> Notebook:
    """The lesson before any cell was run."""
    return open_notebook(f"notebooks/{request.param}/01_reply.ipynb")


@pytest.fixture(scope="module")
def lesson(opened: Notebook) -> Notebook:
    opened.run_all()
    return opened


def test_a_learner_writes_in_the_second_cell_and_the_bot_answers_there(opened: Notebook) -> None:
    opened.run_first(2)
    phone = opened.output_of("first-send").locator(".lab-living")
    field = phone.get_by_label(WRITE[opened.name.removesuffix("-01_reply")])
    field.fill("你好")
    field.press("Enter")
    expect(phone.locator(".lab-log")).to_contain_text("收到：你好")


def test_every_cell_was_run(lesson: Notebook) -> None:
    assert [cell.key for cell in lesson.code_cells() if cell.count is None] == []


def test_no_cell_complains(lesson: Notebook) -> None:
    assert {cell.key: cell.complaints for cell in lesson.code_cells() if cell.complaints} == {}


def test_the_result_card_is_there_to_be_seen(lesson: Notebook) -> None:
    expect(lesson.page.locator(".lab-card").first).to_be_visible()


def test_the_phone_is_there_to_be_seen(lesson: Notebook) -> None:
    expect(lesson.page.locator(".lab-living .lab-phone").first).to_be_visible()


def test_tables_of_the_text_begin_where_the_text_begins(lesson: Notebook) -> None:
    set_in = """all => all.map(table => table.getBoundingClientRect().left
        - table.parentElement.querySelector("h2").getBoundingClientRect().left)"""
    tables = lesson.page.locator(".jp-MarkdownOutput table")
    assert set(eventually(lambda: tables.evaluate_all(set_in), [0.0] * tables.count())) == {0}


def test_nothing_was_asked_of_the_network(lesson: Notebook) -> None:
    assert lesson.asked_outside == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("theme", THEMES)
def test_it_fits_the_window(lesson: Notebook, theme: str, width: int) -> None:
    lesson.theme(theme)
    lesson.resize(width)
    assert lesson.cut_off(".lab-card, .lab-phone") == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [WIDE, NARROW, PHONE])
def test_a_card_begins_where_its_code_begins(lesson: Notebook, width: int) -> None:
    """A card that began some pixels beside the code would look unplanned."""
    lesson.resize(width)
    begins = ".jp-CodeCell .jp-InputArea-editor", ".jp-OutputArea-output > .lab-card"
    left = "all => all.filter(e => e.offsetWidth).map(e => e.getBoundingClientRect().left)"
    assert eventually(lambda: len(set(lesson.page.locator(", ".join(begins)).evaluate_all(left))), 1) == 1
    assert all(lesson.page.locator(selector).evaluate_all(left) for selector in begins)


@pytest.mark.slow
def test_it_is_read_in_twelve_screens(lesson: Notebook) -> None:
    is_read_in_twelve_screens(lesson, FIRST)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_pictures(pictures: Path, lesson: Notebook, theme: str, width: int) -> None:
    lesson.theme(theme)
    lesson.resize(width)
    lesson.picture(pictures / f"{lesson.name}-{theme}-{width}.png", whole=True)
