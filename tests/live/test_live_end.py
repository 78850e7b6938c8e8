"""What only a live session has: it says so in practice mode, and consents only to what waits."""

from collections.abc import Callable

import pytest

from helpers.lab import Lab, open_lab
from tests.live.lab import key_of


@pytest.mark.parametrize(
    ("what", "use"),
    [
        ("consent", lambda lab: lab.consent(recipients=1)),
        ("test_user", lambda lab: lab.test_user_id),
        ("webhook", lambda lab: lab.webhook),
        ("next_event", lambda lab: lab.next_event()),
    ],
)
def test_what_is_for_live_mode_says_so_in_practice(what: str, use: Callable[[Lab], object]) -> None:
    with open_lab(transport="inproc", lang="en") as lab:
        assert key_of(lambda: use(lab)) == f"live.only.{what}"
        assert lab.pending_consent is None


def test_there_must_be_something_to_consent_to(live_lab: Lab) -> None:
    assert key_of(lambda: live_lab.consent(recipients=1)) == "live.nothing_pending"
