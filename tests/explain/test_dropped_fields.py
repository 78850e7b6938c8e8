"""What the SDK dropped, told from beginning to end: a call, LINE's answer, the card."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from linebot.v3 import messaging as line

from helpers.lab import Lab, open_lab
from helpers.panels.results.card import Card
from helpers.text import LANGUAGES, texts

TEXT = line.TextMessage(text="a")
BUBBLE = {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": []}}
AREA = line.ImagemapArea(x=0, y=0, width=1040, height=1040)
TAP = {"type": "message", "label": "a", "text": "b"}


@pytest.fixture
def lab() -> Iterator[Lab]:
    with open_lab("class", transport="inproc", lang="en") as opened:
        yield opened


def card(lab: Lab, *messages: Any, **more: Any) -> Card:
    """The card of pushing these to a friend."""
    request = line.PushMessageRequest(to=lab.friend("Mei").user_id, messages=list(messages), **more)
    attempt = lab.attempt()
    attempt._show = lambda shown: None
    with attempt:
        lab.line_bot_api.push_message(request)
    assert attempt.card is not None
    return attempt.card


def imagemap(action: Any) -> line.ImagemapMessage:
    size = line.ImagemapBaseSize(width=1040, height=1040)
    return line.ImagemapMessage(base_url="https://example.com/m", alt_text="a", base_size=size, actions=[action])


def quick(action: Any) -> line.TextMessage:
    return line.TextMessage(text="a", quick_reply=line.QuickReply(items=[action]))


def template(value: Any) -> line.TemplateMessage:
    return line.TemplateMessage(alt_text="a", template=value)


def box(contents: Any) -> line.FlexMessage:
    body = line.FlexBox(layout="vertical", contents=[contents])
    return line.FlexMessage(alt_text="a", contents=line.FlexBubble(body=body))


def button() -> Any:
    return imagemap(line.ImagemapAction(type="message", area=AREA, text="b"))


def box_as_container() -> Any:
    return line.FlexMessage(alt_text="a", contents=line.FlexBox(layout="vertical", contents=[]))


ACTION = "Action.from_dict("
CUT: dict[str, tuple[Callable[[], Any], str, str]] = {
    "message": (lambda: {"type": "text", "text": "a"}, "text", "TextMessage("),
    "flex": (lambda: line.FlexMessage(alt_text="a", contents=BUBBLE), "body", "FlexContainer.from_dict("),
    "flex box": (lambda: box({"type": "text", "text": "a"}), "text", "FlexComponent.from_dict("),
    "template": (lambda: template({"type": "confirm", "text": "a", "actions": [TAP]}), "text", "Template.from_dict("),
    "template action": (lambda: template(line.ConfirmTemplate(text="a", actions=[TAP, TAP])), "text", ACTION),
    "quick reply": (lambda: quick(line.QuickReplyItem(action=TAP)), "text", ACTION),
    "quick reply item": (lambda: quick(line.MessageAction(label="a", text="b")), "label", "QuickReplyItem(action="),
    "base class": (button, "text", "MessageImagemapAction("),
    "flex in flex": (box_as_container, "layout", "FlexContainer"),
}


@pytest.mark.parametrize("case", CUT)
def test_what_a_base_class_lacks_is_named_with_the_line_to_write(lab: Lab, case: str) -> None:
    make, name, line_to_write = CUT[case]
    told = card(lab, make()).explanation
    assert (told.stopped_by, told.key) == ("line", "dropped")
    assert f"`{name}`" in told.title
    assert line_to_write in told.todo


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_broadcast_to_one_person_went_to_everybody_and_the_card_says_so(lang: str) -> None:
    with open_lab("class", transport="inproc", lang=lang) as lab:
        lab.line_bot_api.broadcast(line.BroadcastRequest(to=lab.friend("小美").user_id, messages=[TEXT]))
        shown = lab.show()
    assert "`to`" in shown.explanation.title and "`PushMessageRequest`" in shown.explanation.todo
    assert repr(shown).endswith(texts(lang)("dropped.short", names="to"))


def test_the_corrected_line_is_told_nothing(lab: Lab) -> None:
    lab.line_bot_api.broadcast(line.BroadcastRequest(to="U1", messages=[TEXT]))
    lab.line_bot_api.broadcast(line.BroadcastRequest(messages=[TEXT]))
    assert [bool(exchange.dropped) for exchange in lab.history] == [False, True]
    assert lab.show().explanation.title == "LINE accepted it; 3 of 3 received it"


@pytest.mark.parametrize(
    ("keywords", "right"),
    [
        ({"notification_disable": True}, "`notification_disabled=...`"),
        ({"notificationDisable": True}, "`notification_disabled=...`"),
        ({"quick_reply": line.QuickReply(items=[])}, "`TextMessage(quick_reply=...)`"),
        ({"colour": "red"}, "`PushMessageRequest` has no `colour`"),
    ],
)
def test_an_unknown_name_of_the_request_is_told_where_it_belongs(lab: Lab, keywords: Any, right: str) -> None:
    told = card(lab, TEXT, **keywords).explanation
    assert (told.stopped_by, told.key) == ("nobody", "ok.sent")
    assert right in told.todo


@pytest.mark.parametrize(
    ("message", "right"),
    [
        (lambda: line.TextMessage(text="a", quick_replies=line.QuickReply(items=[])), "`quick_reply=...`"),
        (lambda: line.TextMessage(text="a", notification_disabled=True), "`PushMessageRequest(notification_disabled="),
        (lambda: line.TextMessage(text="a", alt_text="b"), "(alt_text=...)`"),
    ],
)  # fmt: skip
def test_an_unknown_name_of_a_message_is_told_where_it_belongs(lab: Lab, message: Any, right: str) -> None:
    assert right in card(lab, message()).explanation.todo


def test_a_refusal_for_another_reason_keeps_its_reason(lab: Lab) -> None:
    told = card(lab, line.TextMessage(text="", quick_replies=[])).explanation
    assert told.key == "rule.body_invalid"
    assert "`quick_replies`" in told.dropped and any("quick_replies" in note for note in told.notes)


def test_a_dictionary_beside_an_empty_text_is_not_its_reason(lab: Lab) -> None:
    told = card(lab, line.TextMessage(text=""), {"type": "text"}).explanation
    assert told.key == "rule.body_invalid"


def test_a_kind_that_is_none_lists_those_there_are(lab: Lab) -> None:
    told = card(lab, {"type": "txt", "text": "a"}).explanation
    assert "`textV2`" in told.todo
