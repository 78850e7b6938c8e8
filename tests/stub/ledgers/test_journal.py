from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.line.errors import QUOTA
from helpers.line.outcomes import Outcome, PersonOutcome, Reason
from helpers.stub.ledgers import journal as module
from helpers.stub.ledgers.journal import Entry, Journal


def entry(number: int) -> Entry:
    return Entry(f"request-{number}", number, "POST", "/x", 429, QUOTA)


def test_an_entry_is_found_by_its_request_id() -> None:
    journal = Journal()
    journal.add(entry(1), "POST /x")
    assert journal.find("request-1") == entry(1)
    assert journal.find("request-2") is None


def test_entries_are_listed_oldest_first() -> None:
    journal = Journal()
    for number in (1, 2):
        journal.add(entry(number), "POST /x")
    assert [e.request_id for e in journal] == ["request-1", "request-2"]


def test_it_counts_how_often_an_endpoint_was_used() -> None:
    journal = Journal()
    for number, endpoint in enumerate(["POST /x", "GET /y", "POST /x"]):
        journal.add(entry(number), endpoint)
    assert journal.used == {"POST /x": 2, "GET /y": 1}


def test_old_entries_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ENTRIES_KEPT", 3)
    journal = Journal()
    for number in range(5):
        journal.add(entry(number), "POST /x")
    assert [e.request_id for e in journal] == ["request-2", "request-3", "request-4"]
    assert journal.used["POST /x"] == 5


def test_long_outcomes_make_room_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PEOPLE_KEPT", 10)
    people = (PersonOutcome("小美", "U1", True, Reason.FRIEND),) * 4
    journal = Journal()
    for number in range(5):
        journal.add(replace(entry(number), outcome=Outcome(people, 4, 4, 4)), "POST /x")
    assert [e.request_id for e in journal] == ["request-3", "request-4"]
