from dataclasses import replace
from typing import Any

import pytest

from helpers.explain.explanation import explain
from helpers.panels.results.card import Card
from helpers.panels.results.timeline import Timeline
from helpers.session.exchange import Exchange, SendAttempt, Stop
from helpers.session.timeline import Request
from helpers.stub.world.clock import START
from helpers.text import texts

EN = texts("en")


def live_card(**changes: Any) -> Card:
    exchange = Exchange(
        number=1, at=START, method="POST", path="/v2/bot/message/push", query="", request_headers={},
        request_body="{}", status=200, response_headers={}, response_body="{}", live=True,
    )  # fmt: skip
    exchange = replace(exchange, **changes)
    return Card(exchange, explain(exchange, EN), EN)


def test_each_attempt_of_live_mode_is_a_row() -> None:
    attempts = (
        SendAttempt("send", None, "no_answer"),
        SendAttempt("send", 409, "already_accepted", 1),
    )
    html = live_card(attempts=attempts)._repr_html_()
    assert "no answer; it may or may not have been accepted" in html
    assert "waited 1 s, then with the same request: sent it" in html
    assert "409 already accepted; not sent again" in html
    assert "An earlier answer was lost" in html


def test_lines_check_is_told_apart_from_a_send() -> None:
    html = live_card(attempts=(SendAttempt("validate", 200, "accepted"),))._repr_html_()
    assert "asked LINE to check the messages (sends nothing)" in html
    assert "200 fine" in html


def test_what_the_gate_held_is_shown_as_not_sent() -> None:
    values = {"what": "broadcast", "people": "37 people", "cost": "", "line": "lab.consent(recipients=37)"}
    card = live_card(status=428, stop=Stop("live.needs_consent", values), response_body='{"lab":"x"}')
    assert "→ not sent yet · held by the lab's gate" in repr(card)
    html = card._repr_html_()
    assert "<code>lab.consent(recipients=37)</code>" in html
    assert "The lab&#x27;s gate" in html
    assert "428" not in html
    assert "Response: body and headers" not in html


def test_where_line_was_never_reached_the_card_says_so() -> None:
    card = live_card(status=None, attempts=(SendAttempt("send", None, "unreachable"),) * 2)
    assert card.explanation.key == "network.unreachable"


@pytest.mark.parametrize("status", [429, 500])
def test_while_nobody_knows_the_end_the_card_does_not_say_that_nobody_was_reached(status: int) -> None:
    attempts = (SendAttempt("send", 500, "server_error"), SendAttempt("send", status, "rate_limit"))
    html = live_card(status=status, attempts=attempts)._repr_html_()
    assert html.count("not known") == 2
    assert "not reached" not in html


def test_a_check_that_failed_leaves_no_doubt() -> None:
    card = live_card(status=500, attempts=(SendAttempt("validate", 500, "server_error"),))
    assert "not reached" in card._repr_html_()


@pytest.mark.parametrize(
    ("changes", "seen"),
    [
        ({}, "cannot be seen here"),
        ({"status": 500, "attempts": (SendAttempt("send", 500, "server_error"),)}, "not known"),
        ({"status": 400, "attempts": (SendAttempt("send", 400, "refused"),)}, "not reached"),
        ({"status": 428, "stop": Stop("live.too_large", {})}, "not reached"),
    ],
)
def test_the_timeline_claims_to_see_nobodys_phone(changes: dict[str, Any], seen: str) -> None:
    exchange = live_card(**changes).exchange
    assert exchange is not None
    assert seen in Timeline([Request(START, exchange)], EN)._repr_html_()


def test_real_people_are_hidden_on_the_card() -> None:
    body = '{"to":"U0123456789abcdef0123456789abcdef"}'
    html = live_card(request_body=body, response_body=body, path="/v2/bot/profile/U0123456789abcdef0123456789abcdef")
    assert "0123456789abcdef" not in html._repr_html_() + repr(html)
