"""One request and its outcome, recorded for every call that reaches the far end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Literal

from helpers.line.errors import Rule
from helpers.line.outcomes import Outcome
from helpers.redaction import hide_people
from helpers.sdk.dropped import Dropped

#: The header by which the lab finds the exchange of an answer that is its own, not LINE's.
LAB_ID = "x-lab-request-id"
_REASONS = {status.value: status.phrase for status in HTTPStatus}


def request_id_of(headers: Mapping[str, str]) -> str | None:
    """Return the number of the request these headers answer; None when it has none."""
    return headers.get("x-line-request-id") or headers.get(LAB_ID)


AnswerClass = Literal[
    "accepted", "already_accepted", "refused", "rate_limit", "server_error", "no_answer", "unreachable"
]


@dataclass(frozen=True)
class SendAttempt:
    """One time the lab asked LINE on behalf of an exchange, in live mode.

    `step` is "validate" or "send"; `waited` is how many seconds it waited before; `status` None: no answer.
    """

    step: str
    status: int | None
    verdict: AnswerClass
    waited: float = 0
    request_id: str | None = None

    @property
    def lost(self) -> bool:
        """Whether its answer was lost: LINE may have accepted the request without anybody knowing (facts 6)."""
        return self.step == "send" and self.verdict in ("server_error", "no_answer")


@dataclass(frozen=True)
class Stop:
    """The lab itself stopped a request in live mode, and LINE never saw it.

    `key` leads to three texts (``<key>.title``, ``.meaning``, ``.todo``), which `values` fill in.
    """

    key: str
    values: Mapping[str, str]


@dataclass(frozen=True, repr=False)
class Exchange:
    """A request, the answer it got, and what became of it.

    `status` is None when no answer came (connection dropped). `rule` says which rule of LINE refused it and
    `outcome` who received it; both are known only when practising. Header names are lower case; the
    Authorization header is masked before it gets here. `live`: it went to LINE itself, by these `attempts`, unless
    the lab put a `stop` to it. `dropped`: what the SDK left out of the request without a word. `token_slip`: what seems
    to be wrong with the access token (`helpers.line.slips`), which itself is kept nowhere.
    """

    number: int
    at: datetime
    method: str
    path: str
    query: str
    request_headers: Mapping[str, str]
    request_body: str
    status: int | None
    response_headers: Mapping[str, str]
    response_body: str
    rule: Rule | None = None
    outcome: Outcome | None = None
    live: bool = False
    attempts: tuple[SendAttempt, ...] = ()
    stop: Stop | None = None
    dropped: tuple[Dropped, ...] = ()
    token_slip: str | None = None

    def __repr__(self) -> str:
        """``<Exchange 3: POST /v2/bot/message/push → 200 OK>``; names nobody real, for notebooks are passed on."""
        path = hide_people(self.path) if self.live else self.path
        answer = f"{self.status} {self.reason}".strip() if self.status else "–"
        return f"<Exchange {self.number}: {self.method} {path} → {answer}>"

    @property
    def reason(self) -> str:
        """The reason phrase of the status, ``OK`` for 200; empty when no answer came, or an unregistered status."""
        return _REASONS.get(self.status or 0, "")

    @property
    def ok(self) -> bool:
        """Whether LINE accepted the request (2xx); it says nothing of delivery."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def in_doubt(self) -> bool:
        """Whether, live, LINE may have accepted it though no answer came: it cannot be said to have reached no one."""
        return not self.ok and any(attempt.lost for attempt in self.attempts)

    @property
    def request_id(self) -> str | None:
        """``x-line-request-id``: what belongs into one's own log; the lab's own number where the lab stopped it."""
        return request_id_of(self.response_headers)

    def request_json(self) -> Any:
        """Return the request body as data, or None when it is not JSON."""
        return _json_or_none(self.request_body)

    def response_json(self) -> Any:
        """Return the response body as data, or None when it is not JSON."""
        return _json_or_none(self.response_body)


def _json_or_none(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
