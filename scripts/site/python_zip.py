"""All pure Python as one file of bytecode: where the time of a start goes otherwise.

npm's ``python_stdlib.zip`` is source: every start would compile it and unpack some fifty wheels. This makes the
worker's start three times as fast.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

from scripts.site.places import PYTHON

HERE = Path(__file__).resolve().parent

#: What the course never imports. Folders end with a slash. (Of `future` the SDK needs a little.)
DROPPED = (
    "jedi/", "parso/", "prompt_toolkit/", "wcwidth/",            # completion works without them
    "test/", "idlelib/", "lib2to3/", "ensurepip/", "turtledemo/", "tkinter/", "venv/", "pydoc_data/", "_pyrepl/",
    "xmlrpc/", "dateutil/zoneinfo/", "pydantic/mypy.py", "turtle.py",
    "helpers/course_files/", "helpers/tools/", "anywidget/labextension/",  # the site serves these itself
    "future/backports/", "future/moves/", "libfuturize/", "libpasteurize/", "past/",
)  # fmt: skip
#: Read as source: ours by `inspect.getsource`, the SDK's by our list of operations, anyio by itself.
SOURCES = ("helpers/course/", "helpers/examples/", "linebot/v3/messaging/api/", "anyio/__init__.py")
#: Lexers of Pygments that a notebook of this course shows code with.
_LEXERS = {"__init__.py", "_mapping.py", "python.py", "special.py", "data.py", "shell.py", "javascript.py", "html.py"}


def unpack(archives: Sequence[Path], tree: Path) -> None:
    """Unpack the standard library and wheels into the folder `tree`, without what the course never imports."""
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    for archive in archives:
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(tree)
    _drop(tree)


def pack(tree: Path, out: Path) -> None:
    """Pack a folder as it is, quickly."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for file in sorted(file for file in tree.rglob("*") if file.is_file()):
            packed.write(file, file.relative_to(tree))


def pack_bytecode(core: Path, tree: Path, out: Path, imported: Sequence[str]) -> None:
    """Pack a folder with the modules of `imported` as bytecode; the others stay source, which is smaller."""
    out.parent.mkdir(parents=True, exist_ok=True)
    options = {"python": PYTHON, "sources": SOURCES, "imported": list(imported), "out": out.name}
    command = ["node", HERE / "compile.mjs", core, tree, out.parent, HERE / "compile_tree.py", json.dumps(options)]
    subprocess.run(command, check=True)


def _drop(tree: Path) -> None:
    for name in DROPPED:
        (tree / name).unlink() if (tree / name).is_file() else shutil.rmtree(tree / name, ignore_errors=True)
    for pattern in (
        "encodings/cp[5-9]*.py",
        "encodings/cp1[01]*.py",
        "encodings/mac_*.py",
        "encodings/iso8859_1?.py",
        "aenum/test*.py",
    ):
        for file in tree.glob(pattern):
            file.unlink()
    for folder in [*tree.rglob("tests"), *tree.rglob("*.data"), *tree.rglob("__pycache__")]:
        shutil.rmtree(folder, ignore_errors=True)
    for lexer in (tree / "pygments" / "lexers").glob("*.py"):
        if lexer.name not in _LEXERS:
            lexer.unlink()
    for record in (*tree.glob("*.dist-info/RECORD"), *tree.rglob("*.pyi"), *tree.rglob("py.typed")):
        record.unlink()
