"""What all checks share: untouched, cannot be called, stopped with an error, played in several worlds."""

from __future__ import annotations

import inspect
import itertools
import queue
import sys
import threading
import time
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import IPython
import pytest
from linebot.v3.messaging import PushMessageRequest, ReplyMessageRequest, StickerMessage, TextMessage

from helpers.course import exercises
from helpers.course.exercises import EXERCISES, Line
from helpers.course.exercises.exercise_worlds import SETTINGS
from helpers.course.exercises.expectations import Arrived, difference, sticker, text
from helpers.course.exercises.learner_code import is_untouched
from helpers.course.progress import LESSONS
from helpers.errors import LabError
from helpers.lab import Lab
from helpers.text import LANGUAGES, texts
from tests.course.exercises.judge import EN, because, judge, shown_solution

KEYS = list(EXERCISES)
REAL_SLEEP = time.sleep


def answer(line_bot_api: Any, event: Any) -> None:
    message = TextMessage(text=event.message.text)
    line_bot_api.reply_message(ReplyMessageRequest(reply_token=event.reply_token, messages=[message]))


# Every exercise ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", KEYS)
def test_an_untouched_function_is_not_tried_yet(key: str) -> None:
    names: dict[str, Any] = {}
    exec(f"def {EXERCISES[key].signature}:\n    ...\n", names)
    assert judge(key, names[EXERCISES[key].solution.__name__]).state == "untried"


@pytest.mark.parametrize("key", KEYS)
def test_the_solution_as_it_is_shown_is_right(key: str) -> None:
    verdict = judge(key, shown_solution(key))
    assert (verdict.state, verdict.reason) == ("right", None)


@pytest.mark.parametrize("key", KEYS)
def test_a_function_that_does_something_else_is_not_right_yet(key: str) -> None:
    exercise = EXERCISES[key]
    names: dict[str, Any] = {}
    exec(f"def {exercise.signature}:\n    return len('nothing sent')\n", names)
    assert "sent no request" in because(key, names[exercise.solution.__name__])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_every_exercise_has_its_texts(key: str, lang: str) -> None:
    say, exercise = texts(lang), EXERCISES[key]
    assert exercise.task(say) and exercise.learned(say)
    assert 2 <= len(exercise.hint_texts(say)) <= 3
    assert not say.has(f"check.{key}.hint.{exercise.hints + 1}")


@pytest.mark.parametrize("key", KEYS)
def test_the_shown_solution_imports_only_what_it_uses(key: str) -> None:
    source = EXERCISES[key].solution_source()
    body = source[source.index("def ") :]
    assert [name for name in shown_names(source) if name not in body] == []


def shown_names(source: str) -> list[str]:
    head = source[: source.index("def ")]
    words = head.replace("(", " ").replace(")", " ").replace(",", " ").split()
    modules = {"import", "from", "linebot.v3.messaging", "urllib3.exceptions"}
    return [word for word in words if word not in modules]


@pytest.mark.parametrize("key", KEYS)
def test_every_exercise_is_played_in_three_worlds_with_other_people_texts_and_ids(key: str) -> None:
    settings = EXERCISES[key].settings
    casts = [{c.name for c in setting.world.cast} for setting in settings]
    assert len(settings) >= 3
    assert all(not a & b for i, a in enumerate(casts) for b in casts[:i])
    assert len({setting.world.seed for setting in settings}) == len({s.lines for s in settings}) == len(settings)


def test_there_are_three_exercises_a_method_and_a_capstone_and_progress_counts_the_same_ones() -> None:
    assert [key for lesson in LESSONS for key in lesson.checks] == KEYS
    assert len(KEYS) == 16


