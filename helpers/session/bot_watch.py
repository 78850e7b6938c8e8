"""Watching a learner's bot while it runs: what never ends is stopped, what hangs is given up, either with its line."""

from __future__ import annotations

import contextvars
import linecache
import sys
import sysconfig
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from traceback import walk_tb
from types import FrameType
from typing import Any, TypeVar

from helpers.paths import PACKAGE
from helpers.session.exchange_log import ExchangeLog
from helpers.session.practice_exit import exiting
from helpers.session.practice_sleep import sleeping

_Result = TypeVar("_Result")

#: Steps (byte codes) of the learner's own code that one webhook may take: under a second of an empty loop.
BOT_STEPS_MAX = 400_000
#: What Python is asked to tell of, and how many steps it is. Since 3.12 lines: it tells each turn of a loop, even one
#: written in one line, but not every byte code (and 3.12.1 crashes over these when a thread starts meanwhile).
_TOLD, _STEPS_TOLD = ("line", 5) if sys.version_info >= (3, 12) else ("opcode", 1)
#: And requests to LINE: a loop that sends is stopped by them.
BOT_REQUESTS_MAX = 300
#: And calls of ``time.sleep``.
BOT_SLEEPS_MAX = 1000
#: A bot that waits for something outside is given up on after this many seconds: a slow computer is not to blame.
BOT_SECONDS_MAX = 10.0

#: More of what a bot prints is not shown, in characters.
PRINTED_LENGTH = 2000


@dataclass(frozen=True)
class BotLine:
    """A line of the learner's code: its number in the file or cell, its function, and what is written there."""

    number: int
    function: str
    source: str


class EndlessBotError(BaseException):
    """The bot does not end. No Exception: its own ``except`` must not swallow it."""


class HangingBotError(Exception):
    """The bot waits for something and was given up on; what it does later is stopped."""


class BotWatch:
    """Runs a bot once.

    `raised` is what ended it, `escaped` the last error that left one of its functions, `in_thread` what ended a thread
    it began, `stopped` where it was stopped.
    """

    def __init__(self, exchanges: ExchangeLog, sleep: Callable[[float], object], names: dict[str, Any]) -> None:
        """`sleep` is called for ``time.sleep``; `names` are the globals of the bot's code."""
        self._exchanges = exchanges
        self._requests_most = exchanges.count + BOT_REQUESTS_MAX
        self._steps_left = BOT_STEPS_MAX
        self._sleep, self._names = sleep, names
        self._over = False
        self._printed = StringIO()
        self.raised: BaseException | None = None
        self.escaped: BaseException | None = None
        self.in_thread: BaseException | None = None
        self.stopped: BotLine | None = None

    @property
    def printed(self) -> str:
        """The last of what the bot printed: a notebook shows no output of what happens between its cells."""
        return self._printed.getvalue()[-PRINTED_LENGTH:]

    def run(self, work: Callable[[], _Result]) -> _Result:
        """Return what `work` returns, or raise what it raises. Raises EndlessBotError and HangingBotError.

        It runs in a thread of its own, so that it can be given up on; where there are none, in this one.
        """
        results: list[_Result] = []

        def run() -> None:
            try:
                with self._watching():
                    results.append(work())
            except BaseException as error:
                self.raised = error

        # All are undone when the bot is given up on, too.
        with (
            sleeping(self._slept, self._names),
            exiting(self._names),
            redirect_stdout(self._printed),
            redirect_stderr(self._printed),
            self._hearing_threads(),
        ):
            self._run_apart(run)
        if self.raised is not None:
            raise self.raised
        return results[0]

    @contextmanager
    def _hearing_threads(self) -> Iterator[None]:
        """Keep the error that ends a thread of the bot's: Python only prints it."""
        before = threading.excepthook

        def hear(told: threading.ExceptHookArgs) -> None:
            error = told.exc_value
            if error is None or isinstance(error, SystemExit) or line_of_error(error) is None:
                before(told)
            else:
                self.in_thread = error

        threading.excepthook = hear
        try:
            yield
        finally:
            threading.excepthook = before

    def _run_apart(self, run: Callable[[], None]) -> None:
        others = {one.ident for one in threading.enumerate()}
        thread = threading.Thread(target=contextvars.copy_context().run, args=(run,), name="line-lab-bot", daemon=True)
        try:
            thread.start()
        except RuntimeError:  # a browser tab has no threads
            run()
        else:
            self._wait_for(thread, others)
        finally:
            self._over = True

    def _wait_for(self, thread: threading.Thread, others: set[int | None]) -> None:
        thread.join(BOT_SECONDS_MAX)
        if thread.is_alive():
            self._steps_left = 0  # its next step is its last
            running = [frame for ident, frame in sys._current_frames().items() if ident not in others]
            self.stopped = next(filter(None, map(_innermost, running)), None)
            raise HangingBotError

    @contextmanager
    def _watching(self) -> Iterator[None]:
        """Watch this thread, and those the bot starts."""
        call, before, before_in_threads = self._call, sys.gettrace(), threading.gettrace()
        sys.settrace(call)
        threading.settrace(call)
        try:
            yield
        finally:
            sys.settrace(before)
            if threading.gettrace() is call:  # a bot that was given up on may end while another runs
                threading.settrace(before_in_threads)

    def _call(self, frame: FrameType, event: str, _: object) -> Any:
        if self._over or not _is_learners(frame.f_code.co_filename):
            return None
        frame.f_trace_opcodes = _TOLD == "opcode"
        return self._step

    def _step(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "exception":
            ends = (StopIteration, StopAsyncIteration, GeneratorExit)  # how Python ends what it goes through
            if not isinstance(argument[1], ends):
                self.escaped = argument[1] if isinstance(argument[1], BaseException) else None
        elif event == _TOLD:
            self._count(_STEPS_TOLD, frame)
        return self._step

    def _slept(self, seconds: float) -> None:
        self._count(BOT_STEPS_MAX // BOT_SLEEPS_MAX, sys._getframe())
        self._sleep(seconds)

    def _count(self, steps: int, frame: FrameType) -> None:
        self._steps_left -= steps
        if self._steps_left < 0 or self._exchanges.count > self._requests_most:
            self.stopped = self.stopped or _innermost(frame)
            raise EndlessBotError


def line_of_error(error: BaseException) -> BotLine | None:
    """Return the line of the learner's code that the error left last; None where none did."""
    found = [
        (frame, number) for frame, number in walk_tb(error.__traceback__) if _is_learners(frame.f_code.co_filename)
    ]
    return _line(*found[-1]) if found else None


def _line(frame: FrameType, number: int) -> BotLine:
    source = linecache.getline(frame.f_code.co_filename, number).strip()
    return BotLine(number, frame.f_code.co_name, source)


def _innermost(frame: FrameType | None) -> BotLine | None:
    """Return the line of the learner's code that runs; None where none does."""
    while frame is not None and not _is_learners(frame.f_code.co_filename):
        frame = frame.f_back
    return None if frame is None else _line(frame, frame.f_lineno)


@cache
def _is_learners(filename: str) -> bool:
    """Whether a file is neither Python's, a library's nor the lab's; a cell of a notebook is not."""
    if filename.startswith("<"):
        return filename.startswith("<ipython-input")
    path = Path(filename)
    libraries = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    inside = [PACKAGE, *map(Path, filter(None, libraries))]
    return "site-packages" not in path.parts and not any(path.is_relative_to(folder) for folder in inside)
