from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from linebot.v3 import messaging

from helpers.stub.person_actions import PersonActions
from helpers.stub.platform import Platform
from helpers.stub.world.worlds import World
from tests.stub.clients import Clients
from tests.stub.wire import Reply, Wire

LOADING = "/v2/bot/chat/loading/start"
ONLY_USERS = {
    "message": "Only user id is acceptable, please confirm if there are any group/room ids or illegal ids.",
    "property": "chatId",
}
BETWEEN = {"message": "Must be between 5 and 60", "property": "loadingSeconds"}
MULTIPLE = {"message": "must be a multiple of five", "property": "loadingSeconds"}
BAD_TOKEN = {"message": "Invalid markAsReadToken. Tokens must be used by the bot that received them via Webhook."}


@pytest.fixture
def wire() -> Wire:
    return Wire(Platform())


def user_id(wire: Wire, name: str = "小美") -> str:
    return wire.platform.people.user_id(wire.platform.people.row_named(name) or 0)


def say(wire: Wire, row: int = 0, kind: str = "text", chat: Any = None, **more: object) -> dict[str, Any]:
    """What the bot is told of a message."""
    content = {"type": kind, **({"text": "你好"} if kind == "text" else {}), **more}
    request = PersonActions(wire.platform).send(row, content, chat)
    assert request is not None
    message: dict[str, Any] = json.loads(request.body)["events"][0]["message"]
    return message


# The loading animation ----------------------------------------------------------------------------------------------


def load(wire: Wire, chat_id: object, **more: object) -> Reply:
    return wire.request("POST", LOADING, {"chatId": chat_id, **more})


def test_loading_is_accepted_with_202(wire: Wire) -> None:
    answer = load(wire, user_id(wire))
    assert (answer.status, answer.json) == (202, {})


@pytest.mark.parametrize("name", ["雅婷", "建宏", "大偉"])
def test_loading_is_accepted_for_who_will_not_see_it(wire: Wire, name: str) -> None:
    assert load(wire, user_id(wire, name)).status == 202
    assert not wire.platform.chat_indicators.loading(wire.platform.people.row_named(name) or 0, wire.platform.now())


@pytest.mark.parametrize("seconds", [*range(5, 61, 5), None])
def test_loading_takes_seconds_in_fives(wire: Wire, seconds: int | None) -> None:
    assert load(wire, user_id(wire), loadingSeconds=seconds).status == 202


@pytest.mark.parametrize(
    ("seconds", "details"),
    [
        (0, [BETWEEN]), (4, [BETWEEN, MULTIPLE]), (65, [BETWEEN]), (61, [BETWEEN, MULTIPLE]), (7, [MULTIPLE]),
        (-5, [BETWEEN]), (10**30, [BETWEEN]),
    ],
)  # fmt: skip
def test_loading_refuses_other_seconds(wire: Wire, seconds: int, details: list[dict[str, str]]) -> None:
    answer = load(wire, user_id(wire), loadingSeconds=seconds)
    assert answer.status == 400
    assert answer.json == {"message": f"The request body has {len(details)} error(s)", "details": details}


@pytest.mark.parametrize("chat_id", ["C" + "0" * 32, "R" + "0" * 32, "mei", "", "U" + "0" * 32])
def test_loading_takes_user_ids_only(wire: Wire, chat_id: str) -> None:
    answer = load(wire, chat_id)
    assert answer.status == 400
    assert answer.json == {"message": "The request body has 1 error(s)", "details": [ONLY_USERS]}


def test_loading_tells_of_every_fault_at_once(wire: Wire) -> None:
    assert load(wire, "mei", loadingSeconds=61).json["details"] == [BETWEEN, MULTIPLE, ONLY_USERS]


@pytest.mark.parametrize("chat_id", [None, 5, ["U"]])
def test_loading_refuses_a_chat_id_of_another_type(wire: Wire, chat_id: object) -> None:
    assert load(wire, chat_id).status == 400


def test_loading_needs_a_chat_id(wire: Wire) -> None:
    details = [{"message": "May not be empty", "property": "chatId"}]
    assert wire.request("POST", LOADING, {}).json["details"] == details


