"""Flex containers and components."""

from typing import Any

import pytest
from linebot.v3.messaging import (
    FlexBlockStyle,
    FlexBox,
    FlexBoxLinearGradient,
    FlexBubble,
    FlexBubbleStyles,
    FlexButton,
    FlexCarousel,
    FlexFiller,
    FlexIcon,
    FlexImage,
    FlexSeparator,
    FlexSpan,
    FlexText,
    FlexVideo,
)

from helpers.line.errors import Detail, Source
from helpers.line.fields.flex import FLEX_FIELDS
from helpers.sdk.schema import fields
from helpers.stub.rules import flex
from helpers.stub.rules.flex import container_problems

SDK_MODELS = {
    "bubble": FlexBubble, "carousel": FlexCarousel, "styles": FlexBubbleStyles, "blockStyle": FlexBlockStyle,
    "box": FlexBox, "linearGradient": FlexBoxLinearGradient, "button": FlexButton, "image": FlexImage,
    "video": FlexVideo, "icon": FlexIcon, "text": FlexText, "span": FlexSpan, "separator": FlexSeparator,
    "filler": FlexFiller,
}  # fmt: skip
PICTURE = "https://example.com/a.png"
TEXT = {"type": "text", "text": "你好"}
IMAGE = {"type": "image", "url": PICTURE}
ACTION = {"type": "uri", "label": "看", "uri": "https://example.com"}
BUTTON = {"type": "button", "action": ACTION}
VIDEO = {"type": "video", "url": "https://example.com/v.mp4", "previewUrl": PICTURE, "altContent": IMAGE}
GRADIENT = {"type": "linearGradient", "angle": "90deg", "startColor": "#FFFF00", "endColor": "#0080ff80"}


def box(*contents: Any, layout: str = "vertical", **more: Any) -> dict[str, Any]:
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def bubble(*contents: Any, **more: Any) -> dict[str, Any]:
    return {"type": "bubble", "body": box(*contents), **more}


def carousel(*bubbles: Any) -> dict[str, Any]:
    return {"type": "carousel", "contents": list(bubbles)}


def found(container: object) -> list[Detail]:
    return list(container_problems(container))


GOOD = [
    bubble(TEXT),
    bubble(),  # an empty box may be
    bubble(TEXT, IMAGE, {"type": "separator", "color": "#000000"}, BUTTON, {"type": "filler"}, box(TEXT)),
    bubble(box({"type": "icon", "url": PICTURE, "aspectRatio": "1.91:1"}, TEXT, layout="baseline")),
    bubble({"type": "text", "contents": [{"type": "span", "text": "蛙", "color": "#4f8f00"}, {"type": "span"}]}),
    bubble({"type": "text", "text": "", "contents": [{"type": "span", "text": "a"}]}),  # the text is ignored
    bubble(box(background=GRADIENT, backgroundColor="#00000000", borderColor="#ffffff")),
    bubble(TEXT, hero=VIDEO),
    bubble(TEXT, hero=VIDEO, size="kilo"),
    bubble(TEXT, hero=box(TEXT)),
    bubble(TEXT, hero={**IMAGE, "aspectRatio": "20:13", "backgroundColor": "#123456"}),
    bubble(*[{**IMAGE, "animated": True}] * 10),
    bubble({**TEXT, "action": {"type": "message", "text": "沒有標籤也可以"}}),
    bubble(
        TEXT,
        styles={
            "hero": {"separator": True},
            "header": {"backgroundColor": "#00ffff"},
            "footer": {"separatorColor": "#000000"},
        },
    ),
    {"type": "bubble", "footer": box(BUTTON)},
    carousel(bubble(TEXT)),
    carousel(*[bubble(TEXT, size="nano")] * 12),
    carousel(bubble(TEXT), bubble(TEXT, size="mega")),  # mega is the default
]


@pytest.mark.parametrize("container", GOOD)
def test_good_containers(container: dict[str, Any]) -> None:
    assert found(container) == []


