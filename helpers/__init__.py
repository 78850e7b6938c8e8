"""What a lesson imports: ``from helpers import open_lab``.

Loaded when asked for, so that the stub alone (``python -m helpers.stub``) does not load the lab as well.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.lab import open_lab
    from helpers.panels.course.class_table import class_summary

__all__ = ["class_summary", "open_lab"]

_MODULES = {"class_summary": "helpers.panels.course.class_table", "open_lab": "helpers.lab"}


def __getattr__(name: str) -> Any:
    """Raise LabError when a package is missing or too old: it is the first line of every notebook."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return getattr(import_module(_MODULES[name]), name)
    except ImportError as error:
        if not error.name:
            raise
        from helpers.errors import package_error
        from helpers.language import course_language
        from helpers.text import texts

        raise package_error(error, texts(course_language())) from error
