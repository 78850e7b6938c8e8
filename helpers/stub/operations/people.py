"""Profiles, the ids of the followers, and the bot itself."""

from __future__ import annotations

from helpers.line import errors, limits
from helpers.stub.call import Answer, Call
from helpers.stub.ledgers import paging
from helpers.stub.operations.checks import entitled, path_id
from helpers.stub.operations.operation import Operation
from helpers.stub.platform import Platform

#: BCP 47, as in LINE's profiles; everyone here uses LINE in Taiwan's Chinese.
LANGUAGE = "zh-Hant"


def _profile(platform: Platform, call: Call) -> Answer:
    """Answer REF#get-profile. Nobody here has a picture or a status message, so LINE leaves these out."""
    user_id = path_id(call, "userId")
    row = platform.people.row(user_id)
    if row is None or not platform.people.can_be_seen(row):
        raise errors.not_found(errors.PROFILE_NOT_FOUND)
    return Answer({"displayName": platform.people.name(row), "userId": user_id, "language": LANGUAGE})


def _followers(platform: Platform, call: Call) -> Answer:
    """Answer REF#get-follower-ids: friends who have neither blocked the account nor left LINE.

    Verified accounts only.
    """
    size = paging.size(call.query, limits.FOLLOWERS_PAGE_DEFAULT, limits.FOLLOWERS_PAGE_MAX)
    entitled(platform)
    first = platform.pages.place("followers", call.query.get("start"), call.now_ms)
    rows = platform.people.population.reachable.first(size + 1, first)
    shown, more = platform.pages.cut("followers", rows, size, call.now_ms)
    return Answer({"userIds": [platform.people.user_id(row) for row in shown], **more})


def _bot_info(platform: Platform, call: Call) -> Answer:
    """Answer REF#get-bot-info."""
    account = platform.account
    mark_as_read = "manual" if account.chat_mode == "chat" else "auto"
    return Answer(
        {
            "userId": account.user_id,
            "basicId": account.basic_id,
            "displayName": account.display_name,
            "chatMode": account.chat_mode,
            "markAsReadMode": mark_as_read,
        }
    )


OPERATIONS = (
    Operation("GET", "/v2/bot/profile/{userId}", _profile),
    Operation("GET", "/v2/bot/followers/ids", _followers),
    Operation("GET", "/v2/bot/info", _bot_info),
)