def test_the_first_parameter_is_always_the_sdk_client() -> None:
    assert {exercise.parameters[0] for exercise in EXERCISES.values()} == {"line_bot_api"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everybody_in_the_worlds_has_a_name_in_both_languages(lang: str) -> None:
    names = [c.name for s in SETTINGS for c in s.world.cast] + [g.title for s in SETTINGS for g in s.world.gatherings]
    assert [name for name in names if not texts(lang).has(f"cast.{name}")] == []


def test_people_speak_the_language_of_the_course() -> None:
    for lang, words in (("zh-TW", "今天有課嗎？"), ("en", "Is there class today?")):
        assert words in SETTINGS[0].spoken(texts(lang)).lines


def test_an_unknown_exercise_names_those_there_are() -> None:
    with pytest.raises(LabError, match=r"(?s)no exercise called “reply-9”.*reply-1, reply-2"):
        exercises.find("reply-9", EN)


@pytest.mark.parametrize("key", [None, 3, ["reply-1"]])
def test_a_key_that_is_no_text_is_an_unknown_exercise(key: Any) -> None:
    with pytest.raises(LabError):
        exercises.find(key, EN)


def test_a_function_in_place_of_the_name_is_told_the_order() -> None:
    with pytest.raises(LabError, match=r"(?s)comes first.*lab.check\("):
        exercises.find(answer, EN)


def camel(line_bot_api: Any, event: Any) -> None:
    TextMessage(text=event.replyToken)


def version_2(line_bot_api: Any, event: Any) -> None:
    line_bot_api.reply_message(event.reply_token, TextMessage(text=event.message.text))


@pytest.mark.parametrize(
    ("function", "words"), [(camel, "In Python it is `reply_token`"), (version_2, "takes one `ReplyMessageRequest`")]
)
def test_usual_slips_are_named(function: Any, words: str) -> None:
    assert words in because("reply-1", function)


# Untouched -----------------------------------------------------------------------------------------------------------


def only_pass(line_bot_api: Any, event: Any) -> None:
    pass


def only_words(line_bot_api: Any, event: Any) -> None:
    """What to do."""


def only_return(line_bot_api: Any, event: Any) -> None:
    return None


@pytest.mark.parametrize("function", [only_pass, only_words, only_return, lambda api, event: None, ...])
def test_nothing_written_yet_is_untouched(function: Any) -> None:
    assert is_untouched(function)


@pytest.mark.parametrize("function", [answer, lambda a, e: True, lambda a, e: 0, lambda a, e: a, print, None, "x", 1])
def test_anything_else_is_touched(function: Any) -> None:
    assert not is_untouched(function)


# Cannot be played ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("thing", [None, "answer", 3])
def test_what_is_no_function_is_told_how_to_hand_one_over(thing: Any) -> None:
    assert '`lab.check("reply-1", answer)`' in because("reply-1", thing)


@pytest.mark.parametrize("function", [lambda: 1, lambda a: 1, lambda a, b, c: 1, lambda a, *, event: 1])
def test_a_function_with_other_parameters_is_told_the_signature(function: Any) -> None:
    assert "`answer(line_bot_api, event)`" in because("reply-1", function)


def test_a_built_in_that_tells_nothing_of_its_parameters_is_played() -> None:
    assert because("reply-1", dict)


def test_more_parameters_with_defaults_do_no_harm() -> None:
    def with_default(line_bot_api: Any, event: Any, again: bool = False) -> None:
        answer(line_bot_api, event)

    assert judge("reply-1", with_default).state == "right"


def test_a_coroutine_function_is_told_that_calling_does_not_run_it() -> None:
    async def answer_later(line_bot_api: Any, event: Any) -> None:
        answer(line_bot_api, event)

    assert "`async`" in because("reply-1", answer_later)


def test_a_callable_object_is_as_good_as_a_function() -> None:
    class Bot:
        def __call__(self, line_bot_api: Any, event: Any) -> None:
            answer(line_bot_api, event)

    assert judge("reply-1", Bot()).state == "right"


# Stopped with an error -----------------------------------------------------------------------------------------------


def stops(line_bot_api: Any, event: Any) -> None:
    words = event.message.text
    words.missing()


def stops_inside(line_bot_api: Any, event: Any) -> None:
    line_bot_api.push_message(
        PushMessageRequest(to="U123", messages=[TextMessage(text="a")]),
    )


def six(line_bot_api: Any, event: Any) -> None:
    ReplyMessageRequest(reply_token=event.reply_token, messages=[TextMessage(text="a")] * 6)


def leaves(line_bot_api: Any, event: Any) -> None:
    raise SystemExit


def test_an_error_is_explained_with_the_line_of_the_function() -> None:
    reason = judge("reply-1", stops).reason
    assert reason is not None and reason.line is not None and reason.explanation is not None
    assert reason.line == Line("stops", 3, "words.missing()")
    assert reason.because == "`stops` stopped in line 3: `words` is a text and has no `missing`"
    assert reason.explanation.stopped_by == "you"


def test_an_error_inside_the_sdk_is_at_the_line_that_called_it() -> None:
    reason = judge("reply-1", stops_inside).reason
    assert reason is not None and reason.line is not None and reason.explanation is not None
    assert reason.line.number in (2, 3)  # Python 3.10 says where the call begins, newer ones as well
    assert reason.explanation.stopped_by == "line"


def test_what_the_sdk_refuses_is_explained_as_such() -> None:
    reason = judge("reply-1", six).reason
    assert reason is not None and reason.explanation is not None
    assert reason.explanation.stopped_by == "sdk"
    assert "messages" in reason.because


def test_leaving_the_program_is_caught() -> None:
    assert "SystemExit" in because("reply-1", leaves)


@pytest.mark.slow
def test_an_endless_loop_that_sends_is_stopped_at_its_line() -> None:
    def sends_on_and_on(line_bot_api: Any, to: str, text: str) -> None:
        while True:
            with suppress(Exception):
                line_bot_api.push_message(PushMessageRequest(to=to, messages=[TextMessage(text=text)]))

    reason = judge("push-2", sends_on_and_on).reason
    assert reason is not None and reason.line is not None
    assert "never finishes" in reason.because and "Push “" in reason.situation
    assert reason.line.function == "sends_on_and_on"


def loops_without_requests(line_bot_api: Any, to: str, text: str) -> None:
    while True:
        pass


def loops_on_one_line(line_bot_api: Any, to: str, text: str) -> None:
    while True:
        pass


def loops_and_catches_all(line_bot_api: Any, to: str, text: str) -> None:
    while True:
        try:  # noqa: SIM105 - as beginners write it
            line_bot_api.push_mesage(to, text)
        except:  # noqa: E722 - as beginners write it
            pass


def sends_and_catches_all(line_bot_api: Any, to: str, text: str) -> None:
    while True:
        try:  # noqa: SIM105 - as beginners write it
            line_bot_api.get_message_quota()
        except:  # noqa: E722 - as beginners write it
            pass


def helps() -> None:
    while True:
        pass


class Helper:
    def helps(self) -> None:
        while True:
            pass


def loops_in_a_helper(line_bot_api: Any, to: str, text: str) -> None:
    helps()


def loops_in_a_method(line_bot_api: Any, to: str, text: str) -> None:
    Helper().helps()


def loops_over_what_never_ends(line_bot_api: Any, to: str, text: str) -> None:
    for _ in itertools.count():
        with suppress(BaseException):
            line_bot_api.push_message(to, text)


def builds_a_list_that_never_ends(line_bot_api: Any, to: str, text: str) -> None:
    text += str([number + 1 for number in itertools.count()])


def waits_on_and_on(line_bot_api: Any, to: str, text: str) -> None:
    while line_bot_api.get_message_quota().value:
        time.sleep(5)


@pytest.mark.slow
@pytest.mark.parametrize(
    "function",
    [
        *(waits_on_and_on, loops_without_requests, loops_on_one_line, loops_and_catches_all, sends_and_catches_all),
        *(loops_in_a_helper, loops_in_a_method, loops_over_what_never_ends, builds_a_list_that_never_ends),
    ],
    ids=lambda function: str(function.__name__),
)
def test_what_never_ends_is_stopped_with_its_line(function: Any) -> None:
    reason = judge("push-1", function).reason
    assert reason is not None and reason.line is not None
    assert "never finishes" in reason.because
    where = {"loops_in_a_helper": "helps", "loops_in_a_method": "helps"}.get(function.__name__, function.__name__)
    assert reason.line.function == where and reason.line.number > 1


def test_a_loop_is_counted_again_in_the_next_check() -> None:
    for _ in range(2):
        assert "never finishes" in because("push-1", loops_without_requests)


def test_a_long_loop_that_ends_is_not_stopped() -> None:
    def counts_first(line_bot_api: Any, to: str, text: str) -> None:
        for _ in range(20_000):
            pass
        line_bot_api.push_message(PushMessageRequest(to=to, messages=[TextMessage(text=text)]))

    assert judge("push-1", counts_first).state == "right"


def test_sleep_moves_the_clock_of_the_practice_world_and_returns_at_once() -> None:
    def replies_too_late(line_bot_api: Any, event: Any) -> None:
        time.sleep(20 * 60 + 1)  # a reply token of an event that arrived lives at most 20 minutes
        request = ReplyMessageRequest(reply_token=event.reply_token, messages=[TextMessage(text=event.message.text)])
        line_bot_api.reply_message(request)

    reason = judge("reply-1", replies_too_late).reason
    assert reason is not None and reason.explanation is not None
    assert reason.explanation.key == "rule.reply_token_expired"


def test_sleep_imported_by_name_moves_it_too_and_is_given_back() -> None:
    names: dict[str, Any] = {}
    source = "from time import sleep\ndef waits(line_bot_api, request, advance):\n"
    source += "    response = line_bot_api.narrowcast_with_http_info(request)\n    sleep(120)\n"
    source += "    progress = line_bot_api.get_narrowcast_progress(response.headers['x-line-request-id'])\n"
    source += "    return progress.success_count or 0\n"
    exec(compile(source, "<cell>", "exec"), names)
    assert judge("narrowcast-3", names["waits"]).state == "right"
    assert names["sleep"] is time.sleep is REAL_SLEEP


@pytest.mark.parametrize(("seconds", "words"), [(-1, "non-negative"), ("1", "TypeError"), (float("nan"), "NaN")])
def test_sleep_takes_what_it_always_takes(seconds: Any, words: str) -> None:
    def sleeps(line_bot_api: Any, to: str, text: str) -> None:
        time.sleep(seconds)

    assert words in because("push-1", sleeps)


def test_an_endless_loop_stopped_by_hand_is_told_with_its_line() -> None:
    def interrupted(line_bot_api: Any, event: Any) -> None:
        while True:
            raise KeyboardInterrupt

    reason = judge("reply-1", interrupted).reason
    assert reason is not None and reason.line is not None
    assert "you stopped it" in reason.because
    assert reason.line.number == 3


def test_what_line_refused_is_named_when_the_function_goes_on() -> None:
    def swallows(line_bot_api: Any, to: str, text: str) -> None:
        with suppress(Exception):
            line_bot_api.push_message(PushMessageRequest(to="nobody", messages=[TextMessage(text=text)]))

    assert because("push-1", swallows).endswith(
        "LINE did not accept the request of your function (400, `to` is not an id)."
    )


def test_an_error_in_a_comprehension_is_at_the_line_around_it() -> None:
    def counts(line_bot_api: Any, event: Any) -> None:
        words = event.message.text
        [1 // (letter != letter) for letter in words]

    reason = judge("reply-1", counts).reason
    assert reason is not None and reason.line is not None
    assert (reason.line.function, reason.line.number) == ("counts", 3)


def test_an_error_in_a_helper_function_is_shown_with_its_code() -> None:
    def helper(event: Any) -> str:
        return str(event.nothing_here)

    def uses_helper(line_bot_api: Any, event: Any) -> None:
        line_bot_api.push_message(helper(event))

    reason = judge("reply-1", uses_helper).reason
    assert reason is not None and reason.line is not None
    assert reason.line == Line("helper", 2, "return str(event.nothing_here)")


def test_using_another_client_than_the_parameter_sends_nothing_here() -> None:
    with Lab("class", "inproc", "en") as outside:

        def uses_outside(line_bot_api: Any, to: str, text: str) -> None:
            request = PushMessageRequest(to=outside.friend("Mei").user_id, messages=[TextMessage(text=text)])
            outside.line_bot_api.push_message(request)

        assert "Send through the parameter `line_bot_api`" in because("push-1", uses_outside)


# The same every time -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", KEYS)
def test_two_runs_give_the_same_verdict(key: str) -> None:
    function = stops if len(EXERCISES[key].parameters) == 2 else lambda *anything: [object()]
    assert judge(key, function) == judge(key, function)


def test_a_check_leaves_the_learners_own_lab_alone() -> None:
    with Lab("class", "inproc", "en") as lab:
        judge("reply-1", answer)
        assert lab.session.exchanges.count == 0


def test_a_print_in_the_function_is_fine(capsys: pytest.CaptureFixture[str]) -> None:
    def talks(line_bot_api: Any, event: Any) -> None:
        print("hello")  # noqa: T201 - what learners do
        answer(line_bot_api, event)

    verdict = judge("reply-1", talks)
    assert verdict.state == "right"
    assert [prints.lines for prints in verdict.printed] == [(("hello", 4),)] * len(SETTINGS)
    assert capsys.readouterr().out == ""  # shown once with the verdict, and not once for each call


def test_what_goes_to_stderr_is_with_the_prints(capsys: pytest.CaptureFixture[str]) -> None:
    def talks(line_bot_api: Any, event: Any) -> None:
        print("careful", file=sys.stderr)  # noqa: T201 - what learners do
        answer(line_bot_api, event)

    assert [prints.lines for prints in judge("reply-1", talks).printed] == [(("careful", 4),)] * len(SETTINGS)
    assert capsys.readouterr().err == ""


def test_what_is_displayed_is_with_the_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    class Publisher:
        def publish(self, data: Any, metadata: Any) -> None:
            raise AssertionError("a cell would show it once for each call")

    publisher = Publisher()

    def shows(line_bot_api: Any, event: Any) -> None:
        publisher.publish({"text/plain": "shown"}, {})  # what display() does
        answer(line_bot_api, event)

    monkeypatch.setattr(IPython, "get_ipython", lambda: SimpleNamespace(display_pub=publisher))
    assert [prints.lines for prints in judge("reply-1", shows).printed] == [(("shown", 4),)] * len(SETTINGS)


# What else does not end, or ends elsewhere ----------------------------------------------------------------------------


def test_a_function_that_calls_itself_is_told_as_what_does_not_end() -> None:
    def again(line_bot_api: Any, event: Any) -> None:
        again(line_bot_api, event)

    reason = judge("reply-1", again).reason
    assert reason is not None and reason.stopped and reason.line is not None
    assert "call itself" in reason.because
    assert reason.line.code == "again(line_bot_api, event)"


def test_a_function_that_asks_is_told_that_nobody_types() -> None:
    def asks(line_bot_api: Any, event: Any) -> None:
        input("text? ")

    assert "input()" in because("reply-1", asks)


def test_an_error_in_a_thread_is_told_with_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    def apart(line_bot_api: Any, event: Any) -> None:
        def sends() -> None:
            line_bot_api.reply_message(event.replyToken)

        threading.Thread(target=sends).start()

    reason = judge("reply-1", apart).reason
    assert reason is not None and reason.line is not None
    assert reason.line.function == "sends"
    assert "reply_token" in reason.because
    assert capsys.readouterr().err == ""


def test_a_loop_in_a_thread_is_stopped() -> None:
    def spins() -> None:
        while True:
            pass

    def apart(line_bot_api: Any, event: Any) -> None:
        threading.Thread(target=spins).start()

    reason = judge("reply-1", apart).reason
    assert reason is not None and reason.stopped


def test_what_waits_for_nobody_is_stopped_and_with_a_timeout_time_passes() -> None:
    def waits(line_bot_api: Any, event: Any) -> None:
        queue.Queue[str]().get()

    def waits_a_little(line_bot_api: Any, event: Any) -> None:
        threading.Event().wait(30)  # of the minute a reply token has
        answer(line_bot_api, event)

    reason = judge("reply-1", waits).reason
    assert reason is not None and reason.stopped and reason.line is not None and "get()" in reason.line.code
    assert judge("reply-1", waits_a_little).state == "right"


def test_what_a_thread_sends_counts_although_nobody_waits_for_it() -> None:
    def apart(line_bot_api: Any, event: Any) -> None:
        threading.Thread(target=answer, args=(line_bot_api, event)).start()

    assert judge("reply-1", apart).state == "right"


@pytest.mark.parametrize("key", KEYS)
def test_the_shown_solution_fits_a_notebook_cell(key: str) -> None:
    assert max(map(len, EXERCISES[key].solution_source().splitlines())) <= 88


def test_solutions_are_written_without_annotations_as_learners_write() -> None:
    for exercise in EXERCISES.values():
        assert "->" not in inspect.getsource(exercise.solution)


# What is on a phone --------------------------------------------------------------------------------------------------


def arrived(words: str, *, silent: bool = False, chat_id: str | None = None) -> Arrived:
    return Arrived({"type": "text", "text": words}, silent, chat_id)


@pytest.mark.parametrize(
    ("there", "key"),
    [
        ([arrived("a")], None),
        ([], "missing"),
        ([arrived("b")], "differs"),
        ([arrived("a"), arrived("a")], "twice"),
        ([arrived("a")] * 3, "often"),
        ([arrived("a"), arrived("a"), arrived("b")], "differs"),
        ([arrived("a"), arrived("b")], "differs"),
        ([Arrived({"type": "sticker"}, False, None)], "differs"),
        ([arrived("a", silent=True)], "quiet"),
        ([arrived("a", chat_id="C1")], "elsewhere"),
    ],
)
def test_what_differs_is_named(there: list[Arrived], key: str | None) -> None:
    assert difference([text("a", silent=False)], there) == key


def test_what_should_not_be_there_is_extra() -> None:
    assert difference([], [arrived("a")]) == "extra"
    assert difference([], []) is None


def test_a_loud_message_that_should_be_silent_is_loud() -> None:
    assert difference([text("a", silent=True)], [arrived("a")]) == "loud"


def test_words_of_your_own_may_be_any_text_but_no_sticker() -> None:
    assert difference([text()], [arrived("welcome")]) is None
    assert difference([text()], [Arrived({"type": "sticker"}, False, None)]) == "differs"
    assert difference([sticker()], [Arrived({"type": "sticker", "packageId": "446"}, True, None)]) is None


# What is named -------------------------------------------------------------------------------------------------------


def test_what_the_sdk_dropped_is_named() -> None:
    def answer_quietly(line_bot_api: Any, event: Any) -> None:
        messages = [TextMessage(text=event.message.text), StickerMessage(package_id="446", sticker_id="1988")]
        token = event.reply_token
        request = ReplyMessageRequest(reply_token=token, messages=messages, notification_disable=True)
        line_bot_api.reply_message(request)

    reason = judge("reply-2", answer_quietly).reason
    assert reason is not None
    (dropped,) = reason.dropped
    assert "`notification_disable`" in dropped and "`notification_disabled=...`" in dropped


def test_a_request_that_is_only_returned_is_named() -> None:
    def only_returns(line_bot_api: Any, event: Any) -> Any:
        message = TextMessage(text=event.message.text)
        return ReplyMessageRequest(reply_token=event.reply_token, messages=[message])

    assert "returned it, but sent nothing" in because("reply-1", only_returns)


def test_a_print_in_place_of_a_request_is_named() -> None:
    def only_prints(line_bot_api: Any, to: str, text: str) -> None:
        print(to, text)  # noqa: T201 - what the test is about

    assert "`print` shows something to you only" in because("push-1", only_prints)


def test_a_json_name_on_an_event_is_named() -> None:
    def reads_json(line_bot_api: Any, event: Any) -> None:
        line_bot_api.reply_message(event.replyToken)

    assert because("reply-1", reads_json).endswith("In Python it is `reply_token`")


def test_a_call_of_version_2_is_named() -> None:
    def old_style(line_bot_api: Any, event: Any) -> None:
        line_bot_api.reply_message(event.reply_token, TextMessage(text=event.message.text))

    assert "`reply_message` takes one `ReplyMessageRequest`" in because("reply-1", old_style)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_check_without_a_function_says_what_to_hand_over(lang: str) -> None:
    with Lab("class", "inproc", lang) as lab:
        assert '`lab.check("reply-1", answer)`'.replace("`", "") in repr(lab.check("reply-1"))
        assert '`lab.check("reply-1", answer)`'.replace("`", "") in repr(lab.check("reply-1", None))


# Given to mend -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [key for key in KEYS if EXERCISES[key].given])
def test_a_given_mistake_counts_as_not_tried_until_it_is_changed(key: str) -> None:
    exercise = EXERCISES[key]
    given = exercise.given
    assert given is not None
    untouched = exercise.judge(given, EN)
    assert untouched.state == "untried" and untouched.reason is not None
    names: dict[str, Any] = {}
    source = inspect.getsource(given).replace("text=text", "text=text + '!'").replace("text=line", "text=line + '!'")
    exec(compile("import time, uuid\nfrom linebot.v3.messaging import *\n" + source, "<cell>", "exec"), names)
    assert exercise.judge(names[given.__name__], EN).state == "not_yet", "changed, and still wrong"


def test_a_function_with_gaps_left_is_not_tried() -> None:
    def gap(line_bot_api: Any, event: Any) -> None:
        message = TextMessage(text=...)
        line_bot_api.reply_message(ReplyMessageRequest(reply_token=event.reply_token, messages=[message]))

    assert judge("reply-1", gap).state == "untried"
