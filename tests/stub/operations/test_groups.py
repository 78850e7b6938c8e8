from __future__ import annotations

import json

import pytest

from helpers.line.webhook_request import WebhookRequest
from helpers.stub.person_actions import PersonActions
from helpers.stub.platform import Platform
from helpers.stub.world.worlds import GATHERINGS, Gathering, World
from tests.stub.clients import Clients
from tests.stub.wire import Reply, Wire

ROOM = Gathering("老聊天室", "Old room", ("小美", "志明"), bot_in=True, kind="room")
OLD_ROOM = Gathering("別的聊天室", "Another room", ("小美",), bot_in=False, kind="room")
WORLD = World(gatherings=(*GATHERINGS, ROOM, OLD_ROOM))
KINDS = pytest.mark.parametrize("kind", ["group", "room"])
JOINED = {"group": "同學會", "room": "老聊天室"}
NOT_JOINED = {"group": "家族群組", "room": "別的聊天室"}
FORM = {"group": "C", "room": "R"}
PATHS = ("members/count", "members/ids", "member/U" + "0" * 32)


@pytest.fixture
def wire() -> Wire:
    return Wire(Platform(World(gatherings=WORLD.gatherings, verified=True)))


def chat_id(wire: Wire, title: str) -> str:
    chat = wire.platform.people.chat_named(title)
    assert chat is not None
    return chat.id


def ids(wire: Wire, *names: str) -> list[str]:
    return [wire.platform.people.user_id(wire.platform.people.row_named(name) or 0) for name in names]


def get(wire: Wire, kind: str, title: str, path: str) -> Reply:
    return wire.request("GET", f"/v2/bot/{kind}/{chat_id(wire, title)}/{path}")


def leave(wire: Wire, kind: str, chat: str) -> Reply:
    return wire.request("POST", f"/v2/bot/{kind}/{chat}/leave")


# Asking -------------------------------------------------------------------------------------------------------------


def test_a_group_has_a_name(wire: Wire) -> None:
    group = chat_id(wire, "同學會")
    assert get(wire, "group", "同學會", "summary").json == {"groupId": group, "groupName": "同學會"}


def test_a_room_has_no_summary(wire: Wire) -> None:
    assert get(wire, "room", "老聊天室", "summary").status == 404


@pytest.mark.parametrize(("kind", "count"), [("group", 3), ("room", 2)])
def test_the_count_leaves_the_bot_out(wire: Wire, kind: str, count: int) -> None:
    assert get(wire, kind, JOINED[kind], "members/count").json == {"count": count}


def test_member_ids_include_who_is_no_friend(wire: Wire) -> None:
    expected = {"memberIds": ids(wire, "小美", "阿凱", "建宏")}
    assert get(wire, "group", "同學會", "members/ids").json == expected


def test_member_ids_of_a_room(wire: Wire) -> None:
    assert get(wire, "room", "老聊天室", "members/ids").json == {"memberIds": ids(wire, "小美", "志明")}


@KINDS
def test_member_ids_are_for_verified_accounts(kind: str) -> None:
    answer = get(Wire(Platform(WORLD)), kind, JOINED[kind], "members/ids")
    assert answer.status == 403
    assert answer.json == {"message": "Access to this API is not available for your account"}


def test_member_ids_come_in_pages_of_100(wire: Wire) -> None:
    platform = Platform(World(crowd=250, verified=True))
    chat = platform.people.chat_named("同學會")
    assert chat is not None
    chat.members.update(range(7, 257))
    api, start, seen, sizes = Clients(platform).messaging, None, [], []
    while True:
        page = api.get_group_members_ids(chat.id, start=start)
        seen += page.member_ids
        sizes.append(len(page.member_ids))
        start = page.next
        if start is None:
            break
    assert sizes == [100, 100, 53]
    assert len(set(seen)) == 253


@KINDS
def test_member_ids_refuse_a_bad_continuation_token(wire: Wire, kind: str) -> None:
    answer = get(wire, kind, JOINED[kind], "members/ids?start=nonsense")
    assert (answer.status, answer.json) == (400, {"message": "Invalid start param"})


def test_a_continuation_token_is_good_for_its_own_list_only() -> None:
    platform = Platform(World(crowd=250, verified=True))
    chat = platform.people.chat_named("同學會")
    assert chat is not None
    chat.members.update(range(7, 257))
    wire = Wire(platform)
    token = get(wire, "group", "同學會", "members/ids").json["next"]
    assert wire.request("GET", f"/v2/bot/followers/ids?start={token}").status == 400


@KINDS
def test_a_member_has_a_profile(wire: Wire, kind: str) -> None:
    (mei,) = ids(wire, "小美")
    assert get(wire, kind, JOINED[kind], f"member/{mei}").json == {"displayName": "小美", "userId": mei}


def test_a_member_who_blocked_has_a_profile(wire: Wire) -> None:
    PersonActions(wire.platform).block(0)
    assert get(wire, "group", "同學會", f"member/{ids(wire, '小美')[0]}").status == 200


@KINDS
def test_who_is_not_in_it_has_no_profile(wire: Wire, kind: str) -> None:
    answer = get(wire, kind, JOINED[kind], f"member/{ids(wire, '雅婷')[0]}")
    assert (answer.status, answer.json) == (404, {"message": "Not found"})


