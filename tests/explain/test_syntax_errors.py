"""The slips that keep Python from reading a cell: each recognised by its kind, everything else left to Python."""

from __future__ import annotations

import linecache
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from helpers.explain.explanation import explain, is_explained
from helpers.explain.syntax_errors import syntax_mistake
from helpers.text import LANGUAGES, texts

CELL = "<ipython-input-1>"
TOKEN = "eyJhbGciOiJIUzI1NiJ9" * 8

#: What was written, the kind, and what the card says of it.
SLIPS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("print（'a'）", "character", {"line": 1, "char": "（", "right": "("}),
    ("lab.friend('小美'）", "character", {"char": "）", "right": ")"}),
    ("x = 1\nmessages = [1，2]", "character", {"line": 2, "char": "，", "right": ","}),
    ("if ok：\n    pass", "character", {"char": "：", "right": ":"}),
    ("x = 1；", "character", {"char": "；", "right": ";"}),
    ("x ＝ 1", "character", {"char": "＝", "right": "="}),
    ("f(1、2)", "character", {"char": "、", "right": ","}),
    ("x = ５", "character", {"char": "５", "right": "5"}),
    ("lab.phones(“小美”)", "quotes", {"char": "“", "right": '"'}),
    ("x = ‘a’", "quotes", {"char": "‘", "right": "'"}),
    ("x = 「a」", "quotes", {"char": "「", "right": '"'}),
    ("x\u3000= 1", "blank", {"code": "U+3000"}),
    ("x\u00a0= 1", "blank", {"code": "U+00A0"}),
    ("x\u200b = 1", "blank", {"code": "U+200B"}),
    ("TextMessage(text=早安！)", "unquoted", {"text": "早安！"}),
    ("TextMessage(text=早安 小美)", "unquoted", {"text": "早安 小美"}),
    ("TextMessage(text=😀)", "unquoted", {"text": "😀"}),
    ("TextMessage(text=Good morning)", "unquoted", {"text": "Good morning"}),
    ("text = hello world", "unquoted", {"text": "hello world"}),
    ("f(host=https://api.line.me)", "unquoted", {"text": "https://api.line.me"}),
    ("f(x_line_retry_key=123e4567-e89b-12d3-a456-426614174000)", "unquoted", {"text": "123e4567…"}),
    (f"access_token={TOKEN}/{TOKEN}=", "unquoted", {"text": "eyJhbGci…"}),
    ("x = 'abc", "string", {}),
    ("x = 'I'm here'", "string", {}),
    ("x = \"他說\"好\"\"", "string", {}),
    ("x = {\n  'text': '第一行\n第二行'\n}", "string", {"line": 2}),
    ("x = '''abc", "string", {}),
    ("x = f'{a'", "f_string", {}),
    ("print('a'", "open", {"open": "("}),
    ("\nx = [1, 2", "open", {"line": 2, "open": "["}),
    ("f(messages=[TextMessage(text='a'])", "mismatch", {"close": "]", "open": "("}),
    ("print('a'))", "unmatched", {"close": ")"}),
    ("with lab.attempt()\n    f()", "colon", {"word": "with"}),
    ("async def f()\n    pass", "colon", {"word": "def"}),
    ("while True print(1)", "colon", {"word": "while"}),
    ("if a:\n    pass\nelse if b:\n    pass", "else_if", {"line": 3}),
    ("if event.type = 'message':\n    pass", "compare", {"name": "event.type"}),
    ("f(to=mei messages=[])", "comma", {}),
    ("f(text='a'\n  to='b')", "comma", {"line": 1}),
    ("x = {'type': 'text' 'text': 'a'}", "comma", {}),
    ("from linebot.v3.messaging import PushMessageRequest TextMessage", "comma", {}),
    ("f(to='a',, messages=[])", "comma_twice", {}),
    ("reply token = 'x'", "spaced", {"name": "reply token", "right": "reply_token"}),
    ("f(reply-token='x')", "spaced", {"name": "reply-token", "right": "reply_token"}),
    ("f(notification disabled=True)", "spaced", {"right": "notification_disabled"}),
    ("api.push message(x)", "spaced", {"right": "push_message"}),
    ("x = event.reply token", "spaced", {"right": "reply_token"}),
    ("Text Message(text='a')", "spaced", {"right": "TextMessage"}),
    ("OperatorDemographicFilter(and=[a])", "reserved", {"name": "and", "right": "var_and"}),
    ("OperatorRecipient(not=a)", "reserved", {"right": "var_not"}),
    ("f(to=mei, [TextMessage(text='a')])", "positional", {}),
    ("TextMessage(text='a', text='b')", "repeated", {"name": "text"}),
    ("f('to'='x')", "quoted_name", {"name": "to"}),
    ("f('to': 'x', 'messages': [])", "pair_in_call", {"name": "to"}),
    ("f(to: 'x')", "pair_in_call", {"name": "to"}),
    ("'to': 'x',\n'messages': []", "bare_pairs", {}),
    ("x = {to='x'}", "dict_equals", {"name": "to"}),
    ("x = {'to' mei}", "dict_colon", {"name": "to"}),
    ("x = {'to', 'messages': []}", "dict_colon", {"name": "to"}),
    ("to='x', messages=[]", "outside_call", {}),
    ("f(to=)", "value_missing", {"name": "to"}),
    ("x =", "value_missing", {"name": "x"}),
    ("print 'a'", "call_parentheses", {"name": "print"}),
    ("api.push_message PushMessageRequest(to=mei)", "call_parentheses", {"name": "push_message"}),
    ("def f:\n    pass", "def_parentheses", {}),
    ("import TextMessage from linebot", "import_form", {}),
    ("import line-bot-sdk", "package", {}),
    ("@handler.add(MessageEvent)", "decorator", {}),
    ("@handler.add(MessageEvent)\nprint(1)", "decorator", {"line": 2}),
    ("try:\n    f()\nprint(1)", "try", {"line": 3}),
    ("try:\n    f()\nexcept ApiException error:\n    pass", "except_as", {"kind": "ApiException", "name": "error"}),
    ("for x in y:\nprint(x)", "indent_missing", {"line": 2, "after": "1", "word": "for"}),
    ("def f():\nprint(1)", "indent_missing", {"word": "def"}),
    ("x = 1\n    y = 2", "indent_unexpected", {"line": 2}),
    ("def f():\n    x = 1\n  y = 2", "indent_uneven", {"line": 3}),
    ("if True:\n\tx = 1\n        y = 2", "indent_tabs", {"line": 3}),
    ("def f():\n    await g()", "await_outside", {"line": 2, "word": "await"}),
    ("def f():\n    async with g() as h:\n        pass", "await_outside", {"word": "async with"}),
    ("return 5", "outside_function", {"word": "return"}),
    ("curl -v -X POST https://api.line.me/v2/bot/message/push", "shell", {"command": "curl"}),
    ("pip install line-bot-sdk", "shell_pip", {"command": "pip"}),
    ("x = {'to': mei 'messages': []}", "comma", {}),
    ("from linebot.v3.messaging TextMessage", "import_form", {}),
    ("from linebot.v3.messaging import", "import_form", {}),
    ("$ pip install line-bot-sdk", "shell", {}),
    ("POST https://api.line.me/v2/bot/message/push", "http", {}),
    ("const client = new line.Client(config);", "javascript", {}),
    ("client.pushMessage(to).then(() => done)", "javascript", {}),
    ("if a && b:\n    pass", "javascript", {}),
)  # fmt: skip
#: What is no beginner's slip with the lab.
OTHERS = (
    "x = 0123",
    "class = 3",
    "f() = 1",
    "break",
    "else:\n    pass",
    "x = 1 +",
    "nonlocal x",
    "def f(x, x): pass",
    "(yield) = 1",
)


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    yield
    linecache.cache.pop(CELL, None)


