"""A request not sent yet: what the builder holds, examples make and code is generated from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from linebot.v3.messaging import ApiResponse, MessagingApi, ValidateMessageRequest
from pydantic.v1 import BaseModel, ValidationError
from pydantic.v1.error_wrappers import ErrorWrapper

from helpers.line.send_methods import SendMethod, send_method
from helpers.sdk import validation
from helpers.sdk.problems import SdkProblem, field_name, sdk_problems
from helpers.session.exchange import Exchange
from helpers.text import Texts

#: How much of a message's text a label shows, in characters.
LABEL_LENGTH = 20
#: The SDK's name of the retry key, and the path of its problems: it is a header, no member of the body.
KEY_ARGUMENT = "x_line_retry_key"


@dataclass(frozen=True)
class FieldProblem:
    """One thing the SDK would refuse.

    `path` names the field as the JSON body does, e.g. ``messages[0].quoteToken``, so that a form finds it.
    `key` leads to the texts (``<key>.title``, ``<key>.todo``), which `values` fill in.
    """

    path: str
    key: str
    values: Mapping[str, object]

    def title(self, say: Texts) -> str:
        """Return what is wrong, in one sentence; names of code stand between backticks."""
        return self._said("title", say)

    def todo(self, say: Texts) -> str:
        """Return what to do about it."""
        return self._said("todo", say)

    def _said(self, part: str, say: Texts) -> str:
        comma = say("list.comma")
        values = {name: comma.join(v) if isinstance(v, tuple) else v for name, v in self.values.items()}
        return say(f"{self.key}.{part}", **values)


@dataclass(frozen=True)
class Draft:
    """One request: method, JSON body with LINE's own names, and the retry key if there is one.

    `plain_dicts` hands the messages to the SDK as dictionaries instead of its own objects, of which the SDK keeps
    little more than the type: the trap of facts 11.2, for the example that shows it.
    """

    method: SendMethod
    body: Mapping[str, Any]
    retry_key: str | None = None
    plain_dicts: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "body", deepcopy(dict(self.body)))  # a form goes on changing its own
        object.__setattr__(self, "retry_key", self.retry_key or None)  # the SDK sends no header for an empty key

    @classmethod
    def of_exchange(cls, exchange: Exchange) -> Draft | None:
        """Return the draft of a send in the history; None for another request, and where the body is no JSON object."""
        method, body = send_method(exchange.path), exchange.request_json()
        if method is None or exchange.method != "POST" or not isinstance(body, dict):
            return None
        return cls(method, body, exchange.request_headers.get("x-line-retry-key"))

    @property
    def label(self) -> str:
        """Short, and the same in both languages: ``push · 你好 +1`` (the first message, and how many more)."""
        messages = self.body.get("messages")
        if not isinstance(messages, list) or not messages:
            return self.method.name
        more = f" +{len(messages) - 1}" if len(messages) > 1 else ""
        return f"{self.method.name} · {_gist(messages[0])}{more}"

    # What the SDK makes of it -------------------------------------------------------------------------------

    def problems(self) -> list[FieldProblem]:
        """Return all that the SDK would refuse, in the order of its fields; empty when it would send the request."""
        return list(self._problems)

    @cached_property
    def _problems(self) -> tuple[FieldProblem, ...]:
        """The problems, looked for once: a draft does not change, and form, head and forecast all ask."""
        found = [_field_problem(path, problem) for path, problem in self._body_problems()]
        return (*found, *self._key_problems())

    def dropped(self) -> list[str]:
        """Members the SDK would leave out without a word: it does not know them (texts: ``builder.dropped``)."""
        if self.plain_dicts:
            return []  # there it is the messages' own members that go, which the example is about
        return [_dotted(path) for path in validation.dropped(self.method.request_class, self.body)]

    def request(self) -> Any:
        """Return the SDK's request object. Raises pydantic's ValidationError when the SDK's models refuse the body."""
        return self._made(self.method.request_class, self.body)

    def wire(self) -> dict[str, Any]:
        """Return the JSON body as the SDK would send it, its own additions included. Raises ValidationError."""
        body: dict[str, Any] = json.loads(self.request().to_json())
        return body

    def send(self, api: MessagingApi) -> ApiResponse:
        """Send it through the SDK, by the method's ``_with_http_info`` twin.

        Raises what the SDK raises: ValidationError or ApiTypeError before anything leaves, ApiException when LINE
        refuses, urllib3's errors when no answer comes.
        """
        call = getattr(api, f"{self.method.sdk_method}_with_http_info")
        key = {} if self.retry_key is None else {KEY_ARGUMENT: _header_value(self.retry_key, self.method.request_class)}
        response: ApiResponse = call(self.request(), **key)
        return response

    def check(self, api: MessagingApi) -> ApiResponse:
        """Let LINE look at the messages without sending them (facts 7): target, token and quota stay unlooked at.

        Raises as `send` does.
        """
        call = getattr(api, f"validate_{self.method.name}_with_http_info")
        response: ApiResponse = call(self._made(ValidateMessageRequest, self.body))  # which takes the messages only
        return response

    def _key_problems(self) -> list[FieldProblem]:
        if self.retry_key is None:
            return []
        if not self.method.takes_retry_key:
            return [FieldProblem(KEY_ARGUMENT, "sdk.reply_retry_key", {"method": self.method.sdk_method})]
        return [] if _fits_header(self.retry_key) else [FieldProblem(KEY_ARGUMENT, "builder.retry_key_header", {})]

    def _made(self, model: Any, body: Mapping[str, Any]) -> Any:
        if self.plain_dicts:
            return model(**body)
        try:
            return model.from_dict(dict(body))
        except (ValueError, TypeError, LookupError, AttributeError) as error:  # odd JSON: any of them, without a place
            raise validation.refusal(model, body) or ValidationError([ErrorWrapper(error, loc=())], model) from error

    def _refusal(self) -> ValidationError | None:
        model: type[BaseModel] = self.method.request_class
        if not self.plain_dicts:
            return validation.refusal(model, self.body)
        try:
            self.request()
        except ValidationError as error:
            return error
        return None

    def _body_problems(self) -> list[tuple[str, SdkProblem]]:
        error = self._refusal()
        if error is None:
            return []
        paths = {field_name(item["loc"]): _dotted(item["loc"]) for item in error.errors()}
        return [(paths[problem.field], problem) for problem in sdk_problems(error)]


