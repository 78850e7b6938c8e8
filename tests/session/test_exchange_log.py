"""The history of a session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from linebot.v3.messaging import PushMessageRequest, TextMessage
from urllib3.exceptions import HTTPError

from helpers.session.exchange import Exchange
from helpers.session.session import Session


@pytest.fixture
def session() -> Iterator[Session]:
    session = Session("class", "inproc", "en")
    yield session
    session.close()


def push(session: Session, name: str = "小美") -> None:
    user_id = session.friend(name).user_id
    session.line_bot_api.push_message(PushMessageRequest(to=user_id, messages=[TextMessage(text="hi")]))


def dropped(session: Session, name: str) -> HTTPError:
    """Push to somebody; no answer comes."""
    session.fault("timeout")
    with pytest.raises(HTTPError) as caught:
        push(session, name)
    return caught.value


def test_of_two_dropped_connections_an_error_belongs_to_the_newer(session: Session) -> None:
    for number, name in enumerate(("小美", "阿凱"), 1):
        found = session.exchanges.exchange_of(dropped(session, name))
        assert found is not None
        assert (found.number, found.request_json()["to"]) == (number, session.friend(name).user_id)
    assert [exchange.status for exchange in session.exchanges] == [None, None]


def test_an_answer_after_a_dropped_connection_is_not_taken_for_it(session: Session) -> None:
    error = dropped(session, "小美")
    push(session, "阿凱")
    found = session.exchanges.exchange_of(error)
    assert found is not None
    assert (found.number, found.status) == (1, None)


def test_a_listener_is_told_of_every_exchange_with_its_number() -> None:
    told: list[Exchange] = []
    session = Session("class", "inproc", "en", on_exchange=told.append)
    push(session)
    push(session, "阿凱")
    assert [exchange.number for exchange in told] == [1, 2]
    assert session.exchanges.newest == told[1]
    session.close()


def test_those_since_a_count_are_the_newest_first(session: Session) -> None:
    for _ in range(3):
        push(session)
    assert [exchange.number for exchange in session.exchanges.since(1)] == [3, 2]


def test_after_clearing_numbers_begin_at_one_again(session: Session) -> None:
    push(session)
    session.exchanges.clear()
    assert (session.exchanges.count, session.exchanges.newest) == (0, None)
    push(session)
    assert session.last.number == 1
