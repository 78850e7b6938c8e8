"""The timeline as HTML and as one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from linebot.v3.messaging import ApiException, MulticastRequest, PushMessageRequest, ReplyMessageRequest, TextMessage

from helpers import open_lab
from helpers.lab import Lab
from helpers.line.faults import Fault
from helpers.panels.results.timeline import NAMES_SHOWN, STEPS_SHOWN, Timeline
from helpers.session.exchange import Exchange
from helpers.session.timeline import Request
from helpers.text import texts
from tests.samples import NARROWCAST, PUSH, TEN, exchange, outcome, person
from tests.samples import Reason as Why

ZH, EN = texts("zh-TW"), texts("en")


@pytest.fixture
def lab() -> Iterator[Lab]:
    with open_lab(transport="inproc", lang="en") as lab:
        yield lab


def plain(lab: Lab) -> str:
    return rows(lab.timeline())


def rows(timeline: Timeline) -> str:
    """The timeline's rows as text, cells apart by |."""
    html = timeline._repr_html_().partition("<tbody>")[2]
    cells = re.sub(r"</t[dh]>", " | ", html).replace("</tr>", "\n")
    return "\n".join(" ".join(re.sub(r"<[^>]+>", "", row).split()) for row in cells.splitlines())


def send(lab: Lab, *names: str, text: str = "hi") -> None:
    to = [lab.friend(name).user_id for name in names]
    lab.line_bot_api.multicast(MulticastRequest(to=to, messages=[TextMessage(text=text)]))


def test_nothing_has_happened_yet(lab: Lab) -> None:
    assert repr(lab.timeline()) == "nothing has happened yet"
    assert "Nothing has happened yet." in lab.timeline()._repr_html_()


def test_a_line_of_text_counts_and_names_the_newest(lab: Lab) -> None:
    lab.friend("小美").send_text("Hello")
    assert repr(lab.timeline()) == "steps: 1, newest at 10:00:00: Mei (小美): “Hello”"
    send(lab, "小美")
    assert repr(lab.timeline()) == "steps: 2, newest at 10:00:00: multicast · hi → 200 OK"


def test_an_event_goes_from_people_over_line_to_the_bot(lab: Lab) -> None:
    lab.friend("小美").send_text("Hello")
    assert "10:00:00 | Mei (小美) “Hello” | → message event → | reply token is good |" in plain(lab)


def test_a_send_goes_from_the_bot_over_line_to_the_people(lab: Lab) -> None:
    send(lab, "小美", "雅婷")
    assert "10:00:00 | received 1/2 Mei (小美) not received: Ting (雅婷) | ← 200 OK ← | multicast · hi |" in plain(lab)


def test_a_refusal_ends_at_line(lab: Lab) -> None:
    with suppress(ApiException):
        request = ReplyMessageRequest(reply_token="none", messages=[TextMessage(text="hi")])
        lab.line_bot_api.reply_message(request)
    assert "not reached | ✕ 400 Bad Request" in plain(lab)


def test_a_send_that_nobody_received_ends_at_line_too(lab: Lab) -> None:
    send(lab, "雅婷")
    assert "received 0/1 not received: Ting (雅婷) | ✕ 200 OK ←" in plain(lab)


def test_a_question_comes_back_to_the_bot(lab: Lab) -> None:
    lab.line_bot_api.get_message_quota()
    assert "10:00:00 | | 200 OK ⇄ | GET /v2/bot/message/quota |" in plain(lab)


def test_an_answer_that_was_lost_though_line_accepted_is_a_warning(lab: Lab) -> None:
    lab.platform.faults.add(Fault("500", "after"))
    with suppress(ApiException):
        send(lab, "小美")
    assert '<span class="lab-warn">500 Internal Server Error</span>' in lab.timeline()._repr_html_()


def test_a_narrowcast_on_its_way_says_so(lab: Lab) -> None:
    pending = exchange("/v2/bot/message/narrowcast", 202, outcome=outcome(pending=True))
    assert "waiting" in Timeline([Request(TEN, pending)], EN)._repr_html_()


def test_time_that_went_by_is_said_between_the_steps(lab: Lab) -> None:
    lab.friend("小美").send_text("one")
    lab.clock.advance(days=1, minutes=5)
    lab.friend("小美").send_text("two")
    assert [line for line in plain(lab).splitlines() if "|" in line and ":" not in line] == [
        "Tue 3 Nov |",
        "1 d 5 min passed |",
        "Mon 2 Nov |",
    ]


def test_seconds_go_without_saying(lab: Lab) -> None:
    lab.friend("小美").send_text("one")
    lab.clock.advance(seconds=59)
    lab.friend("小美").send_text("two")
    assert "passed" not in plain(lab)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda lab: lab.friend("怡君").follow(), "Jun (怡君) added the account as a friend | → follow event"),
        (lambda lab: lab.friend("雅婷").unblock(), "Ting (雅婷) unblocked the account | → follow event"),
        (
            lambda lab: lab.friend("小美").block(),
            "blocked the account | → unfollow event → | no reply token",
        ),
        (lambda lab: lab.friend("小美").send_sticker(), "Mei (小美) sent: Sticker | → message event"),
        (lambda lab: lab.friend("小美").tap("a=1"), "tapped a button: “a=1” | → postback event"),
        (lambda lab: lab.group("家族群組").invite(), "Family (家族群組) invited the bot | → join event"),
        (lambda lab: lab.group("同學會").remove(), "Class reunion (同學會) removed the bot | → leave event"),
        (lambda lab: lab.group("同學會").join("志明"), "Ming (志明) joined in Class reunion (同學會)"),
        (lambda lab: lab.group("同學會").says("小美", "hi"), "Mei (小美) “hi” in Class reunion (同學會)"),
    ],
)
def test_what_people_do_is_said_in_words(lab: Lab, act: object, words: str) -> None:
    act(lab)  # type: ignore[operator]
    assert words in plain(lab)


