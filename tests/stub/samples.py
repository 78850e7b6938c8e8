"""Requests that LINE accepts, for tests to send as they are or to spoil."""

from __future__ import annotations

from typing import Any

from helpers.stub.platform import Platform

SEND = "/v2/bot/message/"
PUSH = SEND + "push"
TEXT = {"type": "text", "text": "hi"}
NOBODY = "U" + "0" * 32
KEY = "123e4567-e89b-12d3-a456-426614174000"


def user_id(platform: Platform, name: str = "小美") -> str:
    """The user id of one of the cast."""
    row = platform.people.row_named(name)
    assert row is not None, name
    return platform.people.user_id(row)


def group_id(platform: Platform, title: str = "同學會") -> str:
    """The id of one of the groups."""
    chat = platform.people.chat_named(title)
    assert chat is not None, title
    return chat.id


def reply_token(platform: Platform) -> str:
    """A token for an event of now, in 小美's chat."""
    return platform.reply_tokens.issue(user_id(platform), platform.now())


def push_body(platform: Platform, name: str = "小美", **more: Any) -> dict[str, Any]:
    """A push to one of the cast."""
    return {"to": user_id(platform, name), "messages": [TEXT], **more}


def send_bodies(platform: Platform) -> dict[str, dict[str, Any]]:
    """A body for each of the five sends, by name."""
    return {
        "reply": {"replyToken": reply_token(platform), "messages": [TEXT]},
        "push": push_body(platform),
        "multicast": {"to": [user_id(platform), user_id(platform, "阿凱")], "messages": [TEXT]},
        "narrowcast": {"messages": [TEXT]},
        "broadcast": {"messages": [TEXT]},
    }
