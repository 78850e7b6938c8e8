"""The SDK's asynchronous clients (aiohttp)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import pytest
from linebot.v3.messaging import (
    ApiException,
    AsyncApiClient,
    AsyncMessagingApi,
    AsyncMessagingApiBlob,
    BroadcastRequest,
    Configuration,
    Message,
    MulticastRequest,
    NarrowcastRequest,
    PushMessageRequest,
    ReplyMessageRequest,
    TextMessage,
    ValidateMessageRequest,
)

from tests.stub.standalone import Standalone

pytestmark = pytest.mark.slow

KEY = "123e4567-e89b-12d3-a456-426614174000"
NOBODY = "U" + "0" * 32

Got = TypeVar("Got")
Api = AsyncMessagingApi


def run(platform: Standalone, use: Callable[[Any], Awaitable[Got]], make: Any = Api, token: str = "T") -> Got:
    """What `use` gets from a client of its own, in a loop of its own."""

    async def session() -> Got:
        async with AsyncApiClient(Configuration(host=platform.url, access_token=token)) as client:
            return await use(make(client))

    return asyncio.run(session())


def refusal(platform: Standalone, use: Callable[[Api], Awaitable[Any]], token: str = "T") -> ApiException:
    with pytest.raises(ApiException) as caught:
        run(platform, use, token=token)
    error: ApiException = caught.value
    return error


def user_id(platform: Standalone, who: str) -> str:
    return str(platform.lab(f"people/{who}")["userId"])


def messages(*texts: str) -> list[Message]:
    return [TextMessage(text=text) for text in texts or ("你好",)]


# The five sends -------------------------------------------------------------------------------------------------------


def test_reply(platform: Standalone) -> None:
    (event,) = platform.act("Mei", "message", text="hi")["events"]
    request = ReplyMessageRequest(reply_token=event["replyToken"], messages=messages())
    answer = run(platform, lambda api: api.reply_message(request))
    assert len(answer.sent_messages) == 1
    assert platform.texts("Mei") == ["hi", "你好"]


def test_push(platform: Standalone) -> None:
    request = PushMessageRequest(to=user_id(platform, "Mei"), messages=messages("1", "2"))
    answer = run(platform, lambda api: api.push_message(request))
    assert len(answer.sent_messages) == 2
    assert platform.texts("Mei") == ["1", "2"]


def test_multicast(platform: Standalone) -> None:
    request = MulticastRequest(to=[user_id(platform, "Mei"), user_id(platform, "Kai")], messages=messages())
    assert run(platform, lambda api: api.multicast(request)) == {}
    assert [platform.texts(who) for who in ("Mei", "Kai", "Ming")] == [["你好"], ["你好"], []]


def test_narrowcast(platform: Standalone) -> None:
    request = NarrowcastRequest(messages=messages())
    answer = run(platform, lambda api: api.narrowcast_with_http_info(request))
    assert answer.status_code == 202
    platform.lab("clock", {"minutes": 5})
    request_id = answer.headers["x-line-request-id"]
    progress = run(platform, lambda api: api.get_narrowcast_progress(request_id))
    assert (progress.phase, progress.success_count) == ("succeeded", 1003)
    assert platform.texts("Mei") == ["你好"]


def test_broadcast(platform: Standalone) -> None:
    assert run(platform, lambda api: api.broadcast(BroadcastRequest(messages=messages()))) == {}
    assert [platform.texts(who) for who in ("Mei", "Ting")] == [["你好"], []]


def test_fifty_at_once_arrive_each_once(platform: Standalone) -> None:
    to = user_id(platform, "Mei")

    async def all_at_once(api: Api) -> list[Any]:
        requests = [PushMessageRequest(to=to, messages=messages(str(n))) for n in range(50)]
        return await asyncio.gather(*(api.push_message(request) for request in requests))

    answers = run(platform, all_at_once)
    assert len({answer.sent_messages[0].id for answer in answers}) == 50
    assert sorted(platform.texts("Mei"), key=int) == [str(n) for n in range(50)]


def test_the_same_retry_key_fifty_times_at_once_is_accepted_once(platform: Standalone) -> None:
    request = PushMessageRequest(to=user_id(platform, "Mei"), messages=messages())

    async def all_at_once(api: Api) -> list[Any]:
        calls = (api.push_message(request, x_line_retry_key=KEY) for _ in range(50))
        return await asyncio.gather(*calls, return_exceptions=True)

    statuses = [getattr(answer, "status", 200) for answer in run(platform, all_at_once)]
    assert sorted(statuses) == [200] + [409] * 49
    assert platform.texts("Mei") == ["你好"]


# Errors: this client knows no subclasses (facts 11.5) -----------------------------------------------------------------


def test_a_missing_person_is_a_plain_exception(platform: Standalone) -> None:
    error = refusal(platform, lambda api: api.get_profile(NOBODY))
    assert (type(error), error.status) == (ApiException, 404)
    assert json.loads(error.body) == {"message": "Not found"}


def test_another_token_is_a_plain_exception(platform: Standalone) -> None:
    error = refusal(platform, lambda api: api.get_bot_info(), token="other")
    assert (type(error), error.status) == (ApiException, 401)


def test_a_fault_is_a_plain_exception(platform: Standalone) -> None:
    platform.lab("faults", {"kind": "500"})
    error = refusal(platform, lambda api: api.broadcast(BroadcastRequest(messages=messages())))
    assert (type(error), error.status) == (ApiException, 500)


def test_a_used_reply_token(platform: Standalone) -> None:
    (event,) = platform.act("Mei", "sticker")["events"]
    request = ReplyMessageRequest(reply_token=event["replyToken"], messages=messages())
    run(platform, lambda api: api.reply_message(request))
    error = refusal(platform, lambda api: api.reply_message(request))
    assert (error.status, json.loads(error.body)) == (400, {"message": "Invalid reply token"})


def test_a_retry_key_used_before_names_the_accepted_request(platform: Standalone) -> None:
    request = PushMessageRequest(to=user_id(platform, "Mei"), messages=messages())
    first = run(platform, lambda api: api.push_message_with_http_info(request, x_line_retry_key=KEY))
    error = refusal(platform, lambda api: api.push_message(request, x_line_retry_key=KEY))
    assert error.status == 409
    assert error.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]


def test_a_text_too_long(platform: Standalone) -> None:
    request = ValidateMessageRequest(messages=messages("x" * 5001))
    error = refusal(platform, lambda api: api.validate_push(request))
    assert json.loads(error.body)["details"][0]["property"] == "messages[0].text"


# What else a bot asks -------------------------------------------------------------------------------------------------


def test_a_profile(platform: Standalone) -> None:
    profile = run(platform, lambda api: api.get_profile(user_id(platform, "Mei")))
    assert (profile.user_id, profile.display_name) == (user_id(platform, "Mei"), "小美")


def test_the_picture_that_somebody_sends(platform: Standalone) -> None:
    (event,) = platform.act("Mei", "image")["events"]
    content = run(platform, lambda api: api.get_message_content(event["message"]["id"]), AsyncMessagingApiBlob)
    assert bytes(content[:4]) in (b"\x89PNG", b"\xff\xd8\xff\xe0")
