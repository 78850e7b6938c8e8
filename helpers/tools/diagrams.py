"""The look of the lessons' diagrams: Mermaid in the lab's colours, the same in light and dark.

A lesson says what a diagram shows; how it looks is put in when the notebook is built. JupyterLab makes a picture of it,
which knows nothing of the page's colours and stays when they change: so all words stand on boxes of its own, and only
lines, in a green that is seen on white and on black, are on the page itself.
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
        "signalTextColor": _INK,
        "noteBkgColor": _NOTE,
        "noteBorderColor": _GREEN,
        "noteTextColor": _INK,
    },
}
_OPENING = re.compile(r"^```mermaid\n", re.MULTILINE)
#: What is said in a sequence diagram, after the last of who takes part: Mermaid gives it no box unless asked.
_SAID = re.compile(r"^(```mermaid\nsequenceDiagram\n(?:.*\n)*?(?: +participant .*\n)+)((?:.+\n)*?)^```$", re.MULTILINE)
_BOX = f"rect rgb({', '.join(str(int(_PAPER[i : i + 2], 16)) for i in (1, 3, 5))})"


def with_look(markdown: str) -> str:
    """Return the text with the look put into each of its diagrams."""
    boxed = _SAID.sub(rf"\1    {_BOX}\n\2    end\n```", markdown)
    return _OPENING.sub(lambda found: f"{found[0]}%%{{init: {json.dumps(LOOK, separators=(',', ':'))}}}%%\n", boxed)
