"""The funnel's bars and words, and the rules beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

import pytest

from helpers.line.errors import not_enough_friends
from helpers.panels.narrowcast.funnel_chart import Funnel, rules_html, stop_words
from helpers.targeting.funnel import FunnelStep
from helpers.targeting.narrowcast_plan import ERROR_CODES, REACH_RULES, REFUSAL_STATUS, NarrowcastReach, RuleCheck
from helpers.text import LANGUAGES, texts

ZH, EN = texts("zh-TW"), texts("en")
WOMEN = {"type": "gender", "oneOf": ["female"]}
STEPS = (FunnelStep("friends", {}, 5005), FunnelStep("reachable", {}, 5003), FunnelStep("demographic", WOMEN, 1978))


def words(markup: str) -> list[str]:
    """The text of each table row and paragraph, every tag and style stripped."""
    bare = re.sub(r"<style>.*?</style>", "", markup)
    lines = re.sub(r"<[^>]+>", " ", re.sub(r"</(tr|p|caption)>", "\n", bare)).split("\n")
    return [" ".join(unescape(line).split()) for line in lines if line.strip()]


def shares(steps: Sequence[FunnelStep]) -> list[str]:
    return re.findall(r'<rect width="([\d.]+)%" height="100%" rx="3">', Funnel(steps, EN, {}).html)


def test_each_step_is_a_row_of_words_and_numbers() -> None:
    assert words(Funnel(STEPS, ZH, {}).html) == [
        "每一步剩下幾人", "條件 比例 人數", "加過好友的人 5,005 人",
        "現在收得到的人（沒封鎖、還在用 LINE） 5,003 人 少了 2", "女性 1,978 人 少了 3,025",
    ]  # fmt: skip


def test_bars_are_as_long_as_their_share() -> None:
    assert shares(
        (FunnelStep("friends", {}, 200), FunnelStep("reachable", {}, 150), FunnelStep("limit", {"max": 1}, 50))
    ) == [
        "100.0",
        "75.0",
        "25.0",
    ]


def test_one_of_a_million_still_shows_and_nobody_does_not() -> None:
    assert shares(
        (FunnelStep("friends", {}, 10**6), FunnelStep("reachable", {}, 1), FunnelStep("limit", {"max": 1}, 0))
    )[1:] == [
        "0.6",
        "0.0",
    ]


def test_nobody_at_all_is_no_division_by_zero() -> None:
    assert shares((FunnelStep("friends", {}, 0), FunnelStep("reachable", {}, 0))) == ["0.0", "0.0"]


def test_bars_are_for_eyes_only() -> None:
    markup = Funnel(STEPS, EN, {}).html
    assert markup.count("<svg") == markup.count('<svg aria-hidden="true" focusable="false"') == len(STEPS)


def test_the_last_bar_says_whether_it_comes_to_that() -> None:
    assert Funnel(STEPS, EN, {}).html.count('<tr class="lab-last">') == 1
    assert Funnel(STEPS, EN, {}, stopped=True).html.count('<tr class="lab-stopped">') == 1


def test_by_itself_it_has_its_style_and_one_line_of_text() -> None:
    chart = Funnel(STEPS, EN, {})
    assert repr(chart) == "friends 5,005 → reachable 5,003 → women 1,978"
    assert chart._repr_html_().startswith('<div class="lab lab-narrowcast" lang="en" onkeydown=')


def test_names_are_escaped() -> None:
    step = FunnelStep("recipient", {"type": "audience", "audienceGroupId": 7}, 1)
    markup = Funnel((step,), EN, {7: "<b>VIP</b>"}).html
    assert "&lt;b&gt;VIP&lt;/b&gt;" in markup
    assert "<b>VIP" not in markup


# The rules ------------------------------------------------------------------------------------------------------


def test_a_rule_is_said_with_how_things_stand() -> None:
    rules = [RuleCheck("target_reach", True, 3973, 100), RuleCheck("quota", True, 6000, 3973)]
    assert words(rules_html(rules, ZH))[2:4] == [
        "用到屬性時，目標觸及人數至少 100 3,973 人 ✓ 通過",
        "本月剩下的則數，夠先保留起來 要保留 3,973 則，還剩 6,000 則 ✓ 通過",
    ]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("target_reach", "LINE 會回 403： Your account does not have enough friends"),
        ("quota", "LINE 會回 429： You have reached your monthly limit."),
        ("small_audience", "會先收下（202），之後失敗：errorCode 4"),
        ("too_few_recipients", "會先收下（202），之後失敗：errorCode 2"),
        ("partial_delivery", "會先收下（202），之後失敗：errorCode 5"),
    ],
)
def test_a_broken_rule_says_what_line_does(key: str, said: str) -> None:
    assert words(rules_html([RuleCheck(key, True, 1, 2)], ZH))[2].endswith(f"✕ {said}")


def test_only_the_first_broken_rule_comes_to_bear() -> None:
    broken = [RuleCheck("target_reach", True, 3, 100), RuleCheck("too_few_recipients", True, 1, 50)]
    assert words(rules_html(broken, EN))[3].endswith("✕ not met either, but it was stopped before")


def test_a_rule_that_does_not_apply_says_so() -> None:
    assert words(rules_html([RuleCheck("small_audience", False, None, 50)], EN))[2].endswith("— does not apply here")


def test_without_monthly_limit_there_is_nothing_to_compare() -> None:
    assert "3 to reserve, no limit ✓ fine" in words(rules_html([RuleCheck("quota", True, None, 3)], EN))[2]


def test_no_rules_no_table() -> None:
    assert rules_html([], EN) == ""


# In one sentence ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", REACH_RULES)
def test_each_rule_has_its_sentence(key: str, lang: str) -> None:
    said = stop_words(NarrowcastReach(STEPS, (RuleCheck(key, True, 1, 2),), 9), texts(lang))
    assert str(REFUSAL_STATUS.get(key) or ERROR_CODES[key]) in said


def test_what_would_go_out_is_counted() -> None:
    assert stop_words(NarrowcastReach(STEPS, (), 1978), ZH) == "會送給 1,978 人"


def test_a_refusal_is_told_by_its_status() -> None:
    assert stop_words(NarrowcastReach(refusal=not_enough_friends()), ZH) == "LINE 會回 403，誰都收不到"
