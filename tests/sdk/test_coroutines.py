"""Coroutines that never ran."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterator

import pytest
from linebot.v3.messaging import ApiClient, AsyncMessagingApi, Configuration

from helpers.explain.explanation import explain
from helpers.sdk.coroutines import NeverAwaitedError, never_awaited, watch_coroutines
from helpers.text import LANGUAGES, texts


async def main() -> None:
    """Do nothing."""


@pytest.fixture
def told() -> Iterator[list[NeverAwaitedError]]:
    """What is told of coroutines that are thrown away during the test."""
    kept: list[NeverAwaitedError] = []
    shown = warnings.showwarning
    warnings.showwarning = print  # what it is outside of pytest matters not
    watch_coroutines(kept.append)
    yield kept
    watch_coroutines(None)
    warnings.showwarning = shown


def thrown_away() -> None:
    main()  # type: ignore[unused-coroutine]
    gc.collect()


def test_what_a_cell_shows_is_told_only_if_it_never_began() -> None:
    made = main()
    found = never_awaited(made)
    made.close()
    assert found is not None and found.name == "main"
    assert never_awaited(made) is None and never_awaited(5) is None and never_awaited(main) is None


def test_a_coroutine_thrown_away_is_told_instead_of_warned_of(told: list[NeverAwaitedError]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        thrown_away()
    assert [found.name for found in told] == ["main"]


def test_other_warnings_stay(told: list[NeverAwaitedError], capsys: pytest.CaptureFixture[str]) -> None:
    warnings.showwarning("another", UserWarning, "<cell>", 1)
    assert told == [] and "another" in capsys.readouterr().out


def test_a_method_of_the_sdk_is_named_by_its_client() -> None:
    client = AsyncMessagingApi(ApiClient(Configuration(access_token="x")))  # type: ignore[arg-type]
    assert NeverAwaitedError("AsyncApiClient.__call_api").name == AsyncMessagingApi.__name__ == type(client).__name__
    for lang in LANGUAGES:
        assert "`await`" in explain(NeverAwaitedError("main"), texts(lang)).todo
