"""Facts 2: the table of the five sends."""

from __future__ import annotations

import pytest
from linebot.v3.messaging import MessagingApi

from helpers.line.send_methods import SEND_METHODS, SendMethod

each = pytest.mark.parametrize("method", SEND_METHODS.values(), ids=SEND_METHODS)


def test_there_are_five() -> None:
    assert list(SEND_METHODS) == ["reply", "push", "multicast", "narrowcast", "broadcast"]


@each
def test_its_path(method: SendMethod) -> None:
    assert method.path == f"/v2/bot/message/{method.name}"


@each
def test_the_sdk_has_it_under_this_name(method: SendMethod) -> None:
    assert callable(getattr(MessagingApi, method.sdk_method))
    assert callable(getattr(MessagingApi, method.sdk_method + "_with_http_info"))


@each
def test_the_sdks_request_class_has_its_target_field(method: SendMethod) -> None:
    wire_names = {field.alias for field in method.request_class.__fields__.values()}
    assert "messages" in wire_names
    assert method.target_field is None or method.target_field in wire_names


@each
def test_its_page_is_the_one_of_its_own(method: SendMethod) -> None:
    assert method.reference.endswith(f"#send-{method.name}-message")


@each
def test_what_the_table_says(method: SendMethod) -> None:
    told = (method.takes_retry_key, method.counts_quota, method.success_status, int(method.rate), method.rate_seconds)
    assert (
        told
        == {
            "reply": (False, False, 200, 2000, 1),
            "push": (True, True, 200, 2000, 1),
            "multicast": (True, True, 200, 200, 1),
            "narrowcast": (True, True, 202, 60, 3600),
            "broadcast": (True, True, 200, 60, 3600),
        }[method.name]
    )
