from __future__ import annotations

import pytest
from linebot.v3 import messaging

from helpers.line.timestamps import DAY
from helpers.stub.ledgers.aggregation_units import AggregationUnits
from helpers.stub.platform import Platform
from tests.stub.clients import Clients
from tests.stub.wire import Wire

HELLO = {"type": "text", "text": "你好"}


@pytest.fixture
def platform() -> Platform:
    return Platform()


@pytest.fixture
def wire(platform: Platform) -> Wire:
    return Wire(platform)


def send(wire: Wire, method: str, units: object, **more: object):
    target = {"push": wire.platform.people.user_id(0), "multicast": [wire.platform.people.user_id(0)]}.get(method)
    body = {"messages": [HELLO], "customAggregationUnits": units, **({"to": target} if target else {}), **more}
    return wire.request("POST", f"/v2/bot/message/{method}", body)


def units(platform: Platform) -> list[str]:
    return platform.units.names(platform.now())


@pytest.mark.parametrize("method", ["push", "multicast"])
def test_a_unit_name_is_assigned_with_the_send(wire: Wire, method: str) -> None:
    assert send(wire, method, ["promotion_a"]).status == 200
    assert units(wire.platform) == ["promotion_a"]


def test_the_case_of_letters_tells_names_apart(wire: Wire) -> None:
    send(wire, "push", ["Promotion_a"])
    send(wire, "push", ["Promotion_A"])
    assert units(wire.platform) == ["Promotion_a", "Promotion_A"]


def test_a_name_used_twice_counts_once(wire: Wire) -> None:
    send(wire, "push", ["promotion_a"])
    send(wire, "multicast", ["promotion_a"])
    assert units(wire.platform) == ["promotion_a"]


def test_a_name_is_assigned_even_if_nobody_receives_the_message(wire: Wire) -> None:
    blocked = wire.platform.people.user_id(wire.platform.people.row_named("雅婷") or 0)
    assert send(wire, "push", ["promotion_a"], to=blocked).status == 200
    assert units(wire.platform) == ["promotion_a"]


@pytest.mark.parametrize("method", ["push", "multicast"])
@pytest.mark.parametrize(
    ("names", "where", "message"),
    [
        (["a", "b"], "customAggregationUnits", "Size must be between 0 and 1"),
        ([""], "customAggregationUnits[0]", "Length must be between 1 and 30"),
        (["x" * 31], "customAggregationUnits[0]", "Length must be between 1 and 30"),
        (["promotion a"], "customAggregationUnits[0]", "Invalid characters are included in custom aggregation unit"),
        (["促銷"], "customAggregationUnits[0]", "Invalid characters are included in custom aggregation unit"),
        (["a-b"], "customAggregationUnits[0]", "Invalid characters are included in custom aggregation unit"),
        (["a\n"], "customAggregationUnits[0]", "Invalid characters are included in custom aggregation unit"),
    ],
)
def test_a_name_against_the_rules_is_refused(
    wire: Wire, method: str, names: list[str], where: str, message: str
) -> None:
    reply = send(wire, method, names)
    assert reply.status == 400
    assert reply.json == {
        "message": "The request body has 1 error(s)",
        "details": [{"message": message, "property": where}],
    }


def test_a_refused_send_assigns_no_name(wire: Wire) -> None:
    send(wire, "push", ["promotion_a"], to="U" + "0" * 32)
    assert units(wire.platform) == []


@pytest.mark.parametrize("names", [[], None, ["x" * 30], ["_"], ["Az09_"]])
def test_a_name_within_the_rules_is_accepted(wire: Wire, names: list[str] | None) -> None:
    assert send(wire, "push", names).status == 200


@pytest.mark.parametrize("names", ["promotion_a", [1], [None], {"a": 1}])
def test_names_of_another_type_are_refused(wire: Wire, names: object) -> None:
    assert send(wire, "push", names).status == 400


