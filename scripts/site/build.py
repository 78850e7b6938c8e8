"""Building the browser edition, whole or only its Python."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from helpers.paths import PACKAGE, ROOT
from scripts.course_wheel import course_wheel
from scripts.site import lite, npm, python_zip, reading_pages, wheels
from scripts.site.places import PARTS, SITE
from scripts.site.pyodide import imported, put_memory, put_together

#: What the site is built from, beside the packages installed.
_SOURCES = ("helpers", "lessons", "notebooks", "scripts/site", "scripts/course_wheel.py", "pyproject.toml")
_BUILT_FROM = PARTS / "built-from.txt"


def build_if_changed() -> Path:
    """Build the site unless it was built from the same files; return its folder."""
    now = _digest()
    if not (_BUILT_FROM.is_file() and _BUILT_FROM.read_text(encoding="utf-8") == now):
        _BUILT_FROM.unlink(missing_ok=True)
        build_site()
        _BUILT_FROM.write_text(now, encoding="utf-8", newline="\n")
    return SITE


def _digest() -> str:
    found = hashlib.sha256(repr(wheels.needed()).encode())
    for source in _SOURCES:
        root = ROOT / source
        for file in [root] if root.is_file() else sorted(root.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts and ".ipynb_checkpoints" not in file.parts:
                found.update(f"{file.relative_to(ROOT).as_posix()}\n".encode() + file.read_bytes())
    return found.hexdigest()


def build_python(target: Path, course: Sequence[Path], level: int) -> None:
    """Put Python and all packages together in `target`, with the wheel of the course or without.

    A lesson is run to see which modules it imports; then these are imported, with all of the course, and Python's
    memory is kept (`level` says how small, see `put_memory`). Modules that are not in it are in ``sources.zip``, and
    what is read as a file in ``python_stdlib.zip``.
    """
    core = npm.pyodide(PARTS / "npm")
    fetched = wheels.fetch(PARTS / "wheels")
    compiled = [wheel for wheel in fetched if not wheels.is_pure(wheel)]
    [ipython] = [wheel for wheel in fetched if wheels.name_of(wheel)[0] == "ipython"]
    pure = [wheel for wheel in fetched if wheels.is_pure(wheel) and wheel != ipython]
    archives = [core / "python_stdlib.zip", *pure, *lite.kernel_wheels(), *course]
    tree, source, zipped, faster = PARTS / "tree", PARTS / "source", PARTS / "python_stdlib.zip", PARTS / "faster"
    beside = PARTS / "ipython"  # IPython opens files beside its modules, so it is unpacked until it has read them
    python_zip.unpack(archives, tree)
    python_zip.unpack([ipython], beside)
    python_zip.pack(tree, zipped)
    put_together(core, zipped, [*compiled, ipython], source)
    modules = [name for name in imported(source) if name.partition(".")[0] != PACKAGE.name]
    modules += python_zip.modules(tree, PACKAGE.name)
    python_zip.pack_bytecode(core, tree, zipped, modules)
    python_zip.pack_bytecode(core, beside, faster / ipython.name, modules)
    put_together(core, zipped, [*compiled, faster / ipython.name], source)
    shutil.copytree(beside, tree, dirs_exist_ok=True)
    python_zip.pack(tree, zipped, python_zip.is_read)
    put_together(core, zipped, compiled, target)
    python_zip.pack(tree, target / "sources.zip")
    put_memory(source, modules, compiled, target, level)


def build_site() -> None:
    """Build Python, JupyterLite and the reading pages."""
    shutil.rmtree(SITE, ignore_errors=True)
    build_python(SITE / "pyodide", [course_wheel(PARTS / "course")], level=22)
    for lang in lite.LANGUAGES:
        lite.build(lang, SITE / "live" / lang, PARTS / "lite")
        reading_pages.build(lang, SITE)
    reading_pages.build_entry(SITE)
