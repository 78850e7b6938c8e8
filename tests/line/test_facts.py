"""Citations of LINE's documentation lead to a section, an anchor or a page that the project's facts have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import linebot.v3.messaging as sdk
import pytest

from helpers.line import errors, limits
from helpers.line.errors import Rule
from helpers.line.limits import GUIDE, REFERENCE, Limit
from helpers.line.send_methods import SEND_METHODS
from helpers.paths import ROOT
from helpers.sdk.problems import reference_of
from helpers.tools.secret_scan import project_files
from tests.facts import FACTS, cited, facts, legend, listed, short, unresolved

#: The marks of section 0, as comments write them: [V] stated by LINE, [C] contradicted ...
_MARK = re.compile(r"(?<!\w)\[([A-Z])\](?![(\w])")


@cache
def sources() -> dict[str, str]:
    """Every text that may cite. Notebooks are built from lessons; the facts are what is cited."""
    kept = [path for path in project_files() if path.suffix in {".py", ".md", ".mjs"}]
    found = [path for path in kept if path not in (FACTS, Path(__file__).resolve())]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in found}


def in_code() -> Iterator[str]:
    """The anchors that helpers/ makes addresses of: of limits, rules, methods, the SDK's classes, explanations."""
    yield from (value.anchor for value in vars(limits).values() if isinstance(value, Limit))
    yield from (value.anchor for value in vars(errors).values() if isinstance(value, Rule))
    yield from (method.anchor for method in SEND_METHODS.values())
    yield from (reference_of(name).removeprefix(REFERENCE) for name in vars(sdk))
    yield from (name for text in sources().values() for name in re.findall(r'reference_url\("([^"]+)"\)', text))


def test_every_citation_leads_somewhere() -> None:
    assert {path: found for path, text in sources().items() if (found := unresolved(text))} == {}


def test_the_facts_cite_only_what_they_have() -> None:
    assert unresolved(facts()) - {"REF#x", "DOC/x"} == set()  # the two stand for any, in the legend


def test_every_anchor_the_code_makes_an_address_of_is_listed() -> None:
    anchors = {short(anchor) for anchor in in_code() if anchor and not anchor.startswith("https:")}
    assert len(anchors) > 40
    assert anchors - listed() == set()


def test_what_is_listed_is_cited() -> None:
    texts = [*sources().values(), facts().partition("\n## 15. ")[0]]
    used = {page for text in texts for page in cited(text)} | {short(anchor) for anchor in in_code()}
    assert listed() - used == set()


def test_every_mark_is_explained_by_the_legend() -> None:
    used = {mark for path, text in sources().items() if path.startswith("helpers/") for mark in _MARK.findall(text)}
    assert used
    assert used | set(_MARK.findall(facts())) == legend()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("a limit (facts 4.9)", {"facts 4.9"}),
        ("facts 1.4 and 99", {"facts 99"}),
        ("facts 2.1-2.8", {"facts 2.8"}),
        ("(REF#send-pigeons)", {"REF#send-pigeons"}),
        (f"see {REFERENCE}#send-pigeons.", {"REF#send-pigeons"}),
        ("DOC/pigeons/", {"DOC/pigeons"}),
        (f"[guide]({GUIDE}pigeons/)", {"DOC/pigeons"}),
        ("NEWS 1999-12-31", {"NEWS 1999-12-31"}),
        ("facts 6; REF#retry-api-request, DOC/pricing/, NEWS 2022-10-31", set()),
    ],
)
def test_a_citation_that_leads_nowhere_is_found(text: str, missing: set[str]) -> None:
    assert unresolved(text) == missing
