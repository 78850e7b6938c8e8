"""Going live: the panel, `lab.go_live` in code, and what closes it all again."""

from typing import Any

import pytest

from helpers.errors import LabError
from helpers.lab import Lab, open_lab
from helpers.live.line_client import NoReply
from tests.live.lab import BASIC_ID, allowed, configure, hurry, line
from tests.live.line import ME, SECRET, TOKEN

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def platform() -> Any:
    with line() as started:
        yield started


@pytest.fixture
def lab(platform: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    configure(monkeypatch, platform.url)
    hurry(monkeypatch)
    with open_lab(lang="en") as lab:
        yield lab


def test_typing_the_accounts_name_goes_live(lab: Lab) -> None:
    with allowed():
        panel: Any = lab.go_live()
        assert (panel.opened, lab.mode) == (False, "practice")
        panel.confirm.value = BASIC_ID
        panel.open_button.click()
    assert (panel.opened, lab.mode) == (True, "live")
    assert "live mode now" in panel.message


@pytest.mark.parametrize("typed", ["", "yes", "@wrong"])
def test_another_name_stays_in_practice(lab: Lab, typed: str) -> None:
    with allowed():
        panel: Any = lab.go_live()
        panel.confirm.value = typed
        panel.open_button.click()
    assert (panel.opened, lab.mode) == (False, "practice")
    assert "not this account's basic ID" in panel.message


def test_in_code_another_name_is_an_error(lab: Lab) -> None:
    with allowed(), pytest.raises(LabError) as caught:
        lab.go_live("@wrong")
    assert (caught.value.key, lab.mode) == ("live.wrong_name", "practice")


def test_a_panel_shown_before_refuses_in_ci(lab: Lab) -> None:
    with allowed():
        panel: Any = lab.go_live()
    panel.confirm.value = BASIC_ID
    panel.open_button.click()
    assert (panel.opened, lab.mode) == (False, "practice")


def test_the_panel_shows_the_account_and_keeps_nothing_of_it(lab: Lab) -> None:
    with allowed():
        panel: Any = lab.go_live()
        before = panel._facts.value
        panel.connect(BASIC_ID)
    assert all(words in before for words in ("課堂小幫手", BASIC_ID, "200", "Friends"))
    after = "".join(str(part.value) for part in (panel._facts, panel._said))
    assert "課堂小幫手" not in after + repr(panel)
    assert TOKEN not in before + after
    assert SECRET not in before + after


def test_going_live_twice_is_not_needed(lab: Lab) -> None:
    with allowed():
        lab.go_live(BASIC_ID)
        assert "already" in repr(lab.go_live(BASIC_ID))


def test_the_labs_name_says_its_mode(lab: Lab) -> None:
    with allowed():
        lab.go_live(BASIC_ID)
    assert "live mode" in repr(lab)
    assert "practice" in repr(lab.go_practice())
    assert "practice mode" in repr(lab)


def test_closing_a_live_lab_closes_everything(lab: Lab) -> None:
    with allowed():
        lab.go_live(BASIC_ID)
    session = lab.live
    assert session is not None
    session.webhook.serve(0)
    lab.close()
    assert session.webhook.port is None
    assert session.upstream.ask("GET", "/v2/bot/info") == NoReply(False, "unreachable")


def test_your_own_id_is_at_hand(lab: Lab) -> None:
    with allowed():
        lab.go_live(BASIC_ID)
    assert lab.test_user_id == ME
