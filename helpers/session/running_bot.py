"""A learner's own bot, which is handed what people do on their phones: it runs here, one webhook at a time.

Whatever it does, the lab goes on: what it raises is kept for a card, and one that does not end is stopped.
"""

from __future__ import annotations

import inspect
import linecache
import sys
import sysconfig
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any, Protocol

from helpers.errors import LabError
from helpers.line.webhook_request import CALLBACK, WebhookRequest
from helpers.paths import PACKAGE
from helpers.session.exchange import Exchange
from helpers.session.exchange_log import ExchangeLog
from helpers.stub.webhooks.bots import Answered, Bot, UrlBot, in_process
from helpers.text import Texts

#: A function of one event of the SDK, a WebhookHandler, a web app, or an address.
BotHandler = Callable[..., Any] | str | Any

#: Steps (byte codes) of the learner's own code that one webhook may take: under a second of an empty loop.
#: No lines: Python tells no new line of a loop that is written in one.
BOT_STEPS_MAX = 400_000
#: And requests to LINE: a loop that sends is stopped by them.
BOT_REQUESTS_MAX = 300


@dataclass(frozen=True)
class BotLine:
    """A line of the learner's code: its number in the file or cell, its function, and what is written there."""

    number: int
    function: str
    source: str


@dataclass(frozen=True)
class BotRun:
    """What came of handing one webhook to the bot.

    `error` is what it raised, `endless` the line where it was stopped, `refused` the first of its requests that LINE
    refused, `trouble` why an answer failed of which nothing else is known ("500 Internal Server Error").
    """

    error: BaseException | None = None
    endless: BotLine | None = None
    refused: Exchange | None = None
    trouble: str = ""


class EndlessBotError(BaseException):
    """The bot does not end. No Exception: its own ``except`` must not swallow it."""

    def __init__(self, line: BotLine) -> None:
        super().__init__(line)
        self.line = line


class BotSurroundings(Protocol):
    """What a running bot needs of its session."""

    texts: Texts
    exchanges: ExchangeLog
    parser: Any

    def stop_bot(self, bot: RunningBot) -> None:
        """Hand this bot nothing more."""


class RunningBot(AbstractContextManager["RunningBot"]):
    """A bot that is handed what people do on their phones; ``stop()`` it, or let its ``with`` block end."""

    def __init__(self, session: BotSurroundings, handler: BotHandler, path: str = CALLBACK) -> None:
        """Use ``lab.run_bot``. Raises LabError when `handler` is nothing that can take a webhook."""
        self._session = session
        try:
            self._bot: Bot = _bot(handler, path, session.parser)
        except (TypeError, ValueError) as error:
            raise LabError(session.texts, "error.no_bot", value=type(handler).__name__, reason=error) from None
        self._here = not isinstance(handler, str)

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
        before = self._session.exchanges.count
        watch = _Watch(self._session.exchanges)
        try:
            with watch.watching() if self._here else _unwatched():
                answered = self._bot.post(request)
        except EndlessBotError as endless:
            return BotRun(endless=endless.line)
        return self._run(answered, watch, before)

    def _run(self, answered: Answered, watch: _Watch, before: int) -> BotRun:
        if watch.endless is not None:  # a web framework swallowed it
            return BotRun(endless=watch.endless)
        if answered.error is not None:
            return BotRun(error=answered.error)
        if answered.failure is not None and watch.escaped is not None:  # a web framework made a 500 of it
            return BotRun(error=watch.escaped)
        made = reversed(self._session.exchanges.since(before))
        refused = next((exchange for exchange in made if not exchange.ok), None)
        return BotRun(refused=refused, trouble=answered.detail if answered.failure is not None else "")


def _bot(handler: BotHandler, path: str, parser: Any) -> Bot:
    if isinstance(handler, str):
        return UrlBot(handler)
    if _takes(handler, 1) and not hasattr(handler, "handle"):
        return _Function(handler, parser)
    if callable(handler) and not _takes(handler, 2) and not _takes(handler, 3):
        raise TypeError("it takes neither an event nor a web request")
    return in_process(handler, path)


def _takes(handler: object, count: int) -> bool:
    """Whether it can be called with this number of arguments: 1 is an event, 2 are WSGI's, 3 are ASGI's."""
    if not callable(handler):
        return False
    try:
        inspect.signature(handler).bind(*range(count))
    except (TypeError, ValueError):
        return False
    return True


class _Function:
    """A function of one event as a bot: the body is verified and parsed with the SDK, then called event by event."""

    def __init__(self, function: Callable[[Any], object], parser: Any) -> None:
        self.name = getattr(function, "__name__", type(function).__name__)
        self._function, self._parser = function, parser
        self._inner = in_process(self)

    def add(self) -> None:
        """Look like the SDK's WebhookHandler: it is handed body and signature."""

    def handle(self, body: str, signature: str) -> None:
        """Call the function with each event."""
        for event in self._parser.parse(body, signature):
            returned = self._function(event)
            if inspect.iscoroutine(returned):
                _finish(returned)

    def post(self, request: WebhookRequest) -> Answered:
        """Hand over one request."""
        return self._inner.post(request)


def _finish(coroutine: Any) -> None:
    """Run a coroutine that never really waits: Jupyter's own event loop is taken, and a browser tab has no thread."""
    try:
        coroutine.send(None)
    except StopIteration:
        return
    coroutine.close()
    raise RuntimeError("An async function cannot wait here: use a plain function, or an ASGI app.")


class _Watch:
    """Counts the steps of the learner's code that run, and keeps the last error that left one of its functions."""

    def __init__(self, exchanges: ExchangeLog) -> None:
        self._exchanges = exchanges
        self._most = exchanges.count + BOT_REQUESTS_MAX
        self._left = BOT_STEPS_MAX
        self.escaped: BaseException | None = None
        self.endless: BotLine | None = None

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch this thread, and those the bot starts."""
        before, before_in_threads = sys.gettrace(), threading.gettrace()
        sys.settrace(self._call)
        threading.settrace(self._call)
        try:
            yield
        finally:
            sys.settrace(before)
            threading.settrace(before_in_threads)

    def _call(self, frame: FrameType, event: str, _: object) -> Any:
        if not _is_learners(frame.f_code.co_filename):
            return None
        frame.f_trace_opcodes = True
        return self._step

    def _step(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "exception":
            self.escaped = argument[1] if isinstance(argument[1], BaseException) else None
        elif event == "opcode":
            self._left -= 1
            if self._left < 0 or self._exchanges.count > self._most:
                self.endless = _line(frame)
                raise EndlessBotError(self.endless)
        return self._step


@contextmanager
def _unwatched() -> Iterator[None]:
    yield


def _line(frame: FrameType) -> BotLine:
    code = frame.f_code
    source = linecache.getline(code.co_filename, frame.f_lineno).strip()
    return BotLine(frame.f_lineno, code.co_name, source)


@cache
def _is_learners(filename: str) -> bool:
    """Whether a file is neither Python's, a library's nor the lab's; a cell of a notebook is not."""
    if filename.startswith("<"):
        return filename.startswith("<ipython-input")
    path = Path(filename)
    libraries = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    inside = [PACKAGE, *map(Path, filter(None, libraries))]
    return "site-packages" not in path.parts and not any(path.is_relative_to(folder) for folder in inside)
