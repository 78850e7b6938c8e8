import re
from dataclasses import replace
from html import unescape

import pytest
from linebot.v3.messaging import AudienceRecipient, NarrowcastRequest, ReplyMessageRequest, TextMessage

from helpers.explain.explanation import explain
from helpers.lab import Lab
from helpers.line import errors
from helpers.line.outcomes import Outcome, Reason
from helpers.panels.results.card import BODY_SHOWN, PEOPLE_SHOWN, Card
from helpers.session.exchange import Exchange
from helpers.text import LANGUAGES, texts
from tests.samples import (
    BROADCAST,
    MEI,
    MULTICAST,
    NARROWCAST,
    PUSH,
    RETRY_KEY,
    TING,
    exchange,
    outcome,
    person,
    refused,
)  # fmt: skip

ZH, EN = texts("zh-TW"), texts("en")
USED = errors.invalid_reply_token(errors.REPLY_TOKEN_USED)


def card(subject: Exchange | BaseException, lang: str = "zh-TW") -> Card:
    told = explain(subject, texts(lang))
    return Card(subject if isinstance(subject, Exchange) else None, told, texts(lang))


def html(subject: Exchange | BaseException, lang: str = "en") -> str:
    return card(subject, lang)._repr_html_()


def words(subject: Exchange | BaseException, lang: str = "en") -> str:
    """What is left when every style and tag is stripped, as GitHub does with the styles."""
    bare = re.sub(r"<style>.*?</style>", "", html(subject, lang))
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", bare)))


def six_messages() -> BaseException:
    with pytest.raises(ValueError, match="at most 5") as caught:
        ReplyMessageRequest(reply_token="a", messages=[TextMessage(text="a")] * 6)
    return caught.value


# The line -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "line"),
    [
        (exchange(outcome=outcome(MEI)), "POST /v2/bot/message/reply → 200 OK · 沒有人擋下 · 收到 1/1"),
        (
            exchange(MULTICAST, outcome=outcome(MEI, TING)),
            "POST /v2/bot/message/multicast → 200 OK · 沒有人擋下，但 1 人沒收到 · 收到 1/2",
        ),
        (refused(USED), "POST /v2/bot/message/reply → 400 Bad Request · LINE 伺服器擋下 · 回覆權杖已經用過"),
        (
            exchange(NARROWCAST, 202, outcome=outcome(person("小美", False, Reason.PENDING), pending=True)),
            "POST /v2/bot/message/narrowcast → 202 Accepted · 沒有人擋下 · 等待送出",
        ),
        (exchange(PUSH, None), "POST /v2/bot/message/push → 沒有回應 · 卡在網路 · 沒有等到回應"),
        (
            exchange("/v2/bot/followers/ids", method="GET", query="limit=2"),
            "GET /v2/bot/followers/ids?limit=2 → 200 OK · 沒有人擋下",
        ),
        (six_messages(), "沒有送出請求 · SDK 擋下 · messages 最多 5 個"),
        (ValueError("壞掉了"), "你的程式停下 · ValueError：壞掉了"),
    ],
)
def test_a_card_is_one_line_of_text(subject: Exchange | BaseException, line: str) -> None:
    assert repr(card(subject)) == line


def test_the_line_is_in_the_readers_language() -> None:
    line = "POST /v2/bot/message/reply → 200 OK · nobody stopped it · received 1/1"
    assert repr(card(exchange(outcome=outcome(MEI)), "en")) == line


def test_the_line_of_a_failure_that_was_accepted_all_the_same_says_who_received_it() -> None:
    assert repr(card(exchange(PUSH, None, outcome=outcome(MEI)), "en")).endswith("No answer came; received 1/1")


# The screen ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "subject",
    [exchange(outcome=outcome(MEI, TING)), refused(USED), exchange(PUSH, None), six_messages(), ValueError("x")],
    ids=["accepted", "refused", "no answer", "sdk", "python"],
)
def test_a_card_says_who_stopped_it_what_it_means_and_what_to_do(subject: Exchange | BaseException, lang: str) -> None:
    told = explain(subject, texts(lang))
    shown = words(subject, lang)
    for text in (texts(lang)(f"stopped.{told.stopped_by}"), told.title, told.meaning, told.todo):
        assert all(part.strip() in shown for part in text.split("`"))


def test_the_way_of_a_refused_request_ends_at_line() -> None:
    assert re.findall(r'<li class="(lab-\w+)">', html(refused(USED))) == ["lab-good", "lab-bad", "lab-off"]


def test_the_way_of_six_messages_ends_on_this_computer() -> None:
    assert re.findall(r'<li class="(lab-\w+)">', html(six_messages())) == ["lab-bad", "lab-off", "lab-off"]


def test_each_station_says_its_state_in_words() -> None:
    shown = words(refused(USED))
    assert "SDK on your computer sent" in shown
    assert "LINE server refused 400" in shown
    assert "The people not reached" in shown


