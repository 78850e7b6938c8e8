"""All pure Python as files: what is read while a lesson runs, and what is imported by none.

The modules that lessons import are in Python's memory (pyodide.py).
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
#: What the course never imports. Folders end with a slash. (Of `future` the SDK needs a little.)
DROPPED = (
    "jedi/", "parso/", "prompt_toolkit/", "wcwidth/",            # completion works without them
    "test/", "idlelib/", "lib2to3/", "ensurepip/", "turtledemo/", "tkinter/", "venv/", "xmlrpc/",
    "dateutil/zoneinfo/", "pydantic/mypy.py", "turtle.py",
    "helpers/course_files/", "helpers/tools/", "anywidget/labextension/",  # the site serves these itself
    "future/backports/", "future/moves/", "libfuturize/", "libpasteurize/", "past/",
)  # fmt: skip
#: Read as source: ours by `inspect.getsource`, the SDK's by our list of operations.
_SOURCES = re.compile(r"helpers/(course|examples)/.*|linebot/v3/\w+/api/\w+\.py")
#: Read as they are: ours (found beside a package's first file), and what tells the versions of packages.
_DATA = re.compile(r"helpers/.*(/__init__\.py|(?<!\.py))|[^/]*\.dist-info/METADATA")
#: Modules that look for names in their own source when they are imported.
_READ_THEMSELVES = ("anyio",)
#: Lexers of Pygments that a notebook of this course shows code with.
_LEXERS = {"__init__.py", "_mapping.py", "python.py", "special.py", "data.py", "shell.py", "javascript.py", "html.py"}
#: Of every file: two builds are the same.
_DATE = (2020, 1, 1, 0, 0, 0)


def unpack(archives: Sequence[Path], tree: Path) -> None:
    """Unpack the standard library and wheels into the folder `tree`, without what the course never imports."""
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    for archive in archives:
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(tree)
    _drop(tree)


def pack(tree: Path, out: Path, wanted: Callable[[str], object] = bool) -> None:
    """Pack the files of a folder whose names are `wanted`."""
    with zipfile.ZipFile(out, "w") as packed:
        for file in sorted(file for file in tree.rglob("*") if file.is_file()):
            name = file.relative_to(tree).as_posix()
            if wanted(name):
                packed.writestr(zipfile.ZipInfo(name, _DATE), file.read_bytes(), zipfile.ZIP_DEFLATED, 9)


def pack_bytecode(core: Path, tree: Path, out: Path, imported: Sequence[str]) -> None:
    """Pack a folder with the modules of `imported` as bytecode, but for those that read their own source."""
    out.parent.mkdir(parents=True, exist_ok=True)
    wanted = [name for name in imported if name not in _READ_THEMSELVES]
    options = {"imported": wanted, "out": out.name}
    command = ["node", HERE / "compile.mjs", core, tree, out.parent, HERE / "compile_tree.py", json.dumps(options)]
    subprocess.run(command, check=True)


def is_read(name: str) -> bool:
    """Whether a file of the tree is read as a file while a lesson runs."""
    return bool(_SOURCES.fullmatch(name) or _DATA.fullmatch(name))


def modules(tree: Path, package: str) -> list[str]:
    """Return the names of all modules of a package in the tree; none if it is not there."""
    files = (file.relative_to(tree).with_suffix("") for file in (tree / package).rglob("*.py"))
    return sorted(".".join(file.parts).removesuffix(".__init__") for file in files)


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
    for metadata in tree.glob("*.dist-info/METADATA"):
        headers, _, _description = metadata.read_bytes().partition(b"\n\n")
        metadata.write_bytes(headers + b"\n\n")
