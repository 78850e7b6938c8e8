"""Conditions in words, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.line.condition_tree import VALUES
from helpers.targeting.condition_wording import WORDED_DEPTH_MAX, condition_text, limit_text, recipients_text
from helpers.text import LANGUAGES, texts
from tests.targeting.conditions import all_of, any_of, not_

ZH, EN = texts("zh-TW"), texts("en")
WOMEN = {"type": "gender", "oneOf": ["female"]}
TWENTIES = {"type": "age", "gte": "age_20", "lt": "age_30"}
IN_TAIPEI = {"type": "area", "oneOf": ["tw_01"]}


@pytest.mark.parametrize(
    ("leaf", "zh", "en"),
    [
        (WOMEN, "女性", "women"),
        ({"type": "gender", "oneOf": ["female", "male"]}, "女性或男性", "women or men"),
        (TWENTIES, "20–29 歲", "aged 20–29"),
        ({"type": "age", "gte": "age_70"}, "70 歲以上", "aged 70 or over"),
        ({"type": "age", "lt": "age_20"}, "未滿 20 歲", "aged under 20"),
        ({"type": "appType", "oneOf": ["ios"]}, "用 iOS", "on iOS"),
        (IN_TAIPEI, "住在台北市", "living in Taipei City"),
        (
            {"type": "area", "oneOf": ["tw_01", "tw_22", "jp_13"]},
            "住在台北市、連江縣或東京都",
            "living in Taipei City, Lienchiang County or Tokyo",
        ),
        ({"type": "subscriptionPeriod", "gte": "day_30"}, "加好友滿 30 天", "friends for 30 days or more"),
        (
            {"type": "subscriptionPeriod", "gte": "day_30", "lt": "day_90"},
            "加好友滿 30 天、未滿 90 天",
            "friends for 30 days or more, but under 90",
        ),
    ],
)
def test_one_condition(leaf: Any, zh: str, en: str) -> None:
    assert (condition_text(leaf, ZH), condition_text(leaf, EN)) == (zh, en)


@pytest.mark.parametrize(
    ("tree", "zh", "en"),
    [
        (
            all_of(WOMEN, TWENTIES, IN_TAIPEI),
            "女性，而且 20–29 歲，而且住在台北市",
            "women, and aged 20–29, and living in Taipei City",
        ),
        (any_of(WOMEN, TWENTIES), "女性，或者 20–29 歲", "women, or aged 20–29"),
        (
            all_of(any_of(WOMEN, TWENTIES), IN_TAIPEI),
            "（女性，或者 20–29 歲），而且住在台北市",
            "(women, or aged 20–29), and living in Taipei City",
        ),
        (not_(IN_TAIPEI), "不住在台北市", "not living in Taipei City"),
        (not_(TWENTIES), "不是 20–29 歲", "not aged 20–29"),
        (not_(any_of(WOMEN, IN_TAIPEI)), "不是（女性，或者住在台北市）", "not (women, or living in Taipei City)"),
        (not_(not_(WOMEN)), "不是不是女性", "not not women"),
        (all_of(any_of(WOMEN), IN_TAIPEI), "女性，而且住在台北市", "women, and living in Taipei City"),
    ],
)
def test_joined_conditions(tree: Any, zh: str, en: str) -> None:
    assert (condition_text(tree, ZH), condition_text(tree, EN)) == (zh, en)


def test_no_condition_means_everyone() -> None:
    assert (condition_text(None, ZH), condition_text(None, EN)) == ("所有好友", "every friend")


def test_many_places_are_counted() -> None:
    places = {"type": "area", "oneOf": [f"tw_{n:02}" for n in range(1, 13)]}
    assert condition_text(places, ZH) == "住在台北市、新北市、桃園市等 12 個地方"


def test_audiences_and_earlier_narrowcasts_go_by_their_names() -> None:
    tree = all_of({"type": "audience", "audienceGroupId": 7}, not_({"type": "redelivery", "requestId": "abc"}))
    assert condition_text(tree, ZH, {7: "VIP", "abc": "那次"}) == "在受眾「VIP」裡，而且沒收到過 那次"


def test_without_a_name_the_id_is_said_in_short() -> None:
    tree = {"type": "redelivery", "requestId": "5b59509c-c57b-11e9-aa8c-2a2ae2dbcce4"}
    assert condition_text(tree, EN) == "who received 5b59509c…"


@pytest.mark.parametrize(
    "tree",
    [
        {"type": "gender", "oneOf": []},
        {"type": "age"},
        {"type": "age", "gte": "age_30", "lt": "age_30"},
        all_of(),
        {"type": "audience"},
    ],
)
def test_unfinished_conditions_say_so(tree: Any) -> None:
    assert condition_text(tree, EN) == "(not chosen yet)"


@pytest.mark.parametrize("tree", [[], {}, {"type": "age", "gte": "age_18"}, {"type": "operator", "and": [1]}])
def test_what_cannot_be_read_says_so(tree: Any) -> None:
    assert condition_text(tree, EN) == "(a condition that cannot be read)"


def test_nesting_without_end_is_cut() -> None:
    tree: Any = WOMEN
    for _ in range(2000):
        tree = not_(tree)
    assert condition_text(tree, EN) == "not " * (WORDED_DEPTH_MAX + 1) + "(more inside)"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["gender", "appType", "area"])
def test_every_value_has_a_name_of_its_own(kind: str, lang: str) -> None:
    said = [condition_text({"type": kind, "oneOf": [value]}, texts(lang)) for value in VALUES[kind]]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["age", "subscriptionPeriod"])
def test_every_bound_can_be_said(kind: str, lang: str) -> None:
    leaves = [{"type": kind, bound: value} for value in VALUES[kind] for bound in ("gte", "lt")]
    said = [condition_text(leaf, texts(lang)) for leaf in leaves]
    assert len(set(said)) == len(said)


# The whole request ----------------------------------------------------------------------------------------------


def test_recipient_and_attributes_are_said_together() -> None:
    body = {
        "recipient": {"type": "audience", "audienceGroupId": 7},
        "filter": {"demographic": all_of(WOMEN, IN_TAIPEI)},
    }
    assert recipients_text(body, ZH, {7: "VIP"}) == "在受眾「VIP」裡，而且女性，而且住在台北市"


def test_alternatives_keep_their_brackets_beside_a_recipient() -> None:
    body = {
        "recipient": {"type": "audience", "audienceGroupId": 7},
        "filter": {"demographic": any_of(WOMEN, IN_TAIPEI)},
    }
    assert recipients_text(body, EN, {7: "VIP"}) == "in the audience “VIP”, and (women, or living in Taipei City)"


def test_the_limit_comes_last() -> None:
    limit = {"max": 1000, "upToRemainingQuota": True, "forbidPartialDelivery": True}
    said = "所有好友；最多 1,000 人，隨機挑，最多到本月剩下的則數，不夠送給全部就取消"
    assert recipients_text({"limit": limit}, ZH) == said


@pytest.mark.parametrize("limit", [{}, {"upToRemainingQuota": False}, {"max": None}, {"max": "3"}])
def test_a_limit_that_limits_nothing_says_nothing(limit: Any) -> None:
    assert limit_text(limit, EN) == ""


def test_an_empty_and_beside_a_recipient_is_still_said() -> None:
    body = {"recipient": {"type": "audience", "audienceGroupId": 7}, "filter": {"demographic": all_of()}}
    assert recipients_text(body, EN, {7: "VIP"}) == "in the audience “VIP”, and (not chosen yet)"
