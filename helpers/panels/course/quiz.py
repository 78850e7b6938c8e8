"""A quiz: questions one under the other; each answer, right or wrong, is met with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from helpers.course import quizzes
from helpers.course.guesses import GUESSES
from helpers.course.progress import Store
from helpers.course.quizzes import Question
from helpers.panels.course.guesses import Guesses
from helpers.panels.kit.controls import button, dress, html, line
from helpers.panels.kit.markup import HEADING, esc, rich, root
from helpers.panels.kit.panel import Part
from helpers.panels.kit.widgets import RadioButtons
from helpers.panels.results.explained_panel import ExplainedPanel
from helpers.text import Texts, plain

#: Told of each answer: the number of the question, from 0, and whether it was right.
Note = Callable[[int, bool], None]


class QuestionPart(Part):
    """One question. Choose in `choice`, then click `button`; `answered_right` is None until then."""

    def __init__(self, question: Question, number: int, count: int, say: Texts) -> None:
        """Ask question `number` of `count`, from 1; a single question has no number."""
        self.question = question
        self.answered_right: bool | None = None
        self._say = say
        # The radio buttons of ipywidgets show text, not HTML.
        options = [(plain(question.option(letter, say)), letter) for letter in question.options]
        self.choice = RadioButtons(options=options, index=None, description=say("quiz.options"))
        self.button = button(say("quiz.answer"))
        ask = html(f"<p>{rich(question.ask(say))}</p>", "lab-question")
        title = say("quiz.number", number=number, count=count) if count > 1 else ""
        super().__init__(title, ask, self.choice, line(self.button))

    def forget(self) -> None:
        """Take back what was said of another choice than the one now made."""
        for look in _LOOKS.values():
            self.remove_class(look)
        if self.notice:
            self.tell("")

    def answer(self) -> str:
        """Judge what is chosen. Returns the sentence to show."""
        letter = self.choice.value
        if letter is None:
            return self._say("quiz.choose_first")
        self.answered_right = letter == self.question.right
        self.remove_class(_LOOKS[not self.answered_right])
        dress(self, _LOOKS[self.answered_right])
        verdict = self._say("quiz.right" if self.answered_right else "quiz.wrong")
        return self._say("quiz.told", verdict=verdict, why=self.question.why(letter, self._say))


_LOOKS = {True: "lab-answered-right", False: "lab-answered-wrong"}


class Quiz(ExplainedPanel):
    """`lab.quiz("push-quiz")`. A wrong answer costs nothing: choose again."""

    def __init__(self, key: str, questions: Sequence[Question], say: Texts, note: Note = lambda number, right: None):
        """`note` is told of each answer."""
        self.key = key
        count = len(questions)
        self.questions = [QuestionPart(question, n, count, say) for n, question in enumerate(questions, 1)]
        self._note = note
        self._score = html("", "lab-score")
        super().__init__("quiz", plain(say("quiz.repr", key=key, count=count)), say, [*self.questions, self._score])
        for number, part in enumerate(self.questions):
            self.when(part.button, part, partial(self._answer, number))
            part.choice.observe(lambda _, part=part: part.forget(), "value")
        self.refresh()

    @classmethod
    def of(cls, key: str, store: Store, say: Texts) -> Quiz | Guesses:
        """Return the quiz with this key; `store` keeps what is answered. Raises LabError for an unknown key.

        A key of GUESSES asks who will stop what the next cells do; no guess is kept.
        """
        if key in GUESSES:
            return Guesses(key, GUESSES[key], say)
        return cls(key, quizzes.find(key, say), say, partial(store.note_answer, key))

    def answer(self, number: int, letter: str) -> str:
        """Answer a question (from 0), as by hand. Returns what the panel says to it."""
        part = self.questions[number]
        part.choice.value = letter
        part.button.click()
        return part.notice

    @property
    def score(self) -> int:
        """The number of questions answered right."""
        return sum(part.answered_right is True for part in self.questions)

    def show(self) -> None:
        """Show the score, once there is something to count."""
        count = len(self.questions)
        answered = any(part.answered_right is not None for part in self.questions)
        words = self.say("quiz.score", right=self.score, count=count) if answered and count > 1 else ""
        self._score.value = f"<p>{esc(words)}</p>" if words else ""

    def _repr_html_(self) -> str:
        """Return what a saved notebook shows: the questions, to read."""
        return root("lab-quiz", self._saved(), "quiz", self.say)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        saved = {"text/plain": repr(self), "text/html": self._repr_html_()}
        return {**super()._repr_mimebundle_(**kwargs), **saved}

    def _saved(self) -> Iterator[str]:
        yield f'<h4 class="{HEADING}">{esc(repr(self))}</h4>'
        for part in self.questions:
            question = part.question
            options = "".join(f"<li>{esc(plain(question.option(o, self.say)))}</li>" for o in question.options)
            yield f'<div class="lab-question"><p>{rich(question.ask(self.say))}</p><ul>{options}</ul></div>'

    def _answer(self, number: int) -> str:
        part = self.questions[number]
        said = part.answer()
        if part.answered_right is not None:
            self._note(number, part.answered_right)
        return said
