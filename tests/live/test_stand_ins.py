"""Friends, groups and the clock in live mode: what they are, and what is done by hand instead."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from helpers.lab import Lab, open_lab
from helpers.live.stand_ins import LiveFriend
from helpers.text import LANGUAGES, texts
from tests.live.lab import configure, hurry, key_of, line, opened
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
def test_what_is_practice_only_tells_how_to_do_it_by_hand(lab: Lab, what: str, do: Callable[[Lab], object]) -> None:
    assert key_of(lambda: do(lab)) == f"live.practice_only.{what}"


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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_refusal_has_its_text(lang: str) -> None:
    said = texts(lang)
    by_hand = ("state", "send_text", "send_sticker", "tap", "follow", "block", "unblock", "leave", "group", "clock")
    keys = [f"practice_only.{what}" for what in (*by_hand, "person", "fault", "world")]
    keys += [f"only.{what}" for what in ("consent", "test_user", "webhook", "next_event")]
    wanted = [f"live.{key}.{part}" for key in keys for part in ("title", "meaning", "todo")]
    assert [key for key in wanted if not said.has(key)] == []
