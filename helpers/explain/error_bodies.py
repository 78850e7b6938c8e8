"""LINE's error bodies in plain words: the literal strings of facts 1.5, read back.

Needed where no rule travels beside the answer: against LINE itself, and for an exception without its exchange.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from helpers.line.error_details import EMPTY
from helpers.text import Texts

_KNOWN: tuple[tuple[str, str], ...] = (
    (r"Authorization header required", "auth_missing"),
    (r"Authentication failed .*expired", "auth_expired"),
    (r"Authentication failed", "auth_invalid"),
    (r"Invalid reply token", "reply_token_invalid"),
    (r"The retry key is already accepted", "retry_key_accepted"),
    (r"You have reached your monthly limit", "quota"),
    (r"The API rate limit has been exceeded", "rate_limit"),
    (r"Failed to send messages", "push_to_unknown"),
    (r"You can't send messages to yourself", "push_to_self"),
    (r"Your account does not have enough friends", "not_enough_friends"),
    (r"Access to this API is not available", "account_not_entitled"),
    (r"The request method, ", "method_not_allowed"),
    (r"The content type, ", "content_type"),
    (r"The request body could not be parsed as JSON", "json_syntax"),
    (r"The property, 'to', ", "push_to_malformed"),
    (r"The property, '?to\[", "multicast_to_invalid"),
    (r"The property, ", "property_invalid"),
    (r"The request body has ", "body_invalid"),
    (r"A message \(messages\[", "message_invalid"),
)

_DETAILS: tuple[tuple[str, str], ...] = (
    (EMPTY, "empty"),
    (r"Size must be between (?P<low>\d+) and (?P<high>\d+)", "size"),
    (r"Length must be between (?P<low>\d+) and (?P<high>\d+)", "length"),
    (r"Must be between (?P<low>\d+) and (?P<high>\d+)", "between"),
    (r"Must be one of the following values", "one_of"),
    (r"Must be a valid HTTPS URL", "https"),
    (r"This message type is not available", "type_unavailable"),
    (r"must be a multiple of five", "multiple_of_five"),
    (r"Duplicate field '(?P<name>[^']*)'", "duplicate"),
    (r"invalid uri", "uri"),
)


def known_rule(body: Any) -> str | None:
    """The key of the rule that an error body speaks of; None when its message is not one we know."""
    message = body.get("message") if isinstance(body, Mapping) else None
    if not isinstance(message, str):
        return None
    return next((key for pattern, key in _KNOWN if re.match(pattern, message)), None)


def detail_notes(body: Any, say: Texts) -> tuple[str, ...]:
    """Each element of ``details`` as a sentence."""
    return tuple(_note(message, where, say) for message, where in _details(body))


def _details(body: Any) -> Iterator[tuple[str, str]]:
    details = body.get("details") if isinstance(body, Mapping) else None
    for detail in details if isinstance(details, list) else ():
        if isinstance(detail, Mapping):
            yield str(detail.get("message", "")), str(detail.get("property", ""))


def _note(message: str, where: str, say: Texts) -> str:
    for pattern, key in _DETAILS:
        found = re.match(pattern, message)
        if found:
            return say(f"detail.{key}", field=where or say("detail.body"), **found.groupdict())
    return say("detail.other", field=where, message=message) if where else say("detail.bare", message=message)


def parse(body: object) -> Any:
    """An error body (text or bytes) as data; None when it is not JSON."""
    try:
        return json.loads(body) if isinstance(body, (str, bytes)) else None
    except ValueError:
        return None
