"""The request builder as a learner meets it: each of the five methods filled in and sent, by mouse and by keyboard.

LAB_SCREENSHOTS=folder keeps pictures of it: light and dark, in windows of three widths.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Open
from tests.browser.jupyter import NARROW, PHONE, THEMES, WIDE, Notebook, eventually, press
from tests.browser.test_jupyter import write_notebook

pytestmark = pytest.mark.browser

METHODS = ("reply", "push", "multicast", "narrowcast", "broadcast")
SUCCESS = {name: "202 Accepted" if name == "narrowcast" else "200 OK" for name in METHODS}
GOOD = {
    "reply": "回覆小美",
    "push": "推播給小美",
    "multicast": "傳給三位好友",
    "narrowcast": "所有好友",
    "broadcast": "傳給所有好友",
}
SETUP = """\
from helpers import open_lab
lab = open_lab(lang="zh-TW")
event = lab.friend("小美").send_text("請問今天幾點關門？")
builders = {}"""


@pytest.fixture(scope="module")
def lesson(served: Path, open_notebook: Open) -> Notebook:
    cells = [f'builders["{name}"] = lab.builder("{name}")\nbuilders["{name}"]' for name in METHODS]
    write_notebook(served / "builders.ipynb", SETUP, *cells)
    notebook = open_notebook("builders.ipynb")
    notebook.run_all()
    return notebook


def panel(lesson: Notebook, name: str) -> Locator:
    """The whole output of the cell with this method's panel."""
    return lesson.output(1 + METHODS.index(name))


def choose(panel: Locator, menu: str, label: str) -> None:
    panel.get_by_label(menu, exact=True).select_option(label=label)


# Mouse ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", METHODS)
def test_a_request_is_sent_by_mouse(lesson: Notebook, name: str) -> None:
    here = panel(lesson, name)
    press(here, GOOD[name])
    press(here, "送出")
    expect(here.locator(".lab-card .lab-status")).to_have_text(SUCCESS[name])


def test_what_is_typed_is_sent_and_arrives(lesson: Notebook) -> None:
    here = panel(lesson, "push")
    press(here, "Python")
    choose(here, "收件人", "阿凱 · 好友")
    here.get_by_label("文字內容").fill("明天見")
    expect(here.locator(".lab-code")).to_contain_text('TextMessage(text="明天見")')
    press(here, "送出")
    expect(here.locator(".lab-phone")).to_contain_text("明天見")
    expect(here.locator(".lab-phone h4")).to_have_text("阿凱的手機")


def test_the_preview_follows_each_letter(lesson: Notebook) -> None:
    here = panel(lesson, "push")
    here.get_by_label("文字內容").press_sequentially("！！")
    expect(here.locator(".lab-preview .lab-text")).to_contain_text("！！")


def test_a_button_copies_the_code(lesson: Notebook) -> None:
    here = panel(lesson, "push")
    press(here, "curl")
    press(here, "複製")
    expect(here.get_by_role("button", name="已複製")).to_be_visible()


def test_the_code_goes_into_the_next_cell_and_nothing_is_overwritten(lesson: Notebook) -> None:
    page, cells = (
        lesson.page,
        "jupyterapp.shell.currentWidget.content.widgets.map(c => c.model.sharedModel.getSource())",
    )
    before = page.evaluate(cells)
    here = panel(lesson, "push")
    press(here, "Python")
    expect(here.locator(".lab-code")).to_contain_text("push_message")
    code = here.locator(".lab-code").inner_text()
    press(here, "貼到下一格")
    expect(here.get_by_role("button", name="已貼上")).to_be_visible()
    page.wait_for_function(f"count => {cells}.length > count", arg=len(before))
    after = page.evaluate(cells)
    place = 2 + METHODS.index("push")
    page.evaluate(f"jupyterapp.shell.currentWidget.content.model.sharedModel.deleteCell({place})")
    assert after[place].strip() == code.strip()
    assert after[:place] + after[place + 1 :] == before


def test_an_error_is_said_under_its_field_while_typing(lesson: Notebook) -> None:
    here = panel(lesson, "broadcast")
    press(here, "移除")
    expect(here.locator(".lab-wrong").filter(has_text="至少要 1 個")).to_be_visible()
    press(here, "復原") if here.get_by_role("button", name="復原").is_enabled() else press(here, "重設")
    expect(here.locator(".lab-wrong")).to_have_count(0)


