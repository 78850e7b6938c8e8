"""What the learner has done, kept in a small file on this computer and nowhere else.

`progress_file` says where; in tests and builds nothing is kept, so that notebooks come out the same for everybody.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from helpers.errors import LabError, must_write
from helpers.line.send_methods import SEND_METHODS
from helpers.paths import here, write_whole
from helpers.text import Texts

#: Where to keep progress instead; empty: keep nothing.
FILE_VARIABLE = "LAB_PROGRESS_FILE"
#: Set by continuous integration and by pytest (so also for the kernels nbval starts).
_NOT_A_LEARNER = ("CI", "PYTEST_VERSION")
_VERSION = 1

CheckMark = Literal["tried", "right"]


@dataclass(frozen=True)
class Lesson:
    """What there is to do in one lesson: exercises, and quizzes with the number of their questions."""

    name: str
    checks: tuple[str, ...] = ()
    quizzes: Mapping[str, int] = field(default_factory=dict)

    @property
    def questions(self) -> int:
        """How many questions its quizzes have."""
        return sum(self.quizzes.values())


def _method(number: int, name: str) -> Lesson:
    checks = tuple(f"{name}-{i}" for i in (1, 2, 3))
    return Lesson(f"0{number}_{name}", checks, {f"{name}-predict": 1, f"{name}-quiz": 3})


LESSONS = (
    *(_method(i, name) for i, name in enumerate(SEND_METHODS, 1)),
    Lesson("06_compare", quizzes={"compare-quiz": 6}),
)


@dataclass(frozen=True)
class Done:
    """What was done: exercises tried or right, and the numbers of the questions answered right, by quiz."""

    checks: Mapping[str, CheckMark] = field(default_factory=dict)
    quizzes: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def checked(self, lesson: Lesson) -> int:
        """How many exercises of a lesson are right."""
        return sum(self.checks.get(key) == "right" for key in lesson.checks)

    def tried(self, lesson: Lesson) -> bool:
        """Whether anything of a lesson was tried."""
        return any(key in self.checks for key in lesson.checks) or self.answered(lesson) > 0

    def answered(self, lesson: Lesson) -> int:
        """How many questions of a lesson were answered right."""
        return sum(len(self.quizzes.get(key, ())) for key in lesson.quizzes)

    def finished(self, lesson: Lesson) -> bool:
        """Whether nothing of a lesson is left."""
        return self.checked(lesson) == len(lesson.checks) and self.answered(lesson) == lesson.questions

    @property
    def next_lesson(self) -> Lesson | None:
        """The first lesson with something left to do; None when all is done."""
        return next((lesson for lesson in LESSONS if not self.finished(lesson)), None)

    def next_lesson_name(self, otherwise: str) -> str:
        """Return the name of the next lesson, or `otherwise` when all is done."""
        return self.next_lesson.name if self.next_lesson else otherwise

    def and_also(self, other: Done) -> Done:
        """Both together; what is right in either is right."""
        new = {key: mark for key, mark in other.checks.items() if self.checks.get(key) != "right"}
        quizzes = {key: self.quizzes.get(key, frozenset()) | right for key, right in other.quizzes.items()}
        return Done({**self.checks, **new}, {**self.quizzes, **quizzes})

    def without(self, lesson: Lesson) -> Done:
        """Return what was done in all other lessons."""
        checks = {key: mark for key, mark in self.checks.items() if key not in lesson.checks}
        return Done(checks, {key: right for key, right in self.quizzes.items() if key not in lesson.quizzes})

    def as_json(self) -> dict[str, Any]:
        """Return it as the file says it, in the order of the lessons."""
        quizzes = {key: sorted(self.quizzes[key]) for key in _QUIZZES if self.quizzes.get(key)}
        checks = {key: self.checks[key] for key in CHECKS if key in self.checks}
        return {"version": _VERSION, "checks": checks, "quizzes": quizzes}

    @classmethod
    def of_json(cls, data: Any) -> Done:
        """Return what a file says, without what the course does not know. Raises ValueError for another file."""
        if not isinstance(data, dict) or not isinstance(data.get("checks"), dict):
            raise ValueError("not a file of progress")
        found = data.get("quizzes")
        quizzes = found if isinstance(found, dict) else {}
        return cls(
            {key: mark for key, mark in data["checks"].items() if key in CHECKS and mark in ("tried", "right")},
            {key: right for key in _QUIZZES if (right := _numbers(quizzes.get(key), _QUIZZES[key]))},
        )


#: All exercises, in the order of the lessons, and how many questions there are.
CHECKS = tuple(key for lesson in LESSONS for key in lesson.checks)
QUESTIONS = sum(lesson.questions for lesson in LESSONS)
_QUIZZES = {key: count for lesson in LESSONS for key, count in lesson.quizzes.items()}


def _numbers(value: Any, count: int) -> frozenset[int]:
    if not isinstance(value, list):
        return frozenset()
    return frozenset(number for number in value if type(number) is int and 0 <= number < count)


def progress_file(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Where progress is kept: LAB_PROGRESS_FILE, else ``work/progress.json``; None in tests and builds."""
    named = environ.get(FILE_VARIABLE)
    if named is not None:
        return Path(named) if named else None
    return None if any(environ.get(name) for name in _NOT_A_LEARNER) else here().work / "progress.json"


