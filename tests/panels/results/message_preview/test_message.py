import json
import re
from html import unescape

import pytest

from helpers.panels.results.message_preview.context import PreviewContext
from helpers.panels.results.message_preview.message import is_giant, message_html, notification, summary
from helpers.panels.results.message_preview.quick_reply import quick_replies
from helpers.panels.results.message_preview.texts import plain_text
from helpers.text import texts

ZH, EN = texts("zh-TW"), texts("en")
STILL, LIVE = PreviewContext(EN), PreviewContext(EN, tappable=True)


def bubble(message: object) -> str:
    return message_html(message, STILL)


def words(message: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", bubble(message)).split())


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ({"type": "text", "text": "你好"}, "你好"),
        ({"type": "text", "text": ""}, "(empty text)"),
        ({"type": "sticker", "packageId": "446", "stickerId": "1988"}, "Sticker 446 / 1988"),
        ({"type": "image", "originalContentUrl": "https://example.com/a/cat.jpg?x=1"}, "Image cat.jpg"),
        ({"type": "image", "contentProvider": {"type": "line"}}, "Image"),
        ({"type": "video", "originalContentUrl": "https://example.com/"}, "Video example.com"),
        ({"type": "audio", "duration": 6500}, "Audio 6.5 s"),
        ({"type": "file", "fileName": "report.pdf"}, "File report.pdf"),
        ({"type": "location", "title": "Station", "address": "Road 3"}, "Station Road 3"),
        ({"type": "location", "latitude": 25.0, "longitude": 121.5}, "Location"),
        ({"type": "coupon", "couponId": "C1"}, "Coupon C1"),
        ({"type": "imagemap", "baseUrl": "https://example.com/menu", "altText": "alt"}, "Imagemap menu"),
        ({"type": "unsent"}, "Unsent message"),
        ({"type": "hologram"}, "Another kind of message hologram"),
        ({}, "A message without a type"),
    ],
)
def test_each_kind_of_message_is_shown_in_words(message: dict[str, object], shown: str) -> None:
    assert words(message) == shown


def test_lines_and_spaces_of_a_text_are_kept() -> None:
    assert "a\n\n  b" in bubble({"type": "text", "text": "a\n\n  b"})


def test_a_text_is_never_obeyed() -> None:
    assert "<script" not in bubble({"type": "text", "text": "<script>alert(1)</script>"})


@pytest.mark.parametrize("field", ["title", "address"])
def test_a_tile_is_never_obeyed(field: str) -> None:
    assert "<b>x" not in bubble({"type": "location", field: "<b>x"})


def test_line_emoji_stand_where_utf16_counts_them() -> None:
    message = {"type": "text", "text": "😀$!", "emojis": [{"index": 2, "productId": "p", "emojiId": "e"}]}
    assert plain_text(message, EN) == "😀☺!"
    assert words(message) == "😀 ☺ !"


def test_several_line_emoji_do_not_move_each_other() -> None:
    emojis = [{"index": 0}, {"index": 2}]
    assert plain_text({"type": "text", "text": "$a$b", "emojis": emojis}, EN) == "☺a☺b"


def test_a_text_v2_is_filled_in() -> None:
    substitution = {
        "user": {"type": "mention", "mentionee": {"type": "user", "userId": "U1"}},
        "all": {"type": "mention", "mentionee": {"type": "all"}},
        "smile": {"type": "emoji", "productId": "p", "emojiId": "e"},
    }
    message = {"type": "textV2", "text": "{user} {all} {smile} {{as is}}", "substitution": substitution}
    assert plain_text(message, EN) == "@user @everyone ☺ {as is}"


def test_a_buttons_template_shows_text_and_buttons() -> None:
    actions = [{"type": "message", "label": "Rice"}, {"type": "uri", "uri": "https://example.com"}]
    template = {"type": "buttons", "title": "Lunch", "text": "What?", "actions": actions}
    message = {"type": "template", "altText": "alt", "template": template}
    assert words(message) == "Lunch What? Rice https://example.com"