def test_html_in_a_message_is_shown_as_text(lesson: Notebook) -> None:
    here = panel(lesson, "push")
    here.get_by_label("文字內容").fill("<img src=x onerror='window.hacked = 1'>")
    press(here, "送出")
    expect(here.locator(".lab-phone .lab-text").last).to_have_text("<img src=x onerror='window.hacked = 1'>")
    assert lesson.page.evaluate("window.hacked") is None


def test_a_double_click_sends_once(lesson: Notebook) -> None:
    here = panel(lesson, "push")
    press(here, "重設")
    press(here, "JSON")  # worked through after the reset, so the number below is of now
    expect(here.locator(".lab-code")).to_contain_text('"to":')
    facts = here.locator(".lab-facts")
    left = int(facts.inner_text().split("還剩 ")[1].split(" 則")[0])
    here.get_by_role("button", name="送出", exact=True).dblclick()
    press(here, "curl")  # worked through after both clicks
    expect(here.locator(".lab-code")).to_contain_text("curl")
    expect(facts).to_contain_text(f"還剩 {left - 1} 則")


def test_a_click_on_the_code_selects_all_of_it_to_copy(lesson: Notebook) -> None:
    here = panel(lesson, "push")
    press(here, "curl")
    expect(here.locator(".lab-code")).to_contain_text("curl -i -X POST")
    here.locator(".lab-code").click()
    selected = lesson.page.evaluate("getSelection().toString()")
    assert selected.strip() == here.locator(".lab-code").inner_text().strip()


# Keyboard -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", [name if name == "push" else pytest.param(name, marks=pytest.mark.slow) for name in METHODS]
)
def test_a_request_is_filled_in_and_sent_by_keyboard_alone(lesson: Notebook, name: str) -> None:
    here, page = panel(lesson, name), lesson.page
    if name == "reply":  # the token of the mouse's test is used
        press(here, "請小美傳一則訊息")
    press(here, "Python")
    here.locator("input, textarea, select, button").first.focus()
    lesson.tab_to("文字內容")
    page.keyboard.press("Control+a")
    page.keyboard.type(f"by keyboard: {name}")
    expect(here.locator(".lab-code")).to_contain_text(f"by keyboard: {name}")
    lesson.tab_to("送出")
    here.locator(".lab-card").evaluate_all("cards => cards.forEach(card => card.dataset.before = 1)")
    page.keyboard.press("Enter")
    expect(here.locator(".lab-card:not([data-before]) .lab-status")).to_have_text(SUCCESS[name])
    lesson.tab_to("細節：意思、誰收到了、請求和回應")  # from the button on to the result
    page.keyboard.press("Enter")
    expect(here.locator(".lab-card details[open]")).to_have_count(1)


def test_a_menu_opens_and_chooses_by_keyboard(lesson: Notebook) -> None:
    here = panel(lesson, "push")
    press(here, "重設")
    press(here, "Python")
    here.get_by_label("收件人", exact=True).focus()
    lesson.choose_next()
    expect(here.locator(".lab-code")).to_be_visible()
    menu, chosen = here.get_by_label("收件人", exact=True), "阿凱 · 好友"
    said = "menu => menu.selectedOptions[0].text.replaceAll('\\xa0', ' ')"
    assert eventually(lambda: menu.evaluate(said), chosen) == chosen


def test_single_keys_do_nothing_to_the_notebook(lesson: Notebook) -> None:
    page, ask = lesson.page, "(notebook => [notebook.widgets.length, notebook.activeCellIndex])"
    state = f"{ask}(jupyterapp.shell.currentWidget.content)"
    panel(lesson, "push").get_by_role("button", name="重設").focus()
    before = page.evaluate(state)
    for key in ("x", "d", "d", "a", "b", "m", "y", "0", "0", "z", "Shift+M", "ArrowDown", "ArrowUp", "j", "k"):
        page.keyboard.press(key)
    assert page.evaluate(state) == before
    assert page.evaluate("document.activeElement.textContent") == "重設"


