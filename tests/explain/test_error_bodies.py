import pytest

from helpers.explain.error_bodies import detail_notes, known_rule, parse
from helpers.line import errors
from helpers.text import texts

EN = texts("en")


@pytest.mark.parametrize(
    "error",
    [
        errors.auth_missing(), errors.auth_invalid(), errors.auth_expired(), errors.quota_reached(),
        errors.rate_limit(), errors.push_to_self(), errors.push_to_malformed(), errors.multicast_to_invalid(3),
        errors.not_enough_friends(), errors.account_not_entitled(), errors.method_not_allowed("GET"),
        errors.content_type("text/plain"), errors.retry_key_accepted("id", ()), errors.body_invalid([]),
        errors.message_invalid(0), errors.json_syntax(1, 2), errors.property_invalid("replyToken", 1, 15),
    ],
    ids=lambda error: str(error.rule.key),
)  # fmt: skip
def test_a_literal_of_line_leads_back_to_its_rule(error: errors.LineError) -> None:
    assert known_rule(error.as_json()) == error.rule.key


def test_an_invalid_reply_token_does_not_say_which_kind_it_was() -> None:
    body = errors.invalid_reply_token(errors.REPLY_TOKEN_EXPIRED).as_json()
    assert known_rule(body) == "reply_token_invalid"


@pytest.mark.parametrize("body", [None, [], "text", {}, {"message": 5}, {"message": "Never seen before"}])
def test_an_unknown_body_leads_to_no_rule(body: object) -> None:
    assert known_rule(body) is None


@pytest.mark.parametrize(
    ("message", "note"),
    [
        ("May not be empty", "`messages[0].text` may not be empty"),
        ("Size must be between 1 and 5", "`messages[0].text` must hold between 1 and 5"),
        ("Length must be between 0 and 5000", "`messages[0].text` must be 0 to 5000 long (most emoji count as 2)"),
        ("must be a multiple of five", "`messages[0].text` must be a multiple of 5"),
        ("Duplicate field 'to'", "`to` is written twice"),
        ("something new", "`messages[0].text`: something new"),
    ],
)
def test_a_detail_becomes_a_sentence(message: str, note: str) -> None:
    body = {"details": [{"message": message, "property": "messages[0].text"}]}
    assert detail_notes(body, EN) == (note,)


def test_a_detail_without_a_property_still_becomes_a_sentence() -> None:
    assert detail_notes({"details": [{"message": "something new"}]}, EN) == ("something new",)


def test_odd_details_are_passed_over() -> None:
    assert detail_notes({"details": ["text", None]}, EN) == ()


@pytest.mark.parametrize("body", [b"", "", None, "not json"])
def test_a_body_that_is_not_json_is_nothing(body: object) -> None:
    assert parse(body) is None
