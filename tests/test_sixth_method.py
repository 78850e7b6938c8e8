"""A sixth send method is an entry in the table, a handler in the stub, its texts and a lesson: here "whisper".

A Python of its own adds the entry before anything else of the lab is imported, as an edit of the table would.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from helpers.line.send_methods import SEND_METHODS
from helpers.paths import ROOT
from tests.imports import modules

WHISPER = """
import json, types
from linebot.v3 import messaging
from helpers.line import limits, send_methods
from helpers.line.send_methods import SEND_METHODS, SendMethod

# The SDK would bring a method and a request class: a push to another path.
def renamed(function, changed, name):
    code = function.__code__
    constants = tuple(changed.get(c, c) if isinstance(c, str) else c for c in code.co_consts)
    attributes = tuple(changed.get(n, n) for n in code.co_names)
    made = types.FunctionType(code.replace(co_consts=constants, co_names=attributes), function.__globals__, name)
    made.__defaults__, made.__kwdefaults__ = function.__defaults__, function.__kwdefaults__
    return messaging.api.messaging_api.validate_arguments(made)

Api = messaging.MessagingApi
plain, full = Api.push_message.raw_function, Api.push_message_with_http_info.raw_function
changed = {"push_message_with_http_info": "whisper_with_http_info", "/v2/bot/message/push": "/v2/bot/message/whisper"}
Api.whisper = renamed(plain, changed, "whisper")
Api.whisper_with_http_info = renamed(full, changed, "whisper_with_http_info")
class WhisperRequest(messaging.PushMessageRequest):
    __module__ = messaging.PushMessageRequest.__module__
messaging.WhisperRequest = WhisperRequest

# 1. The entry.
SEND_METHODS["whisper"] = SendMethod(
    "whisper", "whisper", WhisperRequest, "chat", "to", limits.RATE_BROADCAST_PER_HOUR, 3600, sent_messages=True
)

# 2. The handler of the stub.
from helpers.stub.platform import Platform
def whisper(self, call):
    return self._deliver("whisper", call, [self.people.push_outcome(self._push_row(call.data["to"]), call.now_ms)])
Platform.whisper = whisper

# 3. Its texts.
from helpers.text import LANGUAGES, texts
for lang in LANGUAGES:
    catalogue = texts(lang).catalogue
    catalogue |= {key.replace("push", "whisper"): text for key, text in catalogue.items() if ".push" in key}

from ipywidgets import Widget
Widget.open = lambda self: None
from helpers.codegen.snippets import CODE_LANGUAGES, code
from helpers.course.progress import LESSONS
from helpers.lab import Lab
from helpers.session.draft import Draft

told = {}
with Lab("class", "inproc", "en") as lab:
    mei = lab.friend("小美").user_id
    builder = lab.builder("whisper")
    builder.load(Draft(SEND_METHODS["whisper"], {"to": mei, "messages": [{"type": "text", "text": "psst"}]}))
    told["code"] = {language: builder.code(language) for language in CODE_LANGUAGES}
    exec(code(builder.draft, "python"), {"line_bot_api": lab.line_bot_api})
    told["ran"] = [lab.last.path, lab.last.status]
    builder.send_button.click()
    told["clicked"] = [lab.last.path, lab.last.status, lab.session.exchanges.count]
    told["received"] = [person.name for person in lab.last.outcome.people if person.received]
    told["card"] = lab.show()._repr_html_()
    with lab.attempt():
        lab.line_bot_api.whisper(WhisperRequest(to="nobody", messages=[messaging.TextMessage(text="psst")]))
    told["refused"] = lab.last.status
    for _ in range(limits.RATE_BROADCAST_PER_HOUR - 2):  # three have gone already
        with lab.attempt():
            lab.line_bot_api.whisper(WhisperRequest(to=mei, messages=[messaging.TextMessage(text="psst")]))
    told["limited"] = lab.last.status
told["lesson"] = [lesson.name for lesson in LESSONS]
print("TOLD" + json.dumps(told))
"""


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """What a lab with six methods said and did."""
    command = [sys.executable, "-X", "utf8", "-c", WHISPER]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(json.loads(done.stdout.partition("TOLD")[2]))


@pytest.mark.slow
def test_the_builder_writes_its_code(told: dict[str, Any]) -> None:
    assert [language for language, code in told["code"].items() if "whisper" not in code] == ["json"]  # the body alone
    assert "line_bot_api.whisper(" in told["code"]["python"]
    assert "/v2/bot/message/whisper" in told["code"]["curl"]


@pytest.mark.slow
def test_its_code_runs_and_a_click_sends_it(told: dict[str, Any]) -> None:
    assert told["ran"] == ["/v2/bot/message/whisper", 200]
    assert told["clicked"] == ["/v2/bot/message/whisper", 200, 2]
    assert told["received"]


@pytest.mark.slow
def test_the_platform_keeps_its_rules_and_its_rate(told: dict[str, Any]) -> None:
    assert told["refused"] == 400
    assert told["limited"] == 429


@pytest.mark.slow
def test_the_course_expects_its_lesson(told: dict[str, Any]) -> None:
    assert "06_whisper" in told["lesson"]


# Nothing else names a method ----------------------------------------------------------------------------------------

#: Where a method is named because the subject is that method: its handlers, the room of narrowcast, what lessons are
#: made of, and what LINE's audiences say of the message they came from.
SUBJECT = re.compile(
    r"helpers\.(line\.send_methods|stub\.platform"
    r"|.*narrowcast.*|targeting\.condition_(sources|problems)|stub\.operations\.audiences"
    r"|stub\.ledgers\.reply_tokens|panels\.kit\.stylesheets|examples\..*|course\.(demos|exercises\..*)|panels\.builder\.builder)"
)


def named(source: str) -> Iterator[str]:
    """The methods that code names, by text or by the table's constants."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in SEND_METHODS:
            yield str(node.value)
        elif isinstance(node, ast.Name) and node.id.lower() in SEND_METHODS and node.id.isupper():
            yield node.id


def test_only_what_is_about_a_method_names_it() -> None:
    found = {
        name: sorted(set(named(path.read_text(encoding="utf-8"))))
        for name, path in modules().items()
        if not SUBJECT.fullmatch(name) and not name.startswith("helpers.text.")
    }
    assert {name: methods for name, methods in found.items() if methods} == {}


def test_a_name_is_found() -> None:
    assert list(named("if method.name == 'push': pass")) == ["push"]
    assert list(named("if method is REPLY: pass")) == ["REPLY"]
    assert list(named("reply = 1")) == []
