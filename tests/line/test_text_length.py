"""Counting: UTF-16 code units and grapheme clusters."""

import pytest

from helpers.line.text_length import longer_in_graphemes, longer_in_utf16, utf16_length


@pytest.mark.parametrize(("text", "units"), [("", 0), ("abc", 3), ("字", 1), ("🍎", 2), ("𠮷", 2), ("\ud83d", 1)])
def test_utf16_length(text: str, units: int) -> None:
    assert utf16_length(text) == units


@pytest.mark.parametrize(
    ("text", "clusters"),
    [
        ("", 0),
        ("abc", 3),
        ("好的", 2),
        ("🍎🍎", 2),
        ("e\u0301", 1),  # combining acute
        ("\u0301", 1),  # a mark with nothing to stand on
        ("a\r\nb", 3),
        ("好\r\n", 2),
        ("❤\ufe0f", 1),  # variation selector
        ("👍🏽", 1),  # skin tone
        ("👨\u200d👩\u200d👧", 1),  # a family
        ("👩\u200d❤\ufe0f\u200d👨", 1),
        ("🙂\u200d↔\ufe0f", 1),  # head shake: an arrow is joined
        ("字\u200d字", 2),  # ZWJ joins emoji only
        ("🇹🇼", 1),
        ("🇹🇼🇯🇵", 2),
        ("🇹🇼🇯", 2),
        ("🏴\U000e0067\U000e0062\U000e007f", 1),  # tag sequence
        ("ﾊﾞ", 1),  # half-width kana with a voiced mark
        ("กำ", 1),  # Thai sara am
    ],
)
def test_grapheme_clusters_are_counted(text: str, clusters: int) -> None:
    assert not longer_in_graphemes(text, clusters)
    assert clusters == 0 or longer_in_graphemes(text, clusters - 1)


@pytest.mark.parametrize(("text", "longer"), [("🍎" * 2, False), ("🍎🍎a", True), ("abcd", False), ("abcde", True)])
def test_longer_in_utf16(text: str, longer: bool) -> None:
    assert longer_in_utf16(text, 4) is longer


@pytest.mark.parametrize(("text", "longer"), [("🇹🇼" * 4, False), ("🇹🇼" * 5, True), ("abcde", True)])
def test_longer_in_graphemes(text: str, longer: bool) -> None:
    assert longer_in_graphemes(text, 4) is longer
