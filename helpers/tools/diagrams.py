"""The look of the lessons' diagrams: Mermaid in the lab's colours, the same in light and dark.

A lesson says what a diagram shows; how it looks is put in when the notebook is built. JupyterLab makes a picture of it,
which knows nothing of the page's colours: so it brings its own paper, on which its own ink can be read.
"""

from __future__ import annotations

import json
import re

_INK, _LINE, _PAPER, _NODE, _NOTE = "#14301f", "#07994a", "#f4faf6", "#ffffff", "#fff6e0"
#: See https://mermaid.js.org/config/theming.html; only the theme called base can be changed.
LOOK = {
    "theme": "base",
    "themeCSS": f"background-color: {_PAPER}; border-radius: 12px;",
    "themeVariables": {
        "fontFamily": "system-ui, 'Noto Sans TC', 'Noto Sans CJK TC', 'Microsoft JhengHei UI', sans-serif",
        "primaryColor": _NODE,
        "primaryTextColor": _INK,
        "primaryBorderColor": _LINE,
        "lineColor": _LINE,
        "textColor": _INK,
        "edgeLabelBackground": _PAPER,
        "actorBkg": _NODE,
        "actorBorder": _LINE,
        "actorTextColor": _INK,
        "actorLineColor": _LINE,
        "signalColor": _LINE,
        "signalTextColor": _INK,
        "noteBkgColor": _NOTE,
        "noteBorderColor": _LINE,
        "noteTextColor": _INK,
    },
    "flowchart": {"wrappingWidth": 420, "htmlLabels": True},
}
_OPENING = re.compile(r"^```mermaid\n", re.MULTILINE)


def with_look(markdown: str) -> str:
    """Return the text with the look put into each of its diagrams."""
    return _OPENING.sub(lambda found: f"{found[0]}%%{{init: {json.dumps(LOOK, separators=(',', ':'))}}}%%\n", markdown)
