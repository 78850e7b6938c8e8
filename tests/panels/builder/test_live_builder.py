"""The builder in live mode: its mark, the mode it names, and whom it offers."""

from collections.abc import Iterator
from typing import Any

import pytest

from helpers.lab import Lab, open_lab
from helpers.line.send_methods import SEND_METHODS
from tests.live.lab import configure, hurry, line, opened
from tests.live.line import ME


@pytest.fixture(scope="module")
def platform() -> Iterator[Any]:
    with line() as started:
        yield started


@pytest.fixture
def lab(platform: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lab]:
    configure(monkeypatch, platform.url)
    hurry(monkeypatch)
    with open_lab(lang="en") as lab:
        yield opened(lab)


def test_a_builder_wears_the_mark(lab: Lab) -> None:
    assert "lab-in-live" in lab.builder("push")._dom_classes


@pytest.mark.parametrize("method", SEND_METHODS)
def test_a_builder_says_the_mode_it_sends_in_wherever_it_was_opened(lab: Lab, method: str) -> None:
    opened_live = lab.builder(method)
    lab.go_practice()
    opened_in_practice = lab.builder(method)
    for builder in (opened_live, opened_in_practice):
        assert "Practice: nothing is really sent" in builder._strip.value
    opened(lab)
    for builder in (opened_live, opened_in_practice):
        assert "Live: this really sends" in builder._strip.value


def test_a_builder_knows_nobody_but_the_tester_and_addresses_nobody_by_itself(lab: Lab) -> None:
    builder = lab.builder("push")
    assert builder.draft.body.get("to", "") == ""
    [(label, user_id)] = builder.form.parts["to"].choices
    assert (label, user_id) == ("yourself · LINE_TEST_USER_ID", ME)
    assert list(lab.builder("multicast").form.parts["to"].chips) == [ME]
