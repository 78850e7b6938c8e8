"""The door to live mode: who may not go through it, whose account is behind it, and opening it.

In CI, in tests and in built notebooks it stays shut whatever anybody types, before any token is read.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.errors import LabError
from helpers.live.account import Account, look
from helpers.live.estimates import Counter
from helpers.live.forwarding import Options
from helpers.live.line_client import Upstream
from helpers.live.live_session import LiveSession, default_options
from helpers.settings import NEVER, Settings, is_on, read_settings
from helpers.text import Texts

if TYPE_CHECKING:
    from helpers.lab import Lab

#: What the services that run tests set. CI is also set by most others.
CI_NAMES = (
    "CI", "CONTINUOUS_INTEGRATION", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION",
    "BUILDKITE", "CODEBUILD_BUILD_ID", "CIRCLECI", "TRAVIS",
)  # fmt: skip
#: pytest sets these; the kernels that nbval starts inherit them.
TEST_NAMES = ("PYTEST_VERSION", "PYTEST_CURRENT_TEST")
#: Voila sets it for the kernel behind a page, and who looks at a page is not who has the token.
VOILA = "VOILA_BASE_URL"


def why_never(environ: Mapping[str, str], platform: str = sys.platform) -> str | None:
    """Why this process must not go live, as a key of the texts; None when it may."""
    if is_on(environ.get(NEVER)):
        return "never_live"
    if any(is_on(environ.get(name)) for name in CI_NAMES):
        return "never_ci"
    if any(name in environ for name in TEST_NAMES):
        return "never_tests"
    if VOILA in environ:
        return "never_voila"
    return "never_browser" if platform == "emscripten" else None


def refuse(say: Texts, environ: Mapping[str, str], settings: Settings | None = None) -> None:
    """Raises LabError when this process, or these settings, must not go live."""
    why = why_never(environ) or ("never_live" if settings and settings.never_live else None)
    if why is not None:
        raise LabError(say, f"live.{why}")
    for problem in settings.problems() if settings else ():
        raise LabError(say, f"settings.{problem.key}", name=problem.name)


@dataclass(repr=False)
class Threshold:
    """Before the door: the account was looked at, and nothing was opened yet."""

    settings: Settings
    account: Account
    upstream: Upstream
    counter: Counter
    options: Options

    @classmethod
    def reach(cls, say: Texts, environ: Mapping[str, str], options: Options | None = None) -> Threshold:
        """Read `.env` and ask LINE whose account it opens. Raises LabError."""
        refuse(say, environ)
        settings = read_settings(environ=environ)
        refuse(say, environ, settings)
        options = options or default_options()
        upstream = Upstream(settings.api_base, connect=options.connect_seconds, read=options.read_seconds)
        counter = Counter(options.now)
        return cls(settings, look(upstream, settings.access_token, counter, say), upstream, counter, options)

    def cross(self, lab: Lab, typed: str, environ: Mapping[str, str]) -> LiveSession:
        """Go live when `typed` is the account's basic id. Raises LabError; then nothing was opened."""
        refuse(lab.texts, environ, self.settings)  # a door may stand in a notebook for hours
        if not self.account.is_called(typed):
            raise LabError(lab.texts, "live.wrong_name")
        return lab.enter_live(self)
