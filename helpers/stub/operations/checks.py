"""Checks that several operations share: the form of an id in the path, and what the account is entitled to."""

from __future__ import annotations

import re

from helpers.line import errors
from helpers.line.id_patterns import GROUP_ID, ROOM_ID, USER_ID
from helpers.stub.call import Call
from helpers.stub.platform import Platform

_FORMS: dict[str, re.Pattern[str]] = {"userId": USER_ID, "groupId": GROUP_ID, "roomId": ROOM_ID}


def path_id(call: Call, name: str) -> str:
    """Return the id that stands in the path as `name` (userId, groupId, roomId).

    Raise LineError 400 for another form.
    """
    value = call.path[name]
    if not _FORMS[name].fullmatch(value):
        raise errors.parameter_invalid(name)
    return value


def entitled(platform: Platform) -> None:
    """Raise LineError 403 unless the account is verified (or premium, which is the same here)."""
    if not platform.account.verified:
        raise errors.account_not_entitled()
