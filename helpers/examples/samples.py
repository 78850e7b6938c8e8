"""Sample messages and ids for ready requests: one of each common message type, in the lab's language."""

from __future__ import annotations

from typing import Any

from helpers.line import limits
from helpers.session.session import Session

#: A message object as LINE takes it (REF#message-objects).
MessageDict = dict[str, Any]

STRANGER = "U" + "f" * 32  # a user id well-formed, and nobody's
MALFORMED = "mei-0912345678"  # a name and a phone number, as people try
UNKNOWN_TOKEN = "0" * 32
#: A demographic condition (REF#narrowcast-demographic-filter).
WOMEN = {"type": "gender", "oneOf": ["female"]}


def text(session: Session, key: str = "hello") -> MessageDict:
    """Return a text message with one of the texts ``builder.sample.<key>``."""
    return {"type": "text", "text": session.texts(f"builder.sample.{key}")}


def sticker() -> MessageDict:
    """One of the stickers any bot may send (REF#sticker-message)."""
    return {"type": "sticker", "packageId": "446", "stickerId": "1988"}


def image(scheme: str = "https") -> MessageDict:
    """Return a picture; its address belongs to nobody (RFC 2606). LINE takes https only."""
    url = f"{scheme}://example.com/coffee.jpg"
    return {"type": "image", "originalContentUrl": url, "previewImageUrl": url}


def location(session: Session) -> MessageDict:
    """Return a place in Taipei."""
    title, address = (session.texts(f"builder.sample.{key}") for key in ("shop", "address"))
    return {"type": "location", "title": title, "address": address, "latitude": 25.033, "longitude": 121.5654}


def flex(session: Session) -> MessageDict:
    """Return a flex message: one bubble with a title and a price."""
    name = session.texts("builder.sample.coffee")
    title = {"type": "text", "text": name, "weight": "bold", "size": "xl"}
    price = {"type": "text", "text": "NT$120", "color": "#555555"}
    body = {"type": "box", "layout": "vertical", "contents": [title, price]}
    return {"type": "flex", "altText": name, "contents": {"type": "bubble", "body": body}}


def question(session: Session) -> MessageDict:
    """Return a text with two quick replies under it."""
    labels = [session.texts(f"builder.sample.{key}") for key in ("yes", "no")]
    items = [{"type": "action", "action": {"type": "message", "label": label, "text": label}} for label in labels]
    return {**text(session, "question"), "quickReply": {"items": items}}


def five(session: Session) -> list[MessageDict]:
    """As many messages as one request takes, each of another kind."""
    return [text(session), sticker(), image(), location(session), question(session)]


def numbered(count: int) -> list[MessageDict]:
    """So many text messages, each saying which one it is: ``1/6``."""
    return [{"type": "text", "text": f"{number}/{count}"} for number in range(1, count + 1)]


def long_text() -> MessageDict:
    """One UTF-16 unit over the limit; Python counts about half of that, since an emoji is two units."""
    return {"type": "text", "text": "🎉" * (limits.TEXT_LENGTH // 2) + "!"}


def some_ids(count: int) -> list[str]:
    """Return a number of well-formed user ids, all different; most belong to no one."""
    return [f"U{number:032x}" for number in range(1, count + 1)]


def friends_ids(session: Session, count: int) -> list[str]:
    """Return the user ids of the first `count` friends who can be reached; fewer when there are fewer."""
    people = session.platform.people
    return [people.user_id(row) for row in people.population.reachable.first(count)]
