"""Every message of the corpus through push and validate, by raw HTTP and by the Python SDK."""

from __future__ import annotations

import json
from typing import Any

import pytest
from linebot.v3.messaging import ApiException, Message, PushMessageRequest, ValidateMessageRequest

from helpers.stub.platform import Platform
from helpers.stub.world.worlds import World
from tests.corpus import REFUSED, VALID
from tests.stub.clients import Clients
from tests.stub.samples import PUSH, user_id
from tests.stub.wire import Reply, Wire

VALIDATE = "/v2/bot/message/validate/push"
UNLIMITED = World(plan="unlimited")


@pytest.fixture(scope="module")
def wire() -> Wire:
    return Wire(Platform(UNLIMITED))


def answers(wire: Wire, message: dict[str, Any]) -> list[Reply]:
    """The answers of a push and of a validation."""
    push = {"messages": [message], "to": user_id(wire.platform)}  # messages first: columns are then the same in both
    return [wire.request("POST", PUSH, push), wire.request("POST", VALIDATE, {"messages": [message]})]


def test_there_are_many_of_every_type() -> None:
    assert len(VALID) == len(REFUSED) >= 100
    types = {
        "text",
        "textV2",
        "sticker",
        "image",
        "video",
        "audio",
        "location",
        "imagemap",
        "template",
        "flex",
        "coupon",
    }
    assert {case.kind for case in VALID} == {case.kind for case in REFUSED} == types


def test_valid(wire: Wire, subtests: pytest.Subtests) -> None:
    for case in VALID:
        with subtests.test(str(case)):
            assert [(reply.status, reply.status == 200 or reply.body) for reply in answers(wire, case.message)] == [
                (200, True)
            ] * 2


def test_refused(wire: Wire, subtests: pytest.Subtests) -> None:
    for case in REFUSED:
        with subtests.test(str(case)):
            pushed, validated = answers(wire, case.message)
            assert (pushed.status, pushed.body) == (validated.status, validated.body)
            assert pushed.status == 400
            if case.detail is None:
                misfit = f"The property, '{case.property}', in the request body is invalid (line: 1, column: "
                assert pushed.json["message"].startswith(misfit)
                continue
            ordinary = str(case.property).startswith("messages[")
            count = len(pushed.json["details"])
            of_message = "A message (messages[0])\u00a0in the request body is invalid"
            assert pushed.json["message"] == (f"The request body has {count} error(s)" if ordinary else of_message)
            assert pushed.json["details"][0] == {"message": case.detail, "property": case.property}


@pytest.fixture(scope="module")
def clients() -> Clients:
    return Clients(Platform(UNLIMITED))


MEI = user_id(Platform(UNLIMITED))


def test_the_sdk_sends_what_is_valid(clients: Clients, subtests: pytest.Subtests) -> None:
    for case in VALID:
        with subtests.test(str(case)):
            message = Message.from_dict(case.message)
            clients.messaging.push_message(PushMessageRequest(to=MEI, messages=[message]))
            clients.messaging.validate_push(ValidateMessageRequest(messages=[message]))


def test_what_is_refused_is_stopped_by_the_sdk_or_by_line(clients: Clients, subtests: pytest.Subtests) -> None:
    """Unless the SDK drops the fault itself: properties that it does not know, and nulls among components."""
    for case in REFUSED:
        with subtests.test(str(case)):
            try:
                message = Message.from_dict(case.message)
                clients.messaging.push_message(PushMessageRequest(to=MEI, messages=[message]))
            except ApiException as error:
                assert error.status == 400
                details = json.loads(error.body).get("details", [{}])
                assert case.detail in (None, details[0].get("message")) or "type" not in case.message
            except (ValueError, KeyError, TypeError, AttributeError):
                pass  # the SDK's models, before anything left
            else:
                assert case.detail in ("unknown field", "cannot contain null elements")
