"""What a panel needs of the page around it: its keys kept from JupyterLab, and code copied by a button.

The only JavaScript of the panels' toolkit (``page.js``). A panel works without it, as it does in an install made before
anywidget was needed.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TypeVar

from ipywidgets import Box, Widget

from helpers.panels.kit.widgets import shared_layout

_Box = TypeVar("_Box", bound=Box)


def with_page_script(panel: _Box) -> _Box:
    """Put the script into a panel, where it takes no room. Returns the panel."""
    if made := _script():
        panel.children = (*panel.children, made)
    return panel


def _script() -> Widget | None:
    try:
        from anywidget import AnyWidget
    except ImportError:
        return None
    script: Widget = AnyWidget(_esm=_source(), layout=shared_layout(shown=False))
    return script


@cache
def _source() -> str:
    return (files(__package__) / "page.js").read_text(encoding="utf-8")
