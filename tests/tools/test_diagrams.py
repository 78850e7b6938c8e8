"""Diagrams have the lab's colours in every notebook, and lessons say nothing of them."""

from __future__ import annotations

import json
import re

from helpers.paths import ROOT
from helpers.tools.diagrams import LOOK, with_look

DIAGRAM = "Before.\n\n```mermaid\nflowchart LR\n    A --> B\n```\n\n```python\n1\n```\n"


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_a_diagram_gets_the_look_and_nothing_else_changes() -> None:
    made = with_look(DIAGRAM)
    found = re.search(r"^```mermaid\n%%\{init: (.*)\}%%\nflowchart LR$", made, re.MULTILINE)
    assert found is not None
    assert json.loads(found[1]) == LOOK
    assert made.replace(f"%%{{init: {found[1]}}}%%\n", "") == DIAGRAM


def test_text_without_a_diagram_stays_as_it_is() -> None:
    assert with_look("```python\n1\n```") == "```python\n1\n```"


def test_its_words_can_be_read_in_light_and_dark() -> None:
    colours = LOOK["themeVariables"]
    assert isinstance(colours, dict)
    papers = [colours["edgeLabelBackground"], colours["primaryColor"], colours["noteBkgColor"]]
    assert min(contrast(colours["textColor"], paper) for paper in papers) >= 7
    assert contrast(colours["signalTextColor"], colours["edgeLabelBackground"]) >= 7
    for page in ("#ffffff", "#111111"):  # JupyterLab's; graphics need 3 (WCAG 2.2, 1.4.11)
        assert contrast(colours["signalColor"], page) >= 3


def test_what_is_said_in_a_sequence_stands_on_a_box() -> None:
    people = "    participant A\n    participant B as Bo\n"
    made = with_look(
        f"```mermaid\nsequenceDiagram\n    accTitle: x\n{people}    A->>B: hi\n    B-->>A: 200\n```\n\nAfter."
    )
    assert made.endswith(f"{people}    rect rgb(244, 250, 246)\n    A->>B: hi\n    B-->>A: 200\n    end\n```\n\nAfter.")
    colours = LOOK["themeVariables"]
    assert isinstance(colours, dict)
    assert colours["edgeLabelBackground"] == f"#{244:02x}{250:02x}{246:02x}"


def test_mermaid_takes_every_value() -> None:
    # Other characters are dropped without a word (sanitizeDirective).
    colours = LOOK["themeVariables"]
    assert isinstance(colours, dict)
    assert [value for value in colours.values() if not re.fullmatch(r'[\d "#%(),.;A-Za-z]+', value)] == []


def test_every_diagram_of_a_notebook_has_it() -> None:
    for notebook in sorted((ROOT / "notebooks").glob("*/*.ipynb")):
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
        assert sum(t.count("```mermaid\n") for t in texts) == sum(t.count("```mermaid\n%%{init: ") for t in texts)
