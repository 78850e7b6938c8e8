"""Groups, and the older multi-person rooms: who is in them, and leaving them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from helpers.line import errors, limits
from helpers.stub.call import Answer, Call
from helpers.stub.operations.checks import entitled, path_id
from helpers.stub.operations.operation import Operation
from helpers.stub.person_actions import PersonActions
from helpers.stub.platform import Platform
from helpers.stub.world.people import Chat

CHAT_KINDS = ("group", "room")


def _chat(kind: str, platform: Platform, call: Call, *, joined: bool = True) -> Chat:
    """Return the chat in the path. Raise LineError: 400 for a malformed id, 404 for one that the bot is not in."""
    chat = platform.people.chats.get(path_id(call, f"{kind}Id"))
    if chat is None or (joined and not chat.bot_in):
        raise errors.not_found(errors.GROUP_NOT_FOUND)
    return chat


def _summary(platform: Platform, call: Call) -> Answer:
    """Answer REF#get-group-summary; rooms have none. No group here has an icon, so LINE leaves it out."""
    chat = _chat("group", platform, call)
    return Answer({"groupId": chat.id, "groupName": chat.title})


def _count(kind: str, platform: Platform, call: Call) -> Answer:
    """Answer REF#get-members-group-count: everyone but the bot."""
    return Answer({"count": len(_chat(kind, platform, call).members)})


def _member_ids(kind: str, platform: Platform, call: Call) -> Answer:
    """Answer REF#get-group-member-user-ids: friends or not; verified accounts only, 100 a page."""
    path_id(call, f"{kind}Id")
    entitled(platform)
    chat = _chat(kind, platform, call)
    first = platform.pages.place(chat.id, call.query.get("start"), call.now_ms)
    rows = sorted(row for row in chat.members if row >= first)
    shown, more = platform.pages.cut(chat.id, rows, limits.MEMBERS_PAGE_MAX, call.now_ms)
    return Answer({"memberIds": [platform.people.user_id(row) for row in shown], **more})


def _member_profile(kind: str, platform: Platform, call: Call) -> Answer:
    """Answer REF#get-group-member-profile: also of those who are no friends or blocked the account."""
    path_id(call, f"{kind}Id")
    user_id = path_id(call, "userId")
    row = platform.people.row(user_id)
    if row not in _chat(kind, platform, call).members:
        raise errors.not_found(errors.PROFILE_NOT_FOUND)
    return Answer({"displayName": platform.people.name(row), "userId": user_id})


def _leave(kind: str, platform: Platform, call: Call) -> Answer:
    """Answer REF#leave-group: the bot goes, and a leave event tells of it (REF#leave-event).

    For a room it is not in LINE answers 200 all the same (REF#leave-room); for a group 404.
    """
    chat = _chat(kind, platform, call, joined=kind == "group")
    if chat.bot_in:
        PersonActions(platform).remove_bot(chat)
    return Answer()


def _operations(kind: str) -> tuple[Operation, ...]:
    def operation(method: str, path: str, handle: Callable[[str, Platform, Call], Answer]) -> Operation:
        return Operation(method, f"/v2/bot/{kind}/{{{kind}Id}}/{path}", partial(handle, kind))

    return (
        operation("GET", "members/count", _count),
        operation("GET", "members/ids", _member_ids),
        operation("GET", "member/{userId}", _member_profile),
        operation("POST", "leave", _leave),
    )


OPERATIONS = (
    Operation("GET", "/v2/bot/group/{groupId}/summary", _summary),
    *(operation for kind in CHAT_KINDS for operation in _operations(kind)),
)
