from contextlib import suppress
from dataclasses import replace

from linebot.v3.messaging import ApiException, PushMessageRequest, TextMessage

from helpers import open_lab
from helpers.line import errors
from helpers.panels.results.history import ROWS_SHOWN, History
from helpers.text import texts
from tests.samples import BROADCAST, MEI, MULTICAST, PUSH, REPLY, TING, exchange, outcome, refused

ZH, EN = texts("zh-TW"), texts("en")
SENT = exchange(MULTICAST, outcome=outcome(MEI, TING))
REFUSED = replace(refused(errors.invalid_reply_token(errors.REPLY_TOKEN_USED)), number=2)


def test_the_newest_exchange_comes_first() -> None:
    assert History([REFUSED, SENT], EN)[0] is REFUSED


def test_a_slice_is_a_shorter_history() -> None:
    assert list(History([REFUSED, SENT], EN)[1:]) == [SENT]


def test_a_history_is_a_sequence() -> None:
    history = History([REFUSED, SENT], EN)
    assert (len(history), list(history), SENT in history) == (2, [REFUSED, SENT], True)


def test_the_line_counts_and_names_the_newest() -> None:
    assert repr(History([SENT], ZH)) == (
        "1 次請求，最新：POST /v2/bot/message/multicast → 200 OK · 沒有人擋下，但 1 人沒收到 · 收到 1/2"
    )


def test_an_empty_history_says_so() -> None:
    assert repr(History([], EN)) == "no requests yet"
    assert "No requests yet." in History([], EN)._repr_html_()


def test_a_row_says_when_what_and_who_stopped_it() -> None:
    html = History([REFUSED], EN)._repr_html_()
    assert '<th scope="row">2</th><td>10:00:00</td><td><code>reply</code></td>' in html
    assert "400 Bad Request</span></td><td>stopped by the LINE server</td><td></td>" in html


def test_a_500_after_acceptance_is_not_called_stopped() -> None:
    html = History([refused(errors.internal_error(), PUSH, outcome=outcome(MEI))], EN)._repr_html_()
    assert "<td>LINE failed, but did accept it</td><td>received 1/1; not counted</td>" in html


def test_a_request_without_an_answer_says_so() -> None:
    assert "No answer" in History([exchange(REPLY, None)], EN)._repr_html_()


def test_older_exchanges_are_counted() -> None:
    html = History([SENT] * (ROWS_SHOWN + 4), EN)._repr_html_()
    assert html.count('<th scope="row">') == ROWS_SHOWN
    assert "Earlier requests not listed: 4." in html


def test_a_path_is_never_obeyed() -> None:
    assert "<script" not in History([exchange("/<script>")], EN)._repr_html_()


def test_a_row_says_to_whom_and_what() -> None:
    html = History([SENT], EN)._repr_html_()
    assert "<td><code>multicast</code></td><td>Mei (小美), Ting (雅婷)</td><td>你好</td>" in html


def test_many_recipients_and_messages_are_counted() -> None:
    messages = [{"type": "sticker"}, {"type": "text", "text": "a"}]
    refused_ids = exchange(MULTICAST, 400, request={"to": ["U1"] * 9, "messages": messages})
    assert "<td>9 ids</td><td>Sticker +1</td>" in History([refused_ids], EN)._repr_html_()
    assert "<td>所有好友</td>" in History([exchange(BROADCAST)], ZH)._repr_html_()


def test_a_row_says_what_it_took_of_the_months_messages() -> None:
    free = exchange(REPLY, outcome=replace(outcome(MEI), charged=0))
    assert "<td>收到 1/1；不計則數</td>" in History([free], ZH)._repr_html_()
    waiting = exchange(BROADCAST, 202, outcome=replace(outcome(MEI), pending=True))
    assert "counted" not in History([waiting], EN)._repr_html_()


def test_even_a_refused_send_names_whom_it_was_for() -> None:
    with open_lab(transport="inproc", lang="zh-TW") as lab:
        group = lab.group("同學會").group_id
        for to in (lab.friend("小美").user_id, group, "U" + "f" * 32):
            lab.fault("500")
            with suppress(ApiException):
                lab.line_bot_api.push_message(PushMessageRequest(to=to, messages=[TextMessage(text="hi")]))
        html = lab.history._repr_html_()
    assert "<td>小美</td>" in html
    assert "<td>同學會</td>" in html
    assert f"<td>U{'f' * 15}…</td>" in html


def test_a_key_that_was_accepted_before_is_no_failure() -> None:
    assert "lab-good" in History([refused(errors.retry_key_accepted("id", ()), PUSH)], EN)._repr_html_()


def test_what_is_sent_is_never_obeyed() -> None:
    html = History([exchange(PUSH, request={"to": "<b>", "messages": [{"type": "<i>"}]})], EN)._repr_html_()
    assert "<b>" not in html and "<i>" not in html.replace("<i aria", "")


def test_a_lookup_is_named_by_the_sdks_method() -> None:
    lookups = [
        ("GET", "/v2/bot/profile/U2bced32b4161bc2344416c9359d96066", "get_profile"),
        ("GET", "/v2/bot/message/quota", "get_message_quota"),
        ("POST", "/v2/bot/message/validate/push", "validate_push"),
        ("GET", "/nowhere", "GET /nowhere"),
    ]
    for method, path, name in lookups:
        html = History([replace(SENT, method=method, path=path)], EN)._repr_html_()
        assert f"<td><code>{name}</code></td>" in html
