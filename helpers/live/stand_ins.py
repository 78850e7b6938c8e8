"""What a lab cannot do live: nobody can move the real clock, or block the account for somebody else.

Each says so kindly and tells how to do it by hand. The cast's names stay usable: live, every one of them is the
tester's own phone, so that the cells of a lesson run unchanged.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NoReturn

from helpers.errors import LabError
from helpers.line.timestamps import TAIPEI
from helpers.text import Texts


class LiveFriend:
    """Somebody of the cast in live mode: played by the tester. Acts raise LabError that tells what to do by hand."""

    def __init__(self, say: Texts, name: str, user_id: str) -> None:
        """`user_id` is the tester's own; empty when `.env` has none."""
        self.name = name
        self._say = say
        self._user_id = user_id

    def __repr__(self) -> str:
        return self._say("live.friend.repr", name=self._say.name(self.name))

    @property
    def user_id(self) -> str:
        """The tester's own user id. Raises LabError when `.env` has none."""
        if not self._user_id:
            raise LabError(self._say, "live.no_test_user")
        return self._user_id

    @property
    def state(self) -> NoReturn:
        """LINE tells nobody who blocked an account. Raises LabError."""
        raise self._cannot("state")

    def send_text(self, text: str) -> NoReturn:
        """Raises LabError: write it on your phone."""
        raise self._cannot("send_text", text=text)

    def send_sticker(self) -> NoReturn:
        """Raises LabError: send one from your phone."""
        raise self._cannot("send_sticker")

    def tap(self, data: str) -> NoReturn:
        """Raises LabError: tap the button on your phone."""
        raise self._cannot("tap")

    def follow(self) -> NoReturn:
        """Raises LabError: add the account on your phone."""
        raise self._cannot("follow")

    def block(self) -> NoReturn:
        """Raises LabError: block the account on your phone."""
        raise self._cannot("block")

    def unblock(self) -> NoReturn:
        """Raises LabError: unblock the account on your phone."""
        raise self._cannot("unblock")

    def leave(self) -> NoReturn:
        """Raises LabError: nobody should delete a LINE account for a lesson."""
        raise self._cannot("leave")

    def _cannot(self, what: str, **values: object) -> LabError:
        return LabError(self._say, f"live.cannot.{what}", **values)


class LiveGroup:
    """A group in live mode: made on a phone; its id comes with the events from it."""

    def __init__(self, say: Texts, title: str) -> None:
        """The group of a lesson by its title."""
        self.title = title
        self._say = say

    def __repr__(self) -> str:
        return self._say("live.group.repr", name=self._say.name(self.title))

    def __getattr__(self, name: str) -> Any:
        """Whatever is asked of it is done by hand. Raises LabError."""
        if name.startswith("_"):  # what Python and IPython look for by themselves
            raise AttributeError(name)
        raise LabError(self._say, "live.cannot.group")


class LiveClock:
    """The real time, which nobody moves."""

    def __init__(self, say: Texts) -> None:
        """It runs by itself."""
        self._say = say

    def now(self) -> datetime:
        """Now, in Taipei."""
        return datetime.now(TAIPEI)

    def advance(self, **span: float) -> NoReturn:
        """Raises LabError: wait."""
        raise LabError(self._say, "live.cannot.clock")

    def __repr__(self) -> str:
        return self._say("live.clock.repr")
