"""What a session talks to: the practice platform, or (in `helpers.live`) LINE itself."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from helpers.session.friends import Friend, Group
from helpers.session.transport import Transport
from helpers.stub.platform import Clock, Platform


class SessionClock(Protocol):
    """The time at the far end."""

    def now(self) -> datetime:
        """Return the time in Taipei."""

    def advance(
        self, *bare: object, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0
    ) -> datetime:
        """Move the time forward and return it. Raises LabError where that is impossible."""


class FarEnd(Protocol):
    """What the SDK's client of a session reaches, and who can be reached there."""

    @property
    def mode(self) -> str:
        """``practice`` or ``live``."""

    @property
    def sees_people(self) -> bool:
        """Whether the people there, what reaches them and their reply tokens can be seen; LINE shows none of it."""

    @property
    def host(self) -> str:
        """The address for the SDK's Configuration."""

    @property
    def key(self) -> str:
        """What the SDK's Configuration holds as its access token."""

    @property
    def clock(self) -> SessionClock:
        """The time there."""

    @property
    def test_user_id(self) -> str:
        """The user id of the tester's own phone; empty in practice mode, or when `.env` has none."""

    def friend(self, friend: Friend) -> Friend:
        """Return who plays this person of the cast there."""

    def group(self, group: Group) -> Group:
        """Return what this group of the cast is there."""

    def close(self) -> None:
        """Stop; calls made afterwards find no server."""


class PracticeEnd:
    """The practice platform, reached by one of `helpers.session.transport.TRANSPORTS`."""

    mode = "practice"
    sees_people = True
    test_user_id = ""

    def __init__(self, platform: Platform, transport: Transport) -> None:
        """Reach `platform` by `transport`, which `close` closes."""
        self._platform = platform
        self._transport = transport

    @property
    def host(self) -> str:
        """The address for the SDK's Configuration."""
        return self._transport.host

    @property
    def key(self) -> str:
        """The access token of the practice channel."""
        return self._platform.account.access_token

    @property
    def clock(self) -> Clock:
        """The platform's clock, which does not move until it is moved."""
        return self._platform.clock

    def friend(self, friend: Friend) -> Friend:
        """Return the person herself."""
        return friend

    def group(self, group: Group) -> Group:
        """Return the group itself."""
        return group

    def close(self) -> None:
        """Stop listening; a request made afterwards finds no server."""
        self._transport.close()
