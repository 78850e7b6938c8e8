"""What the maintainers' commands share: how they name a file, and how they say a line."""

from __future__ import annotations

import io
import sys
from pathlib import Path


def say(line: str) -> None:
    """One line, at once, and in UTF-8: Windows' own encodings know neither all of Chinese nor every file's name."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def short_path(path: Path, root: Path) -> str:
    """Return a file's path from the project's folder on; of a file elsewhere only its name."""
    path = path.absolute()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
