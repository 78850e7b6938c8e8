"""The living phone in JupyterLab: typing with and without an input method, tapping, by keyboard alone, with axe."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Open
from tests.browser.jupyter import PHONE, THEMES, WIDE, Notebook
from tests.browser.test_jupyter import write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.browser]

BOT = """\
from linebot.v3.messaging import *
from helpers import open_lab

lab = open_lab(lang="en")

def bot(event):
    text = event.message.text if event.type == "message" else event.postback.data
    items = [QuickReplyItem(action=PostbackAction(label="Buy", data="bought", display_text="I buy it")),
             QuickReplyItem(action=URIAction(label="Look", uri="https://example.com/x"))]
    message = TextMessage(text="echo: " + text, quick_reply=QuickReply(items=items))
    lab.line_bot_api.reply_message(ReplyMessageRequest(reply_token=event.reply_token, messages=[message]))

running = lab.run_bot(bot)"""


@pytest.fixture(scope="module")
def notebook(served: Path, open_notebook: Open) -> Notebook:
    write_notebook(served / "phone.ipynb", BOT, 'lab.phone("小美")')
    opened = open_notebook("phone.ipynb")
    opened.run_all()
    expect(opened.page.locator(".lab-living")).to_be_visible()
    return opened


@pytest.fixture
def phone(notebook: Notebook) -> Locator:
    notebook.resize(WIDE)
    notebook.theme("light")
    return notebook.page.locator(".lab-living")


def test_no_cell_complains_and_nothing_outside_is_asked(notebook: Notebook) -> None:
    assert [cell.complaints for cell in notebook.code_cells()] == [[], []]
    assert notebook.asked_outside == []


def test_the_picture_is_hidden_where_the_phone_lives(notebook: Notebook, phone: Locator) -> None:
    expect(notebook.page.locator(".lab-picture")).to_be_hidden()


def test_one_types_and_the_bot_answers(phone: Locator) -> None:
    field = phone.get_by_label("Write a message")
    field.fill("你好")
    field.press("Enter")
    expect(phone.locator(".lab-log")).to_contain_text("echo: 你好")
    expect(field).to_have_value("")
    expect(field).to_be_focused()


def test_enter_in_a_composition_sends_nothing(notebook: Notebook, phone: Locator) -> None:
    field = phone.get_by_label("Write a message")
    field.focus()
    input_method = notebook.page.context.new_cdp_session(notebook.page)
    input_method.send("Input.imeSetComposition", {"text": "ㄋㄧ", "selectionStart": 2, "selectionEnd": 2})
    seen = "field => field.addEventListener('keydown', (event) => { window.composing = event.isComposing; })"
    field.evaluate(seen)
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
    for kind in ("rawKeyDown", "keyUp"):
        input_method.send("Input.dispatchKeyEvent", {"type": kind, **enter})
    assert notebook.page.evaluate("window.composing"), "the browser takes the key for the input method's"
    field.dispatch_event("keydown", {"key": "Enter", "keyCode": 229, "bubbles": True})  # Safari's way
    input_method.send("Input.insertText", {"text": "妳"})
    expect(field).to_have_value("妳")
    field.press("Enter")
    expect(phone.locator(".lab-log")).to_contain_text("echo: 妳")
    expect(phone.locator(".lab-log")).not_to_contain_text("ㄋㄧ")


def test_a_quick_reply_by_keyboard_alone(notebook: Notebook, phone: Locator) -> None:
    phone.get_by_label("Write a message").focus()
    for words in ("Look", "Buy"):
        notebook.tab_to(words, "Shift+Tab")
    notebook.page.keyboard.press("Enter")
    expect(phone.locator(".lab-log")).to_contain_text("I buy it")
    expect(phone.locator(".lab-log")).to_contain_text("echo: bought")


def test_single_keys_stay_in_the_phone_and_ctrl_s_saves(notebook: Notebook, phone: Locator) -> None:
    phone.locator(".lab-log").focus()
    for key in ("x", "d", "d", "b"):  # JupyterLab would cut, delete and add cells
        notebook.page.keyboard.press(key)
    assert len(notebook.code_cells()) == 2
    notebook.page.keyboard.press("Control+s")
    notebook.page.wait_for_function("!jupyterapp.shell.currentWidget.context.model.dirty")
    phone.get_by_label("Write a message").press("Escape")
    expect(phone.get_by_label("Write a message")).not_to_be_focused()


def test_an_address_is_shown(phone: Locator) -> None:
    phone.get_by_role("button", name="Look").click()
    expect(phone.locator(".lab-sheet")).to_contain_text("https://example.com/x")
    phone.get_by_role("button", name="Close").click()
    expect(phone.locator(".lab-sheet")).to_have_count(0)


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_no_barrier(notebook: Notebook, phone: Locator, theme: str) -> None:
    notebook.theme(theme)
    found = Axe().run(notebook.page, context=".lab-living").response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("width", [WIDE, PHONE, 1920])
def test_it_fits_the_window(notebook: Notebook, width: int) -> None:
    notebook.resize(width)
    assert notebook.cut_off(".lab-living, .lab-living *:not(.lab-sr)") == []


def test_nothing_moves_where_motion_is_reduced(notebook: Notebook, phone: Locator) -> None:
    notebook.page.emulate_media(reduced_motion="reduce")
    expect(phone.locator(".lab-new").first).to_have_css("animation-name", "none")
    notebook.page.emulate_media(reduced_motion="no-preference")


def test_pictures(pictures: Path, notebook: Notebook, phone: Locator) -> None:
    phone.screenshot(path=pictures / "living-phone.png")


def test_the_saved_notebook_has_the_picture_of_now_and_no_widget_state(notebook: Notebook, served: Path) -> None:
    expect(notebook.page.locator(".lab-picture")).to_contain_text("echo: bought")
    notebook.page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    saved = json.loads((served / "phone.ipynb").read_text(encoding="utf-8"))
    assert "widgets" not in saved["metadata"]
    assert "echo: bought" in saved["cells"][1]["outputs"][0]["data"]["text/plain"][0]


def test_a_phone_whose_kernel_was_shut_down_says_so(notebook: Notebook, phone: Locator) -> None:
    notebook.page.evaluate("jupyterapp.shell.currentWidget.context.sessionContext.shutdown()")
    gone = phone.page.locator(".lab-panel.jupyter-widgets-disconnected:has(.lab-living)")
    expect(gone).to_be_visible()
    assert len(gone.evaluate("panel => getComputedStyle(panel, '::before').content")) > 10


def test_opened_again_it_shows_the_picture_and_no_error(open_notebook: Open, notebook: Notebook) -> None:
    """After the tests above: the notebook was saved, and its kernel is gone."""
    again = open_notebook("phone.ipynb")
    picture = again.page.locator(".lab-picture")
    expect(picture).to_be_visible()
    expect(picture).to_contain_text("echo: bought")
    error = again.page.locator(".jp-OutputArea-child:has(.lab-picture) + .jp-OutputArea-child")
    expect(error).to_have_count(1)
    expect(error).to_be_hidden()
    expect(again.page.locator(".lab-living")).to_have_count(0)
