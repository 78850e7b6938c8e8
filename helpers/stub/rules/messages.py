"""What LINE checks in message objects (REF#message-objects) beyond the SDK's models.

Two families, as LINE answers them (facts 1.5). Ordinary fields: ``The request body has N error(s)``, paths from the
body's root (``messages[0].text``). Template, flex and textV2 contents: ``A message (messages[0]) in the request body
is invalid``, paths inside the message. Everywhere: what LINE neither documents nor was seen to refuse is accepted
(stickers outside the list, unused substitutions, any latitude).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal

from helpers.line.error_details import EMPTY, NOT_SPECIFIED, UNSPECIFIED, undocumented
from helpers.line.errors import Detail
from helpers.line.fields.messages import COMMON_FIELDS, MESSAGE_FIELDS
from helpers.stub.rules.actions import QUICK_REPLY, action_problems
from helpers.stub.rules.flex import container_problems
from helpers.stub.rules.imagemap import imagemap_problems
from helpers.stub.rules.ordinary import field_problems
from helpers.stub.rules.templates import template_problems
from helpers.stub.rules.text_v2 import placeholder_problems

_Chat = Literal["user", "group", "room", None]

_Message = Mapping[str, Any]
_LINE_WORD = re.compile(r"(?<![A-Za-z])LINE(?![A-Za-z])")


def body_problems(messages: Sequence[object], *, chat: _Chat, method: str) -> list[Detail]:
    """Return what is wrong with ordinary fields; each becomes one of the ``error(s)`` of the request body.

    `chat` is where the messages go, None when that is not known or is many people; `method` is the send
    method's name (``reply``, ``push`` …), of which the messages are sent or validated.
    """
    details: list[Detail] = []
    for index, message in enumerate(messages):
        if not isinstance(message, Mapping):
            continue
        kind = message.get("type")
        if isinstance(kind, str) and kind in MESSAGE_FIELDS:
            details.extend(_ordinary(message, f"messages[{index}]", chat))
        if message.get("quickReply") is not None or message.get("sender") is not None:
            details.extend(_common(message, f"messages[{index}]"))
    return details


def message_problems(messages: Sequence[object], *, chat: _Chat, method: str) -> tuple[int, list[Detail]] | None:
    """Return the first message that is wrong as a whole, and why: its index and the details. None when all are fine."""
    for index, message in enumerate(messages):
        if not isinstance(message, Mapping):
            continue
        kind = message.get("type")
        check = _CONTENTS.get(kind) if isinstance(kind, str) else None
        details = list(check(message, chat, method)) if check else None
        if details:
            return index, details
    return None


# Ordinary fields ----------------------------------------------------------------------------------------------------


def _ordinary(message: _Message, at: str, chat: _Chat) -> Iterator[Detail]:
    """Return what the table of this type says, then what no table can say."""
    kind = message["type"]
    if kind == "imagemap":
        yield from imagemap_problems(message, at)
    else:
        yield from field_problems(message, at, MESSAGE_FIELDS[kind])
    if kind == "text" and isinstance(message.get("emojis"), list):
        yield from _emoji_places(message.get("text"), message["emojis"], f"{at}.emojis")
    elif kind == "video" and isinstance(message.get("trackingId"), str) and chat in ("group", "room"):
        yield undocumented(NOT_SPECIFIED, f"{at}.trackingId")


def _emoji_places(text: object, emojis: Sequence[object], at: str) -> Iterator[Detail]:
    """Every index, in UTF-16 code units, points at a ``$`` (REF#text-message: otherwise 400)."""
    units = text.encode("utf-16-le", "surrogatepass") if isinstance(text, str) else b""
    for number, emoji in enumerate(emojis):
        index = emoji.get("index") if isinstance(emoji, Mapping) else None
        if isinstance(index, int) and (index < 0 or units[2 * index : 2 * index + 2] != b"$\x00"):
            yield undocumented("Must be the position of a '$' in the text", f"{at}[{number}].index")


# What every message may carry ---------------------------------------------------------------------------------------


def _common(message: _Message, at: str) -> Iterator[Detail]:
    sender, quick_reply = message.get("sender"), message.get("quickReply")
    if isinstance(sender, Mapping):
        yield from _sender(sender, f"{at}.sender")
    if isinstance(quick_reply, Mapping):
        yield from _quick_reply(quick_reply, f"{at}.quickReply")


def _sender(sender: _Message, at: str) -> Iterator[Detail]:
    """REF#icon-nickname-switch. The SDK counts the name in code points, LINE in UTF-16 units."""
    yield from field_problems(sender, at, COMMON_FIELDS["sender"])
    name = sender.get("name")
    if isinstance(name, str) and _LINE_WORD.search(name):
        # "Certain words such as LINE may not be used": the one word that is documented.
        yield undocumented("Contains a word that may not be used", f"{at}.name")


def _quick_reply(quick_reply: _Message, at: str) -> Iterator[Detail]:
    items = quick_reply.get("items")
    if items is None:
        yield Detail(EMPTY, f"{at}.items")
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, Mapping):
            yield from _quick_reply_button(item, f"{at}.items[{index}]")


def _quick_reply_button(item: _Message, at: str) -> Iterator[Detail]:
    yield from field_problems(item, at, COMMON_FIELDS["quickReplyItem"])
    if item.get("action") is None:
        yield Detail(UNSPECIFIED, f"{at}.action")
    yield from action_problems(item.get("action"), f"{at}.action", QUICK_REPLY)


# Messages as a whole ------------------------------------------------------------------------------------------------


def _template_contents(message: _Message, chat: _Chat, method: str) -> Iterator[Detail]:
    return template_problems(message.get("template"))


def _flex_contents(message: _Message, chat: _Chat, method: str) -> Iterator[Detail]:
    return container_problems(message.get("contents"))


_CONTENTS: dict[str, Callable[[_Message, _Chat, str], Iterator[Detail]]] = {
    "textV2": placeholder_problems,
    "template": _template_contents,
    "flex": _flex_contents,
}
