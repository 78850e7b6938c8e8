"""What the site takes from npm: Pyodide, what unpacks its memory, the search, and what draws diagrams."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

from scripts.site.places import PYODIDE

MERMAID_VERSION = "11.12.1"
ZSTDDEC_VERSION = "0.3.4"
PAGEFIND_VERSION = "1.5.2"


def pyodide(folder: Path) -> Path:
    """Return the folder of Pyodide's core, fetched into `folder` unless it is there."""
    return _package(folder, "pyodide", PYODIDE)


def mermaid(folder: Path) -> Path:
    """Return the script that draws diagrams, whole in one file."""
    return _package(folder, "mermaid", MERMAID_VERSION, "dist/mermaid.min.js") / "dist" / "mermaid.min.js"


def zstddec(folder: Path) -> Path:
    """Return the script that unpacks the memory of Python in a browser."""
    return _package(folder, "zstddec", ZSTDDEC_VERSION) / "dist" / "zstddec-stream.mjs"


def pagefind(folder: Path) -> Path:
    """Return the command that makes the search index; the extended one, which can tell Chinese words apart."""
    home = folder / f"pagefind-{PAGEFIND_VERSION}"
    command = home / "node_modules" / ".bin" / "pagefind"
    if not command.exists():
        home.mkdir(parents=True, exist_ok=True)
        install = ["npm", "install", "--silent", "--no-package-lock", "--no-audit", "--no-fund", "--prefix", str(home)]
        subprocess.run([*install, f"pagefind@{PAGEFIND_VERSION}"], check=True)
    return command


def _package(folder: Path, name: str, version: str, only: str = "") -> Path:
    """Unpack a package, or only one of its files, and return its folder."""
    home = folder / f"{name}-{version}"
    if not (home / "package.json").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "pack", f"{name}@{version}", "--silent"]
        done = subprocess.run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8")
        packed = folder / done.stdout.split()[-1]
        new = folder / f"{name}-new"
        shutil.rmtree(new, ignore_errors=True)
        with tarfile.open(packed) as archive:
            wanted = [m for m in archive if not only or m.name in ("package/package.json", f"package/{only}")]
            archive.extractall(new, members=wanted, filter="data")
        shutil.rmtree(home, ignore_errors=True)
        (new / "package").replace(home)
        new.rmdir()
        packed.unlink()
    return home
