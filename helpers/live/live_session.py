"""Live mode as a session's far end: LINE itself, behind the proxy and the consent gate."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from helpers.line.timestamps import TAIPEI
from helpers.live.account import LiveAccount
from helpers.live.consent_gate import ConsentGate
from helpers.live.estimates import Counter
from helpers.live.forwarding import Forwarder, Options, UnsettledKeys
from helpers.live.line_client import Upstream
from helpers.live.proxy import Proxy
from helpers.live.stand_ins import LiveClock, LiveFriend, LiveGroup
from helpers.live.webhook_receiver import WebhookServer
from helpers.session.exchange import Exchange
from helpers.session.friends import Friend, Group
from helpers.settings import Settings
from helpers.text import Texts
from helpers.web.server import Server

#: What the SDK's Configuration holds in live mode: it opens this lab's proxy, and nothing else.
KEY_PREFIX = "live-proxy-"


def default_options() -> Options:
    """Return the real time, and as much patience as a person has."""
    return Options(now=lambda: datetime.now(TAIPEI), clock=time.monotonic)


@dataclass(repr=False)
class LiveSetup:
    """What a live session is opened with: the account was looked at, and nothing was opened yet."""

    settings: Settings
    account: LiveAccount
    upstream: Upstream
    counter: Counter
    options: Options


@dataclass(repr=False)
class LiveSession:
    """LINE as the far end of a session. After `close` nothing gets through any more."""

    settings: Settings
    account: LiveAccount
    upstream: Upstream
    gate: ConsentGate
    server: Server
    webhook: WebhookServer
    key: str
    say: Texts = field(repr=False)
    mode = "live"
    sees_people = False

    @classmethod
    def start(cls, setup: LiveSetup, say: Texts, record: Callable[[Exchange], None]) -> LiveSession:
        """Open the proxy on a free loopback port. `record` is called with every exchange."""
        settings, options = setup.settings, setup.options
        gate = ConsentGate(settings.test_user_id, options.clock, setup.counter)
        key = KEY_PREFIX + secrets.token_urlsafe(24)
        forwarder = Forwarder(setup.upstream, gate, UnsettledKeys(options.new_key), options)
        proxy = Proxy(forwarder, settings.access_token, key, say, record, settings.secrets)
        webhook = WebhookServer(settings.channel_secret, say, gate.note_event, options.now)
        return cls(settings, setup.account, setup.upstream, gate, Server(proxy).start(), webhook, key, say)

    def __repr__(self) -> str:
        return self.say("live.session.repr")

    @property
    def host(self) -> str:
        """The proxy's address, for the SDK's Configuration."""
        return self.server.url

    @property
    def clock(self) -> LiveClock:
        """The real time."""
        return LiveClock(self.say)

    @property
    def test_user_id(self) -> str:
        """LINE_TEST_USER_ID of `.env`; empty when it has none."""
        return self.settings.test_user_id

    def friend(self, friend: Friend) -> LiveFriend:
        """Return the tester in the part of `friend`."""
        return LiveFriend(self.say, friend.name, self.test_user_id)

    def group(self, group: Group) -> LiveGroup:
        """Return what tells that `group` is made by hand."""
        return LiveGroup(self.say, group.title)

    def close(self) -> None:
        """Stop the proxy and the webhook server, and forget what was agreed to."""
        self.gate.withdraw()
        self.webhook.stop()
        self.server.stop()
        self.upstream.close()
