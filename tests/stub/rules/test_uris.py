"""URLs of media, URIs of actions."""

import pytest

from helpers.stub.rules.uris import https_fault, picture_faults, uri_faults

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
        ("mailto:a@example.com", ["invalid uri scheme"]),
        ("https://example.com/a b", ["invalid uri"]),
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
    assert list(uri_faults(uri, 1_000_000, ("https", "tel"))) == ["invalid uri"]


@pytest.mark.parametrize(
    ("url", "faults"),
    [
        ("https://example.com/a.png", []),
        ("http://example.com/a.png", ["invalid uri scheme"]),
        ("https://example.com/" + "a" * 1981, ["size must be between 0 and 2000"]),
    ],
)
def test_picture_faults(url: str, faults: list[str]) -> None:
    assert list(picture_faults(url)) == faults
