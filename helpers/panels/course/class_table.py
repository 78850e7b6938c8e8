"""A class at a glance: who has done what, and which exercise most have done."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from helpers.course.class_progress import read_class
from helpers.course.progress import CHECKS, LESSONS, QUESTIONS, Done
from helpers.errors import LabError, must_write
from helpers.language import course_language
from helpers.panels.kit.markup import HEADING, esc, rich, root, row, table
from helpers.text import Texts, plain, texts


def class_summary(folder: str | Path, *, lang: str | None = None) -> ClassTable:
    """Show a table and a plot of the progress files (``*.json``) in `folder` and the folders in it.

    Raises LabError when there is no such folder. Files of another kind are named and left out.
    """
    say = texts(course_language(lang))
    place = Path(folder)
    if not place.is_dir():
        raise LabError(say, "error.class_folder", folder=folder)
    students, unreadable = read_class(place)
    return ClassTable([(s.name, s.done) for s in students], unreadable, place.resolve().name, say)


class ClassTable:
    """What `class_summary` displays. `students` are pairs of name and what was done, `unreadable` names of files."""

    def __init__(
        self, students: Sequence[tuple[str, Done]], unreadable: Sequence[str], folder: str, texts: Texts
    ) -> None:
        """`folder` is the name of the folder, for when it is empty."""
        self.students = tuple(students)
        self.unreadable = tuple(unreadable)
        self.texts = texts
        self._folder = folder

    def counts(self, key: str) -> tuple[int, int, int]:
        """Return how many students got one exercise right, tried it without success, and did not try it."""
        marks = [done.checks.get(key) for _, done in self.students]
        return marks.count("right"), marks.count("tried"), marks.count(None)

    def save_csv(self, path: str | Path) -> None:
        """Write a row a student for a spreadsheet: each exercise, right answers by quiz. Raises LabError."""
        quizzes = [key for lesson in LESSONS for key in lesson.quizzes]
        place = Path(path)
        with must_write(self.texts, place.parent.as_posix()), place.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([self.texts("class.student"), *CHECKS, *quizzes])
            for name, done in self.students:
                marks = [self.texts(f"class.mark.{done.checks.get(key, 'open')}") for key in CHECKS]
                counts = [len(done.quizzes.get(key, ())) for key in quizzes]
                # A spreadsheet would calculate a name that begins like a formula.
                writer.writerow([f"'{name}" if name[:1] in tuple("=+-@") else name, *marks, *counts])

    def __repr__(self) -> str:
        """Return one sentence: how many students, and what they did on average."""
        if not self.students:
            return plain(self.texts("class.empty", folder=self._folder))
        return self.texts("class.repr", **self._averages())

    def _averages(self) -> dict[str, object]:
        count = max(len(self.students), 1)
        exercises = sum(self.counts(key)[0] for key in CHECKS) / count
        questions = sum(done.answered(lesson) for _, done in self.students for lesson in LESSONS) / count
        return {
            "students": len(self.students), "exercises": f"{exercises:.1f}", "all_exercises": len(CHECKS),
            "questions": f"{questions:.1f}", "all_questions": QUESTIONS,
        }  # fmt: skip

    def _repr_html_(self) -> str:
        """Return the table, the plot, and what could not be read."""
        return root("lab-class", self._parts(), "class", self.texts)

    def _parts(self) -> Iterator[str]:
        say = self.texts
        yield f'<h4 class="{HEADING}">{esc(say("class.title"))}</h4>'
        if self.students:
            yield f'<p class="lab-lead">{esc(say("class.lead", **self._averages()))}</p>'
            yield table(say("class.title"), self._columns(), map(self._row, self.students), titled=True)
            yield self._plot()
        else:
            yield f'<p class="lab-lead">{rich(say("class.empty", folder=self._folder))}</p>'
        if self.unreadable:
            files = say("list.comma").join(self.unreadable)
            yield f'<p class="lab-sum">{esc(say("class.unreadable", files=files))}</p>'

    def _columns(self) -> list[str]:
        lessons = [lesson.name.partition("_")[2] for lesson in LESSONS]
        return [self.texts("class.student"), *lessons, self.texts("class.all")]

    def _row(self, student: tuple[str, Done]) -> str:
        name, done = student
        did = [done.checked(lesson) + done.answered(lesson) for lesson in LESSONS]
        cells = [f"{n}/{len(lesson.checks) + lesson.questions}" for n, lesson in zip(did, LESSONS, strict=True)]
        return row([esc(name), *cells, f"{sum(did)}/{len(CHECKS) + QUESTIONS}"])

    def _plot(self) -> str:
        bars = "".join(map(self._bar, CHECKS))
        legend = "".join(
            f'<span><i class="lab-{look}"></i>{esc(self.texts(f"class.legend.{key}"))}</span>'
            for look, key in (("right", "right"), ("tried", "tried"), ("track", "open"))
        )
        title = f"<figcaption>{esc(self.texts('class.plot'))}</figcaption>"
        return f'<figure>{title}{bars}<p class="lab-legend">{legend}</p></figure>'

    def _bar(self, key: str) -> str:
        """Return one exercise: a bar from 0 to 100, stretched to the room there is, with its numbers in words."""
        right, tried, untried = self.counts(key)
        done, begun = (100 * count / len(self.students) for count in (right, tried))
        drawn = "".join(
            f'<rect class="lab-{look}" x="{x:.2f}" y="0" width="{width:.2f}" height="10"/>'
            for look, x, width in (("track", 0, 100), ("right", 0, done), ("tried", done, begun))
            if width
        )
        said = esc(self.texts("class.bar", key=key, right=right, tried=tried, open=untried))
        svg = f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{said}">{drawn}</svg>'
        return f'<div class="lab-bar"><span>{esc(key)}</span>{svg}<b>{right}/{len(self.students)}</b></div>'
