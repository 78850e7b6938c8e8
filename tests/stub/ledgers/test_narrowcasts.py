"""Narrowcasts over the SDK: what is refused, what follows a 202, and what it costs."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from linebot.v3.messaging import (
    AgeDemographicFilter,
    AppTypeDemographicFilter,
    AreaDemographicFilter,
    AudienceRecipient,
    BroadcastRequest,
    ErrorResponse,
    Filter,
    GenderDemographicFilter,
    Limit,
    NarrowcastRequest,
    OperatorDemographicFilter,
    OperatorRecipient,
    PushMessageRequest,
    RedeliveryRecipient,
    SubscriptionPeriodDemographicFilter,
    TextMessage,
)
from linebot.v3.messaging.exceptions import ApiException

from helpers.lab import Lab
from helpers.line.audience_types import BY_MANAGER, CHAT_TAG, CLICK, IMP, UPLOAD
from helpers.line.outcomes import Outcome, Reason
from helpers.stub.ledgers.narrowcasts import SENDING_MS, WAITING_MS
from helpers.stub.world.worlds import Character, World

MESSAGES = [TextMessage(text="週年慶")]


def crowd(men: int, women: int, unknown: int = 0, **more: Any) -> World:
    """A world of friends alone: men, then women, then friends LINE knows nothing of."""
    genders = ["male"] * men + ["female"] * women
    known = tuple(
        Character(f"p{i}", f"p{i}", gender=gender, age="age_20", app_type="ios", area="tw_01")
        for i, gender in enumerate(genders)
    )
    others = tuple(Character(f"u{i}", f"u{i}") for i in range(unknown))
    return World(cast=known + others, gatherings=(), plan="unlimited", rate_limits=False, **more)


def open_world(world: World) -> Lab:
    return Lab(world, "inproc", "en")


@pytest.fixture
def lab() -> Lab:
    """Target reach 100, of whom 80 are men: the guide's own example."""
    return open_world(crowd(80, 20))


@pytest.fixture
def classroom() -> Lab:
    """The cast of the lessons: three friends who can be reached."""
    return Lab("class", "inproc", "en")


def men() -> Filter:
    return Filter(demographic=GenderDemographicFilter(one_of=["male"]))


def send(lab: Lab, **conditions: Any) -> str:
    """Narrowcast and return its request id."""
    request = NarrowcastRequest(messages=MESSAGES, **conditions)
    response = lab.line_bot_api.narrowcast_with_http_info(request)
    assert response.status_code == 202
    return str(response.headers["x-line-request-id"])


def refused(lab: Lab, **conditions: Any) -> ApiException:
    with pytest.raises(ApiException) as caught:
        send(lab, **conditions)
    return caught.value


def message_of(refusal: ApiException) -> str:
    return str(ErrorResponse.from_json(refusal.body).message)


def finish(lab: Lab) -> None:
    lab.clock.advance(seconds=(WAITING_MS + SENDING_MS) / 1000)


def progress(lab: Lab, request_id: str) -> Any:
    return lab.line_bot_api.get_narrowcast_progress(request_id)


def delivered(lab: Lab, request_id: str) -> Any:
    finish(lab)
    return progress(lab, request_id)


def outcome(lab: Lab, request_id: str) -> Outcome:
    lab.platform.settle()
    found = lab.platform.narrowcasts.outcome(request_id)
    assert found is not None
    return found


def set_quota(lab: Lab, limit: int) -> None:
    lab.platform.quota.change(plan="light", limit=limit, now_ms=lab.platform.now())


def remaining(lab: Lab) -> int | None:
    lab.platform.settle()
    return lab.platform.quota.remaining(lab.platform.now())


def texts_of(lab: Lab, name: str) -> list[str]:
    phone = lab.platform.phone(lab.session.row(name))
    return [str(bubble.message["text"]) for chat in phone.chats for bubble in chat.bubbles if not bubble.mine]


