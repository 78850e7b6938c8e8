"""The questions of the lessons: complete in both languages, one right option each."""

from __future__ import annotations

import re

import pytest

from helpers.course import quizzes
from helpers.course.progress import LESSONS
from helpers.course.quizzes import QUIZZES, Question
from helpers.errors import LabError
from helpers.line import limits
from helpers.text import LANGUAGES, ORIGINAL, texts

QUESTIONS = [question for quiz in QUIZZES.values() for question in quiz]
METHODS = ("reply", "push", "multicast", "narrowcast", "broadcast")


def each(lang: str, question: Question) -> list[str]:
    say = texts(lang)
    told = [(question.option(letter, say), question.why(letter, say)) for letter in question.options]
    return [question.ask(say), *(part for pair in told for part in pair)]


def test_every_method_has_one_question_to_predict_and_three_to_end_with() -> None:
    counts = {key: len(quiz) for key, quiz in QUIZZES.items()}
    assert counts == {f"{m}-{kind}": n for m in METHODS for kind, n in (("predict", 1), ("quiz", 3))} | {
        "compare-quiz": 6
    }


def test_progress_counts_the_same_questions() -> None:
    assert {key: n for lesson in LESSONS for key, n in lesson.quizzes.items()} == {
        key: len(quiz) for key, quiz in QUIZZES.items()
    }


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_every_option_has_its_own_reason(question: Question, lang: str) -> None:
    parts = each(lang, question)
    assert len(set(parts)) == len(parts) == 1 + 2 * question.count
    assert not texts(lang).has(f"quiz.{question.key}.{'abcdefgh'[question.count]}")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_the_right_option_is_one_of_them(question: Question) -> None:
    assert question.right in question.options
    assert len(question.right) == 1


def test_no_question_stands_in_two_quizzes() -> None:
    assert len({question.key for question in QUESTIONS}) == len(QUESTIONS) == 26


def test_the_right_option_is_not_always_in_the_same_place() -> None:
    first = [question.right for question in QUESTIONS]
    assert max(first.count(letter) for letter in "abcd") <= len(first) * 0.45


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_right_option_is_not_given_away_by_its_length(lang: str) -> None:
    say = texts(lang)
    longest = sum(
        question.right == max(question.options, key=lambda o, q=question: len(q.option(o, say)))  # type: ignore[misc]
        for question in QUESTIONS
    )
    assert longest <= len(QUESTIONS) * 0.6


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_every_language_names_the_same_numbers(question: Question, lang: str) -> None:
    assert numbers(" ".join(each(lang, question))) == numbers(" ".join(each(ORIGINAL, question)))


def numbers(text: str) -> set[str]:
    """Limits, statuses and times; small counts are words in one language and digits in the other."""
    found = (n.rstrip(",") for n in re.findall(r"\d[\d,]*", text))
    return {n for n in found if len(n) > 1 or n > "5"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("key", "number"),
    [
        ("reply.six.b.why", limits.MESSAGES_MAX),
        ("reply.late.b.why", limits.REPLY_TOKEN_REDELIVERY_MINUTES),
        ("push.stranger.b", limits.PUSH_NON_FRIEND_DAYS),
        ("multicast.targets.b", limits.MULTICAST_RECIPIENTS_MAX),
        ("multicast.many.a.why", limits.MULTICAST_RECIPIENTS_MAX),
        ("narrowcast.hundred.ask", limits.NARROWCAST_TARGET_REACH_MIN),
        ("narrowcast.hundred.b.why", limits.NARROWCAST_RECIPIENTS_MIN),
        ("compare.area.d.why", limits.NARROWCAST_TARGET_REACH_MIN),
    ],
)
def test_a_limit_that_is_named_is_the_documented_one(key: str, number: int, lang: str) -> None:
    assert str(number) in re.findall(r"\d+", texts(lang)(f"quiz.{key}"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unknown_quiz_names_those_there_are(lang: str) -> None:
    with pytest.raises(LabError, match=r"(?s)push-quizz.*push-quiz"):
        quizzes.find("push-quizz", texts(lang))
