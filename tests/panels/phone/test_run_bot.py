"""A bot of one's own on the phone: every kind of bot, and every way it goes wrong."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from wsgiref.simple_server import make_server

import pytest
from flask import Flask, request
from linebot.v3 import WebhookHandler
from linebot.v3.messaging import AsyncApiClient, AsyncMessagingApi, ReplyMessageRequest, TextMessage
from linebot.v3.webhooks import MessageEvent
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from helpers.errors import LabError
from helpers.lab import Lab
from helpers.session import bot_watch, running_bot
from tests.panels.phone.test_living_phone import Page, another
from tests.session.ends import FakeLive

Answer = Callable[[Any], None]


@pytest.fixture(params=["inproc", "http"])
def lab(request: pytest.FixtureRequest) -> Iterator[Lab]:
    with Lab("class", request.param, "en") as lab:
        yield lab


@pytest.fixture
def page(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> Page:
    return another(lab, monkeypatch)


@pytest.fixture
def slow_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let steps decide, not time: on a busy computer a loop may take longer than a bot may wait."""
    monkeypatch.setattr(bot_watch, "BOT_SECONDS_MAX", 120)
    monkeypatch.setattr(running_bot, "BOT_SECONDS_MAX", 120)


def echo_of(lab: Lab) -> Answer:
    def echo(event: Any) -> None:
        messages = [TextMessage(text=f"echo: {event.message.text}")]
        lab.line_bot_api.reply_message(ReplyMessageRequest(reply_token=event.reply_token, messages=messages))

    return echo


@pytest.fixture
def echo(lab: Lab) -> Answer:
    return echo_of(lab)


def handler_of(lab: Lab, answer: Answer) -> WebhookHandler:
    handler = WebhookHandler(lab.channel_secret)
    handler.add(MessageEvent)(answer)
    return handler


def flask_of(lab: Lab, answer: Answer) -> Flask:
    app, handler = Flask("bot"), handler_of(lab, answer)

    @app.post("/callback")
    def callback() -> str:
        handler.handle(request.get_data(as_text=True), request.headers["X-Line-Signature"])
        return "OK"

    return app


def starlette_of(lab: Lab, answer: Answer) -> Starlette:
    handler = handler_of(lab, answer)

    async def callback(request: Request) -> PlainTextResponse:
        handler.handle((await request.body()).decode(), request.headers["x-line-signature"])
        return PlainTextResponse("OK")

    return Starlette(routes=[Route("/callback", callback, methods=["POST"])])


KINDS: dict[str, Callable[[Lab, Answer], Any]] = {
    "function": lambda lab, answer: answer,
    "WebhookHandler": handler_of,
    "Flask": flask_of,
    "Starlette": starlette_of,
}


@pytest.mark.parametrize("kind", KINDS)
def test_its_answer_appears_on_the_phone(lab: Lab, page: Page, echo: Answer, kind: str) -> None:
    with lab.run_bot(KINDS[kind](lab, echo)):
        page.write("你好")
    assert "echo: 你好" in page.said()
    assert (page.phone.card, page.phone._sheet) == (None, None)


def no_thread(thread: threading.Thread) -> None:
    """What a browser tab's Python says."""
    raise RuntimeError("can't start new thread")


