import pytest

from helpers.explain.error_bodies import detail_notes, json_cause, known_rule, parse_error_body
from helpers.line import errors
from helpers.text import LANGUAGES, texts
from tests.explain.line_details import every_detail

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
        ("Duplicate field 'to'", "`to` is written twice; remove one of the two"),
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
    assert parse_error_body(body) is None


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("message", every_detail())
def test_every_detail_of_line_is_told_in_the_readers_language(message: str, lang: str) -> None:
    (note,) = detail_notes({"details": [{"message": message, "property": "messages[0].x"}]}, texts(lang))
    assert message not in note and note != texts(lang)("detail.other", field="messages[0].x", message=message)


def test_the_details_of_line_are_found_where_they_are_said() -> None:
    assert {"unknown field", "invalid unit", "must be a multiple of five", "Must be a valid HTTPS URL"} <= set(
        every_detail()
    )


def test_the_values_of_an_enumeration_are_shown() -> None:
    body = {"details": [{"message": "Must be one of the following values: [male, female]", "property": "x"}]}
    assert detail_notes(body, EN) == ("`x` must be one of these values: male, female",)


@pytest.mark.parametrize(("where", "words"), [("/hero/url", "`https://`"), ("/body/action/uri", "`tel:`")])
def test_https_is_asked_for_where_line_opens_the_address_itself(where: str, words: str) -> None:
    details = [{"message": m, "property": where} for m in ("invalid uri", "invalid uri scheme")]
    (note,) = detail_notes({"details": details}, EN)
    assert words in note


@pytest.mark.parametrize("message", ["invalid uri scheme", "Must be a valid HTTPS URL"])
def test_of_an_address_that_begins_well_the_character_is_named(message: str) -> None:
    refusal = {
        "message": "The request body has 1 error(s)",
        "details": [{"message": message, "property": "messages[0].u"}],
    }
    notes = [detail_notes(refusal, EN, {"messages": [{"u": url}]})[0] for url in ("https://a.tw/|", "http://a.tw/")]
    assert ["encode" in note for note in notes] == [True, False]


@pytest.mark.parametrize(
    ("body", "where"), [("The request body has 1 error(s)", "messages[0].text"), ("A message (messages[0]) in", "text")]
)
def test_utf_16_is_named_where_it_is_the_cause(body: str, where: str) -> None:
    refusal = {"message": body, "details": [{"message": "Length must be between 0 and 5000", "property": where}]}
    emoji, plain = ({"messages": [{"type": "text", "text": c * 3000}]} for c in ("🐍", "aa"))
    assert "this is 6000" in detail_notes(refusal, EN, emoji)[0]
    assert "UTF-16" not in detail_notes(refusal, EN, plain)[0]


def test_a_body_too_deep_to_read_has_no_cause_and_no_error() -> None:
    assert json_cause("[" * 100_000 + "]" * 100_000) is None


def test_what_stands_in_a_text_is_no_cause() -> None:
    assert json_cause('{"a": "it, \'s // True, }", "b": [1,]}') == "last_comma"
