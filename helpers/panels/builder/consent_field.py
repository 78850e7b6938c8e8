"""The field in which somebody says yes to a number of people, under the panel whose request the gate held back."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

from ipywidgets import HTML, Button, Text, VBox

from helpers.errors import LabError
from helpers.live.estimates import UNKNOWN_WORD
from helpers.panels.kit.form_frame import FORM, style_sheet
from helpers.panels.kit.markup import rich
from helpers.panels.kit.panel import dress, refusal
from helpers.panels.kit.safe_callbacks import guarded
from helpers.text import plain

if TYPE_CHECKING:
    from helpers.lab import Lab


class ConsentField(VBox):
    """Type the number of recipients into `number`, click `button`: the request is sent again, and passes.

    `message` says what was wrong otherwise.
    """

    def __init__(self, lab: Lab, send: Callable[[], object]) -> None:
        """`send` makes the very same request again."""
        say = lab.texts
        self._lab = lab
        self._resend = send
        self.texts = say
        self.message = ""
        unknown = lab.pending_consent is not None and lab.pending_consent.recipients.number is None
        label = say("live.consent.word", word=UNKNOWN_WORD) if unknown else say("live.consent.number")
        self.number = Text(description=label, continuous_update=False)
        self.button = dress(Button(description=say("live.consent.send")), "lab-primary")
        self._said = HTML()
        frame = dress(VBox([dress(VBox([self.number, self.button, self._said]), "lab-part")]), *FORM)
        super().__init__([style_sheet(say), frame])
        self.button.on_click(guarded(self._agree, self._report))

    def __repr__(self) -> str:
        return self.texts("live.consent.repr")

    def _agree(self, _: object) -> None:
        typed = unicodedata.normalize("NFKC", self.number.value).strip().replace(",", "")  # ４ means 4
        self._lab.consent(int(typed) if typed.isdecimal() and len(typed) < 10 else typed)
        self._resend()

    def _report(self, error: Exception) -> None:
        words = refusal(error, self.texts) if isinstance(error, LabError) else type(error).__name__
        self.message = plain(words)
        self._said.value = f'<div class="lab-said" role="status" aria-live="polite">{rich(words)}</div>'
