"""Actions by kind and by place."""

from typing import Any

import pytest

from helpers.line.errors import Detail
from helpers.stub.rules.actions import (
    FLEX,
    FLEX_BUTTON,
    IMAGE_CAROUSEL,
    QUICK_REPLY,
    TEMPLATE,
    ActionPlace,
    action_problems,
)

POSTBACK = {"type": "postback", "label": "買", "data": "buy"}
MESSAGE = {"type": "message", "label": "好", "text": "好"}
URI = {"type": "uri", "label": "看", "uri": "https://example.com"}
PICKER = {"type": "datetimepicker", "label": "日期", "data": "d", "mode": "date"}
CLIPBOARD = {"type": "clipboard", "label": "複製", "clipboardText": "3B48740B"}
CAMERA = {"type": "camera", "label": "相機"}
ALBUM = {"type": "cameraRoll", "label": "相簿"}
LOCATION = {"type": "location", "label": "位置"}
SWITCH = {"type": "richmenuswitch", "richMenuAliasId": "b", "data": "d"}

EVERYWHERE = [POSTBACK, MESSAGE, URI, PICKER, CLIPBOARD]
PLACES = [QUICK_REPLY, TEMPLATE, IMAGE_CAROUSEL, FLEX_BUTTON, FLEX]


def found(action: object, place: ActionPlace = TEMPLATE) -> list[Detail]:
    return list(action_problems(action, "at", place))


def without(action: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in action.items() if name not in names}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("action", EVERYWHERE, ids=lambda action: str(action["type"]))
def test_the_five_common_kinds_go_everywhere(action: dict[str, Any], place: ActionPlace) -> None:
    assert found(action, place) == []


@pytest.mark.parametrize("action", [CAMERA, ALBUM, LOCATION], ids=lambda action: str(action["type"]))
def test_camera_album_and_location_go_in_quick_replies_only(action: dict[str, Any]) -> None:
    assert found(action, QUICK_REPLY) == []
    assert found(action, TEMPLATE) == found(action, FLEX) == [Detail("invalid property", "at")]


@pytest.mark.parametrize("place", PLACES)
def test_rich_menu_switch_goes_in_no_message(place: ActionPlace) -> None:
    assert found(SWITCH, place) == [Detail("invalid property", "at")]


@pytest.mark.parametrize(
    ("place", "separator", "fault"),
    [
        (QUICK_REPLY, ".", "must not be longer than 20 characters"),
        (TEMPLATE, "/", "must not be longer than 20 characters"),
        (IMAGE_CAROUSEL, "/", "must not be longer than 12 characters"),
        (FLEX_BUTTON, "/", "invalid property"),
        (FLEX, "/", "invalid property"),
    ],
)
def test_label_is_limited_in_grapheme_clusters(place: ActionPlace, separator: str, fault: str) -> None:
    assert found({**POSTBACK, "label": "🇹🇼" * place.label_max}, place) == []
    assert found({**POSTBACK, "label": "🇹🇼" * (place.label_max + 1)}, place) == [Detail(fault, f"at{separator}label")]


@pytest.mark.parametrize("place", [QUICK_REPLY, TEMPLATE, FLEX_BUTTON])
def test_label_is_required(place: ActionPlace) -> None:
    assert found(without(POSTBACK, "label"), place) == [Detail("`label` must be specified", "at")]


@pytest.mark.parametrize("place", [IMAGE_CAROUSEL, FLEX])
@pytest.mark.parametrize("action", [without(POSTBACK, "label"), {**POSTBACK, "label": ""}])
def test_label_is_optional(place: ActionPlace, action: dict[str, Any]) -> None:
    assert found(action, place) == []


def test_empty_label() -> None:
    empty = {**LOCATION, "label": ""}
    assert found(empty, QUICK_REPLY) == [Detail("`label` must be specified", "at")]
    assert found({**POSTBACK, "label": ""}, TEMPLATE) == [Detail("must be non-empty text", "at/label")]


