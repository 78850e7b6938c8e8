"""For every test: how long an example of hypothesis takes says nothing on a busy computer; and a lab gone live."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from helpers.lab import Lab
    from tests.stub.standalone import Standalone

settings.register_profile("lab", settings(), deadline=None)  # on top of what hypothesis itself chooses, in CI another
settings.load_profile("lab")


def pytest_collection_finish() -> None:
    """Leave the thousands of collected tests out of every later search for garbage: a third of the time was that."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="module")
def line_for_live() -> Iterator[Standalone]:
    """A platform started by itself, which is LINE to `live_lab`."""
    from tests.live.lab import line

    with line() as started:
        yield started


@pytest.fixture
def live_lab(line_for_live: Standalone, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lab]:
    """An English lab that has gone live; nobody sleeps."""
    from helpers.lab import open_lab
    from tests.live.lab import configure, hurry, opened

    configure(monkeypatch, line_for_live.url)
    hurry(monkeypatch)
    with open_lab(lang="en") as lab:
        yield opened(lab)