def test_the_focus_goes_with_the_message_and_is_never_lost(lesson: Notebook) -> None:
    here, page = panel(lesson, "multicast"), lesson.page
    press(here, "重設")
    add = here.get_by_role("button", name="＋ 加一則")
    add.focus()
    page.keyboard.press("Enter")
    expect(here.locator(".lab-item")).to_have_count(2)
    page.keyboard.press("Enter")
    expect(here.locator(".lab-item")).to_have_count(3)
    expect(add).to_be_focused()
    here.get_by_label("文字內容").nth(2).fill("第三則")
    item = here.locator(".lab-item")
    item.nth(2).get_by_role("button", name="上移").focus()
    page.keyboard.press("Enter")
    expect(item.nth(1).get_by_role("button", name="上移")).to_be_focused()
    expect(item.nth(1).get_by_label("文字內容")).to_have_value("第三則")
    page.keyboard.press("Enter")
    expect(item.nth(0).get_by_role("button", name="下移")).to_be_focused()
    expect(item.nth(0).get_by_label("文字內容")).to_have_value("第三則")
    item.nth(2).get_by_role("button", name="移除").focus()
    for left in (2, 1):
        page.keyboard.press("Enter")
        expect(item).to_have_count(left)
        expect(item.nth(left - 1).get_by_role("button", name="移除")).to_be_focused()
    page.keyboard.press("Enter")
    expect(item).to_have_count(0)
    expect(add).to_be_focused()


def test_saving_and_leaving_are_still_jupyters(lesson: Notebook) -> None:
    page, dirty = lesson.page, "jupyterapp.shell.currentWidget.context.model.dirty"
    panel(lesson, "push").get_by_role("button", name="重設").focus()
    page.evaluate(f"{dirty} = true")
    page.keyboard.press("Control+s")
    page.wait_for_function(f"!{dirty}")
    page.keyboard.press("Escape")
    assert eventually(lambda: page.evaluate("document.activeElement.closest('.lab-panel') === null"), True)


# Looks ----------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("width", [WIDE, NARROW, PHONE])
@pytest.mark.parametrize("theme", THEMES)
def test_everything_fits_the_window(lesson: Notebook, theme: str, width: int) -> None:
    lesson.theme(theme)
    lesson.resize(width)
    assert lesson.cut_off(".lab-form *") == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [1920, WIDE, 735, PHONE])
def test_from_1000_pixels_on_the_result_stands_beside_the_form(lesson: Notebook, width: int) -> None:
    lesson.resize(width)
    here = panel(lesson, "push")
    grid = "columns => getComputedStyle(columns).gridTemplateColumns.split(' ').length"
    columns = 2 if width >= WIDE else 1
    assert eventually(lambda: here.locator(".lab-columns").evaluate(grid), columns) == columns
    assert (here.locator(".lab-bench").evaluate("bench => bench.clientWidth") >= 1000) == (columns == 2)


@pytest.mark.slow
def test_what_stands_beside_the_form_stays_in_sight_while_it_is_scrolled(lesson: Notebook) -> None:
    lesson.resize(1920)
    here = panel(lesson, "push")
    here.get_by_role("button", name="＋ 加一則").evaluate("button => button.scrollIntoView({ block: 'start' })")
    expect(here.locator(".lab-preview")).to_be_in_viewport()
    expect(here.get_by_role("button", name="送出", exact=True)).to_be_in_viewport()


@pytest.mark.slow
@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_no_label_or_button_is_cut(lesson: Notebook, width: int) -> None:
    lesson.resize(width)
    words = lesson.page.locator(".lab-form .widget-label, .lab-form button")
    cut = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"
    assert eventually(lambda: words.evaluate_all(cut), []) == []


def test_nothing_went_wrong_and_nothing_was_asked_of_the_network(lesson: Notebook) -> None:
    assert {cell.key: cell.complaints for cell in lesson.code_cells() if cell.complaints} == {}
    assert lesson.asked_outside == []


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [WIDE, NARROW, PHONE])
@pytest.mark.parametrize("name", METHODS)
def test_pictures(pictures: Path, lesson: Notebook, theme: str, width: int, name: str) -> None:
    lesson.theme(theme)
    lesson.resize(width, 7000)  # as tall as the tallest panel with its result
    panel(lesson, name).screenshot(path=pictures / f"builder-{name}-{theme}-{width}.png", animations="disabled")
