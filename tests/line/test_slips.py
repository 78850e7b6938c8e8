"""What is given in place of an access token or of an id."""

from __future__ import annotations

import re

import pytest

from helpers.line.slips import id_slip, token_slip
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


IDS = {
    "empty": " ",
    "group": f"C{SECRET}",
    "spaces": f"U{SECRET}\n",
    "capitals": f"U{SECRET}".upper(),
    "several": f"U{SECRET}, U{SECRET}",
    "letter": SECRET,
    "length": f"U{SECRET}0",
    "line_id": "@class-helper",
    "phone": "+886 912 345 678",
    "name": "小美",
}


@pytest.mark.parametrize("slip", IDS)
def test_what_is_no_id_is_told_by_its_looks(slip: str) -> None:
    assert id_slip(IDS[slip]) == slip
    assert all(texts(lang).has(f"id.{slip}") for lang in LANGUAGES)


def test_an_id_and_what_looks_like_nothing_known_are_no_slip() -> None:
    assert [id_slip(value) for value in (f"U{SECRET}", "xyz", 5, None)] == [None] * 4
    assert {key.split(".")[1] for key in texts("en").catalogue if re.match(r"id\.", key)} == set(IDS)
