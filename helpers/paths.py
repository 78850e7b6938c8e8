"""Where things are, and what this place can do: a computer, a class server (hub), or a tab of a browser.

Nothing else in the package asks for the operating system, the home folder or where it is installed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from helpers.text import LANGUAGES, ORIGINAL

#: The folder of this package, and the one it is in: a checkout of the project, or Python's ``site-packages``.
PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent
#: The lessons and notebooks inside an installed package (``force-include`` in pyproject.toml).
PACKED_COURSE = PACKAGE / "course_files"
#: What a learner's folder is called in the home folder, where the course itself is not hers to write to.
HOME_NAME = "line-sending-lab"
#: The first notebook of the original language: a folder that has it is the course.
_FIRST_NOTEBOOK = Path("notebooks", ORIGINAL, "00_start.ipynb")

COURSE_VARIABLE = "LAB_COURSE_DIR"
WORK_VARIABLE = "LAB_WORK_DIR"

#: Windows refuses longer paths unless told otherwise (MAX_PATH, with the NUL at the end).
WINDOWS_PATH_LENGTH = 259

PlaceKind = Literal["computer", "hub", "browser"]
TransportName = Literal["http", "inproc"]


@dataclass(frozen=True)
class Place:
    """Where the course runs. `course` holds the notebooks, `home` the learner's `.env`, `work` all that is hers."""

    kind: PlaceKind
    course: Path
    home: Path
    work: Path
    windows: bool = False

    @property
    def env_file(self) -> Path:
        """The file with the keys of the learner's own channel."""
        return self.home / ".env"

    @property
    def notebooks(self) -> Path:
        """The folder of the original notebooks, one folder a language."""
        return self.course / "notebooks"

    @property
    def sockets(self) -> bool:
        """Whether Python may open sockets and start threads here; a browser tab allows neither."""
        return self.kind != "browser"

    @property
    def transport(self) -> TransportName:
        """The transport that works here when no other is asked for."""
        return "http" if self.sockets else "inproc"

    @property
    def root_user(self) -> bool:
        """Whether this is the system's root user (in a container, often), which Jupyter wants to be told."""
        return hasattr(os, "geteuid") and os.geteuid() == 0

    @property
    def longest_path(self) -> int | None:
        """The most characters a path may have; None where the system says so itself."""
        return WINDOWS_PATH_LENGTH if self.windows and not _long_paths_enabled() else None

    def shown(self, path: Path) -> str:
        """Return a path as texts show it: from the learner's folder, or whole when it is elsewhere.

        Whole also where LAB_WORK_DIR names that folder: it is not the one the terminal is in.
        """
        inside = self.home != self.work and path.is_relative_to(self.home)
        return (path.relative_to(self.home) if inside else path).as_posix()


@cache
def here() -> Place:
    """Return the place this process runs in, found once: code that changes the folder must not move the work."""
    return find_place()


def find_place(
    environ: Mapping[str, str] = os.environ,
    folder: Path | None = None,
    platform: str = sys.platform,
    user_home: Path | None = None,
    installed: Path = ROOT,
) -> Place:
    """Return the place of a notebook in `folder` (default: where this process was started).

    The course is LAB_COURSE_DIR, or the folder above the notebook that has the lessons, or what is `installed`. The
    work folder is LAB_WORK_DIR, or the one the notebook is in, or beside a course that may be written to, or in the
    home folder; so a read-only course, and several learners with one course (a class server), keep nothing in it.
    """
    folder = folder or Path.cwd()
    course = _given(environ, COURSE_VARIABLE, folder) or _course_above(folder) or _installed_course(installed)
    work = _given(environ, WORK_VARIABLE, folder) or _work_above(folder)
    if work is not None:
        home = work.parent if work.name == "work" and not environ.get(WORK_VARIABLE, "").strip() else work
    else:
        shared = (
            _kind(environ, platform) == "hub"
        )  # on a class server the course is everybody's, whoever may write to it
        home = course if _is_ours(course) and not shared else (user_home or home_folder()) / HOME_NAME
        work = home / "work"
    return Place(_kind(environ, platform), course, home, work, platform == "win32")


def _kind(environ: Mapping[str, str], platform: str) -> PlaceKind:
    if platform == "emscripten":
        return "browser"
    return "hub" if environ.get("JUPYTERHUB_USER") else "computer"


def _given(environ: Mapping[str, str], name: str, folder: Path) -> Path | None:
    """Return the folder a variable names, read from `folder`. Windows keeps the space of ``set X=y &&``."""
    named = environ.get(name, "").strip()
    return (folder / Path(named).expanduser()).absolute() if named else None


def _course_above(folder: Path) -> Path | None:
    return next((above for above in (folder, *folder.parents) if (above / _FIRST_NOTEBOOK).is_file()), None)


def _installed_course(installed: Path) -> Path:
    """Return the checkout, or the course inside the package."""
    return installed if (installed / _FIRST_NOTEBOOK).is_file() else installed / PACKED_COURSE.relative_to(ROOT)


def _work_above(folder: Path) -> Path | None:
    """Return the work folder that holds this one: copies are in ``work/<language>``."""
    inside = (above for above in (folder, *folder.parents) if above.parent.name == "work")
    return next((above.parent for above in inside if above.name in LANGUAGES), None)


def _is_ours(course: Path) -> bool:
    """Whether the learner's files may be kept beside the notebooks: never in a package, and not where others write."""
    packed = course.name == PACKED_COURSE.name or "site-packages" in course.parts
    return not packed and os.access(course, os.W_OK)


def home_folder() -> Path:
    """Return the home folder; without one (a container's unknown user) the current folder."""
    try:
        return Path.home()
    except RuntimeError:
        return Path.cwd()


def _long_paths_enabled() -> bool:
    """Whether this Windows takes long paths (the registry's LongPathsEnabled)."""
    with suppress(ImportError, OSError):
        import winreg

        with winreg.OpenKey(  # type: ignore[attr-defined, unused-ignore]
            winreg.HKEY_LOCAL_MACHINE,  # type: ignore[attr-defined, unused-ignore]
            r"SYSTEM\CurrentControlSet\Control\FileSystem",
        ) as key:
            return bool(winreg.QueryValueEx(key, "LongPathsEnabled")[0])  # type: ignore[attr-defined, unused-ignore]
    return False


def write_whole(path: Path, text: str) -> None:
    """Write a text file in one go, with its folder: a full disk leaves the old file as it is. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        new.write_text(text, encoding="utf-8", newline="\n")
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise
