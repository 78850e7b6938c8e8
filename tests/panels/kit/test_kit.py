"""The kit as a whole: it is below every room of the panels, and shows and hides controls in one way."""

from __future__ import annotations

import pytest

from helpers.paths import ROOT
from tests.imports import imports

PANELS = ROOT / "helpers" / "panels"
KIT = "helpers.panels.kit"
#: All that the kit may know of the lab; of the session, that it is live or not.
BELOW = (
    "helpers.errors",
    "helpers.line.strict_json",
    "helpers.line.text_length",
    "helpers.session.session",
    "helpers.text",
)
IMPORTS = {module: names for module, names in imports().items() if module.startswith(f"{KIT}.")}


@pytest.mark.parametrize("module", sorted(IMPORTS))
def test_the_kit_knows_no_room_and_no_send_method(module: str) -> None:
    assert {name for name in IMPORTS[module] if not name.startswith((KIT, *BELOW))} == set()


def test_controls_are_shown_and_hidden_in_one_way() -> None:
    """`controls.shown` never sets None, which the browser edition drops."""
    sources = [path for path in PANELS.rglob("*.py") if path != PANELS / "kit" / "controls.py"]
    assert [path.name for path in sources if "layout.display" in path.read_text(encoding="utf-8")] == []
