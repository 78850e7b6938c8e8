"""A panel and its parts, which say what came of the last click.

Panels only write to the values of controls: text printed in a callback is lost in JupyterLab and VS Code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from ipywidgets import Widget

from helpers.errors import LabError
from helpers.panels.kit.controls import dress, html
from helpers.panels.kit.disconnected import disconnected_style, says_when_disconnected
from helpers.panels.kit.markup import HEADING, esc, rich
from helpers.panels.kit.page_script import with_page_script
from helpers.panels.kit.safe_callbacks import guarding
from helpers.panels.kit.stylesheets import style
from helpers.panels.kit.widgets import Button, VBox
from helpers.text import Texts

#: What a control does when used; returns the sentence to show under it, backticks around code.
ClickAction = Callable[[], str]


class HtmlOutput(Protocol):
    """An output that Jupyter shows as HTML."""

    def _repr_html_(self) -> str: ...


class Part(VBox):
    """A titled part of a panel; `notice` tells what came of the last click here, to screen readers too."""

    def __init__(self, title: str, *children: Widget) -> None:
        """`title` is a heading, left out when empty."""
        self._notice = html("", "lab-notice")
        self.tell("")
        heading = [html(f'<h5 class="{HEADING}">{esc(title)}</h5>', "lab-heading")] if title else []
        super().__init__([*heading, *children, self._notice])
        dress(self, "lab-part")
        self.notice = ""

    def tell(self, words: str) -> None:
        """Show a sentence, with code between backticks."""
        self.notice = words
        self._notice.value = f'<p role="status" aria-live="polite">{rich(words)}</p>'


class Panel(VBox):
    """A panel: its own style sheet, a stable line of text in saved notebooks, and callbacks that never raise.

    A panel says in `show` how its controls are brought up to date, and in `card_of` what is shown when a click fails.
    `card` is what went wrong unexpectedly in the last click, None when nothing did.
    """

    def __init__(self, sheet: str, sentence: str, say: Texts, children: Iterable[Widget]) -> None:
        """`sentence` stands where the panel was when a saved notebook is opened."""
        self.say = say
        self.card: HtmlOutput | None = None
        self._sentence = sentence
        self._showing = False
        self._parts: list[Part] = []
        self._card = html("", "lab-trouble")
        self._guard = guarding(self._fail)
        super().__init__([html(style(sheet) + disconnected_style(say), "lab-style"), *children, self._card])
        dress(with_page_script(says_when_disconnected(self)), "lab", f"lab-{sheet}")

    def __repr__(self) -> str:
        """Return one sentence, the same every time."""
        return self._sentence

    def show(self) -> None:
        """Bring every control up to date."""
        raise NotImplementedError

    def card_of(self, error: Exception) -> HtmlOutput:
        """Return what to show of an unexpected error."""
        raise NotImplementedError

    def refresh(self, *_: object) -> None:
        """Show the world as it is now, whoever changed it."""
        self._showing = True
        self._guard(self.show)()
        self._showing = False

    def when(self, control: Widget, part: Part, act: ClickAction) -> None:
        """Act when a button is clicked or a control gets another value; the part says what came of it."""

        def callback(_: object) -> None:
            if not self._showing:  # the panel itself sets values while it shows
                self.perform(part, act)

        if isinstance(control, Button):
            control.on_click(callback)
        else:
            control.observe(callback, "value")

    def perform(self, part: Part, act: ClickAction) -> None:
        """Act, say what came of it, and refresh everything. Never raises: a traceback in a callback helps nobody."""
        self._quiet()
        self._guard(lambda: part.tell(self._said_of(act)))()
        self.refresh()

    def add(self, *parts: Part) -> None:
        """Take in parts whose notices go when something else is done."""
        self._parts.extend(parts)

    def _said_of(self, act: ClickAction) -> str:
        try:
            return act()
        except LabError as error:
            return refusal_words(error, self.say)

    def _quiet(self) -> None:
        self.card, self._card.value = None, ""
        for part in self._parts:
            if part.notice:
                part.tell("")

    def _fail(self, error: Exception) -> None:
        self.card = self.card_of(error)
        self._card.value = self.card._repr_html_()


def refusal_words(error: LabError, say: Texts) -> str:
    """Return what the lab cannot do in one line for under the control: what, why, and what to do instead."""
    parts = {part: say(f"{error.key}.{part}", **error.values) for part in ("title", "meaning", "todo")}
    return say("panel.refusal", **parts)
