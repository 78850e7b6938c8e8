"""A request as code, one language at a time; a click selects all of it, to copy."""

from __future__ import annotations

from typing import Any

from ipywidgets import HTML, ToggleButtons, VBox

from helpers.codegen.snippets import CODE_LANGUAGES, code
from helpers.panels.kit.markup import esc, rich
from helpers.panels.kit.safe_callbacks import Guard, unguarded
from helpers.session.draft import Draft
from helpers.text import Texts


class CodeTabs(VBox):
    """Tabs of languages over a block of code. The tabs are buttons: Jupyter takes the arrow keys for its own."""

    def __init__(self, say: Texts, guard: Guard = unguarded) -> None:
        """Begin without a request."""
        self._say = say
        self._draft: Draft | None = None
        options = [(say(f"builder.code.{language}"), language) for language in CODE_LANGUAGES]
        self.tabs = ToggleButtons(options=options, description=say("form.code"), style={"description_width": "initial"})
        self._block = HTML()
        super().__init__([self.tabs, self._block])
        self.add_class("lab-codes")
        self.tabs.observe(guard(self._draw), "value")

    def __repr__(self) -> str:
        """Return which language is shown."""
        return f"<{self._say('form.code')}: {self.language}>"

    @property
    def language(self) -> Any:
        """The language shown, one of `helpers.codegen.snippets.CODE_LANGUAGES`; may be set."""
        return self.tabs.value

    @language.setter
    def language(self, language: str) -> None:
        self.tabs.value = language

    @property
    def text(self) -> str:
        """The code on the screen; empty before the first request."""
        return code(self._draft, self.language) if self._draft else ""

    def show(self, draft: Draft, notes: tuple[str, ...] = ()) -> None:
        """Show this request; `notes` are said above the code, with names of code between backticks."""
        if (draft, notes) != (self._draft, self._notes):  # after a click on Send it is mostly the same request
            self._draft, self._notes = draft, notes
            self._draw()

    _notes: tuple[str, ...] = ()

    def _draw(self) -> None:
        say, name = self._say, self._say(f"builder.code.{self.language}")
        notes = "".join(f'<p class="lab-hint lab-noted" aria-live="polite">{rich(note)}</p>' for note in self._notes)
        self._block.value = (
            f'<div lang="{esc(say("lang.tag"))}">{notes}'
            f'<pre class="lab-code" tabindex="0" role="group" aria-label="{esc(name)}" lang="en">{esc(self.text)}</pre>'
            f'<p class="lab-hint">{rich(say(f"builder.code.{self.language}.help"))}{say("form.code.copy")}</p></div>'
        )
