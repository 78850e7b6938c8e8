"""The messages of a request, driven as objects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from helpers import open_lab
from helpers.examples import samples
from helpers.lab import Lab
from helpers.line.limits import MESSAGES_MAX
from helpers.panels.builder.message_list import JSON, MESSAGE_KINDS, MessageItem, MessageList


@pytest.fixture
def lab() -> Iterator[Lab]:
    with open_lab(transport="inproc", lang="zh-TW") as lab:
        yield lab


def of(lab: Lab, *messages: Any) -> MessageList:
    shown = MessageList(lab.session)
    shown.load(list(messages))
    return shown


def say(*words: str) -> list[dict[str, str]]:
    return [{"type": "text", "text": text} for text in words]


def spoken(shown: MessageList) -> list[str]:
    return [message["text"] for message in shown.value]


def words(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


# Loading and reading --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [kind for kind in MESSAGE_KINDS if kind != JSON])
def test_a_sample_of_each_kind_has_fields_of_its_own_and_comes_back_as_it_was(lab: Lab, kind: str) -> None:
    made: dict[str, Any] = {
        "text": samples.text(lab.session), "sticker": samples.sticker(), "image": samples.image(),
        "location": samples.location(lab.session), "flex": samples.flex(lab.session),
    }  # fmt: skip
    shown = of(lab, made[kind])
    assert shown.items[0].kind.value == kind
    assert shown.value == [made[kind]]


@pytest.mark.parametrize(
    "message",
    [
        {"type": "text", "text": "嗨", "quoteToken": "q"},
        {"type": "text"},
        {"type": "text", "text": None},
        {"type": "text", "text": 5},
        {"type": "location", "title": "x", "address": "y", "latitude": "25", "longitude": 1},
        {"type": "sticker", "packageId": "", "stickerId": "1"},
        {"type": "video", "originalContentUrl": "https://example.com/a.mp4"},
        {"type": ["text"]},
        {},
        [],
        "嗨",
        5,
    ],
)
def test_what_the_fields_cannot_hold_is_shown_whole_as_json(lab: Lab, message: Any) -> None:
    shown = of(lab, message)
    assert shown.items[0].kind.value == JSON
    assert shown.value == [message]


@pytest.mark.parametrize("value", [None, "x", {}, 5])
def test_what_is_no_list_shows_no_messages(lab: Lab, value: Any) -> None:
    shown = MessageList(lab.session)
    shown.load(value)
    assert shown.value == []


def test_how_many_of_how_many_is_said_in_words(lab: Lab) -> None:
    shown = of(lab, *say("一", "二"))
    assert words(shown.children[0].value) == "訊息 2 / 5 則"
    assert repr(shown) == "2 / 5 則"


@pytest.mark.parametrize("count", [0, MESSAGES_MAX + 1])
def test_none_and_too_many_are_marked(lab: Lab, count: int) -> None:
    assert "lab-wrong" in of(lab, *say(*"甲乙丙丁戊己"[:count])).children[0].value


# Adding, moving, removing ---------------------------------------------------------------------------------------


def test_a_message_is_added_at_the_end_ready_to_send(lab: Lab) -> None:
    shown = of(lab, *say("一"))
    shown.add_button.click()
    assert spoken(shown) == ["一", samples.text(lab.session)["text"]]


def test_a_message_moves_up_and_down(lab: Lab) -> None:
    shown = of(lab, *say("一", "二", "三"))
    shown.items[2].up.click()
    assert spoken(shown) == ["一", "三", "二"]
    shown.items[0].down.click()
    assert spoken(shown) == ["三", "一", "二"]


def test_the_first_cannot_go_up_and_the_last_cannot_go_down(lab: Lab) -> None:
    shown = of(lab, *say("一", "二"))
    assert [(item.up.disabled, item.down.disabled) for item in shown.items] == [(True, False), (False, True)]


def test_a_message_is_removed_and_the_others_are_numbered_anew(lab: Lab) -> None:
    shown = of(lab, *say("一", "二", "三"))
    shown.items[0].remove.click()
    assert spoken(shown) == ["二", "三"]
    assert [item.kind.description for item in shown.items] == ["第 1 則", "第 2 則"]


def test_buttons_say_which_message_they_are_for(lab: Lab) -> None:
    assert of(lab, *say("一", "二")).items[1].remove.tooltip == "移除第 2 則"


def test_the_screen_shows_what_the_list_holds(lab: Lab) -> None:
    shown = of(lab, *say("一", "二"))
    shown.items[1].up.click()
    assert [child for child in shown.children[1].children if isinstance(child, MessageItem)] == list(shown.items)
    assert [item.value["text"] for item in shown.items] == ["二", "一"]


def test_every_change_is_told(lab: Lab) -> None:
    shown, told = of(lab, *say("一")), []
    shown.on_change(lambda: told.append(spoken(shown)))
    shown.items[0].fields["text"].control.value = "嗨"
    shown.items[0].remove.click()
    assert told == [["嗨"], []]


# Kinds ----------------------------------------------------------------------------------------------------------


def test_another_kind_begins_with_a_sample(lab: Lab) -> None:
    shown = of(lab, *say("一"))
    shown.items[0].kind.value = "sticker"
    assert shown.value == [samples.sticker()]


def test_what_was_typed_for_a_kind_is_there_when_one_comes_back_to_it(lab: Lab) -> None:
    shown = of(lab, *say("打了很久"))
    shown.items[0].kind.value = "image"
    shown.items[0].kind.value = "text"
    assert spoken(shown) == ["打了很久"]


def test_a_message_can_be_taken_over_into_json_and_back(lab: Lab) -> None:
    shown = of(lab, samples.sticker())
    shown.items[0].kind.value = JSON
    assert shown.value == [samples.sticker()]
    shown = of(lab, {"type": "text", "text": "嗨", "quoteToken": "q"})
    shown.items[0].fields[""].load(say("只有文字")[0])
    shown.items[0].kind.value = "text"
    assert spoken(shown) == ["只有文字"]


def test_json_half_typed_is_at_fault_and_says_in_which_message(lab: Lab) -> None:
    shown = of(lab, *say("一"), {})
    shown.items[1].fields[""].control.value = '{"type":'
    assert shown.fault == "第 2 則訊息：JSON 讀到第 1 行第 9 個字元就讀不下去了"


def test_json_half_typed_is_not_lost_by_looking_at_another_kind(lab: Lab) -> None:
    shown = of(lab, {})
    item = shown.items[0]
    item.fields[""].control.value = '{"type":'
    item.kind.value = "text"
    assert shown.fault == ""
    item.kind.value = JSON
    assert item.fields[""].control.value == '{"type":'


# Errors at their place ------------------------------------------------------------------------------------------


def test_a_problem_is_said_under_the_field_it_is_in(lab: Lab) -> None:
    shown = of(lab, *say("一"), samples.sticker())
    shown.complain([("[1].stickerId", "缺少 `sticker_id`")])
    assert shown.items[1].fields["stickerId"].error == "缺少 sticker_id"
    assert shown.items[1].fields["packageId"].error == ""
    assert shown.items[0].error == shown.items[0].fields["text"].error == ""


def test_a_problem_deep_in_flex_is_said_under_its_contents(lab: Lab) -> None:
    shown = of(lab, samples.flex(lab.session))
    shown.complain([("[0].contents.body.contents[0].type", "缺少 `type`")])
    assert shown.items[0].fields["contents"].error == "缺少 type"


def test_every_problem_of_a_message_shown_as_json_is_said_under_it(lab: Lab) -> None:
    shown = of(lab, {})
    shown.complain([("[0].type", "缺少 `type`")])
    assert shown.items[0].fields[""].error == "缺少 type"


def test_a_problem_without_a_field_is_said_in_its_message(lab: Lab) -> None:
    shown = of(lab, *say("一"))
    shown.complain([("[0].quoteToken", "`quote_token` 要是字串")])
    assert shown.items[0].error == "quote_token 要是字串"


def test_a_problem_of_the_whole_list_is_said_under_the_list(lab: Lab) -> None:
    shown = of(lab)
    shown.complain([("", "`messages` 至少要 1 個")])
    assert shown.error == "messages 至少要 1 個"
    shown.complain([])
    assert shown.error == ""


def test_going_back_brings_the_items_with_all_that_is_typed_in_them(lab: Lab) -> None:
    shown = of(lab, {})
    shown.items[0].fields[""].control.value = "{"
    memory = shown.memory
    shown.load(say("別的"))
    shown.memory = memory
    assert shown.items[0].fields[""].control.value == "{"


def test_html_in_a_message_stays_text_everywhere(lab: Lab) -> None:
    shown = of(lab, {"type": "<script>alert(1)</script>"})
    shown.complain([("[0].type", "`<script>alert(1)</script>` is not a type")])
    assert "<script" not in shown.items[0].fields[""].children[1].value
