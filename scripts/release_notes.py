"""Print what CHANGELOG.md says of a version, for its release: ``python scripts/release_notes.py v0.1.0``.

It stops with a sentence when the tag, pyproject.toml and CHANGELOG.md do not name the same version, or it has no date.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def notes(tag: str, project: str, changelog: str) -> str:
    """Return the newest part of the changelog. Raises ValueError with a sentence when it is not the one of `tag`."""
    found = re.search(r'^version = "(.+)"$', project, re.MULTILINE)
    version = found[1] if found else "none"
    if tag != f"v{version}":
        raise ValueError(f"the tag is {tag}, but pyproject.toml has version {version}: it would be v{version}")
    newest = changelog.split("\n## ")[1]
    heading, _, text = newest.partition("\n")
    named, _, date = heading.partition(" - ")
    if named != version:
        raise ValueError(f"CHANGELOG.md begins with {named}, but the version is {version}")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        raise ValueError(f"give version {version} its date in CHANGELOG.md, in place of {date!r}")
    return text.strip() + "\n"


def main(tag: str = "") -> int | str:
    """Print the notes; the exit status, or the sentence that says what to do."""
    if not tag:
        return "name the tag: python scripts/release_notes.py v0.1.0"
    try:
        found = notes(tag, *((ROOT / name).read_text(encoding="utf-8") for name in ("pyproject.toml", "CHANGELOG.md")))
    except ValueError as error:
        return str(error)
    sys.stdout.write(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
