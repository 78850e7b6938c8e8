"""Generated code is compared with golden files, formatted as the formatters would, and run.

After a change that is meant, ``python -m tests.codegen.test_snippets`` writes the golden files anew.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linebot.v3.messaging import ApiException
from pydantic.v1 import ValidationError

from helpers import open_lab
from helpers.codegen.python_source import COLUMNS, columns
from helpers.codegen.snippets import CODE_LANGUAGES, code, ps_quoted, sh_quoted
from helpers.examples.examples import EXAMPLES, Example
from helpers.lab import Lab
from helpers.line.send_methods import BROADCAST, NARROWCAST, PUSH, REPLY, SEND_METHODS
from helpers.session.draft import Draft
from helpers.settings import BASE_URL, TOKEN
from tests.session.drafts import KEY, NASTY, drafts

GOLDEN = Path(__file__).parent / "golden"
PYTHON = ("python", "python-status", "python-file")
FUZZ = settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
HELLO = {"type": "text", "text": "你好"}
QUOTES = {"type": "text", "text": '他說：「it\'s `$5`」 "a\\b" %PATH% ‘x’\n🎉'}
STICKER = {"type": "sticker", "packageId": "446", "stickerId": "1988"}
WOMEN = {"type": "gender", "oneOf": ["female"]}
NOT_TAIPEI = {"type": "operator", "not": {"type": "area", "oneOf": ["tw_01"]}}

ALL = [
    pytest.param(example, id=f"{example.method.name}-{example.key}")
    for examples in EXAMPLES.values()
    for example in examples
]


@pytest.fixture
def lab() -> Iterator[Lab]:
    with open_lab(transport="inproc", lang="zh-TW") as lab:
        yield lab


@pytest.fixture
def http_lab() -> Iterator[Lab]:
    with open_lab("shop", transport="http", lang="zh-TW") as lab:
        yield lab


def example(method: str, key: str) -> Example:
    return next(example for example in EXAMPLES[method] if example.key == key)


def golden_draft(name: str, lab: Lab) -> Draft:
    """A request that uses most of what its method takes; LINE accepts it in the shop."""
    names = ("小美", "阿凱", "志明")
    if name == "reply":
        event = lab.friend("小美").send_text("在嗎")
        return Draft(REPLY, {"replyToken": event.reply_token, "messages": [HELLO, QUOTES]})
    if name == "push":
        draft = example("push", "flex").build(lab.session)
        messages = [*draft.body["messages"], STICKER]
        more = {"notificationDisabled": True, "customAggregationUnits": ["autumn_sale"]}
        return Draft(PUSH, {"to": lab.friend("小美").user_id, "messages": messages, **more}, KEY)
    if name == "multicast":
        ids = [lab.friend(name).user_id for name in names]
        return Draft(SEND_METHODS["multicast"], {"to": ids, "messages": [HELLO], "notificationDisabled": False})
    if name == "narrowcast":
        chosen = {"demographic": {"type": "operator", "and": [WOMEN, {"type": "age", "gte": "age_20"}, NOT_TAIPEI]}}
        return Draft(NARROWCAST, {"messages": [HELLO], "filter": chosen, "limit": {"max": 100}}, KEY)
    return Draft(BROADCAST, {"messages": example("broadcast", "five_messages").build(lab.session).body["messages"]})


@cache
def golden_drafts() -> dict[str, Draft]:
    with open_lab("shop", transport="inproc", lang="zh-TW") as lab:
        return {name: golden_draft(name, lab) for name in SEND_METHODS}


# Golden files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", CODE_LANGUAGES)
@pytest.mark.parametrize("method", SEND_METHODS)
def test_code_is_as_it_was(method: str, language: str) -> None:
    expected = (GOLDEN / f"{method}.{language}.txt").read_text(encoding="utf-8")
    assert code(golden_drafts()[method], language) + "\n" == expected


def test_there_is_no_other_golden_file() -> None:
    expected = {f"{method}.{language}.txt" for method in SEND_METHODS for language in CODE_LANGUAGES}
    assert {path.name for path in GOLDEN.iterdir()} == expected


def write_golden_files() -> None:
    GOLDEN.mkdir(exist_ok=True)
    for method, draft in golden_drafts().items():
        for language in CODE_LANGUAGES:
            path = GOLDEN / f"{method}.{language}.txt"
            path.write_text(code(draft, language) + "\n", encoding="utf-8", newline="\n")


# Python: the same as the panel ----------------------------------------------------------------------------------


def run(text: str, lab: Lab) -> None:
    """Run generated Python where ``line_bot_api`` is the lab's, and LINE is where the lab is."""
    exec(compile(text, "generated", "exec"), {"line_bot_api": lab.line_bot_api})


