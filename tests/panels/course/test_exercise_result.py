"""What a check shows: the verdict, the reason, hints one by one, the solution."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from linebot.v3.messaging import ReplyMessageRequest, TextMessage

from helpers.errors import LabError
from helpers.lab import Lab
from helpers.panels.course.exercise_result import ExerciseResult
from helpers.text import LANGUAGES

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
        (hard_coded, "en", "Exercise reply-1: not right yet, because: Mei (小美) received something else."),
        (echo, "zh-TW", "練習 reply-1：對了！回覆送到事件發生的聊天，不是好友也收得到，而且免費。"),
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
    assert "In the school world: Mei (小美) wrote “早安 ☀️” to the bot." in shown
    assert "Should be on the phone “早安 ☀️” Is on the phone “<b>hello</b>”" in shown


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
