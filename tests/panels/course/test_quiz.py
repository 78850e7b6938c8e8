"""The quiz panel, driven as an object."""

from __future__ import annotations

import pytest

from helpers.course import quizzes
from helpers.lab import Lab
from helpers.panels.course.quiz import Quiz
from helpers.text import LANGUAGES, texts

EN, ZH = texts("en"), texts("zh-TW")


def quiz(key: str = "push-quiz", lang: str = "en") -> Quiz:
    return Quiz(key, quizzes.find(key, texts(lang)), texts(lang))


def test_a_right_answer_is_met_with_its_reason() -> None:
    assert quiz().answer(0, "b") == "Right. Only push has this exception; multicast does not."


def test_a_wrong_answer_is_met_with_its_own_reason_and_costs_nothing() -> None:
    panel = quiz()
    assert panel.answer(0, "c").startswith("Not this one. His id exists")
    assert panel.answer(0, "a").startswith("Not this one. Push has an exception")
    assert panel.answer(0, "b").startswith("Right. ")
    assert panel.score == 1


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", quizzes.QUIZZES)
def test_every_option_of_every_quiz_can_be_answered(key: str, lang: str) -> None:
    panel = quiz(key, lang)
    for number, question in enumerate(quizzes.QUIZZES[key]):
        for letter in question.options:
            assert question.why(letter, texts(lang)) in panel.answer(number, letter)
            assert panel.questions[number].answered_right is (letter == question.right)
    assert panel.card is None


def test_without_a_choice_it_asks_for_one() -> None:
    panel = quiz()
    panel.questions[0].button.click()
    assert panel.questions[0].notice == "Choose an answer first, then click “Answer”."
    assert panel.questions[0].answered_right is None


def test_choosing_alone_tells_nothing() -> None:
    panel = quiz()
    panel.questions[0].choice.value = "b"
    assert panel.questions[0].notice == ""


def test_another_choice_takes_back_what_was_said_of_the_one_before() -> None:
    panel = quiz()
    right = panel.questions[0].question.right
    wrong = next(letter for letter in panel.questions[0].question.options if letter != right)
    panel.answer(0, wrong)
    assert "lab-answered-wrong" in panel.questions[0]._dom_classes
    panel.questions[0].choice.value = right
    assert panel.questions[0].notice == ""
    assert not {"lab-answered-wrong", "lab-answered-right"} & set(panel.questions[0]._dom_classes)


def test_each_question_keeps_its_own_answer() -> None:
    panel = quiz()
    panel.answer(0, "b")
    panel.answer(1, "c")
    assert panel.questions[0].notice.startswith("Right")
    assert panel.questions[1].notice.startswith("Not this one")


def test_the_score_counts_what_is_right_now() -> None:
    panel = quiz()
    assert panel._score.value == ""
    panel.answer(0, "b")
    panel.answer(1, "b")
    assert "1 of 3 right" in panel._score.value


def test_one_question_has_no_number_and_no_score() -> None:
    panel = quiz("push-predict")
    panel.answer(0, "c")
    assert panel._score.value == ""
    assert "Question" not in panel._repr_html_()


def test_answers_are_noted() -> None:
    noted: list[tuple[int, bool]] = []
    panel = Quiz("push-quiz", quizzes.QUIZZES["push-quiz"], EN, lambda number, right: noted.append((number, right)))
    panel.answer(2, "a")
    panel.answer(2, "c")
    panel.questions[0].button.click()  # nothing chosen: no answer
    assert noted == [(2, False), (2, True)]


def test_a_result_is_announced() -> None:
    panel = quiz()
    panel.answer(0, "b")
    assert 'role="status" aria-live="polite"' in panel.questions[0]._notice.value


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("zh-TW", "小測驗 push-quiz（共 3 題）：執行這一格就能作答。"),
        ("en", "Quiz push-quiz (questions: 3): run this cell to answer."),
    ],
)
def test_a_saved_notebook_keeps_one_sentence_and_the_questions(lang: str, sentence: str) -> None:
    bundle = quiz(lang=lang)._repr_mimebundle_()
    assert bundle["text/plain"] == sentence
    assert quizzes.QUIZZES["push-quiz"][2].option("a", texts(lang)) in bundle["text/html"]


def test_what_is_saved_gives_no_answer_away_and_does_not_change() -> None:
    panel = quiz()
    before = panel._repr_html_()
    panel.answer(0, "b")
    assert panel._repr_html_() == before
    assert "Only push has this exception" not in before


def test_options_show_no_marks_of_code() -> None:
    panels = [quiz(key, lang) for key in quizzes.QUIZZES for lang in LANGUAGES]
    labels = [label for panel in panels for part in panel.questions for label, _ in part.choice.options]
    assert [label for label in labels if "`" in label or "<" in label] == []


def test_a_lab_opens_a_quiz_and_remembers_what_was_right() -> None:
    with Lab("class", "inproc", "en") as lab:
        lab.quiz("reply-quiz").answer(0, "c")
        assert "quiz 1/26" in repr(lab.progress())
