"""Python of the browser: its core, and the lock file that tells it which packages there are."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

from helpers.paths import PACKAGE
from scripts.site.wheels import name_of

#: What the kernel asks for by name and finds in the zip already: an empty wheel each.
STAND_INS = ("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipywidgets")
#: What a page needs of the core; the rest is for other hosts and for reading.
_CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
_DATE = (2020, 1, 1, 0, 0, 0)


def put_together(core: Path, zipped: Path, wheels: list[Path], target: Path) -> None:
    """Write the folder the site serves as ``pyodide/``: core, zip, wheels and lock file."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in _CORE:
        shutil.copyfile(core / name, target / name)
    shutil.copyfile(Path(__file__).resolve().parent / "live" / "python.mjs", target / "python.mjs")
    shutil.copyfile(zipped, target / "python_stdlib.zip")
    for wheel in wheels:
        shutil.copyfile(wheel, target / wheel.name)
    lock = json.loads((core / "pyodide-lock.json").read_text(encoding="utf-8"))
    files = [*(target / wheel.name for wheel in wheels), *(_stand_in(name, target) for name in STAND_INS)]
    lock["packages"] = {name_of(file)[0]: _entry(file) for file in files}
    text = json.dumps(lock, indent=1, sort_keys=True) + "\n"
    (target / "pyodide-lock.json").write_text(text, encoding="utf-8", newline="\n")


def imported(target: Path) -> list[str]:
    """Return the modules that Python of the site imports for a first reply and a builder. Raises RuntimeError."""
    command = ["node", str(Path(__file__).resolve().parent / "check_boot.mjs"), str(target), str(PACKAGE)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"Python of the site does not start:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return list(json.loads(done.stdout.splitlines()[-1])["modules"])


def packages(target: Path) -> list[str]:
    """Return the names of the packages that are loaded with Python."""
    return sorted(json.loads((target / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"])


def _entry(file: Path) -> dict[str, Any]:
    name, version = name_of(file)
    return {
        "name": name,
        "version": version,
        "file_name": file.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": [],
        "depends": [],
        "unvendored_tests": False,
    }


def _stand_in(name: str, folder: Path) -> Path:
    """Write a wheel with nothing in it but its name."""
    plain = name.replace("-", "_")
    file = folder / f"{plain}-0-py3-none-any.whl"
    info = f"{plain}-0.dist-info"
    content = {
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: site\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 0\n",
        f"{info}/RECORD": "",
    }
    with zipfile.ZipFile(file, "w") as packed:
        for path, text in content.items():
            packed.writestr(zipfile.ZipInfo(path, _DATE), text)
    return file
