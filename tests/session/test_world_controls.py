"""The instructor's hand on the practice world."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from linebot.v3.messaging import ApiException, NarrowcastRequest, PushMessageRequest, ReplyMessageRequest, TextMessage

from helpers import open_lab
from helpers.errors import LabError
from helpers.lab import Lab
from helpers.line.faults import Fault
from helpers.panels.world.platform import CLOCK_STEPS
from helpers.session.world_controls import FAULTS, FAULTS_MOST, PersonView, WorldControls
from tests.session.ends import FakeLive

MESSAGES = [TextMessage(text="hi")]
KEY = "123e4567-e89b-12d3-a456-426614174000"


@pytest.fixture
def lab() -> Iterator[Lab]:
    with open_lab(transport="inproc") as lab:
        yield lab


@pytest.fixture
def controls(lab: Lab) -> WorldControls:
    return WorldControls(lab.session)


def person(controls: WorldControls, name: str) -> PersonView:
    return next(person for person in controls.look().people if person.name == name)


def push(lab: Lab, name: str, key: str | None = None) -> None:
    request = PushMessageRequest(to=lab.friend(name).user_id, messages=MESSAGES)
    lab.line_bot_api.push_message(request, x_line_retry_key=key)


# To see ---------------------------------------------------------------------------------------------------------


def test_everybody_is_seen_with_how_they_stand(controls: WorldControls) -> None:
    assert {person.name: person.standing for person in controls.look().people} == {
        "小美": "friend",
        "阿凱": "friend",
        "志明": "friend",
        "雅婷": "blocked",
        "建宏": "wrote_recently",
        "怡君": "not_friend",
        "大偉": "left_line",
    }


def test_the_unnamed_are_counted() -> None:
    with open_lab("shop", transport="inproc") as lab:
        assert WorldControls(lab.session).look().unnamed == 5000


def test_the_groups_are_seen(controls: WorldControls) -> None:
    seen = [(group.title, group.members, group.bot_in) for group in controls.look().groups]
    assert seen == [("同學會", ("小美", "阿凱", "建宏"), True), ("家族群組", ("小美", "志明"), False)]


def test_the_quota_is_seen_with_what_a_narrowcast_holds(lab: Lab, controls: WorldControls) -> None:
    push(lab, "小美")
    lab.line_bot_api.narrowcast(NarrowcastRequest(messages=MESSAGES))
    quota = controls.look().quota
    assert (quota.limit, quota.used) == (200, 1)
    assert quota.reserved > 0
    assert quota.left == 199 - quota.reserved


def test_looking_brings_up_to_now_what_runs_by_itself(lab: Lab, controls: WorldControls) -> None:
    lab.line_bot_api.narrowcast(NarrowcastRequest(messages=MESSAGES))
    lab.clock.advance(minutes=10)
    assert controls.look().quota.reserved == 0


# People ---------------------------------------------------------------------------------------------------------


def test_a_friend_is_added_and_the_bot_is_told(controls: WorldControls) -> None:
    event = controls.befriend(person(controls, "怡君").row, True)
    assert event.type == "follow"
    assert person(controls, "怡君").standing == "friend"


def test_nobody_is_unfriended(controls: WorldControls) -> None:
    with pytest.raises(LabError, match="不能取消好友"):
        controls.befriend(person(controls, "小美").row, False)
    assert person(controls, "小美").friend


def test_a_block_is_taken_back_before_anything_else(controls: WorldControls) -> None:
    controls.block(person(controls, "怡君").row, True)
    with pytest.raises(LabError, match="先關掉"):
        controls.befriend(person(controls, "怡君").row, True)


@pytest.mark.parametrize(("name", "wanted", "kind"), [("小美", True, "unfollow"), ("雅婷", False, "follow")])
def test_a_block_and_its_end_are_told_to_the_bot(controls: WorldControls, name: str, wanted: bool, kind: str) -> None:
    assert controls.block(person(controls, name).row, wanted).type == kind
    assert person(controls, name).blocked is wanted


def test_who_leaves_line_is_gone_and_the_bot_is_not_told(lab: Lab, controls: WorldControls) -> None:
    controls.leave(person(controls, "小美").row, True)
    assert person(controls, "小美").left
    assert lab.events == []


def test_who_left_line_does_not_come_back(controls: WorldControls) -> None:
    with pytest.raises(LabError, match=r"大偉.*回不來"):
        controls.leave(person(controls, "大偉").row, False)
    assert person(controls, "大偉").left


def test_a_text_becomes_an_event_with_a_reply_token(lab: Lab, controls: WorldControls) -> None:
    controls.write(person(controls, "小美").row, "<b>早</b>")
    assert (lab.events[-1].message.text, len(lab.events)) == ("<b>早</b>", 1)
    assert lab.events[-1].reply_token


def test_a_sticker_goes_into_a_group(lab: Lab, controls: WorldControls) -> None:
    group = controls.look().groups[0]
    event = controls.send_sticker(person(controls, "小美").row, group.id)
    assert (event.message.type, event.source.group_id) == ("sticker", group.id)


def test_without_the_bot_in_the_group_there_is_no_event(controls: WorldControls) -> None:
    assert controls.write(person(controls, "小美").row, "早", controls.look().groups[1].id) is None


@pytest.mark.parametrize("words", ["", "  \n"])
def test_an_empty_text_is_not_sent(controls: WorldControls, words: str) -> None:
    with pytest.raises(LabError, match="還沒有輸入文字"):
        controls.write(person(controls, "小美").row, words)


def test_a_stranger_to_the_group_cannot_write_there(controls: WorldControls) -> None:
    with pytest.raises(LabError, match="不在這個群組"):
        controls.write(person(controls, "志明").row, "早", controls.look().groups[0].id)


def test_the_bot_is_invited_and_removed(controls: WorldControls) -> None:
    family = controls.look().groups[1].id
    assert controls.put_bot(family, True).type == "join"
    assert controls.put_bot(family, False).type == "leave"
    assert not controls.look().groups[1].bot_in


# The platform ---------------------------------------------------------------------------------------------------


def test_a_minute_ends_a_reply_token(lab: Lab, controls: WorldControls) -> None:
    token = controls.write(person(controls, "小美").row, "早").reply_token
    controls.advance(**CLOCK_STEPS["minute"])
    with pytest.raises(ApiException):
        lab.line_bot_api.reply_message(ReplyMessageRequest(reply_token=token, messages=MESSAGES))


def test_after_twenty_minutes_a_redelivery_no_longer_helps(controls: WorldControls) -> None:
    controls.write(person(controls, "小美").row, "早")
    controls.advance(**CLOCK_STEPS["minutes"])
    controls.redeliver()
    last = controls.look().last_event
    assert last is not None
    assert (last.again, last.token) == (True, "redelivery")


def test_after_a_day_a_retry_key_is_forgotten(lab: Lab, controls: WorldControls) -> None:
    push(lab, "小美", KEY)
    with pytest.raises(ApiException):
        push(lab, "小美", KEY)
    controls.advance(**CLOCK_STEPS["day"])
    push(lab, "小美", KEY)


def test_after_eight_days_a_push_no_longer_reaches_a_stranger_who_wrote(controls: WorldControls) -> None:
    controls.advance(**CLOCK_STEPS["days"])
    assert person(controls, "建宏").standing == "not_friend"


def test_a_plan_is_chosen_and_what_was_used_stays(controls: WorldControls) -> None:
    controls.set_used(150)
    controls.choose_plan("medium")
    quota = controls.look().quota
    assert (quota.plan.key, quota.limit, quota.used, quota.left) == ("medium", 3000, 150, 2850)


def test_more_may_be_used_than_there_is(lab: Lab, controls: WorldControls) -> None:
    controls.set_used(300)
    assert controls.look().quota.left == 0
    with pytest.raises(ApiException) as refused:
        push(lab, "小美")
    assert refused.value.status == 429


@pytest.mark.parametrize("key", FAULTS)
def test_the_next_answers_are_spoilt(lab: Lab, controls: WorldControls, key: str) -> None:
    controls.spoil(key, 2)
    assert controls.look().faults == ((Fault(*FAULTS[key]), 2),)
    with pytest.raises(Exception, match=r"500|429|[Rr]emote|Connection"):
        push(lab, "小美")
    assert (lab.last.outcome is not None) is key.endswith("after")


def test_faults_wait_in_order_and_are_cancelled_together(controls: WorldControls) -> None:
    controls.spoil("500_after", 1)
    controls.spoil("429", 2)
    assert controls.look().faults == ((Fault("500", "after"), 1), (Fault("429"), 2))
    controls.clear_faults()
    assert controls.look().faults == ()


@pytest.mark.parametrize("times", [0, FAULTS_MOST])
def test_no_more_faults_than_one_can_follow(controls: WorldControls, times: int) -> None:
    controls.spoil("429", 1)
    with pytest.raises(LabError, match="一次排太多了"):
        controls.spoil("429", times)


def test_a_redelivery_has_the_same_ids_and_revives_the_token(lab: Lab, controls: WorldControls) -> None:
    first = controls.write(person(controls, "小美").row, "早")
    controls.advance(minutes=2)
    again = controls.redeliver()
    assert (again.webhook_event_id, again.reply_token) == (first.webhook_event_id, first.reply_token)
    assert again.delivery_context.is_redelivery
    lab.line_bot_api.reply_message(ReplyMessageRequest(reply_token=again.reply_token, messages=MESSAGES))


def test_without_an_event_there_is_nothing_to_redeliver(controls: WorldControls) -> None:
    with pytest.raises(LabError, match="還沒有事件可以重送"):
        controls.redeliver()


def test_a_reset_brings_back_the_beginning(lab: Lab, controls: WorldControls) -> None:
    before, first_id = controls.look(), lab.friend("小美").send_text("早").webhook_event_id
    push(lab, "小美")
    controls.block(person(controls, "小美").row, True)
    controls.advance(days=8)
    controls.spoil("429", 1)
    controls.reset()
    assert controls.look() == before
    assert (len(lab.history), lab.session.exchanges.count, lab.events, lab.last_webhook) == (0, 0, [], None)
    assert lab.friend("小美").send_text("早").webhook_event_id == first_id


def test_the_sdk_goes_on_working_after_a_reset(lab: Lab, controls: WorldControls) -> None:
    controls.reset()
    push(lab, "小美")
    assert lab.last.number == 1


@pytest.mark.parametrize("change", ["choose_plan", "set_used", "spoil", "advance", "befriend", "reset", "clear_faults"])
def test_in_live_mode_nothing_is_changed(lab: Lab, controls: WorldControls, change: str) -> None:
    arguments = {"choose_plan": ("high",), "set_used": (5,), "spoil": ("429", 1), "befriend": (5, True)}
    before = controls.look()
    lab.session.connect(FakeLive(lab))
    with pytest.raises(LabError):
        getattr(controls, change)(*arguments.get(change, ()), **({"minutes": 1} if change == "advance" else {}))
    lab.session.connect()
    assert controls.look() == before
