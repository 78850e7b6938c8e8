"""The answer of a check: what is right, or why it is not yet; hints one by one, then the solution."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from helpers.course import exercises
from helpers.course.exercises.exercise import Exercise
from helpers.course.exercises.verdict import NotYetReason, Verdict, WorldPrints
from helpers.course.progress import Store
from helpers.panels.course.next_step import NextStep
from helpers.panels.kit.controls import button, html, line, shown
from helpers.panels.kit.markup import HEADING, esc, rich, root
from helpers.panels.results.explained_panel import ExplainedPanel
from helpers.panels.results.phones import Phones
from helpers.session.session import Session
from helpers.text import Texts, plain

_SIGNS = {"untried": ("…", ""), "not_yet": ("!", "lab-warn"), "right": ("✓", "lab-good")}


@dataclass(frozen=True, repr=False)
class Help:
    """A hint, or the solution, as a cell shows it."""

    title: str
    words: str
    texts: Texts
    is_code: bool = False

    def __repr__(self) -> str:
        gap = "\n" if self.is_code else " "
        return f"{self.title}{gap}{self.words.rstrip() if self.is_code else plain(self.words)}"

    def _repr_html_(self) -> str:
        """Return the same in the course's style."""
        return root("lab-check", [self.as_html()], "check", self.texts, live=True)

    def as_html(self) -> str:
        """Return a piece of HTML to put into a panel."""
        if self.is_code:
            note = esc(self.texts("check.solution_note"))
            code = f'<pre tabindex="0" aria-label="{esc(self.title)}">{esc(self.words.rstrip())}</pre>'
            return f'<div class="lab-answer"><b>{esc(self.title)}</b> <p>{note}</p>{code}</div>'
        return f'<ul class="lab-hints"><li><b>{esc(self.title)}</b> {rich(self.words)}</li></ul>'


class ExerciseResult(ExplainedPanel):
    """What `lab.check` displays: the verdict, and a button for hints while it is not right.

    A saved notebook keeps the verdict, as HTML and as one line of text. `helped` are the hints given so far.
    """

    def __init__(self, exercise: Exercise, verdict: Verdict, say: Texts, step: NextStep | None = None) -> None:
        """Show the verdict on one exercise, and after a right answer how far the lesson is and the next `step`."""
        self.say = say
        self.exercise = exercise
        self.verdict = verdict
        self.helped: list[Help] = []
        self.hint_button = button("")
        self._hints = html("", "lab-helped")
        self._step = step
        body = html(f'<div role="status" aria-live="polite">{self._told()}</div>')
        super().__init__("check", _sentence(exercise, verdict, say), say, [body, self._hints, line(self.hint_button)])
        self.hint_button.on_click(lambda _: self.hint())
        self.show()

    @classmethod
    def of(cls, key: str, function: object, session: Session, store: Store) -> ExerciseResult:
        """Judge a learner's function and return the result; `store` keeps it. Raises LabError for an unknown key."""
        exercise, verdict = exercises.check(key, function, session)
        store.note_check(key, verdict.state)
        return cls(exercise, verdict, session.texts, NextStep.after(key, store.read(), session.texts))

    @property
    def state(self) -> str:
        """The state of the exercise: untried, not_yet or right."""
        return self.verdict.state

    def hint(self) -> Help:
        """Return the next hint; after the last one, the solution."""
        hints = self.exercise.hint_texts(self.say)
        given = len(self.helped)
        if given < len(hints):
            title = self.say("check.hint", number=given + 1, count=len(hints))
            self._give(Help(title, hints[given], self.say))
        elif given == len(hints):
            self._give(self._solution())
        return self.helped[-1]

    def solution(self) -> Help:
        """Return the solution once all hints are given or the answer is right; the next hint before that."""
        return self._solution() if self.state == "right" else self.hint()

    def show(self) -> None:
        """Show the hints so far, and what the button gives next."""
        hints = "".join(given.as_html() for given in self.helped)
        self._hints.value = f'<div role="status" aria-live="polite">{hints}</div>' if hints else ""
        given, count = len(self.helped), self.exercise.hints
        key = "check.hint_button" if given < count else "check.solution_button"
        self.hint_button.description = self.say(key, number=given + 1, count=count)
        shown(self.hint_button, given <= count)

    def _give(self, given: Help) -> None:
        self.helped.append(given)
        self.show()

    def _solution(self) -> Help:
        return Help(self.say("check.solution"), self.exercise.solution_source(), self.say, is_code=True)

    def _repr_html_(self) -> str:
        """Return the verdict by itself: what a saved notebook shows."""
        return root("lab-check", [self._told()], "check", self.say, live=True)

    def _told(self) -> str:
        return "".join(_told(self.exercise, self.verdict, self.say, self._step))

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """Return no widget for a right answer, which needs no button."""
        saved = {"text/plain": repr(self), "text/html": self._repr_html_()}
        if self.state == "right":
            return saved
        return {**super()._repr_mimebundle_(**kwargs), **saved}


def _sentence(exercise: Exercise, verdict: Verdict, say: Texts) -> str:
    because = verdict.reason.because if verdict.reason else ""
    if verdict.reason and verdict.reason.dropped:
        because = ("" if say.lang == "zh-TW" else " ").join([because, *verdict.reason.dropped])
    learned = exercise.learned(say)
    state = "mend" if verdict.state == "untried" and verdict.reason else verdict.state
    return plain(say(f"check.repr.{state}", key=exercise.key, because=because, learned=learned))


