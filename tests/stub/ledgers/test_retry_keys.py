"""REF#retry-api-request: a request accepted under a key is never accepted twice within 24 hours."""

from __future__ import annotations

import pytest

from helpers.line import errors
from helpers.line.errors import LineError
from helpers.line.timestamps import HOUR
from helpers.stub.ledgers.retry_keys import RetryKeys

KEY = "123e4567-e89b-12d3-a456-426614174000"
SENT = ({"id": "1", "quoteToken": "q"},)
START = 1_793_000_000_000


@pytest.fixture
def keys() -> RetryKeys:
    return RetryKeys()


def refusal(keys: RetryKeys, key: str = KEY, at: int = START) -> LineError:
    with pytest.raises(LineError) as caught:
        keys.check(key, at)
    return caught.value


def test_a_new_key_passes(keys: RetryKeys) -> None:
    keys.check(KEY, START)


@pytest.mark.parametrize("key", ["", "x", KEY[:-1], KEY + "0", KEY.replace("-", ""), "{" + KEY + "}", KEY + "\n"])
def test_a_key_is_a_uuid_in_hexadecimal(keys: RetryKeys, key: str) -> None:
    assert (refusal(keys, key).status, refusal(keys, key).rule) == (400, errors.RETRY_KEY_FORMAT)


def test_a_request_that_was_not_accepted_may_come_again(keys: RetryKeys) -> None:
    keys.check(KEY, START)
    keys.check(KEY, START)


def test_an_accepted_one_is_refused_with_the_request_id_it_had(keys: RetryKeys) -> None:
    keys.check(KEY, START)
    keys.accepted(KEY, "the request", SENT)
    again = refusal(keys)
    assert (again.status, again.headers) == (409, {"x-line-accepted-request-id": "the request"})
    assert again.as_json() == {"message": "The retry key is already accepted", "sentMessages": [*SENT]}


def test_capitals_do_not_make_another_key(keys: RetryKeys) -> None:
    keys.check(KEY, START)
    keys.accepted(KEY, "the request", ())
    assert refusal(keys, KEY.upper()).status == 409


def test_another_key_is_another_request(keys: RetryKeys) -> None:
    keys.check(KEY, START)
    keys.accepted(KEY, "the request", ())
    keys.check(KEY[:-1] + "1", START)


def test_the_24_hours_run_from_the_first_request_not_from_acceptance(keys: RetryKeys) -> None:
    keys.check(KEY, START)
    keys.check(KEY, START + 23 * HOUR)
    keys.accepted(KEY, "the request", ())
    assert refusal(keys, at=START + 24 * HOUR - 1).status == 409
    keys.check(KEY, START + 24 * HOUR)


def test_retries_do_not_make_a_key_live_longer(keys: RetryKeys) -> None:
    keys.check(KEY, START)
    keys.accepted(KEY, "the request", ())
    refusal(keys, at=START + 20 * HOUR)
    keys.check(KEY, START + 24 * HOUR)


def test_a_forgotten_key_begins_anew(keys: RetryKeys) -> None:
    keys.check(KEY, START)
    keys.check(KEY, START + 24 * HOUR)
    keys.accepted(KEY, "a later request", ())
    assert refusal(keys, at=START + 47 * HOUR).headers == {"x-line-accepted-request-id": "a later request"}
