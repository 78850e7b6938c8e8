"""What conditions can name: the lab's audiences and earlier narrowcasts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest
from linebot.v3.messaging import NarrowcastRequest, TextMessage

from helpers import open_lab
from helpers.lab import Lab
from helpers.line.audience_types import UPLOAD
from helpers.session.session import Session
from helpers.targeting.condition_sources import SourceOption, session_sources
from tests.samples import NARROWCAST, PUSH, exchange


@pytest.fixture
def lab() -> Iterator[Lab]:
    with open_lab(transport="inproc", lang="en") as opened:
        yield opened


def states(lab: Lab) -> list[tuple[str, bool]]:
    return [(choice.state, choice.usable) for choice in session_sources(lab.session).narrowcasts]


def send(lab: Lab, text: str = "hello", **more: Any) -> str:
    lab.line_bot_api.narrowcast(NarrowcastRequest(messages=[TextMessage(text=text)], **more))
    return lab.last.request_id or ""


def test_audiences_newest_first(lab: Lab) -> None:
    old = lab.platform.audiences.add(UPLOAD, [0], description="old")
    new = lab.platform.audiences.create(UPLOAD, "new")
    assert session_sources(lab.session).audiences == (
        SourceOption(new.id, "new", "IN_PROGRESS", False), SourceOption(old.id, "old", "READY", True),
    )  # fmt: skip


def test_a_narrowcast_can_be_named_once_it_arrived(lab: Lab) -> None:
    send(lab)
    assert states(lab) == [("waiting", False)]
    lab.clock.advance(seconds=5)
    assert states(lab) == [("sending", False)]
    lab.clock.advance(seconds=5)
    assert states(lab) == [("succeeded", True)]


def test_a_narrowcast_is_forgotten_after_two_weeks(lab: Lab) -> None:
    send(lab)
    lab.clock.advance(days=15)
    assert states(lab) == [("expired", False)]


def test_a_narrowcast_goes_by_its_time_and_text(lab: Lab) -> None:
    request_id = send(lab, "lunch?")
    assert session_sources(lab.session).names == {request_id: "the 10:00 narrowcast (lunch?)"}


def test_with_a_real_account_the_history_is_all_there_is(lab: Lab) -> None:
    answered = [exchange(PUSH), exchange(NARROWCAST, 400), exchange(NARROWCAST, 202)]
    sent = [exchange(NARROWCAST, 202), *(replace(one, live=True) for one in answered)]
    live = cast(
        Session,
        SimpleNamespace(
            mode="live", sees_people=False, texts=lab.texts, exchanges=SimpleNamespace(since=lambda _count: sent)
        ),
    )
    found = session_sources(live)
    assert (found.audiences, [choice.value for choice in found.narrowcasts]) == ((), ["0b1c-request"])
