"""Which language the lab speaks: the notebook's folder decides, COURSE_LANG overrides."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from helpers.errors import LabError
from helpers.text import LANGUAGES, ORIGINAL, texts


def course_language(
    wanted: str | None = None, environ: Mapping[str, str] | None = None, folder: Path | None = None
) -> str:
    """Return a name of `LANGUAGES`, e.g. ``en``. Jupyter starts a kernel in its notebook's folder: ``notebooks/en``.

    `wanted` overrides COURSE_LANG, which overrides the folder. Raises LabError when the course does
    not have that language.
    """
    parts = (folder or Path.cwd()).parts
    here = next((part for part in reversed(parts) if part in LANGUAGES), ORIGINAL)
    set_to = (os.environ if environ is None else environ).get("COURSE_LANG", "").strip()  # Windows: set X=en && ...
    lang = wanted or set_to or here
    if lang not in LANGUAGES:
        raise LabError(texts(here), "error.unknown_language", name=lang, known=", ".join(LANGUAGES))
    return lang
