"""The people of the lab with their faces: who they are and how they stand, in words and not by colour alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from helpers.lab import Lab


@pytest.fixture
def lab() -> Iterator[Lab]:
    with Lab("class", "inproc", "en") as opened:
        yield opened


def test_everyone_is_told_with_how_they_stand(lab: Lab) -> None:
    shown = lab.faces()
    assert len(shown.people) == 7
    assert repr(shown).startswith("Mei (小美): friend; Kai (阿凱): friend;")
    assert shown.people[3] == ("Ting (雅婷)", "blocked the account")
    html = shown._repr_html_()
    assert html.count("<svg") == html.count("<li") == 7
    for name, state in shown.people:
        assert f"<b>{name}</b><span>{state}</span>" in html


def test_faces_follow_the_world(lab: Lab) -> None:
    lab.friend("小美").block()
    assert lab.faces().people[0] == ("Mei (小美)", "blocked the account")


def test_everyone_has_another_face_and_always_the_same(lab: Lab) -> None:
    drawn = re.findall(r"<svg.*?</svg>", lab.faces()._repr_html_())
    assert len(set(drawn)) == 7
    assert drawn == re.findall(r"<svg.*?</svg>", lab.faces()._repr_html_())
