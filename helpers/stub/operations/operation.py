"""One operation of the API: where it is, what it takes, and the call and answer that pass through it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from pydantic.v1 import BaseModel

from helpers.line import limits
from helpers.line.errors import Detail
from helpers.stub.call import Answer, Call
from helpers.stub.ledgers.rate_limits import Rate
from helpers.stub.platform import Platform
from helpers.stub.rules.request_body import Problem

DEFAULT_RATE = Rate(limits.RATE_DEFAULT_PER_SECOND, 1)


@dataclass(frozen=True)
class Operation:
    """An operation: `handle` answers a checked call, or raises LineError.

    `model` is the SDK's class of the JSON body, None when it takes none; named ``module:Class`` it is imported at its
    first use, for the SDK's smaller packages take a quarter of a second each to import. `rules` are checks on the body
    beyond the model's; they see only structurally sound parts. `retry_key` says whether X-Line-Retry-Key is taken,
    `body_optional` whether the JSON body may be left out, `token` whether a channel access token is asked for.
    """

    method: str
    path: str
    handle: Callable[[Platform, Call], Answer]
    model: type[BaseModel] | str | None = None
    rules: Callable[[Platform, Mapping[str, Any], list[Problem]], list[Detail]] | None = None
    rate: Rate = DEFAULT_RATE
    retry_key: bool = False
    body_optional: bool = False
    token: bool = True

    def body_model(self) -> type[BaseModel] | None:
        """Return the SDK's class of the JSON body, imported if need be."""
        if not isinstance(self.model, str):
            return self.model
        module, _, name = self.model.partition(":")
        model: type[BaseModel] = getattr(import_module(module), name)
        return model

    @property
    def name(self) -> str:
        """``POST /v2/bot/message/push``: also the key of its rate limit."""
        return f"{self.method} {self.path}"
