"""What one taps on a living phone, two phones of one person, a chat of 500 messages, and the keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Open
from tests.browser.jupyter import PHONE, THEMES, WIDE, Notebook, eventually
from tests.browser.test_jupyter import write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.browser]

BOT = """\
from linebot.v3.messaging import *
from helpers import open_lab

lab = open_lab(lang="en")
AREA = {"x": 0, "y": 0, "width": 520, "height": 1040}
ANSWERS = {
    "date": {"type": "template", "altText": "a date", "template": {"type": "buttons", "text": "When?", "actions": [
        {"type": "datetimepicker", "label": "Pick", "data": "when", "mode": "date", "initial": "2026-12-01"}]}},
    "map": {"type": "imagemap", "altText": "a map", "baseUrl": "https://example.com/map", "baseSize":
        {"width": 1040, "height": 1040}, "actions": [
        {"type": "message", "label": "Left", "text": "the left half", "area": AREA},
        {"type": "uri", "label": "Right", "linkUri": "https://example.com/right", "area": AREA | {"x": 520}}]},
}

def bot(event):
    if event.type == "postback":
        answer = {"type": "text", "text": f"you chose {event.postback.params['date']}"}
    elif event.message.text == "oops":
        print("event:", event.type)
        raise KeyError("no such answer")
    else:
        answer = ANSWERS.get(event.message.text, {"type": "text", "text": "echo: " + event.message.text})
    messages = [Message.from_dict(answer)]
    lab.line_bot_api.reply_message(ReplyMessageRequest(reply_token=event.reply_token, messages=messages))

running = lab.run_bot(bot)"""
MANY = 'for number in range(500):\n    lab.friend("阿凱").send_text(f"number {number}.")\nlab.phone("阿凱")'


@pytest.fixture(scope="module")
def notebook(served: Path, open_notebook: Open) -> Notebook:
    write_notebook(served / "taps.ipynb", BOT, 'lab.phone("小美")', 'lab.phone("小美")', MANY)
    opened = open_notebook("taps.ipynb")
    opened.run_all()
    assert [cell.complaints for cell in opened.code_cells()] == [[], [], [], []]
    expect(opened.page.locator(".lab-living")).to_have_count(3)
    return opened


@pytest.fixture
def phone(notebook: Notebook) -> Locator:
    notebook.resize(WIDE)
    return notebook.output(1).locator(".lab-living")


def write(phone: Locator, text: str) -> None:
    field = phone.get_by_label("Write a message")
    field.fill(text)
    field.press("Enter")


def test_from_typing_to_the_answer_by_keyboard_alone(notebook: Notebook, phone: Locator) -> None:
    write(phone, "so that there is a log")
    expect(phone.locator(".lab-log")).to_contain_text("echo: so that")
    phone.locator(".lab-log").focus()
    keyboard = notebook.page.keyboard
    keyboard.press("Tab")
    keyboard.type("hello by keyboard")
    keyboard.press("Enter")
    expect(phone.locator(".lab-log")).to_contain_text("echo: hello by keyboard")
    expect(phone.get_by_label("Write a message")).to_be_focused()


def test_a_date_is_picked_by_keyboard_and_told(notebook: Notebook, phone: Locator) -> None:
    write(phone, "date")
    phone.get_by_role("button", name="Pick").press("Enter")
    field = phone.get_by_label("Choose a date")
    expect(field).to_be_focused()
    expect(field).to_have_value("2026-12-01")
    field.fill("2026-12-24")
    field.press("Enter")
    expect(phone.locator(".lab-log")).to_contain_text("you chose 2026-12-24")
    expect(phone.locator(".lab-pick")).to_have_count(0)
    expect(phone.get_by_label("Write a message")).to_be_focused()


def test_the_areas_of_an_imagemap_are_tapped(phone: Locator) -> None:
    write(phone, "map")
    phone.get_by_role("button", name="Left").click()
    expect(phone.locator(".lab-log")).to_contain_text("echo: the left half")
    phone.get_by_role("button", name="Right").click()
    expect(phone.locator(".lab-sheet")).to_contain_text("https://example.com/right")
    phone.get_by_role("button", name="Close").click()


def test_two_phones_of_one_person_agree(notebook: Notebook, phone: Locator) -> None:
    other = notebook.output(2).locator(".lab-living")
    write(other, "from the other one")
    for one in (phone, other):
        expect(one.locator(".lab-log")).to_contain_text("echo: from the other one")
    said = [one.locator(".lab-log .lab-row") for one in (phone, other)]
    assert eventually(lambda: said[0].all_inner_texts() == said[1].all_inner_texts(), True)


def test_of_500_messages_the_last_50_are_drawn_and_stay_when_one_comes(notebook: Notebook) -> None:
    kai = notebook.output(3).locator(".lab-living")
    expect(kai.locator(".lab-log .lab-msg")).to_have_count(50)
    kept = kai.locator(".lab-log .lab-msg").nth(30)
    words = kept.inner_text()
    kept.evaluate("line => { line.before = true; }")
    write(kai, "the newest")
    expect(kai.locator(".lab-log")).to_contain_text("echo: the newest")
    expect(kai.locator(".lab-log .lab-msg")).to_have_count(50)
    same = kai.locator(".lab-log .lab-msg").nth(28)
    assert (same.inner_text(), same.evaluate("line => line.before")) == (words, True)
    kai.get_by_role("button", name="Show earlier messages (452)").press("Enter")
    expect(kai.locator(".lab-log .lab-msg")).to_have_count(100)


def test_an_error_of_the_bot_is_a_card_under_the_phone(notebook: Notebook) -> None:
    kai = notebook.output(3).locator(".lab-living")
    write(kai, "oops")
    expect(kai.locator(".lab-log .lab-msg").last).to_be_in_viewport()
    expect(kai.locator(".lab-card")).to_contain_text("KeyError")
    expect(kai.locator(".lab-sheet pre")).to_have_text("event: message\n")
    assert notebook.cut_off(".lab-living, .lab-living *:not(.lab-sr)") == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [PHONE, 1920])
def test_pictures(pictures: Path, notebook: Notebook, theme: str, width: int) -> None:
    notebook.theme(theme)
    notebook.resize(width)
    notebook.page.emulate_media(reduced_motion="reduce")
    for number in (1, 3):
        phone = notebook.output(number).locator(".lab-living")
        phone.screenshot(path=pictures / f"phone-{number}-{theme}-{width}.png")


def test_a_phone_whose_kernel_was_restarted_says_so(notebook: Notebook) -> None:
    """After the tests above: they need the kernel."""
    notebook.page.evaluate("jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.restart()")
    gone = notebook.page.locator(".lab-panel.jupyter-widgets-disconnected:has(.lab-living)").first
    expect(gone).to_be_visible()
    assert len(gone.evaluate("panel => getComputedStyle(panel, '::before').content")) > 10
