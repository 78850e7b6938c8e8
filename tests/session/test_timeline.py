"""Events and requests in one line, in the order in which they happened."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from linebot.v3.messaging import (
    ApiException,
    BroadcastRequest,
    NarrowcastRequest,
    PushMessageRequest,
    ReplyMessageRequest,
    TextMessage,
)

from helpers import open_lab
from helpers.lab import Lab
from helpers.line.webhook_request import WebhookRequest
from helpers.session.timeline import Event, Heard, Request, TimelineStep, event_now, steps


@pytest.fixture
def lab() -> Iterator[Lab]:
    with open_lab(transport="inproc") as lab:
        yield lab


def happened(lab: Lab) -> list[TimelineStep]:
    return steps(lab.platform, lab.session.event_log, lab.history)


def newest(lab: Lab) -> Event:
    step = happened(lab)[0]
    assert isinstance(step, Event)
    return step


def reply(lab: Lab, token: str) -> None:
    lab.line_bot_api.reply_message(ReplyMessageRequest(reply_token=token, messages=[TextMessage(text="hi")]))


def names(lab: Lab) -> list[str]:
    return [step.kind if isinstance(step, Event) else step.exchange.path.rsplit("/", 1)[1] for step in happened(lab)]


def test_nothing_happened_at_first(lab: Lab) -> None:
    assert happened(lab) == []


def test_the_newest_comes_first_though_the_clock_stands_still(lab: Lab) -> None:
    reply(lab, lab.friend("小美").send_text("一").reply_token)
    lab.friend("小美").send_text("二")
    reply(lab, lab.friend("阿凱").send_text("三").reply_token)
    assert names(lab) == ["reply", "message", "message", "reply", "message"]


def test_an_event_after_the_last_request_stands_above_it(lab: Lab) -> None:
    lab.line_bot_api.broadcast(BroadcastRequest(messages=[TextMessage(text="hi")]))
    lab.friend("雅婷").unblock()
    assert names(lab) == ["follow", "broadcast"]


def test_a_request_line_refused_is_there_too(lab: Lab) -> None:
    with pytest.raises(ApiException):
        reply(lab, "no such token")
    assert isinstance(happened(lab)[0], Request)


def test_an_event_says_who_did_it_and_when(lab: Lab) -> None:
    lab.clock.advance(minutes=5)
    lab.friend("小美").send_text("你好")
    event = newest(lab)
    assert (event.who, event.chat, event.kind, f"{event.at:%H:%M}") == (("小美",), "", "message", "10:05")


def test_an_event_of_a_group_names_the_group(lab: Lab) -> None:
    lab.group("同學會").says("阿凱", "晚上吃什麼")
    assert (newest(lab).who, newest(lab).chat) == (("阿凱",), "同學會")


def test_who_joined_is_named_by_the_event_itself(lab: Lab) -> None:
    lab.group("同學會").join("志明")
    assert newest(lab).who == ("志明",)


def test_what_happens_to_the_bot_names_nobody(lab: Lab) -> None:
    lab.group("家族群組").invite()
    assert (newest(lab).who, newest(lab).chat) == ((), "家族群組")


def test_what_the_bot_is_not_told_is_not_there(lab: Lab) -> None:
    lab.friend("志明").leave()
    lab.group("家族群組").says("小美", "機器人不在")
    assert happened(lab) == []


def test_a_reply_token_is_worth_what_it_is_worth_now(lab: Lab) -> None:
    event = lab.friend("小美").send_text("你好")
    assert newest(lab).token == "unused"
    lab.clock.advance(seconds=60)
    assert newest(lab).token == "expired"
    lab.platform.reply_tokens.use(event.reply_token)
    assert newest(lab).token == "used"


def test_an_event_without_a_reply_token_says_so(lab: Lab) -> None:
    lab.friend("小美").block()
    assert newest(lab).token is None


def test_a_redelivery_stands_for_itself(lab: Lab) -> None:
    lab.friend("小美").send_text("你好")
    first = lab.session.event_log.newest
    assert first is not None
    lab.platform.webhooks.redeliver(first.request, lab.platform.now())
    assert [(step.kind, step.again) for step in happened(lab) if isinstance(step, Event)] == [
        ("message", True),
        ("message", False),
    ]


def test_events_that_came_in_one_webhook_all_stand_there(lab: Lab) -> None:
    with lab.platform.webhooks.batch():
        lab.friend("小美").send_text("一")
        lab.friend("阿凱").send_text("二")
    assert [step.who for step in happened(lab) if isinstance(step, Event)] == [("阿凱",), ("小美",)]


def test_a_narrowcast_is_told_with_what_has_become_of_it(lab: Lab) -> None:
    lab.line_bot_api.narrowcast(NarrowcastRequest(messages=[TextMessage(text="hi")]))
    lab.clock.advance(minutes=10)
    step = happened(lab)[0]
    assert isinstance(step, Request)
    assert step.exchange.outcome is not None
    assert not step.exchange.outcome.pending


def test_a_reset_forgets_it_all(lab: Lab) -> None:
    lab.friend("小美").send_text("你好")
    reply(lab, lab.events[-1].reply_token)
    lab.reset()
    assert happened(lab) == []
    lab.friend("小美").send_text("again")
    assert names(lab) == ["message"]


def test_the_log_goes_on_listening_after_a_reset(lab: Lab) -> None:
    lab.reset()
    lab.friend("小美").send_text("你好")
    assert newest(lab).token == "unused"


def test_an_event_of_line_itself_has_lines_own_time_and_no_name(lab: Lab) -> None:
    source = {"type": "user", "userId": "U" + "a" * 32}
    event = {"type": "message", "timestamp": 1_700_000_000_000, "source": source, "replyToken": "t"}
    lab.session.event_log.take_live(WebhookRequest(json.dumps({"events": [event]}).encode(), "signature"))
    step = newest(lab)
    assert (step.who, step.token, f"{step.at:%Y}") == ((), "live", "2023")
    assert lab.session.event_log.newest is None


def test_an_event_that_lacks_everything_breaks_nothing(lab: Lab) -> None:
    heard = Heard(lab.clock.now(), 0, {}, WebhookRequest(b"{}", ""))
    event = event_now(lab.platform, heard)
    assert (event.who, event.chat, event.kind, event.token, event.again) == ((), "", "", None, False)


def test_pushes_and_events_of_others_keep_their_places(lab: Lab) -> None:
    user_id = lab.friend("小美").user_id
    for number in range(3):
        lab.friend("阿凱").send_text(str(number))
        lab.line_bot_api.push_message(PushMessageRequest(to=user_id, messages=[TextMessage(text=str(number))]))
    assert names(lab) == ["push", "message"] * 3