def test_a_carousel_shows_all_its_columns_to_scroll_through() -> None:
    columns = [{"text": f"column {i}", "actions": [{"label": f"go {i}"}]} for i in range(5)]
    message = {"type": "template", "altText": "Menu", "template": {"type": "carousel", "columns": columns}}
    assert words(message) == " ".join(f"column {i} go {i}" for i in range(5))
    assert 'class="lab-carousel" tabindex="0"' in bubble(message)


def test_an_image_carousel_shows_each_action() -> None:
    columns = [{"imageUrl": "https://example.com/1.png", "action": {"label": "Buy"}}]
    message = {"type": "template", "altText": "Shop", "template": {"type": "image_carousel", "columns": columns}}
    assert words(message) == "Image 1.png Buy"


def test_a_flex_message_shows_what_a_person_reads_in_it() -> None:
    body = {"type": "box", "contents": [{"type": "text", "text": "Order 1"}, {"type": "text", "text": "Tomorrow"}]}
    footer = {"type": "box", "contents": [{"type": "button", "action": {"label": "Track"}}]}
    contents = {"type": "bubble", "body": body, "footer": footer}
    assert words({"type": "flex", "altText": "Shipped", "contents": contents}) == "Order 1 Tomorrow Track"


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
    assert bubble(message).startswith("<div")


def test_quick_replies_are_listed() -> None:
    items = [{"type": "action", "action": {"type": "message", "label": "Yes"}}]
    assert "<li><span>Yes</span></li>" in quick_replies({"type": "text", "quickReply": {"items": items}}, STILL)


def test_a_message_without_quick_replies_has_none() -> None:
    assert quick_replies({"type": "text", "text": "a"}, STILL) == ""


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


# What tells of a message outside the chat ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["flex", "template", "imagemap"])
def test_alt_text_stands_in_the_notification_and_never_in_the_chat(kind: str) -> None:
    message = {"type": kind, "altText": "Tomorrow no class"}
    assert notification(message, EN) == "Tomorrow no class"
    assert "Tomorrow" not in bubble(message)


def test_without_alt_text_the_notification_is_the_summary() -> None:
    assert notification({"type": "text", "text": "hi"}, EN) == "hi"
    assert notification({"type": "sticker"}, ZH) == "貼圖"
    assert notification({"type": "flex", "altText": ""}, EN) == "Flex message"


# What is tapped -----------------------------------------------------------------------------------------------------

ACTION = {"type": "postback", "label": "Buy <1>", "data": "item=1&n='2'"}
AREA = {"x": 0, "y": 0, "width": 10, "height": 10}


def flex_of(component: dict[str, object]) -> dict[str, object]:
    body = {"type": "box", "layout": "vertical", "contents": [component]}
    return {"type": "flex", "altText": "a", "contents": {"type": "bubble", "body": body}}


TAPPED = {
    "button": flex_of({"type": "button", "action": ACTION}),
    "text": flex_of({"type": "text", "text": "a", "action": ACTION}),
    "image": flex_of({"type": "image", "url": "https://example.com/a.png", "action": ACTION}),
    "box": flex_of({"type": "box", "layout": "vertical", "contents": [], "action": ACTION}),
    "bubble": {"type": "flex", "contents": {"type": "bubble", "action": ACTION}},
    "video": {"type": "flex", "contents": {"type": "bubble", "hero": {"type": "video", "action": ACTION}}},
    "buttons": {"type": "template", "template": {"type": "buttons", "text": "a", "actions": [ACTION]}},
    "default action": {"type": "template", "template": {"type": "buttons", "text": "a", "defaultAction": ACTION}},
    "confirm": {"type": "template", "template": {"type": "confirm", "text": "a", "actions": [ACTION]}},
    "carousel": {"type": "template", "template": {"type": "carousel", "columns": [{"actions": [ACTION]}]}},
    "image carousel": {"type": "template", "template": {"type": "image_carousel", "columns": [{"action": ACTION}]}},
    "imagemap": {"type": "imagemap", "actions": [ACTION | {"area": AREA}]},
}


