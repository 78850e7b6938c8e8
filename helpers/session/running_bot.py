"""A learner's own bot, which is handed what people do on their phones: it runs here, one webhook at a time.

Whatever it does, the lab goes on: what it raises is kept for a card, and one that does not end is stopped.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol

from helpers.errors import LabError
from helpers.line.webhook_request import CALLBACK, WebhookRequest
from helpers.session.bot_watch import (
    BOT_SECONDS_MAX,
    BotLine,
    BotWatch,
    EndlessBotError,
    HangingBotError,
    line_of_error,
)
from helpers.session.exchange import Exchange
from helpers.session.exchange_log import ExchangeLog
from helpers.session.far_end import SessionClock
from helpers.stub.platform import Answered, Bot, Platform
from helpers.text import Texts
from helpers.web.coroutines import CannotWaitError, run_to_end

#: A function of one event of the SDK, a WebhookHandler, a web app, or an address.
BotHandler = Callable[..., Any] | str | Any


@dataclass(frozen=True)
class BotRun:
    """What came of handing one webhook to the bot.

    `error` is what it raised, `endless` the line where it was stopped, `hanging` the line where it was given up on
    (without a source where it awaits something), `refused` the first of its requests that LINE refused, `failed` how
    its answer failed otherwise. `sent_nothing`: it made no request; `returned` is what a function returned then.
    `printed` is what it printed meanwhile.
    """

    error: BaseException | None = None
    endless: BotLine | None = None
    hanging: BotLine | None = None
    refused: Exchange | None = None
    failed: Answered | None = None
    sent_nothing: bool = False
    returned: object = None
    printed: str = ""

    @property
    def line(self) -> BotLine | None:
        """The line of the learner's code that the error left; None where none did."""
        return line_of_error(self.error) if self.error is not None else None


class BotSurroundings(Protocol):
    """What a running bot needs of its session."""

    texts: Texts
    exchanges: ExchangeLog
    platform: Platform
    parser: Any

    @property
    def clock(self) -> SessionClock:
        """The clock of the world the bot runs in."""

    def stop_bot(self, bot: RunningBot) -> None:
        """Hand this bot nothing more."""


