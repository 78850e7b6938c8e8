"""Python of the browser: its core, its memory with all that lessons import, and the packages with compiled code."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import zstandard

from helpers.paths import PACKAGE
from scripts.site import npm
from scripts.site.places import PARTS
from scripts.site.wheels import name_of

HERE = Path(__file__).resolve().parent
#: What the kernel would install at its start; it is in the memory.
PACKAGES = ("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython")
#: What a page needs of the core; the rest is for other hosts and for reading.
_CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
#: Modules of others that need a package with compiled code.
_NEEDED_BY = {"pydantic_core": ("pydantic",)}
#: Where python.mjs has what it knows of the memory.
_MEMORY = "const MEMORY = { size: 0, begin: 0, same: [] };"


def put_together(core: Path, zipped: Path, wheels: Sequence[Path], target: Path) -> None:
    """Write the folder the site serves as ``pyodide/``, without the memory: core, zip, wheels and lock file."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in _CORE:
        shutil.copyfile(core / name, target / name)
    shutil.copyfile(zipped, target / "python_stdlib.zip")
    for wheel in wheels:
        shutil.copyfile(wheel, target / wheel.name)
    lock = json.loads((core / "pyodide-lock.json").read_text(encoding="utf-8"))
    lock["packages"] = {name_of(wheel)[0]: _entry(wheel) for wheel in wheels}
    text = json.dumps(lock, indent=1, sort_keys=True) + "\n"
    (target / "pyodide-lock.json").write_text(text, encoding="utf-8", newline="\n")


def put_memory(source: Path, modules: Sequence[str], compiled: Sequence[Path], target: Path, level: int) -> None:
    """Write the memory of the Python in `source` after it imported `modules`, and the script that starts from it.

    `level` is zstd's, from 1 (quick) to 22 (small); whoever unpacks needs 32 MB.
    """
    stand_ins = {name.replace("-", "_"): version for name, version in map(name_of, compiled)}
    asked, memory = PARTS / "modules.json", PARTS / "memory.bin"
    held = json.dumps({"modules": list(modules), "stand_ins": stand_ins})
    asked.write_text(held, encoding="utf-8", newline="\n")
    known = _node("take_memory.mjs", source, asked, target / "python_stdlib.zip", target / "sources.zip", memory)
    how = zstandard.ZstdCompressionParameters.from_level(level, window_log=25)
    (target / "memory.zst").write_bytes(zstandard.ZstdCompressor(compression_params=how).compress(memory.read_bytes()))
    script = (HERE / "live" / "python.mjs").read_text(encoding="utf-8")
    if _MEMORY not in script:
        raise RuntimeError("python.mjs has no place for what it must know of the memory")
    script = script.replace(_MEMORY, f"const MEMORY = {known.strip()};")
    (target / "python.mjs").write_text(script, encoding="utf-8", newline="\n")
    decoder = npm.zstddec(PARTS / "npm")
    shutil.copyfile(decoder, target / decoder.name)


def imported(target: Path) -> list[str]:
    """Return the modules that Python of the site imports for a first reply and a builder. Raises RuntimeError."""
    said = _node("check_boot.mjs", target, PACKAGE)
    return list(json.loads(said.splitlines()[-1])["modules"])


def _node(script: str, *arguments: Path) -> str:
    """Run a script of this folder in Node; return what it prints. Raises RuntimeError."""
    command = ["node", str(HERE / script), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"{script}: Python of the site does not start:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def _entry(wheel: Path) -> dict[str, Any]:
    """Return what the lock file says of a wheel: the kernel loads it when a cell imports one of `imports`."""
    name, version = name_of(wheel)
    module = name.replace("-", "_")
    return {
        "name": name,
        "version": version,
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": [module, *_NEEDED_BY.get(module, ())],
        "depends": [],
        "unvendored_tests": False,
    }
