"""The living phone without a browser: what the page tells it, and what it sends the page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hatchling.builders.wheel import WheelBuilder
from linebot.v3.messaging import PushMessageRequest, TextMessage, TextMessageV2

from helpers.lab import Lab
from helpers.panels.kit.sentence import Sentence
from helpers.panels.phone.living_phone import LivingPhone
from helpers.paths import ROOT
from tests.session.ends import FakeLive


class Page:
    """A page that shows a phone: the lines of its chats, as it was told to."""

    def __init__(self, phone: LivingPhone, monkeypatch: pytest.MonkeyPatch) -> None:
        self.phone = phone
        self.messages: list[dict[str, Any]] = []
        self.frame = ""
        self.lines: dict[str, dict[int, str]] = {}
        monkeypatch.setattr(phone, "send", self.take)
        phone.hear({"do": "ready"})

    def take(self, message: dict[str, Any], buffers: object = None) -> None:
        json.dumps(message)  # a comm carries nothing else
        self.messages.append(message)
        self.lines = {} if message.get("all") else self.lines
        self.frame = message.get("frame", self.frame)
        for chat, change in message.get("chats", {}).items():
            lines = self.lines.setdefault(chat, {})
            for number in change["gone"]:
                del lines[number]
            lines.update(dict(change["lines"]))

    def said(self, chat: str = "") -> str:
        lines = self.lines.get(chat, {})
        return "".join(lines[number] for number in sorted(lines))

    def write(self, text: str) -> None:
        self.phone.hear({"do": "write", "chat": "", "text": text})

    def tap(self, **action: object) -> None:
        self.phone.hear({"do": "tap", "chat": "", "action": action})


@pytest.fixture
def lab() -> Iterator[Lab]:
    with Lab("class", "inproc", "en") as lab:
        yield lab


@pytest.fixture
def page(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> Page:
    return another(lab, monkeypatch)


def another(lab: Lab, monkeypatch: pytest.MonkeyPatch, name: str = "小美") -> Page:
    phone = lab.phone(name)
    assert isinstance(phone, LivingPhone)
    return Page(phone, monkeypatch)


def push(lab: Lab, text: str) -> None:
    request = PushMessageRequest(to=lab.friend("小美").user_id, messages=[TextMessage(text=text)])
    lab.line_bot_api.push_message(request)


def test_what_is_typed_is_the_event_the_bot_gets(lab: Lab, page: Page) -> None:
    page.write("你好")
    assert [(event.type, event.message.text) for event in lab.events] == [("message", "你好")]
    assert "你好" in page.said()


def test_a_send_in_any_cell_appears_and_only_that(lab: Lab, page: Page) -> None:
    push(lab, "first")
    page.messages.clear()
    push(lab, "second")
    assert [number for m in page.messages for number, _ in m.get("chats", {"": {"lines": []}})[""]["lines"]] == [1]
    assert page.said().count("first") == page.said().count("second") == 1


def test_two_phones_of_one_person_agree(lab: Lab, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    other = another(lab, monkeypatch)
    page.write("from one")
    push(lab, "to both")
    assert page.said() == other.said()
    assert "from one" in other.said()
    assert "to both" in other.said()


def test_the_last_50_of_500_are_drawn_and_a_new_one_is_appended(lab: Lab, page: Page) -> None:
    for number in range(500):
        lab.friend("小美").send_text(f"message {number}.")
    assert sorted(page.lines[""])[1:] == list(range(450, 500))
    assert 'data-older="450"' in page.said()
    page.messages.clear()
    push(lab, "news")
    drawn = [number for m in page.messages for number, _ in m.get("chats", {}).get("", {"lines": []})["lines"]]
    assert drawn == [-1, 451, 500]  # the count of older ones, the new first one with its day, and the news
    page.phone.hear({"do": "older", "chat": ""})
    assert len(page.lines[""]) == 101
    assert 'data-older="401"' in page.said()


def test_html_is_text(page: Page) -> None:
    page.write("<img src=x onerror=alert(1)>")
    assert "<img" not in page.said() + page.frame
    assert "&lt;img" in page.said()


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ({"type": "message", "label": "Yes", "text": "yes"}, {"type": "message", "text": "yes"}),
        ({"type": "postback", "data": "buy=1"}, {"type": "postback", "data": "buy=1"}),
        ({"type": "location", "label": "x"}, {"type": "message", "kind": "location"}),
        ({"type": "camera", "label": "x"}, {"type": "message", "kind": "image"}),
    ],
)
def test_a_tap_is_the_webhook_line_would_send(lab: Lab, page: Page, action: Any, expected: dict[str, str]) -> None:
    page.tap(**action)
    [event] = lab.events
    assert event.type == expected["type"]
    if event.type == "postback":
        assert event.postback.data == expected["data"]
    else:
        assert (event.message.type, getattr(event.message, "text", None)) == (
            expected.get("kind", "text"),
            expected.get("text"),
        )


def test_display_text_is_seen_and_not_told(lab: Lab, page: Page) -> None:
    page.tap(type="postback", data="d", displayText="I buy it")
    assert "I buy it" in page.said()
    assert [event.type for event in lab.events] == ["postback"]


def test_an_open_keyboard_is_filled_in(page: Page) -> None:
    page.tap(type="postback", data="d", inputOption="openKeyboard", fillInText="Name: ")
    assert page.messages[-1]["fill"] == {"chat": "", "text": "Name: "}


@pytest.mark.parametrize(
    ("mode", "picked"), [("date", "2026-12-24"), ("time", "18:30"), ("datetime", "2026-12-24T18:30")]
)
def test_a_date_is_picked_first_and_told_in_params(lab: Lab, page: Page, mode: str, picked: str) -> None:
    page.tap(type="datetimepicker", data="when", mode=mode, initial="2026-12-01t10:00")
    assert lab.events == []
    assert "<input type=" in page.frame
    page.phone.hear({"do": "pick", "picked": picked})
    [event] = lab.events
    assert (event.postback.data, event.postback.params) == ("when", {mode: picked})
    assert "<input type=" not in page.frame


@pytest.mark.parametrize(
    ("action", "shown"),
    [
        ({"type": "uri", "uri": "https://example.com/?a=<b>"}, "https://example.com/?a=&lt;b&gt;"),
        ({"type": "uri", "linkUri": "https://example.com/map"}, "https://example.com/map"),
        ({"type": "clipboard", "clipboardText": "CODE-1"}, "CODE-1"),
        ({"type": "brandNew"}, "brandNew"),
        ({}, "does not show"),
    ],
)
def test_what_tells_the_bot_nothing_is_shown(lab: Lab, page: Page, action: dict[str, str], shown: str) -> None:
    page.tap(**action)
    assert shown in page.frame
    assert lab.events == []
    page.phone.hear({"do": "close"})
    assert shown not in page.frame


@pytest.mark.parametrize("told", [None, "ready", {}, {"do": 3}, {"do": "tap", "action": "x"}, {"do": "write"}])
def test_whatever_the_page_tells_nothing_breaks(page: Page, told: object) -> None:
    page.phone.hear(told)
    page.write("still there")
    assert "still there" in page.said()


def test_who_blocked_the_account_is_told_that_she_cannot_write(lab: Lab, page: Page) -> None:
    lab.friend("小美").block()
    page.write("hello?")
    assert "lab-sheet" in page.frame
    assert "hello?" not in page.said()


def test_a_reset_empties_the_phone(lab: Lab, page: Page) -> None:
    page.write("gone soon")
    lab.reset()
    assert page.said() == ""


def test_nothing_is_sent_to_a_page_that_is_gone(lab: Lab, page: Page) -> None:
    page.phone.hear({"do": "gone"})
    page.messages.clear()
    push(lab, "unseen")
    assert page.messages == []


def test_it_shows_a_picture_with_one_line_and_then_itself(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr(LivingPhone, "model_id", "1")  # without a kernel it has none
    monkeypatch.setattr("IPython.display.display", lambda data, raw, display_id="": shown.append(data))
    page.write("hi")
    page.phone._ipython_display_()
    picture, view = shown
    assert picture["text/plain"] == 'Mei (小美)\'s phone: chats 1, messages 1, last "hi"'
    assert "lab-picture" in picture["text/html"]
    assert list(view) == ["application/vnd.jupyter.widget-view+json"]


def test_the_picture_is_made_anew_when_the_page_asks(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr(LivingPhone, "model_id", "1")
    monkeypatch.setattr("IPython.display.update_display", lambda data, raw, display_id: kept.append((display_id, data)))
    page.write("later words")
    page.phone.hear({"do": "keep"})
    [(name, picture)] = kept
    assert name == "1"
    assert "later words" in picture["text/plain"]
    assert "later words" in picture["text/html"]


def test_no_widget_state_holds_what_people_wrote(page: Page) -> None:
    page.write("secret words")
    assert "secret words" not in json.dumps(
        {key: str(value) for key, value in page.phone.trait_values(sync=True).items()}
    )


def test_live_mode_says_where_to_look(lab: Lab) -> None:
    lab.session.connect(FakeLive(lab))
    assert isinstance(lab.phone("小美"), Sentence)


def test_a_phone_from_before_live_mode_writes_to_nobody(lab: Lab, page: Page) -> None:
    lab.run_bot(lambda event: lab.line_bot_api.get_bot_info())
    lab.session.connect(FakeLive(lab))
    page.write("hello?")
    assert lab.session.bot is None
    assert lab.events == []
    assert "lab-sheet" in page.frame


def test_the_wheel_brings_the_script() -> None:
    shipped = {file.distribution_path.replace("\\", "/") for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    assert "helpers/panels/phone/phone.js" in shipped


def test_a_mention_shows_the_name(lab: Lab, page: Page) -> None:
    who = {"type": "mention", "mentionee": {"type": "user", "userId": lab.friend("阿凱").user_id}}
    everyone = {"type": "mention", "mentionee": {"type": "all"}}
    message = {"type": "textV2", "text": "{who} and {all}", "substitution": {"who": who, "all": everyone}}
    group = lab.group("同學會").group_id
    lab.line_bot_api.push_message(PushMessageRequest(to=group, messages=[TextMessageV2.from_dict(message)]))
    assert "@Kai (阿凱)</" in page.said(group)
    assert "@everyone" in page.said(group)
    assert "@Kai (阿凱) and @everyone" in page.frame  # the notification
