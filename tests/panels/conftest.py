"""For every test of a panel: no kernel is there to be told of widgets, so none is told."""

from __future__ import annotations

import pytest
from ipywidgets import Widget


@pytest.fixture(autouse=True)
def _nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing out the state of a builder's 200 widgets is most of what it costs; the notebooks do it for real."""
    monkeypatch.setattr(Widget, "open", lambda self: None)