BAD = [
    ({"type": "bubble"}, "At least one block must be specified", "/"),
    ({"type": "bubble", "styles": {}, "body": None}, "At least one block must be specified", "/"),
    (carousel(bubble(TEXT), {"type": "bubble"}), "At least one block must be specified", "/contents/1"),
    (carousel(), "must not be less than 1 items", "/contents"),
    (carousel(*[bubble(TEXT)] * 13), "must not be more than 12 items", "/contents"),
    (carousel(bubble(TEXT), bubble(TEXT, size="kilo")), "bubbles of different sizes", "/contents"),
    (bubble(*[{**IMAGE, "animated": True}] * 11), "must not be more than 10 animated images", "/"),
    (bubble(TEXT, {"type": "text", "text": ""}), "must be non-empty text", "/body/contents/1/text"),
    (bubble({"type": "text"}), "`text` or `contents` must be specified", "/body/contents/0"),
    (bubble({"type": "text", "contents": []}), "`text` or `contents` must be specified", "/body/contents/0"),
    (bubble({**TEXT, "color": "#444"}), "invalid property", "/body/contents/0/color"),
    (bubble({**TEXT, "color": "red"}), "invalid property", "/body/contents/0/color"),
    (bubble({"type": "text", "contents": [TEXT]}), "invalid property", "/body/contents/0/contents/0"),
    (
        bubble({"type": "text", "contents": [{"type": "span", "color": ""}]}),
        "invalid property",
        "/body/contents/0/contents/0/color",
    ),
    (bubble({"type": "spacer"}), "invalid property", "/body/contents/0"),
    (bubble({"type": "icon", "url": PICTURE}), "invalid property", "/body/contents/0"),
    (bubble(box(IMAGE, layout="baseline")), "invalid property", "/body/contents/0/contents/0"),
    (bubble(box(box({"type": "span"}))), "invalid property", "/body/contents/0/contents/0/contents/0"),
    (bubble(VIDEO), "invalid property", "/body/contents/0"),
    (bubble(hero=TEXT), "invalid property", "/hero"),
    ({"type": "bubble", "footer": TEXT}, "invalid property", "/footer"),
    (bubble(hero=VIDEO, size="nano"), "invalid property", "/hero"),
    (carousel(bubble(hero=VIDEO)), "invalid property", "/contents/0/hero"),
    (bubble(hero={**VIDEO, "altContent": TEXT}), "invalid property", "/hero/altContent"),
    (bubble(hero={**VIDEO, "previewUrl": "http://a.tw"}), "invalid uri scheme", "/hero/previewUrl"),
    (
        bubble(hero={**VIDEO, "action": {"type": "message", "label": "a", "text": "a"}}),
        "invalid property",
        "/hero/action",
    ),
    (bubble(hero={**IMAGE, "url": "http://a.tw/a.png"}), "invalid uri scheme", "/hero/url"),
    (bubble(hero={**IMAGE, "aspectRatio": "1:4"}), "invalid property", "/hero/aspectRatio"),
    (bubble(hero={**IMAGE, "aspectRatio": "wide"}), "invalid property", "/hero/aspectRatio"),
    (bubble(hero={**IMAGE, "aspectRatio": "0:0"}), "invalid property", "/hero/aspectRatio"),
    (bubble(hero={**IMAGE, "aspectRatio": "100001:1"}), "invalid property", "/hero/aspectRatio"),
    (
        bubble(box({"type": "icon", "url": "http://a.tw"}, layout="baseline")),
        "invalid uri scheme",
        "/body/contents/0/contents/0/url",
    ),
    (
        bubble({**BUTTON, "action": {**ACTION, "label": "字" * 41}}),
        "invalid property",
        "/body/contents/0/action/label",
    ),
    (
        bubble({"type": "button", "action": {"type": "uri", "uri": "https://a.tw"}}),
        "`label` must be specified",
        "/body/contents/0/action",
    ),
    (
        bubble(TEXT, action={"type": "message", "text": ""}),
        "must be non-empty text",
        "/action/text",
    ),
    (
        carousel(bubble(TEXT, action={"type": "postback"})),
        "must be specified",
        "/contents/0/action/data",
    ),
    (bubble(box(backgroundColor="blue")), "invalid property", "/body/contents/0/backgroundColor"),
    (
        bubble(box(background={**GRADIENT, "angle": None})),
        "must be specified",
        "/body/contents/0/background/angle",
    ),
    (
        bubble(box(background={**GRADIENT, "centerColor": "#12345"})),
        "invalid property",
        "/body/contents/0/background/centerColor",
    ),
    (
        bubble(TEXT, styles={"body": {"backgroundColor": "#fff"}}),
        "invalid property",
        "/styles/body/backgroundColor",
    ),
]


