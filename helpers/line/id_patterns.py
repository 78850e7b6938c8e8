"""What ids look like: patterns for users, groups, rooms and retry keys."""

from __future__ import annotations

import re

USER_ID = re.compile(r"U[0-9a-f]{32}")


GROUP_ID = re.compile(r"C[0-9a-f]{32}")


ROOM_ID = re.compile(r"R[0-9a-f]{32}")


UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def is_chat_id(value: str) -> bool:
    """Whether the value has the form of a group or room id."""
    return bool(GROUP_ID.fullmatch(value) or ROOM_ID.fullmatch(value))
