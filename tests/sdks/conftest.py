"""One platform in a process of its own, for clients that know nothing of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.stub.standalone import Standalone, start


@pytest.fixture(scope="package")
def running() -> Iterator[Standalone]:
    """Large enough for a narrowcast, entitled to list its followers, with a quota for one broadcast."""
    with start("--token", "T", "--secret", "S", "--friends", "1000", "--plan", "high", "--verified") as platform:
        yield platform


@pytest.fixture
def platform(running: Standalone) -> Standalone:
    """The same, begun again."""
    running.lab("reset", {})
    return running
