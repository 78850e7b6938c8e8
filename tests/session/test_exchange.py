from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from helpers.redaction import hide_people, mask_token
from helpers.session.exchange import Exchange

EXCHANGE = Exchange(
    number=1, at=datetime(2026, 11, 2), method="POST", path="/v2/bot/message/push", query="",
    request_headers={}, request_body='{"to":"U1"}', status=200,
    response_headers={"x-line-request-id": "an id"}, response_body='{"sentMessages":[]}',
)  # fmt: skip


@pytest.mark.parametrize(
    ("header", "masked"),
    [("Bearer secret", "Bearer ••••"), ("Bearer a b", "Bearer ••••"), ("secret", "••••"), ("", "••••")],
)
def test_a_token_is_never_shown(header: str, masked: str) -> None:
    assert mask_token(header) == masked


@pytest.mark.parametrize(
    ("status", "reason"),
    [(200, "OK"), (202, "Accepted"), (429, "Too Many Requests"), (501, "Not Implemented"), (None, ""), (599, "")],
)
def test_the_reason_of_a_status(status: int | None, reason: str) -> None:
    assert replace(EXCHANGE, status=status).reason == reason


@pytest.mark.parametrize(("status", "ok"), [(200, True), (202, True), (400, False), (500, False), (None, False)])
def test_ok_is_accepted(status: int | None, ok: bool) -> None:
    assert replace(EXCHANGE, status=status).ok is ok


def test_the_request_id_is_that_of_the_answer() -> None:
    assert EXCHANGE.request_id == "an id"
    assert replace(EXCHANGE, response_headers={}).request_id is None


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({}, "<Exchange 1: POST /v2/bot/message/push → 200 OK>"),
        ({"status": None}, "<Exchange 1: POST /v2/bot/message/push → –>"),
        ({"status": 599}, "<Exchange 1: POST /v2/bot/message/push → 599>"),
    ],
)
def test_it_shows_itself_in_one_line(changes: dict[str, Any], shown: str) -> None:
    assert repr(replace(EXCHANGE, **changes)) == shown


def test_a_live_one_names_nobody() -> None:
    person = "U" + "0123456789abcdef" * 2
    path = f"/v2/bot/profile/{person}"
    live = replace(EXCHANGE, path=path, live=True, response_body=f'{{"userId":"{person}","displayName":"Mei"}}')
    assert person not in repr(live) and "Mei" not in repr(live)
    assert person in repr(replace(live, live=False))


def test_bodies_as_data() -> None:
    assert (EXCHANGE.request_json(), EXCHANGE.response_json()) == ({"to": "U1"}, {"sentMessages": []})


@pytest.mark.parametrize("body", ["", "not json", "{"])
def test_what_is_no_json_is_no_data(body: str) -> None:
    changes: dict[str, Any] = {"request_body": body, "response_body": body}
    exchange = replace(EXCHANGE, **changes)
    assert (exchange.request_json(), exchange.response_json()) == (None, None)


def test_what_the_lab_stopped_has_the_labs_own_number() -> None:
    assert replace(EXCHANGE, response_headers={"x-lab-request-id": "ours"}).request_id == "ours"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{"to":"U0123456789abcdef0123456789abcdef"}', '{"to":"U••••"}'),
        ("/v2/bot/group/C0123456789abcdef0123456789abcdef/summary", "/v2/bot/group/C••••/summary"),
        ('{"displayName": "小美", "pictureUrl":"https://x.example/y"}', '{"displayName": "••••", "pictureUrl":"••••"}'),
        ('{"statusMessage":"a \\"b\\" c","text":"hi"}', '{"statusMessage":"••••","text":"hi"}'),
        ("U1 and Uabc", "U1 and Uabc"),
    ],
)
def test_people_are_hidden_in_what_is_shown_of_live_mode(text: str, shown: str) -> None:
    assert hide_people(text) == shown
