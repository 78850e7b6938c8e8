"""What a bot does in a chat besides sending: loading animation, mark as read, link tokens, and content people sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from linebot.v3.messaging import (
    MarkMessagesAsReadByTokenRequest,
    MarkMessagesAsReadRequest,
    ShowLoadingAnimationRequest,
)

from helpers.line import errors, limits
from helpers.line.errors import Detail
from helpers.stub.call import Answer, Call
from helpers.stub.ledgers.rate_limits import Rate
from helpers.stub.operations.checks import entitled, path_id
from helpers.stub.operations.operation import Operation
from helpers.stub.platform import Platform
from helpers.stub.rules.request_body import Problem
from helpers.stub.world import media


def _loading_rules(platform: Platform, data: Mapping[str, Any], found: list[Problem]) -> list[Detail]:
    """Answer REF#display-a-loading-indicator: user ids only, seconds in steps of five.

    LINE does not specify a user id of its own form that nobody has: here it is as wrong as a group id.
    """
    details: list[Detail] = []
    if (data.get("loadingSeconds") or 0) % limits.LOADING_SECONDS_STEP:
        details.append(Detail("must be a multiple of five", "loadingSeconds"))
    if data.get("chatId") is not None and platform.people.row(data["chatId"]) is None:
        wrong_chat = errors.loading_chat_invalid()
        if not found and not details:
            raise wrong_chat
        details += wrong_chat.details
    return details


def _show_loading(platform: Platform, call: Call) -> Answer:
    """202, whether or not there is anything to see: only a friend who has the chat open sees it."""
    row = platform.people.row(call.data["chatId"])
    if row is not None and platform.people.state(row) == "friend":
        seconds = call.data.get("loadingSeconds") or limits.LOADING_SECONDS_DEFAULT
        platform.chat_indicators.load(row, call.now_ms, seconds)
    return Answer(status=202)


def _mark_as_read(platform: Platform, call: Call) -> Answer:
    """Answer REF#mark-as-read: everything up to the message of the token, which never expires."""
    if not platform.chat_indicators.read_up_to(call.data["markAsReadToken"]):
        raise errors.mark_as_read_token()
    return Answer()


def _mark_as_read_by_user(platform: Platform, call: Call) -> Answer:
    """Mark as read everything this person sent: the older form, for corporate accounts that applied for it.

    LINE does not specify what others get; here it takes a verified account. An id that nobody has is invalid [I].
    """
    entitled(platform)
    row = platform.people.row(call.data["chat"]["userId"])
    if row is None:
        raise errors.property_invalid("chat.chatId")  # LINE's own name for it (its reference of corporate options)
    platform.chat_indicators.read_all_of(row)
    return Answer()


def _link_token(platform: Platform, call: Call) -> Answer:
    """Answer REF#issue-link-token. LINE does not specify an id that is malformed or that nobody has."""
    if platform.people.row(path_id(call, "userId")) is None:
        raise errors.not_found(errors.PROFILE_NOT_FOUND)
    return Answer({"linkToken": platform.ids.token("link")})


# Content ------------------------------------------------------------------------------------------------------------


def _message(platform: Platform, call: Call) -> Mapping[str, Any]:
    """Return the message of the path. Raise LineError: 404 for none of a person's, 410 for one taken back."""
    message = platform.received_messages.find(call.path["messageId"])
    if message is None or message.content.get("contentProvider", {}).get("type") == "external":
        raise errors.content_not_found()  # what stands on another server LINE does not have (REF#get-content)
    if message.unsent:
        raise errors.content_gone()
    return message.content


def _content(platform: Platform, call: Call) -> Answer:
    """Answer REF#get-content.

    LINE does not specify what a message without a file gets; here none is there to be found.
    """
    found = media.content(_message(platform, call))
    if found is None:
        raise errors.content_not_found()
    return Answer(found[0], content_type=found[1])


def _preview(platform: Platform, call: Call) -> Answer:
    """Answer REF#get-image-or-video-preview."""
    found = media.preview(_message(platform, call))
    if found is None:
        raise errors.content_not_previewable()
    return Answer(found[0], content_type=found[1])


def _transcoding(platform: Platform, call: Call) -> Answer:
    """Answer REF#verify-video-or-audio-preparation-status: what people send here is small, and ready at once."""
    if _message(platform, call)["type"] not in ("video", "audio"):
        raise errors.transcoding_unsupported()
    return Answer({"status": "succeeded"})


OPERATIONS = (
    Operation(
        "POST", "/v2/bot/chat/loading/start", _show_loading, ShowLoadingAnimationRequest, _loading_rules,
        rate=Rate(limits.RATE_LOADING_PER_SECOND, 1),
    ),
    Operation("POST", "/v2/bot/chat/markAsRead", _mark_as_read, MarkMessagesAsReadByTokenRequest),
    Operation("POST", "/v2/bot/message/markAsRead", _mark_as_read_by_user, MarkMessagesAsReadRequest),
    Operation("POST", "/v2/bot/user/{userId}/linkToken", _link_token),
    Operation("GET", "/v2/bot/message/{messageId}/content", _content),
    Operation("GET", "/v2/bot/message/{messageId}/content/preview", _preview),
    Operation("GET", "/v2/bot/message/{messageId}/content/transcoding", _transcoding),
)  # fmt: skip
