"""The narrowcast view, driven as an object: from the plan through the progress to who received it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from timeit import timeit
from typing import Any

import pytest
from ipywidgets import HTML, Button, Widget
from linebot.v3.messaging import ApiException

from helpers import open_lab
from helpers.errors import LabError
from helpers.examples.examples import EXAMPLES
from helpers.lab import Lab
from helpers.panels.narrowcast.view import NarrowcastView
from helpers.stub.world.worlds import World
from helpers.text import LANGUAGES
from tests.session.ends import FakeLive

EXAMPLE = {example.key: example for example in EXAMPLES["narrowcast"]}


@pytest.fixture
def lab() -> Iterator[Lab]:
    with open_lab(transport="inproc", lang="zh-TW") as opened:
        yield opened


@pytest.fixture
def shop() -> Iterator[Lab]:
    with open_lab("shop", transport="inproc", lang="zh-TW") as opened:
        yield opened


def sent(lab: Lab, key: str) -> NarrowcastView:
    """The view of an example right after it was sent."""
    try:
        return lab.narrowcast_view(EXAMPLE[key].draft(lab.session).send(lab.line_bot_api))
    except ApiException as error:
        return lab.narrowcast_view(error)


def inside(widget: Widget) -> Iterator[Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from inside(child)


def markup(view: NarrowcastView) -> str:
    return "".join(w.value for w in inside(view) if isinstance(w, HTML))


def words(view: NarrowcastView) -> str:
    bare = re.sub(r"<style>.*?</style>", "", markup(view))
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", bare).split()))


def phases(view: NarrowcastView, presses: int) -> list[str]:
    found = [view.progress.phase]
    for _ in range(presses):
        view.clock_button.click()
        found.append(view.progress.phase)
    return found


# Before sending -------------------------------------------------------------------------------------------------


def test_a_plan_shows_the_funnel_in_words(shop: Lab) -> None:
    view = shop.narrowcast_view(EXAMPLE["attributes"].draft(shop.session))
    assert view.verdict == "會送給 622 人"
    assert "收件人：女性，而且 20–39 歲，而且不住在台北市。" in words(view)
    assert "不住在台北市 622 人 少了 30" in words(view)


@pytest.mark.parametrize(
    ("key", "world", "verdict"),
    [
        ("few_friends", "class", "LINE 會回 403，誰都收不到"),
        ("too_few", "shop", "LINE 會先收下（202），之後失敗：errorCode 2"),
        ("all_or_none", "class", "LINE 會先收下（202），之後失敗：errorCode 5"),
        ("quota", "class", "LINE 會回 429，誰都收不到"),
        ("unknown_audience", "class", "LINE 會回 400，誰都收不到"),
        ("empty_operator", "class", "LINE 會回 400，誰都收不到"),
        ("age_18", "class", "這台電腦上的 SDK 會擋下"),
    ],
)
def test_a_plan_says_what_would_stop_it(key: str, world: str, verdict: str) -> None:
    with open_lab(world, transport="inproc", lang="zh-TW") as lab:
        assert lab.narrowcast_view(EXAMPLE[key].draft(lab.session)).verdict == verdict


def test_a_refusal_is_quoted(lab: Lab) -> None:
    view = lab.narrowcast_view(EXAMPLE["few_friends"].draft(lab.session))
    assert "✕ LINE 會回 403： Your account does not have enough friends" in words(view)


def test_looking_at_a_plan_sends_nothing(lab: Lab) -> None:
    lab.narrowcast_view(EXAMPLE["all_friends"].draft(lab.session))
    assert list(lab.history) == []


def test_a_plan_has_no_progress_and_no_clock(lab: Lab) -> None:
    buttons = [w.description for w in inside(lab.narrowcast_view()) if isinstance(w, Button)]
    assert buttons == ["重新計算"]
    assert 'role="progressbar"' not in markup(lab.narrowcast_view())


def test_a_plan_is_worked_out_again_with_the_friends_of_now(lab: Lab) -> None:
    view = lab.narrowcast_view()
    lab.friend("小美").block()
    view.again_button.click()
    assert view.verdict == "會送給 2 人"


def test_nothing_sent_yet_is_said(lab: Lab) -> None:
    assert "還沒有送過分眾推播。如果現在送一個沒有條件的，收件人：所有好友。" in words(lab.narrowcast_view())


# After sending --------------------------------------------------------------------------------------------------


def test_the_clock_takes_it_through_its_phases(shop: Lab) -> None:
    view = sent(shop, "attributes")
    assert phases(view, 2) == ["waiting", "sending", "succeeded"]
    assert view.verdict == "送完了：622 人收到"
    assert view.way.notice == "練習室的時間：10:00:10"


def test_progress_is_asked_through_the_sdk(shop: Lab) -> None:
    view = sent(shop, "attributes")
    view.ask_button.click()
    asked = [f"{e.method} {e.path}" for e in shop.history][:2]
    assert asked == ["GET /v2/bot/message/progress/narrowcast"] * 2


def test_who_received_it_comes_at_the_end(lab: Lab) -> None:
    view = sent(lab, "all_friends")
    assert "誰收到了" not in words(view)
    phases(view, 2)
    assert "小美 ✓ 收到 是好友" in words(view)
    assert "雅婷 – 沒有要送給他 封鎖了帳號" in words(view)


def test_the_funnel_ends_with_what_really_came_of_it(lab: Lab) -> None:
    view = sent(lab, "limit_two")
    view.clock_button.click()
    lab.friend("小美").block()
    lab.friend("阿凱").block()
    view.clock_button.click()
    *_, limit, received = view.funnel.steps
    assert (limit.people, received.label) == (2, "received")
    assert received.people == view.progress.success_count < 2


def test_a_failure_is_explained(shop: Lab) -> None:
    view = sent(shop, "too_few")
    assert "會先收下（202），之後失敗：errorCode 2" in words(view)  # foretold while it waits
    assert phases(view, 1) == ["waiting", "failed"]
    assert view.verdict == "LINE 收下了（202），但後來失敗：errorCode 2"
    assert "收件人太少：用到屬性或有限制的受眾時，至少要有 50 人。" in words(view)


def test_one_that_arrived_is_not_measured_by_the_quota_of_now(shop: Lab) -> None:
    view = sent(shop, "all_friends")
    phases(view, 2)
    assert "lab-stopped" not in view.funnel.html  # another like it would not be sent any more
    assert "哪些規則會擋下它" not in words(view)


def test_once_over_the_clock_has_nothing_more_to_do(lab: Lab) -> None:
    view = sent(lab, "all_friends")
    phases(view, 1)
    assert not view.clock_button.disabled
    phases(view, 1)
    assert (view.clock_button.disabled, view.ask_button.disabled) == (True, False)


def test_a_refused_one_has_no_progress(lab: Lab) -> None:
    view = sent(lab, "few_friends")
    assert (view.verdict, view.progress) == ("LINE 回了 403，誰都收不到", None)
    assert "LINE 沒有收下這個請求，所以沒有進度。" in words(view)


def test_an_audience_gone_since_is_no_refusal(lab: Lab) -> None:
    view = sent(lab, "audience")
    audience = lab.platform.audiences.all()[0]
    lab.platform.audiences.delete(audience.id)
    phases(view, 2)
    assert view.verdict == "送完了：2 人收到"
    assert "現在算不出它的條件" in words(view)
    assert "400" not in view.verdict


def test_an_id_line_does_not_know_gets_a_card(lab: Lab) -> None:
    view = lab.narrowcast_view("5b59509c-c57b-11e9-aa8c-2a2ae2dbcce4")
    assert view.verdict == "查不到進度"
    assert view.card is not None
    assert "查不到這次分眾推播" in words(view)


def test_a_lab_that_is_closed_is_told_in_the_panel(lab: Lab) -> None:
    view = sent(lab, "all_friends")
    lab.close()
    view.ask_button.click()
    assert view.card is not None
    assert view.card.explanation.stopped_by == "network"


def test_what_is_no_narrowcast_is_refused(lab: Lab) -> None:
    with pytest.raises(LabError, match="這裡要放一次分眾推播"):
        lab.narrowcast_view(5)


def test_with_a_real_account_there_is_progress_and_no_funnel(lab: Lab) -> None:
    response = EXAMPLE["all_friends"].draft(lab.session).send(lab.line_bot_api)
    lab.session.connect(FakeLive(lab))
    view = NarrowcastView.of(lab.session, response)
    buttons = [w.description for w in inside(view) if isinstance(w, Button)]
    assert (view.progress.phase, view.plan, buttons) == ("waiting", None, ["查進度"])
    assert "真實模式看不到有幾個人符合" in words(view)
    assert "練習室各用 5 秒" not in words(view)


def test_over_http_it_is_the_same() -> None:
    with open_lab("shop", transport="http", lang="zh-TW") as shop:
        view = sent(shop, "attributes")
        assert phases(view, 2) == ["waiting", "sending", "succeeded"]


# How it is shown ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("world", ["class", "shop"])
@pytest.mark.parametrize(
    "key", ["all_friends", "one_attribute", "too_few", "all_or_none", "quota", "unknown_audience", "age_18"]
)
def test_a_saved_notebook_shows_one_stable_line(key: str, world: str, lang: str) -> None:
    lines = set()
    for _ in range(2):
        with open_lab(world, transport="inproc", lang=lang) as lab:
            lines.add(repr(lab.narrowcast_view(EXAMPLE[key].draft(lab.session))))
    assert len(lines) == 1
    assert len(lines.pop()) <= 110  # ipywidgets cuts longer ones


@pytest.mark.parametrize(
    ("presses", "line"),
    [
        (0, "分眾推播：好友 5 → 收得到 3 → 送出 3。執行這一格，就能看圖和進度。"),
        (2, "分眾推播：好友 5 → 收得到 2 → 送出 2。執行這一格，就能看圖和進度。"),
    ],
)
def test_the_line_tells_the_numbers(lab: Lab, presses: int, line: str) -> None:
    view = sent(lab, "all_friends")
    if presses:
        lab.friend("小美").block()
    phases(view, presses)
    assert repr(view) == line


def test_a_million_friends_are_counted_at_once() -> None:
    with open_lab(World(crowd=1_000_000, plan="unlimited"), transport="inproc", lang="zh-TW") as lab:
        draft = EXAMPLE["attributes"].build(lab.session)
        lab.narrowcast_view(draft)
        assert timeit(lambda: lab.narrowcast_view(draft), number=1) < 2


def test_screen_readers_are_told_of_changes(lab: Lab) -> None:
    view = sent(lab, "all_friends")
    assert markup(view).count('role="status" aria-live="polite"') >= 3


def test_every_button_has_a_name_and_says_what_it_does(lab: Lab) -> None:
    for view in (lab.narrowcast_view(), sent(lab, "all_friends")):
        buttons: list[Any] = [w for w in inside(view) if isinstance(w, Button)]
        assert buttons
        assert all(button.description and button.tooltip for button in buttons)


def test_names_and_texts_cannot_break_out(lab: Lab) -> None:
    audience = lab.platform.audiences.add("UPLOAD", [0], description="<script>alert(1)</script>")
    body = {"recipient": {"type": "audience", "audienceGroupId": audience.id}}
    view = lab.narrowcast_view(body)
    assert "&lt;script&gt;" in markup(view)
    assert "<script" not in markup(view)


def test_names_of_code_in_a_name_stay_a_name(lab: Lab) -> None:
    audience = lab.platform.audiences.add("UPLOAD", [0], description="`VIP`")
    view = lab.narrowcast_view({"recipient": {"type": "audience", "audienceGroupId": audience.id}})
    assert "收件人：在受眾「`VIP`」裡。" in words(view)
