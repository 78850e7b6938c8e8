"""What the older lesson says, row by row (facts 12), and what is right: through HTTP, with the SDK or raw bytes."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import pytest
from linebot.v3.messaging import (
    AgeDemographicFilter,
    ApiException,
    ApiResponse,
    AudienceRecipient,
    BroadcastRequest,
    Filter,
    GenderDemographicFilter,
    Limit,
    MulticastRequest,
    NarrowcastRequest,
    OperatorDemographicFilter,
    OperatorRecipient,
    PushMessageRequest,
    RedeliveryRecipient,
    ReplyMessageRequest,
    ValidateMessageRequest,
)
from pydantic.v1 import ValidationError

from helpers.line.audience_types import CHAT_TAG, CLICK, UPLOAD
from helpers.line.send_methods import SEND_METHODS
from helpers.line.webhook_request import WebhookRequest
from helpers.stub.person_actions import NotPossibleError, PersonActions
from helpers.stub.world.worlds import SHOP, Character, Gathering, World
from tests.stub.samples import KEY, NOBODY, TEXT, group_id
from tests.stub.webhooks.bot import Bot, messages

MEN = Filter(demographic=GenderDemographicFilter(one_of=["male"]))
RETRY = {"x-line-retry-key": KEY}


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest.fixture
def shop() -> Bot:
    return Bot(SHOP)


def refusal(call: Callable[..., Any], *args: Any, **kwargs: Any) -> ApiException:
    with pytest.raises(ApiException) as caught:
        call(*args, **kwargs)
    error: ApiException = caught.value
    return error


def narrowcast(bot: Bot, **fields: Any) -> str:
    """Send one that is accepted; returns its request id."""
    response = bot.api.narrowcast_with_http_info(NarrowcastRequest(messages=messages(), **fields))
    assert response.status_code == 202
    request_id: str = response.headers["x-line-request-id"]
    return request_id


def finished(bot: Bot, request_id: str) -> Any:
    bot.platform.clock.advance(minutes=5)
    return bot.api.get_narrowcast_progress(request_id)


def audience(bot: Bot, size: int, kind: str = UPLOAD, **more: Any) -> AudienceRecipient:
    """An audience of the first `size` of the crowd."""
    made = bot.platform.audiences.add(kind, range(100, 100 + size), **more)
    return AudienceRecipient(audience_group_id=made.id)


# The five methods -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", SEND_METHODS)
def test_row_01_there_are_five_ways_to_send(bot: Bot, method: str) -> None:
    bodies = {
        "reply": {"replyToken": bot.hears_text().reply_token},
        "push": {"to": bot.id()},
        "multicast": {"to": [bot.id()]},
    }
    reply = bot.post(method, {"messages": [TEXT], **bodies.get(method, {})})
    assert reply.status == SEND_METHODS[method].success_status


@pytest.mark.parametrize(
    "name",
    [
        "ReplyMessageRequest", "PushMessageRequest", "MulticastRequest", "BroadcastRequest", "NarrowcastRequest",
        "TextMessage", "Configuration", "ApiClient", "MessagingApi", "ApiException",
    ],
)  # fmt: skip
def test_row_02_what_the_snippets_import(name: str) -> None:
    assert hasattr(importlib.import_module("linebot.v3.messaging"), name)


# Reply ----------------------------------------------------------------------------------------------------

Act = Callable[[Bot], Callable[[PersonActions], WebhookRequest | None]]

REPLYABLE: dict[str, Act] = {
    "message": lambda bot: lambda acts: acts.send(bot.row("小美"), {"type": "text", "text": "hi"}),
    "follow": lambda bot: lambda acts: acts.follow(bot.row("建宏")),
    "postback": lambda bot: lambda acts: acts.postback(bot.row("小美"), "data"),
    "join": lambda bot: lambda acts: acts.invite_bot(bot.platform.people.chat_named("家族群組")),  # type: ignore[arg-type]
    "memberJoined": lambda bot: lambda acts: acts.join(bot.row("志明"), bot.platform.people.chat_named("同學會")),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("kind", REPLYABLE)
def test_row_03_events_that_can_be_replied_to(bot: Bot, kind: str) -> None:
    event = bot.hears(REPLYABLE[kind](bot))
    assert event.type == kind
    assert bot.reply(event.reply_token).status_code == 200


@pytest.mark.parametrize("name", ["阿凱"])
def test_row_03_a_block_cannot_be_replied_to(bot: Bot, name: str) -> None:
    event = bot.hears(lambda acts: acts.block(bot.row(name)))
    assert (event.type, getattr(event, "reply_token", None)) == ("unfollow", None)


def test_row_04_a_reply_needs_the_token_of_a_webhook(bot: Bot) -> None:
    assert bot.post("reply", {"messages": [TEXT]}).json["details"] == [
        {"message": "May not be empty", "property": "replyToken"}
    ]
    assert "Invalid reply token" in refusal(bot.reply, "0" * 32).body


def test_row_05_with_http_info_gives_status_and_headers_but_errors_come_as_exceptions(bot: Bot) -> None:
    event = bot.hears_text()
    response = bot.reply(event.reply_token)
    assert isinstance(response, ApiResponse)
    assert (response.status_code, bool(response.headers["x-line-request-id"])) == (200, True)
    assert refusal(bot.reply, event.reply_token).status == 400


def test_row_06_a_reply_token_serves_once(bot: Bot) -> None:
    token = bot.hears_text().reply_token
    bot.reply(token, "first")
    refusal(bot.reply, token, "second")
    assert bot.sees("小美") == ["first"]


def test_row_06_a_refused_reply_does_not_use_it_up(bot: Bot) -> None:
    token = bot.hears_text().reply_token
    assert bot.post("reply", {"replyToken": token, "messages": []}).status == 400
    assert bot.reply(token).status_code == 200


@pytest.mark.parametrize(("seconds", "status"), [(59, 200), (60, 400), (61, 400)])
def test_row_07_a_reply_token_lives_a_minute(bot: Bot, seconds: int, status: int) -> None:
    token = bot.hears_text().reply_token
    bot.platform.clock.advance(seconds=seconds)
    assert bot.post("reply", {"replyToken": token, "messages": [TEXT]}).status == status


def redelivered(bot: Bot, minutes: float, *, used: bool = False) -> Any:
    """A message whose webhook came again after `minutes`."""
    request = PersonActions(bot.platform).send(bot.row("小美"), {"type": "text", "text": "hi"})
    assert request is not None
    event = bot.receives(request)
    if used:
        bot.reply(event.reply_token)
    bot.platform.clock.advance(minutes=minutes)
    again = bot.receives(bot.platform.webhooks.redeliver(request, bot.platform.now()))
    assert (again.reply_token, again.webhook_event_id) == (event.reply_token, event.webhook_event_id)
    assert again.delivery_context.is_redelivery
    return again


def test_row_08_redelivery_renews_the_minute(bot: Bot) -> None:
    assert bot.reply(redelivered(bot, minutes=10).reply_token).status_code == 200


def test_row_08_but_not_of_a_token_that_was_used(bot: Bot) -> None:
    assert refusal(bot.reply, redelivered(bot, minutes=0.5, used=True).reply_token).status == 400


def test_row_08_nor_20_minutes_after_the_event(bot: Bot) -> None:
    assert refusal(bot.reply, redelivered(bot, minutes=20).reply_token).status == 400


@pytest.mark.parametrize(("count", "status"), [(0, 400), (1, 200), (5, 200), (6, 400)])
def test_row_09_one_to_five_messages_a_reply(bot: Bot, count: int, status: int) -> None:
    token = bot.hears_text().reply_token
    assert bot.post("reply", {"replyToken": token, "messages": [TEXT] * count}).status == status


def test_row_10_with_the_sdk_six_messages_never_leave_this_computer(bot: Bot) -> None:
    with pytest.raises(ValidationError, match="at most 5 items"):
        ReplyMessageRequest(reply_token="t", messages=messages(*"123456"))
    assert list(bot.platform.journal) == []


def test_row_10_by_raw_http_line_refuses_them(bot: Bot) -> None:
    reply = bot.post("reply", {"replyToken": bot.hears_text().reply_token, "messages": [TEXT] * 6})
    assert (reply.status, reply.json) == (
        400,
        {
            "message": "The request body has 1 error(s)",
            "details": [{"message": "Size must be between 1 and 5", "property": "messages"}],
        },
    )


@pytest.mark.parametrize(
    ("option", "silent"),
    [({}, False), ({"notification_disabled": True}, True), ({"notificationDisabled": True}, True)],
)
def test_row_11_notification_disabled_delivers_in_silence(bot: Bot, option: dict[str, bool], silent: bool) -> None:
    bot.api.push_message(PushMessageRequest(to=bot.id(), messages=messages(), **option))
    [chat] = bot.platform.phone(bot.row("小美")).chats
    assert [bubble.silent for bubble in chat.bubbles] == [silent]


# Push -----------------------------------------------------------------------------------------------------


def test_row_12_push_reaches_a_friend_at_any_time(bot: Bot) -> None:
    bot.platform.clock.advance(days=300)
    bot.push(bot.id(), "hello")
    assert bot.sees("小美") == ["hello"]


def test_row_13_push_reaches_a_group_with_the_account_in_it(bot: Bot) -> None:
    bot.push(group_id(bot.platform), "hello all")
    assert [bot.sees(name, "group") for name in ("小美", "阿凱", "建宏")] == [["hello all"]] * 3


def test_row_13_and_an_old_multi_person_chat() -> None:
    cast = (Character("小美", "Mei"), Character("阿凱", "Kai"))
    bot = Bot(World(cast=cast, gatherings=(Gathering("聊天", "Chat", ("小美", "阿凱"), bot_in=True, kind="room"),)))
    bot.push(group_id(bot.platform, "聊天"), "hello both")
    assert (bot.sees("小美", "room"), bot.platform.quota.used(bot.platform.now())) == (["hello both"], 2)


@pytest.mark.parametrize(("days", "seen"), [(4, ["hello"]), (4.01, [])])  # 建宏 wrote 3 days before
def test_row_14_push_reaches_who_wrote_within_7_days(bot: Bot, days: float, seen: list[str]) -> None:
    bot.platform.clock.advance(days=days)
    assert bot.push(bot.id("建宏"), "hello").status_code == 200
    assert bot.sees("建宏") == seen


@pytest.mark.parametrize("name", ["大偉", "雅婷", "怡君"])  # left LINE, blocked the account, no friend
def test_row_15_accepted_is_not_received(bot: Bot, name: str) -> None:
    response = bot.push(bot.id(name), "hello")
    assert (response.status_code, len(response.data.sent_messages)) == (200, 1)
    assert bot.sees(name) == []
    assert bot.platform.quota.used(bot.platform.now()) == 0


def test_row_15_an_id_nobody_has_is_refused(bot: Bot) -> None:
    assert "Failed to send messages" in refusal(bot.push, NOBODY).body


def test_row_16_writing_again_opens_the_7_days_again(bot: Bot) -> None:
    bot.hears_text("怡君")
    bot.push(bot.id("怡君"), "hello")
    assert bot.sees("怡君") == ["hello"]


def test_row_16_writing_in_a_group_does_not(bot: Bot) -> None:
    group = bot.platform.people.chat_named("同學會")
    assert group is not None
    bot.platform.clock.advance(days=8)
    bot.hears(lambda acts: acts.send(bot.row("建宏"), {"type": "text", "text": "hi"}, group))
    bot.push(bot.id("建宏"), "hello")
    assert bot.sees("建宏") == []


def test_row_17_push_goes_to_one_target_not_to_a_list(bot: Bot) -> None:
    with pytest.raises(ValidationError, match="str type expected"):
        PushMessageRequest(to=[bot.id()], messages=messages())
    reply = bot.post("push", {"to": [bot.id()], "messages": [TEXT]})
    assert (reply.status, reply.json["message"][:25]) == (400, "The property, 'to', in th")


def test_row_18_the_sample_of_push_works(bot: Bot) -> None:
    response = bot.api.push_message_with_http_info(PushMessageRequest(to=bot.id(), messages=messages("Hello!")))
    assert response.status_code == 200
    assert bot.sees("小美") == ["Hello!"]


# Multicast ------------------------------------------------------------------------------------------------


def multicast(bot: Bot, *ids: str) -> Any:
    return bot.api.multicast_with_http_info(MulticastRequest(to=list(ids), messages=messages()))


def test_row_19_multicast_sends_the_same_to_many(bot: Bot) -> None:
    response = multicast(bot, bot.id("小美"), bot.id("阿凱"))
    assert (response.status_code, response.raw_data) == (200, "{}")
    assert bot.sees("小美") == bot.sees("阿凱") == ["hello"]


def test_row_19_but_not_to_groups(bot: Bot) -> None:
    error = refusal(multicast, bot, bot.id(), group_id(bot.platform))
    assert "The property, to[1], in the request body is invalid (line: -, column: -)" in error.body


def test_row_20_one_recipient_is_allowed(bot: Bot) -> None:
    assert multicast(bot, bot.id()).status_code == 200


@pytest.mark.parametrize("name", ["雅婷", "建宏", "怡君", "大偉"])
def test_row_21_multicast_reaches_friends_only(bot: Bot, name: str) -> None:
    assert multicast(bot, bot.id(name), bot.id()).status_code == 200
    assert (bot.sees(name), bot.sees("小美")) == ([], ["hello"])


@pytest.mark.parametrize("method", ["multicast", "narrowcast", "broadcast"])
def test_row_22_on_an_error_nobody_gets_anything(bot: Bot, method: str) -> None:
    bot.platform.quota.change(bot.platform.now(), limit=1)
    to = {"to": [bot.id("小美"), bot.id("阿凱")]} if method == "multicast" else {}
    assert bot.post(method, {"messages": [TEXT], **to}).status == 429
    bot.platform.clock.advance(minutes=5)
    bot.platform.settle()
    assert len(bot.platform.deliveries) == 0


def test_row_23_an_id_nobody_has_is_skipped_as_one_paragraph_says(bot: Bot) -> None:
    assert multicast(bot, NOBODY, bot.id()).status_code == 200
    assert bot.sees("小美") == ["hello"]


def test_row_23_or_refused_as_the_error_table_says() -> None:
    bot = Bot(World(multicast_unknown_ids="refuse"))
    assert "to[0]" in refusal(multicast, bot, NOBODY, bot.id()).body
    assert bot.sees("小美") == []


def test_row_24_500_recipients_and_no_more() -> None:
    bot = Bot(World(crowd=600, plan="unlimited"))
    ids = [bot.platform.people.user_id(row) for row in range(100, 601)]
    assert bot.post("multicast", {"to": ids[:500], "messages": [TEXT]}).status == 200
    assert bot.platform.quota.used(bot.platform.now()) == 500
    assert bot.post("multicast", {"to": ids, "messages": [TEXT]}).json["details"] == [
        {"message": "Size must be between 1 and 500", "property": "to"}
    ]
    with pytest.raises(ValidationError, match="at most 500 items"):
        MulticastRequest(to=ids, messages=messages())


@pytest.mark.parametrize(("count", "status"), [(0, 400), (1, 200), (5, 200), (6, 400)])
def test_row_25_one_to_five_messages_a_multicast(bot: Bot, count: int, status: int) -> None:
    assert bot.post("multicast", {"to": [bot.id()], "messages": [TEXT] * count}).status == status


# Narrowcast -----------------------------------------------------------------------------------------------


def test_row_26_narrowcast_chooses_friends_by_attributes(shop: Bot) -> None:
    progress = finished(shop, narrowcast(shop, filter=MEN))
    assert (progress.phase, progress.success_count > 50) == ("succeeded", True)
    assert (shop.sees("阿凱"), shop.sees("小美")) == (["hello"], [])


def test_row_26_or_by_audience(shop: Bot) -> None:
    progress = finished(shop, narrowcast(shop, recipient=audience(shop, 60)))
    assert (progress.phase, progress.success_count) == ("succeeded", 60)


def test_row_26_or_those_an_earlier_one_reached(shop: Bot) -> None:
    first = narrowcast(shop, recipient=audience(shop, 60))
    finished(shop, first)
    again = narrowcast(shop, recipient=RedeliveryRecipient(request_id=first))
    assert finished(shop, again).success_count == 60


def test_row_27_attributes_need_a_target_reach_of_100(bot: Bot) -> None:
    error = refusal(bot.api.narrowcast, NarrowcastRequest(messages=messages(), filter=MEN))
    assert (error.status, "Your account does not have enough friends" in error.body) == (403, True)


def test_row_27_without_attributes_there_is_no_such_rule(bot: Bot) -> None:
    progress = finished(bot, narrowcast(bot))
    assert (progress.phase, progress.success_count) == ("succeeded", 3)


def test_row_28_the_100_are_people_whose_attributes_are_known() -> None:
    bot = Bot(World(crowd=150, plan="unlimited"))
    crowd = bot.platform.people.population
    for row in range(50, 157):
        crowd.set(row, gender=0)
    assert len(crowd.reachable) > 100 > crowd.target_reach
    assert refusal(bot.api.narrowcast, NarrowcastRequest(messages=messages(), filter=MEN)).status == 403


def test_row_29_the_50_are_the_recipients_in_the_end_and_the_failure_comes_later(shop: Bot) -> None:
    few = OperatorDemographicFilter(
        var_and=[GenderDemographicFilter(one_of=["male"]), AgeDemographicFilter(gte="age_15", lt="age_20")]
    )
    small = audience(shop, 200)
    progress = finished(shop, narrowcast(shop, recipient=small, filter=Filter(demographic=few)))
    assert (progress.phase, progress.error_code) == ("failed", 2)
    assert progress.failed_description


def test_row_30_of_several_audiences_each_restricted_one_needs_50(shop: Bot) -> None:
    both = OperatorRecipient(var_or=[audience(shop, 200, CLICK), audience(shop, 60, CLICK)])
    assert finished(shop, narrowcast(shop, recipient=both)).phase == "succeeded"
    for row in range(100, 120):
        shop.platform.people.population.set(row, blocked=True)
    progress = finished(shop, narrowcast(shop, recipient=both))
    assert (progress.phase, progress.error_code) == ("failed", 4)


def test_row_31_an_uploaded_audience_may_be_small(shop: Bot) -> None:
    assert finished(shop, narrowcast(shop, recipient=audience(shop, 3))).phase == "succeeded"


def test_row_31_one_of_who_clicked_may_not(shop: Bot) -> None:
    clicked = audience(shop, 60, CLICK)
    for row in range(100, 120):
        shop.platform.people.population.set(row, blocked=True)
    progress = finished(shop, narrowcast(shop, recipient=clicked))
    assert (progress.phase, progress.error_code) == ("failed", 2)


def test_row_31_nor_an_upload_of_another_account(shop: Bot) -> None:
    theirs = audience(shop, 3, owner="another account")
    progress = finished(shop, narrowcast(shop, recipient=theirs))
    assert (progress.phase, progress.error_code) == ("failed", 2)


def test_row_32_a_chat_tag_audience_may_be_small(shop: Bot) -> None:
    assert finished(shop, narrowcast(shop, recipient=audience(shop, 3, CHAT_TAG))).phase == "succeeded"


def test_row_33_too_little_quota_for_the_target_reach_is_an_error(shop: Bot) -> None:
    shop.platform.quota.change(shop.platform.now(), limit=80)
    error = refusal(shop.api.narrowcast, NarrowcastRequest(messages=messages(), filter=MEN))
    assert (error.status, "You have reached your monthly limit." in error.body) == (429, True)


@pytest.mark.parametrize("limit", [Limit(max=60), Limit(up_to_remaining_quota=True)])
def test_row_33_which_a_limit_object_avoids(shop: Bot, limit: Limit) -> None:
    shop.platform.quota.change(shop.platform.now(), limit=80)
    progress = finished(shop, narrowcast(shop, filter=MEN, limit=limit))
    assert (progress.phase, progress.success_count) == ("succeeded", limit.max or 80)


def test_row_33_partial_delivery_may_be_forbidden(shop: Bot) -> None:
    shop.platform.quota.change(shop.platform.now(), limit=80)
    limit = Limit(up_to_remaining_quota=True, forbid_partial_delivery=True)
    progress = finished(shop, narrowcast(shop, filter=MEN, limit=limit))
    assert (progress.phase, progress.error_code) == ("failed", 5)


def test_row_34_meanwhile_the_quota_can_look_used_up() -> None:
    bot = Bot(World(crowd=150, plan="light"))
    request_id = narrowcast(bot, recipient=audience(bot, 5))
    reserved = 200 - (bot.platform.quota.remaining(bot.platform.now()) or 0)
    assert reserved > 100
    assert refusal(bot.api.broadcast, BroadcastRequest(messages=messages())).status == 429
    assert finished(bot, request_id).success_count == 5
    assert bot.api.broadcast_with_http_info(BroadcastRequest(messages=messages())).status_code == 200


def test_row_35_narrowcast_is_accepted_first_and_sent_later(bot: Bot) -> None:
    request_id = narrowcast(bot)
    progress = bot.api.get_narrowcast_progress(request_id)
    assert (progress.phase, progress.success_count, bot.sees("小美")) == ("waiting", None, [])
    bot.platform.clock.advance(seconds=6)
    assert bot.api.get_narrowcast_progress(request_id).phase == "sending"
    progress = finished(bot, request_id)
    assert (progress.phase, bot.sees("小美")) == ("succeeded", ["hello"])
    assert progress.accepted_time < progress.completed_time


@pytest.mark.parametrize("name", ["雅婷", "建宏", "怡君", "大偉"])
def test_row_36_narrowcast_reaches_friends_only(bot: Bot, name: str) -> None:
    made = bot.platform.audiences.add(UPLOAD, [bot.row(name), bot.row("小美")])
    finished(bot, narrowcast(bot, recipient=AudienceRecipient(audience_group_id=made.id)))
    assert (bot.sees(name), bot.sees("小美")) == ([], ["hello"])


def test_row_37_conditions_combine_with_and_or_not(shop: Bot) -> None:
    young = AgeDemographicFilter(lt="age_25")
    men = GenderDemographicFilter(one_of=["male"])

    def count(demographic: Any) -> int:
        found: int = finished(shop, narrowcast(shop, filter=Filter(demographic=demographic))).success_count
        return found

    shop.platform.quota.change(shop.platform.now(), plan="unlimited")
    both = count(OperatorDemographicFilter(var_and=[young, men]))
    either = count(OperatorDemographicFilter(var_or=[young, men]))
    men_not_young = count(OperatorDemographicFilter(var_and=[men, OperatorDemographicFilter(var_not=young)]))
    assert both + either == count(young) + count(men)
    assert both + men_not_young == count(men)


@pytest.mark.parametrize(
    "operator",
    [
        {},
        {"and": []},
        {"and": [{"type": "age", "lt": "age_25"}], "or": [{"type": "age", "lt": "age_25"}]},
        {"and": [{"type": "age", "lt": "age_25"}], "not": {"type": "age", "lt": "age_25"}},
    ],
    ids=["none", "empty", "two", "and with not"],
)
def test_row_38_an_operator_takes_exactly_one_of_and_or_not(shop: Bot, operator: dict[str, Any]) -> None:
    demographic = {"type": "operator", **operator}
    reply = shop.post("narrowcast", {"messages": [TEXT], "filter": {"demographic": demographic}})
    assert reply.status == 400


def test_row_39_attributes_are_about_3_days_old(shop: Bot) -> None:
    row = shop.platform.people.add(Character("小華", "Hua", friend_days=2, gender="male"), shop.platform.now())
    finished(shop, narrowcast(shop, filter=MEN))
    assert shop.sees("小華") == []
    shop.platform.clock.advance(days=1)
    finished(shop, narrowcast(shop, filter=MEN))
    assert (shop.sees("小華"), shop.platform.people.state(row)) == (["hello"], "friend")


def test_row_40_without_attributes_even_those_unknown_are_included(shop: Bot) -> None:
    shop.platform.people.add(Character("小華", "Hua"), shop.platform.now())
    finished(shop, narrowcast(shop))
    assert shop.sees("小華") == ["hello"]


def test_row_41_a_narrowcast_in_code(shop: Bot) -> None:
    request = NarrowcastRequest(
        messages=messages("for some"),
        recipient=audience(shop, 80),
        filter=Filter(demographic=AgeDemographicFilter(gte="age_15")),
        limit=Limit(max=70),
    )
    response = shop.api.narrowcast_with_http_info(request)
    assert (response.status_code, response.data, response.raw_data) == (202, {}, "{}")
    progress = shop.api.get_narrowcast_progress(request_id=response.headers["x-line-request-id"])
    assert progress.phase == "waiting"


# Broadcast, and the rest ----------------------------------------------------------------------------------


def test_row_42_broadcast_reaches_all_friends(bot: Bot) -> None:
    response = bot.api.broadcast_with_http_info(BroadcastRequest(messages=messages()))
    assert (response.status_code, response.raw_data) == (200, "{}")
    seen = {name: bool(bot.sees(name)) for name in ("小美", "阿凱", "志明", "雅婷", "建宏", "怡君", "大偉")}
    assert [name for name, received in seen.items() if received] == ["小美", "阿凱", "志明"]


@pytest.mark.parametrize(("count", "status"), [(0, 400), (5, 200), (6, 400)])
def test_row_42_with_at_most_5_messages(bot: Bot, count: int, status: int) -> None:
    assert bot.post("broadcast", {"messages": [TEXT] * count}).status == status


def test_row_42_and_60_times_an_hour() -> None:
    bot = Bot(World(plan="unlimited"))
    statuses = [bot.post("broadcast", {"messages": [TEXT]}).status for _ in range(61)]
    assert statuses == [200] * 60 + [429]


@pytest.mark.parametrize("method", SEND_METHODS.values(), ids=SEND_METHODS)
def test_row_43_the_reference_has_an_anchor_for_each(method: Any) -> None:
    page = "https://developers.line.biz/en/reference/messaging-api/"
    assert method.reference == f"{page}#send-{method.name}-message"


# What the lesson leaves out (row 44) ----------------------------------------------------------------------


def test_row_44_replies_are_free_and_the_rest_counts_by_recipient(bot: Bot) -> None:
    bot.reply(bot.hears_text().reply_token, "1", "2")
    assert bot.api.get_message_quota_consumption().total_usage == 0
    bot.push(group_id(bot.platform), "1", "2", "3", "4")
    assert bot.api.get_message_quota_consumption().total_usage == 3
    assert bot.api.get_message_quota().value == 200


def test_row_44_a_used_up_quota_is_a_429(bot: Bot) -> None:
    bot.platform.quota.change(bot.platform.now(), used=200)
    error = refusal(bot.push, bot.id())
    assert (error.status, "You have reached your monthly limit." in error.body) == (429, True)


def test_row_44_a_retry_key_keeps_a_push_from_arriving_twice(bot: Bot) -> None:
    first = bot.push(bot.id(), x_line_retry_key=KEY)
    error = refusal(bot.push, bot.id(), x_line_retry_key=KEY)
    assert error.status == 409
    assert error.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert error.headers["x-line-request-id"] != first.headers["x-line-request-id"]
    assert [sent.id for sent in first.data.sent_messages] == [s["id"] for s in bot.post(
        "push", {"to": bot.id(), "messages": [TEXT]}, RETRY
    ).json["sentMessages"]]  # fmt: skip
    assert bot.sees("小美") == ["hello"]


@pytest.mark.parametrize("method", ["multicast", "narrowcast", "broadcast"])
def test_row_44_the_other_409s_repeat_no_sent_messages(bot: Bot, method: str) -> None:
    body = {"messages": [TEXT], **({"to": [bot.id()]} if method == "multicast" else {})}
    bot.post(method, body, RETRY)
    again = bot.post(method, body, RETRY)
    assert (again.status, again.json) == (409, {"message": "The retry key is already accepted"})


def test_row_44_reply_takes_no_retry_key(bot: Bot) -> None:
    body = {"replyToken": bot.hears_text().reply_token, "messages": [TEXT]}
    assert bot.post("reply", body, RETRY).status == 400
    assert bot.post("reply", body).status == 200


def test_row_44_rate_limits_answer_429(bot: Bot) -> None:
    statuses = [bot.post("multicast", {}).status for _ in range(201)]
    assert (statuses.count(400), statuses[-1]) == (200, 429)


def test_row_44_sent_messages_and_quote_tokens(bot: Bot) -> None:
    [sent] = bot.push(bot.id()).data.sent_messages
    assert sent.id.isdecimal() and sent.quote_token


def test_row_44_aggregation_units(bot: Bot) -> None:
    request = PushMessageRequest(to=bot.id(), messages=messages(), custom_aggregation_units=["promotion"])
    bot.api.push_message(request)
    assert bot.api.get_aggregation_unit_usage().num_of_custom_aggregation_units == 1
    assert bot.api.get_aggregation_unit_name_list().custom_aggregation_units == ["promotion"]


@pytest.mark.parametrize("method", SEND_METHODS)
def test_row_44_validate_endpoints_send_nothing(bot: Bot, method: str) -> None:
    validate = getattr(bot.api, f"validate_{method}_with_http_info")
    assert validate(ValidateMessageRequest(messages=messages())).status_code == 200
    assert len(bot.platform.deliveries) == 0
    too_long = {"messages": [{"type": "text", "text": "x" * 5001}]}
    assert bot.post(f"validate/{method}", too_long).json["details"] == [
        {"message": "Length must be between 0 and 5000", "property": "messages[0].text"}
    ]


def test_row_44_forbid_partial_delivery_needs_up_to_remaining_quota(bot: Bot) -> None:
    reply = bot.post("narrowcast", {"messages": [TEXT], "limit": {"forbidPartialDelivery": True}})
    message = "The option forbidPartialDelivery must be used with upToRemainingQuota."
    assert (reply.status, reply.json) == (400, {"message": message})


def test_row_44_a_message_may_be_edited_in_a_group(bot: Bot) -> None:
    group = bot.platform.people.chat_named("同學會")
    assert group is not None
    event = bot.hears(lambda acts: acts.send(bot.row("小美"), {"type": "text", "text": "helo"}, group))
    edited = bot.hears(lambda acts: acts.edit(bot.row("小美"), event.message.id, "hello"))
    assert (edited.type, edited.message.text) == ("messageEdited", "hello")
    assert edited.reply_token != event.reply_token
    assert bot.reply(edited.reply_token).status_code == 200


def test_an_edited_message_keeps_its_id_and_both_quote_tokens_work(bot: Bot) -> None:
    """Facts 9.3; of people's own chats with the bot LINE tells no edit."""
    group = bot.platform.people.chat_named("同學會")
    assert group is not None
    event = bot.hears(lambda acts: acts.send(bot.row("小美"), {"type": "text", "text": "helo"}, group))
    edited = bot.hears(lambda acts: acts.edit(bot.row("小美"), event.message.id, "hello"))
    assert (edited.message.id, edited.source.group_id) == (event.message.id, group.id)
    assert edited.message.mark_as_read_token is None and event.message.mark_as_read_token
    assert edited.message.quote_token != event.message.quote_token
    for token in (event.message.quote_token, edited.message.quote_token):
        quoting = {"to": group.id, "messages": [{**TEXT, "quoteToken": token}]}
        assert bot.post("push", quoting).status == 200
    alone = bot.hears(lambda acts: acts.send(bot.row("小美"), {"type": "text", "text": "helo"}))
    with pytest.raises(NotPossibleError):
        bot.hears(lambda acts: acts.edit(bot.row("小美"), alone.message.id, "hello"))
