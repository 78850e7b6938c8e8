"""What people do, as a lesson writes it; the event is what the SDK's own parser makes of the signed webhook."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from linebot.v3.webhooks import (
    FollowEvent,
    JoinEvent,
    LeaveEvent,
    MemberJoinedEvent,
    MemberLeftEvent,
    MessageEvent,
    PostbackEvent,
    StickerMessageContent,
    TextMessageContent,
    UnfollowEvent,
)

from helpers.errors import LabError
from helpers.lab import Lab


@pytest.fixture
def lab() -> Lab:
    return Lab("class", "inproc", "en")


def test_a_text_arrives_as_a_message_event(lab: Lab) -> None:
    event = lab.friend("小美").send_text("你好")
    assert isinstance(event, MessageEvent)
    assert isinstance(event.message, TextMessageContent)
    assert (event.message.text, event.source.user_id) == ("你好", lab.friend("小美").user_id)
    assert len(event.reply_token) == 32


@pytest.mark.parametrize("words", [None, "", 5, b"hi"])
def test_what_is_no_text_is_said_before_anything_happens(lab: Lab, words: Any) -> None:
    for act in (
        lab.friend("小美").send_text,
        lab.friend("小美").tap,
        lambda words: lab.group("同學會").says("小美", words),
    ):
        with pytest.raises(LabError, match="at least one character") as told:
            act(words)
        assert repr(words) in str(told.value)
    assert lab.events == []


def test_a_sticker_arrives_as_one(lab: Lab) -> None:
    assert isinstance(lab.friend("小美").send_sticker().message, StickerMessageContent)


@pytest.mark.parametrize(
    ("name", "act", "kind", "replies"),
    [
        ("建宏", lambda f: f.follow(), FollowEvent, True),
        ("小美", lambda f: f.block(), UnfollowEvent, False),
        ("雅婷", lambda f: f.unblock(), FollowEvent, True),
        ("雅婷", lambda f: f.follow(), FollowEvent, True),
        ("小美", lambda f: f.tap("action=buy"), PostbackEvent, True),
    ],
)
def test_an_act_gives_the_event_the_bot_gets(
    lab: Lab, name: str, act: Callable[[Any], Any], kind: type[Any], replies: bool
) -> None:
    event = act(lab.friend(name))
    assert isinstance(event, kind)
    assert bool(getattr(event, "reply_token", None)) is replies


@pytest.mark.parametrize(("name", "unblocked"), [("建宏", False), ("雅婷", True)])
def test_a_follow_tells_whether_it_takes_a_block_back(lab: Lab, name: str, unblocked: bool) -> None:
    assert lab.friend(name).follow().follow.is_unblocked is unblocked


def test_what_was_tapped_is_in_the_event(lab: Lab) -> None:
    assert lab.friend("小美").tap("action=buy").postback.data == "action=buy"


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (lambda f: None, "friend"),
        (lambda f: f.block(), "blocked"),
        (lambda f: (f.block(), f.unblock()), "friend"),
        (lambda f: f.leave(), "left_line"),
    ],
)
def test_the_state_follows_the_acts(lab: Lab, act: Callable[[Any], Any], state: str) -> None:
    act(lab.friend("小美"))
    assert lab.friend("小美").state == state


def test_whoever_leaves_line_tells_nobody(lab: Lab) -> None:
    assert lab.friend("小美").leave() is None


@pytest.mark.parametrize(
    ("name", "act"),
    [
        ("小美", lambda f: f.follow()),
        ("小美", lambda f: f.unblock()),
        ("雅婷", lambda f: f.block()),
        ("雅婷", lambda f: f.send_text("hi")),
        ("大偉", lambda f: f.send_text("hi")),
        ("大偉", lambda f: f.follow()),
        ("大偉", lambda f: f.block()),
        ("大偉", lambda f: f.leave()),
        ("大偉", lambda f: f.tap("x")),
    ],
)
@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_what_somebody_cannot_do_is_one_clear_error(lang: str, name: str, act: Callable[[Any], Any]) -> None:
    lab = Lab("class", "inproc", lang)
    with pytest.raises(LabError, match=name):
        act(lab.friend(name))
    assert lab.friend("小美").send_text("still there").message.text == "still there"


@pytest.mark.parametrize(("lang", "shown"), [("zh-TW", "<雅婷: "), ("en", "<Ting (雅婷): ")])
def test_a_person_shows_name_and_state(lang: str, shown: str) -> None:
    person = Lab("class", "inproc", lang).friend("雅婷")
    assert repr(person).startswith(shown)
    assert "0x" not in repr(person)


# Groups ---------------------------------------------------------------------------------------------------


def test_a_group_knows_its_id_and_members(lab: Lab) -> None:
    group = lab.group("同學會")
    assert (group.group_id[0], group.members) == ("C", ["小美", "阿凱", "建宏"])
    assert all(name in repr(group) for name in ("同學會", "小美", "阿凱", "建宏"))


def test_what_a_member_says_reaches_the_bot(lab: Lab) -> None:
    event = lab.group("同學會").says("小美", "hi all")
    assert (event.message.text, event.source.group_id) == ("hi all", lab.group("同學會").group_id)
    assert event.source.user_id == lab.friend("小美").user_id


def test_in_a_group_without_the_bot_it_hears_nothing(lab: Lab) -> None:
    assert lab.group("家族群組").says("小美", "hi mum") is None


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (lambda lab: lab.group("家族群組").invite(), JoinEvent),
        (lambda lab: lab.group("同學會").remove(), LeaveEvent),
        (lambda lab: lab.group("同學會").join("志明"), MemberJoinedEvent),
        (lambda lab: lab.group("同學會").leave("阿凱"), MemberLeftEvent),
    ],
)
def test_coming_and_going(lab: Lab, act: Callable[[Lab], Any], kind: type[Any]) -> None:
    assert isinstance(act(lab), kind)


def test_who_joined_is_a_member(lab: Lab) -> None:
    lab.group("同學會").join("志明")
    lab.group("同學會").leave("阿凱")
    assert lab.group("同學會").members == ["小美", "志明", "建宏"]


@pytest.mark.parametrize(
    "act",
    [
        lambda lab: lab.group("同學會").invite(),
        lambda lab: lab.group("家族群組").remove(),
        lambda lab: lab.group("同學會").join("小美"),
        lambda lab: lab.group("同學會").leave("志明"),
        lambda lab: lab.group("同學會").says("志明", "hi"),
        lambda lab: lab.group("同學會").join("大偉"),
        lambda lab: lab.group("同學會").says("nobody", "hi"),
    ],
)
def test_what_cannot_happen_in_a_group_is_one_clear_error(lab: Lab, act: Callable[[Lab], Any]) -> None:
    with pytest.raises(LabError):
        act(lab)
