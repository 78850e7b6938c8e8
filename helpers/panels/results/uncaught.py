"""What nothing else shows of a cell: the card of an error nothing caught, and of what got lost from a send.

An error becomes one card with the traceback folded into it, and one line as the kernel's error. IPython is told through
its own `set_custom_exc`, and by wrapping `showsyntaxerror`. The cell still fails, for whoever runs it; errors the lab
has nothing to say about are shown as always. Outside IPython nothing happens.
"""

from __future__ import annotations

import sys
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Any

from helpers.errors import LabError
from helpers.redaction import hide_secrets
from helpers.sdk.coroutines import never_awaited, watch_coroutines
from helpers.sdk.handlers import watch_handlers
from helpers.text import plain

if TYPE_CHECKING:
    from helpers.panels.results.card import Card
    from helpers.session.exchange import Exchange
    from helpers.session.exchange_log import ExchangeLog

#: Makes the card of an error or an exchange.
CardOf = Callable[["BaseException | Exchange"], "Card"]


def explain_uncaught(card_of: CardOf, exchanges: ExchangeLog | None = None) -> None:
    """Show the card of every error that no cell of this notebook caught. `card_of` is held weakly if it is a method.

    With the log of a session's `exchanges` also of every send that was accepted without what the SDK had dropped from
    it, or what LINE ignored in it, if its cell shows no card: it may have gone to everybody.
    """
    shell = _shell()
    if shell is not None:
        leave_uncaught()
        handler = _Handler(card_of, exchanges)
        shell.set_custom_exc((Exception,), handler)
        shell.showsyntaxerror = handler.syntax_errors(shell)
        shell.events.register("pre_run_cell", handler.before_cell)
        shell.events.register("post_run_cell", handler.after_cell)
        watch_handlers(handler.show)
        watch_coroutines(handler.show)


def leave_uncaught() -> None:
    """Show errors as IPython does."""
    shell = _shell()
    if shell is not None and shell.custom_exceptions == (Exception,):
        for event in ("pre_run_cell", "post_run_cell"):
            for function in list(shell.events.callbacks[event]):
                if isinstance(getattr(function, "__self__", None), _Handler):
                    shell.events.unregister(event, function)
        shell.set_custom_exc((), None)
        vars(shell).pop("showsyntaxerror", None)  # what remains is IPython's own, of its class
        watch_handlers(None)
        watch_coroutines(None)


def _shell() -> Any:
    ipython = sys.modules.get("IPython")  # where nothing has imported it, nothing runs in it
    return ipython.get_ipython() if ipython is not None else None


class _Handler:
    """What IPython calls with an error that nothing caught, and before and after each cell."""

    def __init__(self, card_of: CardOf, exchanges: ExchangeLog | None) -> None:
        self._exchanges = exchanges
        self._count = exchanges.count if exchanges is not None else 0
        owned = hasattr(card_of, "__self__")
        self._card_of: Callable[[], CardOf | None] = weakref.WeakMethod(card_of) if owned else lambda: card_of

    def before_cell(self, info: object) -> None:
        """Note how many requests there were before this cell."""
        self._count = self._exchanges.count if self._exchanges is not None else 0

    def after_cell(self, result: Any) -> None:
        """Show what was lost from the cell's requests where nothing has told of it, and a missing ``await``."""
        card_of = self._card_of()
        if (found := never_awaited(getattr(result, "result", None))) is not None:
            self.show(found)
        if card_of is not None and self._exchanges is not None:
            from IPython.display import display

            for exchange in self._exchanges.untold(self._count):
                if exchange.dropped or _ignores_names(exchange):
                    display(card_of(exchange))

    def show(self, error: BaseException) -> None:
        """Show the card of what raises nothing: a handler that no event reaches, a coroutine that never ran."""
        card_of = self._card_of()
        if card_of is not None:
            from IPython.display import display

            display(card_of(error))

    def __call__(
        self,
        shell: Any,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType,
        tb_offset: int | None = None,
    ) -> None:
        if isinstance(error, SyntaxError):  # shown by `showsyntaxerror`, as those are that IPython does not hand over
            shell.showtraceback((kind, error, trace), tb_offset=tb_offset, running_compiled_code=_is_running(trace))
        elif not self._shown(shell, error):
            shell.showtraceback((kind, error, trace), tb_offset=tb_offset, running_compiled_code=True)

    def syntax_errors(self, shell: Any) -> Callable[..., None]:
        """Return what shows errors of Python's reader instead of the shell's own `showsyntaxerror`.

        IPython hands only some of them to a handler: not what a cell's compiler refuses after the cell was read
        (``await`` in a plain function), nor an indentation that its own reader stumbles over.
        """
        own = shell.showsyntaxerror

        def showsyntaxerror(filename: str | None = None, running_compiled_code: bool = False) -> None:
            error = shell._get_exc_info()[1]
            if not (isinstance(error, SyntaxError) and self._shown(shell, error)):
                own(filename, running_compiled_code)

        return showsyntaxerror

    def _shown(self, shell: Any, error: BaseException) -> bool:
        """Show the card of an error and its one line. False, and nothing shown, for what is left to IPython."""
        from helpers.explain.explanation import is_explained  # most labs see no such error: not before it comes

        card_of = self._card_of()
        if card_of is None or isinstance(error, LabError) or not is_explained(error):
            return False
        from IPython.display import display

        from helpers.explain.trace import trace_text

        card = replace(card_of(error), trace=trace_text(error))
        display(card)
        _mask(error)
        line = f"{_public_name(type(error))}: {plain(card.explanation.title)}"
        shell._showtraceback(type(error), _Line(line), [line])
        return True


def _ignores_names(exchange: Exchange) -> bool:
    """Whether a body written as JSON held names that LINE ignores; what the SDK sends holds none."""
    if exchange.request_headers.get("user-agent", "").startswith("line-bot-sdk-python"):
        return False
    from helpers.explain.ignored_fields import ignored_names

    return bool(ignored_names(exchange.path, exchange.request_json()))


def _is_running(trace: TracebackType | None) -> bool:
    """Whether an error came while a cell ran, not while it was read."""
    while trace is not None:
        if trace.tb_frame.f_code.co_name == "run_code":
            return True
        trace = trace.tb_next
    return False


def _public_name(kind: type) -> str:
    """Return the name of an error's class; of Python's own ``_IncompleteInputError`` that of its base."""
    return next(base.__name__ for base in kind.__mro__ if not base.__name__.startswith("_"))


class _Line(Exception):
    """What a notebook keeps as the error's value: the card's title, not the error's own words with all they quote."""


def _mask(error: BaseException) -> None:
    """Take tokens out of the error itself: the kernel's reply, which tools print, quotes it."""
    from helpers.explain.explanation import plain_message

    words = str(error)
    if hide_secrets(words) != words and error.args:
        with suppress(Exception):
            error.args = (plain_message(error),)
