from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from linebot.v3 import WebhookParser
from linebot.v3 import webhooks as sdk

from helpers.line import person_messages
from helpers.line.errors import LineError
from helpers.line.webhook_request import WebhookRequest
from helpers.stub import person_actions as acts_module
from helpers.stub.control.requested_actions import REASONS
from helpers.stub.person_actions import NotPossibleError, PersonActions
from helpers.stub.platform import Platform
from helpers.stub.world.people import Chat

MEI, KAI, MING, TING, HONG, JUN, DAVID = range(7)


@pytest.fixture
def platform() -> Platform:
    return Platform()


def _group(platform: Platform, title: str = "同學會") -> Chat:
    chat = platform.people.chat_named(title)
    assert chat
    return chat


def _event(platform: Platform, request: WebhookRequest | None) -> Any:
    """The one event, as the SDK understands it."""
    assert request
    (event,) = WebhookParser(platform.account.channel_secret).parse(request.body.decode(), request.signature)
    return event


def _texts(platform: Platform, row: int) -> list[str]:
    bubbles = [bubble for chat in platform.phone(row).chats for bubble in chat.bubbles]
    return [bubble.message.get("text", bubble.message["type"]) for bubble in bubbles]


# Every event is one the SDK knows ---------------------------------------------------------------------------------

ONE_TO_ONE: dict[type, Callable[[PersonActions], WebhookRequest | None]] = {
    sdk.MessageEvent: lambda acts: acts.send(MEI, person_messages.text("hi")),
    sdk.FollowEvent: lambda acts: acts.follow(JUN),
    sdk.UnfollowEvent: lambda acts: acts.block(MEI),
    sdk.PostbackEvent: lambda acts: acts.postback(MEI, "a=1"),
    sdk.VideoPlayCompleteEvent: lambda acts: acts.finish_video(MEI, "track-1"),
    sdk.BeaconEvent: lambda acts: acts.beacon(MEI, "d41d8cd98f"),
    sdk.AccountLinkEvent: lambda acts: acts.link_account(MEI, "nonce"),
    sdk.MembershipEvent: lambda acts: acts.membership(MEI, "joined", 3),
}


@pytest.mark.parametrize("kind", ONE_TO_ONE)
def test_one_to_one_events_are_what_the_sdk_calls_them(platform: Platform, kind: type) -> None:
    event = _event(platform, ONE_TO_ONE[kind](PersonActions(platform)))
    assert type(event) is kind
    assert event.source.type == "user"


IN_GROUP: dict[type, Callable[[PersonActions, Chat], WebhookRequest | None]] = {
    sdk.MessageEvent: lambda acts, chat: acts.send(MEI, person_messages.text("hi"), chat),
    sdk.LeaveEvent: lambda acts, chat: acts.remove_bot(chat),
    sdk.MemberJoinedEvent: lambda acts, chat: acts.join(MING, chat),
    sdk.MemberLeftEvent: lambda acts, chat: acts.leave(MEI, chat),
    sdk.PostbackEvent: lambda acts, chat: acts.postback(MEI, "a=1", chat),
}


@pytest.mark.parametrize("kind", IN_GROUP)
def test_group_events_are_what_the_sdk_calls_them(platform: Platform, kind: type) -> None:
    chat = _group(platform)
    event = _event(platform, IN_GROUP[kind](PersonActions(platform), chat))
    assert type(event) is kind
    assert event.source.group_id == chat.id


def test_joining_a_group_is_a_join_event(platform: Platform) -> None:
    event = _event(platform, PersonActions(platform).invite_bot(_group(platform, "家族群組")))
    assert type(event) is sdk.JoinEvent


# Reply tokens (facts 3) -------------------------------------------------------------------------------------------

WITHOUT_TOKEN: list[Callable[[Platform], WebhookRequest | None]] = [
    lambda p: PersonActions(p).block(MEI),
    lambda p: PersonActions(p).remove_bot(_group(p)),
    lambda p: PersonActions(p).leave(MEI, _group(p)),
    lambda p: PersonActions(p).unsend(MEI, _said(p)),
    lambda p: PersonActions(p).link_account(MEI, "nonce", ok=False),
]


@pytest.mark.parametrize("act", WITHOUT_TOKEN)
def test_these_carry_no_reply_token(platform: Platform, act: Callable[[Platform], WebhookRequest | None]) -> None:
    request = act(platform)
    assert request and "replyToken" not in request.events[0]


@pytest.mark.parametrize("kind", [kind for kind in ONE_TO_ONE if kind is not sdk.UnfollowEvent])
def test_the_others_carry_one_that_works(platform: Platform, kind: type) -> None:
    event = _event(platform, ONE_TO_ONE[kind](PersonActions(platform)))
    assert platform.reply_tokens.check(event.reply_token, platform.now()) == event.source.user_id


# What people send -------------------------------------------------------------------------------------------------

