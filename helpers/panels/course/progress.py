"""How far the learner is: lesson by lesson, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from helpers.course.lesson_copies import link_to
from helpers.course.progress import CHECKS, LESSONS, QUESTIONS, Done, Lesson, Store
from helpers.panels.kit.markup import HEADING, esc, root, row, table
from helpers.text import Texts


@dataclass(frozen=True, repr=False)
class Progress:
    """What `lab.progress()` displays, as it was when asked for."""

    store: Store
    done: Done
    texts: Texts

    @classmethod
    def of(cls, store: Store, texts: Texts) -> Progress:
        """Return the progress as it is now."""
        return cls(store, store.read(), texts)

    def reset(self) -> Progress:
        """Forget everything that was done. Returns the empty card."""
        self.store.reset()
        return Progress.of(self.store, self.texts)

    def __repr__(self) -> str:
        """Return ``Progress: 2/15 exercises, 5/26 questions; next: 01_reply``."""
        done, say = self.done, self.texts
        exercises, questions = sum(map(done.checked, LESSONS)), sum(map(done.answered, LESSONS))
        return say(
            "progress.repr", exercises=exercises, all_exercises=len(CHECKS), questions=questions,
            all_questions=QUESTIONS, next=self._next(),
        )  # fmt: skip

    def _next(self) -> str:
        lesson, say = self.done.next_lesson, self.texts
        return say("progress.nothing_left") if lesson is None else say("progress.next", name=self._name(lesson))

    def _name(self, lesson: Lesson) -> str:
        """Return ``01_reply Reply message``: the file's name, then the lesson's."""
        return f"{lesson.name} {self.texts(f'progress.name.{lesson.name}')}"

    def _repr_html_(self) -> str:
        """Return the card."""
        return root("lab-progress", self._parts(), "progress", self.texts, live=True)

    def _parts(self) -> Iterator[str]:
        say = self.texts
        yield f'<h4 class="{HEADING}">{esc(say("progress.title"))}</h4>'
        yield f'<p class="lab-lead">{esc(say("progress.lead"))}</p>'
        columns = [say(f"progress.{name}") for name in ("lesson", "exercises", "questions", "state")]
        yield table(say("progress.title"), columns, (self._row(lesson) for lesson in LESSONS), titled=True)
        yield f'<p class="lab-next"><b>{self._link()}</b></p>'

    def _link(self) -> str:
        """Return what comes next as a link: to the learner's copy, or without one to the notebook beside this one."""
        lesson = self.done.next_lesson
        if lesson is None:
            return esc(self._next())
        return f'<a href="{esc(link_to(lesson.name, self.texts.lang))}">{esc(self._next())}</a>'

    def _row(self, lesson: Lesson) -> str:
        done, say = self.done, self.texts
        exercises = f"{done.checked(lesson)}/{len(lesson.checks)}" if lesson.checks else "–"
        cells = [
            self._count("exercises", exercises),
            self._count("questions", f"{done.answered(lesson)}/{lesson.questions}"),
        ]
        state = "finished" if done.finished(lesson) else "begun" if done.tried(lesson) else "open"
        sign, colour = {"finished": ("✓", "lab-good"), "begun": ("…", "lab-warn"), "open": ("○", "")}[state]
        told = f'<span class="{colour}">{sign} {esc(say(f"progress.state.{state}"))}</span>'
        return row([esc(self._name(lesson)), *cells, told])

    def _count(self, column: str, count: str) -> str:
        """Return a count, with the word for it where the column's header is not seen."""
        return f'<span class="lab-word">{esc(self.texts(f"progress.{column}"))} </span>{esc(count)}'
