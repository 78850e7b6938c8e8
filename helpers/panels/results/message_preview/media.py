"""Messages that are not text: sticker, image, video, audio, file, location, coupon (REF#message-objects)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helpers.panels.kit.markup import esc
from helpers.panels.results.message_preview.context import PreviewContext
from helpers.panels.results.message_preview.pictures import file_of, picture
from helpers.panels.results.message_preview.shapes import number, text_of, whole
from helpers.panels.results.message_preview.stickers import sticker_face

_Json = Mapping[str, Any]

#: Heights of the bars of a voice message, in percent: our drawing.
_WAVE = (30, 55, 80, 45, 100, 65, 35, 75, 95, 50, 70, 40, 60, 85, 30, 50)


def words_for(*words: object) -> str:
    """Return words that stand for a drawing where there is none: read aloud, and on a page without styles."""
    return f'<span class="lab-sr">{esc(" ".join(filter(None, map(text_of, words))))}</span>'


def sticker(message: _Json, context: PreviewContext) -> str:
    """Return a face of ours, chosen by the ids."""
    package, number_of = (text_of(message.get(name)) or "?" for name in ("packageId", "stickerId"))
    words = words_for(context.say("message.sticker"), f"{package} / {number_of}")
    return f"{words}{sticker_face(package, number_of)}"


def image(message: _Json, context: PreviewContext) -> str:
    """Return a picture of ours for the address of an image."""
    address = message.get("originalContentUrl") or message.get("previewImageUrl")
    return f"{words_for(context.say('message.image'), file_of(address))}{picture(address, fill=True)}"


def video(message: _Json, context: PreviewContext) -> str:
    """Return the picture before a video, with its sign to play and how long it is."""
    named = file_of(message.get("originalContentUrl"))
    address = message.get("previewImageUrl") or message.get("originalContentUrl")
    words = words_for(context.say("message.video"), named)
    return f'{words}{picture(address, fill=True)}<span class="lab-play"></span>{_length(message, context)}'


def audio(message: _Json, context: PreviewContext) -> str:
    """Return a voice message: play, a wave, how long."""
    bars = "".join(f'<i style="height:{height}%"></i>' for height in _WAVE)
    words = words_for(context.say("message.audio"))
    return f'{words}<span class="lab-play"></span><span class="lab-wave">{bars}</span>{_length(message, context)}'


def _length(message: _Json, context: PreviewContext) -> str:
    seconds = number(message.get("duration")) / 1000
    words = context.say("message.seconds", seconds=f"{seconds:g}") if seconds else ""
    return f' <span class="lab-length">{esc(words)}</span>' if words else ""


def file(message: _Json, context: PreviewContext) -> str:
    """Return a file's name and size; only people send files."""
    size = whole(message.get("fileSize"))
    note = f"{size / 1024:,.1f} KB" if size else ""
    return f"{words_for(context.say('message.file'))}{_two_lines(message.get('fileName'), note)}"


def location(message: _Json, context: PreviewContext) -> str:
    """Return a map with a pin, the name of the place and its address."""
    name = text_of(message.get("title")) or context.say("message.location")
    art = picture("map", fill=True)
    return f'<div class="lab-map">{art}</div>{_two_lines(name, text_of(message.get("address")))}'


def coupon(message: _Json, context: PreviewContext) -> str:
    """Return a ticket with the coupon's id."""
    art = picture("coupon", fill=True)
    return f'<div class="lab-map">{art}</div>{_two_lines(context.say("message.coupon"), message.get("couponId"))}'


def unsent(message: _Json, context: PreviewContext) -> str:
    """Return that a message was taken back."""
    return f"<em>{esc(context.say('message.unsent'))}</em>"


def _two_lines(name: object, note: object) -> str:
    second = f" <span>{esc(text_of(note))}</span>" if text_of(note) else ""
    return f'<div class="lab-lines"><b>{esc(text_of(name))}</b>{second}</div>'
