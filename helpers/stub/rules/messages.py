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

from helpers.line import limits
from helpers.line.error_details import EMPTY, NOT_SPECIFIED, UNSPECIFIED, length_between, size_between
from helpers.line.errors import Detail
from helpers.line.text_length import longer_in_utf16
from helpers.stub.rules.actions import QUICK_REPLY, action_problems
from helpers.stub.rules.flex import container_problems
from helpers.stub.rules.imagemap import imagemap_problems
from helpers.stub.rules.templates import template_problems
from helpers.stub.rules.text_v2 import placeholder_problems
from helpers.stub.rules.uris import media_problems

Chat = Literal["user", "group", "room", None]

_Message = Mapping[str, Any]
_LINE_WORD = re.compile(r"(?<![A-Za-z])LINE(?![A-Za-z])")
_TRACKING_ID = re.compile(r"[a-zA-Z0-9\-.=,+*()%$&;:@{}!?<>\[\]]*")
_DELIVERY_TAG = re.compile(r"[a-zA-Z0-9_]*")


def body_problems(messages: Sequence[object], *, chat: Chat, method: str) -> list[Detail]:
    """What is wrong with ordinary fields; each becomes one of the ``error(s)`` of the request body.

    `chat` is where the messages go, None when that is not known or is many people; `method` is the send
    method's name (``reply``, ``push`` …), of which the messages are sent or validated.
    """
    details: list[Detail] = []
    for index, message in enumerate(messages):
        if not isinstance(message, Mapping):
            continue
        kind = message.get("type")
        check = _FIELDS.get(kind) if isinstance(kind, str) else None
        if check:
            details.extend(check(message, f"messages[{index}]", chat))
        if message.get("quickReply") is not None or message.get("sender") is not None:
            details.extend(_common(message, f"messages[{index}]"))
    return details


def message_problems(messages: Sequence[object], *, chat: Chat, method: str) -> tuple[int, list[Detail]] | None:
    """The first message that is wrong as a whole, and why: its index and the details. None when all are fine."""
    for index, message in enumerate(messages):
        if not isinstance(message, Mapping):
            continue
        kind = message.get("type")
        check = _CONTENTS.get(kind) if isinstance(kind, str) else None
        details = list(check(message, chat, method)) if check else None
        if details:
            return index, details
    return None


# Ordinary fields, by message type ---------------------------------------------------------------------------------


def _length(message: _Message, at: str, name: str, limit: int) -> Iterator[Detail]:
    """A required text: not empty, not longer than `limit` UTF-16 code units."""
    text = message.get(name)
    if text == "":
        yield Detail(EMPTY, f"{at}.{name}")
    elif isinstance(text, str) and longer_in_utf16(text, limit):
        yield Detail(length_between(0, limit), f"{at}.{name}")


def _filled(message: _Message, at: str, *names: str) -> Iterator[Detail]:
    for name in names:
        if message.get(name) == "":
            yield Detail(EMPTY, f"{at}.{name}")


def _text(message: _Message, at: str, chat: Chat) -> Iterator[Detail]:
    yield from _length(message, at, "text", limits.TEXT_LENGTH)
    emojis = message.get("emojis")
    if isinstance(emojis, list):
        if len(emojis) > limits.TEXT_EMOJIS_MAX:
            yield Detail(size_between(0, limits.TEXT_EMOJIS_MAX), f"{at}.emojis")
        yield from _emoji_places(message.get("text"), emojis, f"{at}.emojis")


def _emoji_places(text: object, emojis: Sequence[object], at: str) -> Iterator[Detail]:
    """Every index, in UTF-16 code units, points at a ``$`` (REF#text-message: otherwise 400)."""
    units = text.encode("utf-16-le", "surrogatepass") if isinstance(text, str) else b""
    for number, emoji in enumerate(emojis):
        index = emoji.get("index") if isinstance(emoji, Mapping) else None
        if isinstance(index, int) and (index < 0 or units[2 * index : 2 * index + 2] != b"$\x00"):
            yield Detail("Must be the position of a '$' in the text", f"{at}[{number}].index")  # undocumented wording


def _text_v2(message: _Message, at: str, chat: Chat) -> Iterator[Detail]:
    # Length and emptiness are told in the words of ordinary fields (REF#validate-message-objects-of-push-message).
    return _length(message, at, "text", limits.TEXT_LENGTH)


def _sticker(message: _Message, at: str, chat: Chat) -> Iterator[Detail]:
    return _filled(message, at, "packageId", "stickerId")


def _image(message: _Message, at: str, chat: Chat) -> Iterator[Detail]:
    return media_problems(message, at, "originalContentUrl", "previewImageUrl")