@pytest.mark.parametrize("message", TAPPED.values(), ids=TAPPED)
def test_what_can_be_tapped_carries_its_whole_action_and_is_reached_by_keyboard(message: dict[str, object]) -> None:
    drawn = message_html(message, LIVE)
    found = [json.loads(unescape(one)) for one in re.findall(r'data-action="([^"]*)"', drawn)]
    assert [{name: one[name] for name in ACTION} for one in found] == [ACTION]
    assert ('role="button" tabindex="0"' in drawn) == (message is not TAPPED["bubble"])


@pytest.mark.parametrize("message", TAPPED.values(), ids=TAPPED)
def test_in_a_still_picture_nothing_can_be_tapped(message: dict[str, object]) -> None:
    assert "data-action" not in bubble(message)
    assert 'role="button"' not in bubble(message)


def test_quick_replies_can_be_tapped() -> None:
    items = [{"type": "action", "action": ACTION}]
    message = {"type": "text", "text": "a", "quickReply": {"items": items}}
    assert "data-action" in quick_replies(message, LIVE)
    assert "data-action" not in quick_replies(message, STILL)


def test_an_address_in_a_text_can_be_tapped() -> None:
    drawn = message_html({"type": "text", "text": "see https://example.com/a?b=1, or not"}, LIVE)
    found = json.loads(unescape(re.findall(r'data-action="([^"]*)"', drawn)[0]))
    assert found == {"type": "uri", "uri": "https://example.com/a?b=1"}


def test_a_box_around_a_button_is_no_button_itself() -> None:
    inner = {"type": "button", "action": ACTION}
    drawn = message_html(flex_of({"type": "box", "layout": "vertical", "contents": [inner], "action": ACTION}), LIVE)
    assert drawn.count("data-action") == 2
    assert drawn.count('role="button"') == 1


def test_a_giga_bubble_takes_the_whole_width() -> None:
    assert is_giant({"type": "flex", "contents": {"type": "bubble", "size": "giga"}})
    assert not is_giant({"type": "flex", "contents": {"type": "bubble"}})
    assert not is_giant({"type": "flex", "contents": 7})


# Bad input ----------------------------------------------------------------------------------------------------------


def deep(levels: int) -> dict[str, object]:
    box: dict[str, object] = {"type": "text", "text": "deep"}
    for _ in range(levels):
        box = {"type": "box", "layout": "vertical", "contents": [box]}
    return flex_of(box)


class Hostile:
    def __str__(self) -> str:
        raise ValueError("no words")


def in_itself() -> dict[str, object]:
    box: dict[str, object] = {"type": "box", "layout": "horizontal"}
    box["contents"] = [box, box]
    return flex_of(box)


@pytest.mark.parametrize(
    "message",
    [
        None, 7, "text", [], object(), {"type": None}, {"type": "text", "text": Hostile()}, {"type": Hostile()},
        {"type": "text", "text": "\ud83d"}, {"type": "flex", "contents": None}, deep(30), deep(2000),
        flex_of({"type": "text", "text": "a", "flex": float("nan"), "maxLines": float("inf")}),
        flex_of({"type": "button", "action": {"type": "message", "label": 10**400}}),
        {"type": "imagemap", "baseSize": {"width": 0, "height": -1}, "actions": [{"area": {"x": "1"}}, None]},
        {"type": "template", "template": {"type": "confirm", "actions": {"a": 1}}},
        {"type": "audio", "duration": True}, {"type": "text", "text": "x" * 1_000_000},
    ],
)  # fmt: skip
@pytest.mark.parametrize("context", [STILL, LIVE])
def test_any_object_at_all_is_drawn(message: object, context: PreviewContext) -> None:
    drawn = message_html(message, context)
    assert drawn.startswith("<div class=")
    assert drawn.count("<div") == drawn.count("</div>")
    assert len(drawn) < 100_000
    drawn.encode("utf-8")


