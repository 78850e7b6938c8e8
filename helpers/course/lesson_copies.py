"""The learner's own copies of the notebooks, so that a newer course never meets what she wrote.

A copy says that it is one, and remembers which lesson it was made from: a copy in which nothing was written yet follows
a newer lesson by itself; one with the learner's work stays, and the newer lesson is told and can be had beside it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from helpers.errors import LabError, must_write
from helpers.paths import Place, here, write_whole
from helpers.text import LANGUAGES, Texts, texts

FIRST_LESSON = "01_reply"
#: Where a copy keeps, in its metadata, what it was made from.
_METADATA = "line_lab"
#: The server of Jupyter tells each kernel the path of its notebook by this name.
_NOTEBOOK_VARIABLE = "JPY_SESSION_NAME"

CopyState = Literal["new", "same", "followed", "newer"]
Notebook = dict[str, Any]


@dataclass(frozen=True)
class Copies:
    """What was copied where, in the learner's language: names of lessons, such as ``01_reply``.

    `new` were not there before, `followed` had nothing written in them and are now the newer lesson, `newer` have the
    learner's work and a newer lesson exists; `kept` are the files to which older work was moved when asked for.
    """

    folder: Path
    new: tuple[str, ...] = ()
    followed: tuple[str, ...] = ()
    newer: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def copy_lessons(say: Texts, place: Place | None = None, renew: Collection[str] = ()) -> Copies:
    """Copy the notebooks to the work folder, one folder a language; what the learner wrote is never replaced.

    `renew` names lessons (``03_multicast``) to have new: the old copy is kept beside under another name. The other
    languages are copied as well, for every lesson links to them. Raises LabError where the course has no notebooks,
    for a name no lesson has, and where nothing can be written.
    """
    place = place or here()
    lessons = list(_lessons(place, say.lang))
    if not lessons:
        raise LabError(say, "error.no_course", folder=place.notebooks)
    known = [path.stem for path in lessons]
    for name in renew:
        if name not in known:
            raise LabError(say, "error.unknown_lesson", name=name, known=", ".join(known))
    with must_write(say, place.shown(place.work)):
        kept = tuple(_set_aside(place.work / say.lang / f"{name}.ipynb") for name in renew)
        states = {lang: {path.stem: _copy(path, place, lang) for path in _lessons(place, lang)} for lang in LANGUAGES}
    ours = states[say.lang]
    new, followed, newer = (
        tuple(name for name, state in ours.items() if state == wanted) for wanted in ("new", "followed", "newer")
    )
    return Copies(place.work / say.lang, new, followed, newer, tuple(filter(None, kept)))


def newer_lesson(place: Place | None = None, notebook: str | None = None) -> str | None:
    """Return the copy this kernel runs when it has the learner's work and its lesson is newer; else None."""
    place = place or here()
    name = os.environ.get(_NOTEBOOK_VARIABLE, "") if notebook is None else notebook
    path = Path(name)
    if path.suffix != ".ipynb" or path.parent.name not in LANGUAGES:
        return None
    copy, lesson = (folder / path.parent.name / path.name for folder in (place.work, place.notebooks))
    try:
        same_folder = Path.cwd().resolve() == copy.parent.resolve()
        return path.stem if same_folder and _state(copy, lesson) == "newer" else None
    except (OSError, ValueError):
        return None


def this_lesson(notebook: str | None = None) -> str | None:
    """Return the name of the lesson whose notebook, or copy, this kernel runs; None where that is not known."""
    name = os.environ.get(_NOTEBOOK_VARIABLE, "") if notebook is None else notebook
    path = Path(name)
    is_lesson = path.suffix == ".ipynb" and path.parent.name in LANGUAGES and path.stem[:1].isdigit()
    return path.stem if is_lesson else None


def link_to(lesson: str, lang: str, place: Place | None = None, folder: Path | None = None) -> str:
    """Return the link from a notebook in `folder` to a lesson: to the learner's copy where there is one."""
    place, folder = place or here(), folder or Path.cwd()
    copy = place.work / lang / f"{lesson}.ipynb"
    inside = folder.is_relative_to(place.home)  # only there does Jupyter's file server reach both
    return Path(os.path.relpath(copy, folder)).as_posix() if inside and copy.is_file() else f"{lesson}.ipynb"


# One notebook -------------------------------------------------------------------------------------------------------


def _lessons(place: Place, lang: str) -> Iterator[Path]:
    yield from sorted((place.notebooks / lang).glob("[0-9]*.ipynb"))


def _copy(lesson: Path, place: Place, lang: str) -> CopyState:
    """Bring the copy of one lesson up to date unless the learner wrote in it."""
    copy = place.work / lang / lesson.name
    state = _state(copy, lesson)
    if state in ("new", "followed"):
        write_whole(copy, _text(as_copy(json.loads(lesson.read_text(encoding="utf-8")), texts(lang))))
        _trust(copy)
    return state


def _state(copy: Path, lesson: Path) -> CopyState:
    """Return what has become of a copy since it was made; a file that is no notebook counts as the learner's own."""
    if not copy.exists():
        return "new"
    try:
        held = json.loads(copy.read_text(encoding="utf-8"))
        made_from = held["metadata"][_METADATA]
        written = _fingerprint(held) != made_from["copy"]
    except (OSError, ValueError, KeyError, TypeError):
        return "same"
    if made_from.get("lesson") == _fingerprint(json.loads(lesson.read_text(encoding="utf-8"))):
        return "same"
    return "newer" if written else "followed"


def as_copy(notebook: Notebook, say: Texts) -> Notebook:
    """Return the notebook as a learner's copy: its first text says so, its metadata what it was made from."""
    lesson = _fingerprint(notebook)
    cells = [dict(cell) for cell in notebook["cells"]]
    title = next((cell for cell in cells if cell["cell_type"] == "markdown"), None)
    if title is not None:
        title["source"] = f"{_source(title)}\n\n*{say('lab.copy_note')}*".splitlines(keepends=True)
    copy = {**notebook, "cells": cells}
    copy["metadata"] = {**notebook.get("metadata", {}), _METADATA: {"lesson": lesson, "copy": _fingerprint(copy)}}
    return copy


def _fingerprint(notebook: Notebook) -> str:
    """Return what tells one version of the cells from another; outputs and counts do not matter."""
    cells = [(cell.get("cell_type"), _source(cell)) for cell in notebook.get("cells", [])]
    return hashlib.sha256(json.dumps(cells).encode("utf-8")).hexdigest()[:16]


def _source(cell: Notebook) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def _text(notebook: Notebook) -> str:
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _set_aside(copy: Path) -> str:
    """Rename a copy so that a new one can be made; returns its new name, or nothing when there was none."""
    if not copy.exists():
        return ""
    number = 1
    while (aside := copy.with_name(f"{copy.stem}-old-{number}{copy.suffix}")).exists():
        number += 1
    copy.rename(aside)
    return aside.name


def _trust(copy: Path) -> None:
    """Sign a copy for this user: a notebook Jupyter does not trust shows its cards without style until run."""
    try:
        import nbformat
        from nbformat.sign import NotebookNotary

        with NotebookNotary() as notary:  # which closes its database
            notary.sign(nbformat.reads(copy.read_text(encoding="utf-8"), as_version=4))
    except Exception:  # no nbformat (a browser), no home to keep signatures in: less pretty, nothing worse
        return
