"""URLs of media, URIs of actions."""

import pytest

from helpers.line.errors import Source
from helpers.line.fields.kinds import Address
from helpers.line.fields.messages import LINK_SCHEMES
from helpers.line.limits import URL_LENGTH
from helpers.stub.rules.uris import https_fault, https_problems, uri_faults, uri_problems

HTTPS = "Must be a valid HTTPS URL"


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://example.com/a.png", None),
        ("HTTPS://example.com", None),
        ("https://例子.tw/圖.png?q=1#x", None),
        ("https://example.com/" + "a" * 1980, None),
        ("", "May not be empty"),
        ("http://example.com/a.png", HTTPS),
        ("https://", HTTPS),
        ("https:///a.png", HTTPS),
        ("https://example.com/a b.png", HTTPS),
        ("example.com/a.png", HTTPS),
        ("https://example.com/" + "a" * 1981, "Length must be between 0 and 2000"),
    ],
)
def test_https_fault(url: str, fault: str | None) -> None:
    assert https_fault(url) == fault


@pytest.mark.parametrize(
    ("uri", "faults"),
    [
        ("https://example.com/menu", []),
        ("http://example.com", []),
        ("tel:0912345678", []),
        ("line://app/123-abc", []),
        ("https://example.com/菜單", []),
        ("https://example.com/" + "a" * 980, []),
        ("", ["invalid uri", "invalid uri scheme"]),
        ("/menu", ["invalid uri", "invalid uri scheme"]),
        ("www.example.com", ["invalid uri", "invalid uri scheme"]),
        ("mailto:a@example.com", []),  # facts 8: seen to be accepted on 25 August 2026
        ("sms:0912345678", ["invalid uri scheme"]),  # refused in the same run
        ("https://example.com/a b", ["invalid uri scheme"]),  # as any character that RFC 3986 forbids
        ("https://", ["invalid uri"]),
        ("tel:", ["invalid uri"]),
        ("https://example.com/" + "a" * 981, ["size must be between 0 and 1000"]),
    ],
)
def test_uri_faults(uri: str, faults: list[str]) -> None:
    assert list(uri_faults(uri, 1000)) == faults


@pytest.mark.parametrize("scheme", ["https://", "tel:"])
def test_a_very_long_uri_is_judged_at_once(scheme: str) -> None:
    uri = scheme + "a" * 500_000 + " "  # hours, if the pattern tried every way to split it
    assert list(uri_faults(uri, 1_000_000, ("https", "tel"))) == ["invalid uri scheme"]


@pytest.mark.parametrize(
    ("url", "faults"),
    [
        ("https://example.com/a.png", []),
        ("http://example.com/a.png", ["invalid uri scheme"]),
        ("https://example.com/" + "a" * 1981, ["size must be between 0 and 2000"]),
    ],
)
def test_addresses_of_pictures(url: str, faults: list[str]) -> None:
    assert list(uri_faults(url, URL_LENGTH, ("https",))) == faults


FORBIDDEN = [" ", "\n", "\x7f", "|", "{", "}", '"', "<", ">", "^", "\\", "`", "%", "%4", "%zz"]
ALLOWED = ["%7C", "%e5%8f%b0", "圖", "-._~", ":/?#[]@", "!$&'()*+,;=", "é"]


@pytest.mark.parametrize("characters", FORBIDDEN)
def test_what_rfc_3986_forbids_is_refused(characters: str) -> None:
    url = f"https://example.com/?q={characters}"
    assert list(uri_faults(url, 2000)) == ["invalid uri scheme"]
    assert https_fault(url) == HTTPS


@pytest.mark.parametrize("characters", ALLOWED)
def test_what_rfc_3986_allows_and_letters_of_other_scripts_pass(characters: str) -> None:
    url = f"https://example.com/?q={characters}"
    assert list(uri_faults(url, 2000)) == []
    assert https_fault(url) is None


@pytest.mark.parametrize(
    ("uri", "source"),
    [
        ("https://example.com/a|b", Source.OBSERVED),
        ("https://example.com/{b}", Source.UNDOCUMENTED),
        ("sms:0912345678", Source.OBSERVED),
    ],
)
def test_only_the_bar_was_seen(uri: str, source: Source) -> None:
    field = Address(anchor="#uri-action", most=URL_LENGTH, schemes=LINK_SCHEMES)
    assert [detail.source for detail in uri_problems(uri, "/uri", field)] == [source]


def test_in_ordinary_fields_forbidden_characters_are_a_guess() -> None:
    [guessed] = https_problems("https://example.com/a|b", "url")
    [seen] = https_problems("http://example.com", "url")
    assert (guessed.source, seen.source) == (Source.UNDOCUMENTED, Source.OBSERVED)
