"""The channel's webhook address: set it, read it, test it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from linebot.v3.messaging import SetWebhookEndpointRequest, TestWebhookEndpointRequest

from helpers.line import errors, limits
from helpers.line.errors import Detail
from helpers.stub.call import Answer, Call
from helpers.stub.ledgers.rate_limits import Rate
from helpers.stub.operations.operation import Operation
from helpers.stub.platform import Platform
from helpers.stub.rules.request_body import Problem
from helpers.stub.webhooks.bots import check_url

PATH = "/v2/bot/channel/webhook/endpoint"
ENDPOINT_RATE = Rate(limits.RATE_WEBHOOK_ENDPOINT_PER_MINUTE, 60)
TEST_RATE = Rate(limits.RATE_WEBHOOK_TEST_PER_HOUR, 3600)


def _rules(platform: Platform, data: Mapping[str, Any], found: list[Problem]) -> list[Detail]:
    """Answer REF#set-webhook-endpoint-url: a valid https address of at most 500 characters."""
    url = data.get("endpoint")
    if isinstance(url, str) and not _is_https(url):
        raise errors.webhook_url_invalid()
    return []


def _is_https(url: str) -> bool:
    try:
        check_url(url)
    except ValueError:
        return False
    return url.lower().startswith("https:")


def _set(platform: Platform, call: Call) -> Answer:
    """LINE may take a minute to notice; here it holds at once. Whether webhooks are in use does not change."""
    platform.webhook_endpoint.url = call.data["endpoint"]
    return Answer()


def _configured(platform: Platform) -> str:
    """Return the address of the channel. Raise LineError 404 without one."""
    if platform.webhook_endpoint.url is None:
        raise errors.webhook_missing()
    return platform.webhook_endpoint.url


def _get(platform: Platform, call: Call) -> Answer:
    """Answer REF#get-webhook-endpoint-information."""
    return Answer({"endpoint": _configured(platform), "active": platform.webhook_endpoint.active})


def _test(platform: Platform, call: Call) -> Answer:
    """Answer REF#test-webhook-endpoint: a request without events to the given address, or else to the channel's."""
    url = call.data.get("endpoint")
    return Answer(platform.webhook_delivery.test(_configured(platform) if url is None else url))


OPERATIONS = (
    Operation("PUT", PATH, _set, SetWebhookEndpointRequest, _rules, rate=ENDPOINT_RATE),
    Operation("GET", PATH, _get, rate=ENDPOINT_RATE),
    Operation(
        "POST", "/v2/bot/channel/webhook/test", _test, TestWebhookEndpointRequest, _rules,
        rate=TEST_RATE, body_optional=True,
    ),
)  # fmt: skip
