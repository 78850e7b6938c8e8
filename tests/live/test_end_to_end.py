"""The whole live path against a separately started platform as "LINE": real HTTP both ways, webhooks and faults."""

import http.client
import io
import json
import logging
import traceback
import types
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import urllib3
from linebot.v3 import messaging
from linebot.v3.messaging import (
    BroadcastRequest,
    MulticastRequest,
    NarrowcastRequest,
    PushMessageRequest,
    ReplyMessageRequest,
    TextMessage,
)
from linebot.v3.messaging.exceptions import ApiException, ForbiddenException, UnauthorizedException

from helpers.codegen.snippets import CODE_LANGUAGES, code
from helpers.errors import LabError
from helpers.explain.explanation import explain
from helpers.lab import Lab, open_lab
from helpers.line.webhook_request import WebhookRequest, sign
from helpers.live.live_session import KEY_PREFIX
from helpers.panels.builder.consent_field import ConsentField
from helpers.redaction import Secret
from helpers.session.draft import Draft
from helpers.stub.webhooks.bots import UrlBot
from helpers.stub.world.ids import Ids
from helpers.stub.world.worlds import CLASSROOM
from tests.live.lab import BASIC_ID, allowed, configure, hurry, line, opened
from tests.live.line import GROUP, ME, OTHER, SECRET, THIRD, TOKEN, Naps, Tunnel
from tests.stub.standalone import Standalone

pytestmark = pytest.mark.slow

Send = Callable[[], Any]


@pytest.fixture(scope="module")
def platform() -> Iterator[Standalone]:
    with line() as started:
        yield started


@pytest.fixture
def real(platform: Standalone) -> Standalone:
    """The platform as new."""
    platform.lab("reset", {})
    platform.lab("webhook", {"url": "", "active": True, "redelivery": False})
    urllib3.request("DELETE", f"{platform.ready['control']}faults")
    return platform


@pytest.fixture
def tunnel(real: Standalone) -> Iterator[Tunnel]:
    with Tunnel(int(real.url.rpartition(":")[2])) as tunnel:
        yield tunnel


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> Naps:
    return hurry(monkeypatch, read_seconds=1.0)


@pytest.fixture
def lab(real: Standalone, naps: Naps, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lab]:
    configure(monkeypatch, real.url)
    with open_lab(lang="en") as lab:
        yield opened(lab)


def texts_of(*words: str) -> list[TextMessage]:
    return [TextMessage(text=word) for word in words or ("hi",)]


def push(lab: Lab, to: str = ME, text: str = "hi", **more: Any) -> Any:
    return lab.line_bot_api.push_message_with_http_info(PushMessageRequest(to=to, messages=texts_of(text)), **more)


def broadcast(lab: Lab) -> Any:
    return lab.line_bot_api.broadcast_with_http_info(BroadcastRequest(messages=texts_of("to all")))


def sent(real: Standalone, path: str) -> int:
    """How many requests to a path "LINE" saw, accepted or not."""
    return sum(entry.get("path") == path for entry in real.lab("log?limit=1000")["log"])


def held(send: Send) -> ApiException:
    with pytest.raises(ApiException) as caught:
        send()
    assert caught.value.status == 428
    return caught.value


# Going live -----------------------------------------------------------------------------------------------------------


def test_the_same_client_goes_live_and_comes_back(lab: Lab, real: Standalone) -> None:
    api = lab.line_bot_api
    assert push(lab).status_code == 200
    assert real.texts("小美") == ["hi"]
    lab.go_practice()
    api.push_message(PushMessageRequest(to=ME, messages=texts_of("practice")))
    assert (lab.mode, real.texts("小美")) == ("practice", ["hi"])
    assert "practice" in lab.phones("小美")._repr_html_()


def test_the_panel_shows_what_line_says(lab: Lab) -> None:
    assert lab.live is not None
    account = lab.live.account
    assert (account.name, account.basic_id) == (CLASSROOM_NAME, BASIC_ID)
    assert (account.quota.limit, account.quota.left, account.followers.friends) == (200, 200, 4)


CLASSROOM_NAME = "課堂小幫手"