def _told(exercise: Exercise, verdict: Verdict, say: Texts, step: NextStep | None) -> Iterator[str]:
    sign, colour = _SIGNS[verdict.state]
    state = f'<b class="{colour}"><i aria-hidden="true">{sign}</i>{esc(say(f"check.state.{verdict.state}"))}</b>'
    yield f'<p class="lab-key"><span>{esc(say("check.title", key=exercise.key))}</span> {state}</p>'
    yield f'<h4 class="{HEADING}">{rich(_headline(exercise, verdict, say))}</h4>'
    if verdict.points:
        yield _rubric(exercise, verdict, say)
    if verdict.reason is not None:
        yield _pairs(_reason(verdict.reason, say))
        yield _side_by_side(verdict.reason, say)
    elif verdict.state == "untried":
        yield _pairs([(say("check.label.task"), rich(exercise.task(say)))])
    else:
        yield f'<p class="lab-sum">{esc(say("check.played", count=len(exercise.settings)))}</p>'
        yield step.html() if step else ""
        yield _own_messages(verdict, say)
    yield from (_printed(printed, say) for printed in verdict.printed)


def _own_messages(verdict: Verdict, say: Texts) -> str:
    """Return the phones with what the learner's function sent, one a world."""
    if not verdict.phones:
        return ""
    return f'<p class="lab-see">{esc(say("check.own_messages"))}</p>{Phones(verdict.phones, say)._repr_html_()}'


def _side_by_side(reason: NotYetReason, say: Texts) -> str:
    """Return the phone as it should be and as it is."""
    if reason.phones is None:
        return ""
    titles = (say("check.label.expected"), say("check.label.arrived"))
    columns = (
        f'<div><p class="lab-see">{esc(title)}</p>{Phones([phone], say)._repr_html_()}</div>'
        for title, phone in zip(titles, reason.phones, strict=True)
    )
    return f'<div class="lab-both">{"".join(columns)}</div>'


def _printed(printed: WorldPrints, say: Texts) -> str:
    """Return what was printed in one world, each line once."""
    lines = [
        words if times == 1 else say("check.printed_times", words=words, times=times) for words, times in printed.lines
    ]
    lines += [say("check.printed_more", count=printed.more)] if printed.more else []
    title, shown = esc(say("check.printed", world=printed.world)), esc("\n".join(lines))
    return f'<div class="lab-prints"><p class="lab-see">{title}</p><pre tabindex="0">{shown}</pre></div>'


def _rubric(exercise: Exercise, verdict: Verdict, say: Texts) -> str:
    """Return the criteria, each with its sign and, for those who cannot see it, its word."""
    met = sum(point.state == "right" for point in verdict.points)
    lines = []
    for point in verdict.points:
        (sign, colour), word = _SIGNS[point.state], say(f"check.point.{point.state}")
        mark = f'<b class="{colour}"><i role="img" aria-label="{esc(word)}">{sign}</i></b>'
        lines.append(f"<li>{mark}<span>{rich(exercise.criterion(point.key, say))}</span></li>")
    title = say("check.rubric", met=met, count=len(lines))
    return f'<p class="lab-sum">{esc(title)}</p><ul class="lab-rubric">{"".join(lines)}</ul>'


def _headline(exercise: Exercise, verdict: Verdict, say: Texts) -> str:
    if verdict.reason is not None and verdict.state == "untried":
        return say("check.todo.mend", because=verdict.reason.because)
    if verdict.reason is not None:
        because = say("check.because", because=verdict.reason.because)
        return because[:1].upper() + because[1:]  # in English it begins small: it follows a colon elsewhere
    if verdict.state == "untried":
        return say("check.todo.untried")
    return exercise.learned(say)


def _reason(reason: NotYetReason, say: Texts) -> Iterator[tuple[str, str]]:
    if reason.situation:
        yield (
            say("check.label.situation"),
            esc(say("check.situation_in", world=reason.world, situation=reason.situation)),
        )
    if reason.expected:
        returned = reason.about == "returned"
        yield (
            say("check.label.expected_return" if returned else "check.label.expected"),
            _shown(reason.expected, reason),
        )
        yield say("check.label.returned" if returned else "check.label.arrived"), _shown(reason.arrived, reason)
    if reason.dropped:
        yield say("check.label.dropped"), f"<ul>{''.join(f'<li>{rich(words)}</li>' for words in reason.dropped)}</ul>"
    if reason.line is not None:
        place = rich(say("check.line", function=reason.line.function, number=reason.line.number))
        yield say("check.label.line"), f"{place} <code>{esc(reason.line.code)}</code>"
    if reason.explanation is not None:
        notes = "".join(f"<li>{rich(note)}</li>" for note in reason.explanation.notes)
        yield say("check.label.error"), rich(reason.explanation.meaning)
        if notes:
            yield say("card.problems"), f"<ul>{notes}</ul>"
        yield say("check.label.todo"), rich(reason.explanation.todo)


def _shown(what: str, reason: NotYetReason) -> str:
    return f"<code>{esc(what)}</code>" if reason.about == "returned" else esc(what)


def _pairs(pairs: Any) -> str:
    return f"<dl>{''.join(f'<dt>{esc(name)}</dt><dd>{value}</dd>' for name, value in pairs)}</dl>"
