"""What a person can send: message contents as webhooks carry them, without the id and tokens `Acts.send` adds.

Members as facts 9.3; those SDK parsers insist on are always there.
"""

from __future__ import annotations

from typing import Any

Content = dict[str, Any]

#: The bot fetches the bytes from LINE, as for everything people send from the app (REF#wh-image).
_FROM_LINE = {"type": "line"}


def text(words: str, *, quoting: str | None = None) -> Content:
    """Return a text; `quoting` is the id of the message it answers."""
    return {"type": "text", "text": words, **({"quotedMessageId": quoting} if quoting else {})}


def sticker(package_id: str = "446", sticker_id: str = "1988") -> Content:
    """Return a sticker that bots may send, too (REF#sticker-message)."""
    return {"type": "sticker", "packageId": package_id, "stickerId": sticker_id, "stickerResourceType": "STATIC"}


def image() -> Content:
    """Return a picture; its bytes are made by the platform."""
    return {"type": "image", "contentProvider": _FROM_LINE}


def video(duration_ms: int = 3000) -> Content:
    """Return a video of this many milliseconds."""
    return {"type": "video", "duration": duration_ms, "contentProvider": _FROM_LINE}


def audio(duration_ms: int = 3000) -> Content:
    """Return a voice message of this many milliseconds."""
    return {"type": "audio", "duration": duration_ms, "contentProvider": _FROM_LINE}


def file(name: str = "file.txt", size: int = 1024) -> Content:
    """Return a file of this many bytes."""
    return {"type": "file", "fileName": name, "fileSize": size}


#: Where people are who share a place and name none: Taipei's main station, as the app writes it.
STATION = {"title": "台北車站", "address": "100 臺北市中正區北平西路3號"}
STATION_LATITUDE, STATION_LONGITUDE = 25.0478, 121.5170


def location(
    latitude: float | None = None,
    longitude: float | None = None,
    title: str | None = None,
    address: str | None = None,
) -> Content:
    """Return a place; without coordinates Taipei's main station, with title and address as the app shares a place.

    Coordinates without title and address are a pin that LINE knows no name of.
    """
    if latitude is None and longitude is None:
        title, address = title or STATION["title"], address or STATION["address"]
    latitude = STATION_LATITUDE if latitude is None else latitude
    longitude = STATION_LONGITUDE if longitude is None else longitude
    named = {name: value for name, value in (("title", title), ("address", address)) if value is not None}
    return {"type": "location", **named, "latitude": latitude, "longitude": longitude}