def outcome(lab: Lab, before: int, error: BaseException | None) -> Any:
    """What a send came to: the exchange, or that there was none."""
    if lab.session.exchanges.count == before:
        return "stopped here", isinstance(error, (ValueError, TypeError))
    exchange = lab.last
    key = exchange.request_headers.get("x-line-retry-key")
    return (
        exchange.method,
        exchange.path,
        exchange.request_json(),
        key,
        exchange.status,
        exchange.rule,
        exchange.outcome,
    )


def sent_by_panel(example: Example, lab: Lab) -> Any:
    draft = example.draft(lab.session)
    before = lab.session.exchanges.count
    try:
        draft.send(lab.line_bot_api)
    except (ValidationError, TypeError, ApiException) as error:
        return outcome(lab, before, error)
    return outcome(lab, before, None)


def sent_by_code(example: Example, lab: Lab, language: str) -> Any:
    text = code(example.draft(lab.session), language)
    before = lab.session.exchanges.count
    try:
        run(text, lab)
    except (ValueError, TypeError, ApiException) as error:
        return outcome(lab, before, error)
    return outcome(lab, before, None)


@pytest.mark.parametrize("language", PYTHON)
@pytest.mark.parametrize("example", ALL)
def test_python_does_the_same_as_the_panel(
    example: Example, language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_lab(example.worlds[0], transport="inproc") as one, open_lab(example.worlds[0], transport="inproc") as two:
        monkeypatch.setenv(BASE_URL, two.configuration.host)
        monkeypatch.setenv(TOKEN, two.configuration.access_token)
        assert sent_by_code(example, two, language) == sent_by_panel(example, one)


@FUZZ
@given(drafts())
def test_any_draft_leaves_as_the_same_json(draft: Draft) -> None:
    """Right and wrong ones: what the SDK refuses in the panel, it refuses in the code."""
    try:
        expected = [(draft.wire(), draft.retry_key)]
    except ValidationError:
        expected = []
    api = SpyApi()
    try:
        exec(compile(code(draft, "python"), "generated", "exec"), {"line_bot_api": api})
    except (ValueError, TypeError, LookupError, AttributeError):
        assert expected == []
    assert api.sent == expected


class SpyApi:
    """Takes requests as MessagingApi does, and keeps the JSON they would leave as."""

    def __init__(self) -> None:
        self.sent: list[tuple[dict[str, Any], str | None]] = []

    def __getattr__(self, name: str) -> Any:
        return self._send

    def _send(self, request: Any, x_line_retry_key: str | None = None) -> None:
        self.sent.append((json.loads(request.to_json()), x_line_retry_key))


def test_the_status_form_prints_status_request_id_and_body(lab: Lab, capsys: pytest.CaptureFixture[str]) -> None:
    run(code(golden_draft("reply", lab), "python-status"), lab)
    printed = capsys.readouterr().out.splitlines()
    assert printed == ["200", lab.last.request_id, lab.last.response_body]


#: Python itself and the SDK take a second to start: the five files share them, and nothing else.
ONE_BY_ONE = "import runpy, sys\nfor file in sys.argv[1:]: runpy.run_path(file, run_name='__main__')"


@pytest.mark.slow
def test_a_file_runs_on_its_own(http_lab: Lab, tmp_path: Path) -> None:
    drafts = [golden_draft(method, http_lab) for method in SEND_METHODS]
    keys = (KEY[:-1] + digit for digit in "0123456789")  # one key for two requests would be one request repeated
    drafts = [replace(draft, retry_key=next(keys)) if draft.retry_key else draft for draft in drafts]
    files = [tmp_path / f"{draft.method.name}.py" for draft in drafts]
    for file, draft in zip(files, drafts, strict=True):
        file.write_text(code(draft, "python-file") + "\n", encoding="utf-8", newline="\n")
    command = [sys.executable, "-c", ONE_BY_ONE, *map(str, files)]
    ran = subprocess.run(command, env=environment(http_lab), capture_output=True, encoding="utf-8")
    assert ran.stderr == ""
    sent = list(http_lab.history)[::-1]
    assert [exchange.request_json() for exchange in sent] == [draft.wire() for draft in drafts]
    assert [exchange.status for exchange in sent] == [draft.method.success_status for draft in drafts]
    assert ran.stdout.splitlines()[::3] == [str(exchange.status) for exchange in sent]


def environment(lab: Lab) -> Mapping[str, str]:
    return {**os.environ, BASE_URL: lab.configuration.host, TOKEN: lab.configuration.access_token, "PYTHONUTF8": "1"}


# Python: good to read -------------------------------------------------------------------------------------------


def test_python_is_formatted_as_ruff_and_black_would(tmp_path: Path) -> None:
    for number, draft in enumerate([*golden_drafts().values(), *example_drafts()]):
        for language in PYTHON:
            path = tmp_path / f"d{number}_{language}.py"
            path.write_text(code(draft, language) + "\n", encoding="utf-8", newline="\n")
    ruff(tmp_path, "format", "--diff", f"--line-length={COLUMNS}")


def test_python_imports_what_it_uses_and_no_more(tmp_path: Path) -> None:
    for number, draft in enumerate(example_drafts()):
        path = tmp_path / f"d{number}.py"
        path.write_text(code(draft, "python-file") + "\n", encoding="utf-8", newline="\n")
    ruff(tmp_path, "check", "--select=F,I", "--quiet")


def example_drafts() -> list[Draft]:
    with open_lab("shop", transport="inproc") as lab:
        lab.platform.rate_limits.enabled = False
        return [example.draft(lab.session) for examples in EXAMPLES.values() for example in examples]


def ruff(folder: Path, *arguments: str) -> None:
    """Run ruff without this project's settings; what it says is the failure."""
    command = [sys.executable, "-m", "ruff", *arguments, "--isolated", "--no-cache", str(folder)]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"})
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("language", PYTHON)
@pytest.mark.parametrize("method", SEND_METHODS)
def test_no_line_is_wider_than_88_columns(method: str, language: str) -> None:
    assert max(map(columns, code(golden_drafts()[method], language).splitlines())) <= COLUMNS


def test_python_names_and_defaults_left_unsaid() -> None:
    body = {"replyToken": "t", "messages": [{**HELLO, "quoteToken": "q"}], "notificationDisabled": False}
    assert code(Draft(REPLY, body), "python").endswith(
        'line_bot_api.reply_message(\n    ReplyMessageRequest(\n        reply_token="t",\n'
        '        messages=[TextMessage(text="你好", quote_token="q")],\n    )\n)'
    )


def test_reserved_words_are_the_sdks_var_names() -> None:
    text = code(golden_drafts()["narrowcast"], "python")
    assert "var_and=[" in text
    assert "var_not=AreaDemographicFilter(" in text


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ({"type": "song", "name": "x"}, 'Message.from_dict({"type": "song", "name": "x"})'),
        ({"text": "x"}, 'Message.from_dict({"text": "x"})'),
        ({"type": "text", "text": "x", "txt": 1}, 'TextMessage.from_dict({"type": "text", "text": "x", "txt": 1})'),
        ("x", 'Message.from_dict("x")'),
        (None, "None"),
        ({"type": "text", "text": 5}, "TextMessage(text=5)"),
    ],
)
def test_what_the_classes_cannot_say_falls_back_to_from_dict(message: Any, expected: str) -> None:
    assert f"messages=[{expected}]" in code(Draft(BROADCAST, {"messages": [message]}), "python")


