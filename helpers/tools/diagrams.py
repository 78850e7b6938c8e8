"""The look of the lessons' diagrams: Mermaid in the lab's colours, the same in light and dark.

A lesson says what a diagram shows; how it looks is put in when the notebook is built. JupyterLab makes a picture of it,
which knows nothing of the page's colours and stays when they change: so words stand on boxes of its own, and what is
on the page itself has a green that can be read on white and on black.
"""

from __future__ import annotations

import json
import re

_INK, _GREEN, _PAPER, _NODE, _NOTE = "#14301f", "#0a884a", "#f4faf6", "#ffffff", "#fff6e0"
#: See https://mermaid.js.org/config/theming.html; only the theme called base can be changed.
#: Of a value Mermaid takes letters, digits and "#%(),.; only, and of CSS nothing.
LOOK = {
    "theme": "base",
    "themeVariables": {
        "primaryColor": _NODE,
        "primaryTextColor": _INK,
        "primaryBorderColor": _GREEN,
        "lineColor": _GREEN,
        "textColor": _INK,
        "edgeLabelBackground": _PAPER,
        "actorBkg": _NODE,
        "actorBorder": _GREEN,
        "actorTextColor": _INK,
        "actorLineColor": _GREEN,
        "signalColor": _GREEN,
        "signalTextColor": _GREEN,
        "noteBkgColor": _NOTE,
        "noteBorderColor": _GREEN,
        "noteTextColor": _INK,
    },
}
_OPENING = re.compile(r"^```mermaid\n", re.MULTILINE)


def with_look(markdown: str) -> str:
    """Return the text with the look put into each of its diagrams."""
    return _OPENING.sub(lambda found: f"{found[0]}%%{{init: {json.dumps(LOOK, separators=(',', ':'))}}}%%\n", markdown)