def test_an_event_of_a_kind_the_texts_do_not_know_is_still_told(lab: Lab) -> None:
    with lab.session.person_actions() as people:
        people.beacon(lab.session.row("小美"), "abc")
    assert "did something else | → beacon event" in plain(lab)


def test_a_redelivery_says_so(lab: Lab) -> None:
    lab.friend("小美").send_text("Hello")
    newest = lab.session.event_log.newest
    assert newest is not None
    lab.platform.webhooks.redeliver(newest.request, lab.platform.now())
    assert "→ message event (redelivered) →" in plain(lab)


def test_of_many_who_received_it_a_few_are_named() -> None:
    reached = [person(f"P{number}", True, Why.FRIEND) for number in range(NAMES_SHOWN + 1)]
    html = Timeline([Request(TEN, exchange(PUSH, outcome=outcome(*reached)))], EN)._repr_html_()
    assert "P0, P1, P2 and others" in html
    assert "P3" not in html


def test_of_many_who_missed_it_a_few_are_named() -> None:
    missed = [person(f"P{number}", False, Why.BLOCKED) for number in range(NAMES_SHOWN + 2)]
    html = Timeline([Request(TEN, exchange(PUSH, outcome=outcome(*missed)))], EN)._repr_html_()
    assert "not received: P0, P1, P2 and others, 5 in all" in html


def test_who_was_not_meant_to_receive_it_has_not_missed_it() -> None:
    blocked, other = person("Ann", False, Why.BLOCKED), person("Kai", False, Why.NOT_MATCHED)
    told = replace(outcome(person("Mei", True, Why.FRIEND), blocked, other), targeted=2)
    html = Timeline([Request(TEN, exchange(NARROWCAST, outcome=told))], EN)._repr_html_()
    assert "not received: Ann<" in html
    everyone = replace(told, received=1, targeted=1)
    html = Timeline([Request(TEN, exchange(NARROWCAST, outcome=everyone))], EN)._repr_html_()
    assert "Mei" in html and "not received" not in html


def test_what_people_write_is_never_obeyed(lab: Lab) -> None:
    lab.friend("小美").send_text("<script>alert(1)</script>`x`")
    send(lab, "小美", text="<img src=x onerror=alert(1)>")
    html = lab.timeline()._repr_html_()
    assert "<script" not in html
    assert "<img" not in html


def test_earlier_steps_are_counted() -> None:
    steps = [Request(TEN, replace(exchange(PUSH), number=n)) for n in range(STEPS_SHOWN + 4)]
    html = Timeline(steps, EN)._repr_html_()
    assert html.count('<th scope="row">') == STEPS_SHOWN
    assert "Earlier steps not listed: 4." in html


def test_the_same_happenings_give_the_same_html() -> None:
    def story() -> str:
        with open_lab(transport="inproc") as lab:
            event = lab.friend("小美").send_text("你好")
            lab.clock.advance(seconds=61)
            with suppress(ApiException):
                request = ReplyMessageRequest(reply_token=event.reply_token, messages=[TextMessage(text="hi")])
                lab.line_bot_api.reply_message(request)
            lab.line_bot_api.push_message(
                PushMessageRequest(to=lab.friend("小美").user_id, messages=[TextMessage(text="hi")])
            )
            return lab.timeline()._repr_html_()

    assert story() == story()


def test_with_every_style_stripped_it_is_a_table_with_headers(lab: Lab) -> None:
    lab.friend("小美").send_text("Hello")
    html = lab.timeline()._repr_html_()
    assert "<caption>What happened (newest first)</caption>" in html
    assert html.count('<th scope="col">') == 4


def test_under_a_heading_it_does_not_repeat_its_title(lab: Lab) -> None:
    lab.friend("小美").send_text("Hello")
    assert "<caption>" not in lab.timeline().html(titled=True)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (replace(exchange(PUSH), live=True), "cannot be seen here | ? 200 OK ←"),
        (replace(exchange(PUSH, status=None), live=True), "not known | ? No answer"),
        (exchange(NARROWCAST, status=202, outcome=outcome(pending=True)), "waiting to be sent | … 202 Accepted ←"),
    ],
)
def test_what_is_not_known_or_not_over_is_no_refusal(sent: Exchange, said: str) -> None:
    assert said in rows(Timeline([Request(TEN, sent)], EN))


def test_nobody_real_is_named() -> None:
    user_id = "U" + "a" * 32
    live = replace(exchange(f"/v2/bot/profile/{user_id}", method="GET"), live=True)
    assert user_id not in Timeline([Request(TEN, live)], EN)._repr_html_()
    assert user_id not in repr(Timeline([Request(TEN, live)], EN))


def test_a_clock_that_went_back_by_a_reset_breaks_nothing() -> None:
    steps = [Request(TEN, exchange(PUSH)), Request(TEN + timedelta(days=1), exchange(PUSH))]
    assert "passed" not in Timeline(steps, EN)._repr_html_()
