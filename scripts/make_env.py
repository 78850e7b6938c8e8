"""Make a virtual environment that has pip, also where Debian has left ``ensurepip`` out of its Python.

    python3 scripts/make_env.py .venv

Debian splits ``python3 -m venv`` over two packages, and the second (python3-venv) is often not there. Rather than
stop, borrow a pip: the one of this Python, or the one in Debian's package python3-pip-whl, which apt can fetch and
check without being root and without installing it.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

NO_PIP = "This Python cannot make an environment with pip in it. Run: sudo apt-get install python3-venv"


def has(module: str) -> bool:
    """Whether this Python can import `module`."""
    return importlib.util.find_spec(module) is not None


def python_of(folder: Path) -> Path:
    """Return the interpreter inside the environment `folder`."""
    windows = folder / "Scripts" / "python.exe"
    return windows if windows.exists() else folder / "bin" / "python"


def quiet(*command: str | Path, cwd: Path | None = None) -> bool:
    """Run `command` without a word; whether it succeeded."""
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def pip_from_this_python(folder: Path) -> bool:
    """Let the pip of this Python install one into the environment `folder`."""
    return has("pip") and quiet(sys.executable, "-m", "pip", "--python", python_of(folder), "install", "pip")


def pip_from_debian(folder: Path) -> bool:
    """Let the pip in Debian's python3-pip-whl install one into the environment `folder`."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return False
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        if not quiet("apt-get", "download", "python3-pip-whl", cwd=room):
            return False
        return all(quiet("dpkg-deb", "-x", package, room) for package in room.glob("*.deb")) and any(
            # A wheel is a zip file, and Python runs a package out of one.
            quiet(python_of(folder), wheel / "pip", "install", "--upgrade", "pip")
            for wheel in room.rglob("pip-*.whl")
        )


def with_uv(folder: Path) -> bool:
    """Let uv, where there is one, make the environment `folder` anew, with a pip in it; whether it did."""
    return shutil.which("uv") is not None and quiet("uv", "venv", "--clear", "--seed", "-p", sys.executable, folder)


def make(folder: Path) -> bool:
    """Make the environment `folder` anew; whether it has a pip now."""
    if with_uv(folder):
        return True
    complete = has("ensurepip")
    venv.create(folder, clear=True, symlinks=sys.platform != "win32", with_pip=complete)
    return complete or pip_from_this_python(folder) or pip_from_debian(folder)


def main(arguments: list[str]) -> int | str:
    """Make the environment named on the command line; the exit status, or the one line that says what to do."""
    folder = Path(arguments[0])
    return 0 if make(folder) else NO_PIP


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
