"""The history of a session: every request that reached its far end, and what became of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from urllib3.exceptions import HTTPError, NewConnectionError

from helpers.line.slips import token_slip
from helpers.line.timestamps import from_ms
from helpers.redaction import mask_token
from helpers.sdk.dropped import claim
from helpers.session.exchange import Exchange, request_id_of
from helpers.session.transport import RawExchange
from helpers.stub.platform import Platform

#: How many exchanges a session remembers.
EXCHANGES_KEPT = 1000


class ExchangeLog:
    """The exchanges of one session, newest first. Safe to use from several threads."""

    def __init__(self, platform: Platform) -> None:
        """Start an empty log; `platform` knows what has become of a practice request."""
        self._platform = platform
        self._kept: deque[Exchange] = deque(maxlen=EXCHANGES_KEPT)
        self._count = 0
        self._told: set[int] = set()
        #: Functions that are called with every exchange once it is kept.
        self.listeners: list[Callable[[Exchange], None]] = []

    def __iter__(self) -> Iterator[Exchange]:
        """Yield every exchange as it is by now, newest first."""
        return map(self.as_of_now, list(self._kept))

    @property
    def count(self) -> int:
        """The number of exchanges there have been, forgotten ones included."""
        return self._count

    @property
    def newest(self) -> Exchange | None:
        """The newest exchange as it is by now; None before the first."""
        return next((self.as_of_now(exchange) for exchange in islice(self._kept, 1)), None)

    def since(self, count: int) -> list[Exchange]:
        """Return the exchanges after the first `count`, newest first, as they were when they were kept."""
        return [exchange for exchange in self._kept if exchange.number > count]

    def mark_told(self, exchange: Exchange) -> None:
        """Note that a card told of this exchange."""
        self._told.add(exchange.number)

    def untold(self, count: int) -> list[Exchange]:
        """Return, oldest first, what was accepted after the first `count` and what no card has told of."""
        return [found for found in reversed(self.since(count)) if found.ok and found.number not in self._told]

    def exchange_of(self, result: object) -> Exchange | None:
        """Return the exchange an ApiResponse or an exception belongs to, by its request id; None for another's."""
        if isinstance(getattr(result, "reason", None), NewConnectionError):  # it reached nobody
            return None
        if isinstance(result, HTTPError):  # the connection was dropped: no request id to go by
            return next((e for e in self._kept if e.status is None), None)
        answer = result if hasattr(result, "headers") else getattr(result, "response", None)  # in an error of requests
        request_id = request_id_of(getattr(answer, "headers", None) or {})
        return next((e for e in self._kept if request_id and e.request_id == request_id), None)

    def as_of_now(self, exchange: Exchange) -> Exchange:
        """Return `exchange` with what has become of it: a narrowcast is accepted first and sent later."""
        if exchange.outcome is None or not exchange.outcome.pending:
            return exchange
        with self._platform.lock:
            self._platform.settle()
            return replace(exchange, outcome=self._platform.narrowcasts.outcome(exchange.request_id or ""))

    # Keeping ------------------------------------------------------------------------------------------------

    def keep(self, exchange: Exchange) -> None:
        """Remember an exchange under the next number, and tell the listeners."""
        with self._platform.lock:  # without sockets, or through the proxy, several threads may call at once
            self._count += 1
            numbered = replace(exchange, number=self._count, dropped=claim(exchange.request_body))
            self._kept.appendleft(numbered)
        for listener in self.listeners:
            listener(numbered)

    def record(self, raw: RawExchange) -> None:
        """Keep an exchange of the practice platform, with the rule that refused it and who received it."""
        receipt, headers = raw.receipt, dict(raw.request_headers)
        refused = raw.status == 401
        slip = token_slip(headers.get("authorization"), self._platform.account.channel_secret) if refused else None
        if "authorization" in headers:
            headers["authorization"] = mask_token(headers["authorization"])
        self.keep(
            Exchange(
                number=0,
                at=from_ms(receipt.at) if receipt else self._platform.clock.now(),
                method=raw.method,
                path=raw.path,
                query=raw.query,
                request_headers=headers,
                request_body=raw.request_body.decode("utf-8", "replace"),
                status=raw.status,
                response_headers=raw.response_headers,
                response_body=raw.response_body.decode("utf-8", "replace"),
                rule=receipt.rule if receipt else None,
                outcome=receipt.outcome if receipt else None,
                token_slip=slip,
            )
        )

    def clear(self) -> None:
        """Forget everything, and count from 1 again."""
        with self._platform.lock:
            self._kept.clear()
            self._told.clear()
            self._count = 0
