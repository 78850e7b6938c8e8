"""Handlers that no event reaches: what ``WebhookHandler.add`` was given that never arrives.

The SDK files a handler under the names of the classes it was given and looks it up by those of what arrives. A class
of another module (``linebot.v3.messaging.TextMessage``) raises nothing, and its function is never called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from types import FunctionType
from typing import Any

from linebot.v3 import WebhookHandler, webhooks

from helpers.sdk.names import Home


class NeverCalledError(Exception):
    """A handler was added for a class that never arrives. Not raised: shown, for the SDK goes on."""

    def __init__(self, given: str, right: Home, *, is_function: bool = False) -> None:
        """`given` is the name of the class, or of the function under a bare ``@handler.add``; `right` arrives."""
        super().__init__(given)
        self.given, self.right, self.is_function = given, right, is_function


def never_called(event: Any, message: Any = None) -> Iterator[NeverCalledError]:
    """Give what is wrong with the arguments of ``WebhookHandler.add``; nothing for handlers that can be called."""
    if isinstance(event, FunctionType):
        yield NeverCalledError(event.__name__, Home("linebot.v3.webhooks", "MessageEvent"), is_function=True)
        return
    for given, base, usual in ((event, webhooks.Event, "MessageEvent"), *_messages(message)):
        name = getattr(given, "__name__", "")
        arrives = getattr(webhooks, name, None)
        if name and not (isinstance(arrives, type) and issubclass(arrives, base)):
            right = f"{name}Content" if hasattr(webhooks, f"{name}Content") else usual
            yield NeverCalledError(name, Home("linebot.v3.webhooks", right))


def _messages(message: Any) -> Iterator[tuple[Any, type, str]]:
    for given in message if isinstance(message, (list, tuple)) else [message]:
        if given is not None:
            yield given, webhooks.MessageContent, "TextMessageContent"


def watch_handlers(tell: Callable[[NeverCalledError], object] | None) -> None:
    """Call `tell` for each handler added from now on that no event reaches; None ends it."""
    global _tell
    _tell = tell
    if not hasattr(WebhookHandler.add, "__wrapped__"):
        WebhookHandler.add = _watched(WebhookHandler.add)  # type: ignore[method-assign]


def _watched(add: Any) -> Any:
    @wraps(add)
    def watched(self: Any, event: Any, message: Any = None) -> Any:
        if _tell is not None:
            for found in never_called(event, message):
                _tell(found)
        return add(self, event, message)

    return watched


_tell: Callable[[NeverCalledError], object] | None = None
