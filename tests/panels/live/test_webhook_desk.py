"""The webhook desk: what LINE's test of the address says, in sentences."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.live.webhook_receiver import WebhookServer
from helpers.panels.live.webhook_desk import WebhookDesk
from helpers.text import texts
from tests.live.test_webhook_receiver import with_api

EN = texts("en")


def desk(**given: Any) -> WebhookDesk:
    server, _ = with_api(**given)
    assert isinstance(server, WebhookServer)
    return WebhookDesk(server, EN)


def test_the_address_that_was_set_is_told() -> None:
    assert "https://a.example/callback" in repr(desk().set_endpoint("https://a.example"))


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("OK", "It works"),
        ("COULD_NOT_CONNECT", "cannot connect"),
        ("REQUEST_TIMEOUT", "within 2 seconds"),
        ("ERROR_STATUS_CODE", "with 404 instead of 200"),
        ("UNCLASSIFIED", "cannot say what is wrong"),
        ("SOMETHING_NEW", "SOMETHING_NEW"),
    ],
)
def test_each_reason_of_lines_test_is_explained(reason: str, words: str) -> None:
    webhook = desk(reason=reason, status=404)
    said = webhook.test()
    assert words in repr(said)
    assert said.good is (reason == "OK")


def test_a_webhook_that_is_switched_off_is_told() -> None:
    webhook = desk(active=False)
    said = webhook.test()
    assert "Use webhook" in repr(said)
    assert not said.good
