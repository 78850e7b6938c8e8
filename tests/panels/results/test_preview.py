import re

import pytest
from linebot.v3.messaging import FlexContainer, FlexMessage, PushMessageRequest, TextMessage

from helpers.panels.results.preview import Preview
from helpers.text import texts

ZH, EN = texts("zh-TW"), texts("en")
BUBBLE = {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "in"}]}}


def preview(*things: object) -> Preview:
    return Preview(things, "小幫手", EN)


def words(*things: object) -> str:
    bare = re.sub(r"<style>.*?</style>", "", preview(*things)._repr_html_())
    return " ".join(re.sub(r"<[^>]+>", " ", bare).split())


def test_an_sdk_message_is_shown_as_it_would_be_sent() -> None:
    assert words(TextMessage(text="hi")) == "Notification and chat list show hi 小幫手 hi"


def test_dicts_lists_and_requests_are_shown_message_by_message() -> None:
    request = PushMessageRequest(to="U1", messages=[TextMessage(text="three")])
    shown = preview({"type": "text", "text": "one"}, [{"type": "text", "text": "two"}], request)
    assert [message["text"] for message in shown.messages] == ["one", "two", "three"]
    assert repr(shown) == "preview: one; two; three"


def test_a_flex_bubble_alone_is_shown_as_its_message() -> None:
    assert words(BUBBLE).endswith("小幫手 in")
    assert words(FlexMessage(altText="alt", contents=FlexContainer.from_dict(BUBBLE))).startswith(
        "Notification and chat list show alt"
    )


def test_what_the_sdk_drops_without_a_word_is_missing_here_too() -> None:
    request = PushMessageRequest(to="U1", messages=[{"type": "text", "text": "hi"}])
    assert "(empty text)" in words(request)


def test_sender_and_quick_replies_are_shown() -> None:
    items = [{"type": "action", "action": {"type": "message", "label": "Yes", "text": "Yes"}}]
    message = {"type": "text", "text": "ok?", "sender": {"name": "店長"}, "quickReply": {"items": items}}
    assert words(message) == "Notification and chat list show ok? 店長 ok? Quick reply Yes"


def test_a_sender_of_its_own_icon_is_drawn_with_it_and_stands_apart() -> None:
    icon = {"type": "text", "text": "a", "sender": {"iconUrl": "https://example.com/cat.png"}}
    assert preview(icon)._repr_html_().count('class="lab-face"') == 1
    assert "lab-bot lab-again" not in preview(icon, {"type": "text", "text": "b"})._repr_html_()
    assert "lab-bot lab-again" in preview(icon, icon)._repr_html_()


def loop() -> list[object]:
    endless: list[object] = []
    endless.append(endless)
    return endless


class HalfMade:
    def to_dict(self) -> object:
        raise TypeError("half made")


class Mute:
    """An object that cannot be put into words."""

    def __repr__(self) -> str:
        raise RuntimeError("mute")


class Unreadable(dict[str, object]):
    def get(self, *_: object) -> object:
        raise RuntimeError("unreadable")


THINGS = (
    *(None, 7, "text", object(), loop(), HalfMade(), {"type": 5}, {"messages": 5}, b"x"),
    *(Mute(), {"type": Mute()}, {"type": "text", "text": Mute()}, Unreadable(type="text", text="x")),
    *({5: 1, None: 2, "type": "text"}, {"type": "flex", "contents": {"type": "bubble", "body": Unreadable()}}),
)


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: type(thing).__name__)
def test_any_object_at_all_is_shown(thing: object) -> None:
    assert repr(preview(thing)).startswith("preview: ")
    assert "<div class=" in preview(thing)._repr_html_()


def test_nothing_is_said_to_be_nothing() -> None:
    assert repr(Preview((), "小幫手", ZH)) == "沒有訊息可以預覽"
    assert "沒有訊息可以預覽" in Preview(([],), "小幫手", ZH)._repr_html_()