BOTH = Detail("`displayText` and `text` must not both be specified", "at")
BAD = [
    (without(POSTBACK, "data"), Detail("must be specified", "at/data")),
    ({**POSTBACK, "data": "🍎" * 151}, Detail("must not be longer than 300 characters", "at/data")),
    ({**POSTBACK, "displayText": "字" * 301}, Detail("must not be longer than 300 characters", "at/displayText")),
    ({**POSTBACK, "text": "字" * 301}, Detail("must not be longer than 300 characters", "at/text")),
    ({**POSTBACK, "fillInText": "字" * 301}, Detail("must not be longer than 300 characters", "at/fillInText")),
    ({**POSTBACK, "text": "a", "displayText": "a"}, BOTH),
    (without(MESSAGE, "text"), Detail("must be specified", "at/text")),
    ({**MESSAGE, "text": ""}, Detail("must be non-empty text", "at/text")),
    ({**MESSAGE, "text": "字" * 301}, Detail("must not be longer than 300 characters", "at/text")),
    (without(URI, "uri"), Detail("must be specified", "at/uri")),
    ({**URI, "uri": "ftp://example.com"}, Detail("invalid uri scheme", "at/uri")),
    ({**URI, "uri": "https://a.tw/" + "a" * 9988}, Detail("size must be between 0 and 10000", "at/uri")),
    ({**URI, "altUri": {"desktop": "ftp://a.tw"}}, Detail("invalid uri scheme", "at/altUri/desktop")),
    (without(PICKER, "data"), Detail("must be specified", "at/data")),
    (without(PICKER, "mode"), Detail("must be specified", "at/mode")),
    ({**PICKER, "data": "🍎" * 151}, Detail("must not be longer than 300 characters", "at/data")),
    ({**CLIPBOARD, "clipboardText": "🍎" * 501}, Detail("must not be longer than 1000 characters", "at/clipboardText")),
]


@pytest.mark.parametrize(("action", "detail"), BAD)
def test_each_kind_has_its_rules(action: dict[str, Any], detail: Detail) -> None:
    assert found(action) == [detail]


GOOD = [
    {**POSTBACK, "data": "", "displayText": "👨\u200d👩\u200d👧" * 300},
    {**POSTBACK, "inputOption": "openVoice", "fillInText": "not used then"},
    {**MESSAGE, "text": "🍎" * 300},
    {**URI, "altUri": {"desktop": "https://example.com/pc"}},
    {**URI, "altUri": None},
    {**PICKER, "mode": "sometime", "initial": "x"},  # the mode is the SDK's to refuse
]


@pytest.mark.parametrize("action", GOOD)
def test_what_stays_within_the_rules(action: dict[str, Any]) -> None:
    assert found(action) == []


def test_quick_replies_write_dotted_paths() -> None:
    nowhere = {**URI, "altUri": {"desktop": "ftp://a.tw"}}
    assert found(nowhere, QUICK_REPLY) == [Detail("invalid uri scheme", "at.altUri.desktop")]


@pytest.mark.parametrize(
    ("mode", "value", "good"),
    [
        ("date", "2017-06-18", True),
        ("date", "2017-02-30", False),
        ("date", "1899-12-31", False),
        ("date", "2101-01-01", False),
        ("date", "2017-6-18", False),
        ("date", "２０１７-06-18", False),
        ("time", "23:59", True),
        ("time", "24:00", False),
        ("datetime", "2017-06-18T06:15", True),
        ("datetime", "2017-06-18t06:15", True),
        ("datetime", "2017-06-18 06:15", False),
        ("datetime", "2017-06-18", False),
    ],
)
def test_moments_follow_the_mode(mode: str, value: str, good: bool) -> None:
    expected = [] if good else [Detail("invalid datetime format for the specified mode", "at/initial")]
    assert found({**PICKER, "mode": mode, "initial": value}) == expected


@pytest.mark.parametrize(("most", "good"), [("11:00", True), ("10:00", False), ("09:59", False)])
def test_max_is_after_min(most: str, good: bool) -> None:
    expected = [] if good else [Detail("invalid date time order", "at")]
    assert found({**PICKER, "mode": "time", "min": "10:00", "max": most}) == expected


def test_order_is_not_judged_by_the_letter_t() -> None:
    picker = {**PICKER, "mode": "datetime", "min": "2017-06-18t00:00", "max": "2017-06-18T01:00"}
    assert found(picker) == []


@pytest.mark.parametrize("odd", [None, 5, "text", [], {}, {"type": None}, {"type": ["uri"]}, {"type": "unknown"}])
def test_what_is_no_action_is_left_to_the_structural_check(odd: object) -> None:
    assert found(odd) == []