def _field_problem(path: str, problem: SdkProblem) -> FieldProblem:
    values = {
        "field": problem.field, "limit": problem.limit, "message": problem.message,
        "permitted": problem.permitted,
    }  # fmt: skip
    return FieldProblem(path, f"sdk.{problem.kind}", values)


def _fits_header(value: str) -> bool:
    """HTTP headers are Latin-1 without control characters; Python's own HTTP client refuses the rest."""
    return value.isprintable() and all(ord(character) < 256 for character in value)


def _header_value(value: str, model: type[BaseModel]) -> str:
    """Return the value itself. Raises the SDK's kind of error, not the HTTP client's, which has no place in it."""
    if not _fits_header(value):
        raise ValidationError([ErrorWrapper(ValueError("not a value for an HTTP header"), loc=(KEY_ARGUMENT,))], model)
    return value


def _dotted(path: tuple[str | int, ...]) -> str:
    """``messages[0].text``."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def _gist(message: Any) -> str:
    """Return a message in a word or two: its text on one line, else its type."""
    if not isinstance(message, Mapping):
        return "?"
    said = message.get("text")
    if not isinstance(said, str) or not said.strip():
        return str(message.get("type") or "?")
    line = " ".join(said.split())
    return line if len(line) <= LABEL_LENGTH else line[:LABEL_LENGTH] + "…"