def audience(lab: Lab, rows: range, kind: str = UPLOAD, **more: Any) -> AudienceRecipient:
    return AudienceRecipient(audience_group_id=lab.platform.audiences.add(kind, rows, **more).id)


def both(*recipients: Any) -> OperatorRecipient:
    return OperatorRecipient(var_or=list(recipients))


# Accepted is not delivered ------------------------------------------------------------------------------------


def test_accepts_with_202_and_an_empty_object(classroom: Lab) -> None:
    response = classroom.line_bot_api.narrowcast_with_http_info(NarrowcastRequest(messages=MESSAGES))
    assert (response.status_code, response.data, response.raw_data) == (202, {}, "{}")


def test_nobody_has_it_yet_when_it_is_accepted(classroom: Lab) -> None:
    send(classroom)
    assert texts_of(classroom, "小美") == []


def test_everyone_reachable_has_it_once_it_is_sent(classroom: Lab) -> None:
    send(classroom)
    finish(classroom)
    classroom.platform.settle()
    got = [name for name in ("小美", "阿凱", "志明", "雅婷", "建宏", "怡君", "大偉") if texts_of(classroom, name)]
    assert got == ["小美", "阿凱", "志明"]


def test_friends_whose_attributes_are_unknown_get_it_when_no_attribute_is_given() -> None:
    lab = open_world(crowd(60, 40, unknown=7))
    assert delivered(lab, send(lab)).success_count == 107


def test_friends_whose_attributes_are_unknown_get_it_within_remaining_quota_too() -> None:
    lab = open_world(crowd(60, 40, unknown=7))
    set_quota(lab, 1000)
    assert delivered(lab, send(lab, limit=Limit(up_to_remaining_quota=True))).success_count == 107


def test_a_filter_leaves_unknown_out() -> None:
    lab = open_world(crowd(60, 40, unknown=7))
    everyone = Filter(demographic=GenderDemographicFilter(one_of=["male", "female"]))
    assert delivered(lab, send(lab, filter=everyone)).success_count == 100


def test_a_silent_narrowcast_arrives_silently(classroom: Lab) -> None:
    send(classroom, notification_disabled=True)
    finish(classroom)
    classroom.platform.settle()
    assert classroom.platform.phone(classroom.session.row("小美")).chats[0].bubbles[0].silent


# Phases -------------------------------------------------------------------------------------------------------


def test_waiting_tells_no_numbers(lab: Lab) -> None:
    state = progress(lab, send(lab))
    assert (state.phase, state.success_count, state.failure_count, state.target_count) == ("waiting", None, None, None)


def test_sending_knows_whom_but_has_reached_nobody(lab: Lab) -> None:
    request_id = send(lab, filter=men())
    lab.clock.advance(seconds=WAITING_MS / 1000)
    state = progress(lab, request_id)
    assert (state.phase, state.target_count, state.success_count, state.completed_time) == ("sending", 80, 0, None)


def test_each_phase_lasts_until_its_last_millisecond(lab: Lab) -> None:
    request_id = send(lab)
    lab.clock.advance(seconds=(WAITING_MS - 1) / 1000)
    phases = [progress(lab, request_id).phase]
    lab.clock.advance(seconds=SENDING_MS / 1000)
    phases.append(progress(lab, request_id).phase)
    lab.clock.advance(seconds=0.001)
    phases.append(progress(lab, request_id).phase)
    assert phases == ["waiting", "sending", "succeeded"]


def test_succeeded_tells_when_it_was_accepted_and_completed(lab: Lab) -> None:
    request_id = send(lab)
    lab.clock.advance(days=1)
    state = progress(lab, request_id)
    assert state.completed_time - state.accepted_time == timedelta(milliseconds=WAITING_MS + SENDING_MS)


