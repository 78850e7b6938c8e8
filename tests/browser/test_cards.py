"""Cards at a glance: how tall they are, measured in Chromium, and what is one key away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from helpers import open_lab
from tests.browser.jupyter import PHONE

pytestmark = [pytest.mark.slow, pytest.mark.browser]

#: The most a card may take at 735 pixels of width when everyone received it, and else; on a phone half as much again.
SUCCESS, REFUSAL = 260, 340
EXAMPLES = [
    ("reply", "answer", SUCCESS),
    ("push", "to_friend", SUCCESS),
    ("push", "to_blocked", REFUSAL),
    ("broadcast", "to_everyone", SUCCESS),
    ("push", "six_messages", REFUSAL),
    ("push", "empty_text", REFUSAL),
    ("push", "to_malformed", REFUSAL),
    ("push", "quota", REFUSAL),
    ("push", "repeated_retry_key", REFUSAL),
    ("multicast", "malformed_in_list", REFUSAL),
    ("reply", "used_token", REFUSAL),
]


@pytest.fixture(scope="module")
def cards() -> dict[tuple[str, str, str], str]:
    made = {}
    for lang in ("zh-TW", "en"):
        with open_lab(transport="inproc", lang=lang) as lab:
            for method, key, _ in EXAMPLES:
                builder = lab.builder(method)
                builder.load_example(key)
                builder.send_button.click()
                made[lang, method, key] = builder.card._repr_html_()
    return made


@pytest.fixture
def blank(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("lang", ["zh-TW", "en"])
@pytest.mark.parametrize(("width", "factor"), [(735, 1.0), (PHONE, 1.5)])
def test_a_card_is_seen_at_a_glance(
    cards: dict[tuple[str, str, str], str], blank: Page, lang: str, width: int, factor: float
) -> None:
    blank.set_viewport_size({"width": width, "height": 900})
    chosen = [(key, most, cards[lang, method, key]) for method, key, most in EXAMPLES]
    blank.set_content("<body style='margin:0'>" + "".join(f"<div>{html}</div>" for *_, html in chosen))
    tall = blank.locator(".lab-card").evaluate_all("all => all.map(card => card.getBoundingClientRect().height)")
    assert len(tall) == len(chosen)
    assert {key: height for (key, most, _), height in zip(chosen, tall, strict=True) if height > most * factor} == {}


def test_all_else_is_one_key_away(cards: dict[tuple[str, str, str], str], blank: Page) -> None:
    blank.set_content(cards["zh-TW", "push", "to_blocked"])
    assert not blank.locator(".lab-people").is_visible()
    blank.keyboard.press("Tab")
    blank.keyboard.press("Enter")
    assert blank.locator(".lab-people").is_visible()
