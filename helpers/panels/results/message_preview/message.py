"""A message of any type, or any object at all, as HTML; and what it is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from helpers.panels.kit.markup import esc
from helpers.panels.results.message_preview import flex, imagemap, media, templates, texts
from helpers.panels.results.message_preview.context import PreviewContext
from helpers.panels.results.message_preview.pictures import icon_picture
from helpers.panels.results.message_preview.shapes import is_drawable, items, keyword, mapping, text_of
from helpers.text import Texts

_SUMMARY_LENGTH = 30


def message_html(message: object, context: PreviewContext) -> str:
    """Return the HTML of a message's content, ready to stand in a chat. It never raises.

    Text and what has no picture stand in a speech bubble; the rest is its own frame.
    """
    members = mapping(message)
    kind = keyword(members.get("type"))
    draw = _DRAWERS.get(kind, _unknown) if is_drawable(members) else _not_drawable
    try:
        drawn = draw(members, context)
    except Exception:  # a preview must not end a lesson because of a message nobody thought of
        kind, drawn = "", _not_drawable(members, context)
    css = _CLASSES.get(kind, "lab-say lab-unknown")
    return f'<div class="{css}">{drawn}</div>'


def is_giant(message: object) -> bool:
    """Whether the message takes the whole width of a chat, as a giga bubble does."""
    members = mapping(message)
    contents = mapping(members.get("contents"))
    bubbles = [contents, *map(mapping, items(contents.get("contents")))]
    return keyword(members.get("type")) == "flex" and any(keyword(bubble.get("size")) == "giga" for bubble in bubbles)


def kind_name(message: Mapping[str, Any], say: Texts) -> str:
    """Return what kind of message it is, in words."""
    kind = text_of(message.get("type"))
    if not kind:
        return say("message.untyped")
    known = kind in _DRAWERS and kind not in ("text", "textV2")
    return say(f"message.{kind}" if known else "message.unknown")


def summary(message: Mapping[str, Any], say: Texts) -> str:
    """Return a message in a few words of one line: its text, or what kind of message it is."""
    if message.get("type") in ("text", "textV2"):
        return shortened(texts.plain_text(message, say))
    return kind_name(message, say)


def notification(message: Mapping[str, Any], say: Texts) -> str:
    """Return what the notification and the chat list say: altText where there is one (REF#flex-message)."""
    alternative = text_of(message.get("altText"))
    return shortened(alternative) if alternative else summary(message, say)


def sender_face(message: object) -> str:
    """Return the icon a message has instead of the account's (REF#icon-nickname-switch), as HTML; "" without one."""
    address = text_of(mapping(mapping(message).get("sender")).get("iconUrl"))
    return f'<span class="lab-face">{icon_picture(address)}</span>' if address else ""


def shortened(text: str) -> str:
    """Return the text in one line, cut with "…" when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _SUMMARY_LENGTH else line[:_SUMMARY_LENGTH] + "…"


def _unknown(message: Mapping[str, Any], context: PreviewContext) -> str:
    return _placeholder(kind_name(message, context.say), text_of(message.get("type")))


def _not_drawable(message: Mapping[str, Any], context: PreviewContext) -> str:
    return _placeholder(context.say("message.not_drawable"), "")


def _placeholder(name: str, note: str) -> str:
    return f'<div class="lab-lines"><b>{esc(name)}</b> <span>{esc(note)}</span></div>'


_DRAWERS: Mapping[str, Callable[[Mapping[str, Any], PreviewContext], str]] = {
    "text": texts.text,
    "textV2": texts.text,
    "sticker": media.sticker,
    "image": media.image,
    "video": media.video,
    "audio": media.audio,
    "file": media.file,
    "location": media.location,
    "coupon": media.coupon,
    "imagemap": imagemap.imagemap,
    "template": templates.template,
    "flex": flex.flex,
    "unsent": media.unsent,
}
_CLASSES = {
    "text": "lab-say lab-text",
    "textV2": "lab-say lab-text",
    "sticker": "lab-sticker",
    "image": "lab-photo",
    "video": "lab-photo",
    "audio": "lab-say lab-audio",
    "file": "lab-say lab-file",
    "location": "lab-place",
    "coupon": "lab-place",
    "imagemap": "lab-rich",
    "template": "lab-rich",
    "flex": "lab-rich",
    "unsent": "lab-say lab-unsent",
}