def test_a_question_has_no_people_at_the_end_of_its_way() -> None:
    shown = words(exchange("/v2/bot/message/quota", method="GET"))
    assert "Your program got the answer" in shown
    assert "The people" not in shown


def test_an_error_of_the_learners_own_program_draws_no_way() -> None:
    assert 'lab-path"' not in html(ValueError("x"))


def test_a_refusal_also_says_what_its_status_means_in_general() -> None:
    assert "400 Bad Request Something in the request is wrong" in words(refused(USED))


def test_a_card_links_to_the_page_of_the_rule() -> None:
    assert f'href="{errors.REPLY_TOKEN_USED.reference}"' in html(refused(USED))


@pytest.mark.parametrize(
    ("error", "marked"),
    [
        (errors.retry_key_unsupported(), "LINE does not specify this"),
        (errors.push_to_self(), "Seen on real servers"),
        (errors.multicast_to_invalid(0, errors.MULTICAST_TO_UNKNOWN), "disagree"),
    ],
)
def test_what_line_does_not_settle_is_marked(error: errors.LineError, marked: str) -> None:
    assert marked in words(refused(error))


def test_what_line_documents_needs_no_mark() -> None:
    assert 'lab-mark"' not in html(refused(USED))


def test_the_card_is_announced_to_screen_readers() -> None:
    assert 'role="status" aria-live="polite"' in html(refused(USED))


def test_the_heading_stays_out_of_the_table_of_contents() -> None:
    assert '<h4 class="lab-title jp-toc-ignore tocSkip">' in html(refused(USED))


def test_what_only_the_lab_knows_is_said_as_such() -> None:
    shown = words(refused(errors.internal_error(), PUSH, outcome=outcome(MEI)))
    assert f"What really happened {EN('note.accepted_anyway')}" in shown
    assert "What is wrong" not in shown


# Who received it ----------------------------------------------------------------------------------------------------


def test_each_person_is_a_row_with_result_and_reason_in_words() -> None:
    shown = html(exchange(MULTICAST, outcome=outcome(MEI, TING)))
    assert (
        '<th scope="row">Mei (小美)</th><td><span class="lab-good">✓ received</span></td><td>is a friend</td>' in shown
    )
    assert (
        '<th scope="row">Ting (雅婷)</th><td><span class="lab-bad">✕ not received</span></td>'
        "<td>blocked the account</td>" in shown
    )


def test_people_without_a_name_are_counted() -> None:
    assert "5,000 more ✓ received not listed by name" in words(exchange(BROADCAST, outcome=outcome(MEI, crowd=5000)))


def test_of_many_people_those_who_missed_it_are_named_first() -> None:
    many = outcome(*[replace(MEI, name=f"friend {i}") for i in range(30)], TING)
    shown = html(exchange(MULTICAST, outcome=many))
    assert shown.index("雅婷") < shown.index("friend 0")
    assert len(re.findall(r'<tr><th scope="row">friend', shown)) == PEOPLE_SHOWN - 1
    assert "11 more" in shown


def test_those_who_missed_it_beyond_the_named_are_counted_too() -> None:
    many = outcome(*[replace(TING, name=f"gone {i}") for i in range(25)])
    assert "5 more ✕ not received" in words(exchange(MULTICAST, outcome=many))


def test_the_charge_is_said() -> None:
    assert "counted toward the monthly quota: 3" in words(exchange(PUSH, outcome=outcome(MEI, charged=3)))


def test_a_free_reply_says_that_it_is_free() -> None:
    assert "not counted toward the monthly quota" in words(exchange(outcome=outcome(MEI)))


def test_a_pending_send_counts_nothing_yet() -> None:
    pending = Outcome((person("小美", False, Reason.PENDING),), 0, 1, 0, pending=True)
    shown = words(exchange(NARROWCAST, 202, outcome=pending))
    assert "… waiting" in shown
    assert "counted once it is sent" in shown


def test_a_narrowcast_that_failed_later_does_not_send_you_to_the_people_for_the_reason() -> None:
    with Lab("shop", "inproc", "en") as lab:
        few = AudienceRecipient(audience_group_id=lab.shared_audience("Mei"))
        request = NarrowcastRequest(messages=[TextMessage(text="hi")], recipient=few)
        lab.line_bot_api.narrowcast(request)
        lab.clock.advance(seconds=10)
        assert "202 Accepted · accepted by LINE, failed later" in repr(lab.show())
        assert lab.show().explanation.key == "ok.failed"


def test_a_card_without_an_outcome_claims_nothing_about_people() -> None:
    assert "Who received it" not in words(exchange(PUSH))


# On the wire --------------------------------------------------------------------------------------------------------


def test_the_body_of_a_refusal_stands_open() -> None:
    assert re.findall(r"<details( open)?>", html(refused(USED))) == ["", " open", ""]  # in the fold


def test_chinese_in_a_body_is_readable() -> None:
    assert "你好" in html(exchange())


def test_the_headers_worth_reading_are_shown_and_explained() -> None:
    shown = words(exchange(PUSH, headers={"x-line-retry-key": RETRY_KEY}))
    assert "x-line-request-id 0b1c-request this request" in shown
    assert f"x-line-retry-key {RETRY_KEY}" in shown
    assert "user-agent" not in shown


