"""For every test of a panel: no kernel is there to be told of widgets, so none is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ipywidgets import Widget


@pytest.fixture(autouse=True)
def _nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing out the state of a builder's 200 widgets is most of what it costs; the notebooks do it for real."""
    monkeypatch.setattr(Widget, "open", lambda self: None)


@pytest.fixture(autouse=True)
def _no_trait_becomes_none(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In the browser edition None is dropped on the way: a front end would go on showing what was there before."""
    found: list[str] = []
    notify = Widget.notify_change

    def watch(self: Widget, change: Any) -> None:
        if change.new is None and change.old is not None and change.name in self.keys:
            found.append(f"{type(self).__name__}.{change.name} was {change.old!r} and became None: see controls.shown")
        notify(self, change)

    monkeypatch.setattr(Widget, "notify_change", watch)
    yield
    assert found == []
