"""What a class has done, read from the files its students handed in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from helpers.course.progress import Done, read_json

#: No progress file is larger; a folder may hold anything.
_BYTES_MAX = 1_000_000


@dataclass(frozen=True)
class Student:
    """One file that was handed in."""

    name: str
    done: Done


def read_class(folder: Path) -> tuple[list[Student], list[str]]:
    """Return the students of a folder and the folders in it by name, and the names of files of another kind.

    Two students of one name are told apart by their files.
    """
    students, unreadable = [], []
    for path in sorted(folder.rglob("*.json")):
        try:
            students.append((_read(path), path))
        except (OSError, ValueError):
            unreadable.append(path.relative_to(folder).as_posix())
    same = Counter(student.name for student, _ in students)
    named = [
        student if same[student.name] == 1 else Student(f"{student.name} ({path.stem})", student.done)
        for student, path in students
    ]
    return sorted(named, key=lambda student: student.name), unreadable


def _read(path: Path) -> Student:
    """Return what one file says. Raises ValueError when it is none that was handed in, or OSError."""
    if path.stat().st_size > _BYTES_MAX:
        raise ValueError("too large for a progress file")
    data = read_json(path)
    done = Done.of_json(data)
    if not data.get("name"):
        raise ValueError("somebody's own progress file: one that is handed in has a name")
    return Student(str(data["name"])[:60], done)
