"""Which language the lab speaks: the notebook's folder decides, COURSE_LANG overrides."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = ("zh-TW", "en")


def course_language(environ: Mapping[str, str] | None = None, folder: Path | None = None) -> str:
    """``zh-TW`` or ``en``. Jupyter starts a kernel in its notebook's folder, e.g. ``notebooks/en``.

    Raises ValueError when COURSE_LANG names a language the course does not speak.
    """
    wanted = (os.environ if environ is None else environ).get("COURSE_LANG", "")
    if wanted and wanted not in LANGUAGES:
        raise ValueError(f"COURSE_LANG={wanted!r}: choose one of {', '.join(LANGUAGES)}, or leave it out.")
    parts = (folder or Path.cwd()).parts
    found = next((part for part in reversed(parts) if part in LANGUAGES), LANGUAGES[0])
    return wanted or found
