"""How far a narrowcast is; sending one is among the five sends."""

from __future__ import annotations

from helpers.line import errors
from helpers.line.id_patterns import UUID
from helpers.stub.call import Answer, Call
from helpers.stub.operations.operation import Operation
from helpers.stub.platform import Platform


def _progress(platform: Platform, call: Call) -> Answer:
    """Answer REF#get-narrowcast-progress-status. That a malformed id is a 400 is documented, its wording is not."""
    request_id = call.query.get("requestId", "")
    if not UUID.fullmatch(request_id):
        raise errors.parameter_invalid("requestId")
    return Answer(platform.narrowcasts.progress(request_id.lower(), call.now_ms))


OPERATIONS = (Operation("GET", "/v2/bot/message/progress/narrowcast", _progress),)
