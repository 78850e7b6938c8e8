"""The instructor's panel, driven as an object."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from ipywidgets import Button, Checkbox, Dropdown, Text, Widget
from linebot.v3.messaging import ApiException, BroadcastRequest, ReplyMessageRequest, TextMessage

from helpers import open_lab
from helpers.lab import Lab
from helpers.panels.world.world import WorldPanel
from helpers.stub.world.worlds import Character
from helpers.stub.world.worlds import World as Beginning
from helpers.text import texts
from tests.session.ends import FakeLive

MESSAGES = [TextMessage(text="hi")]


@pytest.fixture
def lab() -> Iterator[Lab]:
    with open_lab(transport="inproc", lang="en") as lab:
        yield lab


@pytest.fixture
def world(lab: Lab) -> WorldPanel:
    return lab.world()


def controls(widget: Widget) -> Iterator[Widget]:
    """Everything one can use in it."""
    if isinstance(widget, (Button, Checkbox, Dropdown, Text)):
        yield widget
    for child in getattr(widget, "children", ()):
        yield from controls(child)


def words(html: str) -> str:
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html).split())


# As a whole -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_a_saved_notebook_shows_one_sentence(lang: str) -> None:
    with open_lab(transport="inproc", lang=lang) as lab:
        assert repr(lab.world()) == texts(lang)("world.repr")
        assert len(repr(lab.world())) < 110


def test_every_control_has_a_label(world: WorldPanel) -> None:
    found = list(controls(world))
    assert len(found) > 40
    assert [control for control in found if not control.description] == []


def test_no_two_switches_have_the_same_name(world: WorldPanel) -> None:
    names = [words(control.description) for control in controls(world) if isinstance(control, Checkbox)]
    assert len(names) == len(set(names))
    assert "Mei (小美) blocked" in names


def test_nothing_is_wrong_at_first(world: WorldPanel) -> None:
    assert (world.card, world._card.value) == (None, "")


def test_a_panel_shows_what_was_there_before_it(lab: Lab) -> None:
    lab.friend("Mei").block()
    lab.clock.advance(days=1)
    world = lab.world()
    assert world.people.person("Mei (小美)").blocked.value
    assert "Tue 3 Nov" in world.clock.now.value


def test_what_a_cell_did_is_shown_by_the_refresh_button(lab: Lab, world: WorldPanel) -> None:
    lab.clock.advance(minutes=3)
    lab.friend("Mei").block()
    world.refresh_button.click()
    assert "10:03:00" in world.clock.now.value
    assert world.people.person("Mei (小美)").blocked.value
    assert "blocked the account" in world.story.timeline.value


def test_showing_changes_nothing(lab: Lab, world: WorldPanel) -> None:
    before = world.controls.look()
    world.refresh()
    assert world.controls.look() == before
    assert lab.events == []


def test_two_panels_of_one_lab_do_not_disturb_each_other(lab: Lab, world: WorldPanel) -> None:
    other = lab.world()
    world.quota.used.value = 77
    other.clock.buttons["minute"].click()
    assert other.quota.used.value == 77
    assert lab.platform.quota.used(lab.platform.now()) == 77


def test_what_goes_wrong_unexpectedly_becomes_a_card(world: WorldPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no such thing")

    monkeypatch.setattr(world.controls, "advance", broken)
    world.clock.buttons["minute"].click()
    assert world.card is not None
    assert "RuntimeError" in world._card.value
    world.voice.send_button.click()
    assert world.card is None


def test_live_mode_leaves_the_practice_world_alone(lab: Lab, world: WorldPanel) -> None:
    lab.session.connect(FakeLive(lab))
    world.clock.buttons["days"].click()
    lab.session.connect()
    assert world.clock.notice
    assert f"{lab.clock.now():%d}" == "02"


# Clock ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "shown"),
    [("minute", "2 Nov 10:01:00"), ("minutes", "10:20:00"), ("day", "3 Nov 10:00"), ("days", "10 Nov 10:00")],
)
def test_the_clock_is_moved(world: WorldPanel, key: str, shown: str) -> None:
    world.clock.buttons[key].click()
    assert shown in words(world.clock.now.value)
    assert shown in world.clock.notice


def test_what_time_does_to_people_is_shown_at_once(world: WorldPanel) -> None:
    stranger = world.people.person("Hong (建宏)")
    assert stranger.standing == "not a friend, wrote within 7 days: a push arrives"
    world.clock.buttons["days"].click()
    assert stranger.standing == "not a friend, a push does not arrive"


# People ---------------------------------------------------------------------------------------------------------


def test_a_switch_blocks_the_account(lab: Lab, world: WorldPanel) -> None:
    mei = world.people.person("Mei (小美)")
    mei.blocked.value = True
    assert lab.friend("Mei").state == "blocked"
    assert mei.standing == "blocked the account, not reached"
    assert world.people.notice == "Mei (小美): blocked the account, not reached. The bot got a `unfollow` event."


def test_a_switch_takes_the_block_back(lab: Lab, world: WorldPanel) -> None:
    world.people.person("Ting (雅婷)").blocked.value = False
    assert lab.friend("Ting").state == "friend"
    assert "`follow` event" in world.people.notice


def test_a_switch_adds_a_friend(lab: Lab, world: WorldPanel) -> None:
    world.people.person("Jun (怡君)").friend.value = True
    assert lab.friend("Jun").state == "friend"


def test_a_switch_deletes_the_line_account_and_the_bot_is_not_told(lab: Lab, world: WorldPanel) -> None:
    world.people.person("Mei (小美)").left.value = True
    assert lab.friend("Mei").state == "left_line"
    assert world.people.notice == "Mei (小美): deleted LINE, not reached. LINE tells the bot nothing."


@pytest.mark.parametrize(
    ("name", "which", "why"),
    [
        ("David (大偉)", "left", "cannot come back"),
        ("David (大偉)", "blocked", "has deleted LINE"),
        ("Mei (小美)", "friend", "cannot be unfriended"),
        ("Ting (雅婷)", "friend", "cannot be unfriended"),
    ],
)
def test_a_switch_that_cannot_be_goes_back_and_says_why(world: WorldPanel, name: str, which: str, why: str) -> None:
    box = getattr(world.people.person(name), which)
    before = box.value
    box.value = not before
    assert box.value is before
    assert why in world.people.notice


def test_the_unnamed_friends_of_a_shop_are_counted() -> None:
    with open_lab("shop", transport="inproc", lang="en") as lab:
        assert "Not listed: 5,000 more friends." in lab.world().people.children[-2].value


def test_a_large_cast_is_not_listed_in_full() -> None:
    cast = tuple(Character(f"p{number}", f"p{number}") for number in range(25))
    with open_lab(Beginning(cast=cast, gatherings=()), transport="inproc", lang="en") as lab:
        world = lab.world()
        assert len(world.people.rows) == 20
        assert "The first 20 are listed" in world.people.children[-2].value
        assert len(world.voice.who.options) == 25


def test_people_of_one_name_stay_apart() -> None:
    cast = (Character("Ann", "Ann"), Character("Ann", "Ann", friend=False))
    with open_lab(Beginning(cast=cast, gatherings=()), transport="inproc", lang="en") as lab:
        world = lab.world()
        second = list(world.people.rows.values())[1]
        second.friend.value = True
        assert world.card is None
        assert second.standing == "friend, can be reached"


def test_a_world_without_people_can_be_looked_at() -> None:
    with open_lab(Beginning(cast=(), gatherings=()), transport="inproc", lang="en") as lab:
        world = lab.world()
        assert (world.card, world.voice.send_button.disabled) == (None, True)
        assert "This world has no groups." in world.groups.children[-2].value


def test_a_name_is_never_obeyed() -> None:
    cast = (Character("<img src=x>", "x"),)
    with open_lab(Beginning(cast=cast, gatherings=()), transport="inproc", lang="en") as lab:
        row = next(iter(lab.world().people.rows.values()))
        assert "<img" not in row._label.value + row.friend.description


# Writing --------------------------------------------------------------------------------------------------------


def test_what_somebody_writes_is_an_event_to_reply_to(lab: Lab, world: WorldPanel) -> None:
    world.voice.words.value = "<b>hi</b>"
    world.voice.send_button.click()
    event = lab.events[-1]
    assert event.message.text == "<b>hi</b>"
    assert world.voice.notice == "The bot got a `message` event: `lab.events[-1]`; reply token is good."
    lab.line_bot_api.reply_message(ReplyMessageRequest(reply_token=event.reply_token, messages=MESSAGES))
    world.refresh()
    assert "reply token was used" in world.story.timeline.value
    assert "<b>hi" not in world.story.timeline.value


def test_what_is_typed_stays(world: WorldPanel) -> None:
    world.voice.words.value = "hello there"
    world.voice.send_button.click()
    assert world.voice.words.value == "hello there"


def test_a_sticker_is_sent_into_a_group(lab: Lab, world: WorldPanel) -> None:
    world.voice.where.label = "Class reunion (同學會)"
    world.voice.sticker_button.click()
    assert (lab.events[-1].message.type, lab.events[-1].source.type) == ("sticker", "group")


def test_a_group_without_the_bot_tells_it_nothing(lab: Lab, world: WorldPanel) -> None:
    world.voice.where.label = "Family (家族群組)"
    world.voice.send_button.click()
    assert (lab.events, world.voice.notice) == ([], "The bot is not in this group and got nothing.")


@pytest.mark.parametrize(
    ("name", "place", "text", "why"),
    [
        ("Ting (雅婷)", "one-to-one chat", "hi", "blocked"),
        ("David (大偉)", "one-to-one chat", "hi", "deleted LINE"),
        ("Ming (志明)", "Class reunion (同學會)", "hi", "not in this group"),
        ("Mei (小美)", "one-to-one chat", "   ", "There is no text yet"),
    ],
)
def test_what_cannot_be_written_says_why(
    lab: Lab, world: WorldPanel, name: str, place: str, text: str, why: str
) -> None:
    world.voice.who.label, world.voice.where.label, world.voice.words.value = name, place, text
    world.voice.send_button.click()
    assert why in world.voice.notice
    assert (lab.events, world.card) == ([], None)


# Groups ---------------------------------------------------------------------------------------------------------


def test_a_switch_brings_the_bot_into_a_group(lab: Lab, world: WorldPanel) -> None:
    world.groups.group("Family (家族群組)").bot_in.value = True
    assert lab.events[-1].type == "join"
    assert "`join` event" in world.groups.notice


def test_a_switch_takes_the_bot_out_of_a_group(lab: Lab, world: WorldPanel) -> None:
    world.groups.group("Class reunion (同學會)").bot_in.value = False
    assert lab.events[-1].type == "leave"
    assert "without a reply token" in world.groups.notice


# Quota ----------------------------------------------------------------------------------------------------------


def test_the_quota_is_said_in_words(lab: Lab, world: WorldPanel) -> None:
    lab.line_bot_api.broadcast(BroadcastRequest(messages=MESSAGES))
    world.refresh()
    assert words(world.quota.bar.value) == "200 a month: 3 used, 0 reserved, 197 left."


def test_what_was_used_is_set(lab: Lab, world: WorldPanel) -> None:
    world.quota.used.value = 200
    assert "0 left. The quota is used up" in world.quota.bar.value
    with pytest.raises(ApiException):
        lab.line_bot_api.broadcast(BroadcastRequest(messages=MESSAGES))


def test_chinese_sentences_follow_one_another_without_a_space() -> None:
    with open_lab(transport="inproc", lang="zh-TW") as lab:
        panel = lab.world()
        panel.quota.used.value = 200
        assert "還剩 0。額度用完了" in panel.quota.bar.value


def test_more_than_the_plan_may_be_used_and_the_bar_stays_whole(world: WorldPanel) -> None:
    world.quota.used.value = 1_000_000
    assert "width:100.00%" in world.quota.bar.value


def test_a_plan_is_chosen(lab: Lab, world: WorldPanel) -> None:
    world.quota.plan.value = "unlimited"
    assert lab.platform.quota.limit is None
    assert words(world.quota.bar.value) == "No limit: 0 used, 0 reserved."


def test_the_plan_of_the_world_is_shown() -> None:
    with open_lab("shop", transport="inproc", lang="en") as lab:
        assert lab.world().quota.plan.label == "High: 6,000 a month"


# Faults and redelivery ------------------------------------------------------------------------------------------


def test_the_next_answers_are_spoilt_and_listed(lab: Lab, world: WorldPanel) -> None:
    world.faults.fault.label = "500, but LINE did accept it"
    world.faults.times.value = 2
    world.faults.spoil_button.click()
    assert words(world.faults.waiting.value) == "Coming next: 500, but LINE did accept it × 2."
    with pytest.raises(ApiException):
        lab.line_bot_api.broadcast(BroadcastRequest(messages=MESSAGES))
    world.refresh()
    assert "× 1" in world.faults.waiting.value


def test_faults_are_cancelled(lab: Lab, world: WorldPanel) -> None:
    assert world.faults.clear_button.disabled
    world.faults.spoil_button.click()
    world.faults.clear_button.click()
    assert (len(lab.platform.faults), world.faults.clear_button.disabled) == (0, True)


def test_too_many_faults_are_refused_in_place(world: WorldPanel) -> None:
    world.faults.times.value = 20
    world.faults.spoil_button.click()
    world.faults.spoil_button.click()
    assert "Too many at a time" in world.faults.notice


def test_the_last_event_is_delivered_again(lab: Lab, world: WorldPanel) -> None:
    assert world.webhook.redeliver_button.disabled
    world.voice.send_button.click()
    assert "Mei (小美), “Hello”; reply token is good" in words(world.webhook.last.value)
    world.clock.buttons["minute"].click()
    assert "reply token has expired" in world.webhook.last.value
    world.webhook.redeliver_button.click()
    assert lab.events[-1].delivery_context.is_redelivery
    assert "reply token is good" in world.webhook.notice


# Reset ----------------------------------------------------------------------------------------------------------


def test_the_world_begins_again_at_the_second_click(lab: Lab, world: WorldPanel) -> None:
    world.people.person("Mei (小美)").blocked.value = True
    world.clock.buttons["days"].click()
    world.restart.button.click()
    assert (world.restart.armed, world.restart.button.description) == (True, "Sure? Click again to reset")
    assert lab.friend("Mei").state == "blocked"
    world.restart.button.click()
    assert (lab.friend("Mei").state, lab.events, world.restart.armed) == ("friend", [], False)
    assert (world.restart.notice, world.card) == ("The world was reset.", None)
    assert not world.people.person("Mei (小美)").blocked.value
    assert "Nothing has happened yet." in world.story.timeline.value


def test_the_world_is_kept_after_all(lab: Lab, world: WorldPanel) -> None:
    world.voice.send_button.click()
    world.restart.button.click()
    world.restart.keep_button.click()
    assert (world.restart.armed, len(lab.events)) == (False, 1)
    world.restart.button.click()
    assert len(lab.events) == 1


def test_anything_else_disarms_the_reset(world: WorldPanel) -> None:
    world.restart.button.click()
    world.clock.buttons["minute"].click()
    assert not world.restart.armed


def test_the_second_way_to_reset_is_hidden_until_it_is_needed(world: WorldPanel) -> None:
    assert world.restart.keep_button.layout.display == "none"
    world.restart.button.click()
    assert world.restart.keep_button.layout.display == ""


# The picture ----------------------------------------------------------------------------------------------------


def test_a_phone_shows_the_last_messages_of_all_its_chats(lab: Lab, world: WorldPanel) -> None:
    for number in range(5):
        lab.friend("小美").send_text(f"<b>{number}</b>")
    lab.group("同學會").says("阿凱", "dinner?")
    world.refresh()
    mei = world.people.person("Mei (小美)")._screen.value
    assert re.findall(r"<span>(.*?)</span>", mei) == ["&lt;b&gt;3&lt;/b&gt;", "&lt;b&gt;4&lt;/b&gt;", "dinner?"]
    assert "<small>Class reunion" in mei and mei.count("lab-mine") == 2
    assert "No messages yet" in world.people.person("Ming (志明)")._screen.value


def test_a_card_names_the_groups_its_person_is_in(world: WorldPanel) -> None:
    groups = re.findall(r"<i class=.lab-in-(\d).>(.*?)</i>", world.people.person("Mei (小美)")._label.value)
    assert [(number, name.partition(" (")[0]) for number, name in groups] == [("0", "Class reunion"), ("1", "Family")]
    assert "lab-in-1" in world.groups.group("Family (家族群組)")._dom_classes


def test_answers_that_will_go_wrong_are_told_at_the_top_until_they_came(lab: Lab, world: WorldPanel) -> None:
    assert world.alarm.value == ""
    lab.fault("500")
    world.refresh()
    assert "500" in world.alarm.value
    world.faults.clear_button.click()
    assert world.alarm.value == ""


# Projector ------------------------------------------------------------------------------------------------------


def test_the_panel_has_the_switch_of_the_projector(lab: Lab, world: WorldPanel) -> None:
    lab.projector()
    assert lab.projector(None) in world.children[1].children
