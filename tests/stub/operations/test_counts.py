from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from linebot.v3 import messaging

from helpers.stub.person_actions import PersonActions
from helpers.stub.platform import Platform
from helpers.stub.world.worlds import World
from tests.stub.clients import Clients
from tests.stub.wire import Wire

HELLO = {"type": "text", "text": "你好"}
TODAY = "20261102"
METHODS = ("reply", "push", "multicast", "broadcast")


@pytest.fixture
def wire() -> Wire:
    return Wire(Platform())


def send(wire: Wire, method: str, **target: object) -> None:
    assert wire.request("POST", f"/v2/bot/message/{method}", {"messages": [HELLO], **target}).status == 200


def sent(wire: Wire, method: str, day: str | None = TODAY) -> dict[str, object]:
    query = "" if day is None else f"?date={day}"
    return wire.request("GET", f"/v2/bot/message/delivery/{method}{query}").json


def mei(wire: Wire) -> str:
    return wire.platform.people.user_id(0)


# Quota --------------------------------------------------------------------------------------------------------------


def test_the_quota_is_what_the_plan_gives(wire: Wire) -> None:
    assert wire.request("GET", "/v2/bot/message/quota").json == {"type": "limited", "value": 200}


def test_without_a_limit_the_quota_has_no_value() -> None:
    wire = Wire(Platform(World(plan="unlimited")))
    assert wire.request("GET", "/v2/bot/message/quota").json == {"type": "none"}


def test_consumption_counts_recipients_not_message_objects(wire: Wire) -> None:
    wire.request("POST", "/v2/bot/message/push", {"to": mei(wire), "messages": [HELLO] * 4})
    assert wire.request("GET", "/v2/bot/message/quota/consumption").json == {"totalUsage": 1}


def test_a_reply_consumes_nothing(wire: Wire) -> None:
    reply(wire)
    assert wire.request("GET", "/v2/bot/message/quota/consumption").json == {"totalUsage": 0}


def test_the_sdk_reads_quota_and_consumption(wire: Wire) -> None:
    api = Clients(wire.platform).messaging
    assert (api.get_message_quota().type, api.get_message_quota().value) == (messaging.QuotaType.LIMITED, 200)
    assert api.get_message_quota_consumption().total_usage == 0


# The numbers of a day ------------------------------------------------------------------------------------------------


def reply(wire: Wire) -> None:
    request = PersonActions(wire.platform).send(0, {"type": "text", "text": "你好"})
    assert request is not None
    send(wire, "reply", replyToken=json.loads(request.body)["events"][0]["replyToken"])


def test_each_method_is_counted_by_itself(wire: Wire) -> None:
    reply(wire)
    send(wire, "push", to=mei(wire))
    send(wire, "push", to=mei(wire))
    send(wire, "multicast", to=[wire.platform.people.user_id(row) for row in (0, 1)])
    send(wire, "broadcast")
    wire.platform.clock.advance(days=1)
    numbers = [sent(wire, method)["success"] for method in METHODS]
    assert numbers == [1, 2, 2, len(wire.platform.people.population.reachable)]


def test_who_did_not_receive_is_not_counted(wire: Wire) -> None:
    blocked = wire.platform.people.row_named("雅婷") or 0
    send(wire, "push", to=wire.platform.people.user_id(blocked))
    wire.platform.clock.advance(days=1)
    assert sent(wire, "push") == {"status": "ready", "success": 0}


@pytest.mark.parametrize("method", METHODS)
def test_a_day_without_messages_is_ready_with_none(wire: Wire, method: str) -> None:
    assert sent(wire, method, "20261101") == {"status": "ready", "success": 0}


@pytest.mark.parametrize("day", [TODAY, "20261103", "99991231"])
def test_today_and_the_future_are_not_ready(wire: Wire, day: str) -> None:
    send(wire, "push", to=mei(wire))
    assert sent(wire, "push", day) == {"status": "unready"}


def test_a_day_is_ready_when_it_is_over_in_utc_9(wire: Wire) -> None:
    wire.platform.clock.advance(hours=12, minutes=59)  # 22:59 in Taipei, 23:59 in UTC+9
    assert sent(wire, "push") == {"status": "unready"}
    wire.platform.clock.advance(minutes=1)
    assert sent(wire, "push") == {"status": "ready", "success": 0}


def test_a_message_counts_for_its_day_in_utc_9(wire: Wire) -> None:
    wire.platform.clock.advance(hours=13)  # 23:00 in Taipei: the next day in UTC+9
    send(wire, "push", to=mei(wire))
    wire.platform.clock.advance(days=2)
    assert (sent(wire, "push", TODAY)["success"], sent(wire, "push", "20261103")["success"]) == (0, 1)


def test_before_31_march_2018_line_did_not_count(wire: Wire) -> None:
    assert sent(wire, "push", "20180330") == {"status": "out_of_service"}
    assert sent(wire, "push", "20180331")["status"] == "ready"


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "day", [None, "", "2026-11-02", "20261131", "00000101", "２０２６１１０２", "202611020", "today"]
)
def test_a_bad_date_is_refused(wire: Wire, method: str, day: str | None) -> None:
    query = "" if day is None else f"?date={quote(day)}"
    answer = wire.request("GET", f"/v2/bot/message/delivery/{method}{query}")
    assert (answer.status, answer.json) == (400, {"message": "The value for the 'date' parameter is invalid"})


def test_there_is_no_number_of_narrowcasts(wire: Wire) -> None:
    assert wire.request("GET", f"/v2/bot/message/delivery/narrowcast?date={TODAY}").status == 404


def test_the_sdk_reads_the_numbers(wire: Wire) -> None:
    send(wire, "push", to=mei(wire))
    wire.platform.clock.advance(days=1)
    api = Clients(wire.platform).messaging
    assert api.get_number_of_sent_push_messages(var_date=TODAY).success == 1
    assert api.get_number_of_sent_reply_messages(var_date=TODAY).success == 0
    assert api.get_number_of_sent_multicast_messages(var_date=TODAY).success == 0
    assert api.get_number_of_sent_broadcast_messages(var_date="20261103").status == "unready"
