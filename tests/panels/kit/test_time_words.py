from datetime import date, datetime, timedelta

import pytest

from helpers.panels.kit.time_words import date_words, moment_words, span_words
from helpers.text import texts

ZH, EN = texts("zh-TW"), texts("en")


def test_a_day_is_said_in_both_languages() -> None:
    assert (date_words(date(2026, 11, 2), ZH), date_words(date(2026, 11, 2), EN)) == ("11 月 2 日（一）", "Mon 2 Nov")


def test_a_moment_has_its_day_and_its_seconds() -> None:
    assert moment_words(datetime(2026, 11, 2, 10, 1, 5), EN) == "Mon 2 Nov 10:01:05"


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(0), "0 s"),
        (timedelta(seconds=61), "1 min 1 s"),
        (timedelta(minutes=20), "20 min"),
        (timedelta(days=8), "8 d"),
        (timedelta(days=1, minutes=5, seconds=7), "1 d 5 min"),
        (timedelta(hours=23, seconds=1.9), "23 h 1 s"),
    ],
)
def test_a_span_is_said_in_its_two_largest_units(span: timedelta, words: str) -> None:
    assert span_words(span, EN) == words
