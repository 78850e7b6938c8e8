"""What a lesson imports: ``from helpers import open_lab``.

Loaded when asked for, so that the stub alone (``python -m helpers.stub``) does not load the lab as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.class_progress import class_summary
    from helpers.lab import open_lab

__all__ = ["class_summary", "open_lab"]


def __getattr__(name: str) -> Any:
    if name == "open_lab":
        from helpers.lab import open_lab

        return open_lab
    if name == "class_summary":
        from helpers.class_progress import class_summary

        return class_summary
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
