from __future__ import annotations

import pytest

from helpers.line.timestamps import HOUR, to_ms
from helpers.stub.ledgers.deliveries import Deliveries, Delivery
from helpers.stub.world.clock import START
from helpers.stub.world.row_sets import NOBODY, RowSet

NOV_2 = to_ms(START)
TEXT = {"type": "text", "text": "hi"}


def delivery(rows: set[int], at: int = NOV_2, sender: int | None = None, method: str = "push") -> Delivery:
    return Delivery(at, (TEXT,), RowSet(rows), sender=sender, method=method)


FEW = RowSet({2, 5_000_000})
MANY = RowSet({2, 5})


@pytest.mark.parametrize("recipients", [FEW, MANY], ids=["few", "many"])
class TestRecipients:
    def test_they_are_counted(self, recipients: RowSet) -> None:
        assert len(recipients) == 2

    def test_they_are_listed(self, recipients: RowSet) -> None:
        assert list(recipients) in ([2, 5], [2, 5_000_000])

    @pytest.mark.parametrize(("row", "inside"), [(2, True), (3, False), (6, False), (10**9, False)])
    def test_one_may_ask_for_a_person(self, recipients: RowSet, row: int, inside: bool) -> None:
        assert (row in recipients) is inside


def test_nobody_is_a_set_too() -> None:
    assert (len(NOBODY), list(NOBODY), bool(NOBODY), 0 in NOBODY) == (0, [], False, False)


def test_a_person_sees_what_reached_her_and_what_she_wrote() -> None:
    deliveries = Deliveries()
    reached, wrote, other = delivery({1}), delivery(set(), sender=1), delivery({2})
    for one in (reached, wrote, other):
        deliveries.add(one)
    assert [delivery for _, delivery in deliveries.seen_by(1)] == [reached, wrote]


def test_successes_are_counted_by_method_and_day_in_utc_plus_9() -> None:
    deliveries = Deliveries()
    deliveries.add(delivery({1, 2}))
    deliveries.add(delivery({3}))
    deliveries.add(delivery({3}, method="multicast"))
    deliveries.add(delivery({3}, at=NOV_2 + 13 * HOUR))  # 23:00 in Taipei
    days = [deliveries.success("push", day) for day in ("20261101", "20261102", "20261103")]
    assert (days, deliveries.success("multicast", "20261102")) == ([0, 3, 1], 1)


def test_what_people_write_is_no_success_of_the_bot() -> None:
    deliveries = Deliveries()
    deliveries.add(delivery({1}, sender=1, method=""))
    assert deliveries.success("", "20261102") == 0


def test_they_keep_their_order() -> None:
    deliveries = Deliveries()
    all_of_them = [delivery({row}) for row in range(5)]
    for one in all_of_them:
        deliveries.add(one)
    assert (list(deliveries), list(deliveries.since(3)), len(deliveries)) == (all_of_them, all_of_them[3:], 5)


def test_the_newest_of_a_kind() -> None:
    deliveries = Deliveries()
    for row in (1, 2, 1, 3):
        deliveries.add(delivery({row}))
    found = deliveries.newest(lambda d: 1 in d.recipients)
    assert found is not None and found[0] == 2
    assert deliveries.newest(lambda d: 9 in d.recipients) is None