@pytest.mark.parametrize(("container", "message", "path"), BAD)
def test_bad_containers(container: dict[str, Any], message: str, path: str) -> None:
    assert found(container) == [Detail(message, path)]


def test_form_and_scheme_of_a_uri_are_both_told() -> None:
    button = {"type": "button", "action": {"type": "uri", "label": "看", "uri": ""}}
    at = "/contents/0/footer/contents/0/action/uri"
    container = carousel({"type": "bubble", "footer": box(button)})
    assert found(container) == [Detail("invalid uri", at), Detail("invalid uri scheme", at)]


def test_details_come_in_document_order() -> None:
    empty = {"type": "text", "text": ""}
    container = bubble(empty, box(empty), empty, header=box(empty))
    assert [detail.property for detail in found(container)] == [
        "/header/contents/0/text",
        "/body/contents/0/text",
        "/body/contents/1/contents/0/text",
        "/body/contents/2/text",
    ]


def test_a_bubble_of_30_kb() -> None:
    room = 30 * 1024 - len('{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[]}}')
    fits = {"type": "text", "text": "a" * (room - len('{"type":"text","text":""}'))}
    assert found(bubble(fits)) == []
    over = {"type": "text", "text": f"{fits['text']}a"}
    text = "Too large flex message. The maximum size of JSON data that defines a bubble is 30 KB."
    assert found(bubble(over)) == [Detail(text, "/")]


def test_size_is_counted_in_utf8_bytes() -> None:
    assert found(bubble({"type": "text", "text": "字" * 10_000})) == []
    assert len(found(bubble({"type": "text", "text": "字" * 10_240}))) == 1


def test_a_carousel_of_50_kb() -> None:
    page = bubble({"type": "text", "text": "a" * 26_000})
    text = "Too large flex message. The maximum size of JSON data that defines a carousel is 50 KB."
    assert found(carousel(page, page)) == [Detail(text, "/")]


def test_any_depth_is_walked() -> None:
    deep = box({"type": "text", "text": ""})
    for _ in range(3000):
        deep = box(deep)
    large, empty = found(bubble(deep))  # the same on every version of Python, however deep it can write JSON
    assert (large.message or "").startswith("Too large flex message.")
    assert empty == Detail("must be non-empty text", "/body" + "/contents/0" * 3002 + "/text")


@pytest.mark.parametrize(
    "value", [[], {}, "字😀", None, 1.5, [1, [2, {"a": [], "b": {"c": "\\"}}], "x"], {'"': [[[]], {}]}]
)
def test_what_is_nested_too_deep_to_write_out_is_counted_the_same(value: object) -> None:
    assert flex._counted_bytes(value, 1000) == flex._json_bytes(value)


def test_counting_ends_when_there_is_enough() -> None:
    assert flex._counted_bytes([0] * 1000, 10) == 1001
    assert flex._counted_bytes([[0] * 1000, "x" * 1000], 10) == 1005


INVALID = "invalid property"
UNSPECIFIED = "must be specified"
NULLS = "cannot contain null elements"