class Store:
    """The file of progress. What cannot be written there lasts as long as the kernel, and is tried again.

    Several notebooks share the file, so it is read anew before each change.
    """

    def __init__(self, path: Path | None) -> None:
        """`path` None keeps nothing on disk."""
        self._path = path
        self._unsaved = Done()

    def read(self) -> Done:
        """Return what was done so far. A file that cannot be read counts as empty; it is moved, not overwritten."""
        try:
            return self._saved().and_also(self._unsaved)
        except OSError:
            return self._unsaved

    def note_check(self, key: str, state: str) -> None:
        """Keep that an exercise was judged; what was right once stays right."""
        if state != "untried":
            self._add(Done({key: "right" if state == "right" else "tried"}))

    def note_answer(self, quiz: str, number: int, right: bool) -> None:
        """Keep that a question (from 0) of a quiz was answered; only right answers are remembered."""
        if right:
            self._add(Done(quizzes={quiz: frozenset({number})}))

    def forget(self, lesson: Lesson) -> None:
        """Forget what was done in one lesson. Raises OSError where the file cannot be written."""
        self._unsaved = self._unsaved.without(lesson)
        if self._path is not None and self._path.is_file():
            write_json(self._path, self._saved().without(lesson).as_json())

    def reset(self) -> None:
        """Forget everything."""
        self._unsaved = Done()
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)

    def _add(self, more: Done) -> None:
        self._unsaved = self._unsaved.and_also(more)
        if self._path is not None:
            with suppress(OSError):  # a read-only disk; on Windows also a moment in which another notebook has the file
                write_json(self._path, self._saved().and_also(self._unsaved).as_json())
                self._unsaved = Done()

    def _saved(self) -> Done:
        """Return what the file says. Raises OSError."""
        if self._path is None or not self._path.is_file():
            return Done()
        try:
            return Done.of_json(read_json(self._path))
        except ValueError:  # no JSON, no UTF-8, or another file altogether
            self._path.replace(self._path.with_suffix(".unreadable.json"))
            return Done()


def read_json(path: Path) -> Any:
    """Return the data in a small JSON file. Raises OSError, or ValueError for what is no JSON (or too deep to read)."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))  # Windows' Notepad puts a mark before the text
    except RecursionError:
        raise ValueError("nested too deep") from None


def write_json(path: Path, data: Mapping[str, Any]) -> None:
    """Write a small JSON file in one go: whoever reads meanwhile sees the old one or the new one. Raises OSError."""
    write_whole(path, json.dumps(data, ensure_ascii=False, indent=2) + "\n")


@dataclass(frozen=True, repr=False)
class Exported:
    """The file to hand in; reads as one sentence."""

    path: Path
    texts: Texts

    def __repr__(self) -> str:
        return self.texts("progress.exported", path=here().shown(self.path))


def export(done: Done, name: str, texts: Texts, folder: Path | None = None) -> Exported:
    """Write what was done, with the learner's name, to a file to hand in.

    Raises LabError without a usable name, and where nothing can be written.
    """
    name = " ".join(str(name).split())
    stem = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "-", name).strip(" .-")[:60]
    if not stem:
        raise LabError(texts, "error.export_name")
    path = (folder or here().work) / f"progress-{stem}.json"
    with must_write(texts, path.parent.name):
        write_json(path, {"name": name, **done.as_json()})
    return Exported(path, texts)