def test_an_object_whose_type_is_missing_is_refused_in_code_too() -> None:
    """The class would fill in its own type; ``from_dict``, which the panel uses, does not."""
    bubble = {"type": "bubble", "body": {"layout": "vertical", "contents": []}}
    draft = Draft(BROADCAST, {"messages": [{"type": "flex", "altText": "a", "contents": bubble}]})
    assert 'body=FlexBox.from_dict({"layout": "vertical", "contents": []})' in code(draft, "python")


def test_plain_dictionaries_stay_dictionaries() -> None:
    draft = Draft(PUSH, {"to": "x", "messages": [HELLO]}, plain_dicts=True)
    assert 'messages=[{"type": "text", "text": "你好"}]' in code(draft, "python")
    assert json.loads(code(draft, "json"))["messages"] == [{"type": "text"}]


def test_too_many_plain_dictionaries_are_shown_whole() -> None:
    draft = Draft(BROADCAST, {"messages": [HELLO] * 6}, plain_dicts=True)
    assert json.loads(code(draft, "json"))["messages"] == [HELLO] * 6


# JSON, curl, PowerShell -----------------------------------------------------------------------------------------


@pytest.mark.slow
@FUZZ
@given(drafts())
def test_json_is_the_body_and_readable(draft: Draft) -> None:
    text = code(draft, "json")
    assert json.loads(text) == draft.body
    text.encode("utf-8")  # no surrogate left alone
    assert re.search(r"[\u202e\u2028\ufeff\x1b]", text) is None


def test_json_keeps_chinese_and_emoji() -> None:
    assert '"text": "你好　👨‍👩‍👧"' in code(
        Draft(BROADCAST, {"messages": [{"type": "text", "text": "你好　👨‍👩‍👧"}]}), "json"
    )