def test_times_on_the_wire_are_utc_with_milliseconds(lab: Lab) -> None:
    delivered(lab, send(lab))
    body = lab.history[0].response_json()
    assert (body["acceptedTime"], body["completedTime"]) == ("2026-11-02T02:00:00.000Z", "2026-11-02T02:00:10.000Z")


def test_messages_arrive_at_their_own_time_however_late_one_looks(classroom: Lab) -> None:
    send(classroom)
    classroom.clock.advance(days=2)
    classroom.platform.settle()
    bubble = classroom.platform.phone(classroom.session.row("小美")).chats[0].bubbles[0]
    assert f"{bubble.at:%d %H:%M:%S}" == "02 10:00:10"


def test_narrowcasts_arrive_in_the_order_in_which_they_were_due(classroom: Lab) -> None:
    for text, wait in (("first", 3), ("second", 3), ("third", 60)):
        classroom.line_bot_api.narrowcast(NarrowcastRequest(messages=[TextMessage(text=text)]))
        classroom.clock.advance(seconds=wait)
    classroom.platform.settle()
    assert texts_of(classroom, "小美") == ["first", "second", "third"]


def test_one_who_blocks_before_filtering_is_no_target(classroom: Lab) -> None:
    request_id = send(classroom)
    classroom.friend("小美").block()
    state = delivered(classroom, request_id)
    assert (state.target_count, state.failure_count) == (2, 0)


def test_one_who_blocks_while_it_is_sent_is_a_failure(classroom: Lab) -> None:
    request_id = send(classroom)
    classroom.clock.advance(seconds=WAITING_MS / 1000)
    classroom.friend("小美").block()
    state = delivered(classroom, request_id)
    assert (state.phase, state.target_count, state.success_count, state.failure_count) == ("succeeded", 3, 2, 1)


def test_one_who_becomes_a_friend_while_it_waits_gets_it(classroom: Lab) -> None:
    request_id = send(classroom)
    classroom.friend("怡君").follow()
    assert delivered(classroom, request_id).success_count == 4


def test_one_who_becomes_a_friend_while_it_is_sent_is_too_late(classroom: Lab) -> None:
    request_id = send(classroom)
    classroom.clock.advance(seconds=WAITING_MS / 1000)
    classroom.friend("怡君").follow()
    assert delivered(classroom, request_id).success_count == 3


def test_deliveries_count_for_their_day(classroom: Lab) -> None:
    send(classroom)
    finish(classroom)
    classroom.platform.settle()
    assert classroom.platform.deliveries.success("narrowcast", "20261102") == 3


def test_reset_forgets_every_narrowcast(classroom: Lab) -> None:
    request_id = send(classroom)
    classroom.platform.reset()
    classroom.clock.advance(days=1)
    classroom.platform.settle()
    assert (texts_of(classroom, "小美"), classroom.platform.narrowcasts.outcome(request_id)) == ([], None)


# Asking how far it is -----------------------------------------------------------------------------------------


def progress_refused(lab: Lab, request_id: str) -> ApiException:
    with pytest.raises(ApiException) as caught:
        progress(lab, request_id)
    return caught.value


def test_progress_is_told_for_14_days(lab: Lab) -> None:
    request_id = send(lab)
    lab.clock.advance(days=14)
    assert progress(lab, request_id).phase == "succeeded"


def test_progress_is_gone_after_14_days(lab: Lab) -> None:
    request_id = send(lab)
    lab.clock.advance(days=14, seconds=1)
    refusal = progress_refused(lab, request_id)
    assert (refusal.status, message_of(refusal)) == (404, "Not found")


def test_progress_of_a_broadcast_is_not_found(lab: Lab) -> None:
    sent = lab.line_bot_api.broadcast_with_http_info(BroadcastRequest(messages=MESSAGES))
    assert progress_refused(lab, sent.headers["x-line-request-id"]).status == 404


@pytest.mark.parametrize("request_id", ["", "1", "not-a-request-id", "5b59509c-c57b-11e9-aa8c-2a2ae2dbcce4x"])
def test_progress_of_what_is_no_request_id_is_a_400(lab: Lab, request_id: str) -> None:
    assert progress_refused(lab, request_id).status == 400


