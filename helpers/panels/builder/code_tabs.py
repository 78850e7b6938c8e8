"""A request as code, one language at a time, and what came of sending it; each on a tab of its own."""

from __future__ import annotations

from typing import Any

from ipywidgets import Widget

from helpers.codegen.colours import coloured
from helpers.codegen.snippets import CODE_LANGUAGES, code
from helpers.panels.kit.controls import shown
from helpers.panels.kit.markup import esc, reachable, rich
from helpers.panels.kit.safe_callbacks import Guard, unguarded
from helpers.panels.kit.widgets import HTML, ToggleButtons, VBox
from helpers.session.draft import Draft
from helpers.text import Texts

#: The tab of the result, beside those of the languages.
RESULT = "result"
#: What runs as a cell of the notebook, so that it may be put into one.
FOR_CELLS = ("python", "python-status")


class CodeTabs(VBox):
    """Tabs of languages over a block of code. The tabs are buttons: Jupyter takes the arrow keys for its own."""

    def __init__(self, say: Texts, guard: Guard = unguarded, result: Widget | None = None) -> None:
        """Begin without a request. `result` gets a tab before the others, which `show_result` opens."""
        self._say = say
        self._draft: Draft | None = None
        self._result = result
        options = [(say(f"builder.code.{language}"), language) for language in CODE_LANGUAGES]
        if result is not None:
            options.insert(0, (say("form.result"), RESULT))
        self.tabs = ToggleButtons(
            options=options,
            value=CODE_LANGUAGES[0],
            description=say("form.code"),
            style={"description_width": "initial"},
        )
        self._block = HTML()
        super().__init__([self.tabs, self._block, *([result] if result is not None else [])])
        self.add_class("lab-codes")
        self.tabs.observe(guard(self._draw), "value")
        self._draw()

    def __repr__(self) -> str:
        """Return which language is shown."""
        return f"<{self._say('form.code')}: {self.language}>"

    @property
    def language(self) -> Any:
        """The language shown, one of `helpers.codegen.snippets.CODE_LANGUAGES`, or `RESULT`; may be set."""
        return self.tabs.value

    @language.setter
    def language(self, language: str) -> None:
        self.tabs.value = language

    @property
    def text(self) -> str:
        """The code on the screen; empty before the first request, and while the result is shown."""
        return code(self._draft, self.language) if self._draft and self.language != RESULT else ""

    def show(self, draft: Draft, notes: tuple[str, ...] = ()) -> None:
        """Show this request; `notes` are said above the code, with names of code between backticks."""
        if (draft, notes) != (self._draft, self._notes):  # after a click on Send it is mostly the same request
            self._draft, self._notes = draft, notes
            self._draw()

    def show_result(self) -> None:
        """Open the tab of the result."""
        self.language = RESULT

    _notes: tuple[str, ...] = ()

    def _draw(self) -> None:
        result = self.language == RESULT
        shown(self._block, not result)
        if self._result is not None:
            shown(self._result, result)
        if not result:
            self._block.value = self._code_html()

    def _code_html(self) -> str:
        say, language = self._say, self.language
        notes = "".join(f'<p class="lab-hint lab-noted" aria-live="polite">{rich(note)}</p>' for note in self._notes)
        name = say(f"builder.code.{language}")
        return (
            f'<div lang="{esc(say("lang.tag"))}">{notes}<div class="lab-coded">'
            f'<pre class="lab-code" {reachable(name)} lang="en">'
            f"{coloured(self.text, language)}</pre>"
            f'<div class="lab-uses">{self._use("paste") if language in FOR_CELLS else ""}{self._use("copy")}</div>'
            f'</div><p class="lab-hint">{rich(say(f"builder.code.{language}.help"))}</p></div>'
        )

    def _use(self, what: str) -> str:
        """Return a button that the page's script listens to: ``copy`` or ``paste``."""
        done, words = esc(self._say(f"form.{what}.done")), esc(self._say(f"form.{what}"))
        return f'<button type="button" class="lab-{what}" data-done="{done}">{words}</button>'
