"""The door to live mode: whose account is behind it, and opening it. Who may not: `helpers.live.refusal`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.errors import LabError
from helpers.live.account import Account, look
from helpers.live.estimates import Counter
from helpers.live.forwarding import Options
from helpers.live.line_client import Upstream
from helpers.live.live_session import LiveSession, default_options
from helpers.live.refusal import refuse
from helpers.settings import Settings, read_settings
from helpers.text import Texts

if TYPE_CHECKING:
    from helpers.lab import Lab


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
