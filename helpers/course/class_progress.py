"""What a class has done, from the files its students handed in: ``class_summary("folder")`` in one cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.course.progress import Done, read_json
from helpers.errors import LabError
from helpers.language import course_language
from helpers.panels.course.class_table import ClassTable
from helpers.text import texts

#: No progress file is larger; a folder may hold anything.
_BYTES_MAX = 1_000_000


@dataclass(frozen=True)
class Student:
    """One file that was handed in."""

    name: str
    done: Done


def class_summary(folder: str | Path, *, lang: str | None = None) -> ClassTable:
    """A table and a plot of the progress files (``*.json``) in `folder` and the folders in it.

    Raises LabError when there is no such folder. Files of another kind are named and left out.
    """
    say = texts(course_language(lang))
    place = Path(folder)
    if not place.is_dir():
        raise LabError(say, "error.class_folder", folder=folder)
    students, unreadable = _read_all(sorted(place.rglob("*.json")), place)
    return ClassTable([(s.name, s.done) for s in students], unreadable, place.resolve().name, say)


def _read_all(paths: Sequence[Path], place: Path) -> tuple[list[Student], list[str]]:
    students, unreadable = [], []
    for path in paths:
        try:
            students.append((_read(path), path))
        except (OSError, ValueError):
            unreadable.append(path.relative_to(place).as_posix())
    same = Counter(student.name for student, _ in students)
    named = [
        student if same[student.name] == 1 else Student(f"{student.name} ({path.stem})", student.done)
        for student, path in students
    ]
    return sorted(named, key=lambda student: student.name), unreadable


def _read(path: Path) -> Student:
    """One file. Raises ValueError when it is none that was handed in, or OSError."""
    if path.stat().st_size > _BYTES_MAX:
        raise ValueError("too large for a progress file")
    data = read_json(path)
    done = Done.of_json(data)
    if not data.get("name"):
        raise ValueError("somebody's own progress file: one that is handed in has a name")
    return Student(str(data["name"])[:60], done)
