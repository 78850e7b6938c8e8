"""How far a narrowcast is; sending one is among the five sends."""

from __future__ import annotations

from helpers.stub import errors
from helpers.stub.ids import UUID
from helpers.stub.operation import Answer, Call, Operation
from helpers.stub.platform import Platform


def _progress(platform: Platform, call: Call) -> Answer:
    """REF#get-narrowcast-progress-status. That a malformed id is a 400 is documented, its wording is not."""
    request_id = call.query.get("requestId", "")
    if not UUID.fullmatch(request_id):
        raise errors.parameter_invalid("requestId")
    return Answer(platform.narrowcasts.progress(request_id.lower(), call.now_ms))


OPERATIONS = (Operation("GET", "/v2/bot/message/progress/narrowcast", _progress),)
