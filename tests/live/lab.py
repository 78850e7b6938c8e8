"""A lab before a separately started platform as "LINE": real HTTP both ways, and no real waiting."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from helpers import settings
from helpers.errors import LabError
from helpers.lab import Lab
from helpers.live import go_live
from helpers.live.refusal import CI_NAMES, TEST_NAMES
from tests.live.line import ME, SECRET, TOKEN, Naps, options
from tests.stub.standalone import Standalone, start

#: The account of the practice platform.
BASIC_ID = "@000abcde"


@contextmanager
def line(*arguments: str) -> Iterator[Standalone]:
    """``python -m helpers.stub`` with a token and a secret that look real."""
    with start("--token", TOKEN, "--secret", SECRET, *arguments) as platform:
        yield platform


@contextmanager
def allowed(**environ: str) -> Iterator[None]:
    """Without what keeps tests and CI from going live, but for `environ`.

    Only for tests whose "LINE" is on this computer.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name in (settings.NEVER, *CI_NAMES, *TEST_NAMES):
            patch.delenv(name, raising=False)
        for name, value in environ.items():
            patch.setenv(name, value)
        yield


def configure(monkeypatch: pytest.MonkeyPatch, url: str, **values: str) -> None:
    """What `.env` would say."""
    given = {settings.TOKEN: TOKEN, settings.SECRET: SECRET, settings.USER: ME, settings.BASE_URL: url, **values}
    monkeypatch.setattr(settings, "here", lambda: SimpleNamespace(env_file=Path("there-is-no-such-file")))
    for name, value in given.items():
        monkeypatch.setenv(name, value)


def hurry(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> Naps:
    """Nobody sleeps; returns how long they would have. The clock for consents is the computer's."""
    naps = Naps()
    given = {"clock": time.monotonic, **changes}
    monkeypatch.setattr(go_live, "default_options", lambda: options(naps, **given))
    return naps


def opened(lab: Lab) -> Lab:
    """The lab, gone live."""
    with allowed():
        lab.go_live(BASIC_ID)
    return lab


def key_of(do: Callable[[], object]) -> str:
    """The key of the LabError that `do` raises."""
    with pytest.raises(LabError) as caught:
        do()
    return caught.value.key