def test_a_message_that_holds_itself_is_drawn() -> None:
    assert "A message that cannot be drawn" in message_html(in_itself(), LIVE)


@pytest.mark.parametrize("value", ["red;position:fixed", '"><script>', "url(https://example.com)", "#12345", 5, None])
def test_no_value_of_a_message_gets_into_a_style_unless_it_is_one(value: object) -> None:
    names = "color backgroundColor borderColor margin spacing size width height paddingAll offsetTop cornerRadius"
    odd = dict.fromkeys([*names.split(), "borderWidth", "aspectRatio", "lineSpacing", "align", "gravity"], value)
    odd |= {"background": {"type": "linearGradient", "angle": value, "startColor": value, "endColor": value}}
    for kind in ("text", "box", "image", "icon", "button", "separator", "video"):
        drawn = bubble(flex_of({"text": "a", **odd, "type": kind, "layout": "horizontal"}))
        assert "fixed" not in drawn
        assert "script" not in drawn
        assert "example.com" not in drawn


def test_words_of_every_part_are_never_obeyed() -> None:
    evil = "<img src=x onerror=alert(1)>"
    everywhere = dict.fromkeys(("text", "title", "label", "address", "fileName", "couponId", "altText", "url"), evil)
    action = {"type": "uri", "uri": evil, "label": evil}
    for kind in ("text", "textV2", "sticker", "image", "video", "audio", "file", "location", "coupon", evil):
        assert "<img" not in message_html({**everywhere, "type": kind, "packageId": evil}, LIVE)
    for component in ("text", "button", "image", "icon", "span", evil):
        assert "<img" not in message_html(flex_of({**everywhere, "type": component, "action": action}), LIVE)
    column = {**everywhere, "action": action, "actions": [action], "thumbnailImageUrl": evil, "imageUrl": evil}
    for kind in ("buttons", "confirm", "carousel", "image_carousel"):
        template = {**column, "type": kind, "columns": [column]}
        assert "<img" not in message_html({"type": "template", "template": template}, LIVE)


def test_nothing_is_fetched() -> None:
    for message in TAPPED.values():
        assert re.findall(r"(?:src|href)=|url\(", bubble(message)) == []


@pytest.mark.parametrize("kind", ["camera", "cameraRoll", "location"])
def test_a_quick_reply_without_an_icon_has_the_sign_of_its_action(kind: str) -> None:
    """REF#quick-reply: these three have one of LINE's own."""
    items = [{"type": "action", "action": {"type": kind, "label": "here"}}]
    assert quick_replies({"quickReply": {"items": items}}, STILL).count("<svg") == 1
    items[0]["action"] = {"type": "message", "label": "here", "text": "x"}
    assert "<svg" not in quick_replies({"quickReply": {"items": items}}, STILL)


def test_the_picture_of_a_video_lies_in_its_area_of_an_imagemap() -> None:
    area = {"x": 0, "y": 0, "width": 520, "height": 520}
    message = {"type": "imagemap", "baseUrl": "https://example.com/map", "baseSize": {"width": 1040, "height": 1040}}
    video = {"video": {"previewImageUrl": "https://example.com/cat.jpg", "area": area}}
    assert bubble(message | video).count("<svg") == bubble(message).count("<svg") + 1


def test_a_placeholder_without_a_substitution_stays_as_it_was_written() -> None:
    assert words({"type": "textV2", "text": "{who}, hi", "substitution": {}}) == "{who}, hi"


def test_a_template_that_is_none_is_not_an_empty_strip() -> None:
    assert words({"type": "template", "template": "buttons"}) == "Template message"
