"""The packages that run in the browser: what the course needs, without what only a computer can use."""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from helpers.course.setup_check import PROJECT
from scripts.site.places import PLATFORM, PYTHON

#: How the browser answers the questions of a requirement (``; sys_platform != "emscripten"``).
_MARKERS = {
    "sys_platform": "emscripten",
    "platform_system": "Emscripten",
    "platform_machine": "wasm32",
    "os_name": "posix",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "python_version": PYTHON,
    "python_full_version": f"{PYTHON}.0",
}
#: Named as needed by IPython and ipywidgets, and of no use in a tab: processes, terminals, JupyterLab's own files.
_NOT_IN_A_TAB = {"pexpect", "psutil", "ptyprocess", "jupyterlab-widgets", "widgetsnbextension"}
#: Taken without their compiled code, which could not be kept in the memory (pyodide.py); they work without.
_PURE = {"charset-normalizer"}
#: What the kernel itself imports.
_OF_THE_KERNEL = ("micropip",)


def needed(name: str = PROJECT, extras: frozenset[str] = frozenset()) -> dict[str, str]:
    """Return the packages the course needs in the browser, with the versions installed here."""
    found: dict[str, str] = {}
    waiting = [(canonicalize_name(name), extras)]
    while waiting:
        package, wanted = waiting.pop()
        for required in map(Requirement, metadata.requires(package) or []):
            other = canonicalize_name(required.name)
            if other in found or other in _NOT_IN_A_TAB or not _applies(required, wanted):
                continue
            found[other] = metadata.version(other)
            waiting.append((other, frozenset(required.extras)))
    return dict(sorted(found.items()))


def _applies(required: Requirement, extras: frozenset[str]) -> bool:
    marker = required.marker
    return marker is None or any(marker.evaluate({**_MARKERS, "extra": extra}) for extra in ("", *extras))


def fetch(folder: Path) -> list[Path]:
    """Download the wheels into `folder`; returns them. What is there already is not fetched again."""
    folder.mkdir(parents=True, exist_ok=True)
    versions = needed()
    pure = [f"{name}=={version}" for name, version in versions.items() if name in _PURE]
    others = [f"{name}=={version}" for name, version in versions.items() if name not in _PURE] + list(_OF_THE_KERNEL)
    wanted = folder / "requirements.txt"
    text = "\n".join([*others, *pure]) + "\n"
    if not wanted.exists() or wanted.read_text(encoding="utf-8") != text:
        for old in folder.glob("*.whl"):
            old.unlink()
        _download(folder, others, PLATFORM)
        _download(folder, pure, "any")
        wanted.write_text(text, encoding="utf-8", newline="\n")
    return sorted(folder.glob("*.whl"))


def _download(folder: Path, requirements: list[str], platform: str) -> None:
    abi = "cp" + PYTHON.replace(".", "")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--quiet", "--only-binary=:all:", "--no-deps"]
    command += ["--platform", platform, "--platform", "any", "--python-version", abi[2:], "--implementation", "cp"]
    command += ["--abi", abi, "--abi", "none", "--dest", str(folder), *requirements]
    subprocess.run(command, check=True)


def is_pure(wheel: Path) -> bool:
    """Whether a wheel has no code compiled for WebAssembly."""
    return wheel.name.endswith("-none-any.whl")


def name_of(wheel: Path) -> tuple[str, str]:
    """Return the canonical name and the version of a wheel, from its file name."""
    name, version = wheel.name.split("-")[:2]
    return canonicalize_name(name), version
