"""Lessons become notebooks: ``python -m helpers.tools.build_notebooks [--check | --stamp] [NN_name ...]``.

One way only: `lessons/<lang>/NN_name.md` (jupytext Markdown) is read, executed on a fresh kernel in the folder of
its notebook, cleaned of everything that differs from run to run, and written to `notebooks/<lang>/NN_name.ipynb`.
`lessons/README.md` tells authors the format.
"""

from __future__ import annotations

import argparse
import asyncio
import difflib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, CellExecutionError, DeadKernelError
from nbformat import NotebookNode

from helpers.paths import ROOT
from helpers.text import LANGUAGES, ORIGINAL
from helpers.tools.console import say, short_path
from helpers.tools.diagrams import with_look

#: A cell with this tag shows this computer: it is run, but its output is neither stored nor compared.
VOLATILE = "nbval-ignore-output"
#: A cell with this tag changes the learner's disk: only the learner runs it.
NOT_RUN = "nbval-skip"

_SECONDS_PER_CELL = 60
_KEY = re.compile(r"[a-z][a-z0-9-]{0,63}")  # within what nbformat 4.5 allows for a cell id
_SECTION, _SECTION_END, _FENCE = "<!-- #region", "<!-- #endregion -->", "```"
_LINK_TO_LESSON = re.compile(r"(\]\((?:[\w./-]*/)?(?:\d\d_\w+|instructor))\.md(?=[)#])")
_SOURCES = ("[0-9][0-9]_*.md", "instructor.md")
#: The section that ends with the table of lessons elsewhere, and the file in lessons/ with the rows an instructor adds.
AROUND, _LINKS = "around", "around.json"
_NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}


# Both libraries come without types for these.
_node: Callable[[object], NotebookNode] = nbformat.from_dict
_from_markdown: Callable[..., NotebookNode] = jupytext.reads
_to_json: Callable[[NotebookNode], str] = nbformat.writes


class LessonError(Exception):
    """A lesson that cannot be built; the message names file, line and key, what is wrong and what to do."""


# Reading ------------------------------------------------------------------------------------------------------


def read_lesson(path: Path) -> NotebookNode:
    """Return the lesson as a notebook with our keys as cell ids, not executed. Raises LessonError."""
    notebook = parse_lesson(path.read_text(encoding="utf-8"), path)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            rows = _rows_around(path) if cell.id == AROUND else ""
            cell.source = with_look(cell.source) + rows
    return notebook


def _rows_around(lesson: Path) -> str:
    """Return the rows of lessons/around.json in the language of the lesson; a link without an address has none."""
    file, lang = lesson.parent.parent / _LINKS, lesson.parent.name
    if not file.is_file():
        return ""
    try:
        links = [link for link in json.loads(file.read_text(encoding="utf-8")) if link["address"]]
        rows = [(*link[lang][:2], f"[{link[lang][2]}]({link['address']})") for link in links]
    except (ValueError, LookupError, TypeError) as wrong:
        todo = 'give each link an "address" (empty: not shown) and three words in each language, as the others have'
        raise _error(file, 1, "", f"it cannot be read ({wrong!r})", todo) from wrong
    return "".join(f"\n| {which} | {about} | {link} |" for which, about, link in rows)


def parse_lesson(text: str, path: Path) -> NotebookNode:
    """As `read_lesson`, from text; `path` only names the lesson in errors."""
    starts = list(_sections(text, path))
    cells = [cell for cell in _from_markdown(text.strip(), fmt="md").cells if not _is_gap(cell)]
    seen: dict[str, int] = {}
    for line, cell in zip(starts, cells, strict=True):
        _adopt_key(cell, path, line, seen)
    return _node({"cells": cells, "metadata": _NOTEBOOK_METADATA, "nbformat": 4, "nbformat_minor": 5})


def _is_gap(cell: NotebookNode) -> bool:
    """Several blank lines between two sections: jupytext makes a cell of them."""
    return cell.cell_type == "markdown" and not cell.metadata and not cell.source.strip()


def _sections(text: str, path: Path) -> Iterator[int]:
    """Return the line number of each section's first line; nothing may stand between sections."""
    end, start = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if end:
            if line.startswith(_SECTION):
                raise _error(path, start, "", "the section is not closed", f"put {end} before line {number}")
            end = "" if line.rstrip() == end else end
        elif line.startswith((_SECTION, "```python")):
            end, start = _SECTION_END if line.startswith(_SECTION) else _FENCE, number
            yield number
        elif line.strip():
            todo = 'put prose between <!-- #region key="…" --> and <!-- #endregion -->, code in ```python key="…"'
            raise _error(path, number, "", "this line stands outside every section", todo)
    if end:
        raise _error(path, start, "", "the section is not closed", f"put {end} after it")


