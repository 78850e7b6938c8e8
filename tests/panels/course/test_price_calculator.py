import re
from xml.etree import ElementTree

import pytest

from helpers.course.pricing import INPUT_RANGES, Campaign
from helpers.panels.course.price_calculator import PriceCalculator
from helpers.panels.course.price_chart import chart, chart_words
from helpers.text import texts

ZH, EN = texts("zh-TW"), texts("en")


def panel(**wanted: int) -> PriceCalculator:
    return PriceCalculator(EN, Campaign(**{"friends": 1000, "sends": 2, **wanted}))


def shown(campaign: PriceCalculator) -> str:
    html = campaign.children[2].value
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_another_number_changes_table_and_headline() -> None:
    campaign = panel()
    assert shown(campaign).startswith("2,000 messages in all; the medium plan is cheapest: about NT$800")
    campaign.sends.value = 4
    assert shown(campaign).startswith("4,000 messages in all; the high plan is cheapest: about NT$1,200")
    assert "not enough, 1,000 short" in shown(campaign)


def test_message_objects_change_nothing_but_the_sentence() -> None:
    campaign = panel()
    before = campaign.bills
    campaign.objects.value = 5
    assert campaign.bills == before


def test_additional_messages_are_said_to_be_at_most() -> None:
    assert "at most about NT$1,600, 2,000 bought" in shown(panel(friends=2000, sends=4))


def test_prices_are_marked_as_unconfirmed() -> None:
    assert "third-party" in shown(panel())
    assert "尚未與 LINE 官方頁面核對" in PriceCalculator(ZH, Campaign(1000)).children[2].value


def test_a_saved_notebook_keeps_the_result_in_one_sentence() -> None:
    assert repr(panel()) == (
        "Cost: 1,000 people at a time, 2 times a month, 2,000 messages in all; "
        "the medium plan is cheapest, about NT$800. Run this cell to change the numbers."
    )


def test_any_number_of_friends_may_begin() -> None:
    assert panel(friends=1234).campaign.messages == 2468


def test_every_control_has_a_label() -> None:
    campaign = panel()
    assert all(s.description for s in (campaign.friends, campaign.percent, campaign.sends, campaign.objects))


def test_nothing_goes_wrong_at_either_end() -> None:
    campaign = panel(**{name: ends[-1] for name, ends in INPUT_RANGES.items()})
    assert campaign.card is None
    for name, ends in INPUT_RANGES.items():
        getattr(campaign, name).value = ends[0]
    assert campaign.card is None
    assert campaign.campaign.messages == 0


def test_a_number_that_cannot_be_becomes_the_nearest_that_can() -> None:
    campaign = panel()
    campaign.friends.value, campaign.sends.value = 10**9, 0
    assert campaign.campaign == Campaign(friends=INPUT_RANGES["friends"][-1], sends=1)


@pytest.mark.parametrize("messages", [0, 5, 200, 4000, 12_345, 3_100_000])
def test_the_drawing_keeps_within_its_frame(messages: int) -> None:
    svg = ElementTree.fromstring(re.findall(r"<svg.*</svg>", chart(messages, EN))[0])
    width, height = map(float, svg.attrib["viewBox"].split()[2:])
    lines = [tuple(map(float, p.split(","))) for line in svg.iter("polyline") for p in line.attrib["points"].split()]
    assert all(0 <= x <= width and 0 <= y <= height for x, y in lines)


def test_the_drawing_says_what_it_shows() -> None:
    assert chart_words(4000, EN) == (
        "Across: messages a month; up: the cost. light ends at 200; medium ends at 3,000; "
        "high charges for each one beyond 6,000. A line marks the 4,000 of now."
    )
    assert 'role="img" aria-label="' in chart(4000, EN)


@pytest.mark.parametrize(("messages", "plan"), [(100, "light"), (2000, "medium"), (9000, "high")])
def test_the_cheapest_plan_stands_out(messages: int, plan: str) -> None:
    best = re.findall(r'class="lab-plan lab-best" points="[^"]*"></polyline>.*?>(\w+)</text>', chart(messages, EN))
    assert best == [plan]


@pytest.mark.parametrize(("messages", "names"), [(4000, {"light", "medium", "high"}), (3_100_000, {"high"})])
def test_names_do_not_lie_on_one_another(messages: int, names: set[str]) -> None:
    assert set(re.findall(r'class="lab-name"[^>]*>(\w+)</text>', chart(messages, EN))) == names