def unread(code: str, filename: str = CELL) -> SyntaxError:
    """The error of Python's reader, as a notebook meets it: with the cell kept for tracebacks."""
    linecache.cache[filename] = (len(code), None, code.splitlines(keepends=True), filename)
    with pytest.raises(SyntaxError) as caught:
        compile(code, filename, "exec", 0x2000 | 0x200)  # await at the top; incomplete input is only called incomplete
        compile(code, filename, "exec", 0x2000)
    return caught.value


def test_each_slip_is_named_with_the_line_and_what_to_write() -> None:
    for code, kind, said in SLIPS:
        found = syntax_mistake(unread(code))
        assert found is not None and found.key == f"you.syntax.{kind}", (code, found)
        assert found.values.items() >= said.items(), (code, found.values)
        assert found.by == "you"


def test_every_slip_has_its_words_in_every_language() -> None:
    for code, _, __ in SLIPS:
        for lang in LANGUAGES:
            told = explain(unread(code), texts(lang))
            assert told.key.startswith("you.syntax.") and all((told.title, told.meaning, told.todo)), code
            assert TOKEN[:20] not in f"{told.title}{told.meaning}{told.todo}"


def test_every_text_about_a_slip_is_of_a_slip_that_is_recognised() -> None:
    keys = {key.split(".")[2] for key in texts("en").catalogue if key.startswith("you.syntax.")}
    assert keys == {kind for _, kind, _ in SLIPS}


def test_other_errors_of_pythons_reader_are_left_to_python() -> None:
    for code in OTHERS:
        assert syntax_mistake(unread(code)) is None and not is_explained(unread(code)), code


def test_a_name_of_an_earlier_cell_counts_as_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["__main__"], "my_own_bot", None, raising=False)
    found = syntax_mistake(unread("my own bot.run()"))
    assert found is not None and (found.key, found.values["right"]) == ("you.syntax.spaced", "my_own_bot")


@pytest.mark.parametrize("filename", ["bot.py", "<string>", "<unknown>"])
def test_an_error_that_is_not_in_the_cell_is_left_to_python(filename: str) -> None:
    assert syntax_mistake(unread("print('a'", filename)) is None