@pytest.mark.parametrize("names", [["promotion_a"], "nonsense", [{}]])
def test_broadcast_takes_no_names_and_ignores_them(wire: Wire, names: object) -> None:
    assert send(wire, "broadcast", names).status == 200
    assert units(wire.platform) == []


def test_the_sdk_gets_the_names_with_its_own_calls(platform: Platform) -> None:
    api = Clients(platform).messaging
    to = platform.people.user_id(0)
    request = messaging.PushMessageRequest(
        to=to, messages=[messaging.TextMessage(text="hi")], custom_aggregation_units=["a1"]
    )
    api.push_message(request)
    assert api.get_aggregation_unit_usage().num_of_custom_aggregation_units == 1
    assert api.get_aggregation_unit_name_list().custom_aggregation_units == ["a1"]


def test_the_1001st_name_of_a_month_is_dropped() -> None:
    ledger = AggregationUnits()
    assert all(ledger.assign(f"unit_{number}", 0) for number in range(1000))
    assert not ledger.assign("one_more", 0)
    assert len(ledger.names(0)) == 1000


def test_after_1000_names_a_known_one_still_counts() -> None:
    ledger = AggregationUnits()
    for number in range(1000):
        ledger.assign(f"unit_{number}", 0)
    assert ledger.assign("unit_0", 0)


def test_the_message_goes_out_though_its_name_is_dropped(wire: Wire) -> None:
    for number in range(1000):
        wire.platform.units.assign(f"unit_{number}", wire.platform.now())
    assert send(wire, "push", ["one_more"]).status == 200
    assert "one_more" not in units(wire.platform)


def test_a_new_month_begins_without_names() -> None:
    ledger = AggregationUnits()
    ledger.assign("promotion_a", 0)
    assert ledger.names(40 * DAY) == []


def test_the_month_turns_at_midnight_in_utc_9(platform: Platform) -> None:
    platform.units.assign("november", platform.now())
    platform.clock.advance(days=28, hours=12, minutes=59)  # 30 November, 22:59 in Taipei
    assert units(platform) == ["november"]
    platform.clock.advance(minutes=1)
    assert units(platform) == []


def test_the_list_comes_in_pages_of_at_most_100(wire: Wire) -> None:
    names = [f"unit_{number}" for number in range(250)]
    for name in names:
        wire.platform.units.assign(name, wire.platform.now())
    seen, query = [], ""
    for expected in (100, 100, 50):
        page = wire.request("GET", f"/v2/bot/message/aggregation/list{query}").json
        assert len(page["customAggregationUnits"]) == expected
        seen += page["customAggregationUnits"]
        query = f"?start={page.get('next')}"
    assert seen == names
    assert "next" not in page


def test_the_list_takes_a_smaller_limit(wire: Wire) -> None:
    for number in range(3):
        wire.platform.units.assign(f"unit_{number}", wire.platform.now())
    page = wire.request("GET", "/v2/bot/message/aggregation/list?limit=2").json
    assert page["customAggregationUnits"] == ["unit_0", "unit_1"]
    assert page["next"]


def test_the_list_refuses_a_limit_over_100(wire: Wire) -> None:
    assert wire.request("GET", "/v2/bot/message/aggregation/list?limit=101").status == 400


def test_the_list_refuses_a_bad_continuation_token(wire: Wire) -> None:
    reply = wire.request("GET", "/v2/bot/message/aggregation/list?start=nonsense")
    assert (reply.status, reply.json) == (400, {"message": "Invalid start param"})


def test_a_token_from_last_month_leads_past_the_end_and_shows_nothing(wire: Wire) -> None:
    platform = wire.platform
    platform.clock.advance(days=28, hours=12)
    for number in range(3):
        platform.units.assign(f"unit_{number}", platform.now())
    token = wire.request("GET", "/v2/bot/message/aggregation/list?limit=1").json["next"]
    platform.clock.advance(hours=2)
    assert wire.request("GET", f"/v2/bot/message/aggregation/list?start={token}").json == {"customAggregationUnits": []}
