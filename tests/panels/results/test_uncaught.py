"""An error that nothing caught, in a real kernel: the card, the one line, and what never shows."""

# ruff: noqa: E501 - a cell a line

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbclient
import nbformat
import pytest

from helpers.explain.trace import short_name, trace_text
from helpers.lab import open_lab

SECRET = "eyJhbGciOiJIUzI1NiJ9" * 8
OPEN = """
from linebot.v3.messaging import *
from helpers.lab import open_lab
lab = open_lab(transport="inproc", lang="en")
mei = lab.friend("Mei").user_id
api = lab.line_bot_api
"""
#: A cell's code, and the line it ends with; None for what is left to Jupyter.
CELLS: dict[str, tuple[str, str | None]] = {
    "sdk": ("PushMessageRequest(to=mei, messages=[])", "ValidationError: messages must hold at least 1"),
    "line": ("api.push_message(PushMessageRequest(to='x', messages=[TextMessage(text='a')]))", "ApiException: to is not an id"),
    "v2": ("api.push_message(mei, TextMessage(text='a'))", "ValidationError: push_message takes one PushMessageRequest"),
    "name": ("TextSendMessage(text='a')", "NameError: TextSendMessage is a class of version 2"),
    "token": (
        f"MessagingApi(ApiClient(Configuration(host='http://127.0.0.1:1', access_token='{SECRET}' + chr(10)))).get_bot_info()",
        "ValueError: The access token holds a character that cannot be sent",
    ),
    "import": ("from linebot.v3.messaging import MessageEvent", "ImportError: MessageEvent is not in linebot.v3.messaging"),
    "loop": ("import asyncio\nmain = asyncio.sleep(0)\nasyncio.run(main)", "RuntimeError: In a notebook, simply write await"),
    "unread": ("print（'a'）", "SyntaxError: Line 1 has a full-width （"),
    "open bracket": ("api.push_message(PushMessageRequest(to=mei,", "SyntaxError: The ( in line 1 is never closed"),
    "unread late": ("def f():\n    await g()", "SyntaxError: In line 2, await is in a plain function"),
    "uneven": ("def f():\n    x = 1\n  y = 2", "IndentationError: The indentation of line 3 matches nothing above it"),
    "token in code": (f"access_token={SECRET}/{SECRET}=", "SyntaxError: Line 1 has text without quotation marks"),
    "own": ("1 / 0", None),
    "own unread": ("x = 0123", None),
    "own unread elsewhere": ("exec('print(')", None),
    "lab": ("lab.friend('X')", None),
    "off": ("lab.explain_errors(False)\nPushMessageRequest(to=mei, messages=[])", None),
    "off unread": ("print（'a'）", None),
    "on": ("lab.explain_errors()\nPushMessageRequest(to=mei)", "ValidationError: messages is missing"),
    "handler": (
        "from linebot.v3 import WebhookHandler\nfrom linebot.v3.webhooks import MessageEvent\n"
        "@WebhookHandler('s').add(MessageEvent, message=TextMessage)\ndef answer(event): pass",
        "",
    ),
    "handler without parentheses": ("@WebhookHandler('s').add\ndef answer(event): pass", ""),
    "never awaited": ("async def ask():\n    pass\nask()\nx = 1", ""),
    "never awaited at the end": ("async def tell():\n    pass\ntell()", ""),
    "own everyday": ("x = 'a' + 5", None),
    "another": ("lab = open_lab(transport='inproc', lang='en')\nPushMessageRequest(to=mei)", "ValidationError: messages is missing"),
}  # fmt: skip


@pytest.fixture(scope="module")
def ran() -> dict[str, Any]:
    """The outputs of each cell, run one after the other in a real kernel."""
    cells = [nbformat.v4.new_code_cell(code) for code in (OPEN, *(code for code, _ in CELLS.values()))]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbclient.NotebookClient(notebook, allow_errors=True, kernel_name="python3", timeout=60).execute()
    return {name: cell.outputs for name, cell in zip(CELLS, notebook.cells[1:], strict=True)}


def errors(outputs: Any) -> list[Any]:
    return [output for output in outputs if output.output_type == "error"]


