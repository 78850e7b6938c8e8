"""Errors of Python told in any program: the files messages are made of, text that is not UTF-8, packages of bots."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path, PurePath
from typing import Any

from helpers.explain.mistake import Mistake


def anywhere_mistake(error: BaseException) -> Mistake | None:
    """Return what a missing file or package, or bytes that are no such text, come from; None for any other error."""
    for kind, tell in _TELLERS:
        if isinstance(error, kind) and (found := tell(error)):
            return found
    return None


#: Files that messages and settings are read from.
_FILES = re.compile(r"(?i)\.(?:json|env|txt|png|jpe?g|gif|mp4|m4a|mp3|pem|key)$|^\.env")


def _file_missing(error: FileNotFoundError) -> Mistake | None:
    name = str(error.filename or "")
    path = PurePath(name.replace("\\", "/"))
    if not name or not _FILES.search(path.name):
        return None
    near = _near_files(path) if not path.is_absolute() else ()
    values = {"name": path.name, "names": near}
    return Mistake("you.file_near" if near else "you.file", values)


def _near_files(path: PurePath) -> tuple[str, ...]:
    """Return files of the notebook's folder by nearly this name; Windows hides how a name ends."""
    folder = Path(path.parent)
    known = [file.name for file in folder.iterdir()] if folder.is_dir() else []
    same = [name for name in known if PurePath(name).stem in (path.name, path.stem) or name == path.stem]
    return tuple(dict.fromkeys([*same, *get_close_matches(path.name, known, n=3, cutoff=0.75)]))[:3]


def _encoding(error: UnicodeError) -> Mistake | None:
    codec = str(getattr(error, "encoding", "")).lower().replace("_", "-")
    if isinstance(error, UnicodeEncodeError):
        return Mistake("you.encoding_write", {"codec": codec}) if codec not in ("utf-8", "latin-1") else None
    if not isinstance(error, UnicodeDecodeError):
        return None
    return Mistake("you.encoding_not_utf8" if codec == "utf-8" else "you.encoding_read", {"codec": codec})


#: Packages that LINE bots are written with: the name one imports, and the one to install.
_BOT_PACKAGES = {
    "flask": "flask", "fastapi": "fastapi", "uvicorn": "uvicorn", "django": "django", "requests": "requests",
    "httpx": "httpx", "aiohttp": "aiohttp", "dotenv": "python-dotenv", "pyngrok": "pyngrok", "openai": "openai",
    "schedule": "schedule", "apscheduler": "apscheduler", "gunicorn": "gunicorn", "PIL": "pillow",
    "bs4": "beautifulsoup4", "pandas": "pandas",
}  # fmt: skip


def _package_missing(error: ModuleNotFoundError) -> Mistake | None:
    name = (error.name or "").partition(".")[0]
    if name in ("lab", "helper", "open_lab"):
        return Mistake("you.lab_import", {"name": name})
    package = _BOT_PACKAGES.get(name) or _BOT_PACKAGES.get(name.lower())
    return Mistake("you.bot_package", {"name": name, "package": package}) if package else None


_TELLERS: tuple[tuple[type[BaseException], Callable[[Any], Mistake | None]], ...] = (
    (FileNotFoundError, _file_missing),
    (UnicodeError, _encoding),
    (ModuleNotFoundError, _package_missing),
)
