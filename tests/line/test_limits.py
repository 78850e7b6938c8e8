from __future__ import annotations

import pytest
from linebot.v3 import messaging

from helpers.line import limits
from helpers.line.limits import Limit, reference_url

ALL = {name: value for name, value in vars(limits).items() if isinstance(value, Limit)}


def test_a_limit_is_a_number_that_knows_its_page() -> None:
    limit = Limit(5, "#send-push-message")
    assert limit + 1 == 6
    assert limit.reference == "https://developers.line.biz/en/reference/messaging-api/#send-push-message"


@pytest.mark.parametrize(
    ("anchor", "url"),
    [
        ("#rate-limits", "https://developers.line.biz/en/reference/messaging-api/#rate-limits"),
        ("sending-messages/", "https://developers.line.biz/en/docs/messaging-api/sending-messages/"),
        ("https://tw.linebiz.com/", "https://tw.linebiz.com/"),
    ],
)
def test_where_an_anchor_leads(anchor: str, url: str) -> None:
    assert reference_url(anchor) == url


@pytest.mark.parametrize("name", ALL)
def test_every_limit_is_positive_and_documented_somewhere(name: str) -> None:
    assert ALL[name] > 0
    assert ALL[name].anchor.startswith(("#", "https:")) or ALL[name].anchor.endswith("/")


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("MESSAGES_MAX", 5),
        ("MULTICAST_RECIPIENTS_MAX", 500),
        ("AGGREGATION_UNIT_LENGTH", 30),
        ("BODY_BYTES_MAX", 2_097_152),
        ("REPLY_TOKEN_SECONDS", 60),
        ("REPLY_TOKEN_REDELIVERY_MINUTES", 20),
        ("PUSH_NON_FRIEND_DAYS", 7),
        ("RETRY_KEY_HOURS", 24),
        ("NARROWCAST_TARGET_REACH_MIN", 100),
        ("NARROWCAST_RECIPIENTS_MIN", 50),
        ("NARROWCAST_RECIPIENT_OBJECTS_MAX", 10),
        ("NARROWCAST_FILTERS_MAX", 10),
        ("NARROWCAST_KEPT_DAYS", 14),
        ("TEXT_LENGTH", 5000),
        ("QUICK_REPLIES_MAX", 13),
        ("ALT_TEXT_LENGTH", 1500),
        ("RATE_BROADCAST_PER_HOUR", 60),
        ("RATE_NARROWCAST_PER_HOUR", 60),
        ("RATE_MULTICAST_PER_SECOND", 200),
        ("RATE_DEFAULT_PER_SECOND", 2000),
        ("WEBHOOK_SECONDS", 2),
    ],
)
def test_the_numbers_of_the_lesson(name: str, number: int) -> None:
    assert ALL[name] == number


def test_where_the_sdk_knows_the_same_limit_it_agrees() -> None:
    messages = messaging.PushMessageRequest.__fields__["messages"].outer_type_
    to = messaging.MulticastRequest.__fields__["to"].outer_type_
    assert (messages.min_items, messages.max_items) == (limits.MESSAGES_MIN, limits.MESSAGES_MAX)
    assert to.max_items == limits.MULTICAST_RECIPIENTS_MAX
