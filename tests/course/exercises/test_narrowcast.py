"""The exercises on narrowcast, with answers learners give."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from linebot.v3.messaging import (
    AreaDemographicFilter,
    AudienceRecipient,
    BroadcastRequest,
    Filter,
    GenderDemographicFilter,
    NarrowcastRequest,
    OperatorDemographicFilter,
    TextMessage,
)

from tests.course.exercises.judge import because, judge


def narrowcast(api: Any, text: str, **parts: Any) -> Any:
    return api.narrowcast_with_http_info(NarrowcastRequest(messages=[TextMessage(text=text)], **parts))


# narrowcast-1 --------------------------------------------------------------------------------------------------------


def test_without_a_recipient_it_goes_to_all_friends() -> None:
    def send_to_audience(line_bot_api: Any, audience_group_id: int, text: str) -> None:
        narrowcast(line_bot_api, text)

    assert because("narrowcast-1", send_to_audience).startswith("the request has no `recipient`")


def test_an_audience_with_attributes_needs_a_target_reach() -> None:
    def send_to_audience(line_bot_api: Any, audience_group_id: int, text: str) -> None:
        audience = AudienceRecipient(audience_group_id=audience_group_id)
        area = Filter(demographic=AreaDemographicFilter(one_of=["tw_01"]))
        narrowcast(line_bot_api, text, recipient=audience, filter=area)

    reason = judge("narrowcast-1", send_to_audience).reason
    assert reason is not None and reason.explanation is not None
    assert reason.explanation.key == "rule.not_enough_friends"


def test_the_number_of_another_audience_is_refused() -> None:
    def send_to_audience(line_bot_api: Any, audience_group_id: int, text: str) -> None:
        narrowcast(line_bot_api, text, recipient=AudienceRecipient(audience_group_id=1))

    reason = judge("narrowcast-1", send_to_audience).reason
    assert reason is not None and reason.explanation is not None
    assert reason.explanation.stopped_by == "line"


# narrowcast-2 --------------------------------------------------------------------------------------------------------


def test_one_condition_reaches_too_many() -> None:
    def send_to_area(line_bot_api: Any, gender: str, area: str, text: str) -> None:
        narrowcast(line_bot_api, text, filter=Filter(demographic=GenderDemographicFilter(one_of=[gender])))

    assert because("narrowcast-2", send_to_area).startswith("of those who should not have received it")


def test_a_condition_without_the_filter_around_it_is_dropped_by_the_sdk() -> None:
    def send_to_area(line_bot_api: Any, gender: str, area: str, text: str) -> None:
        both = OperatorDemographicFilter(
            var_and=[GenderDemographicFilter(one_of=[gender]), AreaDemographicFilter(one_of=[area])]
        )
        narrowcast(line_bot_api, text, filter=both)

    assert because("narrowcast-2", send_to_area).startswith("the request has no `filter.demographic`")


def test_or_reaches_too_many() -> None:
    def send_to_area(line_bot_api: Any, gender: str, area: str, text: str) -> None:
        either = OperatorDemographicFilter(
            var_or=[GenderDemographicFilter(one_of=[gender]), AreaDemographicFilter(one_of=[area])]
        )
        narrowcast(line_bot_api, text, filter=Filter(demographic=either))

    assert because("narrowcast-2", send_to_area).startswith("of those who should not have received it")


def test_a_fixed_gender_fails_in_another_world() -> None:
    def send_to_area(line_bot_api: Any, gender: str, area: str, text: str) -> None:
        both = OperatorDemographicFilter(
            var_and=[GenderDemographicFilter(one_of=["female"]), AreaDemographicFilter(one_of=[area])]
        )
        narrowcast(line_bot_api, text, filter=Filter(demographic=both))

    reason = judge("narrowcast-2", send_to_area).reason
    assert reason is not None and reason.world == "bakery"


def test_a_narrowcast_that_fails_later_says_why() -> None:
    def send_to_area(line_bot_api: Any, gender: str, area: str, text: str) -> None:
        area_filter = AreaDemographicFilter(one_of=[area])
        nobody = OperatorDemographicFilter(var_and=[area_filter, OperatorDemographicFilter(var_not=area_filter)])
        narrowcast(line_bot_api, text, filter=Filter(demographic=nobody))

    assert "errorCode 2" in because("narrowcast-2", send_to_area)


# narrowcast-3 --------------------------------------------------------------------------------------------------------


def test_a_202_is_not_yet_a_result() -> None:
    def send_and_wait(line_bot_api: Any, request: Any, advance: Callable[..., None]) -> int:
        line_bot_api.narrowcast(request)
        return 0

    reason = judge("narrowcast-3", send_and_wait).reason
    assert reason is not None
    assert (reason.because, reason.arrived) == ("the function returned something else.", "0")


def test_a_failure_must_end_the_waiting_with_0() -> None:
    def send_and_wait(line_bot_api: Any, request: Any, advance: Callable[..., None]) -> int | None:
        response = line_bot_api.narrowcast_with_http_info(request)
        advance(60)
        count: int | None = line_bot_api.get_narrowcast_progress(response.headers["x-line-request-id"]).success_count
        return count or None

    reason = judge("narrowcast-3", send_and_wait).reason
    assert reason is not None
    assert (reason.expected, reason.arrived) == ("0", "None")
    assert "fails later" in reason.situation


def test_it_may_take_longer_than_ever_before() -> None:
    def send_and_wait(line_bot_api: Any, request: Any, advance: Callable[..., None]) -> int:
        response = line_bot_api.narrowcast_with_http_info(request)
        advance(10)
        return int(line_bot_api.get_narrowcast_progress(response.headers["x-line-request-id"]).success_count or 0)

    reason = judge("narrowcast-3", send_and_wait).reason
    assert reason is not None
    assert "60 seconds" in reason.situation


@pytest.mark.slow
def test_asking_without_letting_time_pass_runs_into_the_rate_limit() -> None:
    def send_and_wait(line_bot_api: Any, request: Any, advance: Callable[..., None]) -> int:
        response = line_bot_api.narrowcast_with_http_info(request)
        while True:
            progress = line_bot_api.get_narrowcast_progress(response.headers["x-line-request-id"])
            if progress.phase == "succeeded":
                return int(progress.success_count)

    reason = judge("narrowcast-3", send_and_wait).reason
    assert reason is not None and reason.explanation is not None
    assert reason.explanation.key == "rule.rate_limit"


def test_time_may_pass_in_any_steps() -> None:
    def send_and_wait(line_bot_api: Any, request: Any, advance: Callable[..., None]) -> int:
        response = line_bot_api.narrowcast_with_http_info(request)
        for _ in range(30):
            advance()
        progress = line_bot_api.get_narrowcast_progress(response.headers["x-line-request-id"])
        return int(progress.success_count)

    assert judge("narrowcast-3", send_and_wait).state == "right"


def test_a_broadcast_is_not_the_request() -> None:
    def send_and_wait(line_bot_api: Any, request: Any, advance: Callable[..., None]) -> int:
        line_bot_api.broadcast(BroadcastRequest(messages=request.messages))
        return 1978

    assert because("narrowcast-3", send_and_wait)


def test_sending_again_in_the_loop_is_told_before_the_limit_it_runs_into() -> None:
    def send_and_wait(line_bot_api: Any, request: Any, advance: Callable[..., None]) -> int:
        while True:
            response = line_bot_api.narrowcast_with_http_info(request)
            progress = line_bot_api.get_narrowcast_progress(response.headers["x-line-request-id"])
            if progress.phase == "succeeded":
                return int(progress.success_count)
            advance(5)

    reason = judge("narrowcast-3", send_and_wait).reason
    assert reason is not None and reason.explanation is None
    assert "requests; here it should be 1" in reason.because
