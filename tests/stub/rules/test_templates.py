"""The four templates."""

from typing import Any

import pytest

from helpers.line.errors import Detail
from helpers.stub.rules.templates import template_problems

YES = {"type": "message", "label": "是", "text": "是"}
PICTURE = "https://example.com/a.png"
BUTTONS = {"type": "buttons", "text": "請選", "actions": [YES]}
CONFIRM = {"type": "confirm", "text": "確定嗎", "actions": [YES, YES]}
COLUMN = {"text": "說明", "actions": [YES]}
HEADED = {**COLUMN, "title": "標題", "thumbnailImageUrl": PICTURE}
SLIDE = {"imageUrl": PICTURE, "action": {"type": "uri", "uri": "https://example.com"}}


def carousel(*columns: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "carousel", "columns": list(columns), **more}


def slides(*columns: dict[str, Any]) -> dict[str, Any]:
    return {"type": "image_carousel", "columns": list(columns)}


GOOD = [
    BUTTONS,
    {**BUTTONS, "text": "👍🏽" * 160},
    {**BUTTONS, "title": "題" * 40, "text": "字" * 60, "thumbnailImageUrl": PICTURE, "defaultAction": YES},
    {**BUTTONS, "title": None, "text": "字" * 160},
    {**BUTTONS, "actions": [YES] * 4, "imageAspectRatio": "square", "imageSize": "contain"},
    CONFIRM,
    {**CONFIRM, "text": "🍎" * 240},
    carousel(COLUMN),
    carousel({**COLUMN, "text": "字" * 120, "actions": [YES] * 3}),
    carousel(*[HEADED] * 10, imageAspectRatio="rectangle", imageSize="cover"),
    slides(SLIDE),
    slides(*[{**SLIDE, "action": {**YES, "label": "字" * 12}}] * 10),
]


@pytest.mark.parametrize("template", GOOD)
def test_good_templates(template: dict[str, Any]) -> None:
    assert list(template_problems(template)) == []


BAD = [
    ({**BUTTONS, "text": "字" * 161}, [Detail("must not be longer than 160 characters", "template/text")]),
    ({**BUTTONS, "text": ""}, [Detail("must be non-empty text", "template/text")]),
    (
        {**BUTTONS, "title": "題", "text": "字" * 61},
        [Detail("must not be longer than 60 characters", "template/text")],
    ),
    (
        {**BUTTONS, "thumbnailImageUrl": PICTURE, "text": "字" * 61},
        [Detail("must not be longer than 60 characters", "template/text")],
    ),
    ({**BUTTONS, "title": "題" * 41}, [Detail("must not be longer than 40 characters", "template/title")]),
    (
        {**BUTTONS, "thumbnailImageUrl": "http://example.com/a.png"},
        [Detail("invalid uri scheme", "template/thumbnailImageUrl")],
    ),
    ({**BUTTONS, "actions": [YES] * 5}, [Detail("must not be more than 4 items", "template/actions")]),
    ({**BUTTONS, "actions": []}, [Detail("must not be less than 1 items", "template/actions")]),
    ({**BUTTONS, "imageSize": "large"}, [Detail("invalid property", "template/imageSize")]),
    ({**BUTTONS, "imageAspectRatio": "1:1"}, [Detail("invalid property", "template/imageAspectRatio")]),
    (
        {**BUTTONS, "actions": [YES, {"type": "uri", "label": "a", "uri": "nowhere"}]},
        [
            Detail("invalid uri", "template/actions/1/uri"),
            Detail("invalid uri scheme", "template/actions/1/uri"),
        ],
    ),
    (
        {**BUTTONS, "defaultAction": {**YES, "text": ""}},
        [Detail("must be non-empty text", "template/defaultAction/text")],
    ),
    ({**CONFIRM, "text": "字" * 241}, [Detail("must not be longer than 240 characters", "template/text")]),
    ({**CONFIRM, "actions": [YES]}, [Detail("must not be less than 2 items", "template/actions")]),
    ({**CONFIRM, "actions": [YES] * 3}, [Detail("must not be more than 2 items", "template/actions")]),
    (carousel(), [Detail("must not be less than 1 items", "template/columns")]),
    (carousel(*[COLUMN] * 11), [Detail("must not be more than 10 items", "template/columns")]),
    (
        carousel({**COLUMN, "text": "字" * 121}),
        [Detail("must not be longer than 120 characters", "template/columns/0/text")],
    ),
    (
        carousel(HEADED, {**HEADED, "text": "字" * 61}),
        [Detail("must not be longer than 60 characters", "template/columns/1/text")],
    ),
    (
        carousel(HEADED, {**HEADED, "title": "題" * 41}),
        [Detail("must not be longer than 40 characters", "template/columns/1/title")],
    ),
    (
        carousel({**COLUMN, "actions": [YES] * 4}),
        [Detail("must not be more than 3 items", "template/columns/0/actions")],
    ),
    (
        carousel({**COLUMN, "actions": [YES] * 3}, COLUMN),
        [Detail("inconsistent number of actions", "template/columns")],
    ),
    (
        carousel(COLUMN, {**COLUMN, "title": "題"}),
        [Detail("inconsistent use of title", "template/columns")],
    ),
    (
        carousel(COLUMN, {**COLUMN, "thumbnailImageUrl": PICTURE}),
        [Detail("inconsistent use of image", "template/columns")],
    ),
    (
        carousel(COLUMN, {**COLUMN, "actions": [{**YES, "label": "字" * 21}]}),
        [Detail("must not be longer than 20 characters", "template/columns/1/actions/0/label")],
    ),
    (slides(), [Detail("must not be less than 1 items", "template/columns")]),
    (slides(*[SLIDE] * 11), [Detail("must not be more than 10 items", "template/columns")]),
    (
        slides(SLIDE, {**SLIDE, "imageUrl": "http://example.com"}),
        [Detail("invalid uri scheme", "template/columns/1/imageUrl")],
    ),
    (
        slides({**SLIDE, "action": {**YES, "label": "字" * 13}}),
        [Detail("must not be longer than 12 characters", "template/columns/0/action/label")],
    ),
]


@pytest.mark.parametrize(("template", "details"), BAD)
def test_bad_templates(template: dict[str, Any], details: list[Detail]) -> None:
    assert list(template_problems(template)) == details


@pytest.mark.parametrize("odd", [None, 1, [], {}, {"type": []}, {"type": "grid"}, {"type": "carousel", "columns": [7]}])
def test_odd_values_are_left_to_the_structural_check(odd: object) -> None:
    assert list(template_problems(odd)) == []
