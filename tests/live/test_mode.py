"""What a lab says in the other mode: what is done by hand when live, and what only live mode needs."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from helpers.errors import LabError
from helpers.lab import Lab, open_lab
from helpers.line.send_methods import SEND_METHODS
from helpers.live.stand_ins import LiveFriend
from helpers.text import LANGUAGES, texts
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


def key_of(act: Callable[[], object]) -> str:
    with pytest.raises(LabError) as caught:
        act()
    return caught.value.key


@pytest.mark.parametrize(
    ("what", "act"),
    [
        ("clock", lambda lab: lab.clock.advance(seconds=61)),
        ("send_text", lambda lab: lab.friend("小美").send_text("你好")),
        ("send_sticker", lambda lab: lab.friend("小美").send_sticker()),
        ("tap", lambda lab: lab.friend("小美").tap("x")),
        ("follow", lambda lab: lab.friend("小美").follow()),
        ("block", lambda lab: lab.friend("小美").block()),
        ("unblock", lambda lab: lab.friend("小美").unblock()),
        ("leave", lambda lab: lab.friend("小美").leave()),
        ("state", lambda lab: lab.friend("小美").state),
        ("group", lambda lab: lab.group("同學會").group_id),
        ("group", lambda lab: lab.group("同學會").says("小美", "hi")),
        ("act", lambda lab: lab.session.acting().__enter__()),
        ("fault", lambda lab: lab.fault("500")),
        ("world", lambda lab: lab.world()),
        ("world", lambda lab: lab.reset()),
    ],
)
def test_what_cannot_be_done_live_tells_how_to_do_it_by_hand(lab: Lab, what: str, act: Callable[[Lab], object]) -> None:
    assert key_of(lambda: act(lab)) == f"live.cannot.{what}"


def test_every_friend_is_played_by_the_tester(lab: Lab) -> None:
    assert {lab.friend(name).user_id for name in ("小美", "Kai")} == {ME}
    assert "played by your own phone" in repr(lab.friend("小美"))


def test_a_name_nobody_has_is_still_an_error(lab: Lab) -> None:
    assert key_of(lambda: lab.friend("Nobody")) == "error.unknown_friend"
    assert key_of(lambda: lab.group("Nothing")) == "error.unknown_group"


def test_without_a_tester_a_friend_has_no_id() -> None:
    assert key_of(lambda: LiveFriend(texts("en"), "小美", "").user_id) == "live.no_test_user"


def test_phones_are_ones_own(lab: Lab) -> None:
    shown = lab.phones("小美")
    assert "Take your own" in repr(shown)
    assert 'data-mode="live"' in shown._repr_html_()


def test_the_time_is_the_real_one(lab: Lab) -> None:
    assert lab.clock.now().utcoffset() is not None
    assert lab.clock.now() <= lab.clock.now()


def test_python_and_ipython_may_look_at_a_group(lab: Lab) -> None:
    group = lab.group("同學會")
    assert not hasattr(group, "_repr_html_")
    assert "Class reunion" in repr(group)


def test_practice_is_all_there_again_afterwards(lab: Lab) -> None:
    lab.go_practice()
    event = lab.friend("小美").send_text("你好")
    lab.clock.advance(seconds=1)
    assert event.message.text == "你好"
    assert lab.group("同學會").group_id.startswith("C")


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


def test_there_must_be_something_to_consent_to(lab: Lab) -> None:
    assert key_of(lambda: lab.consent(recipients=1)) == "live.nothing_pending"


def test_a_panel_wears_the_mark_while_the_lab_is_live(lab: Lab) -> None:
    from ipywidgets import VBox

    from helpers.panels.kit.live_band import follow_mode

    lab.go_practice()
    early = follow_mode(VBox(), lab.session)
    assert early.children == ()
    opened(lab)
    late = follow_mode(VBox(), lab.session)
    for panel in (early, late):
        assert "lab-in-live" in panel._dom_classes
        assert "Live mode" in panel.children[0].value
    lab.go_practice()
    assert [(panel.children, "lab-in-live" in panel._dom_classes) for panel in (early, late)] == [((), False)] * 2


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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_way_by_hand_is_told(lang: str) -> None:
    said = texts(lang)
    cannot = ("state", "send_text", "send_sticker", "tap", "follow", "block", "unblock", "leave", "group", "clock")
    keys = [f"cannot.{what}" for what in (*cannot, "act", "fault", "world")]
    keys += [f"only.{what}" for what in ("consent", "test_user", "webhook", "next_event")]
    wanted = [f"live.{key}.{part}" for key in keys for part in ("title", "meaning", "todo")]
    assert [key for key in wanted if not said.has(key)] == []
