"""How far a lesson is after an exercise, and what comes next: another exercise, the quiz, or the next lesson."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.course.exercises import EXERCISES
from helpers.course.lesson_copies import link_to
from helpers.course.progress import LESSONS, Done, Lesson
from helpers.panels.kit.markup import esc, rich
from helpers.text import Texts


@dataclass(frozen=True)
class NextStep:
    """What is done of one lesson, and what is next."""

    lesson: Lesson
    done: Done
    texts: Texts

    @classmethod
    def after(cls, key: str, done: Done, texts: Texts) -> NextStep | None:
        """Return the next step after an exercise; None for one that belongs to no lesson."""
        lesson = next((lesson for lesson in LESSONS if key in lesson.checks), None)
        return None if lesson is None else cls(lesson, done, texts)

    def html(self) -> str:
        """Return a mark an exercise, the same in words, and the next step."""
        lesson, done, say = self.lesson, self.done, self.texts
        looks = ("lab-good" if done.checks.get(key) == "right" else "" for key in lesson.checks)
        marks = "".join(f'<i class="{look}"></i>' for look in looks)
        name, count = say(f"progress.name.{lesson.name}"), len(lesson.checks)
        told = say("check.far", name=name, right=done.checked(lesson), count=count)
        return (
            f'<div class="lab-far"><p><span class="lab-marks" aria-hidden="true">{marks}</span> {esc(told)}</p>'
            f"<p>{self._next()}</p></div>"
        )

    def _next(self) -> str:
        lesson, done, say = self.lesson, self.done, self.texts
        exercise = next((key for key in lesson.checks if done.checks.get(key) != "right"), None)
        if exercise is not None:
            return rich(say("check.next_exercise", key=exercise, task=EXERCISES[exercise].task(say)))
        open_questions = lesson.questions - done.answered(lesson)
        if open_questions > 0:
            return rich(say("check.next_quiz", count=open_questions))
        following = done.next_lesson
        if following is None:
            return esc(say("progress.nothing_left"))
        name = say("progress.next", name=f"{following.name} {say(f'progress.name.{following.name}')}")
        link = f'<a href="{esc(link_to(following.name, say.lang))}">{esc(name)}</a>'
        return f"{esc(say('check.lesson_done'))} {link}"
