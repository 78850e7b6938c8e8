"""Flex containers and components."""

from typing import Any

import pytest

from helpers.line.errors import Detail
from helpers.stub.rules import flex
from helpers.stub.rules.flex import container_problems

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
    bubble(TEXT, styles={"header": {"backgroundColor": "#00ffff"}, "footer": {"separatorColor": "#000000"}}),
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
    ({"type": "bubble", "body": None}, "At least one block must be specified", "/"),
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


@pytest.mark.parametrize(
    "odd",
    [
        None,
        3,
        [],
        {},
        {"type": []},
        {"type": "card"},
        carousel(5, None),
        bubble(5, None, [], {}, {"type": {}}),
        bubble(box(background=7), styles=8, action=9),
        bubble({**TEXT, "contents": 5}),
        bubble({**BUTTON, "action": None}),
        {"type": "carousel"},
    ],
)
def test_odd_values_are_left_to_the_structural_check(odd: object) -> None:
    assert found(odd) == []
