"""For every test: none goes live; a cell of a notebook that fails is named by its key, as lessons/ knows it."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest
from xdist.scheduler import LoadFileScheduling

os.environ["LAB_NEVER_LIVE"] = "1"  # the kernels that nbval starts inherit it, too


#: What the tests of these folders start (JupyterLab with Chromium, a platform) they start once.
TOGETHER = ("tests/browser", "tests/sdks")


class Together(LoadFileScheduling):
    """A file's tests run on one worker, one after the other, and so do those of the folders that belong together."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return next((folder for folder in TOGETHER if file.startswith(folder)), file)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Together:
    """Return our own: groups of xdist's hang on a node id that pytest 9.2 lets nobody change (pytest-xdist 1386)."""
    return Together(config, log)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return one more than processors, for tests wait for servers and browsers, too; but kernels only compute."""
    return (os.cpu_count() or 1) + (not config.option.nbval)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Name the cell, which the plugin only counts: "Cell 24" becomes "Cell 24 - cell 'quiz': ..."."""
    report = yield
    key = getattr(item, "cell", {}).get("id")
    if key and isinstance(report.longrepr, str):
        report.longrepr = f"cell {key!r}: {report.longrepr}"
    return report
