"""Whom a request goes to, driven as objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from helpers import open_lab
from helpers.examples import samples
from helpers.lab import Lab
from helpers.panels.builder.recipient_pickers import (
    EVENTS_SHOWN,
    ManyPicker,
    TokenPicker,
    known_chats,
    pasted,
    person_choices,
    reply_tokens,
    target_picker,
)


@pytest.fixture
def lab() -> Iterator[Lab]:
    with open_lab(transport="inproc", lang="zh-TW") as lab:
        yield lab


def ids(lab: Lab, *names: str) -> list[str]:
    return [lab.friend(name).user_id for name in names]


# What there is to choose from -----------------------------------------------------------------------------------


def test_people_are_named_with_how_they_stand_to_the_account(lab: Lab) -> None:
    assert [label for label, _ in person_choices(lab.session)] == [
        "小美 · 好友",
        "阿凱 · 好友",
        "志明 · 好友",
        "雅婷 · 封鎖了帳號",
        "建宏 · 不是好友，7 天內傳過訊息",
        "怡君 · 不是好友",
        "大偉 · 刪除了 LINE",
    ]


def test_people_have_the_names_of_the_language() -> None:
    with open_lab(transport="inproc", lang="en") as lab:
        assert person_choices(lab.session)[0].label == "Mei (小美) · friend"


def test_groups_say_whether_the_bot_is_in(lab: Lab) -> None:
    assert [label for label, _ in known_chats(lab.session)] == [
        "群組 同學會 · 3 個人",
        "群組 家族群組 · 機器人不在裡面",
    ]


def test_events_with_a_token_are_listed_newest_first_with_age_and_state(lab: Lab) -> None:
    lab.friend("小美").send_text("早安")
    lab.clock.advance(seconds=12)
    lab.group("同學會").says("阿凱", "這句話比選單放得下的還要長很多很多")
    assert [label for label, _ in reply_tokens(lab.session)] == [
        "阿凱（同學會） 「這句話比選單放得下的還要長很多很多」，剛剛 · 可以用",
        "小美 「早安」，12 秒前 · 可以用",
    ]


def test_events_without_a_token_are_left_out(lab: Lab) -> None:
    lab.friend("小美").block()
    assert reply_tokens(lab.session) == []


def test_events_without_words_are_named_by_their_kind(lab: Lab) -> None:
    lab.friend("小美").send_sticker()
    lab.friend("小美").block()
    lab.friend("小美").unblock()
    assert [label.split("，")[0] for label, _ in reply_tokens(lab.session)] == ["小美 follow", "小美 sticker"]


def test_a_used_and_an_expired_token_are_named_so(lab: Lab) -> None:
    used, kept = lab.friend("小美").send_text("一"), lab.friend("小美").send_text("二")
    lab.platform.reply_tokens.use(used.reply_token)
    lab.clock.advance(minutes=2)
    assert [label.rpartition(" · ")[2] for label, _ in reply_tokens(lab.session)] == ["過期了", "用過了"]
    assert reply_tokens(lab.session)[0].value == kept.reply_token


def test_only_the_newest_events_are_listed(lab: Lab) -> None:
    for number in range(EVENTS_SHOWN + 3):
        lab.friend("小美").send_text(str(number))
    assert len(reply_tokens(lab.session)) == EVENTS_SHOWN


# One target -----------------------------------------------------------------------------------------------------


def test_choosing_a_name_fills_in_the_id(lab: Lab) -> None:
    picker = target_picker(lab.session)
    picker.menu.value = lab.friend("雅婷").user_id
    assert picker.value == lab.friend("雅婷").user_id


def test_typing_an_id_shows_whose_it_is(lab: Lab) -> None:
    picker = target_picker(lab.session)
    picker.field.control.value = f" {lab.group('同學會').group_id} "
    assert picker.menu.label == "群組 同學會 · 3 個人"


def test_an_id_of_nobody_stays_typed(lab: Lab) -> None:
    picker = target_picker(lab.session)
    picker.load(samples.STRANGER)
    assert (picker.menu.label, picker.value) == ("自己填", samples.STRANGER)


def test_typing_part_of_an_id_does_not_lose_it_to_the_menu(lab: Lab) -> None:
    picker = target_picker(lab.session)
    picker.menu.value = lab.friend("小美").user_id
    picker.field.control.value = "U12"
    assert (picker.value, picker.menu.value) == ("U12", "")


def test_nothing_typed_is_left_out(lab: Lab) -> None:
    assert target_picker(lab.session).value is None


def test_a_refresh_keeps_what_is_chosen_and_says_it_anew(lab: Lab) -> None:
    picker = target_picker(lab.session)
    picker.load(lab.friend("小美").user_id)
    lab.friend("小美").block()
    picker.refresh()
    assert picker.menu.label == "小美 · 封鎖了帳號"
    assert picker.value == lab.friend("小美").user_id


def test_what_is_wrong_is_said_under_the_field(lab: Lab) -> None:
    picker = target_picker(lab.session)
    picker.complain([("", "缺少 `to`")])
    assert picker.field.error == "缺少 to"


# Reply tokens ---------------------------------------------------------------------------------------------------


def test_a_token_says_what_it_is_worth(lab: Lab) -> None:
    token = lab.friend("小美").send_text("嗨").reply_token
    picker = TokenPicker(lab.session)
    picker.load(token)
    assert picker.field.hint == "這個權杖：可以用。"
    assert "lab-warned" not in picker.field._dom_classes
    lab.clock.advance(seconds=61)
    picker.refresh()
    assert picker.field.hint == "這個權杖：過期了。"
    assert "lab-warned" in picker.field._dom_classes


def test_a_token_typed_by_hand_is_judged_too(lab: Lab) -> None:
    picker = TokenPicker(lab.session)
    picker.field.control.value = "nonsense"
    assert picker.field.hint == "這個權杖：LINE 沒發過。"


def test_somebody_can_be_asked_to_write_and_her_token_is_chosen(lab: Lab) -> None:
    picker = TokenPicker(lab.session)
    picker.ask_button.click()
    assert picker.ask_button.description == "請小美傳一則訊息"
    assert picker.value == lab.events[-1].reply_token
    assert "可以用" in picker.menu.label


def test_without_a_friend_nobody_can_be_asked(lab: Lab) -> None:
    for name in ("小美", "阿凱", "志明"):
        lab.friend(name).block()
    assert not hasattr(TokenPicker(lab.session), "ask_button")


# A pasted list --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "U1 U2 U3",
        "U1,U2,U3",
        "U1\nU2\r\nU3\n",
        '["U1", "U2", "U3"]',
        "  U1 ;\tU2，U3、",
        "“U1”，‘U2’ 'U3'".replace("‘", '"').replace("’", '"'),
        "U1\u3000U2\u00a0U3",
    ],
)
def test_ids_are_found_whatever_stands_between_them(text: str) -> None:
    assert pasted(text) == ["U1", "U2", "U3"]


def test_repeated_ids_stay_for_line_to_judge() -> None:
    assert pasted("U2 U1 U2, U2") == ["U2", "U1", "U2", "U2"]


def test_a_pasted_list_is_counted_and_repeated_ids_are_told(lab: Lab) -> None:
    picker, (mei, kai) = ManyPicker(lab.session), ids(lab, "小美", "阿凱")
    picker.field.control.value = f"{mei}, {kai}\n\n {mei}"
    assert picker.value == [mei, kai, mei]
    assert picker.field.hint == (
        "`to`：讀到 3 個 id，最多 500 個。其中 1 個重複，照樣送出：LINE 沒有規定重複的 id 怎麼處理。"
    )


def test_what_is_typed_is_never_rewritten_while_typing(lab: Lab) -> None:
    picker = ManyPicker(lab.session)
    picker.field.control.value = "U1,  U1"
    assert picker.field.control.value == "U1,  U1"


def test_a_loaded_list_is_kept_to_the_letter_until_it_is_changed(lab: Lab) -> None:
    picker = ManyPicker(lab.session)
    picker.load(["U1", "U2", "U1"])
    assert picker.value == ["U1", "U2", "U1"]
    picker.field.control.value += "\nU3"
    assert picker.value == ["U1", "U2", "U1", "U3"]


@pytest.mark.parametrize("value", [None, "U1", {}, [5, None]])
def test_what_is_no_list_of_ids_shows_none(lab: Lab, value: Any) -> None:
    picker = ManyPicker(lab.session)
    picker.load(value)
    assert picker.value == []


# People to press, samples to load -------------------------------------------------------------------------------


def test_pressing_a_name_adds_and_removes_it(lab: Lab) -> None:
    picker, (mei, ting) = ManyPicker(lab.session), ids(lab, "小美", "雅婷")
    picker.chips[mei].value = True
    picker.chips[ting].value = True
    assert picker.value == [mei, ting]
    picker.chips[mei].value = False
    assert picker.value == [ting]


def test_names_show_in_words_who_is_on_the_list(lab: Lab) -> None:
    picker, [mei] = ManyPicker(lab.session), ids(lab, "小美")
    picker.field.control.value = mei
    assert (picker.chips[mei].value, picker.chips[mei].description) == (True, "✓ 小美")
    picker.field.control.value = ""
    assert (picker.chips[mei].value, picker.chips[mei].description) == (False, "小美")


def test_names_tell_how_the_person_stands_to_the_account(lab: Lab) -> None:
    picker, [mei] = ManyPicker(lab.session), ids(lab, "小美")
    lab.friend("小美").block()
    picker.refresh()
    assert picker.chips[mei].tooltip == "封鎖了帳號"


def test_all_friends_are_those_who_can_be_reached(lab: Lab) -> None:
    picker = ManyPicker(lab.session)
    picker.tools["all"].click()
    assert picker.value == ids(lab, "小美", "阿凱", "志明")


@pytest.mark.parametrize("count", [500, 501])
def test_samples_at_the_limit_and_over_it(lab: Lab, count: int) -> None:
    picker = ManyPicker(lab.session)
    picker.tools[str(count)].click()
    assert len(picker.value) == len(set(picker.value)) == count
    assert picker.value[:3] == ids(lab, "小美", "阿凱", "志明")


def test_the_list_can_be_cleared(lab: Lab) -> None:
    picker = ManyPicker(lab.session)
    picker.load(["U1"])
    picker.tools["none"].click()
    assert (picker.value, picker.field.control.value) == ([], "")


def test_changes_are_told_once_however_they_come(lab: Lab) -> None:
    picker, told = ManyPicker(lab.session), []
    picker.on_change(lambda: told.append(len(picker.value)))
    picker.chips[lab.friend("小美").user_id].value = True
    picker.tools["500"].click()
    picker.field.control.value = "U1"
    assert told == [1, 500, 1]
