"""What panels are made of: controls in the lab's style, and parts that say what came of the last click.

Only core controls, and only writes to their values: text printed in a callback is lost in JupyterLab and VS Code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from ipywidgets import HTML, Box, Button, Checkbox, Dropdown, HBox, VBox, Widget

from helpers.errors import LabError
from helpers.explain.explanation import explain
from helpers.panels.kit.disconnected import gone, says_when_gone
from helpers.panels.kit.markup import HEADING, esc, rich
from helpers.panels.kit.stylesheets import style
from helpers.panels.results.card import Card
from helpers.text import Texts

W = TypeVar("W", bound=Any)
#: What a control does when used; returns the sentence to show under it, backticks around code.
Act = Callable[[], str]


def html(value: str = "", *looks: str) -> HTML:
    """A piece of HTML; `looks` are CSS classes."""
    return dress(HTML(value), *looks)


def dress(widget: W, *looks: str) -> W:
    """Give a widget these CSS classes; returns it."""
    for look in looks:
        widget.add_class(look)
    return widget


def line(*children: Widget, looks: Iterable[str] = ()) -> HBox:
    """Controls beside each other; they wrap where there is no room."""
    return dress(HBox(children), "lab-line", *looks)


def button(label: str, *, look: str = "", tip: str = "") -> Button:
    """A button; `look` is a Bootstrap name ipywidgets knows (primary, danger), `tip` says more when pointed at."""
    return Button(description=label, button_style=look, tooltip=tip or None)


def switch(label: str, whose: str = "", *, on: bool = False) -> Checkbox:
    """A checkbox drawn as a switch.

    With `whose` its row and column show what it is, and its name is for screen readers, for narrow windows, and for
    pages that drop our styles.
    """
    hidden = f'<span class="lab-sr">{esc(whose)} </span>' if whose else ""
    words = f'{hidden}<span class="lab-word">{esc(label)}</span>'
    box = Checkbox(on, description=words, description_allow_html=True, indent=False)
    return dress(box, "lab-switch")


def choice(label: str, options: Iterable[tuple[str, Any]]) -> Dropdown:
    """A dropdown whose label stands above it, whole."""
    return Dropdown(options=list(options), description=label)


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
        """Show a sentence; backticks stand around names of code."""
        self.notice = words
        self._notice.value = f'<p role="status" aria-live="polite">{rich(words)}</p>'


class Panel(VBox):
    """A panel: its own style sheet, a stable line of text in saved notebooks, and callbacks that never raise.

    `card` is the result card of what went wrong unexpectedly in the last click, None when nothing did.
    """

    def __init__(self, sheet: str, sentence: str, say: Texts, children: Iterable[Widget]) -> None:
        """`sentence` stands where the panel was when a saved notebook is opened."""
        self.say = say
        self.card: Card | None = None
        self._sentence = sentence
        self._showing = False
        self._parts: list[Part] = []
        self._card = html("", "lab-trouble")
        super().__init__([html(style(sheet) + gone(say), "lab-style"), *children, self._card])
        dress(says_when_gone(self), "lab", f"lab-{sheet}")

    def __repr__(self) -> str:
        """One sentence, the same every time."""
        return self._sentence

    def show(self) -> None:
        """Bring every control up to date. Panels say here how."""
        raise NotImplementedError

    def refresh(self, *_: object) -> None:
        """Show the world as it is now, whoever changed it."""
        self._showing = True
        try:
            self.show()
        except Exception as error:
            self._fail(error)
        finally:
            self._showing = False

    def when(self, control: Widget, part: Part, act: Act) -> None:
        """Act when a button is clicked or a control gets another value; the part says what came of it."""

        def callback(_: object) -> None:
            if not self._showing:  # the panel itself sets values while it shows
                self.perform(part, act)

        if isinstance(control, Button):
            control.on_click(callback)
        else:
            control.observe(callback, "value")

    def perform(self, part: Part, act: Act) -> None:
        """Act, say what came of it, and refresh everything. Never raises: a traceback in a callback helps nobody."""
        self._quiet()
        try:
            part.tell(act())
        except LabError as error:
            part.tell(refusal(error, self.say))
        except Exception as error:
            self._fail(error)
        self.refresh()

    def add(self, *parts: Part) -> None:
        """Parts whose notices go when something else is done."""
        self._parts.extend(parts)

    def _quiet(self) -> None:
        self.card, self._card.value = None, ""
        for part in self._parts:
            if part.notice:
                part.tell("")

    def _fail(self, error: Exception) -> None:
        self.card = Card(None, explain(error, self.say), self.say)
        self._card.value = self.card._repr_html_()


def refusal(error: LabError, say: Texts) -> str:
    """What the lab cannot do, as one line under the control: what, why, and what to do instead."""
    parts = {part: say(f"{error.key}.{part}", **error.values) for part in ("title", "meaning", "todo")}
    return say("panel.refusal", **parts)


def column(*children: Widget, look: str) -> Box:
    """Parts under each other."""
    return dress(VBox(children), look)
