"""The field in which somebody says yes to a number of people, under the panel whose request the gate held back."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from helpers.errors import LabError
from helpers.live.estimates import UNKNOWN_ANSWER
from helpers.live.live_end import give_consent, pending_consent
from helpers.panels.kit.controls import button, column
from helpers.panels.kit.form_frame import form_frame, form_style
from helpers.panels.kit.markup import rich
from helpers.panels.kit.panel import refusal_words
from helpers.panels.kit.safe_callbacks import guarding
from helpers.panels.kit.widgets import HTML, TextInput, VBox
from helpers.session.session import Session
from helpers.text import plain


class ConsentField(VBox):
    """Type the number of recipients into `number`, click `button`: the request is sent again, and passes.

    `message` says what was wrong otherwise.
    """

    def __init__(self, session: Session, send: Callable[[], object]) -> None:
        """`send` makes the very same request again."""
        say = session.texts
        self._session = session
        self._resend = send
        self.texts = say
        self.message = ""
        pending = pending_consent(session)
        unknown = pending is not None and pending.recipients.number is None
        label = say("live.consent.unknown", word=UNKNOWN_ANSWER) if unknown else say("live.consent.number")
        self.number = TextInput(description=label, continuous_update=False)
        self.button = button(say("live.consent.send"), guarding(self._report)(self._agree), style="primary")
        self._said = HTML()
        body = column(self.number, self.button, self._said, looks=["lab-part"])
        super().__init__([form_style(say), form_frame(body)])

    def __repr__(self) -> str:
        return self.texts("live.consent.repr")

    def _agree(self) -> None:
        typed = unicodedata.normalize("NFKC", self.number.value).strip().replace(",", "")  # ４ means 4
        give_consent(self._session, int(typed) if typed.isdecimal() and len(typed) < 10 else typed)
        self._resend()

    def _report(self, error: Exception) -> None:
        words = refusal_words(error, self.texts) if isinstance(error, LabError) else type(error).__name__
        self.message = plain(words)
        self._said.value = f'<div class="lab-said" role="status" aria-live="polite">{rich(words)}</div>'
