"""People and groups as a lesson meets them: each act returns the event the bot gets, as the SDK parses it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from helpers.errors import LabError
from helpers.line import person_messages
from helpers.line.webhook_request import WebhookRequest
from helpers.stub.person_actions import PersonActions
from helpers.stub.platform import Chat

if TYPE_CHECKING:
    from helpers.lab import Lab


def _words(lab: Lab, text: object) -> str:
    if not isinstance(text, str) or not text:
        raise LabError(lab.texts, "error.text_needed", value=repr(text))
    return text


class Friend:
    """One person of the cast, friend or not. PersonActions raise LabError when LINE's app would not let her."""

    def __init__(self, lab: Lab, row: int) -> None:
        """The person in `row`."""
        self._lab = lab
        self._row = row

    def __repr__(self) -> str:
        return f"<{self._lab.texts.name(self.name)}: {self._lab.texts(f'phone.state.{self.state}')}>"

    @property
    def name(self) -> str:
        """小美."""
        return self._lab.platform.people.name(self._row)

    @property
    def user_id(self) -> str:
        """The user id this channel's provider knows her by: ``U`` and 32 hex digits."""
        return self._lab.platform.people.user_id(self._row)

    @property
    def state(self) -> str:
        """friend, not_friend, blocked or left_line."""
        return self._lab.platform.people.state(self._row)

    def send_text(self, text: str) -> Any:
        """Write to the bot one-to-one. Returns the SDK's MessageEvent."""
        return self._act(lambda acts: acts.send(self._row, person_messages.text(_words(self._lab, text))))

    def send_sticker(self) -> Any:
        """Send a sticker. Returns the SDK's MessageEvent."""
        return self._act(lambda acts: acts.send(self._row, person_messages.sticker()))

    def tap(self, data: str) -> Any:
        """Tap a button that carries `data`. Returns the SDK's PostbackEvent."""
        return self._act(lambda acts: acts.postback(self._row, _words(self._lab, data)))

    def follow(self) -> Any:
        """Add the account as a friend. Returns the SDK's FollowEvent."""
        return self._act(lambda acts: acts.follow(self._row))

    def block(self) -> Any:
        """Block the account. Returns the SDK's UnfollowEvent, which has no reply token."""
        return self._act(lambda acts: acts.block(self._row))

    def unblock(self) -> Any:
        """Take the block back. Returns the SDK's FollowEvent with ``is_unblocked`` true."""
        return self._act(lambda acts: acts.unblock(self._row))

    def leave(self) -> None:
        """Delete the LINE account. LINE documents no event for it."""
        self._act(lambda acts: acts.leave_line(self._row))

    def _act(self, act: Callable[[PersonActions], WebhookRequest | None]) -> Any:
        return self._lab.act(act)


class Group:
    """A group, or an old multi-person room, with or without the bot."""

    def __init__(self, lab: Lab, chat: Chat) -> None:
        """The group behind `chat`."""
        self._lab = lab
        self._chat = chat

    def __repr__(self) -> str:
        return f"<{self._lab.texts.name(self._chat.title)}: {', '.join(map(self._lab.texts.name, self.members))}>"

    @property
    def group_id(self) -> str:
        """``C`` (or ``R`` for a room) and 32 hex digits."""
        return self._chat.id

    @property
    def members(self) -> list[str]:
        """The names of the people in it; the bot is not counted."""
        return [self._lab.platform.people.name(row) for row in sorted(self._chat.members)]

    def says(self, name: str, text: str) -> Any:
        """A member writes. Returns the SDK's MessageEvent, or None when the bot is not in the group."""
        content = person_messages.text(_words(self._lab, text))
        return self._lab.act(lambda acts: acts.send(self._lab.row(name), content, self._chat))

    def invite(self) -> Any:
        """The bot is invited in. Returns the SDK's JoinEvent."""
        return self._lab.act(lambda acts: acts.invite_bot(self._chat))

    def remove(self) -> Any:
        """The bot is removed. Returns the SDK's LeaveEvent."""
        return self._lab.act(lambda acts: acts.remove_bot(self._chat))

    def join(self, name: str) -> Any:
        """A person joins. Returns the SDK's MemberJoinedEvent."""
        return self._lab.act(lambda acts: acts.join(self._lab.row(name), self._chat))

    def leave(self, name: str) -> Any:
        """A person leaves. Returns the SDK's MemberLeftEvent."""
        return self._lab.act(lambda acts: acts.leave(self._lab.row(name), self._chat))