def test_loading_100_times_a_second(wire: Wire) -> None:
    statuses = [load(wire, user_id(wire)).status for _ in range(101)]
    assert statuses == [202] * 100 + [429]


def test_the_animation_ends_with_its_time(wire: Wire) -> None:
    load(wire, user_id(wire), loadingSeconds=5)
    indicators, clock = wire.platform.chat_indicators, wire.platform.clock
    clock.advance(seconds=4)
    assert indicators.loading(0, clock.ms())
    clock.advance(seconds=1)
    assert not indicators.loading(0, clock.ms())


def test_the_animation_lasts_20_seconds_unless_told_otherwise(wire: Wire) -> None:
    load(wire, user_id(wire))
    wire.platform.clock.advance(seconds=19)
    assert wire.platform.chat_indicators.loading(0, wire.platform.now())


def test_the_animation_ends_with_the_next_message(wire: Wire) -> None:
    load(wire, user_id(wire))
    body = {"to": user_id(wire), "messages": [{"type": "text", "text": "好了"}]}
    wire.request("POST", "/v2/bot/message/push", body)
    assert not wire.platform.chat_indicators.loading(0, wire.platform.now())


def test_the_animation_goes_on_when_others_get_a_message(wire: Wire) -> None:
    load(wire, user_id(wire))
    body = {"to": user_id(wire, "阿凱"), "messages": [{"type": "text", "text": "好了"}]}
    wire.request("POST", "/v2/bot/message/push", body)
    assert wire.platform.chat_indicators.loading(0, wire.platform.now())


def test_a_second_request_sets_the_time_anew(wire: Wire) -> None:
    load(wire, user_id(wire), loadingSeconds=10)
    wire.platform.clock.advance(seconds=9)
    load(wire, user_id(wire), loadingSeconds=5)
    wire.platform.clock.advance(seconds=4)
    assert wire.platform.chat_indicators.loading(0, wire.platform.now())


def test_the_sdk_shows_the_animation(wire: Wire) -> None:
    request = messaging.ShowLoadingAnimationRequest(chat_id=user_id(wire), loading_seconds=20)
    answer = Clients(wire.platform).messaging.show_loading_animation_with_http_info(request)
    assert (answer.status_code, answer.data) == (202, {})


def test_the_phone_shows_the_animation_even_before_anything_was_said(wire: Wire) -> None:
    load(wire, user_id(wire))
    (chat,) = wire.platform.phone(0).chats
    assert (chat.loading, chat.bubbles) == (True, ())
    wire.platform.clock.advance(seconds=20)
    assert wire.platform.phone(0).chats == ()


# Mark as read -------------------------------------------------------------------------------------------------------


def mark(wire: Wire, token: str) -> Reply:
    return wire.request("POST", "/v2/bot/chat/markAsRead", {"markAsReadToken": token})


def is_read(wire: Wire, message: Mapping[str, Any]) -> bool:
    """Whether somebody's phone shows it as read."""
    phones = map(wire.platform.phone, wire.platform.people.named_rows)
    bubbles = (bubble for phone in phones for chat in phone.chats for bubble in chat.bubbles)
    return any(bubble.read for bubble in bubbles if bubble.message.get("id") == message["id"])


def test_everything_up_to_the_message_of_the_token_is_read(wire: Wire) -> None:
    first, second, third = say(wire), say(wire), say(wire)
    answer = mark(wire, second["markAsReadToken"])
    assert (answer.status, answer.json) == (200, {})
    read = [is_read(wire, message) for message in (first, second, third)]
    assert read == [True, True, False]


def test_an_older_token_takes_nothing_back(wire: Wire) -> None:
    first, second = say(wire), say(wire)
    mark(wire, second["markAsReadToken"])
    mark(wire, first["markAsReadToken"])
    assert is_read(wire, second)


def test_a_token_is_of_one_chat(wire: Wire) -> None:
    mine, others = say(wire, 0), say(wire, 1)
    mark(wire, others["markAsReadToken"])
    assert not is_read(wire, mine)


