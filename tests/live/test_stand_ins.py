"""Friends, groups and the clock in live mode: what they are, and what is done by hand instead."""

from collections.abc import Callable

import pytest

from helpers.lab import Lab
from helpers.live.stand_ins import LiveFriend
from helpers.text import LANGUAGES, texts
from tests.live.lab import key_of
from tests.live.line import ME

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("what", "do"),
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
        ("person", lambda lab: lab.session.person_actions().__enter__()),
        ("fault", lambda lab: lab.fault("500")),
        ("world", lambda lab: lab.world()),
        ("world", lambda lab: lab.reset()),
    ],
)
def test_what_is_practice_only_tells_how_to_do_it_by_hand(
    live_lab: Lab, what: str, do: Callable[[Lab], object]
) -> None:
    assert key_of(lambda: do(live_lab)) == f"live.practice_only.{what}"


def test_every_friend_is_played_by_the_tester(live_lab: Lab) -> None:
    assert {live_lab.friend(name).user_id for name in ("小美", "Kai")} == {ME}
    assert "played by your own phone" in repr(live_lab.friend("小美"))


def test_a_name_nobody_has_is_still_an_error(live_lab: Lab) -> None:
    assert key_of(lambda: live_lab.friend("Nobody")) == "error.unknown_friend"
    assert key_of(lambda: live_lab.group("Nothing")) == "error.unknown_group"


def test_without_a_tester_a_friend_has_no_id() -> None:
    assert key_of(lambda: LiveFriend(texts("en"), "小美", "").user_id) == "live.no_test_user"


def test_phones_are_ones_own(live_lab: Lab) -> None:
    shown = live_lab.phones("小美")
    assert "Take your own" in repr(shown)
    assert 'data-mode="live"' in shown._repr_html_()


def test_the_time_is_the_real_one(live_lab: Lab) -> None:
    assert live_lab.clock.now().utcoffset() is not None
    assert live_lab.clock.now() <= live_lab.clock.now()


def test_python_and_ipython_may_look_at_a_group(live_lab: Lab) -> None:
    group = live_lab.group("同學會")
    assert not hasattr(group, "_repr_html_")
    assert "Class reunion" in repr(group)


def test_practice_is_all_there_again_afterwards(live_lab: Lab) -> None:
    live_lab.go_practice()
    event = live_lab.friend("小美").send_text("你好")
    live_lab.clock.advance(seconds=1)
    assert event.message.text == "你好"
    assert live_lab.group("同學會").group_id.startswith("C")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_refusal_has_its_text(lang: str) -> None:
    said = texts(lang)
    by_hand = ("state", "send_text", "send_sticker", "tap", "follow", "block", "unblock", "leave", "group", "clock")
    keys = [f"practice_only.{what}" for what in (*by_hand, "person", "fault", "world")]
    keys += [f"only.{what}" for what in ("consent", "test_user", "webhook", "next_event")]
    wanted = [f"live.{key}.{part}" for key in keys for part in ("title", "meaning", "todo")]
    assert [key for key in wanted if not said.has(key)] == []
