from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from helpers.line.send_methods import BROADCAST, MULTICAST, NARROWCAST, PUSH
from helpers.live.estimates import UNKNOWN_COUNT, Count, Counter, FollowerNumbers, MonthQuota, answer_of, month_quota
from helpers.live.line_client import Result
from helpers.stub.world.ids import Ids
from tests.live.line import GROUP, LOST, ME, OTHER, ScriptedLine, ok, refused

ROOM = Ids().chat("room", 0)
NOW = datetime(2026, 11, 2, 10, 0, tzinfo=timezone(timedelta(hours=8)))
INSIGHT = "/v2/bot/insight/followers"
COUNTED = ok({"status": "ready", "followers": 120, "targetedReaches": 90, "blocks": 20})
NOT_YET = ok({"status": "unready"})


def count(method: Any, body: Any, now: datetime = NOW, **answers: list[Result]) -> tuple[Count, ScriptedLine]:
    line = ScriptedLine({path: list(script) for path, script in answers.items()})
    return Counter(lambda: now).recipients(method, body, lambda path: line.ask("GET", path)), line


def test_a_push_to_a_person_reaches_one() -> None:
    assert count(PUSH, {"to": ME})[0] == Count("exact", 1)


@pytest.mark.parametrize(("to", "kind"), [(GROUP, "group"), (ROOM, "room")])
def test_a_push_to_a_group_reaches_its_members(to: str, kind: str) -> None:
    found, line = count(PUSH, {"to": to}, **{f"/v2/bot/{kind}/{to}/members/count": [ok({"count": 3})]})
    assert found == Count("exact", 3)
    assert len(line.asked) == 1


@pytest.mark.parametrize("answer", [refused(404, "Not found"), LOST, ok({"count": "3"}), ok({"count": True})])
def test_a_group_line_does_not_count_is_unknown(answer: Result) -> None:
    assert count(PUSH, {"to": GROUP}, **{f"/v2/bot/group/{GROUP}/members/count": [answer]})[0] == UNKNOWN_COUNT


@pytest.mark.parametrize("to", ["小美", "", None, [ME], "../info", ME + "/x"])
def test_what_is_no_id_is_unknown_and_asked_of_nobody(to: Any) -> None:
    found, line = count(PUSH, {"to": to})
    assert found == UNKNOWN_COUNT
    assert line.asked == []


def test_a_multicast_reaches_as_many_as_there_are_different_ids() -> None:
    assert count(MULTICAST, {"to": [ME, OTHER, ME]})[0] == Count("exact", 2)


@pytest.mark.parametrize("to", [None, ME, [1], [[ME]]])
def test_a_multicast_to_what_is_no_list_of_ids_is_unknown(to: Any) -> None:
    assert count(MULTICAST, {"to": to})[0] == UNKNOWN_COUNT


def test_a_broadcast_reaches_the_friends_of_yesterday() -> None:
    found, line = count(BROADCAST, {}, **{INSIGHT: [COUNTED]})
    assert found == Count("about", 100, "20261101")
    assert [asked.target for asked in line.asked] == [f"{INSIGHT}?date=20261101"]


def test_yesterday_is_counted_in_lines_own_time_zone() -> None:
    late = datetime(2026, 11, 1, 23, 30, tzinfo=timezone(timedelta(hours=8)))  # 2 November in UTC+9
    assert count(BROADCAST, {}, late, **{INSIGHT: [COUNTED]})[0].day == "20261101"


def test_when_yesterday_is_not_counted_yet_the_day_before_is_asked_for() -> None:
    found, line = count(BROADCAST, {}, **{INSIGHT: [NOT_YET, COUNTED]})
    assert found == Count("about", 100, "20261031")
    assert len(line.asked) == 2


@pytest.mark.parametrize(
    "answer", [NOT_YET, LOST, refused(403, ""), ok({"status": "ready", "followers": None, "blocks": None})]
)
def test_friends_line_does_not_count_are_unknown(answer: Result) -> None:
    assert count(BROADCAST, {}, **{INSIGHT: [answer]})[0] == UNKNOWN_COUNT


def test_a_day_that_was_counted_is_asked_for_once() -> None:
    line = ScriptedLine({INSIGHT: [COUNTED]})
    counter = Counter(lambda: NOW)
    assert [counter.followers(lambda path: line.ask("GET", path)) for _ in range(3)] == [
        FollowerNumbers("20261101", 100, 90)
    ] * 3
    assert len(line.asked) == 1


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ({}, Count("at_most", 100, "20261101")),
        ({"filter": {"demographic": {}}}, Count("at_most", 90, "20261101")),
        ({"limit": {"max": 30}}, Count("at_most", 30)),
        ({"limit": {"max": 5000}}, Count("at_most", 100, "20261101")),
        ({"limit": {"max": "30"}}, Count("at_most", 100, "20261101")),
        ({"limit": 30}, Count("at_most", 100, "20261101")),
    ],
)
def test_a_narrowcast_has_a_bound(body: Any, wanted: Count) -> None:
    assert count(NARROWCAST, body, **{INSIGHT: [COUNTED]})[0] == wanted


def test_a_narrowcast_with_a_limit_of_its_own_needs_no_statistics() -> None:
    assert count(NARROWCAST, {"limit": {"max": 30}}, **{INSIGHT: [NOT_YET]})[0] == Count("at_most", 30)


def test_a_narrowcast_without_statistics_is_unknown() -> None:
    assert count(NARROWCAST, {}, **{INSIGHT: [NOT_YET]})[0] == UNKNOWN_COUNT


@pytest.mark.parametrize(
    ("plan", "used", "wanted"),
    [
        (ok({"type": "limited", "value": 200}), ok({"totalUsage": 150}), 50),
        (ok({"type": "limited", "value": 200}), ok({"totalUsage": 250}), 0),
        (ok({"type": "limited", "value": 200}), LOST, None),
        (LOST, ok({"totalUsage": 1}), None),
        (ok({"type": "none"}), ok({"totalUsage": 1}), None),
    ],
)
def test_what_is_left_of_the_month(plan: Result, used: Result, wanted: int | None) -> None:
    line = ScriptedLine({"/v2/bot/message/quota": [plan], "/v2/bot/message/quota/consumption": [used]})
    assert month_quota(lambda path: line.ask("GET", path)).left == wanted


def test_a_month_without_a_limit_says_so() -> None:
    line = ScriptedLine({"/v2/bot/message/quota": [ok({"type": "none"})]})
    assert month_quota(lambda path: line.ask("GET", path)) == MonthQuota(unlimited=True)


@pytest.mark.parametrize(
    ("result", "wanted"), [(ok({"a": 1}), {"a": 1}), (ok([1]), {}), (LOST, {}), (refused(404, "x"), {})]
)
def test_only_an_object_of_a_200_is_an_answer(result: Result, wanted: Any) -> None:
    assert answer_of(result) == wanted


def test_an_unknown_number_is_typed_as_a_word() -> None:
    assert (UNKNOWN_COUNT.typed, Count("exact", 3).typed) == ("unknown", 3)
