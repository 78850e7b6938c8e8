"""Which rule a message breaks, and in which of LINE's two ways it is told."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from helpers.line.errors import Detail
from helpers.stub.rules.messages import _Chat, body_problems, message_problems

PICTURE = "https://example.com/a.png"
YES = {"type": "message", "label": "是", "text": "是"}
TEXT = {"type": "text", "text": "你好"}
TEXT_V2 = {"type": "textV2", "text": "你好"}
STICKER = {"type": "sticker", "packageId": "446", "stickerId": "1988"}
IMAGE = {"type": "image", "originalContentUrl": PICTURE, "previewImageUrl": PICTURE}
VIDEO = {"type": "video", "originalContentUrl": "https://example.com/v.mp4", "previewImageUrl": PICTURE}
AUDIO = {"type": "audio", "originalContentUrl": "https://example.com/a.m4a", "duration": 60000}
LOCATION = {"type": "location", "title": "學校", "address": "台北市", "latitude": 25.02, "longitude": 121.53}
COUPON = {"type": "coupon", "couponId": "01JYNW8JMQVFBNWF1APF8Z3FS7"}
IMAGEMAP = {"type": "imagemap", "baseUrl": PICTURE, "altText": "圖", "baseSize": {}, "actions": []}
BUTTONS = {"type": "buttons", "text": "請選", "actions": [YES]}
TEMPLATE = {"type": "template", "altText": "選單", "template": BUTTONS}
BUBBLE = {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": []}}
FLEX = {"type": "flex", "altText": "卡片", "contents": BUBBLE}
EMOJI = {"index": 0, "productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001"}

ALL_TYPES = [TEXT, TEXT_V2, STICKER, IMAGE, VIDEO, AUDIO, LOCATION, COUPON, IMAGEMAP, TEMPLATE, FLEX]


def button(action: Any, **more: Any) -> dict[str, Any]:
    return {"type": "action", "action": action, **more}


def quick(*items: Any) -> dict[str, Any]:
    return {**TEXT, "quickReply": {"items": list(items)}}


def sender(**fields: Any) -> dict[str, Any]:
    return {**TEXT, "sender": fields}


def fields(*messages: object, chat: _Chat = "user", method: str = "push") -> list[Detail]:
    return body_problems(messages, chat=chat, method=method)


def whole(*messages: object, chat: _Chat = "user", method: str = "push") -> tuple[int, list[Detail]] | None:
    return message_problems(messages, chat=chat, method=method)


GOOD = [
    *ALL_TYPES,
    {**TEXT, "text": "字" * 5000},
    {**TEXT, "text": "🍎" * 2500},
    {**TEXT, "text": " "},
    {**TEXT, "text": "🍎$ $", "emojis": [{**EMOJI, "index": 2}, {**EMOJI, "index": 4}], "quoteToken": "any"},
    {**TEXT, "text": "$" * 20, "emojis": [{**EMOJI, "index": number} for number in range(20)]},
    {**STICKER, "packageId": "1", "stickerId": "1"},  # not in the list: LINE does not specify its answer
    {**VIDEO, "trackingId": "aA0-.=,+*()%$&;:@{}!?<>[]"},
    {**LOCATION, "title": "字" * 100, "address": "字" * 100, "latitude": 999},
    {**COUPON, "deliveryTag": "2025_winter"},
    {**FLEX, "altText": "字" * 1500},
    {**TEXT, "unknown": {"extra": True}},
    {**TEXT, "quickReply": None, "sender": None},
    sender(name="可妮 Cony", iconUrl=PICTURE),
    sender(name="🍎" * 10),
    sender(name="ONLINE 課程"),
    quick(),
    quick(button({"type": "camera", "label": "相機"}), button({**YES, "label": "字" * 20}, imageUrl=PICTURE)),
]


@pytest.mark.parametrize("message", GOOD)
def test_good_messages(message: dict[str, Any]) -> None:
    assert fields(message) == []
    assert whole(message) is None


HTTPS = "Must be a valid HTTPS URL"
POINTS = "Must be the position of a '$' in the text"
FIELD_LEVEL = [
    ({**TEXT, "text": ""}, "May not be empty", "text"),
    ({**TEXT, "text": "字" * 5001}, "Length must be between 0 and 5000", "text"),
    ({**TEXT, "text": "🍎" * 2501}, "Length must be between 0 and 5000", "text"),
    ({**TEXT_V2, "text": ""}, "May not be empty", "text"),
    ({**TEXT_V2, "text": "字" * 5001}, "Length must be between 0 and 5000", "text"),
    ({**TEXT, "text": "a$", "emojis": [EMOJI]}, POINTS, "emojis[0].index"),
    ({**TEXT, "text": "$", "emojis": [{**EMOJI, "index": 1}]}, POINTS, "emojis[0].index"),
    ({**TEXT, "text": "$", "emojis": [{**EMOJI, "index": -1}]}, POINTS, "emojis[0].index"),
    ({**TEXT, "text": "🍎$", "emojis": [{**EMOJI, "index": 1}]}, POINTS, "emojis[0].index"),
    ({**TEXT, "text": "$" * 21, "emojis": [EMOJI] * 21}, "Size must be between 0 and 20", "emojis"),
    ({**STICKER, "packageId": ""}, "May not be empty", "packageId"),
    ({**STICKER, "stickerId": ""}, "May not be empty", "stickerId"),
    ({**IMAGE, "originalContentUrl": "http://example.com/a.png"}, HTTPS, "originalContentUrl"),
    ({**IMAGE, "previewImageUrl": "a.png"}, HTTPS, "previewImageUrl"),
    ({**IMAGE, "previewImageUrl": PICTURE + "a" * 2000}, "Length must be between 0 and 2000", "previewImageUrl"),
    ({**VIDEO, "originalContentUrl": "http://example.com/v.mp4"}, HTTPS, "originalContentUrl"),
    ({**VIDEO, "trackingId": "a" * 101}, "Length must be between 0 and 100", "trackingId"),
    (
        {**VIDEO, "trackingId": "影片"},
        r"Must match the pattern '^[a-zA-Z0-9\-.=,+*()%$&;:@{}!?<>\[\]]*$'",
        "trackingId",
    ),
    ({**AUDIO, "originalContentUrl": ""}, "May not be empty", "originalContentUrl"),
    ({**AUDIO, "duration": 0}, "Must be a positive value", "duration"),
    ({**LOCATION, "title": "字" * 101}, "Length must be between 0 and 100", "title"),
    ({**LOCATION, "address": ""}, "May not be empty", "address"),
    ({**COUPON, "couponId": ""}, "May not be empty", "couponId"),
    ({**COUPON, "deliveryTag": "冬季"}, "Must match the pattern '^[a-zA-Z0-9_]*$'", "deliveryTag"),
    ({**IMAGEMAP, "altText": ""}, "May not be empty", "altText"),
    ({**IMAGEMAP, "baseUrl": "http://a.tw"}, HTTPS, "baseUrl"),
    ({**TEMPLATE, "altText": "字" * 1501}, "Length must be between 0 and 1500", "altText"),
    ({**FLEX, "altText": "字" * 1501}, "Length must be between 0 and 1500", "altText"),
    (sender(name="🍎" * 11), "Length must be between 0 and 20", "sender.name"),
    (sender(name="LINE 小幫手"), "Contains a word that may not be used", "sender.name"),
    (sender(iconUrl="http://a.tw/a.png"), HTTPS, "sender.iconUrl"),
    ({**TEXT, "quickReply": {}}, "May not be empty", "quickReply.items"),
    (quick(button(YES, imageUrl="http://a.tw")), HTTPS, "quickReply.items[0].imageUrl"),
    (quick(button(None)), "must be specified", "quickReply.items[0].action"),
    (
        quick(button(YES), button({"type": "message", "label": "是"})),
        "must be specified",
        "quickReply.items[1].action.text",
    ),
    (
        quick(button({"type": "location", "label": ""})),
        "`label` must be specified",
        "quickReply.items[0].action",
    ),
    (
        quick(button({**YES, "label": "字" * 21})),
        "must not be longer than 20 characters",
        "quickReply.items[0].action.label",
    ),
    ({**FLEX, "quickReply": {}}, "May not be empty", "quickReply.items"),
]


@pytest.mark.parametrize(("message", "text", "name"), FIELD_LEVEL)
def test_told_as_a_field(message: dict[str, Any], text: str, name: str) -> None:
    assert set(fields(message)) == {Detail(text, f"messages[0].{name}")}
    assert whole(message) is None


EMPTY_CARD = {"type": "flex", "altText": "a", "contents": {"type": "bubble"}}
LONG_TEMPLATE = {**TEMPLATE, "template": {**BUTTONS, "text": "字" * 161}}
BAD_KEY = {**TEXT_V2, "text": "{!owe}"}
MESSAGE_LEVEL = [
    (EMPTY_CARD, Detail("At least one block must be specified", "/")),
    (LONG_TEMPLATE, Detail("must not be longer than 160 characters", "template/text")),
    (BAD_KEY, Detail("The key '!owe' enclosed in '{}' does not match the pattern '^[a-zA-Z0-9_]{1,20}$'.", "text")),
]


@pytest.mark.parametrize(("message", "detail"), MESSAGE_LEVEL)
def test_told_of_the_message_as_a_whole(message: dict[str, Any], detail: Detail) -> None:
    assert whole(TEXT, message) == (1, [detail])
    assert fields(TEXT, message) == []


def test_only_the_first_bad_message_is_told() -> None:
    assert whole(TEXT, BAD_KEY, EMPTY_CARD) == whole(TEXT, BAD_KEY)


def test_fields_of_all_messages_are_told_in_order() -> None:
    empty = {**TEXT, "text": ""}
    assert [detail.property for detail in fields(empty, TEXT, {**LOCATION, "title": "", "address": ""}, empty)] == [
        "messages[0].text",
        "messages[2].title",
        "messages[2].address",
        "messages[3].text",
    ]


@pytest.mark.parametrize(("chat", "good"), [("user", True), (None, True), ("group", False), ("room", False)])
def test_video_tracking_is_for_one_to_one_chats(chat: _Chat, good: bool) -> None:
    expected = [] if good else [Detail("Must not be specified", "messages[0].trackingId")]
    assert fields({**VIDEO, "trackingId": "a"}, chat=chat) == expected


def test_mentions_depend_on_the_chat() -> None:
    mention = {"type": "mention", "mentionee": {"type": "all"}}
    message = {**TEXT_V2, "text": "{all}", "substitution": {"all": mention}}
    assert whole(message, chat="group") is None
    assert whole(message, chat="user") == (0, [Detail("mention must not be specified", "substitution")])


# Whatever comes, it is judged, never an exception ---------------------------------------------------------------------

WORDS = """
    type text textV2 emojis index substitution mention flex contents bubble carousel body hero box baseline layout
    template buttons confirm columns actions action uri altUri desktop postback data datetimepicker mode min max date
    imagemap video externalLink linkUri area x trackingId duration sender name iconUrl quickReply items imageUrl label
    size styles color background linearGradient aspectRatio image animated url span title altText coupon deliveryTag