def _adopt_key(cell: NotebookNode, path: Path, line: int, seen: dict[str, int]) -> None:
    key = str(cell.metadata.get("key", ""))
    if not _KEY.fullmatch(key):
        problem = f"the key {key!r} is not usable" if key else "the section has no key"
        raise _error(path, line, key, problem, 'give it one of small letters, digits and -, such as key="first-send"')
    if key in seen:
        raise _error(path, line, key, f"the key already stands in line {seen[key]}", "choose another one")
    if not cell.source.strip():
        raise _error(path, line, key, "the section is empty", "write it or remove it")
    seen[key] = line
    cell.id = key
    cell.metadata = {"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {}
    if cell.cell_type == "markdown":
        cell.source = _LINK_TO_LESSON.sub(r"\1.ipynb", cell.source)


def _error(path: Path, line: int, key: str, problem: str, todo: str) -> LessonError:
    place = f"{short_path(path, ROOT)}, line {line}" + (f", key {key!r}" if key else "")
    return LessonError(f"{place}: {problem}. To do: {todo}.")


# Executing ----------------------------------------------------------------------------------------------------


def execute(notebook: NotebookNode, folder: Path) -> None:
    """Run every cell on a fresh kernel in `folder`, in place. Raises LessonError naming the cell that failed."""
    running = [""]
    client = NotebookClient(
        notebook,
        timeout=_SECONDS_PER_CELL,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--IPKernelApp.log_level=ERROR"],  # it warns of its own transport at each start
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        skip_cells_with_tag=NOT_RUN,
        on_cell_execute=lambda cell, cell_index: running.append(cell.id),
    )
    try:
        _run(client.async_execute(env=_environment()))
    except (CellControlSignal, DeadKernelError) as failed:  # an exception, a timeout, a crash
        said = f"{failed.ename}: {failed.evalue}" if isinstance(failed, CellExecutionError) else str(failed)
        raise LessonError(f"the cell {running[-1]!r} failed: {' '.join(said.split())}") from failed


def _run(work: Coroutine[object, object, object]) -> None:
    """As asyncio.run, on a loop that pyzmq can use on Windows too; and it is closed, which nbclient's own is not."""
    loop = asyncio.SelectorEventLoop()
    try:
        loop.run_until_complete(work)
        loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        loop.close()


def _environment() -> dict[str, str]:
    """Return the author's own settings and progress must not leak into the stored outputs."""
    ours = {k: v for k, v in os.environ.items() if k not in ("LAB_TRANSPORT", "COURSE_LANG")}
    paths = [str(ROOT), *filter(None, [ours.get("PYTHONPATH")])]
    return {**ours, "PYTHONPATH": os.pathsep.join(paths), "LAB_PROGRESS_FILE": "", "LAB_NEVER_LIVE": "1"}


def tidy(notebook: NotebookNode) -> None:
    """Drop, in place, whatever differs from run to run or from computer to computer."""
    notebook.metadata = _node(_NOTEBOOK_METADATA)
    for cell in notebook.cells:
        tags = cell.metadata.get("tags")
        cell.metadata = _node({"tags": tags} if tags else {})
        if cell.cell_type == "code":
            cell.outputs = [] if VOLATILE in (tags or ()) else _plain_outputs(cell.outputs)


def _plain_outputs(outputs: Sequence[NotebookNode]) -> list[NotebookNode]:
    """Return the outputs without live views; one that was nothing else goes (a living phone has its picture)."""
    return [output for output in map(_plain, outputs) if output.get("data") != {}]


def _plain(output: NotebookNode) -> NotebookNode:
    """Return an output without its live view: a stored widget id points at nothing when it is opened again."""
    if "data" in output:
        output.data.pop("application/vnd.jupyter.widget-view+json", None)
        output.metadata = _node({})
    return output


# Building -----------------------------------------------------------------------------------------------------


def lessons(names: Sequence[str] = (), root: Path = ROOT) -> list[Path]:
    """Return the lesson files of all languages, or those called `names`. Raises LessonError for an unknown name.

    The instructor's notebook is built as they are.
    """
    folders = [root / "lessons" / lang for lang in LANGUAGES]
    found = [p for folder in folders for pattern in _SOURCES for p in sorted(folder.glob(pattern))]
    known = {p.stem for p in found}
    for name in names:
        if name not in known:
            raise LessonError(f"there is no lesson {name!r}. To do: choose from {', '.join(sorted(known))}.")
    return [p for p in found if not names or p.stem in names]


def notebook_path(lesson: Path) -> Path:
    """Where the notebook of a lesson is."""
    return lesson.parent.parent.parent / "notebooks" / lesson.parent.name / f"{lesson.stem}.ipynb"


def build(lesson: Path) -> str:
    """Return the executed notebook of a lesson, as the text of its file. Raises LessonError."""
    notebook = read_lesson(lesson)
    folder = notebook_path(lesson).parent
    folder.mkdir(parents=True, exist_ok=True)
    try:
        execute(notebook, folder)
    except LessonError as failed:
        raise LessonError(f"{short_path(notebook_path(lesson), ROOT)}: {failed}") from failed
    tidy(notebook)
    nbformat.validate(notebook)
    return _to_json(notebook) + "\n"


def build_all(paths: Sequence[Path], check: bool = False) -> bool:
    """Build each lesson and write its notebook (or, to check, only compare); whether all went well.

    A lesson that fails leaves its old notebook alone and does not keep the others from being built.
    """
    with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        return all(list(pool.map(lambda path: _build_one(path, check), paths)))


def _build_one(lesson: Path, check: bool) -> bool:
    target = notebook_path(lesson)
    try:
        text = build(lesson)
    except LessonError as failed:
        say(f"failed   {failed}")
        return False
    same = target.exists() and target.read_bytes() == text.encode()
    if check and not same:
        say(f"differs  {short_path(target, ROOT)} is not what its lesson builds. To do: make notebooks.")
        return False
    if not same:
        target.write_text(text, encoding="utf-8", newline="\n")
    say(f"{'same   ' if same else 'written'}  {short_path(target, ROOT)}")
    return True


# Languages in step ------------------------------------------------------------------------------------------

_STAMPED = re.compile(r'^<!-- #region key="(?P<key>[^"]+)"(?: zh="(?P<stamp>[^"]*)")? -->$', re.MULTILINE)


def stamp_of(source: str) -> str:
    """Return the short hash of a section of the original, which its translation carries."""
    return sha256(source.encode()).hexdigest()[:8]


def stamps(translation: Path) -> dict[str, str]:
    """Return the stamp that each prose section of a translated lesson carries, by key; empty where it has none."""
    found = _STAMPED.finditer(translation.read_text(encoding="utf-8"))
    return {match["key"]: match["stamp"] or "" for match in found}


def prose(lesson: Path) -> dict[str, str]:
    """Return the prose sections of a lesson, by key. Raises LessonError."""
    cells = parse_lesson(lesson.read_text(encoding="utf-8"), lesson).cells
    return {cell.id: cell.source for cell in cells if cell.cell_type == "markdown"}


def original_of(translation: Path) -> Path:
    """Return the lesson that a translated one was made from."""
    return translation.parent.parent / ORIGINAL / translation.name


def original_diff(translation: Path, key: str) -> str:
    """Return what changed in the original since the translation was made from it; without git, the whole section."""
    original = original_of(translation)
    now = prose(original)[key].splitlines()
    then = _section_when(original, key, stamps(translation).get(key, "")).splitlines()
    return "\n".join(difflib.unified_diff(then, now, "the original then", "the original now", lineterm=""))


def _section_when(original: Path, key: str, stamp: str) -> str:
    """Return the section as it was when it had this stamp; empty when git does not know."""
    for commit in _git("log", "--format=%h", "--", original.name, folder=original.parent).split():
        try:
            cells = parse_lesson(_git("show", f"{commit}:./{original.name}", folder=original.parent), original).cells
        except LessonError:  # a version that could not be built is no version to compare with
            continue
        for cell in cells:
            if cell.id == key and stamp_of(cell.source) == stamp:
                return str(cell.source)
    return ""


def _git(*arguments: str, folder: Path) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    except OSError:  # no git on this computer
        return ""
    return done.stdout if done.returncode == 0 else ""


def stamp(translation: Path) -> None:
    """Mark a translation as true to the original of now, section by section, and show what changed."""
    original, old = prose(original_of(translation)), stamps(translation)
    for key in old:
        if key in original and old[key] != stamp_of(original[key]):
            changes = original_diff(translation, key) if old[key] else ""
            say(f"stamped  {short_path(translation, ROOT)}, key {key!r}\n{changes}".rstrip())
    text = translation.read_text(encoding="utf-8")
    text = _STAMPED.sub(lambda found: _stamped_line(found, original), text)
    translation.write_text(text, encoding="utf-8", newline="\n")


def _stamped_line(found: re.Match[str], original: dict[str, str]) -> str:
    key = found["key"]
    return f'<!-- #region key="{key}" zh="{stamp_of(original[key])}" -->' if key in original else found[0]


# Command ------------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Return the command; 0 when all went well, 1 when a lesson failed or differs."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers.tools.build_notebooks", description="Build the notebooks from lessons/."
    )
    parser.add_argument(
        "names", nargs="*", metavar="NN_name", help="lessons to build, in every language (default: all of them)"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="write nothing; say which notebooks are out of date")
    what.add_argument("--stamp", action="store_true", help="mark the translations as made from the originals of now")
    options = parser.parse_args(arguments)
    try:
        paths = lessons(options.names, root)
        if options.stamp:
            for path in paths:
                if path.parent.name != ORIGINAL:
                    stamp(path)
            return 0
        return 0 if build_all(paths, options.check) else 1
    except LessonError as failed:
        say(f"failed   {failed}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
