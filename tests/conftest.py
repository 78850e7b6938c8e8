"""For every test in this folder: how long an example of hypothesis takes says nothing on a busy computer."""

from __future__ import annotations

import gc

from hypothesis import settings

settings.register_profile("lab", settings(), deadline=None)  # on top of what hypothesis itself chooses, in CI another
settings.load_profile("lab")


def pytest_collection_finish() -> None:
    """Leave the thousands of collected tests out of every later search for garbage: a third of the time was that."""
    gc.collect()
    gc.freeze()
