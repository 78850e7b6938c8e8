"""Who must not go live, decided before any token is read: CI, tests, built notebooks, pages, a browser tab.

It needs no server and no socket, so it can also refuse where Python has neither.
"""

from __future__ import annotations

from collections.abc import Mapping

from helpers.errors import LabError
from helpers.paths import Place, here
from helpers.settings import NEVER, Settings, is_on
from helpers.text import Texts

#: What the services that run tests set. CI is also set by most others.
CI_NAMES = (
    "CI", "CONTINUOUS_INTEGRATION", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION",
    "BUILDKITE", "CODEBUILD_BUILD_ID", "CIRCLECI", "TRAVIS",
)  # fmt: skip
#: pytest sets these; the kernels that nbval starts inherit them.
TEST_NAMES = ("PYTEST_VERSION", "PYTEST_CURRENT_TEST")
#: Voila sets it for the kernel behind a page, and who looks at a page is not who has the token.
VOILA = "VOILA_BASE_URL"


def why_never(environ: Mapping[str, str], place: Place | None = None) -> str | None:
    """Return why this process must not go live, as a key of the texts; None when it may."""
    if is_on(environ.get(NEVER)):
        return "never_live"
    if any(is_on(environ.get(name)) for name in CI_NAMES):
        return "never_ci"
    if any(name in environ for name in TEST_NAMES):
        return "never_tests"
    if VOILA in environ:
        return "never_voila"
    return None if (place or here()).sockets else "never_browser"


def refuse_live(say: Texts, environ: Mapping[str, str], settings: Settings | None = None) -> None:
    """Raise LabError when this process, or these settings, must not go live."""
    why = why_never(environ) or ("never_live" if settings and settings.never_live else None)
    if why is not None:
        raise LabError(say, f"live.{why}")
    for problem in settings.problems() if settings else ():
        raise LabError(say, f"settings.{problem.key}", name=problem.name)
