from __future__ import annotations

import itertools
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
import urllib3
from linebot.v3.messaging import ApiClient, Configuration, MessagingApi, PushMessageRequest, TextMessage
from linebot.v3.messaging.exceptions import UnauthorizedException

from helpers.stub import __main__ as standalone
from helpers.web.loopback import listen
from tests.stub.standalone import PATIENCE, ROOT, Standalone, command, run, start
from tests.stub.webhooks.http_bots import HttpBot

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def running() -> Iterator[Standalone]:
    with start("--token", "T", "--secret", "S", "--friends", "500", "--plan", "high", "--verified") as platform:
        yield platform


@pytest.fixture
def api(running: Standalone) -> Iterator[MessagingApi]:
    running.lab("reset", {})
    with ApiClient(Configuration(host=running.url, access_token="T")) as client:
        yield MessagingApi(client)


# Running ----------------------------------------------------------------------------------------------------------


def test_it_says_on_one_line_what_to_put_where(running: Standalone) -> None:
    ready = dict(running.ready)
    assert ready == {
        "url": running.url,
        "token": "T",
        "secret": "S",
        "control": f"{running.url}/_lab/",
        "webhook": None,
        "pid": running.process.pid,
    }
    assert running.url.startswith("http://127.0.0.1:")


def test_the_sdk_talks_to_it_and_the_phone_shows_it(running: Standalone, api: MessagingApi) -> None:
    user_id = running.lab("people/Mei")["userId"]
    api.push_message(PushMessageRequest(to=user_id, messages=[TextMessage(text="你好")]))
    assert running.texts("小美") == ["你好"]


def test_another_token_is_refused(running: Standalone) -> None:
    with (
        ApiClient(Configuration(host=running.url, access_token="other")) as client,
        pytest.raises(UnauthorizedException),
    ):
        MessagingApi(client).get_bot_info()


def test_the_options_shape_the_world(running: Standalone, api: MessagingApi) -> None:
    world = running.lab("world")
    assert (world["people"], world["quota"]["limit"], world["verified"]) == (507, 6000, True)
    assert (world["rateLimits"], world["ticking"]) == (False, False)
    assert len(api.get_followers(limit=10).user_ids) == 10


def test_the_api_stands_at_the_root(running: Standalone) -> None:
    reply = urllib3.request("GET", f"{running.url}/v2/bot/info", headers={"Authorization": "Bearer T"}, retries=False)
    assert reply.status == 200
    assert "x-line-request-id" in reply.headers


def test_a_fault_can_silence_it(running: Standalone, api: MessagingApi) -> None:
    running.lab("faults", {"kind": "timeout"})
    with pytest.raises(urllib3.exceptions.ProtocolError):  # a POST: urllib3 asks again by itself where that is safe
        api.push_message(PushMessageRequest(to="U" + "0" * 32, messages=[TextMessage(text="hi")]))
    assert running.lab("log")["log"][0]["status"] is None


# Beginning and ending ---------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals to send")
@pytest.mark.parametrize("sign", ["SIGINT", "SIGTERM"])
def test_a_signal_ends_it_cleanly(sign: str) -> None:
    with start() as platform:  # at once, without a request before
        platform.process.send_signal(getattr(signal, sign))
        output, errors = platform.process.communicate(timeout=PATIENCE)
    assert (platform.process.returncode, output, errors) == (0, "", "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals to send")
def test_who_waits_for_the_bot_does_not_hold_up_the_end() -> None:
    with listen(0) as bot:  # takes the connection and says nothing
        url = f"http://127.0.0.1:{bot.getsockname()[1]}/callback"
        with start("--webhook", url) as platform:
            for _ in range(4):  # eight seconds for the bot to miss
                platform.act("Mei", "sticker")
            with socket.create_connection(("127.0.0.1", urllib3.util.parse_url(platform.url).port or 0)) as waiting:
                waiting.sendall(b"GET /_lab/webhook?wait=30 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                platform.lab("clock")  # by now it waits
                platform.process.send_signal(signal.SIGINT)
                output, errors = platform.process.communicate(timeout=PATIENCE)
    assert (platform.process.returncode, output, errors) == (0, "", "")


@pytest.mark.skipif(sys.platform != "win32", reason="Ctrl-Break is of Windows")
def test_ctrl_break_ends_it_cleanly_on_windows() -> None:
    flags = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
    with subprocess.Popen(command("--json"), cwd=ROOT, stdout=subprocess.PIPE, creationflags=flags) as process:
        assert process.stdout and json.loads(process.stdout.readline())
        process.send_signal(getattr(signal, "CTRL_BREAK_EVENT"))  # noqa: B009 - Windows only
        assert process.wait(PATIENCE) == 0


def test_without_arguments_it_makes_everything_up_and_says_it_in_words() -> None:
    with subprocess.Popen(
        command(), cwd=ROOT, stdout=subprocess.PIPE, encoding="ascii", env={**os.environ, "PYTHONIOENCODING": "ascii"}
    ) as process:
        assert process.stdout
        lines = list(itertools.takewhile(lambda line: line and "Ctrl-C" not in line, iter(process.stdout.readline, "")))
        process.kill()
    text = "".join(lines)
    assert "http://127.0.0.1:" in text
    assert "Channel access token  practice-" in text
    assert "/_lab/" in text


def test_credentials_are_new_each_time() -> None:
    first, second = (standalone._parser().parse_args([]) for _ in range(2))
    assert first.token != second.token
    assert first.secret != second.secret


def test_a_taken_port_is_one_clear_line() -> None:
    with listen(0) as taken:
        port = taken.getsockname()[1]
        ended = run("--port", str(port))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.count("\n") == 1
    assert f"Port {port} cannot be used" in ended.stderr


BAD = [
    (("--port", "x"), "--port"), (("--port", "65536"), "--port"), (("--port", "-1"), "--port"),
    (("--friends", "25000001"), "--friends"), (("--friends", "many"), "--friends"), (("--plan", "gold"), "--plan"),
    (("--token", ""), "--token"), (("--token", "a b"), "--token"), (("--secret", "密"), "--secret"),
    (("--webhook", "bot"), "--webhook"), (("--rate-limits", "maybe"), "--rate-limits"), (("--surprise",), "--surprise"),
    (("--tick",), "--tick"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "named"), BAD)
def test_a_bad_argument_is_named(arguments: tuple[str, ...], named: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        standalone.main(arguments)
    assert ended.value.code == 2
    assert named in capsys.readouterr().err.splitlines()[-1]


def test_webhooks_go_to_the_given_url_and_the_clock_may_run() -> None:
    with HttpBot() as bot, start("--webhook", bot.url, "--ticking", "--rate-limits", "on") as platform:
        platform.act("小美", "message", text="hello")
        assert platform.texts("小美") == ["hello"]
        assert b"hello" in bot.received[0].body
        world = platform.lab("world")
    assert (world["ticking"], world["rateLimits"], world["webhook"]["url"]) == (True, True, bot.url)
