"""Everything that is open while a lab is live: the way to LINE, the gate, the relay and the place for webhooks."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from linebot.v3.messaging import MessagingApi

from helpers.line.timestamps import TAIPEI
from helpers.live.account import Account
from helpers.live.consent_gate import Gate
from helpers.live.forwarding import Options, RetryKeys, Way
from helpers.live.line_client import Upstream
from helpers.live.proxy import Relay
from helpers.live.webhook_receiver import WebhookDesk
from helpers.session.exchange import Exchange
from helpers.settings import Settings
from helpers.text import Texts
from helpers.web.server import Server

if TYPE_CHECKING:
    from helpers.live.go_live import Threshold

#: What the SDK's Configuration holds while a lab is live: it opens this lab's relay, and nothing else.
KEY_PREFIX = "live-relay-"


def default_options() -> Options:
    """The real time, and as much patience as a person has."""
    return Options(now=lambda: datetime.now(TAIPEI), clock=time.monotonic)


@dataclass(repr=False)
class LiveSession:
    """An open door to LINE. `close` shuts it; nothing gets through any more."""

    settings: Settings
    account: Account
    upstream: Upstream
    gate: Gate
    server: Server
    webhook: WebhookDesk
    key: str
    say: Texts = field(repr=False)

    @classmethod
    def start(cls, before: Threshold, say: Texts, record: Callable[[Exchange], None]) -> LiveSession:
        """Open the relay on a free loopback port. `record` is given every exchange."""
        settings, options = before.settings, before.options
        gate = Gate(settings.test_user_id, options.clock, before.counter)
        key = KEY_PREFIX + secrets.token_urlsafe(24)
        way = Way(before.upstream, gate, RetryKeys(options.new_key), options)
        relay = Relay(way, settings.access_token, key, say, record, settings.secrets)
        desk = WebhookDesk(settings.channel_secret, say, gate.note_event, options.now)
        return cls(settings, before.account, before.upstream, gate, Server(relay).start(), desk, key, say)

    def __repr__(self) -> str:
        return self.say("live.session.repr")

    @property
    def host(self) -> str:
        """What goes into the SDK's Configuration."""
        return self.server.url

    def use(self, api: MessagingApi) -> None:
        """Let `lab.webhook` ask LINE through the SDK."""
        self.webhook.api = api

    def close(self) -> None:
        """Stop the relay and the webhook server, and forget what was agreed to."""
        self.gate.withdraw()
        self.webhook.stop()
        self.server.stop()
        self.upstream.close()
