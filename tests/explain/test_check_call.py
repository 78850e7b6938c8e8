"""A call handed over to a check in place of the function: named, whatever error comes out of it."""

from __future__ import annotations

import linecache
from typing import Any

import pytest

from helpers.explain.explanation import explain, is_explained
from helpers.text import LANGUAGES, texts

CELL = "<cell of test_check_call>"
FUNCTION = "def answer(line_bot_api, event):\n    return event.message.text\n\n\n"


def raised(line: str) -> Exception:
    """Run a cell with the function and this line; its source is known as IPython lets it be known."""
    source = FUNCTION + line
    linecache.cache[CELL] = (len(source), None, source.splitlines(keepends=True), CELL)
    names: dict[str, Any] = {"lab": type("Lab", (), {"check": staticmethod(lambda key, function: None)})}
    with pytest.raises(Exception) as found:
        exec(compile(source, CELL, "exec"), names)
    error = found.value
    assert isinstance(error, Exception)
    return error


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "line",
    [
        'lab.check("reply-1", answer())',
        'lab.check("reply-1", answer(...))',
        'lab.check("reply-1", answer(..., ...))',
        'lab.check("reply-1", answer(line_bot_api, event))',
        'lab.check(\n    "reply-1",\n    answer(),\n)',
        'result = lab.check("reply-1", answer(1, 2))',
    ],
)
def test_the_call_is_named_with_what_to_write(line: str, lang: str) -> None:
    error = raised(line)
    told = explain(error, texts(lang))
    assert is_explained(error)
    assert told.key == "you.check_call" and told.stopped_by == "you"
    assert '`lab.check("reply-1", answer)`' in told.todo and "`answer`" in told.title


@pytest.mark.parametrize("line", ["answer()", "answer(1, 2)", 'lab.check("reply-1", nothing)', "lab.check(answer())"])
def test_other_errors_stay_what_they_are(line: str) -> None:
    assert explain(raised(line), texts("en")).key != "you.check_call"
