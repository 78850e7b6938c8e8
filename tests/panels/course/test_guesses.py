"""Guesses before a break: committed, then answered; and their answers are what really happens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from linebot.v3.messaging import (
    AgeDemographicFilter,
    ApiException,
    AreaDemographicFilter,
    BroadcastRequest,
    Filter,
    MulticastRequest,
    NarrowcastRequest,
    OperatorDemographicFilter,
    PushMessageRequest,
    ReplyMessageRequest,
    TextMessage,
)

from helpers.course.guesses import GUESSES
from helpers.course.progress import Store
from helpers.lab import Lab
from helpers.panels.course.guesses import Guesses
from helpers.panels.course.quiz import Quiz
from helpers.text import LANGUAGES, texts

ONE = [TextMessage(text="x")]
KAOHSIUNG = AreaDemographicFilter(one_of=["tw_06"])


@pytest.fixture
def panel() -> Guesses:
    opened = Quiz.of("reply-guess", Store(None), texts("en"))
    assert isinstance(opened, Guesses)
    return opened


def test_the_answers_are_to_be_had_once_every_guess_is_made(panel: Guesses) -> None:
    assert panel.reveal_button.layout.display == "none"
    for number in range(4):
        panel.guess(number, "line")
    assert panel.committed == 4
    assert panel.reveal_button.layout.display == ""
    panel.reveal_button.click()
    said = [part.notice for part in panel.guesses]
    assert said[0].startswith("You guessed “LINE”; it is “SDK”. The SDK raises")
    assert said[1].startswith("You guessed right: LINE.")


def test_a_guess_may_be_changed_and_is_marked_by_a_sign(panel: Guesses) -> None:
    panel.guess(0, "line")
    panel.guess(0, "sdk")
    shown = {who: made.description for who, made in panel.guesses[0].choice.buttons.items()}
    assert shown == {"sdk": "✓ SDK", "line": "LINE", "nobody": "Nobody"}
    assert panel.committed == 1


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", GUESSES)
def test_a_saved_notebook_shows_what_to_guess_and_no_answer(key: str, lang: str) -> None:
    say = texts(lang)
    saved = Guesses(key, GUESSES[key], say)._repr_html_()
    for attempted in GUESSES[key]:
        assert re.sub(r"`([^`]*)`", r"<code>\1</code>", attempted.what(say)).replace("'", "&#x27;") in saved
        assert attempted.why(say) not in saved


# The answers are true ------------------------------------------------------------------------------------------------


@pytest.fixture
def lab() -> Iterator[Lab]:
    with Lab("class", "inproc", "en") as opened:
        yield opened


def _used(lab: Lab) -> None:
    event = lab.friend("小美").send_text("hi")
    lab.line_bot_api.reply_message(ReplyMessageRequest(reply_token=event.reply_token, messages=ONE))
    lab.line_bot_api.reply_message(ReplyMessageRequest(reply_token=event.reply_token, messages=ONE))


def _late(lab: Lab) -> None:
    token = lab.friend("阿凱").tap("menu=1").reply_token
    lab.clock.advance(seconds=61)
    lab.line_bot_api.reply_message(ReplyMessageRequest(reply_token=token, messages=ONE))


def _typo(lab: Lab) -> None:
    token = lab.friend("志明").send_text("hi").reply_token
    lab.line_bot_api.reply_message(ReplyMessageRequest(reply_token=token, messages=ONE, notification_disable=True))


def _push(lab: Lab, to: Any) -> None:
    lab.line_bot_api.push_message(PushMessageRequest(to=to, messages=ONE))


def _multicast(lab: Lab, to: list[str]) -> None:
    lab.line_bot_api.multicast(MulticastRequest(to=to, messages=ONE))


def _narrowcast(lab: Lab, demographic: Any) -> None:
    response = lab.line_bot_api.narrowcast_with_http_info(
        NarrowcastRequest(messages=ONE, filter=Filter(demographic=demographic))
    )
    lab.clock.advance(seconds=30)
    progress = lab.line_bot_api.get_narrowcast_progress(response.headers["x-line-request-id"])
    if progress.phase == "failed":
        raise ApiException(status=202)  # LINE stopped it, only later


def _narrow(lab: Lab, demographic: Any) -> None:
    with Lab("shop", "inproc", "en") as shop:
        _narrowcast(shop, demographic)


def _broadcast(lab: Lab, times: int = 1) -> None:
    for _ in range(times):
        lab.line_bot_api.broadcast(BroadcastRequest(messages=ONE))


def _second(lab: Lab) -> None:
    with Lab("club", "inproc", "en") as club:
        _broadcast(club, 2)


def _blocked(lab: Lab) -> None:
    for name in ("小美", "阿凱", "志明"):
        lab.friend(name).block()
    _broadcast(lab)


def _few() -> OperatorDemographicFilter:
    return OperatorDemographicFilter(var_and=[KAOHSIUNG, AgeDemographicFilter(gte="age_70")])


DONE: dict[str, Callable[[Lab], object]] = {
    "reply.six": lambda lab: ReplyMessageRequest(reply_token="t", messages=ONE * 6),
    "reply.used": _used,
    "reply.late": _late,
    "reply.typo": _typo,
    "push.list": lambda lab: _push(lab, [lab.friend("小美").user_id]),
    "push.unknown": lambda lab: _push(lab, "U" + "0" * 32),
    "push.blocked": lambda lab: _push(lab, lab.friend("雅婷").user_id),
    "multicast.many": lambda lab: _multicast(lab, [lab.friend("小美").user_id] * 501),
    "multicast.group": lambda lab: _multicast(lab, [lab.group("同學會").group_id]),
    "multicast.missed": lambda lab: _multicast(lab, [lab.friend(name).user_id for name in ("雅婷", "建宏", "大偉")]),
    "narrowcast.age": lambda lab: AgeDemographicFilter(gte="age_18"),
    "narrowcast.mixed": lambda lab: _narrow(lab, OperatorDemographicFilter(var_and=[KAOHSIUNG], var_not=KAOHSIUNG)),
    "narrowcast.small": lambda lab: _narrowcast(lab, KAOHSIUNG),
    "narrowcast.few": lambda lab: _narrow(lab, _few()),
    "broadcast.second": _second,
    "broadcast.empty": lambda lab: BroadcastRequest(messages=[]),
    "broadcast.often": lambda lab: _broadcast(lab, 61),
    "broadcast.blocked": _blocked,
}


def who_stops(act: Callable[[Lab], object], lab: Lab) -> str:
    with suppress(ApiException):
        try:
            act(lab)
        except ValueError:  # the SDK's ValidationError is one
            return "sdk"
        return "nobody"
    return "line"


@pytest.mark.parametrize(("key", "by"), [(one.key, one.by) for guesses in GUESSES.values() for one in guesses])
def test_who_stops_it_is_who_stops_it(key: str, by: str, lab: Lab) -> None:
    assert who_stops(DONE[key], lab) == by
