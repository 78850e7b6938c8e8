"""What is sent in place of an access token."""

from __future__ import annotations

import pytest

from helpers.line.access_tokens import token_slip
from helpers.text import LANGUAGES, texts

SECRET = "0f" * 16
TOKEN = "eyJhbGciOiJIUzI1NiJ9+/" * 8
SLIPS = {
    "no_scheme": TOKEN,
    "empty": "Bearer ",
    "twice": f"Bearer Bearer {TOKEN}",
    "quotes": f"Bearer “{TOKEN}”",
    "brackets": f"Bearer <{TOKEN}>",
    "user_id": f"Bearer U{SECRET}",
    "secret": f"Bearer {SECRET}",
    "channel_id": "Bearer 1657000000",
    "expression": "Bearer $LINE_TOKEN",
    "placeholder": "Bearer YOUR_CHANNEL_ACCESS_TOKEN",
    "spaces": f"Bearer {TOKEN} {TOKEN}",
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_by_its_looks_and_has_its_texts(slip: str) -> None:
    assert token_slip(SLIPS[slip], SECRET) == slip
    for lang in LANGUAGES:
        assert all(texts(lang).has(f"token.{slip}.{part}") for part in ("title", "meaning", "todo"))


@pytest.mark.parametrize("header", [None, "", f"Bearer {TOKEN}", f"bearer {TOKEN} ", "Bearer expired-one"])
def test_what_looks_right_is_no_slip(header: str | None) -> None:
    assert token_slip(header, SECRET) is None


def test_every_text_about_a_slip_is_of_one_that_is_recognised() -> None:
    assert {key.split(".")[1] for key in texts("en").catalogue if key.startswith("token.")} == set(SLIPS)
