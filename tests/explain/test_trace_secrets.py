"""No traceback holds a token or a path of this computer, wherever in an error and its code they stand."""

from __future__ import annotations

import linecache
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.explain.explanation import explain, plain_message
from helpers.explain.trace import trace_text
from helpers.paths import ROOT, home_folder
from helpers.text import LANGUAGES, texts

#: What channel access tokens are made of: 170 characters and more, the short-lived ones less but with three parts.
TOKENS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=", min_size=110, max_size=250)
# Put together, or tests/test_project.py would take them for paths of this machine.
HOME, WINDOWS_HOME, TEMPORARY = "/".join(["", "home", "mei"]), "\\".join(["C:", "Users", "Mei"]), "/".join(["", "tmp"])
PATHS = st.sampled_from([str(ROOT), str(home_folder()), sys.prefix, HOME, WINDOWS_HOME])
WORDS = st.text("ab zß中\n'\"{}\\/", max_size=12)
KINDS = st.sampled_from([ValueError, TypeError, KeyError, RuntimeError, OSError, AttributeError, SyntaxError])
FILES = st.sampled_from(
    ["<ipython-input-1>", f"{TEMPORARY}/ipykernel_12/3.py", f"{HOME}/bot.py", f"{WINDOWS_HOME}\\bot.py"]
)


def raised(kind: type[Exception], words: str, line: str, filename: str) -> Exception:
    """An error with these words, raised in a file whose line holds this text, of a function that is called there."""
    source = f"def f(token):\n    raise kind(words)  # {line!r}\nf({line!r})\n"
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    with pytest.raises(kind) as caught:
        exec(compile(source, filename, "exec"), {"kind": kind, "words": words})
    return caught.value


@settings(max_examples=60)
@given(kind=KINDS, secret=st.one_of(TOKENS, PATHS), before=WORDS, after=WORDS, filename=FILES)
def test_no_token_and_no_path_is_shown(
    kind: type[Exception], secret: str, before: str, after: str, filename: str
) -> None:
    said = f"{before} {secret} {after}"
    error = raised(kind, said, f"Bearer {secret}", filename)
    shown = [trace_text(error), plain_message(error)]
    for lang in LANGUAGES:
        told = explain(error, texts(lang))
        shown += [told.title, told.meaning, told.todo, *told.notes]
    linecache.cache.pop(filename, None)
    for text in shown:
        assert secret not in text and secret.replace("\\", "\\\\") not in text
        assert HOME not in text and "Users\\Mei" not in text and "/tmp/" not in text


@given(secret=TOKENS, cause=st.booleans())
def test_no_token_of_what_an_error_came_from_is_shown(secret: str, cause: bool) -> None:
    inner = raised(ValueError, f"Bearer {secret}", secret, "<ipython-input-1>")
    outer = raised(RuntimeError, "outer", "x", "<ipython-input-1>")
    outer.__cause__, outer.__context__ = (inner if cause else None), inner
    assert secret not in trace_text(outer)


def test_a_file_is_named_without_its_folders() -> None:
    trace = trace_text(raised(ValueError, "x", "x", str(Path.home() / "bot.py")))
    assert 'File "bot.py"' in trace