def test_a_group_is_a_chat_of_its_own(wire: Wire) -> None:
    alone = say(wire, 0)
    together = say(wire, 0, chat=wire.platform.people.chat_named("同學會"))
    mark(wire, together["markAsReadToken"])
    assert [is_read(wire, m) for m in (alone, together)] == [False, True]


def test_a_token_never_expires_and_works_again(wire: Wire) -> None:
    token = say(wire)["markAsReadToken"]
    mark(wire, token)
    wire.platform.clock.advance(days=400)
    assert mark(wire, token).status == 200


def test_a_token_outlasts_its_message(wire: Wire) -> None:
    message = say(wire)
    PersonActions(wire.platform).unsend(0, message["id"])
    assert mark(wire, message["markAsReadToken"]).status == 200


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 10_000])
def test_an_unknown_token_is_refused(wire: Wire, token: str) -> None:
    answer = mark(wire, token)
    assert (answer.status, answer.json) == (400, BAD_TOKEN)


def test_the_sdk_marks_by_token(wire: Wire) -> None:
    message = say(wire)
    request = messaging.MarkMessagesAsReadByTokenRequest(mark_as_read_token=message["markAsReadToken"])
    Clients(wire.platform).messaging.mark_messages_as_read_by_token(request)
    assert is_read(wire, message)


def test_the_older_form_is_not_for_everybody(wire: Wire) -> None:
    answer = wire.request("POST", "/v2/bot/message/markAsRead", {"chat": {"userId": user_id(wire)}})
    assert (answer.status, answer.json) == (403, {"message": "Access to this API is not available for your account"})


def test_the_older_form_marks_all_a_person_wrote() -> None:
    wire = Wire(Platform(World(verified=True)))
    first, second, others = say(wire), say(wire), say(wire, 1)
    request = messaging.MarkMessagesAsReadRequest(chat=messaging.ChatReference(user_id=user_id(wire)))
    Clients(wire.platform).messaging.mark_messages_as_read(request)
    read = [is_read(wire, message) for message in (first, second, others)]
    assert read == [True, True, False]


def test_the_older_form_takes_who_never_wrote() -> None:
    wire = Wire(Platform(World(verified=True)))
    answer = wire.request("POST", "/v2/bot/message/markAsRead", {"chat": {"userId": user_id(wire)}})
    assert (answer.status, answer.json) == (200, {})


@pytest.mark.parametrize("who", ["", "mei", "C" + "0" * 32, "U" + "0" * 32])
def test_the_older_form_refuses_other_ids(who: str) -> None:
    wire = Wire(Platform(World(verified=True)))
    answer = wire.request("POST", "/v2/bot/message/markAsRead", {"chat": {"userId": who}})
    assert answer.status == 400
    assert answer.json == {
        "message": "The property, 'chat.chatId', in the request body is invalid (line: -, column: -)"
    }


# Link tokens --------------------------------------------------------------------------------------------------------


def test_a_link_token_is_new_each_time(wire: Wire) -> None:
    api = Clients(wire.platform).messaging
    tokens = {api.issue_link_token(user_id(wire)).link_token for _ in range(3)}
    assert len(tokens) == 3
    assert {len(token) for token in tokens} == {32}


@pytest.mark.parametrize("body", [b"", b"{}", b"not json"])
def test_a_link_token_needs_no_body(wire: Wire, body: bytes) -> None:
    assert wire.request("POST", f"/v2/bot/user/{user_id(wire)}/linkToken", body).status == 200


def test_a_link_token_for_a_malformed_id_is_refused(wire: Wire) -> None:
    answer = wire.request("POST", "/v2/bot/user/mei/linkToken")
    assert (answer.status, answer.json) == (400, {"message": "The value for the 'userId' parameter is invalid"})


def test_a_link_token_for_nobody_is_refused(wire: Wire) -> None:
    answer = wire.request("POST", f"/v2/bot/user/{'U' + '0' * 32}/linkToken")
    assert (answer.status, answer.json) == (404, {"message": "Not found"})


# Content ------------------------------------------------------------------------------------------------------------


def content(wire: Wire, message_id: str, path: str = "") -> Reply:
    return wire.request("GET", f"/v2/bot/message/{message_id}/content{path}")


