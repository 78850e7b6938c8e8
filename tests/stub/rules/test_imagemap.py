"""Imagemap messages: faults are told as ordinary fields."""

from typing import Any

import pytest

from helpers.line.errors import Detail
from helpers.stub.rules.imagemap import imagemap_problems

AREA = {"x": 0, "y": 0, "width": 520, "height": 1040}
LINK = {"type": "uri", "linkUri": "https://example.com/", "area": AREA}
SAY = {"type": "message", "text": "你好", "area": AREA}
COPY = {"type": "clipboard", "clipboardText": "3B48740B", "area": AREA}
VIDEO = {
    "originalContentUrl": "https://example.com/v.mp4",
    "previewImageUrl": "https://example.com/p.jpg",
    "area": AREA,
    "externalLink": {"linkUri": "https://example.com/more", "label": "看更多"},
}
IMAGEMAP = {
    "type": "imagemap",
    "baseUrl": "https://example.com/bot/rm001",
    "altText": "地圖",
    "baseSize": {"width": 1040, "height": 1040},
    "actions": [LINK, SAY, COPY],
}


def found(**changes: Any) -> list[Detail]:
    return list(imagemap_problems({**IMAGEMAP, **changes}, "messages[0]"))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"actions": []},
        {"actions": [SAY] * 50},
        {"video": VIDEO},
        {"video": {**VIDEO, "externalLink": None}},
        {"baseSize": {"width": 2500, "height": 1686}},  # seen to be accepted
        {"actions": [{**SAY, "area": {**AREA, "x": 9999}}]},  # LINE does not check areas against the image
        {"actions": [{**SAY, "text": "字" * 400, "label": "字" * 100}]},
    ],
)
def test_good_imagemaps(changes: dict[str, Any]) -> None:
    assert found(**changes) == []


BAD = [
    ({"baseUrl": "http://example.com/a"}, "Must be a valid HTTPS URL", "baseUrl"),
    ({"baseUrl": ""}, "May not be empty", "baseUrl"),
    ({"actions": [SAY] * 51}, "Size must be between 0 and 50", "actions"),
    ({"actions": [{**SAY, "text": ""}]}, "May not be empty", "actions[0].text"),
    ({"actions": [SAY, {**SAY, "text": "字" * 401}]}, "Length must be between 0 and 400", "actions[1].text"),
    ({"actions": [{**SAY, "label": "字" * 101}]}, "Length must be between 0 and 100", "actions[0].label"),
    ({"actions": [{**LINK, "linkUri": "ftp://a.tw"}]}, "invalid uri scheme", "actions[0].linkUri"),
    ({"actions": [{**LINK, "linkUri": "tel:" + "1" * 997}]}, "size must be between 0 and 1000", "actions[0].linkUri"),
    (
        {"actions": [{**COPY, "clipboardText": "🍎" * 501}]},
        "Length must be between 0 and 1000",
        "actions[0].clipboardText",
    ),
    ({"actions": [{**SAY, "area": {**AREA, "y": -1}}]}, "Must be greater than or equal to 0", "actions[0].area.y"),
    ({"video": {**VIDEO, "previewImageUrl": None}}, "May not be empty", "video.previewImageUrl"),
    ({"video": {**VIDEO, "area": None}}, "May not be empty", "video.area"),
    ({"video": {**VIDEO, "area": {**AREA, "x": -1}}}, "Must be greater than or equal to 0", "video.area.x"),
    ({"video": {**VIDEO, "previewImageUrl": "http://a.tw"}}, "Must be a valid HTTPS URL", "video.previewImageUrl"),
    (
        {"video": {**VIDEO, "externalLink": {"linkUri": "https://a.tw"}}},
        "May not be empty",
        "video.externalLink.label",
    ),
    (
        {"video": {**VIDEO, "externalLink": {"linkUri": "https://a.tw", "label": "字" * 31}}},
        "Length must be between 0 and 30",
        "video.externalLink.label",
    ),
]


@pytest.mark.parametrize(("changes", "message", "name"), BAD)
def test_bad_imagemaps(changes: dict[str, Any], message: str, name: str) -> None:
    assert found(**changes) == [Detail(message, f"messages[0].{name}")]


@pytest.mark.parametrize("changes", [{"actions": None}, {"actions": [1]}, {"video": 3}, {"actions": [{"area": 5}]}])
def test_odd_values_are_left_to_the_structural_check(changes: dict[str, Any]) -> None:
    assert found(**changes) == []
