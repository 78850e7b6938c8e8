"""The actions that can be requested of a person or a group under ``/_lab/``: what each takes, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from helpers.line import limits, person_messages
from helpers.line.timestamps import HOUR
from helpers.line.webhook_request import WebhookRequest
from helpers.stub.control.json_input import BadInputError, Fields
from helpers.stub.person_actions import PersonActions
from helpers.stub.world.people import Chat

#: What a person does, in a chat or (None) one-to-one.
PersonAction = Callable[[PersonActions, int, Chat | None], WebhookRequest | None]
GroupAction = Callable[[PersonActions, Chat], WebhookRequest | None]

#: LINE's app takes texts of this length; LINE does not specify it for webhooks.
TEXT_LONGEST = 10_000
_FILE_LARGEST = 1_000_000_000


@dataclass(frozen=True)
class ActionKind:
    """A kind of action. `takes` names the members beside ``act`` (and ``group``), for people to read.

    `where` are the chats it can happen in.
    """

    takes: str
    read: Callable[[Fields], PersonAction]
    where: str = "both"  # or "one_to_one" or "group"


def read_action(fields: Fields, *, in_group: bool) -> PersonAction:
    """Return the action that a request asks of a person. Raise BadInputError for what is none."""
    name = fields.choice("act", ACTIONS)
    act = ACTIONS[name]
    if act.where != "both" and in_group != (act.where == "group"):
        raise BadInputError(f"'{name}' happens {'in a group' if act.where == 'group' else 'one-to-one'} only.")
    perform = act.read(fields)
    fields.done()
    return perform


def read_message(fields: Fields) -> person_messages.Content:
    """Return the message that a request asks a person to send. Raise BadInputError for what is none."""
    return MESSAGES[fields.choice("act", MESSAGES)][1](fields)


# Messages -------------------------------------------------------------------------------------------------------------


def _text(fields: Fields) -> person_messages.Content:
    words = fields.text("text", longest=TEXT_LONGEST)
    return person_messages.text(words, quoting=fields.text("quotedMessageId", None))


def _sticker(fields: Fields) -> person_messages.Content:
    return person_messages.sticker(fields.text("packageId", "446"), fields.text("stickerId", "1988"))


def _image(fields: Fields) -> person_messages.Content:
    return person_messages.image()


def _video(fields: Fields) -> person_messages.Content:
    return person_messages.video(fields.whole("duration", 3000, low=1, high=HOUR))


def _audio(fields: Fields) -> person_messages.Content:
    return person_messages.audio(fields.whole("duration", 3000, low=1, high=HOUR))


def _file(fields: Fields) -> person_messages.Content:
    return person_messages.file(fields.text("fileName", "file.txt"), fields.whole("fileSize", 1024, high=_FILE_LARGEST))


def _location(fields: Fields) -> person_messages.Content:
    return person_messages.location(
        fields.number("latitude", None, low=-90, high=90),
        fields.number("longitude", None, low=-180, high=180),
        fields.text("title", None),
        fields.text("address", None),
    )


MESSAGES: dict[str, tuple[str, Callable[[Fields], person_messages.Content]]] = {
    "message": ("text, quotedMessageId?", _text),
    "sticker": ("packageId?, stickerId?", _sticker),
    "image": ("", _image),
    "video": ("duration? (milliseconds)", _video),
    "audio": ("duration? (milliseconds)", _audio),
    "file": ("fileName?, fileSize?", _file),
    "location": ("latitude?, longitude?, title?, address?", _location),
}


def _sends(read: Callable[[Fields], person_messages.Content]) -> Callable[[Fields], PersonAction]:
    def perform(fields: Fields) -> PersonAction:
        content = read(fields)
        return lambda people, row, chat: people.send(row, content, chat)

    return perform


# The rest -------------------------------------------------------------------------------------------------------------


def _plain(do: Callable[[PersonActions, int], WebhookRequest | None]) -> Callable[[Fields], PersonAction]:
    return lambda fields: lambda people, row, chat: do(people, row)


def _leave(fields: Fields) -> PersonAction:
    def leave(people: PersonActions, row: int, chat: Chat | None) -> WebhookRequest | None:
        if chat is not None:
            return people.leave(row, chat)
        people.leave_line(row)
        return None

    return leave


def _join(fields: Fields) -> PersonAction:
    def join(people: PersonActions, row: int, chat: Chat | None) -> WebhookRequest | None:
        assert chat is not None, "checked by `where`"
        return people.join(row, chat)

    return join


def _postback(fields: Fields) -> PersonAction:
    data, params = fields.text("data"), fields.string_map("params", most=5)
    return lambda people, row, chat: people.postback(row, data, chat, params)


def _edit(fields: Fields) -> PersonAction:
    message_id, text = fields.text("messageId"), fields.text("text", longest=TEXT_LONGEST)
    return lambda people, row, chat: people.edit(row, message_id, text)


def _unsend(fields: Fields) -> PersonAction:
    message_id = fields.text("messageId")
    return lambda people, row, chat: people.unsend(row, message_id)


def _video_play_complete(fields: Fields) -> PersonAction:
    tracking_id = fields.text("trackingId", longest=limits.VIDEO_TRACKING_ID_LENGTH)
    return lambda people, row, chat: people.finish_video(row, tracking_id)


def _beacon(fields: Fields) -> PersonAction:
    hwid, kind = fields.text("hwid"), fields.choice("type", ("enter", "banner", "stay"), "enter")
    dm = fields.text("dm", None)
    return lambda people, row, chat: people.beacon(row, hwid, kind, dm)


def _account_link(fields: Fields) -> PersonAction:
    nonce, result = fields.text("nonce"), fields.choice("result", ("ok", "failed"), "ok")
    return lambda people, row, chat: people.link_account(row, nonce, ok=result == "ok")


def _membership(fields: Fields) -> PersonAction:
    kind = fields.choice("type", ("joined", "renewed", "left"), "joined")
    membership_id = fields.whole("membershipId", 1, low=1, high=2**31 - 1)
    return lambda people, row, chat: people.membership(row, kind, membership_id)


ACTIONS: dict[str, ActionKind] = {
    **{name: ActionKind(takes, _sends(read)) for name, (takes, read) in MESSAGES.items()},
    "follow": ActionKind("", _plain(PersonActions.follow), "one_to_one"),
    "block": ActionKind("", _plain(PersonActions.block), "one_to_one"),
    "unblock": ActionKind("", _plain(PersonActions.unblock), "one_to_one"),
    "join": ActionKind("", _join, "group"),
    "leave": ActionKind("one-to-one: deletes the LINE account", _leave),
    "postback": ActionKind("data, params?", _postback),
    "edit": ActionKind("messageId, text (what was sent to a group)", _edit),
    "unsend": ActionKind("messageId", _unsend),
    "videoPlayComplete": ActionKind("trackingId", _video_play_complete, "one_to_one"),
    "beacon": ActionKind("hwid, type? (enter, banner, stay), dm?", _beacon, "one_to_one"),
    "accountLink": ActionKind("nonce, result? (ok, failed)", _account_link, "one_to_one"),
    "membership": ActionKind("membershipId?, type? (joined, renewed, left)", _membership, "one_to_one"),
}

#: What happens to the bot itself in a group.
GROUP_ACTIONS: dict[str, GroupAction] = {"invite": PersonActions.invite_bot, "remove": PersonActions.remove_bot}

#: Why someone cannot do that now, by the key of `NotPossibleError`.
REASONS = {
    "left_line": "{name} has left LINE.",
    "has_blocked": "{name} has blocked the account.",
    "already_friend": "{name} is a friend already.",
    "already_blocked": "{name} has blocked the account already.",
    "not_blocked": "{name} has not blocked the account.",
    "not_a_member": "{name} is not in that group.",
    "already_member": "{name} is in that group already.",
    "bot_already_in": "The bot is in {name} already.",
    "bot_not_in": "The bot is not in {name}.",
    "not_own_message": "{name} has sent no such message, or has unsent it.",
    "edit_groups_only": "LINE tells bots of edited messages in groups only.",
    "edit_text_only": "Only a text can be edited.",
}


def described() -> dict[str, Any]:
    """Return every action and what it takes, for the index of the control interface."""
    return {name: {"takes": act.takes, "where": act.where} for name, act in ACTIONS.items()}
