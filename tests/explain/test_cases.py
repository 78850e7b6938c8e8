"""What beginners get wrong with the SDK: the right culprit and the right advice, here and in a real kernel."""

from __future__ import annotations

import html
import linecache
import re
import warnings
from collections.abc import Iterator
from typing import Any

import nbclient
import nbformat
import pytest

from helpers.explain.explanation import explain, is_explained
from helpers.text import LANGUAGES, texts
from tests.explain.cases import (
    CASES,
    DROPPED,
    DROPPED_AND_ACCEPTED,
    EVERYDAY,
    IGNORED,
    LEFT_ALONE,
    RAISED,
    REFUSED,
    SETUP,
    Case,
)


@pytest.fixture(scope="module")
def names() -> Iterator[dict[str, Any]]:
    """The names that the cases share."""
    made: dict[str, Any] = {}
    exec(SETUP, made)
    yield made
    made["lab"].close()


def run(code: str, names: dict[str, Any]) -> None:
    """Run a cell as a notebook does: its source is kept, so that errors can be read off its lines."""
    name = "<ipython-input-1>"
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    exec(compile(code, name, "exec"), names)


def told(case: Case, names: dict[str, Any], lang: str = "en") -> str:
    """Who stopped a case, and all that its card says besides what goes over the wire."""
    error: BaseException | None = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            run(case.code, names)
        except Exception as caught:
            error = caught
            assert is_explained(error), (case.code, error)
    log = names["lab"].session.exchanges
    exchange = log.exchange_of(error) if error is not None else log.newest
    of = explain(error or exchange, texts(lang), exchange=exchange)
    return f"[{of.stopped_by}] {of.title} {of.meaning} {' '.join(of.notes)} {of.aside} {of.todo}"


def test_each_case_names_the_culprit_and_the_way_out(names: dict[str, Any]) -> None:
    for case in CASES:
        said = told(case, names)
        assert said.startswith(f"[{case.by}] "), (case.code, said)
        for words in case.words:
            assert words in said, (case.code, said)


def test_each_case_is_told_in_every_language(names: dict[str, Any]) -> None:
    for case in CASES:
        for lang in LANGUAGES:
            assert told(case, names, lang).startswith(f"[{case.by}] ")


def test_an_attempt_shows_the_card_of_each_case(names: dict[str, Any]) -> None:
    names["lab"].reset()  # no quota and no rate is used up
    for case in CASES:
        attempt = names["lab"].attempt()
        attempt._show = lambda card: None
        with warnings.catch_warnings(), attempt:
            warnings.simplefilter("ignore")
            run(case.code, names)
        assert attempt.card is not None and attempt.card.explanation.stopped_by == case.by, case.code


def test_errors_that_have_nothing_to_do_with_line_are_left_to_python(names: dict[str, Any]) -> None:
    for code in LEFT_ALONE:
        with pytest.raises(Exception) as caught:
            run(code, names)
        assert not is_explained(caught.value), code


@pytest.mark.slow  # some 300 cells in a kernel
def test_each_case_shows_one_card_in_a_real_kernel() -> None:
    told = (*DROPPED, *DROPPED_AND_ACCEPTED, *RAISED, *REFUSED, *EVERYDAY, *IGNORED[:3])  # the others are refused alike
    codes = (SETUP, *(case.code for case in told), *LEFT_ALONE)
    cells = [nbformat.v4.new_code_cell(code) for code in codes]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbclient.NotebookClient(notebook, allow_errors=True, kernel_name="python3", timeout=120).execute()
    for code, cell in zip(LEFT_ALONE, notebook.cells[1 + len(told) :], strict=True):
        assert [output.output_type for output in cell.outputs] == ["error"], code
    accepted = {*DROPPED_AND_ACCEPTED, *IGNORED}
    for case, cell in zip(told, notebook.cells[1 : 1 + len(told)], strict=True):
        shown = [output.data["text/html"] for output in cell.outputs if "text/html" in output.get("data", {})]
        assert len(shown) == 1, (case.code, cell.outputs)
        said = " ".join(html.unescape(re.sub(r"<[^>]+>", "", shown[0])).split())
        for words in case.words:
            assert " ".join(words.replace("`", "").split()) in said, (case.code, said)
        errors = [output for output in cell.outputs if output.output_type == "error"]
        assert len(errors) == (0 if case in accepted else 1), case.code
        assert all(len(error.traceback) == 1 for error in errors), case.code
