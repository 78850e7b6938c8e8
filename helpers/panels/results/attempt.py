"""``with lab.attempt():`` catches what goes wrong in a cell, and shows who stopped it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import TracebackType

from helpers.explain.explanation import is_explained
from helpers.panels.results.card import Card
from helpers.panels.results.cards import card_since
from helpers.session.session import Session


class Attempt(AbstractContextManager["Attempt"]):
    """Catches what the SDK, LINE and the network raise and mistakes made with the SDK, and shows the result card.

    What the lab knows nothing of is the reader's own code and keeps its traceback.

    `exception` is what was caught (None when nothing was), `card` what was shown.
    """

    def __init__(self, session: Session, show: Callable[[Card], object] | None = None) -> None:
        """Use ``lab.attempt()``. `show` is given the card; without it the notebook displays it."""
        self._session = session
        self._show = show or _display
        self._before = session.exchanges.count
        self.exception: BaseException | None = None
        self.card: Card | None = None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        """Show the card; True (nothing more to raise) for what can be explained."""
        if error is not None and not is_explained(error):
            return False
        self.exception = error
        self.card = card_since(self._session, self._before, error)
        if self.card is not None:
            self._show(self.card)
        return True


def _display(card: Card) -> None:
    from IPython.display import display

    display(card)
