"""The builder in live mode: its mark, the mode it names, and whom it offers."""

import pytest

from helpers.lab import Lab
from helpers.line.send_methods import SEND_METHODS
from tests.live.lab import opened
from tests.live.line import ME

pytestmark = pytest.mark.slow


def test_a_builder_wears_the_mark(live_lab: Lab) -> None:
    assert "lab-in-live" in live_lab.builder("push")._dom_classes


@pytest.mark.parametrize("method", SEND_METHODS)
def test_a_builder_says_the_mode_it_sends_in_wherever_it_was_opened(live_lab: Lab, method: str) -> None:
    opened_live = live_lab.builder(method)
    live_lab.go_practice()
    opened_in_practice = live_lab.builder(method)
    for builder in (opened_live, opened_in_practice):
        assert "Practice: nothing is really sent" in builder._strip.value
    opened(live_lab)
    for builder in (opened_live, opened_in_practice):
        assert "Live: this really sends" in builder._strip.value


def test_a_builder_knows_nobody_but_the_tester_and_addresses_nobody_by_itself(live_lab: Lab) -> None:
    builder = live_lab.builder("push")
    assert builder.draft.body.get("to", "") == ""
    [(label, user_id)] = builder.form.parts["to"].choices
    assert (label, user_id) == ("yourself · LINE_TEST_USER_ID", ME)
    assert list(live_lab.builder("multicast").form.parts["to"].chips) == [ME]
