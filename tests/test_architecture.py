"""ARCHITECTURE.md names files that are there, and its floors are those that are kept."""

from __future__ import annotations

import re

import pytest

from helpers.paths import ROOT
from tests.test_project import READMES, project, text

WALKS = ("One push", "One click", "One friend's message", "One exercise", "One live send")
_FILE = re.compile(r"`((?:helpers|tests|docs|lessons)/[\w./-]*)`|\]\(([\w./-]+)\)")


def named() -> set[str]:
    return {match[1] or match[2] for match in _FILE.finditer(text("ARCHITECTURE.md"))}


def walk(title: str) -> list[str]:
    """The numbered lines of one walk."""
    part = text("ARCHITECTURE.md").partition(f"**{title}**")[2].partition("\n\n")[0]
    return re.findall(r"^\d\. .*$", part, re.MULTILINE)


def test_every_file_it_names_is_there() -> None:
    assert len(named()) > 40
    assert [name for name in sorted(named()) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("title", WALKS)
def test_a_walk_has_five_lines_with_file_names(title: str) -> None:
    assert [line[0] for line in walk(title)] == list("12345")
    assert [line for line in walk(title) if not _FILE.search(line)] == []


def test_the_picture_has_the_floors_that_are_kept() -> None:
    floors, _ = project("tool")["importlinter"]["contracts"]
    picture = text("ARCHITECTURE.md").partition("```mermaid")[2].partition("```")[0]
    places = {name: match.start() for name in floors["layers"] if (match := re.search(rf"\b{name}(?:\.py|/)", picture))}
    assert set(places) == set(floors["layers"])
    boxes = [re.sub(r'\w+\["|"\]', "", line) for line in picture.splitlines() if '["' in line]
    rank = {
        name: index
        for index, box in enumerate(boxes)
        for name in floors["layers"]
        if re.search(rf"\b{name}(?:\.py|/)", box)
    }
    assert [rank[name] for name in floors["layers"]] == sorted(rank.values())


@pytest.mark.parametrize("document", [*READMES, "CONTRIBUTING.md"])
def test_readers_are_led_to_it(document: str) -> None:
    assert "(ARCHITECTURE.md)" in text(document)
