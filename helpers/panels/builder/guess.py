"""Who will stop it? Asked before an example is sent, and answered after; never about a learner's own request."""

from __future__ import annotations

from http import HTTPStatus

from helpers.examples.examples import Example
from helpers.panels.kit.controls import dress, shown
from helpers.panels.kit.guess_buttons import GuessButtons
from helpers.panels.kit.markup import esc, rich
from helpers.panels.kit.widgets import HTML, VBox
from helpers.text import Texts


def stopper_of(example: Example) -> str:
    """Return who stops an example. A narrowcast that fails after 202 is stopped by LINE, only later."""
    if example.kind == "breaks_nobody" and example.method.success_status == HTTPStatus.ACCEPTED:
        return "line"
    return {"breaks_sdk": "sdk", "breaks_line": "line"}.get(example.kind, "nobody")


class Guess(VBox):
    """The question with its three buttons, and the answer; nothing at all while no example asks for it."""

    def __init__(self, say: Texts) -> None:
        """Begin without a question."""
        self._say = say
        self.example: Example | None = None
        question = HTML(f'<p class="lab-label" lang="{esc(say("lang.tag"))}">{esc(say("form.guess"))}</p>')
        self._choice = GuessButtons(say)
        self.buttons = self._choice.buttons
        self._question = VBox([question, self._choice])
        self._answer = HTML()
        super().__init__([self._question, self._answer])
        dress(self, "lab-guess")
        self.drop()

    def __repr__(self) -> str:
        """Return the answer, or the question while it is open."""
        return self.answer or (self._say("form.guess") if self.pending else "")

    @property
    def pending(self) -> bool:
        """Whether the question is asked and not answered yet."""
        return self.example is not None

    def ask(self, example: Example) -> None:
        """Ask about this example, if there is anything to guess."""
        self.drop()
        if example.topic != "good":
            self.example = example
            shown(self._question, True)
            shown(self, True)

    def drop(self) -> None:
        """Ask nothing: the request is the learner's own."""
        self.example, self.answer, self._answer.value = None, "", ""
        self._choice.mark("")
        shown(self._question, False)
        shown(self, False)

    def reveal(self) -> None:
        """Answer an open question; the example has been sent."""
        if self.example is None:
            return
        say, truth, guessed = self._say, stopper_of(self.example), self._choice.guessed
        verdict = "unguessed" if not guessed else "right" if guessed == truth else "wrong"
        later = self.example.kind == "breaks_nobody" and truth == "line"
        fact = say("form.guess.is.later" if later else f"form.guess.is.{truth}")
        self.answer = say(f"form.guess.{verdict}", fact=fact, guess=say(f"form.guess.{guessed or truth}"))
        lines = f"<b>{rich(self.answer)}</b><br>{rich(self.example.note(say))}"
        lang, mark = esc(say("lang.tag")), " lab-right" if verdict == "right" else ""
        self._answer.value = f'<p class="lab-said{mark}" lang="{lang}" role="status" aria-live="polite">{lines}</p>'
        self.example = None