@pytest.mark.parametrize(
    ("kind", "media_type", "magic"),
    [
        ("image", "image/jpeg", b"\xff\xd8\xff"),
        ("video", "video/mp4", b"\0\0\0\x1cftypisom"),
        ("audio", "audio/mpeg", b"\xff\xfb"),
        ("file", "application/octet-stream", ""),
    ],
)
def test_what_a_person_sent_can_be_fetched(wire: Wire, kind: str, media_type: str, magic: bytes) -> None:
    message = say(wire, kind=kind, fileName="a.txt", fileSize=10, duration=1000)
    answer = content(wire, message["id"])
    assert (answer.status, answer.headers["content-type"]) == (200, media_type)
    assert answer.body.startswith(magic or "這是".encode())


def test_a_preview_is_a_smaller_picture(wire: Wire) -> None:
    message = say(wire, kind="image")
    preview = content(wire, message["id"], "/preview")
    assert (preview.status, preview.headers["content-type"]) == (200, "image/jpeg")
    assert len(preview.body) < len(content(wire, message["id"]).body)


def test_a_video_has_a_preview(wire: Wire) -> None:
    assert content(wire, say(wire, kind="video", duration=1000)["id"], "/preview").body.startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize("kind", ["audio", "file", "text"])
def test_other_kinds_have_no_preview(wire: Wire, kind: str) -> None:
    answer = content(wire, say(wire, kind=kind)["id"], "/preview")
    assert (answer.status, answer.json) == (400, {"message": "The content can not be previewed"})


@pytest.mark.parametrize("kind", ["video", "audio"])
def test_video_and_audio_are_ready_at_once(wire: Wire, kind: str) -> None:
    assert content(wire, say(wire, kind=kind)["id"], "/transcoding").json == {"status": "succeeded"}


@pytest.mark.parametrize("kind", ["image", "file", "text"])
def test_other_kinds_are_not_prepared(wire: Wire, kind: str) -> None:
    answer = content(wire, say(wire, kind=kind)["id"], "/transcoding")
    assert (answer.status, answer.json) == (400, {"message": "Transcoding status doesn't support this type of content"})


@pytest.mark.parametrize("path", ["", "/preview", "/transcoding"])
@pytest.mark.parametrize("message_id", ["1", "x", "461230966842064897", "%20"])
def test_an_unknown_message_is_not_found(wire: Wire, path: str, message_id: str) -> None:
    answer = content(wire, message_id, path)
    assert (answer.status, answer.json) == (404, {"message": "not found"})


@pytest.mark.parametrize("kind", ["text", "sticker", "location"])
def test_a_message_without_a_file_has_no_content(wire: Wire, kind: str) -> None:
    answer = content(wire, say(wire, kind=kind)["id"])
    assert (answer.status, answer.json) == (404, {"message": "not found"})


def test_what_the_bot_sent_has_no_content(wire: Wire) -> None:
    body = {"to": user_id(wire), "messages": [{"type": "text", "text": "hi"}]}
    (sent,) = wire.request("POST", "/v2/bot/message/push", body).json["sentMessages"]
    assert content(wire, sent["id"]).status == 404


def test_content_on_another_server_is_not_here(wire: Wire) -> None:
    provider = {"type": "external", "originalContentUrl": "https://example.com/a.jpg"}
    assert content(wire, say(wire, kind="image", contentProvider=provider)["id"]).status == 404


@pytest.mark.parametrize("path", ["", "/preview", "/transcoding"])
def test_the_content_of_an_unsent_message_is_gone(wire: Wire, path: str) -> None:
    message = say(wire, kind="video", duration=1000)
    PersonActions(wire.platform).unsend(0, message["id"])
    answer = content(wire, message["id"], path)
    assert (answer.status, answer.json) == (410, {"message": "The content is gone"})


def test_the_sdk_fetches_content(wire: Wire) -> None:
    message, blob = say(wire, kind="video", duration=1000), Clients(wire.platform).blob
    assert bytes(blob.get_message_content(message["id"])).endswith(b"mdat")
    assert bytes(blob.get_message_content_preview(message["id"])).endswith(b"\xff\xd9")
    assert blob.get_message_content_transcoding_by_message_id(message["id"]).status == "succeeded"