CONTENTS = {
    sdk.TextMessageContent: person_messages.text("hi", quoting="123"),
    sdk.StickerMessageContent: person_messages.sticker(),
    sdk.ImageMessageContent: person_messages.image(),
    sdk.VideoMessageContent: person_messages.video(),
    sdk.AudioMessageContent: person_messages.audio(),
    sdk.FileMessageContent: person_messages.file(),
    sdk.LocationMessageContent: person_messages.location(title="台北車站"),
}


@pytest.mark.parametrize("kind", CONTENTS)
def test_every_content_is_what_the_sdk_calls_it(platform: Platform, kind: type) -> None:
    event = _event(platform, PersonActions(platform).send(MEI, CONTENTS[kind]))
    assert type(event) is sdk.MessageEvent
    assert type(event.message) is kind


@pytest.mark.parametrize("kind", ["text", "sticker", "image", "video"])
def test_what_can_be_quoted_has_a_quote_token(platform: Platform, kind: str) -> None:
    content = next(content for content in CONTENTS.values() if content["type"] == kind)
    assert _event(platform, PersonActions(platform).send(MEI, content)).message.quote_token


@pytest.mark.parametrize("kind", ["audio", "file", "location"])
def test_what_cannot_be_quoted_has_none(platform: Platform, kind: str) -> None:
    content = next(content for content in CONTENTS.values() if content["type"] == kind)
    request = PersonActions(platform).send(MEI, content)
    assert request and "quoteToken" not in request.events[0]["message"]


def test_absent_members_are_left_out_not_null(platform: Platform) -> None:
    requests = [PersonActions(platform).send(MEI, content) for content in CONTENTS.values()]
    assert all(request and b"null" not in request.body for request in requests)


# Edited and unsent ------------------------------------------------------------------------------------------------


def _content(platform: Platform, message_id: str) -> Mapping[str, Any]:
    message = platform.received_messages.find(message_id)
    assert message is not None
    return message.content


def _said(platform: Platform, chat: Chat | None = None, content: dict[str, Any] | None = None) -> str:
    request = PersonActions(platform).send(MEI, content or person_messages.text("before"), chat)
    assert request
    message_id: str = request.events[0]["message"]["id"]
    return message_id


def test_an_edit_is_told_with_a_new_quote_token_and_reply_token(platform: Platform) -> None:
    chat = _group(platform)
    first = PersonActions(platform).send(MEI, person_messages.text("before"), chat)
    assert first
    (old,) = first.events
    event = _event(platform, PersonActions(platform).edit(MEI, old["message"]["id"], "after"))
    assert type(event) is sdk.MessageEditedEvent
    assert (event.message.id, event.message.text) == (old["message"]["id"], "after")
    assert event.message.quote_token != old["message"]["quoteToken"]
    assert event.reply_token != old["replyToken"]


def test_an_edited_message_changes_on_every_phone(platform: Platform) -> None:
    PersonActions(platform).edit(MEI, _said(platform, _group(platform)), "after")
    assert _texts(platform, MEI) == _texts(platform, KAI) == ["after"]


def test_an_edit_one_to_one_is_not_possible_and_changes_nothing(platform: Platform) -> None:
    message_id = _said(platform)
    with pytest.raises(NotPossibleError, match="edit_groups_only"):
        PersonActions(platform).edit(MEI, message_id, "after")
    assert _texts(platform, MEI) == ["before"]


def test_only_texts_can_be_edited(platform: Platform) -> None:
    message_id = _said(platform, _group(platform), person_messages.sticker())
    with pytest.raises(NotPossibleError, match="edit_text_only"):
        PersonActions(platform).edit(MEI, message_id, "after")


def test_an_unsent_message_is_told_and_gone(platform: Platform) -> None:
    message_id = _said(platform)
    event = _event(platform, PersonActions(platform).unsend(MEI, message_id))
    assert type(event) is sdk.UnsendEvent
    assert event.unsend.message_id == message_id
    assert _texts(platform, MEI) == ["unsent"]


def test_unsending_twice_is_not_possible(platform: Platform) -> None:
    message_id = _said(platform)
    PersonActions(platform).unsend(MEI, message_id)
    with pytest.raises(NotPossibleError, match="not_own_message"):
        PersonActions(platform).unsend(MEI, message_id)


@pytest.mark.parametrize("message_id", ["", "1", "561230966842064897"])
def test_nobody_changes_what_somebody_else_wrote(platform: Platform, message_id: str) -> None:
    _said(platform, _group(platform))
    people = PersonActions(platform)
    for act in (lambda: people.edit(KAI, message_id, "x"), lambda: people.unsend(KAI, message_id)):
        with pytest.raises(NotPossibleError, match="not_own_message"):
            act()
    assert _texts(platform, KAI) == ["before"]


def test_what_was_unsent_can_still_be_marked_as_read(platform: Platform) -> None:
    request = PersonActions(platform).send(MEI, person_messages.text("before"))
    assert request
    message = request.events[0]["message"]
    PersonActions(platform).unsend(MEI, message["id"])
    assert _content(platform, message["id"])["markAsReadToken"] == message["markAsReadToken"]


# Who cannot do what -----------------------------------------------------------------------------------------------

