"""What the people, groups and clock of a lesson are in live mode.

The account cannot be blocked for somebody else, and the real clock cannot be moved: each method raises LabError, which
tells how to do it by hand. The names of the cast stay usable: in live mode each of them is the tester's own phone, so
that the cells of a lesson run unchanged.
"""

from __future__ import annotations

from datetime import datetime
from typing import NoReturn

from helpers.errors import LabError
from helpers.line.timestamps import TAIPEI
from helpers.session.friends import Friend, Group
from helpers.text import Texts


class LiveFriend(Friend):
    """Somebody of the cast in live mode: played by the tester."""

    def __init__(self, say: Texts, name: str, user_id: str) -> None:
        """`user_id` is the tester's own; empty when `.env` has none."""
        self._name = name
        self._say = say
        self._user_id = user_id

    def __repr__(self) -> str:
        return self._say("live.friend.repr", name=self._say.name(self.name))

    @property
    def name(self) -> str:
        """The name of the part, in the original language: 小美."""
        return self._name

    @property
    def user_id(self) -> str:
        """The tester's own user id. Raises LabError when `.env` has none."""
        if not self._user_id:
            raise LabError(self._say, "live.no_test_user")
        return self._user_id

    @property
    def state(self) -> NoReturn:
        """Raise LabError: LINE does not tell who blocked an account."""
        raise self._by_hand("state")

    def send_text(self, text: str) -> NoReturn:
        """Raise LabError: write it on your phone."""
        raise self._by_hand("send_text", text=text)

    def send_sticker(self) -> NoReturn:
        """Raise LabError: send one from your phone."""
        raise self._by_hand("send_sticker")

    def tap(self, data: str) -> NoReturn:
        """Raise LabError: tap the button on your phone."""
        raise self._by_hand("tap")

    def follow(self) -> NoReturn:
        """Raise LabError: add the account on your phone."""
        raise self._by_hand("follow")

    def block(self) -> NoReturn:
        """Raise LabError: block the account on your phone."""
        raise self._by_hand("block")

    def unblock(self) -> NoReturn:
        """Raise LabError: unblock the account on your phone."""
        raise self._by_hand("unblock")

    def leave(self) -> NoReturn:
        """Raise LabError: a LINE account is too much to delete for a lesson."""
        raise self._by_hand("leave")

    def _by_hand(self, what: str, **values: object) -> LabError:
        return LabError(self._say, f"live.practice_only.{what}", **values)


class LiveGroup(Group):
    """A group in live mode: made on a phone; its id comes with the events from it."""

    def __init__(self, say: Texts, title: str) -> None:
        """`title` is that of the lesson's group."""
        self._title = title
        self._say = say

    def __repr__(self) -> str:
        return self._say("live.group.repr", name=self._say.name(self.title))

    @property
    def title(self) -> str:
        """The title in the original language: 同學會."""
        return self._title

    @property
    def group_id(self) -> NoReturn:
        """Raise LabError: it comes with the events from the group."""
        raise self._by_hand()

    @property
    def members(self) -> NoReturn:
        """Raise LabError: look on your phone."""
        raise self._by_hand()

    def says(self, name: str, text: str) -> NoReturn:
        """Raise LabError: write it on your phone."""
        raise self._by_hand()

    def invite(self) -> NoReturn:
        """Raise LabError: invite the account on your phone."""
        raise self._by_hand()

    def remove(self) -> NoReturn:
        """Raise LabError: remove the account on your phone."""
        raise self._by_hand()

    def join(self, name: str) -> NoReturn:
        """Raise LabError: invite the person on your phone."""
        raise self._by_hand()

    def leave(self, name: str) -> NoReturn:
        """Raise LabError: people leave on their own phones."""
        raise self._by_hand()

    def _by_hand(self) -> LabError:
        return LabError(self._say, "live.practice_only.group")


class LiveClock:
    """The real time, which cannot be moved."""

    def __init__(self, say: Texts) -> None:
        """`say` is the lab's language."""
        self._say = say

    def now(self) -> datetime:
        """Return the time in Taipei."""
        return datetime.now(TAIPEI)

    def advance(
        self, *bare: object, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0
    ) -> NoReturn:
        """Raise LabError: wait."""
        raise LabError(self._say, "live.practice_only.clock")

    def __repr__(self) -> str:
        return self._say("live.clock.repr")
