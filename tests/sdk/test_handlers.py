"""Handlers of classes that never arrive."""

from __future__ import annotations

from typing import Any

import pytest
from linebot.v3 import WebhookHandler, messaging, webhooks

from helpers.explain.explanation import explain
from helpers.sdk.handlers import NeverCalledError, never_called, watch_handlers
from helpers.text import LANGUAGES, texts


@pytest.mark.parametrize(
    ("event", "message", "right"),
    [
        (webhooks.MessageEvent, messaging.TextMessage, "TextMessageContent"),
        (webhooks.MessageEvent, messaging.StickerMessage, "StickerMessageContent"),
        (webhooks.MessageEvent, messaging.FlexMessage, "TextMessageContent"),
        (webhooks.MessageEvent, [webhooks.TextMessageContent, messaging.ImageMessage], "ImageMessageContent"),
        (webhooks.TextMessageContent, None, "MessageEvent"),
    ],
)
def test_a_class_that_never_arrives_is_named_with_the_right_one(event: Any, message: Any, right: str) -> None:
    (found,) = never_called(event, message)
    assert found.right.name == right
    for lang in LANGUAGES:
        told = explain(found, texts(lang))
        assert f"`{found.given}`" in told.title and f"from linebot.v3.webhooks import {right}" in told.todo


def test_a_function_under_a_bare_add_is_told_of_its_parentheses() -> None:
    def answer(event: Any) -> None:
        """Answer nothing."""

    (found,) = never_called(answer)
    for lang in LANGUAGES:
        told = explain(found, texts(lang))
        assert told.key == "you.handler_parentheses" and "@handler.add(MessageEvent" in told.todo


@pytest.mark.parametrize(
    ("event", "message"),
    [
        (webhooks.MessageEvent, None),
        (webhooks.MessageEvent, webhooks.TextMessageContent),
        (webhooks.MessageEvent, (webhooks.TextMessageContent, webhooks.StickerMessageContent)),
        (webhooks.FollowEvent, None),
        (webhooks.PostbackEvent, None),
    ],
)
def test_a_handler_that_can_be_called_is_left_alone(event: Any, message: Any) -> None:
    assert not list(never_called(event, message))


def test_adding_such_a_handler_is_told_and_still_works() -> None:
    told: list[NeverCalledError] = []
    watch_handlers(told.append)
    try:
        handler = WebhookHandler("secret")
        function = handler.add(webhooks.MessageEvent, message=messaging.TextMessage)(len)
        assert function is len and [found.given for found in told] == ["TextMessage"]
    finally:
        watch_handlers(None)
    handler.add(webhooks.MessageEvent, message=messaging.TextMessage)
    assert len(told) == 1
