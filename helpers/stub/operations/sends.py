"""The five sends and their five validations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from linebot.v3.messaging import ValidateMessageRequest

from helpers.line import error_details, errors
from helpers.line.condition_rules import condition_problems
from helpers.line.errors import Detail
from helpers.line.send_methods import SEND_METHODS, SendMethod
from helpers.stub.call import Answer, Call
from helpers.stub.ledgers.rate_limits import Rate
from helpers.stub.operations.operation import Operation
from helpers.stub.platform import Platform
from helpers.stub.rules import aggregation_units
from helpers.stub.rules import messages as message_rules
from helpers.stub.rules.request_body import Problem


def _send(method: SendMethod) -> Operation:
    def handle(platform: Platform, call: Call) -> Answer:
        answer: Answer = getattr(platform, method.name)(call)
        return answer

    return Operation(
        "POST", method.path, handle, method.request_class, _send_rules(method),
        rate=Rate(method.rate, method.rate_seconds), retry_key=method.takes_retry_key,
    )  # fmt: skip


def _validate(method: SendMethod) -> Operation:
    """Look at `messages` only: targets, tokens and quota are never checked (facts 7)."""
    path = f"/v2/bot/message/validate/{method.name}"
    return Operation("POST", path, lambda platform, call: Answer(), ValidateMessageRequest, _message_rules(method))


def _send_rules(method: SendMethod) -> Any:
    """Return the target, the messages, and what a send takes beside them."""
    messages = _message_rules(method)
    more: list[Callable[[Mapping[str, Any], list[Problem]], list[Detail]]] = []
    more += [condition_problems] if method.addressed_to == "filter" else []
    more += [aggregation_units.unit_problems] if method.takes_units else []

    def rules(platform: Platform, data: Mapping[str, Any], found: list[Problem]) -> list[Detail]:
        details = [*_target_problems(method, data), *messages(platform, data, found)]
        return [*details, *(detail for rule in more for detail in rule(data, found))]

    return rules


def _target_problems(method: SendMethod, data: Mapping[str, Any]) -> list[Detail]:
    """Return what is wrong with the target: an empty string is as good as none (facts 1.5: seen for replyToken)."""
    field = method.target_field
    return [Detail(error_details.EMPTY, field)] if field and data.get(field) == "" else []


def _message_rules(method: SendMethod) -> Any:
    def rules(platform: Platform, data: Mapping[str, Any], found: list[Problem]) -> list[Detail]:
        """Return what LINE checks in message objects beyond the SDK's models, in those that are structurally sound."""
        broken = {p.path[1] for p in found if len(p.path) > 1 and p.path[0] == "messages"}
        messages = data.get("messages")
        if not isinstance(messages, list) or any(p.path == ("messages",) for p in found):
            return []
        sound = [message if index not in broken else {} for index, message in enumerate(messages)]
        chat = platform.chat_kind(data)
        details = message_rules.body_problems(sound, chat=chat, method=method.name)
        if not details and not found:
            faulty = message_rules.message_problems(sound, chat=chat, method=method.name)
            if faulty:
                raise errors.message_invalid(*faulty)
        return details

    return rules


OPERATIONS = tuple(make(method) for make in (_send, _validate) for method in SEND_METHODS.values())