# Minimum sizes ------------------------------------------------------------------------------------------------

ATTRIBUTES = [
    GenderDemographicFilter(one_of=["male"]),
    AgeDemographicFilter(gte="age_20"),
    AppTypeDemographicFilter(one_of=["ios"]),
    AreaDemographicFilter(one_of=["tw_01"]),
    SubscriptionPeriodDemographicFilter(gte="day_7"),
    OperatorDemographicFilter(var_not=GenderDemographicFilter(one_of=["female"])),
]


@pytest.mark.parametrize("attribute", ATTRIBUTES, ids=lambda attribute: type(attribute).__name__)
def test_any_attribute_needs_a_target_reach_of_100(attribute: Any) -> None:
    refusal = refused(open_world(crowd(79, 20, unknown=50)), filter=Filter(demographic=attribute))
    assert (refusal.status, message_of(refusal)) == (403, "Your account does not have enough friends")


def test_100_are_enough_for_an_attribute(lab: Lab) -> None:
    assert delivered(lab, send(lab, filter=men())).success_count == 80


def test_no_minimum_without_attribute_and_audience(classroom: Lab) -> None:
    assert delivered(classroom, send(classroom)).phase == "succeeded"


def test_under_50_recipients_by_attribute_fail_after_the_202() -> None:
    lab = open_world(crowd(49, 51))
    state = delivered(lab, send(lab, filter=men()))
    assert (state.phase, state.error_code, bool(state.failed_description)) == ("failed", 2, True)


def test_50_recipients_by_attribute_are_enough() -> None:
    lab = open_world(crowd(50, 50))
    assert delivered(lab, send(lab, filter=men())).phase == "succeeded"


def test_a_failure_tells_no_numbers_of_the_few() -> None:
    lab = open_world(crowd(49, 51))
    state = delivered(lab, send(lab, filter=men()))
    assert (state.success_count, state.failure_count, state.target_count) == (0, 0, 0)


def test_a_failure_completes_when_sending_would_begin() -> None:
    lab = open_world(crowd(49, 51))
    state = delivered(lab, send(lab, filter=men()))
    assert state.completed_time - state.accepted_time == timedelta(milliseconds=WAITING_MS)


def test_a_failure_delivers_and_costs_nothing() -> None:
    lab = open_world(crowd(49, 51))
    set_quota(lab, 1000)
    delivered(lab, send(lab, filter=men()))
    assert (texts_of(lab, "p0"), remaining(lab)) == ([], 1000)


@pytest.mark.parametrize("kind", [UPLOAD, CHAT_TAG])
def test_own_uploads_and_chat_tags_have_no_minimum(classroom: Lab, kind: str) -> None:
    state = delivered(classroom, send(classroom, recipient=audience(classroom, range(1), kind)))
    assert (state.phase, state.success_count) == ("succeeded", 1)


def test_uploads_made_in_manager_have_no_minimum(classroom: Lab) -> None:
    recipient = audience(classroom, range(1), route=BY_MANAGER)
    assert delivered(classroom, send(classroom, recipient=recipient)).phase == "succeeded"


@pytest.mark.parametrize("kind", [UPLOAD, CHAT_TAG])
def test_uploads_and_chat_tags_of_another_account_have_a_minimum(classroom: Lab, kind: str) -> None:
    recipient = audience(classroom, range(3), kind, owner="another account")
    assert delivered(classroom, send(classroom, recipient=recipient)).error_code == 2


@pytest.mark.parametrize("kind", [CLICK, IMP])
def test_click_and_impression_audiences_have_a_minimum(lab: Lab, kind: str) -> None:
    large = audience(lab, range(50), kind)
    lab.friend("p0").block()
    assert delivered(lab, send(lab, recipient=large)).error_code == 2