@pytest.mark.slow
@FUZZ
@given(drafts())
def test_curl_keeps_the_body_in_one_word(draft: Draft) -> None:
    words = shlex.split(code(draft, "curl").replace(" \\\n", " "))
    headers = [word for option, word in pairwise(words) if option == "-H"]
    assert json.loads(words[words.index("-d") + 1]) == draft.body
    assert f"Authorization: Bearer ${TOKEN}" in headers
    assert len(headers) == (2 if draft.retry_key is None else 3)


needs_curl = pytest.mark.skipif(
    sys.platform == "win32" or not (shutil.which("curl") and shutil.which("bash")), reason="needs bash and curl"
)


@needs_curl
@pytest.mark.parametrize("method", SEND_METHODS)
def test_curl_does_the_same_as_the_panel(http_lab: Lab, method: str) -> None:
    draft = golden_draft(method, http_lab)
    ran = bash(code(draft, "curl"), http_lab)
    assert f" {draft.method.success_status} " in ran.stdout.splitlines()[0]
    assert http_lab.last.request_json() == draft.body
    assert http_lab.last.request_headers.get("x-line-retry-key") == draft.retry_key


@needs_curl
@pytest.mark.parametrize(
    ("method", "key"), [("reply", "reply_retry_key"), ("push", "plain_dicts"), ("multicast", "five_hundred_and_one")]
)
def test_curl_shows_what_line_says_to_what_the_sdk_stops(http_lab: Lab, method: str, key: str) -> None:
    ran = bash(code(example(method, key).draft(http_lab.session), "curl"), http_lab)
    assert " 400 " in ran.stdout.splitlines()[0]
    assert http_lab.last.status == 400


@needs_curl
def test_curl_sends_whatever_stands_in_a_text(http_lab: Lab) -> None:
    text = NASTY.replace("\x00", "")  # JSON escapes the zero, too: see the next line
    draft = Draft(BROADCAST, {"messages": [{"type": "text", "text": text + "\x00"}]}, "it's; $(echo no) `no` \"\\")
    bash(code(draft, "curl"), http_lab)
    assert http_lab.last.request_json() == draft.body
    assert http_lab.last.request_headers["x-line-retry-key"] == draft.retry_key


def bash(text: str, lab: Lab) -> subprocess.CompletedProcess[str]:
    command = ["bash", "-c", text]
    return subprocess.run(command, env=environment(lab), capture_output=True, encoding="utf-8", check=True, timeout=30)


@FUZZ
@given(st.text(NASTY.replace("\x00", "")))
def test_a_shell_word_is_one_word(text: str) -> None:
    assert shlex.split(sh_quoted(text)) == [text]


# PowerShell is not at hand where these tests run, so its quoting rules are applied here by themselves.


@pytest.mark.slow
@FUZZ
@given(drafts())
def test_a_powershell_here_string_holds_the_body(draft: Draft) -> None:
    """It begins after ``@'`` at the end of a line, and ends at the first line that begins with ``'@``."""
    text = code(draft, "powershell")
    body = re.search("@'\n(.*?)\n['\u2018\u2019\u201a\u201b]@", text, re.DOTALL)
    assert body is not None
    assert json.loads(body[1]) == draft.body


@FUZZ
@given(st.text(NASTY + "‘’‚‛"))
def test_a_powershell_string_holds_any_text(text: str) -> None:
    """Single quotes, straight or curly, end it unless doubled; nothing else has a meaning."""
    inner = ps_quoted(text)[1:-1]
    quotes = re.findall("['\u2018\u2019\u201a\u201b]+", inner)
    assert all(len(run) % 2 == 0 for run in quotes)
    assert re.sub("(['\u2018\u2019\u201a\u201b])\\1", r"\1", inner) == text


def test_powershell_sends_utf8_bytes_and_the_token_from_the_environment() -> None:
    text = code(golden_drafts()["push"], "powershell")
    assert "[System.Text.Encoding]::UTF8.GetBytes($body)" in text
    assert f"Bearer $env:{TOKEN}" in text
    assert f"'X-Line-Retry-Key' = '{KEY}'" in text


# All languages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", CODE_LANGUAGES)
def test_no_language_shows_the_token(lab: Lab, language: str) -> None:
    text = code(golden_draft("push", lab), language)
    assert lab.configuration.access_token not in text
    assert (TOKEN in text) == (language in ("python-file", "curl", "powershell"))


@pytest.mark.parametrize("language", CODE_LANGUAGES)
def test_every_language_is_named_and_explained(lab: Lab, language: str) -> None:
    assert lab.texts(f"builder.code.{language}")
    assert lab.texts(f"builder.code.{language}.help")


def test_an_unknown_language_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="no code in 'cobol': choose one of python, python-status"):
        code(Draft(BROADCAST, {"messages": [HELLO]}), "cobol")


if __name__ == "__main__":
    write_golden_files()
