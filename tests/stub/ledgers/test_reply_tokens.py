"""REF#send-reply-message-reply-token: one use, one minute, and what redelivery changes."""

from __future__ import annotations

import pytest

from helpers.line import errors
from helpers.line.errors import LineError, Rule
from helpers.line.timestamps import MINUTE, SECOND
from helpers.stub.ledgers.reply_tokens import ReplyTokens
from helpers.stub.world.ids import Ids

START = 1_793_000_000_000


@pytest.fixture
def tokens() -> ReplyTokens:
    return ReplyTokens(Ids())


@pytest.fixture
def token(tokens: ReplyTokens) -> str:
    return tokens.issue("a chat", START)


def broken_rule(tokens: ReplyTokens, token: str, after: int = 0) -> Rule:
    with pytest.raises(LineError) as caught:
        tokens.check(token, START + after)
    assert (caught.value.status, caught.value.message) == (400, "Invalid reply token")
    return caught.value.rule


def test_it_leads_to_the_chat_of_the_event(tokens: ReplyTokens, token: str) -> None:
    assert tokens.check(token, START) == "a chat"


def test_every_event_has_its_own(tokens: ReplyTokens, token: str) -> None:
    assert tokens.issue("a chat", START) != token


def test_looking_at_it_does_not_use_it(tokens: ReplyTokens, token: str) -> None:
    tokens.check(token, START)
    assert tokens.state(token, START) == "unused"


def test_it_can_be_used_once(tokens: ReplyTokens, token: str) -> None:
    tokens.use(token)
    assert broken_rule(tokens, token) is errors.REPLY_TOKEN_USED


def test_it_lives_for_less_than_a_minute(tokens: ReplyTokens, token: str) -> None:
    assert tokens.check(token, START + 60 * SECOND - 1)


@pytest.mark.parametrize("after", [60 * SECOND, 61 * SECOND, 21 * MINUTE])
def test_it_expires_at_exactly_a_minute(tokens: ReplyTokens, token: str, after: int) -> None:
    assert broken_rule(tokens, token, after) is errors.REPLY_TOKEN_EXPIRED


def test_the_minute_can_be_made_longer() -> None:
    tokens = ReplyTokens(Ids(), seconds=3600)
    token = tokens.issue("a chat", START)
    assert tokens.check(token, START + 59 * MINUTE)
    assert broken_rule(tokens, token, 60 * MINUTE) is errors.REPLY_TOKEN_EXPIRED


def test_a_token_line_never_gave_is_unknown(tokens: ReplyTokens) -> None:
    assert broken_rule(tokens, "0" * 32) is errors.REPLY_TOKEN_UNKNOWN


def test_redelivery_gives_a_fresh_minute(tokens: ReplyTokens, token: str) -> None:
    tokens.redeliver(token, START + 5 * MINUTE)
    assert tokens.check(token, START + 6 * MINUTE - 1)
    assert broken_rule(tokens, token, 6 * MINUTE) is errors.REPLY_TOKEN_EXPIRED


def test_redelivery_does_not_bring_back_a_used_token(tokens: ReplyTokens, token: str) -> None:
    tokens.use(token)
    tokens.redeliver(token, START + SECOND)
    assert broken_rule(tokens, token, 2 * SECOND) is errors.REPLY_TOKEN_USED


def test_redelivery_after_20_minutes_is_too_late(tokens: ReplyTokens, token: str) -> None:
    tokens.redeliver(token, START + 20 * MINUTE)
    assert broken_rule(tokens, token, 20 * MINUTE) is errors.REPLY_TOKEN_REDELIVERY


def test_redelivery_just_in_time_ends_20_minutes_after_the_event(tokens: ReplyTokens, token: str) -> None:
    tokens.redeliver(token, START + 20 * MINUTE - 10 * SECOND)
    assert tokens.check(token, START + 20 * MINUTE - 1)
    assert broken_rule(tokens, token, 20 * MINUTE) is errors.REPLY_TOKEN_REDELIVERY


def test_the_chat_of_a_used_token_is_still_known(tokens: ReplyTokens, token: str) -> None:
    tokens.use(token)
    assert (tokens.chat_of(token), tokens.chat_of("nobody's")) == ("a chat", None)


def test_its_state_in_a_word(tokens: ReplyTokens, token: str) -> None:
    used, late = tokens.issue("a chat", START), tokens.issue("a chat", START)
    tokens.use(used)
    tokens.redeliver(late, START + 20 * MINUTE)
    words = [tokens.state(t, START + 20 * MINUTE) for t in (token, used, late, "nobody's")]
    assert words == ["expired", "used", "redelivery", "unknown"]