@pytest.mark.parametrize("kind", [CLICK, IMP])
def test_50_in_a_click_or_impression_audience_are_enough(lab: Lab, kind: str) -> None:
    assert delivered(lab, send(lab, recipient=audience(lab, range(50), kind))).success_count == 50


def test_an_attribute_brings_the_minimum_back_to_an_exempt_audience(lab: Lab) -> None:
    assert delivered(lab, send(lab, recipient=audience(lab, range(49)), filter=men())).error_code == 2


def test_among_several_each_restricted_audience_needs_50(lab: Lab) -> None:
    small = audience(lab, range(50), IMP)
    recipient = both(small, audience(lab, range(60)))
    lab.friend("p0").block()
    assert delivered(lab, send(lab, recipient=recipient)).error_code == 4


def test_one_of_several_is_looked_at_even_below_a_not(lab: Lab) -> None:
    small = audience(lab, range(50), IMP)
    recipient = OperatorRecipient(var_and=[audience(lab, range(100)), OperatorRecipient(var_not=small)])
    lab.friend("p0").block()
    assert delivered(lab, send(lab, recipient=recipient)).error_code == 4


def test_among_several_an_exempt_audience_may_be_small(lab: Lab) -> None:
    recipient = both(audience(lab, range(50), IMP), audience(lab, range(50, 60)))
    assert delivered(lab, send(lab, recipient=recipient)).success_count == 60


def test_among_several_an_upload_of_another_account_may_not_be_small(lab: Lab) -> None:
    recipient = both(audience(lab, range(100)), audience(lab, range(49), owner="another account"))
    assert delivered(lab, send(lab, recipient=recipient)).error_code == 4


def test_a_single_small_audience_is_judged_by_its_recipients(lab: Lab) -> None:
    recipient = OperatorRecipient(var_not=audience(lab, range(49), owner="another account"))
    assert delivered(lab, send(lab, recipient=recipient)).success_count == 51


def test_the_minimum_is_counted_before_max_cuts_down(lab: Lab) -> None:
    assert delivered(lab, send(lab, filter=men(), limit=Limit(max=30))).success_count == 30


# The limit object and the quota ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "reserved"),
    [
        (None, 100),
        (Limit(max=30), 30),
        (Limit(max=130), 100),
        (Limit(up_to_remaining_quota=True), 100),
        (Limit(up_to_remaining_quota=True, max=30), 30),
        (Limit(up_to_remaining_quota=True, max=130), 100),
    ],
)
def test_what_is_reserved_while_the_quota_suffices(lab: Lab, limit: Limit | None, reserved: int) -> None:
    set_quota(lab, 120)
    send(lab, limit=limit)
    assert remaining(lab) == 120 - reserved


@pytest.mark.parametrize(
    ("limit", "reserved"),
    [
        (Limit(max=30), 30),
        (Limit(up_to_remaining_quota=True), 40),
        (Limit(up_to_remaining_quota=True, max=30), 30),
        (Limit(up_to_remaining_quota=True, max=130), 40),
    ],
)
def test_what_is_reserved_while_the_quota_is_short(lab: Lab, limit: Limit, reserved: int) -> None:
    set_quota(lab, 40)
    send(lab, limit=limit)
    assert remaining(lab) == 40 - reserved


def forbid(**more: Any) -> Limit:
    return Limit(up_to_remaining_quota=True, forbid_partial_delivery=True, **more)


@pytest.mark.parametrize(
    ("left", "limit", "sent"),
    [
        (90, Limit(up_to_remaining_quota=True), 80),
        (90, forbid(), 80),
        (90, Limit(up_to_remaining_quota=True, max=30), 30),
        (50, Limit(up_to_remaining_quota=True), 50),
        (50, Limit(up_to_remaining_quota=True, max=30), 30),
    ],
)
def test_the_guides_example_sends(lab: Lab, left: int, limit: Limit, sent: int) -> None:
    set_quota(lab, left)
    state = delivered(lab, send(lab, filter=men(), limit=limit))
    assert (state.success_count, remaining(lab)) == (sent, left - sent)


