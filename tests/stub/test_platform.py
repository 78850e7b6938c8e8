"""The sends: who really receives, what is counted, what people then see (facts 2 and 3)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from helpers.line import errors
from helpers.line.errors import LineError, Rule
from helpers.line.outcomes import Outcome, Reason
from helpers.stub.call import Answer, Call
from helpers.stub.person_actions import PersonActions
from helpers.stub.platform import Platform
from helpers.stub.world.worlds import CLASSROOM, World
from tests.stub.samples import NOBODY, TEXT, group_id, push_body, reply_token, user_id


@pytest.fixture
def platform() -> Platform:
    return Platform()


def send(platform: Platform, method: str, data: dict[str, Any]) -> Answer:
    call = Call(platform.ids.request(), platform.now(), data={"messages": [TEXT], **data})
    answer: Answer = getattr(platform, method)(call)
    return answer


def outcome_of(answer: Answer) -> Outcome:
    assert answer.outcome is not None
    return answer.outcome


def push(platform: Platform, name: str, *messages: Any) -> Answer:
    return send(platform, "push", push_body(platform, name, messages=list(messages) or [TEXT]))


def broken_rule(platform: Platform, method: str, data: dict[str, Any]) -> Rule:
    with pytest.raises(LineError) as caught:
        send(platform, method, data)
    assert caught.value.status in (400, 429)
    return caught.value.rule


def bubbles(platform: Platform, name: str, chat: int = 0) -> list[str]:
    row = platform.people.row_named(name)
    assert row is not None
    chats = platform.phone(row).chats
    return [bubble.message["text"] for bubble in chats[chat].bubbles] if chats else []


# Push -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "received", "reason"),
    [
        ("小美", 1, Reason.FRIEND),
        ("建宏", 1, Reason.WROTE_RECENTLY),
        ("怡君", 0, Reason.NOT_FRIEND),
        ("雅婷", 0, Reason.BLOCKED),
        ("大偉", 0, Reason.LEFT_LINE),
    ],
)
def test_a_push_is_accepted_for_all_but_reaches_and_counts_only_some(
    platform: Platform, name: str, received: int, reason: Reason
) -> None:
    outcome = outcome_of(push(platform, name))
    assert (outcome.received, outcome.targeted, outcome.charged) == (received, 1, received)
    assert [person.reason for person in outcome.people] == [reason]
    assert platform.quota.used(platform.now()) == received
    assert len(bubbles(platform, name)) == received


@pytest.mark.parametrize(
    ("to", "rule"),
    [
        (NOBODY, errors.PUSH_TO_UNKNOWN),
        ("0912345678", errors.PUSH_TO_MALFORMED),
        ("", errors.PUSH_TO_MALFORMED),
        ("小美", errors.PUSH_TO_MALFORMED),
        (NOBODY + "\n", errors.PUSH_TO_MALFORMED),
        (NOBODY.lower(), errors.PUSH_TO_MALFORMED),
        ("C" + "0" * 32, errors.GROUP_NOT_JOINED),
        ("R" + "0" * 32, errors.GROUP_NOT_JOINED),
    ],
)
def test_where_a_push_cannot_go(platform: Platform, to: str, rule: Rule) -> None:
    assert broken_rule(platform, "push", {"to": to}) is rule
    assert len(platform.deliveries) == 0


def test_a_push_to_the_bot_itself(platform: Platform) -> None:
    assert broken_rule(platform, "push", {"to": platform.account.user_id}) is errors.PUSH_TO_SELF


def test_a_push_to_a_group_the_bot_is_not_in(platform: Platform) -> None:
    assert broken_rule(platform, "push", {"to": group_id(platform, "家族群組")}) is errors.GROUP_NOT_JOINED


def test_a_push_to_a_group_is_seen_by_and_counted_for_every_member(platform: Platform) -> None:
    outcome = outcome_of(send(platform, "push", {"to": group_id(platform)}))
    assert (outcome.received, outcome.charged) == (3, 3)
    assert {person.reason for person in outcome.people} == {Reason.IN_CHAT}
    assert [len(bubbles(platform, name)) for name in ("小美", "阿凱", "建宏", "志明")] == [1, 1, 1, 0]


def test_in_a_group_even_a_blocker_sees_it(platform: Platform) -> None:
    mei = platform.people.row_named("小美")
    assert mei is not None
    PersonActions(platform).block(mei)
    assert outcome_of(send(platform, "push", {"to": group_id(platform)})).received == 3


def test_counting_goes_by_people_not_by_message_objects(platform: Platform) -> None:
    push(platform, "小美", TEXT, TEXT, TEXT, TEXT)
    assert platform.quota.used(platform.now()) == 1


def test_sent_messages_are_as_many_as_the_messages_in_their_order(platform: Platform) -> None:
    sent = push(platform, "小美", TEXT, TEXT).body["sentMessages"]  # type: ignore[call-overload,index]
    assert [int(sent[0]["id"]) < int(sent[1]["id"]), len(sent)] == [True, 2]


QUOTABLE = ("text", "textV2", "sticker", "image", "video", "template", "flex")


@pytest.mark.parametrize("kind", [*QUOTABLE, "audio", "location", "imagemap", "coupon"])
def test_only_what_can_be_quoted_has_a_quote_token(platform: Platform, kind: str) -> None:
    [sent] = push(platform, "小美", {"type": kind}).body["sentMessages"]  # type: ignore[call-overload,index,misc]
    assert isinstance(sent["id"], str)
    assert ("quoteToken" in sent) is (kind in QUOTABLE)


def test_even_what_is_not_received_has_sent_messages(platform: Platform) -> None:
    assert push(platform, "雅婷").body["sentMessages"]  # type: ignore[call-overload,index]


# Multicast ------------------------------------------------------------------------------------------------

EVERYONE = ["小美", "阿凱", "志明", "雅婷", "建宏", "怡君", "大偉"]


def test_a_multicast_reaches_friends_and_skips_the_rest(platform: Platform) -> None:
    answer = send(platform, "multicast", {"to": [user_id(platform, name) for name in EVERYONE]})
    outcome = outcome_of(answer)
    assert (answer.status, answer.body) == (200, {})
    assert (outcome.received, outcome.targeted, outcome.charged) == (3, 7, 3)
    assert [person.name for person in outcome.people if person.received] == ["小美", "阿凱", "志明"]


def test_the_same_id_twice_receives_once(platform: Platform) -> None:
    outcome = outcome_of(send(platform, "multicast", {"to": [user_id(platform)] * 3}))
    assert (outcome.received, outcome.charged, len(bubbles(platform, "小美"))) == (1, 1, 1)
    assert (outcome.targeted, len(outcome.people)) == (1, 1)


def test_an_id_nobody_has_is_skipped(platform: Platform) -> None:
    outcome = outcome_of(send(platform, "multicast", {"to": [NOBODY, user_id(platform)]}))
    assert (outcome.received, outcome.people[0].reason) == (1, Reason.UNKNOWN_ID)


def test_or_refused_when_the_world_says_so() -> None:
    platform = Platform(World(multicast_unknown_ids="refuse"))
    assert broken_rule(platform, "multicast", {"to": [user_id(platform), NOBODY]}) is errors.MULTICAST_TO_UNKNOWN
    assert len(platform.deliveries) == 0


def test_a_malformed_id_is_told_by_its_place_and_nothing_is_sent(platform: Platform) -> None:
    with pytest.raises(LineError, match=r"The property, to\[1\], in the request body is invalid"):
        send(platform, "multicast", {"to": [user_id(platform), "x"]})
    assert len(platform.deliveries) == 0


def test_groups_are_no_target_of_a_multicast(platform: Platform) -> None:
    assert broken_rule(platform, "multicast", {"to": [group_id(platform)]}) is errors.MULTICAST_TO_INVALID


# Broadcast ------------------------------------------------------------------------------------------------


def test_a_broadcast_reaches_all_friends_who_have_not_blocked(platform: Platform) -> None:
    answer = send(platform, "broadcast", {})
    outcome = outcome_of(answer)
    assert (answer.body, outcome.received, outcome.charged) == ({}, 3, 3)
    assert [person.name for person in outcome.people if person.received] == ["小美", "阿凱", "志明"]


def test_a_broadcast_names_the_cast_and_counts_the_crowd() -> None:
    outcome = outcome_of(send(Platform(World(crowd=100, plan="unlimited")), "broadcast", {}))
    assert (outcome.received, len(outcome.people)) == (103, 7)


def test_many_broadcasts_share_one_set_of_recipients() -> None:
    platform = Platform(World(crowd=100, plan="unlimited"))
    for _ in range(3):
        send(platform, "broadcast", {})
    assert len({id(delivery.recipients) for delivery in platform.deliveries}) == 1


def test_broadcasts_between_which_somebody_blocks_keep_a_bit_a_person() -> None:
    platform = Platform(World(crowd=100_000, plan="unlimited"))
    send(platform, "broadcast", {})
    PersonActions(platform).block(0)
    send(platform, "broadcast", {})
    first, second = (delivery.recipients for delivery in platform.deliveries if delivery.method)
    assert (0 in first, 0 in second, len(first) - len(second)) == (True, False, 1)
    assert second.memory <= 12_502


def test_who_became_a_friend_later_does_not_see_it(platform: Platform) -> None:
    send(platform, "broadcast", {})
    hong = platform.people.row_named("建宏")
    assert hong is not None
    PersonActions(platform).follow(hong)
    assert bubbles(platform, "建宏") == []
    assert outcome_of(send(platform, "broadcast", {})).received == 4


# Reply ----------------------------------------------------------------------------------------------------


def reply(platform: Platform, token: str) -> Outcome:
    return outcome_of(send(platform, "reply", {"replyToken": token}))


def test_a_reply_goes_to_the_chat_of_the_event_free_of_charge(platform: Platform) -> None:
    outcome = reply(platform, reply_token(platform))
    assert (outcome.received, outcome.charged, platform.quota.used(platform.now())) == (1, 0, 0)
    assert len(bubbles(platform, "小美")) == 1


def test_a_reply_token_serves_once(platform: Platform) -> None:
    token = reply_token(platform)
    reply(platform, token)
    assert broken_rule(platform, "reply", {"replyToken": token}) is errors.REPLY_TOKEN_USED


def test_a_reply_reaches_who_is_no_friend(platform: Platform) -> None:
    token = platform.reply_tokens.issue(user_id(platform, "怡君"), platform.now())
    assert reply(platform, token).people[0].reason is Reason.REPLY_TOKEN


def test_a_reply_in_a_group_is_seen_by_all_of_it(platform: Platform) -> None:
    token = platform.reply_tokens.issue(group_id(platform), platform.now())
    assert (reply(platform, token).received, len(bubbles(platform, "阿凱"))) == (3, 1)


def test_a_reply_is_possible_with_the_quota_used_up(platform: Platform) -> None:
    platform.quota.change(platform.now(), limit=0)
    assert reply(platform, reply_token(platform)).received == 1


# Quota ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "data"), [("broadcast", {}), ("multicast", {"to": EVERYONE}), ("push", {"to": "同學會"})]
)
def test_a_send_the_quota_does_not_cover_reaches_nobody(platform: Platform, method: str, data: dict[str, Any]) -> None:
    platform.quota.change(platform.now(), limit=2)
    if method == "multicast":
        data = {"to": [user_id(platform, name) for name in EVERYONE]}
    if method == "push":
        data = {"to": group_id(platform)}
    assert broken_rule(platform, method, data) is errors.QUOTA
    assert (len(platform.deliveries), platform.quota.used(platform.now())) == (0, 0)


def test_the_last_message_of_the_month_goes_out(platform: Platform) -> None:
    platform.quota.change(platform.now(), limit=3)
    assert outcome_of(send(platform, "broadcast", {})).received == 3
    assert platform.quota.remaining(platform.now()) == 0


def test_who_is_not_reached_needs_no_quota(platform: Platform) -> None:
    platform.quota.change(platform.now(), limit=0)
    assert outcome_of(push(platform, "雅婷")).received == 0


# Phones ---------------------------------------------------------------------------------------------------


def test_a_phone_shows_what_came_and_what_was_written_in_order(platform: Platform) -> None:
    mei = platform.people.row_named("小美")
    assert mei is not None
    PersonActions(platform).send(mei, {"type": "text", "text": "a"})
    push(platform, "小美", {"type": "text", "text": "b"})
    PersonActions(platform).send(mei, {"type": "text", "text": "c"})
    [chat] = platform.phone(mei).chats
    assert [(b.message["text"], b.mine) for b in chat.bubbles] == [("a", True), ("b", False), ("c", True)]
    assert {b.sender for b in chat.bubbles} == {"小美", platform.account.display_name}


def test_messages_are_numbered_across_chats_as_they_came(platform: Platform) -> None:
    send(platform, "push", {"to": group_id(platform)})
    push(platform, "小美")
    one_to_one, in_group = (chat.bubbles[-1] for chat in platform.phone(0).chats)
    assert in_group.at == one_to_one.at
    assert in_group.number < one_to_one.number


def test_a_silent_delivery_is_marked(platform: Platform) -> None:
    send(platform, "push", push_body(platform, notificationDisabled=True))
    push(platform, "小美")
    [chat] = platform.phone(0).chats
    assert [bubble.silent for bubble in chat.bubbles] == [True, False]


def test_each_chat_stands_apart(platform: Platform) -> None:
    send(platform, "push", {"to": group_id(platform)})
    push(platform, "小美")
    chats = platform.phone(0).chats
    assert [(chat.kind, chat.title) for chat in chats] == [("user", platform.account.display_name), ("group", "同學會")]


def test_any_phone_of_a_crowd_can_be_opened() -> None:
    platform = Platform(World(crowd=1000, plan="unlimited"))
    send(platform, "broadcast", {})
    phone = platform.phone(777)
    assert (phone.state, len(phone.chats)) == ("friend", 1)
    assert phone.name.endswith("#777")


# The same again -------------------------------------------------------------------------------------------


def test_reset_begins_the_same_world_with_the_same_ids(platform: Platform) -> None:
    first = push(platform, "小美").body
    PersonActions(platform).block(0)
    platform.clock.advance(days=40)
    platform.reset()
    assert (platform.people.state(0), platform.now()) == ("friend", Platform().now())
    assert push(platform, "小美").body == first


def test_reset_keeps_those_who_listen_to_webhooks(platform: Platform) -> None:
    heard: list[Any] = []
    platform.webhooks.listeners.append(heard.append)
    platform.reset()
    PersonActions(platform).send(0, {"type": "text", "text": "hi"})
    assert len(heard) == 1


def test_it_may_begin_with_another_world(platform: Platform) -> None:
    platform.begin(replace(CLASSROOM, plan="medium"))
    assert platform.quota.limit == 3000
    platform.reset()
    assert platform.quota.limit == 3000