def cards(outputs: Any) -> list[str]:
    return [output.data["text/html"] for output in outputs if output.output_type == "display_data"]


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, (_, line) in CELLS.items() if line])
def test_an_uncaught_error_is_one_card_and_one_line(ran: dict[str, Any], name: str) -> None:
    (error,), (card,) = errors(ran[name]), cards(ran[name])
    assert error.traceback == [CELLS[name][1]] == [error.evalue]
    assert card.count("Traceback (most recent call last)") == 1
    assert "<details><summary>Python&#x27;s traceback</summary>" in card


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, (_, line) in CELLS.items() if line is None])
def test_any_other_error_is_left_to_jupyter(ran: dict[str, Any], name: str) -> None:
    assert len(errors(ran[name])) == 1 and not cards(ran[name])


@pytest.mark.slow
def test_what_python_cannot_read_is_left_to_jupyter_as_it_would_be_without_the_lab(ran: dict[str, Any]) -> None:
    for name in ("own unread", "off unread"):
        (error,) = errors(ran[name])
        assert "SyntaxError" in error.traceback[0] and "interactiveshell" not in str(error.traceback), name


@pytest.mark.slow
def test_a_handler_of_a_class_that_never_arrives_gets_a_card(ran: dict[str, Any]) -> None:
    (card,) = cards(ran["handler"])
    assert not errors(ran["handler"]) and "TextMessageContent" in card


@pytest.mark.slow
def test_a_handler_without_parentheses_gets_a_card(ran: dict[str, Any]) -> None:
    (card,) = cards(ran["handler without parentheses"])
    assert not errors(ran["handler without parentheses"]) and "handler.add" in card


@pytest.mark.slow
@pytest.mark.parametrize("name", ["never awaited", "never awaited at the end"])
def test_a_coroutine_that_never_ran_gets_one_card_instead_of_a_warning(ran: dict[str, Any], name: str) -> None:
    (card,) = cards(ran[name])
    assert "is missing: nothing was done" in card and not errors(ran[name])
    assert not [output for output in ran[name] if output.output_type == "stream"]


@pytest.mark.slow
def test_no_card_and_no_line_holds_a_token_or_a_path_of_this_computer(ran: dict[str, Any]) -> None:
    for name in (name for name, (_, line) in CELLS.items() if line):
        shown = str(ran[name])
        assert SECRET[:20] not in shown, name
        assert str(Path.home()) not in shown and str(Path(__file__).parents[3]) not in shown, name


@pytest.mark.slow
def test_the_traceback_begins_in_the_cell(ran: dict[str, Any]) -> None:
    assert "(most recent call last):\n  File &quot;&lt;cell&gt;&quot;, line 1" in cards(ran["sdk"])[0]


@pytest.mark.slow
def test_a_kernel_reports_the_error_without_the_token() -> None:
    cells = [nbformat.v4.new_code_cell(code) for code in (OPEN, CELLS["token"][0])]
    with pytest.raises(nbclient.exceptions.CellExecutionError) as caught:
        nbclient.NotebookClient(nbformat.v4.new_notebook(cells=cells), kernel_name="python3", timeout=60).execute()
    assert SECRET[:20] not in str(caught.value).replace(CELLS["token"][0], "")


def test_outside_ipython_nothing_is_hooked() -> None:
    with open_lab(transport="inproc") as lab:
        lab.explain_errors()
        lab.explain_errors(False)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/home/mei/.venv/lib/python3.13/site-packages/linebot/v3/api_client.py", "linebot/v3/api_client.py"),
        (r"D:\Mei\.venv\Lib\site-packages\linebot\webhook.py", "linebot/webhook.py"),
        ("/usr/lib/python3.11/http/client.py", "http/client.py"),
        ("/var/tmp/ipykernel_12/345.py", "<cell>"),
        (r"D:\Mei\Temp\ipykernel_12\345.py", "<cell>"),
        ("/home/mei/bot.py", "bot.py"),
    ],
)
def test_a_file_is_named_from_its_library_on(path: str, name: str) -> None:
    assert short_name(path) == name


def test_a_traceback_names_every_function_but_the_labs() -> None:
    with open_lab(transport="inproc") as lab, pytest.raises(Exception) as caught:
        lab.friend("nobody by this name")
    assert "friend" not in trace_text(caught.value).partition("LabError")[0].replace("lab.friend(", "")
