"""Three buttons to say who will stop a request: the SDK, LINE, or nobody."""

from __future__ import annotations

from collections.abc import Callable

from helpers.panels.kit.controls import button, dress
from helpers.panels.kit.widgets import HBox
from helpers.text import Texts

#: Who may stop a request, in the order of its way.
STOPPERS = ("sdk", "line", "nobody")


class GuessButtons(HBox):
    """The buttons; `guessed` is what was chosen last, empty before. Choosing again changes it."""

    def __init__(self, say: Texts, on_guess: Callable[[], object] = lambda: None) -> None:
        """`on_guess` is called after each choice."""
        self._say = say
        self._on_guess = on_guess
        self.guessed = ""
        self.buttons = {who: button(say(f"form.guess.{who}"), self._chooser(who), "lab-chip") for who in STOPPERS}
        super().__init__(list(self.buttons.values()))
        dress(self, "lab-tools")

    def _chooser(self, who: str) -> Callable[[object], None]:
        def choose(_: object) -> None:
            self.mark(who)
            self._on_guess()

        return choose

    def mark(self, guessed: str) -> None:
        """Show which one is guessed, in its word and not by colour alone."""
        self.guessed = guessed
        for who, made in self.buttons.items():
            word = self._say(f"form.guess.{who}")
            made.description = f"✓ {word}" if who == guessed else word
            (made.add_class if who == guessed else made.remove_class)("mod-active")
