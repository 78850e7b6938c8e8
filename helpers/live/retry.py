"""Sending once, however often it must be tried: backoff, always the same request under the same retry key (facts 6).

What LINE certainly refused may be tried again by anybody. After a 500, or without an answer, nobody knows whether
LINE accepted; only a retry key makes it safe to try again then, and a reply has none.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass

from tenacity import RetryCallState, Retrying, retry_if_result, stop_after_attempt, wait_exponential

from helpers.explain.error_bodies import known_rule, parse_error_body
from helpers.line.send_methods import SendMethod
from helpers.live.line_client import NoReply, Reply, Result
from helpers.session.exchange import AnswerClass, SendAttempt

ATTEMPTS = 5
#: Seconds before the second attempt, doubled before each further one, and the longest wait.
WAIT_FIRST, WAIT_LONGEST = 1, 8


@dataclass(frozen=True)
class Tried:
    """The last result, and every attempt with how long was waited before it."""

    result: Result
    attempts: tuple[SendAttempt, ...]

    @property
    def lost(self) -> bool:
        """Whether LINE may have accepted one of the attempts without anybody knowing."""
        return any(attempt.lost for attempt in self.attempts)

    @property
    def told(self) -> bool:
        """Whether LINE said that it accepted the request, now or before: nothing else ends the doubt of a lost answer.

        A refusal does not: LINE may have accepted the first attempt and refused the second, over its limit.
        """
        return isinstance(self.result, Reply) and (self.result.status < 300 or self.result.status == 409)


def may_be_accepted(result: Result) -> bool:
    """After a 500 or no answer LINE may have accepted it (facts 6)."""
    return result.left if isinstance(result, NoReply) else result.status >= 500


def is_worth_retrying(result: Result, *, keyed: bool) -> bool:
    """Whether the same request may succeed later, and trying cannot send it twice."""
    if may_be_accepted(result):
        return keyed
    return isinstance(result, NoReply) or _is_rate_limit(result)


def _is_rate_limit(reply: Reply) -> bool:
    """Whether it is the monthly limit, a 429, too: waiting some seconds does not end the month (facts 5)."""
    return reply.status == 429 and known_rule(parse_error_body(reply.body)) != "quota"


class Sender:
    """Tries one request until it is settled, it makes no sense any more, or the caller has disconnected."""

    def __init__(self, disconnected: threading.Event, sleep: Callable[[float], object] | None = None) -> None:
        """`disconnected` is set when the caller no longer waits: then nothing more is sent. `sleep` takes seconds."""
        self._disconnected = disconnected
        self._pause: Callable[[float], object] = disconnected.wait if sleep is None else sleep
        self._attempts: list[SendAttempt] = []
        self._waited = 0.0

    def send(self, ask: Callable[[], Result], *, keyed: bool, step: str = "send") -> Tried:
        """Ask until settled. `keyed`: the request carries a retry key, or changes nothing at all."""
        self._attempts.clear()
        last: list[Result] = []

        def once() -> Result:
            if not last or self._may_go_on():
                last[:] = [ask()]
                self._attempts.append(_attempt(step, last[0], self._waited))
            return last[0]

        retrying = Retrying(
            sleep=self._wait,
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_exponential(multiplier=WAIT_FIRST, max=WAIT_LONGEST),
            retry=retry_if_result(lambda result: self._may_go_on() and is_worth_retrying(result, keyed=keyed)),
            before_sleep=self._note_wait,
            retry_error_callback=lambda state: last[0],  # give the last answer back, whatever it is
        )
        result: Result = retrying(once)
        return Tried(result, tuple(self._attempts))

    def _may_go_on(self) -> bool:
        return not self._disconnected.is_set()

    def _wait(self, seconds: float) -> None:
        self._pause(seconds)

    def _note_wait(self, state: RetryCallState) -> None:
        self._waited = state.upcoming_sleep


def _attempt(step: str, result: Result, waited: float) -> SendAttempt:
    if isinstance(result, NoReply):
        return SendAttempt(step, None, "no_answer" if result.left else "unreachable", waited)
    return SendAttempt(step, result.status, _verdict(result), waited, result.request_id)


def _verdict(reply: Reply) -> AnswerClass:
    if reply.status < 300:
        return "accepted"
    if reply.status == 409:
        return "already_accepted"
    if reply.status >= 500:
        return "server_error"
    return "rate_limit" if _is_rate_limit(reply) else "refused"


def as_accepted(reply: Reply, method: SendMethod) -> Reply | None:
    """Return what the lost answer must have said, from the 409 that tells of it; None when the 409 tells too little.

    The 409 names the accepted request, and for a push repeats its messages (facts 6), which the SDK insists on.
    """
    accepted = reply.headers.get("x-line-accepted-request-id")
    data = parse_error_body(reply.body)
    sent = data.get("sentMessages") if isinstance(data, dict) else None
    if accepted is None or (method.sent_messages and not sent):
        return None
    body = {"sentMessages": sent} if method.sent_messages else {}
    headers = {**reply.headers, "x-line-request-id": accepted}
    return Reply(method.success_status, headers, json.dumps(body, ensure_ascii=False).encode())