def test_a_token_is_masked_even_when_it_comes_unmasked() -> None:
    shown = html(exchange(headers={"authorization": "Bearer practice-secret"}))
    assert "practice-secret" not in shown
    assert "Bearer ••••" in shown


def test_a_body_that_is_not_json_is_shown_as_it_is() -> None:
    assert "oops &lt;b&gt;" in html(replace(exchange(), request_body="oops <b>"))


def test_an_empty_body_says_so() -> None:
    assert "(empty)" in html(replace(exchange(method="GET"), request_body=""))


def test_a_long_body_is_cut() -> None:
    long = replace(exchange(), request_body="x" * (BODY_SHOWN + 7))
    assert "… and 7 more characters" in html(long)


def test_without_an_answer_only_the_request_is_shown() -> None:
    assert "Response" not in words(exchange(PUSH, None))


# What a card must never do ------------------------------------------------------------------------------------------


def test_what_others_wrote_is_shown_and_never_obeyed() -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    hostile = replace(
        exchange(f"/v2/bot/{evil}", 400, {"message": evil, "details": [{"message": evil, "property": evil}]}),
        query=evil,
        request_headers={"x-line-retry-key": evil},
        response_headers={"x-line-request-id": evil},
        outcome=outcome(person(evil, True, Reason.FRIEND)),
    )
    shown = html(hostile)
    assert "<script" not in shown
    assert "<img" not in shown
    assert shown.count("&lt;script&gt;") >= 5


def test_hostile_text_in_an_exception_is_escaped() -> None:
    assert "<b>x" not in html(ValueError("<b>x</b>"))


@pytest.mark.parametrize("subject", [refused(USED), exchange(outcome=outcome(MEI))], ids=["refused", "accepted"])
def test_a_card_is_the_same_every_time(subject: Exchange) -> None:
    again = replace(subject)
    assert html(subject) == html(again)
    assert re.findall(r"0x[0-9a-f]{6}|127\.0\.0\.1| id=", html(subject)) == []


def test_a_card_is_small_and_tells_a_problem_once() -> None:
    details = [errors.Detail("May not be empty", "messages[0].text")] * 5  # how long it takes is in tests/bench
    shown = re.sub(r"<style>.*?</style>", "", html(refused(errors.body_invalid(details))))
    assert len(shown) < 10_000 and shown.count("may not be empty") == 2  # at a glance, and below


def test_the_fold_says_what_it_holds() -> None:
    sent = html(refused(USED, PUSH))
    assert "<summary>Details: what it means, who received it, request and response</summary>" in sent
    error = card(SyntaxError("invalid syntax"), "en")
    assert "<summary>Details: what it means</summary>" in error._repr_html_()
    traced = replace(error, trace="Traceback")._repr_html_()
    assert "<summary>Details: what it means, and the traceback</summary>" in traced


def test_every_tag_is_closed() -> None:
    shown = re.sub(r"<style>.*?</style>", "", html(refused(USED, PUSH, outcome=outcome(MEI, TING))))
    opened = re.findall(r"<(\w+)[^>]*>", shown)
    assert sorted(opened) == sorted(re.findall(r"</(\w+)>", shown))


def test_a_key_that_was_accepted_before_is_shown_as_done() -> None:
    shown = html(refused(errors.retry_key_accepted("id", ()), PUSH))
    assert 'class="lab-bad"' not in shown and "already accepted 409" in shown
    assert "<b>Nobody: LINE had already accepted it</b>" in shown
    assert "already accepted, not sent again" in repr(card(refused(errors.retry_key_accepted("id", ()), PUSH), "en"))


def test_an_internal_error_is_no_refusal() -> None:
    assert "had an error 500" in html(refused(errors.internal_error(), PUSH))
    assert "the LINE server had an error" in repr(card(refused(errors.internal_error(), PUSH), "en"))


def test_a_narrowcast_that_failed_was_stopped_by_line_later() -> None:
    failed = Outcome((person("小美", False, Reason.CANCELLED),), 0, 1, 0, error_code=2)
    assert "<b>LINE, but only later</b>" in html(exchange(NARROWCAST, 202, outcome=failed))


def test_who_was_never_addressed_did_not_miss_it() -> None:
    people = (person("小美", True, Reason.FRIEND), person("雅婷", False, Reason.NOT_MATCHED))
    shown = html(exchange(NARROWCAST, 202, outcome=Outcome(people, 1, 1, 1)))
    assert '<span class="lab-off">– not addressed</span>' in shown and "✕ not received" not in shown


def test_of_many_ids_those_that_are_nobodys_come_last() -> None:
    unknown = [person("?", False, Reason.UNKNOWN_ID) for _ in range(PEOPLE_SHOWN)]
    shown = words(exchange(PUSH, outcome=outcome(*unknown, MEI, TING)))
    assert "Mei" in shown and "Ting" in shown
