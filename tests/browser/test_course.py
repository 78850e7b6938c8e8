"""The panels a lesson ends with (quiz, exercise, demo, progress, campaign …) in JupyterLab, and a kernel that is gone.

LAB_SCREENSHOTS=folder keeps pictures of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.jupyter import NARROW, PHONE, THEMES, WIDE, Notebook, eventually, press
from tests.browser.test_jupyter import write_notebook
from tests.browser.test_places import serious

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LAB = """\
from helpers import open_lab
from linebot.v3.messaging import PushMessageRequest, ReplyMessageRequest, TextMessage
lab = open_lab(lang='zh-TW')
def stops(*given):
    raise ValueError('<b>x</b>')
def echo(line_bot_api, event):
    messages = [TextMessage(text=event.message.text)]
    line_bot_api.reply_message(ReplyMessageRequest(reply_token=event.reply_token, messages=messages))
def other(line_bot_api, event):
    messages = [TextMessage(text="?")]
    line_bot_api.reply_message(ReplyMessageRequest(reply_token=event.reply_token, messages=messages))"""
#: Keys that JupyterLab takes for itself in command mode: cut, delete, insert, change, walk, undo.
KEYS = ("x", "d", "d", "a", "b", "m", "y", "z", "Shift+M", "ArrowDown", "ArrowUp", "j", "k", "0", "0")
STATE = "(notebook => [notebook.widgets.length, notebook.activeCellIndex])(jupyterapp.shell.currentWidget.content)"
CELLS = (
    "lab.quiz('push-quiz')",
    "lab.check('push-1', stops)",
    "lab.replay('push')",
    "lab.campaign()",
    "lab.progress()",
    "lab.projector(None)",
    "lab.phones()",
    "lab.timeline()",
    "lab.history_panel()",
    "lab.start_over()",
    "lab.check('reply-1', echo)",
    "lab.check('reply-1', other)",
    "lab.builder('push')",
)
QUIZ, CHECK, REPLAY, CAMPAIGN = range(1, 5)
RIGHT = CELLS.index("lab.check('reply-1', echo)") + 1
BUILDER = len(CELLS)
#: Parts of a table or a drawing that scrolls by itself may stand beyond the edge.
SHOWN = ".jp-OutputArea-output *:not(.lab-scroll *)"


@pytest.fixture(scope="module")
def notebook(served: Path, open_notebook: Open) -> Notebook:
    write_notebook(served / "course.ipynb", LAB, *CELLS)
    opened = open_notebook("course.ipynb")
    opened.run_all()
    expect(opened.page.locator(".lab-campaign figure")).to_be_visible()
    return opened


def test_no_cell_complains(notebook: Notebook) -> None:
    assert {cell.key: cell.complaints for cell in notebook.code_cells() if cell.complaints} == {}


def test_a_question_is_answered_by_keyboard_alone(notebook: Notebook) -> None:
    here = notebook.output(QUIZ)
    here.get_by_role("radio").first.focus()
    notebook.page.keyboard.press("Space")
    notebook.tab_to("回答")
    notebook.page.keyboard.press("Enter")
    expect(here.get_by_role("status").first).not_to_be_empty()


@pytest.mark.parametrize("cell", [QUIZ, BUILDER])
def test_what_one_ticks_is_as_large_as_its_words(notebook: Notebook, cell: int) -> None:
    ticked = notebook.output(cell).locator("label > input[type=radio], label > input[type=checkbox]")
    sizes = "all => all.map(e => getComputedStyle(e).fontSize === getComputedStyle(e.parentElement).fontSize)"
    assert eventually(lambda: set(ticked.evaluate_all(sizes)), {True}) == {True}


def test_hints_come_one_by_one(notebook: Notebook) -> None:
    here = notebook.output(CHECK)
    press(here, "給我提示 1/2")
    expect(here.locator(".lab-hints li")).to_have_count(1)
    press(here, "給我提示 2/2")
    expect(here.locator(".lab-hints li")).to_have_count(2)
    expect(here).to_contain_text("<b>x</b>")


@pytest.mark.parametrize(("cell", "buttons"), [(CHECK, ["看解答"]), (BUILDER, ["重設", "復原"])])
def test_the_focus_of_a_button_that_goes_stays_in_its_panel(notebook: Notebook, cell: int, buttons: list[str]) -> None:
    """The last hint takes its button away, and what was undone cannot be undone again."""
    here = notebook.output(cell).first
    for button in buttons:
        pressed = here.get_by_role("button", name=button, exact=True)
        expect(pressed).to_be_enabled()
        pressed.focus()
        notebook.page.keyboard.press("Enter")
    usable = "e => !e.disabled && e.getClientRects().length > 0"
    went = here.locator("button").filter(has_text=buttons[-1])
    assert eventually(lambda: went.evaluate_all(f"all => all.some({usable})"), False) is False
    assert eventually(lambda: here.evaluate("e => e.contains(document.activeElement)"), True)


def test_a_demo_shows_the_step_done(notebook: Notebook) -> None:
    here = notebook.output(REPLAY)
    press(here, "下一步 1/5")
    expect(here.locator(".lab-shown .lab-card")).to_be_visible()


@pytest.mark.parametrize("width", [WIDE, NARROW, PHONE])
@pytest.mark.parametrize("theme", THEMES)
def test_everything_fits_the_window(notebook: Notebook, theme: str, width: int) -> None:
    notebook.theme(theme)
    notebook.resize(width)
    assert notebook.cut_off(SHOWN) == []


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_what_a_campaign_costs_stands_as_wide_as_its_numbers(notebook: Notebook, width: int) -> None:
    notebook.resize(width)
    here = notebook.output(CAMPAIGN)
    expect(here.locator("figure")).to_be_visible()
    right = """output => ["figure", "input"].map(name => Math.max(
        ...[...output.querySelectorAll(name)].map(one => one.getBoundingClientRect().right)))"""
    assert eventually(lambda: len(set(here.evaluate(right))), 1) == 1


def test_the_tables_of_a_card_need_no_scrolling_on_a_phone(notebook: Notebook) -> None:
    notebook.resize(PHONE)
    here = notebook.output(BUILDER)
    press(here, "送出")
    here.locator(".lab-card summary").first.click()  # everything that is not seen at a glance
    here.locator(".lab-card details details > summary").first.click()  # the response
    tables = here.locator(".lab-card .lab-people .lab-scroll, .lab-card details details[open] .lab-scroll")
    expect(tables).to_have_count(2)
    scrolled = "all => all.filter(e => e.scrollWidth > e.clientWidth).map(e => e.textContent)"
    assert eventually(lambda: tables.evaluate_all(scrolled), []) == []


def test_no_number_of_the_drawing_is_cut_off(notebook: Notebook) -> None:
    here = notebook.output(CAMPAIGN)
    notebook.resize(WIDE)
    here.get_by_label("收得到的好友（人）").fill("1000000")
    here.get_by_label("每月送幾次").fill("31")
    here.get_by_label("每月送幾次").press("Tab")
    expect(here.locator("figure")).to_contain_text("31,000,000")
    outside = """output => {
        const { left, right } = output.querySelector(".lab-scroll:has(svg)").getBoundingClientRect();
        return [...output.querySelectorAll("svg text")].filter(text => {
            const box = text.getBoundingClientRect();
            return box.left < left || right < box.right;
        }).map(text => text.textContent);
    }"""
    assert eventually(lambda: here.evaluate(outside), []) == []


def test_what_is_touched_is_large_enough_for_a_finger(notebook: Notebook) -> None:
    """44 pixels (WCAG 2.5.5); links within a sentence are as high as their line."""
    window = notebook.page.context.new_cdp_session(notebook.page)
    window.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    try:
        notebook.page.wait_for_function("matchMedia('(any-pointer: coarse)').matches")
        touched = ".lab button, .lab summary, .lab select, .lab input[type=text], .lab label:has(> input)"
        small = (
            "all => all.filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"
        )
        assert eventually(lambda: notebook.page.locator(touched).evaluate_all(small), []) == []
    finally:
        window.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
        window.detach()


#: Nothing in a picture of phones, in a timeline without a step, nor in a right answer has to take the focus.
STILL = ("lab.phones()", "lab.timeline()", "lab.check('reply-1', echo)")
FOCUSED = [cell for cell, code in enumerate(CELLS, 1) if code not in STILL]


@pytest.mark.parametrize("cell", FOCUSED)
def test_single_keys_in_an_output_do_nothing_to_the_notebook(notebook: Notebook, cell: int) -> None:
    page = notebook.page
    inside = notebook.output(cell).locator("button, summary, [tabindex='0'], input[type=radio], input[type=checkbox]")
    inside.locator("visible=true").first.focus()
    before = page.evaluate(STATE)
    for key in KEYS:
        page.keyboard.press(key)
    assert page.evaluate(STATE) == before


def test_three_phones_of_a_right_answer_stand_side_by_side(notebook: Notebook) -> None:
    notebook.resize(WIDE)
    phones = notebook.output(RIGHT).locator(".lab-phones")
    phones.evaluate("phones => { phones.parentElement.style.maxWidth = '735px'; }")
    tops = "phones => [...phones.querySelectorAll('.lab-phone')].map(phone => phone.getBoundingClientRect().top)"
    assert eventually(lambda: len(set(phones.evaluate(tops))), 1) == 1
    assert len(phones.evaluate(tops)) == 3


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious(notebook: Notebook, theme: str) -> None:
    notebook.theme(theme)
    assert serious(notebook.page) == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [WIDE, NARROW, PHONE])
def test_pictures(pictures: Path, notebook: Notebook, theme: str, width: int) -> None:
    notebook.theme(theme)
    notebook.resize(width)
    notebook.picture(pictures / f"course-{theme}-{width}.png", whole=True)


def test_a_panel_says_that_its_kernel_is_gone(notebook: Notebook) -> None:
    """The last test: no panel answers after it."""
    page, here = notebook.page, notebook.output(BUILDER)
    here.get_by_label("文字內容").fill("not lost")
    page.evaluate("jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.restart()")
    before = "element => getComputedStyle(element, '::before').content"
    expect(here.locator(".lab-panel.jupyter-widgets-disconnected")).to_have_count(1)
    assert "這個面板不會再回應" in here.locator(".lab-panel").evaluate(before)
    marked = page.locator(".lab-panel .jupyter-widgets-disconnected")
    drawn = "all => all.filter(e => getComputedStyle(e, '::before').display !== 'none').length"
    assert eventually(lambda: marked.evaluate_all(drawn), 0) == 0
    expect(here.get_by_label("文字內容")).to_have_value("not lost")
