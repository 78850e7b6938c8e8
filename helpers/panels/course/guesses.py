"""Guesses before a lesson breaks something: each is committed first, and answered when the cells after it have run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpers.course.guesses import Attempted
from helpers.panels.kit.controls import button, dress, html, line, shown
from helpers.panels.kit.guess_buttons import GuessButtons
from helpers.panels.kit.markup import HEADING, esc, rich, root
from helpers.panels.kit.panel import Part
from helpers.panels.results.explained_panel import ExplainedPanel
from helpers.text import Texts, plain


class GuessPart(Part):
    """One thing that is going to be done, with three buttons; `answer` is what came of the guess."""

    def __init__(self, attempted: Attempted, panel: Guesses) -> None:
        """Ask about `attempted`."""
        self.attempted = attempted
        self.choice = GuessButtons(panel.say, panel.refresh)
        what = html(f"<p>{rich(attempted.what(panel.say))}</p>", "lab-what")
        super().__init__("", line(what, self.choice))

    def reveal(self, say: Texts) -> None:
        """Say who stops it, and how that compares with the guess."""
        guessed, truth = self.choice.guessed, self.attempted.by
        verdict = "unguessed" if not guessed else "right" if guessed == truth else "wrong"
        words = {"guess": say(f"form.guess.{guessed or truth}"), "answer": say(f"form.guess.{truth}")}
        self.tell(say("guess.told", verdict=say(f"guess.{verdict}", **words), why=self.attempted.why(say)))


class Guesses(ExplainedPanel):
    """`lab.quiz("push-guess")`. A guess may be changed; nothing is counted."""

    def __init__(self, key: str, guesses: Sequence[Attempted], say: Texts) -> None:
        """Ask about each of `guesses`."""
        self.say = say
        self.guesses = [GuessPart(attempted, self) for attempted in guesses]
        self._asked = html("", "lab-asked")
        self.reveal_button = button(say("guess.reveal"))
        sentence = plain(say("guess.repr", key=key, count=len(guesses)))
        super().__init__("quiz", sentence, say, [*self.guesses, self._asked, line(self.reveal_button)])
        dress(self, "lab-guesses")
        self.reveal_button.on_click(lambda _: self.reveal())
        self.refresh()

    @property
    def committed(self) -> int:
        """The number of guesses made."""
        return sum(bool(part.choice.guessed) for part in self.guesses)

    def guess(self, number: int, who: str) -> None:
        """Guess (from 0) that the SDK, LINE or nobody stops it, as by hand."""
        self.guesses[number].choice.buttons[who].click()

    def reveal(self) -> None:
        """Answer all of them."""
        for part in self.guesses:
            part.reveal(self.say)

    def show(self) -> None:
        """Say how many guesses are made; the answers are to be had once all are."""
        count = len(self.guesses)
        key = "guess.committed" if self.committed == count else "guess.open"
        self._asked.value = f'<p role="status">{esc(self.say(key, made=self.committed, count=count))}</p>'
        shown(self.reveal_button, self.committed == count)

    def _repr_html_(self) -> str:
        """Return what a saved notebook shows: what to guess, to read."""
        return root("lab-quiz", self._saved(), "quiz", self.say)

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, object]:
        saved = {"text/plain": repr(self), "text/html": self._repr_html_()}
        return {**super()._repr_mimebundle_(**kwargs), **saved}

    def _saved(self) -> Iterator[str]:
        yield f'<h4 class="{HEADING}">{esc(repr(self))}</h4>'
        lines = "".join(f"<li>{rich(part.attempted.what(self.say))}</li>" for part in self.guesses)
        yield f'<div class="lab-question"><ul>{lines}</ul></div>'
