import json
import threading

import pytest

from helpers.line.send_methods import BROADCAST, NARROWCAST, PUSH
from helpers.live.line_client import NoReply, Reply, Result
from helpers.live.retry import ATTEMPTS, Sender, as_accepted, is_worth_retrying, may_be_accepted
from tests.live.line import BROKEN, LOST, MONTH, RATE, UNREACHED, Naps, accepted_before, ok, refused


def sent(*results: Result, keyed: bool = True) -> tuple[list[str], Naps, Result]:
    """Verdicts of the attempts, the naps between them, and the last result."""
    naps, script = Naps(), list(results)
    tried = Sender(threading.Event(), naps).send(lambda: script.pop(0) if len(script) > 1 else script[0], keyed=keyed)
    return [attempt.verdict for attempt in tried.attempts], naps, tried.result


def test_what_is_accepted_is_sent_once() -> None:
    assert sent(ok()) == (["accepted"], [], ok())


@pytest.mark.parametrize("trouble", [LOST, UNREACHED, RATE, BROKEN, NoReply(True, "timeout"), refused(503, "")])
def test_trouble_is_tried_again_under_a_retry_key(trouble: Result) -> None:
    verdicts, naps, result = sent(trouble, ok())
    assert (len(verdicts), naps, result) == (2, [1], ok())


def test_the_waits_double_up_to_a_limit() -> None:
    verdicts, naps, result = sent(BROKEN)
    assert (len(verdicts), list(naps), result) == (ATTEMPTS, [1, 2, 4, 8], BROKEN)


@pytest.mark.parametrize("trouble", [LOST, NoReply(True, "timeout"), BROKEN, refused(502, "")])
def test_without_a_retry_key_an_unknown_end_stays_unknown(trouble: Result) -> None:
    assert sent(trouble, ok(), keyed=False)[2] == trouble


@pytest.mark.parametrize("trouble", [UNREACHED, RATE])
def test_what_was_certainly_not_accepted_may_be_tried_again_by_anybody(trouble: Result) -> None:
    assert sent(trouble, ok(), keyed=False)[2] == ok()


@pytest.mark.parametrize("answer", [MONTH, refused(400, ""), refused(401, ""), refused(403, ""), accepted_before()])
def test_a_refusal_is_final(answer: Reply) -> None:
    assert sent(answer, ok())[2] == answer


def test_a_409_after_a_lost_answer_is_final() -> None:
    assert sent(LOST, accepted_before(), ok())[0] == ["no_answer", "already_accepted"]


def test_when_the_caller_goes_away_nothing_more_is_sent() -> None:
    disconnected, asked = threading.Event(), []

    def ask() -> Result:
        asked.append(1)
        return BROKEN

    tried = Sender(disconnected, lambda seconds: disconnected.set()).send(ask, keyed=True)
    assert (len(asked), len(tried.attempts), tried.lost, tried.told) == (1, 1, True, False)


def test_without_a_sleep_of_its_own_a_wait_ends_when_the_caller_goes_away() -> None:
    disconnected = threading.Event()
    asked: list[int] = []

    def ask() -> Result:
        asked.append(1)
        threading.Timer(0.05, disconnected.set).start()
        return BROKEN

    Sender(disconnected).send(ask, keyed=True)
    assert len(asked) == 1


def test_each_attempt_tells_what_came_of_it() -> None:
    script: list[Result] = [LOST, ok()]
    tried = Sender(threading.Event(), Naps()).send(lambda: script.pop(0), keyed=True, step="validate")
    assert [(a.step, a.status, a.verdict, a.waited, a.request_id) for a in tried.attempts] == [
        ("validate", None, "no_answer", 0, None),
        ("validate", 200, "accepted", 1, "line-1"),
    ]


@pytest.mark.parametrize(
    ("result", "unknown"), [(LOST, True), (UNREACHED, False), (BROKEN, True), (RATE, False), (ok(), False)]
)
def test_only_a_500_or_no_answer_leaves_the_end_unknown(result: Result, unknown: bool) -> None:
    assert may_be_accepted(result) is unknown


def test_a_success_is_not_worth_retrying() -> None:
    assert not is_worth_retrying(ok(), keyed=True)


def test_a_409_tells_what_the_lost_answer_said() -> None:
    found = as_accepted(accepted_before([{"id": "1"}]), PUSH)
    assert found is not None
    assert (found.status, json.loads(found.body)) == (200, {"sentMessages": [{"id": "1"}]})
    assert found.request_id == "line-0"


@pytest.mark.parametrize(("method", "status"), [(BROADCAST, 200), (NARROWCAST, 202)])
def test_a_409_of_the_others_has_the_status_of_their_success(method: object, status: int) -> None:
    found = as_accepted(accepted_before(), method)  # type: ignore[arg-type]
    assert found is not None
    assert (found.status, found.body) == (status, b"{}")


def test_a_409_that_tells_too_little_stays_itself() -> None:
    assert as_accepted(accepted_before(), PUSH) is None
    assert as_accepted(refused(409, "The retry key is already accepted"), BROADCAST) is None
