"""What a check shows: the verdict, the reason, hints one by one, the solution."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from linebot.v3.messaging import ReplyMessageRequest, TextMessage

from helpers.course.exercises import EXERCISES
from helpers.errors import LabError
from helpers.lab import Lab
from helpers.panels.course.exercise_result import ExerciseResult
from helpers.text import LANGUAGES
from tests.course.exercises.judge import shown_solution

WIDGET = "application/vnd.jupyter.widget-view+json"


def untouched(line_bot_api: Any, event: Any) -> None: ...


def hard_coded(line_bot_api: Any, event: Any) -> None:
    message = TextMessage(text="<b>hello</b>")
    line_bot_api.reply_message(ReplyMessageRequest(reply_token=event.reply_token, messages=[message]))


def echo(line_bot_api: Any, event: Any) -> None:
    message = TextMessage(text=event.message.text)
    line_bot_api.reply_message(ReplyMessageRequest(reply_token=event.reply_token, messages=[message]))


def breaks(line_bot_api: Any, event: Any) -> None:
    line_bot_api.reply_message(event.nothing)


def check(function: Any, key: str = "reply-1", lang: str = "en") -> ExerciseResult:
    with Lab("class", "inproc", lang) as lab:
        return lab.check(key, function)


def words(result: ExerciseResult) -> str:
    bare = re.sub(r"<style>.*?</style>", "", result._repr_html_())
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", bare)))


@pytest.mark.parametrize(
    ("function", "lang", "sentence"),
    [
        (untouched, "zh-TW", "練習 reply-1：還沒作答。把 ... 換成你的程式，再執行這一格。"),
        (untouched, "en", "Exercise reply-1: not tried yet. Put your code in place of ... and run this cell again."),
        (hard_coded, "zh-TW", "練習 reply-1：還沒對。小美收到的訊息不一樣。"),
        (hard_coded, "en", "Exercise reply-1: not right yet, because: Mei (小美) received a different message."),
        (echo, "zh-TW", "練習 reply-1：對了！回覆會送到事件發生的聊天室，不是好友也收得到，而且免費。"),
    ],
)
def test_the_verdict_is_one_sentence(function: Any, lang: str, sentence: str) -> None:
    result = check(function, lang=lang)
    assert repr(result) == result._repr_mimebundle_()["text/plain"] == sentence


@pytest.mark.parametrize("function", [untouched, hard_coded, breaks, echo])
def test_what_is_saved_is_the_same_every_time(function: Any) -> None:
    one, other = (check(function)._repr_mimebundle_() for _ in range(2))
    assert one["text/html"] == other["text/html"]


def test_an_untouched_exercise_shows_its_task() -> None:
    assert "Use the event's reply token" in words(check(untouched))


def test_a_wrong_answer_shows_when_and_what_was_on_the_phone() -> None:
    shown = words(check(hard_coded))
    assert "In the school world: Mei (小美) wrote “Good morning ☀️” to the bot." in shown
    assert "What should be on the phone “Good morning ☀️” What is on the phone “<b>hello</b>”" in shown


def test_what_a_learner_wrote_is_shown_as_text() -> None:
    assert "<b>hello</b>" not in check(hard_coded)._repr_html_()
    assert "<b>hello</b>" not in check(hard_coded).children[1].value


def test_an_error_is_shown_with_its_line_and_what_to_do() -> None:
    shown = words(check(breaks))
    assert "Stopped at line 2 of breaks : line_bot_api.reply_message(event.nothing)" in shown
    assert "What to do" in shown


def test_the_fields_line_refuses_are_named() -> None:
    def sends_nothing(line_bot_api: Any, event: Any) -> None:
        line_bot_api.reply_message(ReplyMessageRequest(reply_token=event.reply_token, messages=[TextMessage(text="")]))

    assert "What is wrong messages[0].text" in words(check(sends_nothing))


def test_only_a_right_answer_needs_no_button() -> None:
    assert WIDGET not in check(echo)._repr_mimebundle_()
    assert WIDGET in check(hard_coded)._repr_mimebundle_()
    assert WIDGET in check(untouched)._repr_mimebundle_()


def test_hints_come_one_by_one_and_then_the_solution() -> None:
    result = check(hard_coded)
    assert result.hint_button.description == "Give me hint 1/2"
    result.hint_button.click()
    assert [given.title for given in result.helped] == ["Hint 1/2"]
    result.hint_button.click()
    assert result.hint_button.description == "Show the solution"
    result.hint_button.click()
    assert [given.title for given in result.helped] == ["Hint 1/2", "Hint 2/2", "Solution"]
    assert "def answer(line_bot_api, event):" in result._hints.value
    assert result.hint_button.layout.display == "none"


def test_more_clicks_than_hints_change_nothing() -> None:
    result = check(hard_coded)
    for _ in range(6):
        result.hint_button.click()
    assert len(result.helped) == 3
    assert result.hint() is result.helped[-1]


def test_a_hint_can_be_asked_for_in_a_cell() -> None:
    hint = check(untouched).hint()
    assert repr(hint) == "Hint 1/2 What was said is in event.message.text, the token in event.reply_token."
    assert "<code>event.message.text</code>" in hint._repr_html_()


def test_the_solution_comes_after_the_hints() -> None:
    result = check(untouched)
    assert [result.solution().title for _ in range(3)] == ["Hint 1/2", "Hint 2/2", "Solution"]


def test_who_is_right_may_see_the_solution_at_once() -> None:
    solution = check(echo).solution()
    assert repr(solution).startswith("Solution\nfrom linebot.v3.messaging import ReplyMessageRequest, TextMessage\n")


def test_hints_are_announced() -> None:
    result = check(untouched)
    result.hint()
    assert 'role="status" aria-live="polite"' in result._hints.value


def test_what_is_saved_does_not_change_with_hints() -> None:
    result = check(hard_coded)
    before = result._repr_html_()
    result.hint()
    assert result._repr_html_() == before


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unknown_exercise_is_a_clear_error(lang: str) -> None:
    with pytest.raises(LabError, match="reply-7"):
        check(echo, "reply-7", lang)


def test_right_answers_are_remembered() -> None:
    with Lab("class", "inproc", "en") as lab:
        lab.check("reply-1", hard_coded)
        assert lab.progress().done.checks == {"reply-1": "tried"}
        lab.check("reply-1", echo)
        lab.check("reply-1", untouched)
        assert lab.progress().done.checks == {"reply-1": "right"}


# What the learner sees of the runs -----------------------------------------------------------------------------------


def phones_in(result: ExerciseResult) -> list[str]:
    """What is on each phone shown, as words."""
    html = re.sub(r"<style>.*?</style>", "", result._repr_html_())
    found = re.findall(r'<section class="lab-phone".*?</section>', html)
    return [unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", phone))) for phone in found]


def test_a_right_answer_shows_the_learners_own_messages_on_a_phone_of_each_world() -> None:
    mei, ching, yu = phones_in(check(echo))
    assert mei.count("Good morning ☀️") == 3 and "Mei (小美)'s phone" in mei  # hers, the answer, its notification
    assert "Ching (詠晴)" in ching and "Yu (思妤)" in yu


@pytest.mark.parametrize("key", EXERCISES)
def test_every_solution_shows_a_phone_of_each_world(key: str) -> None:
    assert len(phones_in(check(shown_solution(key), key))) == 3


def test_a_wrong_answer_shows_the_phone_as_it_should_be_and_as_it_is() -> None:
    wanted, actual = phones_in(check(hard_coded))
    assert "<b>hello</b>" not in wanted and wanted.count("Good morning ☀️") == 3
    assert "<b>hello</b>" in actual and actual.count("Good morning ☀️") == 1


def test_who_should_get_nothing_has_a_phone_without_it() -> None:
    def answers_everything(line_bot_api: Any, event: Any) -> None:
        if getattr(event, "reply_token", None):
            message = TextMessage(text="hi", quoteToken=None)
            silent = event.type == "follow"
            request = ReplyMessageRequest(
                reply_token=event.reply_token,
                messages=[TextMessage(text=event.message.text) if hasattr(event, "message")
                          and event.message.type == "text" else message],
                notification_disabled=silent,
            )  # fmt: skip
            line_bot_api.reply_message(request)

    wanted, actual = phones_in(check(answers_everything, "reply-3"))
    assert "hi" not in wanted.split() and "hi" in actual.split()


def test_a_message_missing_in_a_group_is_shown_in_the_group() -> None:
    def answers_one_to_one(line_bot_api: Any, event: Any) -> None:
        if event.source.type == "user":
            echo(line_bot_api, event)

    wanted, actual = phones_in(check(answers_one_to_one))
    assert "Class reunion" in wanted and wanted.count("OK!") == actual.count("OK!") + 2  # and its notification


def test_what_the_function_prints_is_shown_once_a_world_and_not_under_the_cell(capsys: Any) -> None:
    def prints(line_bot_api: Any, event: Any) -> None:
        print("<i>same</i>")  # noqa: T201
        print(event.message.text)  # noqa: T201
        echo(line_bot_api, event)

    result = check(prints)
    assert capsys.readouterr().out == ""
    shown = words(result)
    assert shown.count("What your code printed") == 3
    assert shown.count("<i>same</i> (4 times)") == 3
    assert "<i>same</i>" not in result._repr_html_()
    assert "(in the school world)" in shown and "(in the bakery world)" in shown


def test_what_is_printed_on_and_on_is_cut() -> None:
    def prints(line_bot_api: Any, event: Any) -> None:
        number = 0
        while True:
            number += 1
            print(number, "x" * 500)  # noqa: T201

    result = check(prints)
    assert "never finishes" in words(result)
    assert "more lines" in words(result) and len(result._repr_html_()) < 200_000


def test_what_is_printed_before_an_error_is_shown_too() -> None:
    def prints(line_bot_api: Any, event: Any) -> None:
        print("so far")  # noqa: T201
        raise ValueError

    assert "What your code printed (in the school world) so far" in words(check(prints))


def test_after_a_right_answer_stands_how_far_the_lesson_is_and_what_is_next() -> None:
    with Lab("class", "inproc", "en") as lab:
        shown = words(lab.check("reply-1", echo))
        assert "Exercises of “Reply message”: 1/3 done." in shown
        assert "Next: exercise reply-2 . Send" in shown
        for key in ("reply-2", "reply-3"):
            shown = words(lab.check(key, shown_solution(key)))
        assert "3/3 done." in shown and "still open (4)" in shown
        for quiz, count in (("reply-predict", 1), ("reply-quiz", 3)):
            for number in range(count):
                lab._store.note_answer(quiz, number, True)
        result = lab.check("reply-1", echo)
        assert "You have finished this lesson! Next: 02_push Push message" in words(result)
        assert 'href="02_push.ipynb"' in result._repr_html_()


def test_a_wrong_answer_promises_no_next_step() -> None:
    assert "Exercises of" not in words(check(hard_coded))
