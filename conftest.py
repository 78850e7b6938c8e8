"""For every test: none goes live; a cell of a notebook that fails is named by its key, as lessons/ knows it."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

os.environ["LAB_NEVER_LIVE"] = "1"  # the kernels that nbval starts inherit it, too


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """The plugin only counts: its "Cell 24" becomes "Cell 24 - cell 'quiz': ..."."""
    report = yield
    key = getattr(item, "cell", {}).get("id")
    if key and isinstance(report.longrepr, str):
        report.longrepr = f"cell {key!r}: {report.longrepr}"
    return report
