"""What a lab says when it is opened, and when it says nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from helpers import open_lab
from helpers.course import opening

SAYS = "Practice mode: connected to the practice platform on this computer. Nothing real is sent.\n"


@pytest.fixture(autouse=True)
def _first(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    gc.collect()
    monkeypatch.setattr(opening, "_opened", type(opening._opened)())
    yield


def test_a_world_beside_another_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with open_lab("shop", transport="inproc", lang="en"), open_lab("class", transport="inproc", lang="en"):
        assert capsys.readouterr().out == SAYS


def test_a_setup_cell_run_again_says_it_again(capsys: pytest.CaptureFixture[str]) -> None:
    with open_lab("shop", transport="inproc", lang="en"), open_lab("shop", transport="inproc", lang="en"):
        assert capsys.readouterr().out == SAYS * 2


def test_a_lab_of_its_own_says_it_whatever_is_open(capsys: pytest.CaptureFixture[str]) -> None:
    with open_lab("club", transport="inproc", lang="en"), open_lab(transport="inproc", lang="en"):
        assert capsys.readouterr().out == SAYS * 2


def test_after_the_first_was_closed_the_next_says_it(capsys: pytest.CaptureFixture[str]) -> None:
    open_lab("shop", transport="inproc", lang="en").close()
    with open_lab("class", transport="inproc", lang="en"):
        assert capsys.readouterr().out == SAYS * 2