@KINDS
@pytest.mark.parametrize("path", PATHS)
def test_a_chat_the_bot_is_not_in_is_not_found(wire: Wire, kind: str, path: str) -> None:
    answer = get(wire, kind, NOT_JOINED[kind], path)
    assert (answer.status, answer.json) == (404, {"message": "Not found"})


@KINDS
@pytest.mark.parametrize("path", PATHS)
def test_an_unknown_chat_is_not_found(wire: Wire, kind: str, path: str) -> None:
    answer = wire.request("GET", f"/v2/bot/{kind}/{FORM[kind]}{'0' * 32}/{path}")
    assert (answer.status, answer.json) == (404, {"message": "Not found"})


@pytest.mark.parametrize("title", ["家族群組"])
def test_the_summary_of_a_group_the_bot_is_not_in_is_not_found(wire: Wire, title: str) -> None:
    answer = get(wire, "group", title, "summary")
    assert (answer.status, answer.json) == (404, {"message": "Not found"})


@KINDS
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("chat", ["x", "C" + "0" * 31, "U" + "0" * 32, "{}" + "G" * 32])
def test_a_malformed_chat_id_is_refused(wire: Wire, kind: str, path: str, chat: str) -> None:
    answer = wire.request("GET", f"/v2/bot/{kind}/{chat.replace('{}', FORM[kind])}/{path}")
    assert (answer.status, answer.json) == (400, {"message": f"The value for the '{kind}Id' parameter is invalid"})


def test_a_room_id_is_no_group_id(wire: Wire) -> None:
    assert get(wire, "group", "老聊天室", "members/count").status == 400


@KINDS
def test_a_malformed_user_id_is_refused(wire: Wire, kind: str) -> None:
    answer = get(wire, kind, JOINED[kind], "member/mei")
    assert (answer.status, answer.json) == (400, {"message": "The value for the 'userId' parameter is invalid"})


def test_the_sdk_asks_about_a_group(wire: Wire) -> None:
    api, group = Clients(wire.platform).messaging, chat_id(wire, "同學會")
    assert api.get_group_summary(group).group_name == "同學會"
    assert api.get_group_member_count(group).count == 3
    assert api.get_group_member_profile(group, ids(wire, "阿凱")[0]).display_name == "阿凱"


def test_the_sdk_asks_about_a_room(wire: Wire) -> None:
    api, room = Clients(wire.platform).messaging, chat_id(wire, "老聊天室")
    assert api.get_room_member_count(room).count == 2
    assert api.get_room_members_ids(room).member_ids == ids(wire, "小美", "志明")
    assert api.get_room_member_profile(room, ids(wire, "志明")[0]).display_name == "志明"


# Leaving ------------------------------------------------------------------------------------------------------------


@KINDS
def test_the_bot_leaves(wire: Wire, kind: str) -> None:
    chat = chat_id(wire, JOINED[kind])
    answer = leave(wire, kind, chat)
    assert (answer.status, answer.json) == (200, {})
    assert not wire.platform.people.chats[chat].bot_in


@pytest.mark.parametrize("body", [b"", b"{}", b"not json"])
def test_leaving_looks_at_no_body(wire: Wire, body: bytes) -> None:
    chat = chat_id(wire, "同學會")
    assert wire.request("POST", f"/v2/bot/group/{chat}/leave", body).status == 200


def test_leaving_is_told_by_a_leave_event(wire: Wire) -> None:
    told: list[WebhookRequest] = []
    wire.platform.webhooks.listeners.append(told.append)
    leave(wire, "group", chat_id(wire, "同學會"))
    (event,) = json.loads(told[0].body)["events"]
    assert (event["type"], "replyToken" in event) == ("leave", False)


def test_a_group_can_be_left_once(wire: Wire) -> None:
    chat = chat_id(wire, "同學會")
    answers = [leave(wire, "group", chat) for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 404]
    assert answers[1].json == {"message": "Not found"}


def test_leaving_a_room_one_is_not_in_succeeds(wire: Wire) -> None:
    answer = leave(wire, "room", chat_id(wire, "別的聊天室"))
    assert (answer.status, answer.json) == (200, {})


@KINDS
def test_an_unknown_chat_cannot_be_left(wire: Wire, kind: str) -> None:
    answer = leave(wire, kind, FORM[kind] + "0" * 32)
    assert (answer.status, answer.json) == (404, {"message": "Not found"})


@KINDS
def test_a_malformed_chat_cannot_be_left(wire: Wire, kind: str) -> None:
    answer = leave(wire, kind, "x")
    assert (answer.status, answer.json) == (400, {"message": f"The value for the '{kind}Id' parameter is invalid"})


def test_after_leaving_nothing_can_be_pushed_there(wire: Wire) -> None:
    chat = chat_id(wire, "同學會")
    leave(wire, "group", chat)
    body = {"to": chat, "messages": [{"type": "text", "text": "還在嗎"}]}
    assert wire.request("POST", "/v2/bot/message/push", body).json == {"message": "Failed to send messages"}


@KINDS
def test_the_sdk_leaves(wire: Wire, kind: str) -> None:
    api, chat = Clients(wire.platform).messaging, chat_id(wire, JOINED[kind])
    assert (api.leave_group if kind == "group" else api.leave_room)(chat) is None
    assert not wire.platform.people.chats[chat].bot_in
