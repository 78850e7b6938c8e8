from dataclasses import replace
from typing import Any

from helpers.exchange import Exchange, SendAttempt, Stop
from helpers.explain import explain
from helpers.panels.card import Card
from helpers.stub.clock import START
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
    assert "no answer; accepted or not, nobody knows" in html
    assert "waited 1 s, then with the same request: sent it" in html
    assert "409 accepted before; not sent again" in html
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


def test_real_people_are_hidden_on_the_card() -> None:
    body = '{"to":"U0123456789abcdef0123456789abcdef"}'
    html = live_card(request_body=body, response_body=body, path="/v2/bot/profile/U0123456789abcdef0123456789abcdef")
    assert "0123456789abcdef" not in html._repr_html_() + repr(html)