@pytest.mark.parametrize(("left", "limit"), [(50, forbid()), (50, forbid(max=30)), (90, forbid(max=30))])
def test_the_guides_example_is_cancelled(lab: Lab, left: int, limit: Limit) -> None:
    set_quota(lab, left)
    state = delivered(lab, send(lab, filter=men(), limit=limit))
    assert (state.phase, state.error_code, remaining(lab)) == ("failed", 5, left)


@pytest.mark.parametrize("left", [90, 50])
def test_the_guides_example_without_limit_is_refused(lab: Lab, left: int) -> None:
    set_quota(lab, left)
    refusal = refused(lab, filter=men())
    assert (refusal.status, message_of(refusal)) == (429, "You have reached your monthly limit.")


def test_an_exhausted_quota_refuses_up_to_remaining_quota_as_well(lab: Lab) -> None:
    set_quota(lab, 0)
    assert refused(lab, limit=Limit(up_to_remaining_quota=True)).status == 429


def test_other_sends_are_refused_while_the_reservation_holds(lab: Lab) -> None:
    set_quota(lab, 100)
    send(lab, recipient=audience(lab, range(1)))
    to = lab.platform.people.user_id(0)
    with pytest.raises(ApiException) as caught:
        lab.line_bot_api.push_message(PushMessageRequest(to=to, messages=MESSAGES))
    assert message_of(caught.value) == "You have reached your monthly limit."


def test_once_the_number_is_known_only_that_is_reserved(lab: Lab) -> None:
    set_quota(lab, 100)
    send(lab, recipient=audience(lab, range(1)))
    lab.clock.advance(seconds=WAITING_MS / 1000)
    assert remaining(lab) == 99


def test_one_who_blocks_while_it_is_sent_costs_nothing(classroom: Lab) -> None:
    set_quota(classroom, 100)
    request_id = send(classroom)
    classroom.clock.advance(seconds=WAITING_MS / 1000)
    classroom.friend("小美").block()
    delivered(classroom, request_id)
    assert remaining(classroom) == 98


def test_the_quota_is_never_overdrawn_by_friends_outside_the_target_reach() -> None:
    lab = open_world(crowd(5, 5, unknown=10))
    set_quota(lab, 12)
    assert (delivered(lab, send(lab)).success_count, remaining(lab)) == (12, 0)


def test_who_is_picked_at_random_is_the_same_in_every_run() -> None:
    runs = []
    for _ in range(2):
        lab = open_world(crowd(80, 20))
        request_id = send(lab, limit=Limit(max=10))
        finish(lab)
        runs.append([person.name for person in outcome(lab, request_id).people if person.received])
    assert len(runs[0]) == 10
    assert runs[0] == runs[1]


def test_another_narrowcast_picks_others(lab: Lab) -> None:
    ids = [send(lab, limit=Limit(max=10)) for _ in range(2)]
    finish(lab)
    first, second = ({p.name for p in outcome(lab, i).people if p.received} for i in ids)
    assert first != second


# Redelivery -----------------------------------------------------------------------------------------------------


def again(request_id: str) -> RedeliveryRecipient:
    return RedeliveryRecipient(request_id=request_id)


def test_redelivery_goes_to_those_who_received_it(lab: Lab) -> None:
    first = send(lab, filter=men(), limit=Limit(max=60))
    finish(lab)
    second = send(lab, recipient=again(first))
    finish(lab)
    got = [{p.name for p in outcome(lab, i).people if p.received} for i in (first, second)]
    assert got[0] == got[1]
    assert len(got[0]) == 60


def test_redelivery_under_not_goes_to_the_others(lab: Lab) -> None:
    first = send(lab, filter=men())
    finish(lab)
    rest = delivered(lab, send(lab, recipient=OperatorRecipient(var_not=again(first))))
    assert rest.success_count == 20