def test_a_revoked_token_stays_outside(real: Standalone, naps: Naps, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, real.url, LINE_CHANNEL_ACCESS_TOKEN=TOKEN[::-1].strip("="))
    with open_lab(lang="en") as lab, pytest.raises(LabError) as caught:
        opened(lab)
    assert caught.value.key == "live.token_refused"
    assert lab.mode == "practice"


def test_when_line_cannot_be_reached_the_lab_does_not_go_live(
    tunnel: Tunnel, naps: Naps, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(monkeypatch, tunnel.url)
    tunnel.die()
    with open_lab(lang="en") as lab, pytest.raises(LabError) as caught:
        opened(lab)
    assert caught.value.key == "live.no_line"


# Nothing without consent ----------------------------------------------------------------------------------------------


def test_a_broadcast_waits_for_its_number_and_goes_out_once(lab: Lab, real: Standalone) -> None:
    held(lambda: broadcast(lab))
    assert real.texts("小美") == []
    assert lab.pending_consent is not None
    assert lab.pending_consent.line == "lab.consent(recipients=4)"
    lab.consent(recipients=4)
    assert broadcast(lab).status_code == 200
    assert real.texts("小美") == ["to all"]
    held(lambda: broadcast(lab))
    assert real.texts("小美") == ["to all"]


@pytest.mark.parametrize(
    ("request_class", "method", "members", "people"),
    [
        (PushMessageRequest, "push_message", {"to": OTHER}, "to 1 person."),
        (PushMessageRequest, "push_message", {"to": GROUP}, "3 people"),
        (MulticastRequest, "multicast", {"to": [ME, OTHER, THIRD]}, "3 people"),
        (NarrowcastRequest, "narrowcast", {}, "at most 4 people"),
        (BroadcastRequest, "broadcast", {}, "about 4 people"),
        (ReplyMessageRequest, "reply_message", {"replyToken": "never-seen"}, "an unknown number of people"),
    ],
)
def test_nothing_is_sent_without_consent(
    lab: Lab, real: Standalone, request_class: Any, method: str, members: dict[str, Any], people: str
) -> None:
    error = held(lambda: getattr(lab.line_bot_api, method)(request_class(messages=texts_of(), **members)))
    assert people in json.loads(error.body)["message"]
    assert sent(real, lab.last.path) == 0
    assert lab.show(error).explanation.stopped_by == "gate"
    past = lab.history_panel()
    past.filter.value = "gate"
    assert past.listed == [lab.last.number]


def test_every_client_of_the_labs_configuration_passes_the_gate(lab: Lab, real: Standalone) -> None:
    own = messaging.MessagingApi(messaging.ApiClient(lab.configuration))
    held(lambda: own.broadcast(BroadcastRequest(messages=texts_of())))
    assert sent(real, "/v2/bot/message/broadcast") == 0


def test_a_client_made_in_practice_follows_and_passes_the_gate(
    real: Standalone, naps: Naps, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(monkeypatch, real.url)
    with open_lab(lang="en") as lab:
        old = messaging.MessagingApi(messaging.ApiClient(lab.configuration))
        opened(lab)
        old.push_message(PushMessageRequest(to=ME, messages=texts_of()))
        held(lambda: old.broadcast(BroadcastRequest(messages=texts_of())))
    assert real.texts("小美") == ["hi"]


def test_a_client_with_the_practice_token_does_not_slip_through(lab: Lab, real: Standalone) -> None:
    copied = messaging.Configuration(host=lab.configuration.host, access_token=CLASSROOM.access_token)
    with pytest.raises(ForbiddenException, match="made in practice mode"):
        messaging.MessagingApi(messaging.ApiClient(copied)).get_bot_info()
    assert sent(real, "/v2/bot/info") == 1  # the panel's own question


def test_another_number_is_refused(lab: Lab, real: Standalone) -> None:
    held(lambda: broadcast(lab))
    with pytest.raises(LabError):
        lab.consent(recipients=5)
    held(lambda: broadcast(lab))
    assert real.texts("小美") == []


def test_leaving_a_group_is_asked_about(lab: Lab, real: Standalone) -> None:
    held(lambda: lab.line_bot_api.leave_group(GROUP))
    assert lab.line_bot_api.get_group_member_count(GROUP).count == 3


def test_messages_line_would_refuse_need_no_consent(lab: Lab) -> None:
    with pytest.raises(ApiException) as caught:
        lab.line_bot_api.broadcast(BroadcastRequest(messages=texts_of("x" * 5001)))
    assert caught.value.status == 400
    card = lab.show(caught.value)
    assert (card.explanation.stopped_by, lab.pending_consent) == ("line", None)
    assert "before anything was sent" in card.explanation.aside


def test_reads_and_checks_pass_freely(lab: Lab) -> None:
    api = lab.line_bot_api
    assert api.get_bot_info().basic_id == BASIC_ID
    assert api.get_profile(OTHER).user_id == OTHER
    api.validate_broadcast(messaging.ValidateMessageRequest(messages=texts_of()))
    assert lab.pending_consent is None


# What LINE refuses ----------------------------------------------------------------------------------------------------


def test_401_is_lines_own_answer(lab: Lab) -> None:
    wrong = messaging.Configuration(host=lab.configuration.host, access_token="wrong")
    with pytest.raises(UnauthorizedException) as caught:
        messaging.MessagingApi(messaging.ApiClient(wrong)).get_bot_info()
    assert lab.show(caught.value).explanation.key == "rule.auth_invalid"


def test_403_is_lines_own_answer(lab: Lab) -> None:
    with pytest.raises(ForbiddenException) as caught:
        lab.line_bot_api.get_followers()
    assert lab.show(caught.value).explanation.key == "rule.account_not_entitled"


def test_429_is_tried_again_under_one_key(lab: Lab, real: Standalone, naps: Naps) -> None:
    real.lab("faults", {"kind": "429", "times": 2})
    assert push(lab).status_code == 200
    assert (list(naps), [attempt.status for attempt in lab.last.attempts]) == ([1, 2], [429, 429, 200])
    assert real.texts("小美") == ["hi"]


def test_the_monthly_limit_is_not_tried_again(lab: Lab, real: Standalone, naps: Naps) -> None:
    real.lab("quota", {"used": 200})
    with pytest.raises(ApiException) as caught:
        push(lab)
    assert (caught.value.status, list(naps), len(lab.last.attempts)) == (429, [], 1)


def test_a_send_the_quota_cannot_pay_says_so_beforehand(lab: Lab, real: Standalone) -> None:
    real.lab("quota", {"used": 198})
    error = held(lambda: broadcast(lab))
    assert "not enough" in json.loads(error.body)["message"]


# Broken connections: nothing twice ------------------------------------------------------------------------------------


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", ["500", "timeout"])
def test_a_500_or_a_dropped_connection_sends_once(lab: Lab, real: Standalone, kind: str, when: str) -> None:
    real.lab("faults", {"kind": kind, "when": when})
    response = push(lab)
    assert (response.status_code, len(response.data.sent_messages)) == (200, 1)
    assert real.texts("小美") == ["hi"]
    assert lab.last.attempts[-1].verdict == ("already_accepted" if when == "after" else "accepted")


def test_a_slow_answer_sends_once(lab: Lab, real: Standalone) -> None:
    real.lab("faults", {"kind": "timeout", "when": "after", "holdSeconds": 30})
    assert push(lab).status_code == 200
    assert [attempt.verdict for attempt in lab.last.attempts] == ["no_answer", "already_accepted"]
    assert real.texts("小美") == ["hi"]


def test_the_card_tells_that_a_lost_answer_was_an_acceptance(lab: Lab, real: Standalone) -> None:
    real.lab("faults", {"kind": "500", "when": "after"})
    card = lab.show(push(lab))
    assert "counts as accepted" in card.explanation.aside
    assert "409 already accepted; not sent again" in card._repr_html_()


def test_a_broadcast_of_unknown_end_sends_once(lab: Lab, real: Standalone) -> None:
    held(lambda: broadcast(lab))
    lab.consent(recipients=4)
    real.lab("faults", {"kind": "timeout", "when": "after"})
    assert broadcast(lab).status_code == 200
    assert real.texts("小美") == ["to all"]


def test_a_narrowcast_of_unknown_end_is_accepted_once(lab: Lab, real: Standalone) -> None:
    def narrowcast() -> Any:
        return lab.line_bot_api.narrowcast_with_http_info(NarrowcastRequest(messages=texts_of()))

    held(narrowcast)
    lab.consent(recipients=4)
    real.lab("faults", {"kind": "500", "when": "after"})
    response = narrowcast()
    assert response.status_code == 202
    progress = lab.line_bot_api.get_narrowcast_progress(response.headers["x-line-request-id"])
    assert progress.phase in ("waiting", "sending", "succeeded")


def test_when_every_answer_is_lost_running_it_again_sends_once(
    tunnel: Tunnel, real: Standalone, naps: Naps, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(monkeypatch, tunnel.url)
    with open_lab(lang="en") as lab:
        opened(lab)
        tunnel.swallow = True
        with pytest.raises(urllib3.exceptions.HTTPError) as caught:
            push(lab)
        assert lab.show(caught.value).explanation.stopped_by == "network"
        assert [attempt.verdict for attempt in lab.last.attempts] == ["no_answer"] * 5
        tunnel.swallow = False
        assert push(lab).status_code == 200
        assert [attempt.verdict for attempt in lab.last.attempts] == ["already_accepted"]
    assert real.texts("小美") == ["hi"]


def test_when_the_way_to_line_breaks_nothing_left(
    tunnel: Tunnel, real: Standalone, naps: Naps, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(monkeypatch, tunnel.url)
    with open_lab(lang="en") as lab:
        opened(lab)
        push(lab, text="before")
        tunnel.die()
        with pytest.raises(urllib3.exceptions.HTTPError) as caught:
            push(lab)
        assert lab.show(caught.value).explanation.key == "network.unreachable"
        tunnel.revive()
        assert push(lab).status_code == 200
    assert real.texts("小美") == ["before", "hi"]


def test_a_tunnel_that_dies_after_a_lost_answer_leaves_a_doubt_and_nothing_is_sent_twice(
    tunnel: Tunnel, real: Standalone, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch, read_seconds=1.0, sleep=lambda seconds: tunnel.die())
    configure(monkeypatch, tunnel.url)
    with open_lab(lang="en") as lab:
        opened(lab)
        tunnel.swallow = True
        with pytest.raises(urllib3.exceptions.HTTPError):
            push(lab)
        assert [attempt.verdict for attempt in lab.last.attempts] == ["no_answer", *["unreachable"] * 4]
        assert lab.show().explanation.key == "network.no_answer_key"
        tunnel.swallow = False
        tunnel.revive()
        assert push(lab).status_code == 200
        assert [attempt.verdict for attempt in lab.last.attempts] == ["already_accepted"]
    assert real.texts("小美") == ["hi"]


def test_a_retry_key_of_ones_own_is_kept(lab: Lab, real: Standalone) -> None:
    key = "123e4567-e89b-12d3-a456-426614174000"
    assert push(lab, x_line_retry_key=key).status_code == 200
    with pytest.raises(ApiException) as caught:
        push(lab, x_line_retry_key=key)
    assert caught.value.status == 409
    assert real.texts("小美") == ["hi"]


def test_the_view_of_a_narrowcast_says_who_held_it(lab: Lab) -> None:
    held(lambda: lab.line_bot_api.narrowcast(NarrowcastRequest(messages=texts_of())))
    assert lab.narrowcast_view().verdict == lab.show().explanation.title
    assert "428" not in lab.narrowcast_view().verdict


# Webhooks -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def webhook_tunnel(lab: Lab, real: Standalone) -> Iterator[Tunnel]:
    """The tunnel webhooks come through."""
    lab.webhook.serve(0)
    with Tunnel(lab.webhook.port or 0) as tunnel:
        real.lab("webhook", {"url": f"{tunnel.url}/callback"})
        yield tunnel


def wrote(real: Standalone, who: str, text: str = "你好") -> None:
    real.act(who, "message", text=text)


def test_what_somebody_writes_becomes_an_event_and_a_reply_reaches_her(
    lab: Lab, real: Standalone, webhook_tunnel: Tunnel
) -> None:
    wrote(real, "小美")
    event = lab.next_event(timeout=30)
    assert (event.message.text, event.source.user_id) == ("你好", ME)
    answer = ReplyMessageRequest(reply_token=event.reply_token, messages=texts_of("回覆"))
    assert lab.line_bot_api.reply_message_with_http_info(answer).status_code == 200
    assert real.texts("小美") == ["你好", "回覆"]


def test_a_lessons_own_signature_check_works_without_the_real_secret(
    lab: Lab, real: Standalone, webhook_tunnel: Tunnel
) -> None:
    from linebot.v3 import WebhookParser

    wrote(real, "小美")
    lab.next_event(timeout=30)
    assert lab.last_webhook is not None
    assert lab.channel_secret == CLASSROOM.channel_secret
    [event] = WebhookParser(lab.channel_secret).parse(lab.last_webhook.body, lab.last_webhook.signature)
    assert event.message.text == "你好"


def test_a_reply_to_anybody_else_is_asked_about(lab: Lab, real: Standalone, webhook_tunnel: Tunnel) -> None:
    wrote(real, "阿凱")
    event = lab.next_event(timeout=30)
    answer = ReplyMessageRequest(reply_token=event.reply_token, messages=texts_of("回覆"))
    error = held(lambda: lab.line_bot_api.reply_message(answer))
    assert "to 1 person." in json.loads(error.body)["message"]
    lab.consent(recipients=1)
    lab.line_bot_api.reply_message(answer)
    assert real.texts("阿凱") == ["你好", "回覆"]


def test_a_reply_of_unknown_end_is_never_sent_again(
    lab: Lab, real: Standalone, webhook_tunnel: Tunnel, naps: Naps
) -> None:
    wrote(real, "小美")
    answer = ReplyMessageRequest(reply_token=lab.next_event(timeout=30).reply_token, messages=texts_of("回覆"))
    real.lab("faults", {"kind": "500", "when": "after"})
    with pytest.raises(ApiException) as caught:
        lab.line_bot_api.reply_message(answer)
    assert (caught.value.status, list(naps), len(lab.last.attempts)) == (500, [], 1)
    assert (sent(real, "/v2/bot/message/reply"), real.texts("小美")) == (1, ["你好", "回覆"])


def test_a_redelivered_event_is_not_given_twice(lab: Lab, real: Standalone, webhook_tunnel: Tunnel) -> None:
    wrote(real, "小美")
    lab.next_event(timeout=30)
    event_id = lab.events[-1].webhook_event_id
    real.lab("webhook?wait=30")
    real.lab("webhook/redeliver", {"webhookEventId": event_id})
    real.lab("webhook?wait=30")
    assert [arrival.what for arrival in lab.webhook.server.inbox.arrivals()] == ["event", "again"]
    with pytest.raises(LabError):
        lab.next_event(timeout=0)


def test_a_webhook_with_a_wrong_signature_is_refused(lab: Lab, webhook_tunnel: Tunnel) -> None:
    raw = json.dumps({"destination": "U", "events": [{"type": "message", "replyToken": "x", "source": {}}]}).encode()
    forged = WebhookRequest(raw, sign(CLASSROOM.channel_secret, raw))
    assert UrlBot(f"{webhook_tunnel.url}/callback").post(forged).status == 400
    with pytest.raises(LabError) as caught:
        lab.next_event(timeout=0)
    assert caught.value.key == "webhook.none_bad_signature"


def test_a_tunnel_that_dies_is_explained_and_its_events_come_once_it_is_back(
    lab: Lab, real: Standalone, webhook_tunnel: Tunnel
) -> None:
    assert "It works" in repr(lab.webhook.test())
    webhook_tunnel.die()
    wrote(real, "小美")
    real.lab("webhook?wait=30")
    with pytest.raises(LabError) as caught:
        lab.next_event(timeout=0)
    assert caught.value.key == "webhook.none_yet"
    assert "cannot connect" in repr(lab.webhook.test())
    webhook_tunnel.revive()
    for _ in range(2):
        real.lab("webhook/redeliver", {})
        real.lab("webhook?wait=30")
    assert lab.next_event(timeout=30).message.text == "你好"
    with pytest.raises(LabError):
        lab.next_event(timeout=0)


def test_the_address_is_set_through_the_api(lab: Lab, real: Standalone) -> None:
    assert "https://a.example/callback" in repr(lab.webhook.set_endpoint("https://a.example"))
    assert real.lab("webhook")["url"] == "https://a.example/callback"
    assert "cannot connect" in repr(lab.webhook.test())


def test_without_an_address_the_test_says_so(lab: Lab) -> None:
    assert "does not have an address yet" in repr(lab.webhook.test())


# The token is nowhere -------------------------------------------------------------------------------------------------


def busy(lab: Lab, real: Standalone) -> list[BaseException]:
    """Use everything once; returns what was raised."""
    caught: list[BaseException] = []
    real.lab("faults", {"kind": "500", "when": "after"})
    push(lab)
    lab.webhook.serve(0)
    real.lab("webhook", {"url": f"http://127.0.0.1:{lab.webhook.port}/callback"})
    wrote(real, "小美")
    lab.next_event(timeout=30)
    lab.webhook.test()
    wrong = messaging.Configuration(host=lab.configuration.host, access_token=TOKEN[::-1])
    for send in (
        lambda: broadcast(lab),
        lambda: messaging.MessagingApi(messaging.ApiClient(wrong)).get_bot_info(),
        lambda: lab.line_bot_api.get_followers(),
        lambda: push(lab, to="nobody"),
        lambda: lab.consent(recipients=99),
        lambda: lab.next_event(timeout=0),
        lambda: lab.clock.advance(seconds=61),
    ):
        try:
            send()
        except Exception as error:
            caught.append(error)
    return caught


def printable(lab: Lab) -> Iterator[str]:
    """The repr of everything that can be reached from a lab by its attributes, one by one."""
    seen: set[int] = set()
    todo: list[Any] = [lab]
    while todo:
        one = todo.pop()
        if id(one) in seen or isinstance(one, (Secret, type, types.ModuleType, types.FunctionType)):
            continue
        seen.add(id(one))
        yield repr(one)
        yield str(one)
        todo += list(vars(one).values()) if hasattr(one, "__dict__") else []
        todo += list(one.values()) if isinstance(one, dict) else []
        todo += list(one) if isinstance(one, (list, tuple, set, frozenset)) and len(one) < 1000 else []
        todo += [getattr(one, name) for name in getattr(type(one), "__slots__", ()) if hasattr(one, name)]


def shown(lab: Lab) -> Iterator[str]:
    """All that is shown of what happened."""
    for thing in (lab.history, lab.webhook.serve(lab.webhook.port or 0), lab.setup(), lab.phones(), lab.webhook):
        yield repr(thing)
        yield thing._repr_html_() if hasattr(thing, "_repr_html_") else ""
    for exchange in lab.history:
        card = lab.show(exchange)
        yield from (repr(exchange), repr(card), card._repr_html_(), repr(explain(exchange, lab.texts)))
        draft = Draft.of_exchange(exchange)
        yield from (code(draft, language) for language in CODE_LANGUAGES) if draft else ()


def tracebacks(error: BaseException) -> Iterator[str]:
    """As Python prints them, and with every local variable of every frame, as IPython's verbose mode does.

    Without the frames of this file: its own variables hold the token to look for.
    """
    told: traceback.TracebackException | None = traceback.TracebackException.from_exception(error, capture_locals=True)
    while told is not None:
        told.stack[:] = [frame for frame in told.stack if frame.filename != __file__]
        yield "".join(told.format(chain=False))
        told = told.__cause__ or told.__context__
    yield "".join(traceback.format_exception(error))
    yield f"{error} {error!r} {vars(error)}"


def test_neither_token_nor_secret_is_in_any_output(
    lab: Lab, real: Standalone, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http.client.HTTPConnection, "debuglevel", 0)  # given back afterwards
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    root = logging.getLogger()
    monkeypatch.setattr(root, "level", logging.DEBUG)
    root.addHandler(handler)
    lab.configuration.debug = True
    try:
        errors = busy(lab, real)
    finally:
        lab.configuration.debug = False
        root.removeHandler(handler)
    with allowed():
        panel = repr(lab.go_live())
    out = "".join(capfd.readouterr())
    assert "send:" in out, "the SDK's debugging was on"
    pieces = [out, log.getvalue(), panel, *printable(lab), *shown(lab)]
    pieces += [piece for error in errors for piece in tracebacks(error)]
    mine = {TOKEN, SECRET, TOKEN[:40], TOKEN[-40:]}
    assert len(errors) == 7
    assert [piece[:200] for piece in pieces if any(hidden in piece for hidden in mine)] == []


def test_the_kernel_holds_a_key_that_opens_nothing_but_the_proxy(lab: Lab) -> None:
    assert lab.configuration.access_token.startswith(KEY_PREFIX)
    assert lab.session.api_client.default_headers["Authorization"] == f"Bearer {lab.configuration.access_token}"


def test_the_labs_own_record_has_no_secret_a_learner_sent_by_mistake(lab: Lab) -> None:
    push(lab, text=f"{TOKEN} {SECRET}")
    assert lab.last.request_json()["messages"][0]["text"] == "•••• ••••"
    assert TOKEN not in lab.show()._repr_html_()


def test_a_card_hides_real_people(lab: Lab) -> None:
    lab.line_bot_api.get_profile(OTHER)
    html = lab.show()._repr_html_()
    assert OTHER not in html
    assert "阿凱" not in html
    assert 'data-mode="live"' in html
    assert OTHER not in repr(lab.history) + lab.history._repr_html_()


def test_a_practice_card_stays_practice_in_live_mode(lab: Lab) -> None:
    lab.go_practice()
    push(lab, to=Ids().user(1))
    practised = lab.last
    opened(lab)
    assert 'data-mode="live"' not in lab.show(practised)._repr_html_()
    push(lab)
    assert 'data-mode="live"' in lab.show()._repr_html_()


# The builder ----------------------------------------------------------------------------------------------------------


def test_the_builder_asks_for_the_number_and_sends_once(lab: Lab, real: Standalone) -> None:
    builder = lab.builder("broadcast")
    builder.send_button.click()
    assert builder.card is not None
    assert builder.card.explanation.stopped_by == "gate"
    [field] = builder._after.children
    field.number.value = "5"
    field.button.click()
    assert "not the number" in field.message
    assert sent(real, "/v2/bot/message/broadcast") == 0
    field.number.value = "4"
    field.button.click()
    assert builder.card.exchange is not None
    assert builder.card.exchange.ok
    assert sent(real, "/v2/bot/message/broadcast") == 1
    assert list(builder._after.children) == []


@pytest.mark.parametrize("typed", ["4", " 4 ", "４"])
def test_the_number_may_be_typed_on_a_chinese_keyboard(lab: Lab, typed: str) -> None:
    held(lambda: broadcast(lab))
    field = ConsentField(lab.session, lambda: broadcast(lab))
    field.number.value = typed
    field.button.click()
    assert (field.message, lab.last.ok) == ("", True)


@pytest.mark.parametrize("typed", ["4.0", "-4", "9" * 5000, "four", ""])
def test_what_is_not_the_number_is_no_yes(lab: Lab, real: Standalone, typed: str) -> None:
    held(lambda: broadcast(lab))
    field = ConsentField(lab.session, lambda: broadcast(lab))
    field.number.value = typed
    field.button.click()
    assert "not the number" in field.message
    assert sent(real, "/v2/bot/message/broadcast") == 0


def test_a_number_in_quotes_is_told_as_one(lab: Lab) -> None:
    held(lambda: broadcast(lab))
    with pytest.raises(LabError, match="You wrote '4', which"):
        lab.consent(recipients="4")


def test_a_number_nobody_knows_is_asked_for_as_a_word(lab: Lab) -> None:
    held(lambda: lab.line_bot_api.leave_group(GROUP))
    field = ConsentField(lab.session, lambda: lab.line_bot_api.leave_group(GROUP))
    assert "unknown" in field.number.description
    field.number.value = "unknown"
    field.button.click()
    assert field.message == ""
    assert lab.last.ok