@pytest.mark.parametrize("kind", KINDS)
def test_it_works_without_threads_and_sockets(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    async def cell() -> None:  # an event loop runs already
        with Lab("class", "inproc", "en") as lab:
            page = another(lab, monkeypatch)
            monkeypatch.setattr(threading.Thread, "start", no_thread)
            lab.run_bot(KINDS[kind](lab, echo_of(lab)))
            page.write("你好")
            assert "echo: 你好" in page.said()
            assert (page.phone.card, page.phone._sheet) == (None, None)

    asyncio.run(cell())


def test_one_that_must_wait_where_nothing_can_is_told_so(lab: Lab, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    async def waits(event: Any) -> None:
        await asyncio.Future()

    async def cell() -> None:
        lab.run_bot(waits)
        page.write("x")

    with monkeypatch.context() as browser_tab:
        browser_tab.setattr(threading.Thread, "start", no_thread)
        asyncio.run(cell())
    assert "cannot wait here" in repr(page.phone.card)


def test_an_async_one_may_wait(lab: Lab, page: Page, echo: Answer) -> None:
    async def patient(event: Any) -> None:
        await asyncio.sleep(0.01)
        echo(event)

    lab.run_bot(patient)
    page.write("x")
    assert "echo: x" in page.said()


def test_the_asynchronous_sdk_answers_too(monkeypatch: pytest.MonkeyPatch) -> None:
    with Lab("class", "http", "en") as lab:  # aiohttp needs a socket
        page = another(lab, monkeypatch)

        async def bot(event: Any) -> None:
            async with AsyncApiClient(lab.configuration) as client:
                messages = [TextMessage(text=f"async: {event.message.text}")]
                request = ReplyMessageRequest(reply_token=event.reply_token, messages=messages)
                await AsyncMessagingApi(client).reply_message(request)

        lab.run_bot(bot)
        page.write("x")
        assert (page.phone.card, page.phone._sheet) == (None, None)
        assert "async: x" in page.said()


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_in_it_is_a_card(lab: Lab, page: Page, kind: str) -> None:
    def broken(event: Any) -> None:
        raise ZeroDivisionError("oops")

    lab.run_bot(KINDS[kind](lab, broken))
    page.write("x")
    assert "ZeroDivisionError" in repr(page.phone.card)
    assert "lab-card" in page.frame
    page.write("and on")
    assert "and on" in page.said()


@pytest.mark.usefixtures("slow_computer")
@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_an_endless_one_is_stopped_with_its_line(lab: Lab, page: Page, kind: str) -> None:
    def endless(event: Any) -> None:
        while True:
            with suppress(Exception):  # whatever it catches
                event.anything = 1

    lab.run_bot(KINDS[kind](lab, endless))
    page.write("x")
    assert "never finishes" in page.frame
    assert "<code>endless</code>" in page.frame


@pytest.mark.usefixtures("slow_computer")
@pytest.mark.parametrize("loop", ["while True: pass", "[0 for _ in iter(int, 1)]"])
def test_an_endless_loop_in_one_line_is_stopped(lab: Lab, page: Page, tmp_path: Path, loop: str) -> None:
    written = tmp_path / "bot.py"
    written.write_text(f"def bot(event):\n    {loop}\n", encoding="utf-8", newline="\n")
    names: dict[str, Any] = {}
    exec(compile(written.read_text(encoding="utf-8"), written, "exec"), names)
    lab.run_bot(names["bot"])
    page.write("x")
    assert "never finishes" in page.frame
    assert f"<code>{loop}</code>" in page.frame


@pytest.mark.usefixtures("slow_computer")
@pytest.mark.slow
def test_one_that_sends_on_and_on_is_stopped(lab: Lab, page: Page) -> None:
    def endless(event: Any) -> None:
        while True:
            lab.line_bot_api.get_bot_info()

    lab.run_bot(endless)
    page.write("x")
    assert "lab.line_bot_api.get_bot_info()" in page.frame or "while True" in page.frame


def test_what_it_prints_is_shown_under_the_phone(
    lab: Lab, page: Page, echo: Answer, capsys: pytest.CaptureFixture[str]
) -> None:
    def talkative(event: Any) -> None:
        print("<b>got</b>", event.message.text)  # noqa: T201
        echo(event)

    lab.run_bot(talkative)
    page.write("x")
    assert "<pre>&lt;b&gt;got&lt;/b&gt; x\n</pre>" in page.frame
    assert "echo: x" in page.said()
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("slow_computer")
@pytest.mark.slow
def test_one_that_sleeps_on_and_on_is_stopped(lab: Lab, page: Page) -> None:
    def endless(event: Any) -> None:
        while True:
            time.sleep(1)

    lab.run_bot(endless)
    page.write("x")
    assert "<code>time.sleep(1)</code>" in page.frame


def test_time_sleep_moves_the_clock_and_so_it_can_be_too_late(lab: Lab, page: Page, echo: Answer) -> None:
    def sleepy(event: Any) -> None:
        time.sleep(3)
        echo(event)

    began = lab.clock.now()
    lab.run_bot(sleepy)
    page.write("x")
    assert (lab.clock.now() - began).total_seconds() == 3
    assert "echo: x" in page.said()
    assert "took too long" in page.frame


@pytest.mark.parametrize("kind", KINDS)
def test_one_that_hangs_is_given_up_on_with_its_line(
    lab: Lab, page: Page, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(bot_watch, "BOT_SECONDS_MAX", 0.3)
    forever, as_before = threading.Event(), (sys.stdout, time.sleep)

    def hangs(event: Any) -> None:
        forever.wait()

    lab.run_bot(KINDS[kind](lab, hangs))
    page.write("x")
    assert "is still waiting" in page.frame
    assert "<code>forever.wait()</code>" in page.frame
    assert (sys.stdout, time.sleep) == as_before
    forever.set()
    page.write("and on")
    assert "and on" in page.said()


def test_one_that_awaits_what_never_comes_is_given_up_on(lab: Lab, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot_watch, "BOT_SECONDS_MAX", 0.3)
    never: list[asyncio.Event] = []

    async def hangs(event: Any) -> None:
        never.append(asyncio.Event())
        await never[0].wait()

    lab.run_bot(hangs)
    page.write("x")
    assert "awaiting a result" in page.frame


def test_one_that_answers_twice_is_explained(lab: Lab, page: Page, echo: Answer) -> None:
    def twice(event: Any) -> None:
        echo(event)
        echo(event)

    lab.run_bot(twice)
    page.write("x")
    assert "reply token" in repr(page.phone.card)
    assert page.said().count("echo: x") == 1


class Odd(BaseException):
    """Neither an Exception nor one of Python's own ways to end."""


@pytest.mark.parametrize("error", [ZeroDivisionError, SystemExit, KeyboardInterrupt, GeneratorExit, Odd])
def test_whatever_it_raises_is_named_with_its_line(lab: Lab, page: Page, error: type[BaseException]) -> None:
    def broken(event: Any) -> None:
        raise error

    lab.run_bot(broken)
    page.write("x")
    assert error.__name__ in repr(page.phone.card)
    assert "in <code>broken</code>, line" in page.frame
    assert "<code>raise error</code>" in page.frame


def test_an_error_in_a_thread_of_its_own_is_a_card(lab: Lab, page: Page, echo: Answer) -> None:
    def broken() -> None:
        raise ZeroDivisionError("oops")

    def starts(event: Any) -> None:
        thread = threading.Thread(target=broken)
        thread.start()
        thread.join()
        echo(event)

    hook = threading.excepthook
    lab.run_bot(starts)
    page.write("x")
    assert "echo: x" in page.said()
    assert "ZeroDivisionError" in repr(page.phone.card)
    assert threading.excepthook is hook


def test_exit_ends_the_bot_and_not_the_kernel(lab: Lab, page: Page) -> None:
    asked: list[str] = []

    class ExitAutocall:  # as IPython's, which is among the names of a notebook
        def __call__(self) -> None:
            asked.append("kernel")

    names: dict[str, Any] = {"exit": ExitAutocall()}
    exec("def bot(event):\n    exit()", names)
    before = names["exit"]
    lab.run_bot(names["bot"])
    page.write("x")
    assert "SystemExit" in repr(page.phone.card)
    assert (asked, names["exit"]) == ([], before)


async def yields_async(event: Any) -> AsyncIterator[int]:
    yield 1


def yields(event: Any) -> Iterator[int]:
    yield 1


SILENT: dict[str, tuple[Callable[[Any], object], str]] = {
    "nothing": (lambda event: None, "has sent nothing so far"),
    "a text": (lambda event: "hi", "returned <code>str</code> and sent nothing"),
    "a message": (lambda event: TextMessage(text="hi"), "returned <code>TextMessage</code>"),
    "a generator": (yields, "with <code>yield</code> in it"),
    "an async generator": (yields_async, "with <code>yield</code> in it"),
}


@pytest.mark.parametrize("name", SILENT)
def test_one_that_sends_nothing_is_told_why(lab: Lab, page: Page, name: str) -> None:
    bot, said = SILENT[name]
    lab.run_bot(bot)
    page.write("x")
    assert said in page.frame


def test_one_that_returns_the_answer_it_got_is_not_told_off(lab: Lab, page: Page) -> None:
    def bot(event: Any) -> object:
        request = ReplyMessageRequest(reply_token=event.reply_token, messages=[TextMessage(text="hi")])
        return lab.line_bot_api.reply_message(request)

    lab.run_bot(bot)
    page.write("x")
    assert page.phone._sheet is None


def test_a_function_of_event_and_destination_gets_both(lab: Lab, page: Page) -> None:
    got: list[object] = []
    lab.run_bot(lambda event, destination: got.append((event.type, destination)))
    page.write("x")
    assert got == [("message", lab.session.platform.account.user_id)]


def test_an_app_without_a_route_there_is_told_to_name_its_path(lab: Lab, page: Page, echo: Answer) -> None:
    app = flask_of(lab, echo)
    lab.run_bot(app, "/elsewhere")
    page.write("x")
    assert "404 Not Found" in page.frame
    assert "lab.run_bot(app, &quot;/webhook&quot;)" in page.frame


async def silent_asgi(scope: Any, receive: Any, send: Any) -> None:
    await receive()


@pytest.mark.parametrize("app", [silent_asgi, lambda environ, start_response: []], ids=["ASGI", "WSGI"])
def test_an_app_that_answers_nothing_is_told_so(lab: Lab, page: Page, app: Any) -> None:
    lab.run_bot(app)
    page.write("x")
    assert "RuntimeError: the app" in repr(page.phone.card)


@pytest.mark.parametrize("starts", [True, False])
def test_an_asgi_app_is_started_and_stopped(lab: Lab, page: Page, echo: Answer, starts: bool) -> None:
    steps: list[str] = []

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[dict[str, Any]]:
        steps.append("started")
        if not starts:
            raise ZeroDivisionError("oops")
        yield {"handler": handler_of(lab, echo)}
        steps.append("stopped")

    async def callback(request: Request) -> PlainTextResponse:
        request.state.handler.handle((await request.body()).decode(), request.headers["x-line-signature"])
        return PlainTextResponse("OK")

    lab.run_bot(Starlette(routes=[Route("/callback", callback, methods=["POST"])], lifespan=lifespan))
    page.write("x")
    if starts:
        assert "echo: x" in page.said()
        assert steps == ["started", "stopped"]
    else:
        assert "ZeroDivisionError" in repr(page.phone.card)


def test_six_messages_are_explained(lab: Lab, page: Page) -> None:
    def six(event: Any) -> None:
        messages = [TextMessage(text=str(n)) for n in range(6)]
        lab.line_bot_api.reply_message(ReplyMessageRequest(reply_token=event.reply_token, messages=messages))

    lab.run_bot(six)
    page.write("x")
    assert page.phone.card is not None
    assert "5" in page.phone.card.explanation.meaning + page.phone.card.explanation.title


def test_a_refusal_that_it_caught_is_shown_all_the_same(lab: Lab, page: Page, echo: Answer) -> None:
    def careless(event: Any) -> None:
        for _ in range(2):
            with suppress(Exception):
                echo(event)

    lab.run_bot(careless)
    page.write("x")
    assert "reply token" in repr(page.phone.card)


def test_every_step_is_in_the_timeline(lab: Lab, page: Page, echo: Answer) -> None:
    lab.run_bot(echo)
    page.write("你好")
    assert len(lab.timeline().steps) == 2


def test_a_stopped_one_answers_nothing_more(lab: Lab, page: Page, echo: Answer) -> None:
    bot = lab.run_bot(echo)
    assert "This bot answers" in page.frame
    bot.stop()
    page.write("anybody?")
    assert "echo" not in page.said()
    assert "No bot answers here" in page.frame


def test_events_made_in_cells_stay_with_the_cells(lab: Lab, page: Page, echo: Answer) -> None:
    lab.run_bot(echo)
    lab.friend("小美").send_text("from a cell")
    assert "echo" not in page.said()


@pytest.mark.parametrize(
    "thing", [3, None, "no address", object(), lambda: None, lambda a, b, c: None, WebhookHandler, sys]
)
def test_what_is_no_bot_is_said(lab: Lab, thing: Any) -> None:
    with pytest.raises(LabError, match="cannot be run as a bot"):
        lab.run_bot(thing)


def test_one_at_an_address_answers(lab: Lab, page: Page, echo: Answer) -> None:
    server = make_server("127.0.0.1", 0, flask_of(lab, echo))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        lab.run_bot(f"http://127.0.0.1:{server.server_port}/callback")
        page.write("over there")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert "echo: over there" in page.said()


def test_webhooks_do_not_leave_this_computer(lab: Lab) -> None:
    with pytest.raises(LabError, match="stay on this computer"):
        lab.run_bot("https://example.com/callback")


def test_nobody_at_an_address_is_said(lab: Lab, page: Page) -> None:
    lab.run_bot("http://127.0.0.1:9/callback")
    page.write("x")
    assert "No bot can be reached" in page.frame


def test_live_mode_runs_none(lab: Lab, echo: Answer) -> None:
    lab.session.connect(FakeLive(lab))
    with pytest.raises(LabError, match="live mode"):
        lab.run_bot(echo)