def redelivery_refused(lab: Lab, request_id: str) -> bool:
    refusal = refused(lab, recipient=again(request_id))
    return (refusal.status, message_of(refusal)) == (400, f"Invalid request id: {request_id}")


def test_redelivery_of_an_unknown_id_is_refused(lab: Lab) -> None:
    assert redelivery_refused(lab, "5b59509c-c57b-11e9-aa8c-2a2ae2dbcce4")


def test_redelivery_of_a_broadcast_is_refused(lab: Lab) -> None:
    sent = lab.line_bot_api.broadcast_with_http_info(BroadcastRequest(messages=MESSAGES))
    assert redelivery_refused(lab, sent.headers["x-line-request-id"])


def test_redelivery_of_one_still_on_its_way_is_refused(lab: Lab) -> None:
    request_id = send(lab)
    lab.clock.advance(seconds=WAITING_MS / 1000)
    assert redelivery_refused(lab, request_id)


def test_redelivery_of_one_that_failed_is_refused() -> None:
    lab = open_world(crowd(49, 51))
    request_id = send(lab, filter=men())
    finish(lab)
    assert redelivery_refused(lab, request_id)


def test_redelivery_is_possible_until_336_hours_have_passed(lab: Lab) -> None:
    request_id = send(lab)
    lab.clock.advance(hours=336, seconds=-0.001)
    assert delivered(lab, send(lab, recipient=again(request_id))).success_count == 100


def test_redelivery_after_336_hours_is_refused(lab: Lab) -> None:
    request_id = send(lab)
    lab.clock.advance(hours=336)
    assert redelivery_refused(lab, request_id)


# Audiences as recipients ------------------------------------------------------------------------------------------


def test_an_unknown_audience_is_refused(lab: Lab) -> None:
    refusal = refused(lab, recipient=AudienceRecipient(audience_group_id=5614991017776))
    assert (refusal.status, message_of(refusal)) == (400, "Invalid audience group id: 5614991017776")


def test_an_audience_that_is_not_ready_is_refused(lab: Lab) -> None:
    small = lab.platform.audiences.add(IMP, range(49))
    refusal = refused(lab, recipient=AudienceRecipient(audience_group_id=small.id))
    assert message_of(refusal) == f"Invalid audience group id: {small.id}"
    assert lab.history[0].rule is not None
    assert lab.history[0].rule.key == "audience_not_ready"


def test_an_audience_sends_to_its_people_only(classroom: Lab) -> None:
    recipient = audience(classroom, range(1, 7))
    send(classroom, recipient=recipient)
    finish(classroom)
    classroom.platform.settle()
    assert [bool(texts_of(classroom, name)) for name in ("小美", "阿凱", "志明", "建宏")] == [False, True, True, False]


def test_and_or_not_combine_audiences(lab: Lab) -> None:
    first, second, third = (audience(lab, rows) for rows in (range(50), range(40, 70), range(45, 100)))
    recipient = OperatorRecipient(
        var_and=[both(first, second), OperatorRecipient(var_not=third), OperatorRecipient(var_or=[first])]
    )
    request_id = send(lab, recipient=recipient)
    finish(lab)
    assert {p.name for p in outcome(lab, request_id).people if p.received} == {f"p{i}" for i in range(45)}


def test_an_audience_deleted_on_the_way_still_counts(lab: Lab) -> None:
    recipient = audience(lab, range(3))
    request_id = send(lab, recipient=recipient)
    lab.platform.audiences.delete(recipient.audience_group_id)
    assert delivered(lab, request_id).success_count == 3


# Who received it ----------------------------------------------------------------------------------------------------


def reasons(lab: Lab, request_id: str) -> list[Reason]:
    return [person.reason for person in outcome(lab, request_id).people]


