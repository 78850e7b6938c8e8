"""The capstone: the bots learners write, judged criterion by criterion, also while LINE fails."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from linebot.v3.messaging import (
    ApiException,
    BroadcastRequest,
    MulticastRequest,
    PushMessageRequest,
    ReplyMessageRequest,
    TextMessage,
)

from helpers.course.exercises import EXERCISES, Verdict
from helpers.panels.course.exercise_result import ExerciseResult
from helpers.text import LANGUAGES, texts
from tests.course.exercises.judge import EN, judge, shown_solution

EXERCISE = EXERCISES["class-bot"]
CRITERIA = [criterion.key for criterion in EXERCISE.rubric]


def unmet(function: Any) -> list[str]:
    """The criteria a bot does not meet."""
    return [point.key for point in judge("class-bot", function).points if point.state != "right"]


def class_bot(
    send: Callable[..., Any],
    *,
    anybody: bool = False,
    answer: str = "reply",
    enough: Callable[[Any, Any], bool] = lambda api, trip: True,
) -> Callable[..., Any]:
    """A learner's bot: `send` sends a command's request, the rest varies as learners' bots do."""

    def bot(line_bot_api: Any, event: Any, trip: Any) -> None:
        if event.type != "message" or event.message.type != "text":
            return
        words = event.message.text
        if words in trip["answers"]:
            messages = [TextMessage(text=trip["answers"][words])]
            if answer == "push":
                line_bot_api.push_message(PushMessageRequest(to=event.source.user_id, messages=messages))
            else:
                line_bot_api.reply_message(ReplyMessageRequest(reply_token=event.reply_token, messages=messages))
            return
        command, _, said = words.partition(" ")
        if not anybody and event.source.user_id != trip["teacher"]:
            return
        messages = [TextMessage(text=said or "?")]
        if command == "/group":
            send(line_bot_api.push_message, PushMessageRequest(to=trip["group"], messages=messages), event)
        elif command == "/list":
            send(line_bot_api.multicast, MulticastRequest(to=trip["list"], messages=messages), event)
        elif command == "/all" and enough(line_bot_api, trip):
            send(line_bot_api.broadcast, BroadcastRequest(messages=messages), event)
        elif command == "/all":
            words_back = [TextMessage(text="not enough left")]
            line_bot_api.reply_message(ReplyMessageRequest(reply_token=event.reply_token, messages=words_back))

    return bot


def counted(api: Any, trip: Any) -> bool:
    left = api.get_message_quota().value - api.get_message_quota_consumption().total_usage
    return bool(left >= trip["friends"])


def plainly(send: Any, request: Any, event: Any) -> None:
    send(request)


def safely(send: Any, request: Any, event: Any, key: Callable[[Any], str] | None = None) -> None:
    retry_key = key(event) if key else str(uuid.uuid5(uuid.NAMESPACE_URL, event.webhook_event_id))
    for attempt in range(3):
        try:
            send(request, x_line_retry_key=retry_key)
        except ApiException as error:
            if error.status == 409:
                return
            if error.status < 500 or attempt == 2:
                raise
        else:
            return


# Right -------------------------------------------------------------------------------------------------------


def test_the_solution_meets_every_criterion() -> None:
    verdict = judge("class-bot", shown_solution("class-bot"))
    assert verdict.state == "right"
    assert [(point.key, point.state) for point in verdict.points] == [(key, "right") for key in CRITERIA]


def test_another_bot_that_works_is_right_too() -> None:
    assert judge("class-bot", class_bot(safely, enough=counted)).state == "right"


def test_remembering_events_is_as_good_as_their_key() -> None:
    seen: set[str] = set()
    bot = class_bot(lambda *call: safely(*call, key=lambda event: str(uuid.uuid4())), enough=counted)

    def remembers(line_bot_api: Any, event: Any, trip: Any) -> None:
        if event.webhook_event_id not in seen:
            seen.add(event.webhook_event_id)
            bot(line_bot_api, event, trip)

    assert judge("class-bot", remembers).state == "right"


# Three typical wrong bots --------------------------------------------------------------------------------------------


def test_a_bot_that_pushes_its_answers_pays_for_them_and_misses_the_group_and_strangers() -> None:
    verdict = judge("class-bot", class_bot(safely, answer="push", enough=counted))
    assert [point.key for point in verdict.points if point.state != "right"] == ["answers"]
    assert verdict.reason is not None and "free" in verdict.reason.because


