"""Cards at a glance: how tall they are, measured in Chromium, and what is one key away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from helpers import open_lab
from helpers.examples.examples import EXAMPLES
from helpers.stub.world.worlds import WORLDS
from tests.browser.jupyter import PHONE

pytestmark = [pytest.mark.slow, pytest.mark.browser]

#: The most a card may take at 735 pixels of width when everyone received it, and else; on a phone half as much again.
SUCCESS, REFUSAL = 260, 340
ALL = [example for examples in EXAMPLES.values() for example in examples]


@pytest.fixture(scope="module", params=["zh-TW", "en"])
def cards(request: pytest.FixtureRequest) -> dict[tuple[str, str], tuple[str, int]]:
    """The card of every example of every method, in its first world, each with the most it may take."""
    made = {}
    for world in WORLDS:
        with open_lab(world, transport="inproc", lang=request.param) as lab:
            for example in (example for example in ALL if example.worlds[0] == world):
                attempt = lab.attempt()
                attempt._show = lambda card: None  # shown below, in a page
                with attempt:
                    example.draft(lab.session).send(lab.line_bot_api)
                card = attempt.card or lab.show()
                received = example.kind in ("good", "silent") and example.status != 202  # which is yet to be sent
                most = SUCCESS if received else REFUSAL
                made[example.method.name, example.key] = card._repr_html_(), most
                lab.clock.advance(hours=1)  # LINE takes 60 narrowcasts an hour, and 60 broadcasts
    return made


@pytest.fixture
def blank(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize(("width", "factor"), [(735, 1.0), (PHONE, 1.5)])
def test_a_card_is_seen_at_a_glance(
    cards: dict[tuple[str, str], tuple[str, int]], blank: Page, width: int, factor: float
) -> None:
    assert len(cards) == len(ALL)
    blank.set_viewport_size({"width": width, "height": 900})
    blank.set_content("<body style='margin:0'>" + "".join(f"<div>{html}</div>" for html, _ in cards.values()))
    tall = blank.locator(".lab-card").evaluate_all("all => all.map(card => card.getBoundingClientRect().height)")
    rows = zip(cards.items(), tall, strict=True)
    assert {key: height for (key, (_, most)), height in rows if height > most * factor} == {}


def test_all_else_is_one_key_away(cards: dict[tuple[str, str], tuple[str, int]], blank: Page) -> None:
    blank.set_content(cards["push", "to_blocked"][0])
    assert not blank.locator(".lab-people").is_visible()
    blank.keyboard.press("Tab")
    blank.keyboard.press("Enter")
    assert blank.locator(".lab-people").is_visible()