def test_the_exchange_of_an_accepted_narrowcast_is_pending(classroom: Lab) -> None:
    send(classroom)
    told = classroom.history[0].outcome
    assert told is not None
    assert told.pending
    assert {person.reason for person in told.people} == {Reason.PENDING}


def test_the_ledger_tells_pending_until_it_is_over(classroom: Lab) -> None:
    request_id = send(classroom)
    states = [outcome(classroom, request_id).pending]
    lab = classroom
    lab.clock.advance(seconds=WAITING_MS / 1000)
    states.append(outcome(lab, request_id).pending)
    lab.clock.advance(seconds=SENDING_MS / 1000)
    states.append(outcome(lab, request_id).pending)
    assert states == [True, True, False]


def test_the_final_outcome_names_the_cast_with_reasons(classroom: Lab) -> None:
    request_id = send(classroom, recipient=audience(classroom, range(0, 7, 2)))
    finish(classroom)
    friend, out = Reason.FRIEND, Reason.NOT_MATCHED
    stranger = Reason.NOT_FRIEND
    assert reasons(classroom, request_id) == [
        friend, out, friend, Reason.BLOCKED, stranger, stranger, Reason.LEFT_LINE,
    ]  # fmt: skip


def test_the_final_outcome_counts_everybody() -> None:
    lab = open_world(crowd(1, 1, crowd=500))
    request_id = send(lab)
    finish(lab)
    final = outcome(lab, request_id)
    assert (final.received, final.targeted, final.charged) == (502, 502, 502)


def test_the_outcome_of_a_failure_tells_who_would_have_received_it() -> None:
    lab = open_world(crowd(1, 101))
    request_id = send(lab, filter=men())
    finish(lab)
    assert reasons(lab, request_id)[:2] == [Reason.CANCELLED, Reason.NOT_MATCHED]


def test_a_limit_may_have_left_a_person_out() -> None:
    lab = open_world(crowd(1, 1, crowd=500))
    request_id = send(lab, limit={"max": 1})
    finish(lab)
    assert Reason.NOT_SELECTED in reasons(lab, request_id)
    assert Reason.NOT_MATCHED not in reasons(lab, request_id)


def test_the_outcome_of_a_failure_counts_those_it_was_meant_for() -> None:
    lab = open_world(crowd(3, 101))
    request_id = send(lab, filter=men())
    finish(lab)
    final = outcome(lab, request_id)
    assert (final.received, final.targeted, final.charged) == (0, 3, 0)


# Retry keys -----------------------------------------------------------------------------------------------------------


def test_a_retry_key_is_spent_once_it_is_accepted(classroom: Lab) -> None:
    key = str(uuid.UUID(int=7))
    accepted = classroom.line_bot_api.narrowcast_with_http_info(
        NarrowcastRequest(messages=MESSAGES), x_line_retry_key=key
    )
    with pytest.raises(ApiException) as caught:
        classroom.line_bot_api.narrowcast(NarrowcastRequest(messages=MESSAGES), x_line_retry_key=key)
    assert caught.value.status == 409
    assert caught.value.headers["x-line-accepted-request-id"] == accepted.headers["x-line-request-id"]


def test_a_refused_narrowcast_does_not_spend_its_retry_key(lab: Lab) -> None:
    key = str(uuid.UUID(int=7))
    set_quota(lab, 1)
    with pytest.raises(ApiException):
        lab.line_bot_api.narrowcast(NarrowcastRequest(messages=MESSAGES), x_line_retry_key=key)
    set_quota(lab, 1000)
    assert lab.line_bot_api.narrowcast(NarrowcastRequest(messages=MESSAGES), x_line_retry_key=key) == {}


def test_a_refused_narrowcast_changes_nothing(lab: Lab) -> None:
    set_quota(lab, 100)
    refused(lab, recipient=AudienceRecipient(audience_group_id=1))
    finish(lab)
    assert (remaining(lab), list(lab.platform.deliveries)) == (100, [])