def test_a_bot_that_lets_anybody_command_and_never_counts() -> None:
    assert unmet(class_bot(safely, anybody=True)) == ["permission", "month"]


def test_a_bot_without_a_retry_key_sends_twice_or_stops() -> None:
    assert unmet(class_bot(plainly, enough=counted)) == ["once"]


# Under faults --------------------------------------------------------------------------------------------------------


def test_a_new_key_for_every_attempt_sends_twice() -> None:
    def again(send: Any, request: Any, event: Any) -> None:
        for _ in range(3):
            try:
                send(request, x_line_retry_key=str(uuid.uuid4()))
            except ApiException:
                continue
            return

    verdict = judge("class-bot", class_bot(again, enough=counted))
    assert unmet(class_bot(again, enough=counted)) == ["once"]
    assert verdict.reason is not None
    assert "once more" in verdict.reason.situation or "has accepted" in verdict.reason.situation


def test_a_new_key_for_every_event_sends_again_what_is_delivered_again() -> None:
    bot = class_bot(lambda *call: safely(*call, key=lambda event: str(uuid.uuid4())), enough=counted)
    verdict = judge("class-bot", bot)
    assert verdict.reason is not None and "redelivery" in verdict.reason.situation


def test_giving_up_at_the_first_500_is_not_enough() -> None:
    def once(send: Any, request: Any, event: Any) -> None:
        try:
            send(request, x_line_retry_key=str(uuid.uuid5(uuid.NAMESPACE_URL, event.webhook_event_id)))
        except ApiException:
            return

    verdict = judge("class-bot", class_bot(once, enough=counted))
    assert verdict.reason is not None and "has not accepted" in verdict.reason.situation


def test_a_fault_never_spoils_the_look_at_the_quota() -> None:
    """The learner's bot is judged by what it sends; a query that fails would be another exercise."""
    asked: list[int] = []

    def counts(api: Any, trip: Any) -> bool:
        asked.append(api.get_message_quota().value)
        return counted(api, trip)

    assert judge("class-bot", class_bot(safely, enough=counts)).state == "right"
    assert set(asked) == {200}


# The rubric ----------------------------------------------------------------------------------------------------------


def test_one_criterion_that_is_not_met_hides_no_other() -> None:
    def only_answers(line_bot_api: Any, event: Any, trip: Any) -> None:
        if event.type == "message" and event.message.type == "text" and event.message.text in trip["answers"]:
            words = [TextMessage(text=trip["answers"][event.message.text])]
            line_bot_api.reply_message(ReplyMessageRequest(reply_token=event.reply_token, messages=words))

    verdict = judge("class-bot", only_answers)
    assert [p.key for p in verdict.points if p.state == "right"] == ["answers", "ignores", "permission"]


def test_a_bot_that_never_ends_is_stopped_once() -> None:
    def waits(line_bot_api: Any, event: Any, trip: Any) -> None:
        raise KeyboardInterrupt  # the learner presses the stop button

    verdict = judge("class-bot", waits)
    assert verdict.reason is not None and verdict.reason.stopped
    assert [point.state for point in verdict.points] == ["not_yet", *["untried"] * (len(CRITERIA) - 1)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_learner_sees_the_rubric_before_and_after(lang: str) -> None:
    say = texts(lang)
    untried = ExerciseResult(EXERCISE, EXERCISE.judge(..., say), say)._repr_html_()
    tried = ExerciseResult(EXERCISE, EXERCISE.judge(class_bot(plainly), say), say)._repr_html_()
    for key in CRITERIA:
        assert say.has(f"check.class-bot.criterion.{key}")
    assert untried.count('class="lab-rubric"') == tried.count('class="lab-rubric"') == 1
    assert untried.count(f'aria-label="{say("check.point.untried")}"') == len(CRITERIA)
    assert tried.count(f'aria-label="{say("check.point.not_yet")}"') == 2  # the month, and sending once
    assert say("check.rubric", met=len(CRITERIA) - 2, count=len(CRITERIA)) in tried


def test_an_exercise_without_criteria_has_no_rubric() -> None:
    assert EXERCISES["push-1"].rubric == ()
    assert judge("push-1", ...) == Verdict("push-1", "untried")  # and so without points
    assert 'class="lab-rubric"' not in ExerciseResult(EXERCISES["push-1"], judge("push-1", ...), EN)._repr_html_()
