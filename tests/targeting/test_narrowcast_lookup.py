"""Naming a narrowcast: by its request, response, error, exchange, id, or by nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from linebot.v3.messaging import (
    ApiException,
    BroadcastRequest,
    Filter,
    GenderDemographicFilter,
    NarrowcastRequest,
    TextMessage,
)

from helpers import open_lab
from helpers.errors import LabError
from helpers.lab import Lab
from helpers.line.send_methods import BROADCAST, NARROWCAST
from helpers.session.draft import Draft
from helpers.targeting.narrowcast_lookup import subject_of

BODY = {"messages": [{"type": "text", "text": "hello"}]}
REQUEST = NarrowcastRequest(messages=[TextMessage(text="hello")])
TO_MEN = NarrowcastRequest(
    messages=REQUEST.messages, filter=Filter(demographic=GenderDemographicFilter(one_of=["male"]))
)


@pytest.fixture
def lab() -> Iterator[Lab]:
    with open_lab(transport="inproc", lang="en") as opened:
        yield opened


def refused(lab: Lab) -> ApiException:
    with pytest.raises(ApiException) as caught:
        lab.line_bot_api.narrowcast(TO_MEN)
    return caught.value


def test_nothing_sent_yet_means_one_without_conditions(lab: Lab) -> None:
    found = subject_of(lab.session)
    assert (found.body, found.request_id, found.accepted) == ({}, "", False)


def test_nothing_means_the_newest(lab: Lab) -> None:
    lab.line_bot_api.narrowcast(REQUEST)
    answer = lab.line_bot_api.narrowcast(REQUEST)
    newest = lab.last.request_id
    lab.line_bot_api.broadcast(BroadcastRequest(messages=REQUEST.messages))
    assert [subject_of(lab.session, thing).request_id for thing in (None, answer)] == [newest, newest]


def test_a_response_and_its_exchange_and_its_id_mean_the_same(lab: Lab) -> None:
    response = lab.line_bot_api.narrowcast_with_http_info(REQUEST)
    exchange = lab.last
    lab.line_bot_api.narrowcast(REQUEST)
    found = [subject_of(lab.session, thing) for thing in (response, exchange, exchange.request_id)]
    assert {one.request_id for one in found} == {exchange.request_id}
    assert all(one.accepted and one.body and one.body["messages"] for one in found)


def test_a_refused_one_is_not_accepted(lab: Lab) -> None:
    found = subject_of(lab.session, refused(lab))
    assert (found.accepted, found.exchange and found.exchange.status) == (False, 403)


def test_an_id_from_elsewhere_is_taken_on_trust(lab: Lab) -> None:
    found = subject_of(lab.session, "5b59509c-c57b-11e9-aa8c-2a2ae2dbcce4")
    assert (found.body, found.accepted) == (None, True)


@pytest.mark.parametrize("thing", [BODY, Draft(NARROWCAST, BODY)])
def test_one_not_sent_yet(lab: Lab, thing: Any) -> None:
    assert subject_of(lab.session, thing).body == BODY


def test_a_request_of_the_sdk_is_read_as_it_would_be_sent(lab: Lab) -> None:
    found = subject_of(lab.session, TO_MEN)
    assert found.body == {
        **BODY, "filter": {"demographic": {"type": "gender", "oneOf": ["male"]}}, "notificationDisabled": False,
    }  # fmt: skip


@pytest.mark.parametrize("thing", [5, Draft(BROADCAST, BODY), BroadcastRequest(messages=REQUEST.messages), ["a"]])
def test_what_is_no_narrowcast_is_refused(lab: Lab, thing: Any) -> None:
    with pytest.raises(LabError, match="This needs a narrowcast"):
        subject_of(lab.session, thing)


def test_another_methods_exchange_is_refused(lab: Lab) -> None:
    lab.line_bot_api.broadcast(BroadcastRequest(messages=REQUEST.messages))
    for thing in (lab.last, lab.last.request_id):
        with pytest.raises(LabError, match="It was given /v2/bot/message/broadcast"):
            subject_of(lab.session, thing)
