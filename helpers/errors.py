"""What the lab itself says when it cannot do what it was asked: clear sentences, no traceback in a notebook."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from helpers.text import Texts, plain


class LabError(Exception):
    """The lab cannot do what it was asked; says what, why and what to do, in the course's language.

    `key` leads to three texts (``<key>.title``, ``.meaning``, ``.todo``), which `values` fill in.
    """

    def __init__(self, say: Texts, key: str, **values: object) -> None:
        """Say the text `key` with its values. Raises KeyError when there is no such text, or a value is missing."""
        self.key = key
        self.values = values
        super().__init__("\n".join(plain(say(f"{key}.{part}", **values)) for part in ("title", "meaning", "todo")))

    def _render_traceback_(self) -> list[str]:
        """IPython's hook: a learner needs the sentences, not the way through our code."""
        return [f"LabError: {self}"]


@contextmanager
def needs_packages(say: Texts) -> Iterator[None]:
    """Return what is imported inside may be missing, or too old: raises LabError, which says what to do about it."""
    try:
        yield
    except ImportError as error:
        if not error.name:  # a library the system cannot load, say: that tells more itself
            raise
        raise package_error(error, say) from error


@contextmanager
def must_write(say: Texts, folder: str) -> Iterator[None]:
    """Write to this folder of the project inside; raises LabError where it cannot be written."""
    try:
        yield
    except OSError as error:
        raise LabError(say, "error.cannot_write", folder=folder, reason=error.strerror or error) from error


def package_error(error: ImportError, say: Texts) -> LabError:
    """Return what to do about an import that failed for want of a package, or of something in it."""
    package, _, inside = (error.name or "").partition(".")
    if isinstance(error, ModuleNotFoundError) and not inside:
        return LabError(say, "you.package", package=package)
    reason = str(error).partition(" (")[0]  # behind it stands a path of this computer
    return LabError(say, "you.package_version", package=package, reason=reason)
