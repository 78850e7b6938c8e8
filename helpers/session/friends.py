"""People and groups as a lesson meets them: what each does returns the event the bot gets, as the SDK parses it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Protocol

from helpers.errors import LabError
from helpers.line import person_messages
from helpers.line.webhook_request import WebhookRequest
from helpers.stub.person_actions import PersonActions
from helpers.stub.platform import Chat, Platform
from helpers.text import Texts


class Surroundings(Protocol):
    """What a person needs of the session she is met in."""

    platform: Platform
    texts: Texts

    def row(self, name: str) -> int:
        """Return the row of a person. Raises LabError for an unknown name."""

    def person_actions(self) -> AbstractContextManager[PersonActions]:
        """Return what people can do, for as long as the ``with`` block lasts."""

    def receive(self, request: WebhookRequest | None) -> Any:
        """Return the first event of a webhook; None when the bot is sent none."""


def _checked(session: Surroundings, text: object) -> str:
    if not isinstance(text, str) or not text:
        raise LabError(session.texts, "error.text_needed", value=repr(text))
    return text


class Friend:
    """One person of the cast, friend or not.

    Her methods raise LabError when LINE's app would not let her, and in live mode.
    """

    def __init__(self, session: Surroundings, row: int) -> None:
        """Find the person in `row` of the platform's population."""
        self._session = session
        self._row = row

    def __repr__(self) -> str:
        say = self._session.texts
        return f"<{say.name(self.name)}: {say(f'phone.state.{self.state}')}>"

    @property
    def name(self) -> str:
        """The name in the original language: 小美."""
        return self._session.platform.people.name(self._row)

    @property
    def user_id(self) -> str:
        """The user id this channel's provider knows her by: ``U`` and 32 hex digits."""
        return self._session.platform.people.user_id(self._row)

    @property
    def state(self) -> str:
        """One of friend, not_friend, blocked and left_line."""
        return self._session.platform.people.state(self._row)

    def send_text(self, text: str) -> Any:
        """Write to the bot one-to-one. Returns the SDK's MessageEvent."""
        content = person_messages.text(_checked(self._session, text))
        with self._session.person_actions() as people:
            return self._session.receive(people.send(self._row, content))

    def send_sticker(self) -> Any:
        """Send a sticker. Returns the SDK's MessageEvent."""
        with self._session.person_actions() as people:
            return self._session.receive(people.send(self._row, person_messages.sticker()))

    def tap(self, data: str) -> Any:
        """Tap a button that carries `data`. Returns the SDK's PostbackEvent."""
        checked = _checked(self._session, data)
        with self._session.person_actions() as people:
            return self._session.receive(people.postback(self._row, checked))

    def follow(self) -> Any:
        """Add the account as a friend. Returns the SDK's FollowEvent."""
        with self._session.person_actions() as people:
            return self._session.receive(people.follow(self._row))

    def block(self) -> Any:
        """Block the account. Returns the SDK's UnfollowEvent, which has no reply token."""
        with self._session.person_actions() as people:
            return self._session.receive(people.block(self._row))

    def unblock(self) -> Any:
        """Take the block back. Returns the SDK's FollowEvent with ``is_unblocked`` true."""
        with self._session.person_actions() as people:
            return self._session.receive(people.unblock(self._row))

    def leave(self) -> None:
        """Delete the LINE account. LINE documents no event for it."""
        with self._session.person_actions() as people:
            people.leave_line(self._row)


class Group:
    """A group, or an old multi-person room, with or without the bot.

    Its methods raise LabError when LINE's app would not do it, and in live mode.
    """

    def __init__(self, session: Surroundings, chat: Chat) -> None:
        """Show the group or room `chat` of the platform."""
        self._session = session
        self._chat = chat

    def __repr__(self) -> str:
        say = self._session.texts
        return f"<{say.name(self.title)}: {', '.join(map(say.name, self.members))}>"

    @property
    def title(self) -> str:
        """The title in the original language: 同學會."""
        return self._chat.title

    @property
    def group_id(self) -> str:
        """``C`` (or ``R`` for a room) and 32 hex digits."""
        return self._chat.id

    @property
    def members(self) -> list[str]:
        """The names of the people in it; the bot is not counted."""
        return [self._session.platform.people.name(row) for row in sorted(self._chat.members)]

    def says(self, name: str, text: str) -> Any:
        """Let a member write. Returns the SDK's MessageEvent, or None when the bot is not in the group."""
        content, row = person_messages.text(_checked(self._session, text)), self._session.row(name)
        with self._session.person_actions() as people:
            return self._session.receive(people.send(row, content, self._chat))

    def invite(self) -> Any:
        """Invite the bot in. Returns the SDK's JoinEvent."""
        with self._session.person_actions() as people:
            return self._session.receive(people.invite_bot(self._chat))

    def remove(self) -> Any:
        """Remove the bot. Returns the SDK's LeaveEvent."""
        with self._session.person_actions() as people:
            return self._session.receive(people.remove_bot(self._chat))

    def join(self, name: str) -> Any:
        """Let a person join. Returns the SDK's MemberJoinedEvent."""
        row = self._session.row(name)
        with self._session.person_actions() as people:
            return self._session.receive(people.join(row, self._chat))

    def leave(self, name: str) -> Any:
        """Let a person leave. Returns the SDK's MemberLeftEvent."""
        row = self._session.row(name)
        with self._session.person_actions() as people:
            return self._session.receive(people.leave(row, self._chat))
