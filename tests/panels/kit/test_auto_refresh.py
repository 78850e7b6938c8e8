"""Panels that look again after every cell."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import pytest
from IPython.core.interactiveshell import InteractiveShell

from helpers.panels.kit import auto_refresh


class Counter:
    def __init__(self) -> None:
        self.times = 0

    def refresh(self) -> None:
        self.times += 1


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)  # another one than this: IPython warns
    shell = InteractiveShell()
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    monkeypatch.setattr(auto_refresh, "_open", deque(maxlen=auto_refresh.FOLLOWED))
    yield shell
    shell.history_manager.end_session()


def test_a_panel_is_refreshed_after_every_cell(shell: InteractiveShell) -> None:
    panel = Counter()
    auto_refresh.follow(panel)
    for _ in range(2):
        shell.events.trigger("post_run_cell", None)
    assert panel.times == 2


def test_several_panels_need_one_hook(shell: InteractiveShell) -> None:
    panels = [Counter(), Counter()]
    for panel in panels:
        auto_refresh.follow(panel)
    shell.events.trigger("post_run_cell", None)
    assert [panel.times for panel in panels] == [1, 1]


def test_only_the_panels_opened_last_are_followed(shell: InteractiveShell) -> None:
    panels = [Counter() for _ in range(auto_refresh.FOLLOWED + 1)]
    for panel in panels:
        auto_refresh.follow(panel)
    shell.events.trigger("post_run_cell", None)
    assert [panel.times for panel in panels] == [0] + [1] * auto_refresh.FOLLOWED


def test_where_there_are_no_cells_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("IPython.get_ipython", lambda: None)
    auto_refresh.follow(Counter())