@pytest.mark.parametrize(
    ("odd", "details"),
    [
        (None, [(INVALID, "/")]),
        (3, [(INVALID, "/")]),
        ([], [(INVALID, "/")]),
        ({}, [(UNSPECIFIED, "/type")]),
        ({"type": []}, [(INVALID, "/")]),
        ({"type": "card"}, [(INVALID, "/")]),
        ({"type": "box", "layout": "vertical", "contents": []}, [(INVALID, "/")]),
        ({"type": "carousel"}, [(UNSPECIFIED, "/contents")]),
        (carousel(5), [(INVALID, "/contents/0")]),
        (carousel(None), [(NULLS, "/contents")]),
        (bubble(TEXT, None), [(NULLS, "/body/contents")]),
        (bubble(5), [(INVALID, "/body/contents/0")]),
        (bubble([]), [(INVALID, "/body/contents/0")]),
        (bubble({}), [(UNSPECIFIED, "/body/contents/0/type")]),
        (bubble({"type": {}}), [(INVALID, "/body/contents/0")]),
        (bubble(TEXT, {"type": "smoke"}), [(INVALID, "/body/contents/1")]),
        (bubble(box(background=7)), [(INVALID, "/body/contents/0/background")]),
        (bubble(box(background={"type": "photo"})), [(INVALID, "/body/contents/0/background")]),
        (bubble(TEXT, styles=8), [(INVALID, "/styles")]),
        (bubble(TEXT, styles={"body": "red"}), [(INVALID, "/styles/body")]),
        (bubble(TEXT, action=9), [(INVALID, "/action")]),
        (bubble(TEXT, action={"type": "dance"}), [(INVALID, "/action")]),
        (bubble(TEXT, action={"label": "a"}), [(UNSPECIFIED, "/action/type")]),
        (bubble(TEXT, action={"type": "message", "text": 5}), [(INVALID, "/action/text")]),
        (bubble(TEXT, action={**ACTION, "altUri": "x"}), [(INVALID, "/action/altUri")]),
        (bubble(TEXT, action={**ACTION, "altUri": {"desktop": 5}}), [(INVALID, "/action/altUri/desktop")]),
        (bubble({**TEXT, "contents": 5}), [(INVALID, "/body/contents/0/contents")]),
        (bubble({**BUTTON, "action": None}), [(UNSPECIFIED, "/body/contents/0/action")]),
        (bubble({"type": "image"}), [(UNSPECIFIED, "/body/contents/0/url")]),
        (bubble({"type": "box", "contents": []}), [(UNSPECIFIED, "/body/contents/0/layout")]),
        ({"type": "bubble", "body": {"type": "box", "layout": "vertical"}}, [(UNSPECIFIED, "/body/contents")]),
        ({"type": "bubble", "body": [TEXT]}, [(INVALID, "/body")]),
        (bubble(TEXT, body=box(TEXT), size="huge"), [(INVALID, "/size")]),
        (bubble({**TEXT, "text": 5}), [(INVALID, "/body/contents/0/text")]),
        (bubble({**TEXT, "wrap": "true"}), [(INVALID, "/body/contents/0/wrap")]),
        (bubble({**TEXT, "flex": "1"}), [(INVALID, "/body/contents/0/flex")]),
        (bubble({**TEXT, "flex": True}), [(INVALID, "/body/contents/0/flex")]),
        (bubble({**TEXT, "flex": 1.5}), [(INVALID, "/body/contents/0/flex")]),
        (bubble({**TEXT, "weight": "heavy"}), [(INVALID, "/body/contents/0/weight")]),
        (bubble({**TEXT, "size": 12}), [(INVALID, "/body/contents/0/size")]),
        (bubble({**IMAGE, "aspectRatio": 2}), [(INVALID, "/body/contents/0/aspectRatio")]),
        (bubble({**IMAGE, "url": ["x"]}), [(INVALID, "/body/contents/0/url")]),
        (bubble({**TEXT, "color": 5}), [(INVALID, "/body/contents/0/color")]),
    ],
)
def test_kinds_and_json_types_are_told_in_the_words_of_flex(odd: object, details: list[tuple[str, str]]) -> None:
    assert [(detail.message, detail.property) for detail in found(odd)] == details


