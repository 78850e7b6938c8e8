import re

import pytest

from helpers.panels.results.message_preview import bubble, quick_replies, summary
from helpers.text import texts

ZH, EN = texts("zh-TW"), texts("en")


def words(message: dict[str, object]) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", bubble(message, EN)).split())


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ({"type": "text", "text": "你好"}, "你好"),
        ({"type": "text", "text": ""}, "(empty text)"),
        ({"type": "sticker", "packageId": "446", "stickerId": "1988"}, "Sticker 446 / 1988"),
        ({"type": "image", "originalContentUrl": "https://example.com/a/cat.jpg?x=1"}, "Image cat.jpg"),
        ({"type": "image", "contentProvider": {"type": "line"}}, "Image"),
        ({"type": "video", "originalContentUrl": "https://example.com/"}, "▶ Video example.com"),
        ({"type": "audio", "duration": 6500}, "▶ Audio 6.5 s"),
        ({"type": "file", "fileName": "report.pdf"}, "File report.pdf"),
        ({"type": "location", "title": "Station", "address": "Road 3"}, "Station Road 3"),
        ({"type": "location", "latitude": 25.0, "longitude": 121.5}, "Location"),
        ({"type": "coupon", "couponId": "C1"}, "Coupon C1"),
        ({"type": "imagemap", "altText": "Menu"}, "Imagemap Menu"),
        ({"type": "unsent"}, "Message taken back"),
        ({"type": "hologram"}, "Another kind of message hologram"),
        ({}, "A message without a type"),
    ],
)
def test_each_kind_of_message_is_shown_in_words(message: dict[str, object], shown: str) -> None:
    assert words(message) == shown


def test_lines_and_spaces_of_a_text_are_kept() -> None:
    assert "a\n\n  b" in bubble({"type": "text", "text": "a\n\n  b"}, EN)


def test_a_text_is_never_obeyed() -> None:
    assert "<script" not in bubble({"type": "text", "text": "<script>alert(1)</script>"}, EN)


@pytest.mark.parametrize("field", ["title", "address"])
def test_a_tile_is_never_obeyed(field: str) -> None:
    assert "<b>x" not in bubble({"type": "location", field: "<b>x"}, EN)


def test_line_emoji_stand_where_utf16_counts_them() -> None:
    message = {"type": "text", "text": "😀$!", "emojis": [{"index": 2, "productId": "p", "emojiId": "e"}]}
    assert words(message) == "😀☺!"


def test_several_line_emoji_do_not_move_each_other() -> None:
    emojis = [{"index": 0}, {"index": 2}]
    assert words({"type": "text", "text": "$a$b", "emojis": emojis}) == "☺a☺b"


def test_a_text_v2_is_filled_in() -> None:
    substitution = {
        "user": {"type": "mention", "mentionee": {"type": "user", "userId": "U1"}},
        "all": {"type": "mention", "mentionee": {"type": "all"}},
        "smile": {"type": "emoji", "productId": "p", "emojiId": "e"},
    }
    message = {"type": "textV2", "text": "{user} {all} {smile} {{as is}}", "substitution": substitution}
    assert words(message) == "@user @everyone ☺ {as is}"


def test_a_buttons_template_shows_text_and_buttons() -> None:
    actions = [{"type": "message", "label": "Rice"}, {"type": "uri", "uri": "https://example.com"}]
    template = {"type": "buttons", "title": "Lunch", "text": "What?", "actions": actions}
    message = {"type": "template", "altText": "alt", "template": template}
    assert words(message) == "Lunch What? Rice https://example.com"


def test_a_carousel_shows_three_columns_and_counts_the_rest() -> None:
    columns = [{"text": f"column {i}", "actions": [{"label": f"go {i}"}]} for i in range(5)]
    message = {"type": "template", "altText": "Menu", "template": {"type": "carousel", "columns": columns}}
    assert words(message) == "Menu column 0 go 0 column 1 go 1 column 2 go 2 2 more"


def test_an_image_carousel_shows_each_action() -> None:
    columns = [{"imageUrl": "https://example.com/1.png", "action": {"label": "Buy"}}]
    message = {"type": "template", "altText": "Shop", "template": {"type": "image_carousel", "columns": columns}}
    assert words(message) == "Shop Template message Buy"


def test_a_flex_message_shows_what_a_person_reads_in_it() -> None:
    body = {"type": "box", "contents": [{"type": "text", "text": "Order 1"}, {"type": "text", "text": "Tomorrow"}]}
    footer = {"type": "box", "contents": [{"type": "button", "action": {"label": "Track"}}]}
    contents = {"type": "bubble", "body": body, "footer": footer}
    assert words({"type": "flex", "altText": "Shipped", "contents": contents}) == (
        "Shipped Flex message Order 1 Tomorrow Track"
    )


@pytest.mark.parametrize(
    "message",
    [
        {"type": "template", "template": "no object"},
        {"type": "template", "template": {"columns": ["text", None]}},
        {"type": "flex", "contents": ["list"]},
        {"type": "flex", "contents": {"type": "carousel", "contents": [None]}},
        {"type": "text", "text": 5, "emojis": "no list"},
        {"type": "text", "text": "a", "emojis": [{"index": "x"}, 7]},
        {"type": "textV2", "text": "{a}", "substitution": []},
        {"type": "audio", "duration": "long"},
        {"type": "image", "originalContentUrl": "http://[bad"},
        {"type": ["list"]},
    ],
)
def test_nonsense_is_still_drawn(message: dict[str, object]) -> None:
    assert bubble(message, EN).startswith("<div")


def test_quick_replies_are_listed() -> None:
    items = [{"type": "action", "action": {"type": "message", "label": "Yes"}}]
    assert "<li>Yes</li>" in quick_replies({"type": "text", "quickReply": {"items": items}}, EN)


def test_a_message_without_quick_replies_has_none() -> None:
    assert quick_replies({"type": "text", "text": "a"}, EN) == ""


@pytest.mark.parametrize(
    ("message", "short"),
    [
        ({"type": "text", "text": "第一行\n第二行"}, "第一行 第二行"),
        ({"type": "text", "text": "x" * 31}, "x" * 30 + "…"),
        ({"type": "sticker"}, "貼圖"),
        ({"type": "hologram"}, "其他類型的訊息"),
    ],
)
def test_a_message_has_a_short_form(message: dict[str, object], short: str) -> None:
    assert summary(message, ZH) == short
