"""A bot as the course and LINE's own samples write it, unmodified, outside the notebook, over HTTP both ways."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask, abort, request
from linebot.v3 import WebhookHandler
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging import ApiClient, Configuration, MessagingApi, ReplyMessageRequest, TextMessage
from linebot.v3.webhooks import FollowEvent, MessageEvent, TextMessageContent
from werkzeug.serving import make_server

from helpers.text import LANGUAGES
from helpers.tools import build_notebooks
from tests.stub.standalone import ROOT, Standalone, start

pytestmark = pytest.mark.slow


def make_bot(channel_access_token: str, channel_secret: str, host: str) -> Flask:
    """The echo bot of every tutorial; only `host` differs from one that talks to LINE."""
    app = Flask(__name__)
    configuration = Configuration(host=host, access_token=channel_access_token)
    handler = WebhookHandler(channel_secret)

    @app.route("/callback", methods=["POST"])
    def callback() -> str:
        signature = request.headers["X-Line-Signature"]
        body = request.get_data(as_text=True)
        try:
            handler.handle(body, signature)
        except InvalidSignatureError:
            abort(400)
        return "OK"

    @handler.add(MessageEvent, message=TextMessageContent)
    def handle_message(event: MessageEvent) -> None:
        with ApiClient(configuration) as api_client:
            line_bot_api = MessagingApi(api_client)
            line_bot_api.reply_message_with_http_info(
                ReplyMessageRequest(reply_token=event.reply_token, messages=[TextMessage(text=event.message.text)])
            )

    @handler.add(FollowEvent)
    def handle_follow(event: FollowEvent) -> None:
        with ApiClient(configuration) as api_client:
            line_bot_api = MessagingApi(api_client)
            profile = line_bot_api.get_profile(event.source.user_id)
            line_bot_api.reply_message(
                ReplyMessageRequest(
                    reply_token=event.reply_token, messages=[TextMessage(text=f"歡迎 {profile.display_name}")]
                )
            )

    return app


@contextmanager
def serving(bot: Flask) -> Iterator[str]:
    """Yield the address of the bot's webhook."""
    server = make_server("127.0.0.1", 0, bot, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/callback"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def platform() -> Iterator[Standalone]:
    with start() as running:
        bot = make_bot(running.ready["token"], running.ready["secret"], running.url)
        with serving(bot) as url:
            running.lab("webhook", {"url": url})
            yield running


@pytest.fixture(autouse=True)
def _begin_again(platform: Standalone) -> None:
    platform.lab("reset", {})


def test_what_a_friend_writes_comes_back_to_her_phone(platform: Standalone) -> None:
    platform.act("小美", "message", text="你好")
    assert platform.texts("小美") == ["你好", "你好"]


def test_the_example_of_the_readme_works_with_it(platform: Standalone) -> None:
    readme = (ROOT / "helpers" / "stub" / "README.md").read_text(encoding="utf-8")
    (example,) = [block for block in re.findall(r"```python\n(.*?)```", readme, re.DOTALL) if "assert" in block]
    exec(example.replace("http://127.0.0.1:8000", platform.url), {})


def test_in_a_group_everybody_sees_the_echo(platform: Standalone) -> None:
    platform.act("小美", "message", text="大家好", group="同學會")
    assert platform.texts("阿凱") == ["大家好", "大家好"]


def test_a_new_friend_is_greeted_by_name(platform: Standalone) -> None:
    platform.act("怡君", "follow")
    assert platform.texts("怡君") == ["歡迎 怡君"]


def test_an_event_the_bot_does_not_know_is_taken_in_silence(platform: Standalone) -> None:
    platform.act("小美", "sticker")
    assert platform.texts("小美") == [""]
    webhook = next(line for line in platform.lab("log")["log"] if line["kind"] == "webhook")
    assert (webhook["status"], webhook["failure"]) == (200, None)


def test_twenty_messages_are_answered_each_once_and_in_order(platform: Standalone) -> None:
    for number in range(20):
        platform.act("小美", "message", text=str(number))
    answers = platform.texts("小美")
    assert sorted(answers, key=int) == [text for number in range(20) for text in (str(number), str(number))]


def test_the_log_tells_the_whole_story(platform: Standalone) -> None:
    platform.act("小美", "message", text="hi")
    platform.texts("小美")
    webhook, reply = platform.lab("log")["log"]
    assert (webhook["kind"], webhook["status"]) == ("webhook", 200)
    assert (reply["path"], reply["status"], reply["outcome"]["received"]) == ("/v2/bot/message/reply", 200, 1)


def test_a_redelivered_webhook_meets_a_used_token(platform: Standalone) -> None:
    """The bot fails on it, as it would with LINE: it should have looked at webhookEventId."""
    (event,) = platform.act("小美", "message", text="hi")["events"]
    platform.texts("小美")
    platform.lab("webhook/redeliver", {"webhookEventId": event["webhookEventId"]})
    assert platform.texts("小美") == ["hi", "hi"]
    webhook, refused = platform.lab("log")["log"][:2]
    assert (webhook["redelivery"], webhook["failure"]) == (True, "error_status_code")
    assert (refused["status"], refused["rule"]["key"]) == (400, "reply_token_used")


# The file of the lesson on replies ----------------------------------------------------------------------------------


def lesson_file(lang: str) -> str:
    (lesson,) = [path for path in build_notebooks.lessons(["01_reply"]) if path.parent.name == lang]
    (example,) = re.findall(r"```python\n(.*?)```", build_notebooks.prose(lesson)["handler-flask"], re.DOTALL)
    return str(example)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_file_of_the_lesson_has_twelve_lines_beside_its_imports(lang: str) -> None:
    lines = [line for line in lesson_file(lang).splitlines() if line and not line.startswith(("import ", "from "))]
    assert len(lines) == 12


def test_the_file_of_the_lesson_has_the_very_handler_of_its_cell() -> None:
    (lesson,) = [path for path in build_notebooks.lessons(["01_reply"]) if path.parent.name == "zh-TW"]
    (cell,) = [cell.source for cell in build_notebooks.read_lesson(lesson).cells if cell.id == "handler"]
    assert cell[cell.index("@handler.add") :] in lesson_file("zh-TW")


@pytest.mark.parametrize(("lang", "said"), [("zh-TW", "你說：你好"), ("en", "You said: 你好")])
def test_the_file_of_the_lesson_answers(
    platform: Standalone, lang: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINE_CHANNEL_SECRET", platform.ready["secret"])
    monkeypatch.setenv("LINE_CHANNEL_ACCESS_TOKEN", platform.ready["token"])
    monkeypatch.setenv("LINE_API_HOST", platform.url)
    written: dict[str, Any] = {"__name__": "lesson_bot"}
    exec(lesson_file(lang), written)
    before = platform.lab("webhook")["url"]
    with serving(written["app"]) as url:
        platform.lab("webhook", {"url": url})
        platform.act("小美", "message", text="你好")
        assert platform.texts("小美") == ["你好", said]
    platform.lab("webhook", {"url": before})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_file_of_the_lesson_talks_to_line_when_nothing_else_is_said(
    lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "secret")
    monkeypatch.setenv("LINE_CHANNEL_ACCESS_TOKEN", "token")
    monkeypatch.delenv("LINE_API_HOST", raising=False)
    written: dict[str, Any] = {"__name__": "lesson_bot"}
    exec(lesson_file(lang), written)
    assert written["configuration"].host == "https://api.line.me"