@pytest.mark.parametrize(
    ("container", "path"),
    [
        (bubble({**TEXT, "letterSpacing": "2px"}), "/body/contents/0/letterSpacing"),
        (bubble(TEXT, altText="x"), "/altText"),
        ({**carousel(bubble(TEXT)), "size": "mega"}, "/size"),
        (bubble(TEXT, styles={"main": {}}), "/styles/main"),
        (bubble(TEXT, styles={"type": "x"}), "/styles/type"),
        (bubble(TEXT, styles={"body": {"color": "#000000"}}), "/styles/body/color"),
        (bubble(box(background={**GRADIENT, "middle": "1"})), "/body/contents/0/background/middle"),
        (bubble({"type": "separator", "flex": 1}), "/body/contents/0/flex"),
        (bubble({**BUTTON, "size": "sm"}), "/body/contents/0/size"),
    ],
)
def test_a_property_that_flex_does_not_have(container: object, path: str) -> None:
    assert found(container) == [Detail("unknown field", path)]


def test_an_action_may_carry_more_than_line_knows() -> None:
    assert found(bubble({**BUTTON, "action": {**ACTION, "colour": "red"}})) == []


LENGTHS = [
    ("text", "size", "50%", "invalid unit"),
    ("text", "size", "huge", "invalid property"),
    ("text", "size", "12", "invalid property"),
    ("text", "size", "-1px", "lower limit exceeded"),
    ("text", "margin", "5%", "invalid unit"),
    ("text", "lineSpacing", "5%", "invalid unit"),
    ("text", "lineSpacing", "md", "invalid property"),
    ("text", "maxLines", -1, "must be greater than or equal to 0"),
    ("text", "flex", -1, "must be greater than or equal to 0"),
    ("box", "spacing", "huge", "invalid property"),
    ("box", "paddingAll", "10", "invalid property"),
    ("box", "paddingTop", "-5px", "lower limit exceeded"),
    ("box", "offsetTop", "5em", "invalid property"),
    ("box", "cornerRadius", "50%", "invalid unit"),
    ("box", "borderWidth", "thick", "invalid property"),
    ("box", "width", "md", "invalid property"),
    ("box", "height", "90deg", "invalid unit"),
    ("box", "maxWidth", "-1px", "lower limit exceeded"),
    ("box", "maxHeight", "tall", "invalid property"),
    ("linearGradient", "angle", "90", "invalid property"),
    ("linearGradient", "angle", "360deg", "invalid property"),
    ("linearGradient", "centerPosition", "101%", "invalid property"),
    ("linearGradient", "centerPosition", "50px", "invalid unit"),
]


@pytest.mark.parametrize(("kind", "name", "value", "message"), LENGTHS)
def test_words_units_and_bounds(kind: str, name: str, value: object, message: str) -> None:
    spoilt = {"text": {**TEXT, name: value}, "box": box(**{name: value})}.get(kind)
    container = bubble(spoilt) if spoilt else bubble(box(background={**GRADIENT, name: value}))
    [detail] = found(container)
    assert (detail.message, detail.source) == (message, Source.UNDOCUMENTED)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("offsetTop", "-2px"), ("offsetStart", "-10%"), ("offsetEnd", "xxl"), ("paddingAll", "0px"),
        ("paddingStart", "5%"), ("margin", "1.5px"), ("width", "120%"), ("borderWidth", "semi-bold"),
        ("cornerRadius", "100px"), ("flex", 0), ("spacing", "none"),
    ],
)  # fmt: skip
def test_lengths_that_line_takes(name: str, value: object) -> None:
    assert found(bubble(box(**{name: value}))) == []


def test_the_table_has_the_fields_of_the_sdk() -> None:
    for kind, table in FLEX_FIELDS.items():
        model = SDK_MODELS[kind]
        assert set(table) == {field.alias for field in fields(model)} - {"type"}, kind
        required = {field.alias for field in fields(model) if field.required} - {"type"}
        assert required <= {name for name, field in table.items() if field.required}, kind
