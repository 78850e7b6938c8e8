"""The stage: how far a demo is, what the room guessed, and what stands on it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from helpers.course.demos import DEMOS
from helpers.errors import LabError
from helpers.lab import Lab
from helpers.panels.kit.faces import face
from helpers.panels.kit.markup import rich
from helpers.panels.stage.performance import Performance
from helpers.panels.stage.stage import Stage
from helpers.text import LANGUAGES, texts


def stage(key: str = "reply", lang: str = "en") -> Stage:
    opened = Stage(DEMOS[key], texts(lang), lambda show: Lab(DEMOS[key].world, "inproc", lang, display=show))
    opened.hear({"do": "ready"})
    return opened


def performance(key: str = "reply", *, guessing: bool = False) -> Performance:
    played = stage(key).played
    played.guessing = guessing
    return played


def after(played: Performance, steps: int) -> Performance:
    while played.number < steps or played.asking:
        played.forward()
    return played


# Through a demo ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_demo_can_be_played_to_its_end(lang: str) -> None:
    for key, demo in DEMOS.items():
        opened = stage(key, lang)
        for number, caption in enumerate(demo.captions(texts(lang)), 1):
            opened.hear({"do": "next"})
            if opened.played.asking:
                assert f"{rich(caption)}</h2>" not in opened.html()
                opened.hear({"do": "next"})
            assert opened.played.number == number
            assert f"{rich(caption)}</h2>" in opened.html()
            assert opened.card is None and 1 <= opened.html().count('class="lab-phone"') <= 3
        end = opened.html()
        opened.hear({"do": "next"})
        assert opened.html() == end and 'data-do="next" disabled' in end


def test_a_step_back_shows_what_was_and_does_nothing_again() -> None:
    opened = stage()
    opened.played.guessing = False
    seen = []
    for _ in range(3):
        opened.hear({"do": "next"})
        seen.append(opened.html())
    sent = opened.played.session.exchanges.count
    for earlier in (seen[1], seen[0]):
        opened.hear({"do": "back"})
        assert opened.html() == earlier
    opened.hear({"do": "next"})
    assert opened.html() == seen[1] and opened.played.session.exchanges.count == sent


def test_starting_over_is_the_same_again() -> None:
    opened = stage("push")
    opened.hear({"do": "next"})
    first = opened.html()
    opened.hear({"do": "again"})
    assert opened.played.number == 0
    opened.hear({"do": "next"})
    assert opened.html() == first


# Phones and tiles ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "step", "names"),
    [
        ("reply", 1, ("小美",)),  # she writes
        ("reply", 3, ("小美",)),  # refused: as before
        ("reply", 5, ("小美", "建宏")),  # as the step shows them
        ("push", 3, ("雅婷",)),  # addressed, and not reached
        ("multicast", 2, ("小美", "雅婷", "建宏")),
        ("not-delivered", 5, ("小美", "雅婷", "怡君")),  # three at most
    ],
)
def test_the_phones_are_those_of_the_step(key: str, step: int, names: tuple[str, ...]) -> None:
    assert after(performance(key), step).moment.featured == names


def test_everybody_else_is_a_tile_which_tells_who_was_reached_and_who_was_not() -> None:
    opened = stage("multicast")
    opened.played.guessing = False
    opened.hear({"do": "next"})
    tiles = re.findall(r"<li class=.(lab-lit|lab-dark|).><svg.*?<b>(.*?)</b>", opened.html())
    assert [(name, look) for look, name in tiles] == [
        ("Ming (志明)", ""), ("Ting (雅婷)", "lab-dark"), ("Hong (建宏)", "lab-dark"), ("Jun (怡君)", ""),
        ("David (大偉)", ""),
    ]  # fmt: skip
    assert after(performance("push"), 5).moment.reached == {"小美", "阿凱", "建宏"}


def test_a_narrowcast_that_is_not_sent_yet_misses_nobody() -> None:
    assert after(performance("narrowcast"), 1).moment.missed == frozenset()


def test_whom_a_broadcast_never_addressed_did_not_miss_it() -> None:
    assert after(performance("broadcast"), 2).moment.missed == frozenset()


def test_a_face_is_the_same_for_the_same_person() -> None:
    assert face("小美") == face("小美") != face("阿凱")


# Guess first ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "stoppers"),
    [
        ("reply", ["", "nobody", "line", "line", "nobody"]),
        ("multicast", ["nobody", "", "line", "line", "sdk"]),
        ("narrowcast", ["nobody", "", "", "nobody", ""]),
        ("retry", ["line", "nobody", "line", "line", ""]),
    ],
)
def test_the_room_is_asked_about_what_sends(key: str, stoppers: list[str]) -> None:
    played, asked = performance(key, guessing=True), []
    for _ in stoppers:
        played.forward()
        if asking := played.asking:
            assert played.truth == ""
            played.forward()
        asked.append(played.truth)
        assert asking == bool(played.truth)
    assert asked == stoppers


def test_before_the_guess_nothing_is_told() -> None:
    opened = stage()
    opened.hear({"do": "next"})
    before = opened.played.moment.phones
    opened.hear({"do": "next"})
    assert opened.played.asking and opened.played.moment.phones == before
    assert "200 OK" not in opened.html() and "Reply with the token</h2>" in opened.html()


def test_hands_are_counted_and_told_with_the_answer() -> None:
    opened = stage()
    for _ in range(2):
        opened.hear({"do": "next"})
    for told in ({"do": "hands", "who": "line", "count": 5}, {"do": "raise", "who": 3}, {"do": "raise", "who": "sdk"}):
        opened.hear(told)
    assert opened.played.hands == {"sdk": 1, "line": 5, "nobody": 1}
    opened.hear({"do": "next"})
    assert "Guesses: 7, right ones: 1." in opened.html() and "✓ Nobody 1" in opened.html()


@pytest.mark.parametrize(
    "told",
    [
        None, "next", {}, {"do": "fly"}, {"do": "hands"}, {"do": "hands", "who": "me", "count": 1}, {"do": "raise"},
        {"do": "hands", "who": "line", "count": -1}, {"do": "hands", "who": "line", "count": 10**9},
        {"do": "hands", "who": "line", "count": "5"}, {"do": "raise", "who": 9}, {"do": "raise", "who": ["sdk"]},
    ],
)  # fmt: skip
def test_what_a_page_cannot_mean_changes_nothing(told: Any) -> None:
    opened = stage()
    for _ in range(2):
        opened.hear({"do": "next"})
    shown = opened.html()
    opened.hear(told)
    assert opened.html() == shown and opened.card is None


def test_without_guessing_a_step_is_shown_at_once() -> None:
    opened = stage()
    opened.hear({"do": "guessing", "on": False})
    for _ in range(2):
        opened.hear({"do": "next"})
    assert not opened.played.asking and "200 OK" in opened.html()


# The widget ----------------------------------------------------------------------------------------------------------


def test_a_saved_notebook_keeps_one_sentence() -> None:
    assert repr(stage("push", "zh-TW")) == (
        "舞台：示範 push（5 步）：推播：200 不等於送達。執行這一格，再按「上台播放」。"
    )


def test_an_error_is_shown_on_the_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = stage()
    monkeypatch.setattr(opened.played._run, "next", lambda: 1 / 0)
    opened.hear({"do": "next"})
    assert opened.card is not None and "ZeroDivisionError" in opened.html()


def test_it_leaves_the_lab_of_the_notebook_alone() -> None:
    with Lab("class", "inproc", "en") as lab:
        opened = lab.stage("push")
        opened.hear({"do": "next"})
        assert lab.session.exchanges.count == 0


@pytest.mark.parametrize("play", [Lab.stage, Lab.replay])
def test_without_a_name_the_demos_are_named(play: Any) -> None:
    with Lab("class", "inproc", "en") as lab:
        with pytest.raises(LabError, match=r"(?s)Which demo.*reply, push"):
            play(lab)
        with pytest.raises(LabError, match="no demo called"):
            play(lab, "pushes")