EVERYTHING: list[Callable[[PersonActions, int], object]] = [
    lambda acts, row: acts.send(row, person_messages.text("hi")),
    lambda acts, row: acts.postback(row, "a=1"),
    lambda acts, row: acts.finish_video(row, "track"),
    lambda acts, row: acts.beacon(row, "d41d8cd98f"),
    lambda acts, row: acts.link_account(row, "nonce"),
    lambda acts, row: acts.membership(row, "left", 1),
]


@pytest.mark.parametrize("act", EVERYTHING)
def test_who_left_line_does_nothing(platform: Platform, act: Callable[[PersonActions, int], object]) -> None:
    with pytest.raises(NotPossibleError, match="left_line"):
        act(PersonActions(platform), DAVID)


@pytest.mark.parametrize("act", EVERYTHING)
def test_who_blocked_the_account_does_nothing_one_to_one(
    platform: Platform, act: Callable[[PersonActions, int], object]
) -> None:
    with pytest.raises(NotPossibleError, match="has_blocked"):
        act(PersonActions(platform), TING)


def test_an_act_that_cannot_be_leaves_no_trace(platform: Platform) -> None:
    heard: list[WebhookRequest] = []
    platform.webhooks.listeners.append(heard.append)
    before = _texts(platform, TING)
    with pytest.raises(NotPossibleError):
        PersonActions(platform).send(TING, person_messages.text("hi"))
    assert (heard, _texts(platform, TING)) == ([], before)


def test_a_stranger_to_a_group_cannot_speak_or_tap_there(platform: Platform) -> None:
    for act in (
        lambda c: PersonActions(platform).send(MING, person_messages.text("hi"), c),
        lambda c: PersonActions(platform).postback(MING, "a", c),
    ):
        with pytest.raises(NotPossibleError, match="not_a_member"):
            act(_group(platform))


def test_the_bot_hears_nothing_from_groups_it_is_not_in(platform: Platform) -> None:
    family = _group(platform, "家族群組")
    assert PersonActions(platform).send(MEI, person_messages.text("secret"), family) is None
    assert "secret" in _texts(platform, MING)


def test_a_blocker_still_speaks_in_groups(platform: Platform) -> None:
    PersonActions(platform).block(MEI)
    assert PersonActions(platform).send(MEI, person_messages.text("hi"), _group(platform))


# Details of single events -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("row", "was_blocked"), [(TING, True), (JUN, False)])
def test_follow_tells_whether_it_is_an_unblock(platform: Platform, row: int, was_blocked: bool) -> None:
    event = _event(platform, PersonActions(platform).follow(row))
    assert event.follow.is_unblocked is was_blocked
    assert platform.people.state(row) == "friend"


def test_postback_params_are_there_only_when_given(platform: Platform) -> None:
    plain = PersonActions(platform).postback(MEI, "a=1")
    picked = PersonActions(platform).postback(MEI, "a=1", params={"datetime": "2026-11-02T10:00"})
    assert plain and plain.events[0]["postback"] == {"data": "a=1"}
    assert picked and picked.events[0]["postback"] == {"data": "a=1", "params": {"datetime": "2026-11-02T10:00"}}


@pytest.mark.parametrize("kind", ["enter", "banner", "stay"])
def test_beacons_of_every_kind(platform: Platform, kind: str) -> None:
    event = _event(platform, PersonActions(platform).beacon(MEI, "d41d8cd98f", kind, dm="00"))
    assert (event.beacon.hwid, event.beacon.type, event.beacon.dm) == ("d41d8cd98f", kind, "00")


@pytest.mark.parametrize("kind", ["joined", "renewed", "left"])
def test_memberships_of_every_kind(platform: Platform, kind: str) -> None:
    event = _event(platform, PersonActions(platform).membership(MEI, kind, 3))
    assert (event.membership.type, event.membership.membership_id) == (kind, 3)


def test_a_failed_link_says_so(platform: Platform) -> None:
    event = _event(platform, PersonActions(platform).link_account(MEI, "nonce", ok=False))
    assert (event.link.result, event.link.nonce, event.reply_token) == ("failed", "nonce", None)


def test_leaving_line_is_told_to_nobody(platform: Platform) -> None:
    heard: list[WebhookRequest] = []
    platform.webhooks.listeners.append(heard.append)
    PersonActions(platform).leave_line(MEI)
    assert heard == []
    assert MEI not in _group(platform).members


def test_a_used_token_of_an_edit_does_not_spend_that_of_the_message(platform: Platform) -> None:
    chat = _group(platform)
    first = PersonActions(platform).send(MEI, person_messages.text("before"), chat)
    assert first
    edit = PersonActions(platform).edit(MEI, first.events[0]["message"]["id"], "after")
    assert edit
    platform.reply_tokens.use(edit.events[0]["replyToken"])
    platform.reply_tokens.check(first.events[0]["replyToken"], platform.now())
    with pytest.raises(LineError):
        platform.reply_tokens.check(edit.events[0]["replyToken"], platform.now())


def test_every_reason_why_not_has_a_sentence() -> None:
    tree = ast.parse(inspect.getsource(acts_module))
    calls = (n for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "NotPossibleError")
    keys = {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}
    assert keys == set(REASONS)
