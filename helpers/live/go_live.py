"""Going live: whose account it is, and connecting the session to LINE. Where it is refused: `helpers.live.refusal`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from helpers.errors import LabError
from helpers.live.account import look
from helpers.live.estimates import Counter
from helpers.live.forwarding import Options
from helpers.live.line_client import Upstream
from helpers.live.live_session import LiveSession, LiveSetup, default_options
from helpers.live.refusal import refuse_live
from helpers.session.session import Session, weakly
from helpers.settings import read_settings
from helpers.text import Texts


def look_up(say: Texts, environ: Mapping[str, str], options: Options | None = None) -> LiveSetup:
    """Read `.env` and ask LINE whose account its token belongs to.

    Raises LabError where this process must not go live, for settings that cannot be right, and when LINE refuses.
    """
    refuse_live(say, environ)
    settings = read_settings(environ=environ)
    refuse_live(say, environ, settings)
    options = options or default_options()
    upstream = Upstream(settings.api_base, connect=options.connect_seconds, read=options.read_seconds)
    counter = Counter(options.now)
    account = look(upstream, settings.access_token, counter, say)
    return LiveSetup(settings, account, upstream, counter, options)


def go_live(session: Session, setup: LiveSetup, typed: str, environ: Mapping[str, str]) -> LiveSession:
    """Connect the session to LINE when `typed` is the account's basic id. Raises LabError; then nothing was opened."""
    refuse_live(session.texts, environ, setup.settings)  # a panel may be open in a notebook for hours
    if not setup.account.is_called(typed):
        raise LabError(session.texts, "live.wrong_name")
    live = LiveSession.start(setup, replace(session.texts, mode="live"), weakly(session.exchanges.keep))
    live.webhook.api = session.line_bot_api
    session.connect(live)
    return live