def _video(message: _Message, at: str, chat: Chat) -> Iterator[Detail]:
    yield from media_problems(message, at, "originalContentUrl", "previewImageUrl")
    tracking_id = message.get("trackingId")
    if not isinstance(tracking_id, str):
        return
    if chat in ("group", "room"):
        yield Detail(NOT_SPECIFIED, f"{at}.trackingId")  # undocumented wording
    if longer_in_utf16(tracking_id, limits.VIDEO_TRACKING_ID_LENGTH):
        yield Detail(length_between(0, limits.VIDEO_TRACKING_ID_LENGTH), f"{at}.trackingId")
    if not _TRACKING_ID.fullmatch(tracking_id):
        yield Detail(f"Must match the pattern '^{_TRACKING_ID.pattern}$'", f"{at}.trackingId")  # undocumented wording


def _audio(message: _Message, at: str, chat: Chat) -> Iterator[Detail]:
    yield from media_problems(message, at, "originalContentUrl")
    duration = message.get("duration")
    if isinstance(duration, int) and duration <= 0:
        yield Detail("Must be a positive value", f"{at}.duration")  # seen from a real server


def _location(message: _Message, at: str, chat: Chat) -> Iterator[Detail]:
    yield from _length(message, at, "title", limits.LOCATION_TEXT_LENGTH)
    yield from _length(message, at, "address", limits.LOCATION_TEXT_LENGTH)


def _coupon(message: _Message, at: str, chat: Chat) -> Iterator[Detail]:
    yield from _filled(message, at, "couponId")
    tag = message.get("deliveryTag")
    if isinstance(tag, str) and not _DELIVERY_TAG.fullmatch(tag):
        yield Detail(f"Must match the pattern '^{_DELIVERY_TAG.pattern}$'", f"{at}.deliveryTag")  # undocumented wording


def _alt_text(message: _Message, at: str, chat: Chat) -> Iterator[Detail]:
    return _length(message, at, "altText", limits.ALT_TEXT_LENGTH)


def _imagemap(message: _Message, at: str, chat: Chat) -> Iterator[Detail]:
    yield from _alt_text(message, at, chat)
    yield from imagemap_problems(message, at)


# What every message may carry ---------------------------------------------------------------------------------------


def _common(message: _Message, at: str) -> Iterator[Detail]:
    sender, quick_reply = message.get("sender"), message.get("quickReply")
    if isinstance(sender, Mapping):
        yield from _sender(sender, f"{at}.sender")
    if isinstance(quick_reply, Mapping):
        yield from _quick_reply(quick_reply, f"{at}.quickReply")


def _sender(sender: _Message, at: str) -> Iterator[Detail]:
    """REF#icon-nickname-switch. The SDK counts the name in code points, LINE in UTF-16 units."""
    name = sender.get("name")
    if isinstance(name, str) and longer_in_utf16(name, limits.SENDER_NAME_LENGTH):
        yield Detail(length_between(0, limits.SENDER_NAME_LENGTH), f"{at}.name")
    if isinstance(name, str) and _LINE_WORD.search(name):
        # "Certain words such as LINE may not be used": the one word that is documented. Undocumented wording.
        yield Detail("Contains a word that may not be used", f"{at}.name")
    yield from media_problems(sender, at, "iconUrl")


def _quick_reply(quick_reply: _Message, at: str) -> Iterator[Detail]:
    items = quick_reply.get("items")
    if items is None:
        yield Detail(EMPTY, f"{at}.items")
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, Mapping):
            yield from _quick_reply_button(item, f"{at}.items[{index}]")


def _quick_reply_button(item: _Message, at: str) -> Iterator[Detail]:
    yield from media_problems(item, at, "imageUrl")
    if item.get("action") is None:
        yield Detail(UNSPECIFIED, f"{at}.action")
    yield from action_problems(item.get("action"), f"{at}.action", QUICK_REPLY)


# Messages as a whole ------------------------------------------------------------------------------------------------


def _template_contents(message: _Message, chat: Chat, method: str) -> Iterator[Detail]:
    return template_problems(message.get("template"))


def _flex_contents(message: _Message, chat: Chat, method: str) -> Iterator[Detail]:
    return container_problems(message.get("contents"))


_FIELDS: dict[str, Callable[[_Message, str, Chat], Iterator[Detail]]] = {
    "text": _text,
    "textV2": _text_v2,
    "sticker": _sticker,
    "image": _image,
    "video": _video,
    "audio": _audio,
    "location": _location,
    "coupon": _coupon,
    "imagemap": _imagemap,
    "template": _alt_text,
    "flex": _alt_text,
}
_CONTENTS: dict[str, Callable[[_Message, Chat, str], Iterator[Detail]]] = {
    "textV2": placeholder_problems,
    "template": _template_contents,
    "flex": _flex_contents,
}