"""
NAMES = st.sampled_from(WORDS.split())
LEAVES = st.none() | st.booleans() | st.integers(-5, 5) | st.floats() | NAMES | st.text(max_size=5)


def _grown(children: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.lists(children, max_size=3) | st.dictionaries(NAMES | st.text(max_size=3), children, max_size=5)


JSON = st.recursive(LEAVES, _grown, max_leaves=25)


def _set(messages: list[Any], value: Any, where: list[str]) -> list[Any]:
    """The messages with `value` at some of the places named."""
    changes = dict.fromkeys(where, value)
    return [{**message, **changes} if isinstance(message, dict) else message for message in messages]


@settings(derandomize=True, deadline=None)  # the same cases everywhere, and no clock
@given(
    messages=st.lists(JSON | st.sampled_from(ALL_TYPES), max_size=5),
    value=JSON,
    where=st.lists(st.sampled_from(["text", "contents", "template", "actions", "sender", "quickReply", "emojis"])),
    chat=st.sampled_from(["user", "group", "room", None]),
    method=st.sampled_from(["reply", "push", "multicast", "narrowcast", "broadcast"]),
)
def test_any_json_is_judged_without_an_exception(
    messages: list[Any], value: Any, where: list[str], chat: _Chat, method: str
) -> None:
    changed = _set(messages, value, where)
    details = fields(*changed, chat=chat, method=method)
    refused = whole(*changed, chat=chat, method=method)
    for detail in [*details, *(refused[1] if refused else [])]:
        assert detail.message
        assert detail.property
