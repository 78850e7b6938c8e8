from __future__ import annotations

import gc
import io
import subprocess
import sys
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging import (
    ApiClient,
    ApiException,
    AsyncApiClient,
    AsyncMessagingApi,
    Configuration,
    MessagingApi,
    PushMessageRequest,
    ReplyMessageRequest,
    TextMessage,
)
from pydantic.v1 import ValidationError
from urllib3.exceptions import MaxRetryError, ProtocolError

from helpers import open_lab
from helpers.errors import LabError
from helpers.lab import Lab
from helpers.line.faults import Fault
from helpers.line.webhook_request import WebhookRequest
from helpers.panels.results import attempt
from helpers.paths import ROOT
from helpers.session import exchange_log
from helpers.stub.world.worlds import World
from helpers.text import texts


@pytest.fixture(params=["http", "inproc"])
def lab(request: pytest.FixtureRequest) -> Iterator[Lab]:
    with Lab("class", request.param, "en") as opened:
        yield opened


@pytest.fixture
def inproc() -> Lab:
    return Lab("class", "inproc", "en")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The cards that were displayed."""
    cards: list[Any] = []
    monkeypatch.setattr(attempt, "_display", cards.append)
    return cards


def push_request(lab: Lab, name: str = "小美", text: str = "hi") -> PushMessageRequest:
    return PushMessageRequest(to=lab.friend(name).user_id, messages=[TextMessage(text=text)])


def push(lab: Lab, name: str = "小美", **options: Any) -> Any:
    return lab.line_bot_api.push_message_with_http_info(push_request(lab, name), **options)


# Opening --------------------------------------------------------------------------------------------------


def test_it_says_that_nothing_real_is_sent(capsys: pytest.CaptureFixture[str]) -> None:
    with open_lab(transport="inproc", lang="en"):
        pass
    assert "practice" in capsys.readouterr().out.lower()


def test_a_console_without_chinese_does_not_keep_a_script_from_practising(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="cp1252"))
    assert open_lab(transport="inproc", lang="zh-TW").mode == "practice"


@pytest.mark.parametrize("named", ["inproc", "inproc "])
def test_the_environment_names_the_transport(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("LAB_TRANSPORT", named)
    assert open_lab().configuration.host.startswith("lab://")


def test_what_is_asked_for_counts_more_than_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAB_TRANSPORT", "http")
    assert open_lab(transport="inproc").configuration.host.startswith("lab://")


def test_http_is_usual_and_stays_on_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LAB_TRANSPORT", raising=False)
    with open_lab() as lab:
        assert lab.configuration.host.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("options", [{"world": "moon"}, {"transport": "pigeon"}])
@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_what_there_is_not_is_one_clear_error(options: dict[str, str], lang: str) -> None:
    with pytest.raises(LabError, match=next(iter(options.values()))):
        open_lab(lang=lang, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("world", [5, None, [], ("class",)])
def test_a_world_is_a_name_or_a_world(world: Any) -> None:
    with pytest.raises(LabError, match="class, club, shop"):
        open_lab(world)


def test_a_language_the_course_does_not_speak_is_one_clear_error() -> None:
    with pytest.raises(LabError, match="zh-TW, en"):
        open_lab(lang="fr")


def test_a_world_of_ones_own() -> None:
    with open_lab(World(crowd=30, plan="high"), transport="inproc") as lab:
        assert lab.line_bot_api.get_message_quota().value == 6000


def test_the_client_is_the_sdks_own(lab: Lab) -> None:
    assert type(lab.line_bot_api) is MessagingApi
    assert type(lab.configuration) is Configuration
    assert lab.mode == "practice"


def test_several_labs_do_not_meet() -> None:
    with Lab("class", "http", "en") as one, Lab("class", "http", "en") as other:
        push(one)
        assert (one.session.exchanges.count, other.session.exchanges.count) == (1, 0)
        assert one.configuration.host != other.configuration.host


def test_closed_it_answers_no_more(lab: Lab) -> None:
    lab.close()
    lab.close()
    with pytest.raises(MaxRetryError):
        push(lab)


@pytest.mark.slow
@pytest.mark.parametrize("transport", ["http", "inproc"])
def test_a_forgotten_lab_stops_by_itself(transport: str) -> None:
    lab = Lab("class", transport, "en")
    lab.friend("小美").send_text("hi")
    push(lab)
    configuration, gone = lab.configuration, weakref.ref(lab)
    del lab
    gc.collect()
    assert gone() is None
    with pytest.raises(MaxRetryError), ApiClient(configuration) as client:
        MessagingApi(client).get_bot_info()


# The whole path -------------------------------------------------------------------------------------------


def test_a_message_is_answered_and_seen(lab: Lab) -> None:
    event = lab.friend("小美").send_text("你好")
    lab.line_bot_api.reply_message(
        ReplyMessageRequest(reply_token=event.reply_token, messages=[TextMessage(text=event.message.text)])
    )
    [chat] = lab.platform.phone(lab.session.row("小美")).chats
    assert [(bubble.message["text"], bubble.mine) for bubble in chat.bubbles] == [("你好", True), ("你好", False)]


def test_the_clock_is_the_platforms(lab: Lab) -> None:
    event = lab.friend("小美").send_text("hi")
    lab.clock.advance(seconds=61)
    with pytest.raises(ApiException, match="Invalid reply token"):
        lab.line_bot_api.reply_message(
            ReplyMessageRequest(reply_token=event.reply_token, messages=[TextMessage(text="late")])
        )


def test_another_client_of_the_same_configuration_is_recorded_too(lab: Lab) -> None:
    with ApiClient(lab.configuration) as client:
        MessagingApi(client).push_message(push_request(lab))
    assert lab.last.path == "/v2/bot/message/push"


async def _push_asynchronously(lab: Lab) -> None:
    async with AsyncApiClient(lab.configuration) as client:
        await AsyncMessagingApi(client).push_message(push_request(lab))


def test_the_sdks_asynchronous_client_works_over_http() -> None:
    import asyncio

    with Lab("class", "http", "en") as lab:
        asyncio.run(_push_asynchronously(lab))
        assert (lab.last.path, lab.last.status) == ("/v2/bot/message/push", 200)


@pytest.mark.parametrize("name", ["小明", "", "U" + "0" * 32, "x#" + "9" * 5000])
def test_a_name_nobody_has_is_told_with_those_there_are(inproc: Lab, name: str) -> None:
    with pytest.raises(LabError, match=r"Mei \(小美\), Kai \(阿凱\)"):
        inproc.friend(name)


def test_a_group_nobody_knows_too(inproc: Lab) -> None:
    with pytest.raises(LabError, match=r"\(同學會\), .*\(家族群組\)"):
        inproc.group("小美")


def test_people_have_latin_names_as_well(inproc: Lab) -> None:
    assert inproc.friend("Mei").user_id == inproc.friend("小美").user_id
    assert inproc.group("Class reunion").group_id == inproc.group("同學會").group_id


# Webhooks -------------------------------------------------------------------------------------------------


def test_a_webhook_is_what_a_web_framework_would_hand_over(inproc: Lab) -> None:
    event = inproc.friend("小美").send_text("hi")
    assert inproc.last_webhook is not None
    again = inproc.session.parser.parse(inproc.last_webhook.body, inproc.last_webhook.signature)
    assert again[0].webhook_event_id == event.webhook_event_id
    assert list(inproc.events) == [event]


def test_a_changed_webhook_is_not_taken(inproc: Lab) -> None:
    inproc.friend("小美").send_text("hi")
    assert inproc.last_webhook is not None
    forged = WebhookRequest(inproc.last_webhook.body.replace("hi", "ho").encode(), inproc.last_webhook.signature)
    with pytest.raises(InvalidSignatureError):
        inproc.receive(forged)


# Recording ------------------------------------------------------------------------------------------------


def test_every_call_is_recorded_newest_first(lab: Lab) -> None:
    lab.line_bot_api.get_bot_info()
    push(lab)
    assert [exchange.path for exchange in lab.history] == ["/v2/bot/message/push", "/v2/bot/info"]
    assert [exchange.number for exchange in lab.history] == [2, 1]
    assert lab.last is next(iter(lab.history))


def test_an_exchange_knows_what_the_wire_does_not_tell(lab: Lab) -> None:
    push(lab, "雅婷")
    outcome = lab.last.outcome
    assert outcome is not None and (outcome.received, outcome.targeted) == (0, 1)
    with pytest.raises(ApiException):
        lab.line_bot_api.push_message(PushMessageRequest(to="U" + "0" * 32, messages=[TextMessage(text="hi")]))
    assert lab.last.rule is not None and lab.last.rule.key == "push_to_unknown"


def test_tokens_are_masked(lab: Lab) -> None:
    push(lab)
    assert lab.last.request_headers["authorization"] == "Bearer ••••"
    assert lab.platform.account.access_token not in repr(vars(lab.last))


def test_time_is_the_platforms(lab: Lab) -> None:
    lab.clock.advance(hours=3)
    push(lab)
    assert lab.last.at == lab.clock.now()


def test_nothing_yet_is_one_clear_error(inproc: Lab) -> None:
    for look in (lambda: inproc.last, inproc.show):
        with pytest.raises(LabError):
            look()
    assert list(inproc.history) == []


def test_only_so_many_are_kept(inproc: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange_log, "EXCHANGES_KEPT", 3)
    lab = Lab("class", "inproc", "en")
    for _ in range(5):
        lab.line_bot_api.get_bot_info()
    assert [exchange.number for exchange in lab.history] == [5, 4, 3]
    assert lab.session.exchanges.count == 5


def test_several_threads_are_recorded_one_after_the_other(lab: Lab) -> None:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(16) as pool:
            list(pool.map(lambda _: lab.line_bot_api.get_bot_info(), range(320)))
    finally:
        sys.setswitchinterval(usual)
    assert [exchange.number for exchange in lab.history] == list(range(320, 0, -1))


# Cards ----------------------------------------------------------------------------------------------------


def test_show_finds_the_exchange_of_a_response(inproc: Lab) -> None:
    response = push(inproc)
    inproc.line_bot_api.get_bot_info()
    assert "/v2/bot/message/push" in repr(inproc.show(response))


def test_show_finds_the_exchange_of_an_exception(inproc: Lab) -> None:
    with pytest.raises(ApiException) as caught:
        inproc.line_bot_api.push_message(PushMessageRequest(to="x", messages=[TextMessage(text="hi")]))
    inproc.line_bot_api.get_bot_info()
    assert "400" in repr(inproc.show(caught.value))


def test_show_without_anything_is_about_the_last_one(inproc: Lab) -> None:
    push(inproc)
    inproc.line_bot_api.get_bot_info()
    assert "/v2/bot/info" in repr(inproc.show())
    assert "/v2/bot/message/push" in repr(inproc.show(list(inproc.history)[1]))


def test_an_error_that_reached_nobody_has_no_exchange(inproc: Lab) -> None:
    inproc.platform.faults.add(Fault("timeout"))
    with pytest.raises(ProtocolError) as dropped:
        push(inproc)
    inproc.close()
    with pytest.raises(MaxRetryError) as refused:
        push(inproc)
    assert repr(inproc.show(refused.value)) != repr(inproc.show(dropped.value))
    assert "/v2/bot/message/push" not in repr(inproc.show(refused.value))


@pytest.mark.parametrize("nothing", [None, {}])
def test_show_of_what_tells_nothing_is_about_the_last_one(inproc: Lab, nothing: object) -> None:
    inproc.line_bot_api.get_bot_info()
    assert "/v2/bot/info" in repr(inproc.show(nothing))


@pytest.mark.parametrize("what", ["x", 5, [1]])
def test_what_cannot_be_shown_is_one_clear_error(inproc: Lab, what: object) -> None:
    inproc.line_bot_api.get_bot_info()
    with pytest.raises(LabError, match=type(what).__name__):
        inproc.show(what)


# Attempts -------------------------------------------------------------------------------------------------


def test_an_attempt_that_works_shows_its_card(lab: Lab, shown: list[Any]) -> None:
    with lab.attempt() as attempt:
        push(lab)
    assert attempt.exception is None
    assert shown == [attempt.card]
    assert "200" in repr(attempt.card)


def test_what_line_refuses_is_caught_and_shown(lab: Lab, shown: list[Any]) -> None:
    with lab.attempt() as attempt:
        lab.line_bot_api.push_message(PushMessageRequest(to="x", messages=[TextMessage(text="hi")]))
    assert isinstance(attempt.exception, ApiException)
    assert (shown, "400" in repr(attempt.card)) == ([attempt.card], True)


def test_what_the_sdk_stops_is_no_exchange(lab: Lab, shown: list[Any]) -> None:
    with lab.attempt() as attempt:
        ReplyMessageRequest(reply_token="t", messages=[TextMessage(text="x")] * 6)
    assert isinstance(attempt.exception, ValidationError)
    assert (len(shown), lab.session.exchanges.count) == (1, 0)


def test_no_answer_is_shown_as_such(lab: Lab, shown: list[Any]) -> None:
    lab.platform.faults.add(Fault("timeout"))
    with lab.attempt() as attempt:
        push(lab)
    assert attempt.exception is not None
    assert (len(shown), lab.last.status) == (1, None)


def test_no_server_is_shown_as_such(lab: Lab, shown: list[Any]) -> None:
    lab.close()
    with lab.attempt() as attempt:
        push(lab)
    assert isinstance(attempt.exception, MaxRetryError)
    assert len(shown) == 1


def test_what_somebody_cannot_do_is_shown_as_well(inproc: Lab, shown: list[Any]) -> None:
    with inproc.attempt() as attempt:
        inproc.friend("大偉").send_text("hi")
    assert isinstance(attempt.exception, LabError)
    assert len(shown) == 1


@pytest.mark.parametrize("error", [NameError, KeyError, ZeroDivisionError, KeyboardInterrupt])
def test_a_readers_own_mistakes_keep_their_traceback(inproc: Lab, shown: list[Any], error: type[BaseException]) -> None:
    with pytest.raises(error), inproc.attempt():
        raise error("mine")
    assert shown == []


def test_an_attempt_without_a_call_shows_nothing(inproc: Lab, shown: list[Any]) -> None:
    push(inproc)
    with inproc.attempt() as attempt:
        pass
    assert (attempt.card, shown) == (None, [])


def test_of_several_calls_the_last_is_shown(inproc: Lab, shown: list[Any]) -> None:
    with inproc.attempt():
        push(inproc)
        inproc.line_bot_api.get_bot_info()
    assert len(shown) == 1
    assert "/v2/bot/info" in repr(shown[0])


# The same in both modes -----------------------------------------------------------------------------------


def _story(transport: str) -> str:
    """What a notebook would print."""
    out = io.StringIO()
    with Lab("class", transport, "en") as lab:
        event = lab.friend("小美").send_text("hi")
        print(event, file=out)
        for request in (push_request(lab), push_request(lab, "雅婷")):
            print(lab.line_bot_api.push_message(request), file=out)
        with pytest.raises(ApiException) as caught:
            lab.line_bot_api.push_message(PushMessageRequest(to="x", messages=[TextMessage(text="hi")]))
        print(caught.value.body, repr(lab.show(caught.value)), lab.show(caught.value)._repr_html_(), file=out)
        lab.platform.faults.add(Fault("timeout"))
        for close in (False, True):
            if close:
                lab.close()
            with pytest.raises(Exception) as failed:
                push(lab)
            print(repr(lab.show(failed.value)), lab.show(failed.value)._repr_html_(), file=out)
        print(repr(lab.history), repr(lab.phones()), repr(lab), repr(lab.clock.now()), file=out)
    return out.getvalue()


def test_both_modes_print_the_same_without_a_port_or_an_address() -> None:
    over_http, in_process = _story("http"), _story("inproc")
    assert over_http == in_process
    assert "127.0.0.1" not in over_http
    assert "lab://" not in over_http
    assert " at 0x" not in over_http


# Exercises ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_an_answer_that_sends_through_the_notebooks_own_client_is_told_so(lang: str) -> None:
    with open_lab(transport="inproc", lang=lang) as lab:
        line_bot_api = lab.line_bot_api

        def answer(api: Any, event: Any) -> None:
            line_bot_api.reply_message(
                ReplyMessageRequest(reply_token=event.reply_token, messages=[TextMessage(text=event.message.text)])
            )

        result = lab.check("reply-1", answer)
    assert result.verdict.state == "not_yet"
    assert result.verdict.reason.because == texts(lang)("check.because.other_client")


#: What an opened lab has no use for yet. Each would make everybody wait who runs a first cell.
NOT_LOADED = (
    "IPython", "dotenv", "helpers.codegen", "helpers.course.exercises", "helpers.examples", "helpers.explain",
    "helpers.live.consent_gate", "helpers.live.live_session", "helpers.panels.kit", "helpers.panels.results.card",
    "helpers.settings", "helpers.targeting", "ipywidgets", "nbformat", "tenacity", "traitlets",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("transport", "more"), [("inproc", ("uvicorn", "httptools")), ("http", ())])
def test_an_opened_lab_has_loaded_what_it_needs_and_no_more(transport: str, more: tuple[str, ...]) -> None:
    code = (
        "import sys\nfrom helpers import open_lab\n"
        f"lab = open_lab(transport={transport!r}, lang='en')\nprint(*sorted(sys.modules))\nlab.close()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert {"helpers.lab", "linebot.v3.messaging"} <= loaded
    assert loaded & {*NOT_LOADED, *more} == set()
