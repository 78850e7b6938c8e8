"""What people do: each act changes the world and, where LINE tells the bot, makes a webhook event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpers.line.webhook_request import WebhookRequest
from helpers.stub.ledgers.deliveries import Delivery
from helpers.stub.ledgers.received_messages import ReceivedMessage
from helpers.stub.platform import Platform
from helpers.stub.world.people import Chat
from helpers.stub.world.row_sets import RowSet


@dataclass(eq=False)
class NotPossibleError(Exception):
    """This person cannot do that now; `key` names why for the texts (``act.<key>``)."""

    key: str
    name: str

    def __str__(self) -> str:
        return f"{self.name}: {self.key}"


class PersonActions:
    """What people do on a platform. Every action raises NotPossibleError when LINE's app would not let them."""

    def __init__(self, platform: Platform) -> None:
        """Acts on this platform's people."""
        self._p = platform

    # One-to-one -------------------------------------------------------------------------------------------

    def send(self, row: int, content: Mapping[str, Any], chat: Chat | None = None) -> WebhookRequest | None:
        """Write a message to the bot, or into a group; `content` is a webhook message content without its id.

        None when the bot is not in the group and so learns nothing.
        """
        self.check_can_write(row, chat)
        message = self._p.received_messages.keep(row, chat, content).content
        self._appear(row, message, chat)
        return self._tell("message", row, chat, message=message)

    def check_can_write(self, row: int, chat: Chat | None = None) -> None:
        """Raise NotPossibleError unless this person can do something in this chat (None: one-to-one)."""
        self._present(row)
        if chat is None and row in self._p.people.population.blocked:
            raise NotPossibleError("has_blocked", self._p.people.name(row))
        if chat is not None and row not in chat.members:
            raise NotPossibleError("not_a_member", self._p.people.name(row))

    def edit(self, row: int, message_id: str, text: str) -> WebhookRequest | None:
        """Change a text she sent to a group; LINE tells of it in groups only (facts 9.3).

        The id stays the same, the quote token is a new one (the old one goes on working), and the event carries no
        markAsReadToken.
        """
        message = self._own(row, message_id)
        if message.chat is None or message.chat.kind != "group":
            raise NotPossibleError("edit_groups_only", self._p.people.name(row))
        if message.content["type"] != "text":
            raise NotPossibleError("edit_text_only", self._p.people.name(row))
        self.check_can_write(row, message.chat)
        self._p.received_messages.edit(message, text)
        edited = {name: message.content[name] for name in ("id", "type", "quoteToken", "text")}
        return self._tell("messageEdited", row, message.chat, message=edited)

    def unsend(self, row: int, message_id: str) -> WebhookRequest | None:
        """Take a message back: it disappears from every phone and the content endpoint. No reply token."""
        message = self._own(row, message_id)
        self.check_can_write(row, message.chat)
        self._p.received_messages.unsend(message)
        return self._tell("unsend", row, message.chat, replies=False, unsend={"messageId": message_id})

    def _own(self, row: int, message_id: str) -> ReceivedMessage:
        message = self._p.received_messages.find(message_id)
        if message is None or message.row != row or message.unsent:
            raise NotPossibleError("not_own_message", self._p.people.name(row))
        return message

    def follow(self, row: int) -> WebhookRequest | None:
        """Add the account as a friend; someone who had blocked it unblocks it."""
        self._present(row)
        crowd = self._p.people.population
        was_blocked = row in crowd.blocked
        if row in crowd.friend and not was_blocked:
            raise NotPossibleError("already_friend", self._p.people.name(row))
        crowd.set(row, friend=True, blocked=False, friend_since=crowd.friend_since(row) or self._p.now())
        return self._tell("follow", row, None, follow={"isUnblocked": was_blocked})

    def unblock(self, row: int) -> WebhookRequest | None:
        """Take the block back: LINE tells the bot with a follow event."""
        if row not in self._p.people.population.blocked:
            raise NotPossibleError("not_blocked", self._p.people.name(row))
        return self.follow(row)

    def block(self, row: int) -> WebhookRequest | None:
        """Block the account: an unfollow event, which carries no reply token."""
        self._present(row)
        if row in self._p.people.population.blocked:
            raise NotPossibleError("already_blocked", self._p.people.name(row))
        self._p.people.population.set(row, blocked=True)
        return self._tell("unfollow", row, None, replies=False)

    def leave_line(self, row: int) -> None:
        """Delete the LINE account. LINE documents no event for it, so the bot learns nothing."""
        self._present(row)
        self._p.people.population.set(row, left_line=True)
        for chat in self._p.people.chats.values():
            chat.members.discard(row)

    def postback(
        self,
        row: int,
        data: str,
        chat: Chat | None = None,
        params: Mapping[str, str] | None = None,
        display_text: str = "",
    ) -> WebhookRequest | None:
        """Tap a button that carries data; `params` are what a date picker or a rich menu switch adds.

        `display_text` appears in the chat as if she had written it; the bot is told of the postback only
        (REF#postback-action).
        """
        self.check_can_write(row, chat)
        if display_text:
            self._show_in_chat(row, {"type": "text", "text": display_text}, chat)
        more = {"params": dict(params)} if params else {}
        return self._tell("postback", row, chat, postback={"data": data, **more})

    def finish_video(self, row: int, tracking_id: str) -> WebhookRequest | None:
        """Watch a video with this trackingId to its end."""
        self.check_can_write(row)
        return self._tell("videoPlayComplete", row, None, videoPlayComplete={"trackingId": tracking_id})

    def beacon(self, row: int, hwid: str, kind: str = "enter", dm: str | None = None) -> WebhookRequest | None:
        """Come near a LINE Beacon: `kind` is enter, banner or stay; `dm` its device message."""
        self.check_can_write(row)
        more = {"dm": dm} if dm else {}
        return self._tell("beacon", row, None, beacon={"hwid": hwid, "type": kind, **more})

    def link_account(self, row: int, nonce: str, *, ok: bool = True) -> WebhookRequest | None:
        """Link her account of a service with LINE; only a link that worked carries a reply token."""
        self.check_can_write(row)
        link = {"result": "ok" if ok else "failed", "nonce": nonce}
        return self._tell("accountLink", row, None, replies=ok, link=link)

    def membership(self, row: int, kind: str, membership_id: int) -> WebhookRequest | None:
        """Change a paid membership of the account: `kind` is joined, renewed or left."""
        self.check_can_write(row)
        return self._tell("membership", row, None, membership={"type": kind, "membershipId": membership_id})

    # Groups -----------------------------------------------------------------------------------------------

    def invite_bot(self, chat: Chat) -> WebhookRequest | None:
        """Let the bot join a group."""
        if chat.bot_in:
            raise NotPossibleError("bot_already_in", chat.title)
        chat.bot_in = True
        return self._tell("join", None, chat)

    def remove_bot(self, chat: Chat) -> WebhookRequest | None:
        """Remove the bot from a group: a leave event, without reply token."""
        if not chat.bot_in:
            raise NotPossibleError("bot_not_in", chat.title)
        request = self._tell("leave", None, chat, replies=False)
        chat.bot_in = False
        return request

    def join(self, row: int, chat: Chat) -> WebhookRequest | None:
        """Join a group."""
        self._present(row)
        if row in chat.members:
            raise NotPossibleError("already_member", self._p.people.name(row))
        chat.members.add(row)
        return self._tell("memberJoined", None, chat, joined={"members": [self._user(row)]})

    def leave(self, row: int, chat: Chat) -> WebhookRequest | None:
        """Leave a group: no reply token."""
        if row not in chat.members:
            raise NotPossibleError("not_a_member", self._p.people.name(row))
        chat.members.discard(row)
        return self._tell("memberLeft", None, chat, replies=False, left={"members": [self._user(row)]})

    # How it is told ---------------------------------------------------------------------------------------

    def _present(self, row: int) -> None:
        if row in self._p.people.population.left_line:
            raise NotPossibleError("left_line", self._p.people.name(row))

    def _user(self, row: int) -> dict[str, str]:
        return {"type": "user", "userId": self._p.people.user_id(row)}

    def _appear(self, row: int, message: Mapping[str, Any], chat: Chat | None) -> None:
        """Show the message on the phones of those who are in the chat."""
        if chat is None:
            self._p.people.population.set(row, wrote_at=self._p.now())
        self._show_in_chat(row, message, chat)

    def _show_in_chat(self, row: int, message: Mapping[str, Any], chat: Chat | None) -> None:
        readers = frozenset(chat.members if chat else (row,))
        self._p.deliveries.add(Delivery(self._p.now(), (message,), RowSet(readers), chat.id if chat else None, row))

    def _tell(
        self, kind: str, row: int | None, chat: Chat | None, *, replies: bool = True, **extra: Any
    ) -> WebhookRequest | None:
        """Send the event of what `row` did (None: an event of the group itself, which names no user)."""
        if chat is not None and not chat.bot_in:
            return None
        if chat is None:
            assert row is not None, "one-to-one events come from a person"
            source, chat_id = self._user(row), self._p.people.user_id(row)
        else:
            source, chat_id = {"type": chat.kind, f"{chat.kind}Id": chat.id}, chat.id
            if row is not None:
                source["userId"] = self._p.people.user_id(row)
        return self._p.webhooks.emit(kind, source, self._p.now(), reply_chat=chat_id if replies else None, **extra)