class RunningBot(AbstractContextManager["RunningBot"]):
    """A bot that is handed what people do on their phones; ``stop()`` it, or let its ``with`` block end."""

    def __init__(self, session: BotSurroundings, handler: BotHandler, path: str = CALLBACK) -> None:
        """Use ``lab.run_bot``. Raises LabError when `handler` is nothing that can take a webhook."""
        self._session = session
        self._here = not isinstance(handler, str)
        self._function: _EventFunction | None = None
        self._names = getattr(handler, "__globals__", None) or vars(sys.modules["__main__"])
        try:
            self._bot = self._found(handler, path)
        except PermissionError:
            raise LabError(session.texts, "error.bot_outside", value=handler) from None
        except (TypeError, ValueError):
            raise LabError(session.texts, "error.no_bot", value=_called(handler)) from None

    def _found(self, handler: BotHandler, path: str) -> Bot:
        """Raise TypeError, ValueError or PermissionError when there is none."""
        found = partial(self._session.platform.webhook_delivery.bot, patience=2 * BOT_SECONDS_MAX)
        if inspect.isclass(handler):
            raise TypeError("a class makes bots; it is none")
        if isinstance(handler, str) or hasattr(handler, "handle"):
            return found(handler, path)
        if _takes(handler, 1) or _takes_destination(handler):
            self._function = _EventFunction(handler, self._session.parser)
            return found(self._function)
        if callable(handler) and not _takes(handler, 2) and not (_takes(handler, 3) and _is_async(handler)):
            raise TypeError("it takes neither an event nor a web request")
        return found(handler, path)

    def __repr__(self) -> str:
        return self._session.texts("living.bot.repr", name=self.name)

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def name(self) -> str:
        """What it is: a function's name, ``WebhookHandler``, the kind of app, or its address."""
        return self._bot.name

    def stop(self) -> None:
        """Hand it nothing more."""
        self._session.stop_bot(self)

    def take(self, request: WebhookRequest) -> BotRun:
        """Hand it one webhook and say what came of it. Raises nothing but KeyboardInterrupt."""
        watch = BotWatch(self._session.exchanges, self._sleep, self._names)
        return replace(self._taken(request, watch), printed=watch.printed)

    def _taken(self, request: WebhookRequest, watch: BotWatch) -> BotRun:
        before = self._session.exchanges.count
        try:
            answered = watch.run(lambda: self._bot.post(request)) if self._here else self._bot.post(request)
        except EndlessBotError:
            return BotRun(endless=watch.stopped)
        except HangingBotError:
            return BotRun(hanging=watch.stopped or BotLine(0, self.name, ""))
        except BaseException as error:
            if error is not watch.raised:  # somebody interrupts the kernel
                raise
            return BotRun(error=error)
        return self._run(answered, watch, before)

    def _sleep(self, seconds: float) -> None:
        self._session.clock.advance(seconds=seconds)

    def _run(self, answered: Answered, watch: BotWatch, before: int) -> BotRun:
        if watch.stopped is not None:  # a web framework swallowed it
            return BotRun(endless=watch.stopped)
        if isinstance(answered.error, CannotWaitError):
            return BotRun(error=LabError(self._session.texts, "error.bot_waits", name=self.name))
        if answered.error is not None:
            return BotRun(error=answered.error)
        if answered.status and answered.failure is not None and watch.escaped is not None:
            return BotRun(error=watch.escaped)  # a web framework made a 500 of it
        if watch.in_thread is not None:
            return BotRun(error=watch.in_thread)
        made = reversed(self._session.exchanges.since(before))
        refused = next((exchange for exchange in made if not exchange.ok), None)
        return BotRun(
            refused=refused,
            failed=answered if answered.failure is not None else None,
            sent_nothing=self._here and self._session.exchanges.count == before,
            returned=getattr(self._function, "returned", None),
        )


def _takes(handler: object, count: int) -> bool:
    """Whether it can be called with this number of arguments: 1 is an event, 2 are WSGI's, 3 are ASGI's."""
    if not callable(handler):
        return False
    try:
        inspect.signature(handler).bind(*range(count))
    except (TypeError, ValueError):
        return False
    return True


def _takes_destination(handler: object) -> bool:
    """Whether it is a function of event and destination, as the SDK's handlers are; WSGI names its two otherwise."""
    return _takes(handler, 2) and "event" in list(inspect.signature(handler).parameters)[:1]  # type: ignore[arg-type]


def _is_async(handler: Any) -> bool:
    return inspect.iscoroutinefunction(handler) or inspect.iscoroutinefunction(type(handler).__call__)


def _called(handler: object) -> str:
    """Return what a thing that is no bot is called: a function's name, or the kind of thing."""
    if isinstance(handler, str):
        return handler or '""'
    if inspect.isclass(handler):
        return f"class {handler.__name__}"
    if inspect.isroutine(handler):
        return f"{handler.__name__}{_signature(handler)}"
    return type(handler).__name__


def _signature(handler: Callable[..., object]) -> str:
    try:
        return str(inspect.signature(handler))
    except (TypeError, ValueError):
        return "()"


class _EventFunction:
    """A function of one event that looks like the SDK's WebhookHandler: it is handed body and signature.

    `returned` is what it returned last.
    """

    def __init__(self, function: Callable[..., object], parser: Any) -> None:
        self.name = getattr(function, "__name__", type(function).__name__)
        self._function, self._parser = function, parser
        self._with_destination = not _takes(function, 1)
        self.returned: object = None

    def add(self) -> None:
        """Stand for the SDK's way to add functions; there is only one."""

    def handle(self, body: str, signature: str) -> None:
        """Call the function with each event."""
        payload = self._parser.parse(body, signature, as_payload=True)
        for event in payload.events:
            returned = self._function(event, payload.destination) if self._with_destination else self._function(event)
            self.returned = run_to_end(returned, 2 * BOT_SECONDS_MAX) if inspect.iscoroutine(returned) else returned
