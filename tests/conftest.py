"""For every test in this folder: how long an example of hypothesis takes says nothing on a busy computer."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("lab", settings(), deadline=None)  # on top of what hypothesis itself chooses, in CI another
settings.load_profile("lab")
