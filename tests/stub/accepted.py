"""For every operation of the API a request that the platform accepts: what the fuzzers begin with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from helpers.line import person_messages
from helpers.stub.operations import OPERATIONS
from helpers.stub.operations.operation import Operation
from helpers.stub.platform import Platform
from helpers.stub.webhooks.delivery import WebhookEndpoint
from helpers.stub.world.worlds import Gathering, World
from tests.stub.samples import SEND, TEXT, group_id, send_bodies
from tests.stub.webhooks.bot import Bot

#: No limits in the way, and every kind of account's rights.
FREE = World(crowd=160, plan="unlimited", verified=True, rate_limits=False)

_IMAGE = {"type": "image", "originalContentUrl": "https://a.tw/1.jpg", "previewImageUrl": "https://a.tw/1.jpg"}
_HOOK = {"endpoint": "https://example.com/callback"}
_ROOM = Gathering("聊天", "Chat", ("小美", "阿凱"), bot_in=True, kind="room")
_ACTIONS = [{"type": "message", "label": "l", "text": "t"}, {"type": "uri", "label": "l", "uri": "https://a.tw"}]
_BOX = {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "t"}]}
_RICH = [
    {**TEXT, "quickReply": {"items": [{"type": "action", "action": _ACTIONS[0]}]}, "sender": {"name": "n"}},
    {"type": "template", "altText": "a", "template": {"type": "confirm", "text": "t", "actions": _ACTIONS}},
    {"type": "flex", "altText": "a", "contents": {"type": "bubble", "body": _BOX}},
    {"type": "textV2", "text": "{k}", "substitution": {"k": {"type": "emoji", "productId": "p", "emojiId": "e"}}},
    {"type": "location", "title": "t", "address": "a", "latitude": 25.0, "longitude": 121.5},
]
_IMAGEMAP = {
    "type": "imagemap", "baseUrl": "https://a.tw/i", "altText": "a", "baseSize": {"width": 1040, "height": 1040},
    "actions": [{"type": "message", "text": "t", "area": {"x": 0, "y": 0, "width": 9, "height": 9}}],
}  # fmt: skip
_VIDEO = {**_IMAGE, "type": "video", "originalContentUrl": "https://a.tw/1.mp4", "trackingId": "t"}
_QUERIES = {
    "/v2/bot/message/progress/narrowcast": "?requestId={requestId}",
    "/v2/bot/audienceGroup/list": "?page=1",
    **{f"/v2/bot/message/delivery/{name}": "?date={date}" for name in ("reply", "push", "multicast", "broadcast")},
    **{f"/v2/bot/insight/{name}": "?date={date}" for name in ("message/delivery", "followers")},
}
_OPERATOR = {
    "type": "operator",
    "and": [
        {"type": "gender", "oneOf": ["male", "female"]},
        {"type": "operator", "not": {"type": "age", "gte": "age_20", "lt": "age_30"}},
        {"type": "subscriptionPeriod", "gte": "day_7"},
    ],
}


@dataclass(frozen=True)
class Request:
    """A request to an operation."""

    operation: Operation
    path: str
    body: Any = None


class Requests:
    """A bot on a platform where something has happened, and one accepted request for each operation."""

    def __init__(self) -> None:
        self.bot = Bot(FREE)
        self.begin()

    def begin(self) -> list[Request]:
        """Begin again: the same world, the same requests."""
        self.bot.platform.reset()
        self.bot.platform.webhook_endpoint = WebhookEndpoint(_HOOK["endpoint"], active=False)
        self.values = self._values(self.bot)
        self.requests = [self._request(operation) for operation in OPERATIONS]
        return self.requests

    def send(self, request: Request, **options: Any) -> Any:
        """Send one, as it is or with other `headers`."""
        return self.bot.wire.request(request.operation.method, request.path, request.body, **options)

    def _values(self, bot: Bot) -> dict[str, str]:
        """What stands in paths and queries."""
        platform = bot.platform
        event = bot.hears(lambda acts: acts.send(bot.row("小美"), person_messages.video()))
        audience = platform.audiences.add("UPLOAD", range(60))
        narrowcast = bot.post("narrowcast", {"messages": [TEXT]}).headers["x-line-request-id"]
        broadcast = bot.post("broadcast", {"messages": [TEXT]}).headers["x-line-request-id"]
        platform.clock.advance(minutes=5)
        platform.settle()
        return {
            "userId": bot.id(), "groupId": group_id(platform), "roomId": platform.people.open_chat(_ROOM).id,
            "messageId": event.message.id, "audienceGroupId": str(audience.id), "requestId": narrowcast,
            "broadcast": broadcast, "readToken": _read_token(platform, event.message.id),
            "date": "20261101",
        }  # fmt: skip

    def _request(self, operation: Operation) -> Request:
        path = operation.path.format(**self.values)
        query = _QUERIES.get(operation.path, "").format(**self.values)
        return Request(operation, path + query, self._body(operation))

    def _body(self, operation: Operation) -> Any:
        if operation.model is None:
            return None
        if operation.path.startswith(SEND + "validate/"):
            return {"messages": _RICH}
        bodies = {SEND + name: body for name, body in send_bodies(self.bot.platform).items()}
        bodies |= self._other_bodies()
        key = f"{operation.method} {operation.path}"
        return bodies[key] if key in bodies else bodies[operation.path]

    def _other_bodies(self) -> dict[str, Any]:
        values = self.values
        audience_id = int(values["audienceGroupId"])
        named = {"description": "d"}
        return {
            SEND + "push": {"to": self.bot.id(), "messages": _RICH, "customAggregationUnits": ["u"]},
            SEND + "multicast": {"to": [self.bot.id(), self.bot.id("阿凱")], "messages": [_IMAGE, _IMAGEMAP, _VIDEO]},
            SEND + "narrowcast": {
                "messages": [TEXT],
                "recipient": {"type": "operator", "or": [{"type": "audience", "audienceGroupId": audience_id},
                    {"type": "redelivery", "requestId": values["requestId"]}]},
                "limit": {"max": 5, "upToRemainingQuota": True, "forbidPartialDelivery": True},
            },
            "POST /v2/bot/audienceGroup/upload": {**named, "audiences": [{"id": self.bot.id()}]},
            "PUT /v2/bot/audienceGroup/upload": {"audienceGroupId": audience_id, "audiences": [{"id": self.bot.id()}]},
            "/v2/bot/audienceGroup/click": {**named, "requestId": values["broadcast"]},
            "/v2/bot/audienceGroup/imp": {**named, "requestId": values["broadcast"]},
            "/v2/bot/audienceGroup/{audienceGroupId}/updateDescription": named,
            "/v2/bot/chat/loading/start": {"chatId": self.bot.id(), "loadingSeconds": 5},
            "/v2/bot/chat/markAsRead": {"markAsReadToken": values["readToken"]},
            "/v2/bot/message/markAsRead": {"chat": {"userId": self.bot.id()}},
            "/v2/bot/channel/webhook/endpoint": _HOOK,
            "/v2/bot/channel/webhook/test": _HOOK,
        }  # fmt: skip


def narrowcast_by_attributes() -> dict[str, Any]:
    """The body of a narrowcast with every kind of condition."""
    return {"messages": [TEXT], "filter": {"demographic": _OPERATOR}}


def _read_token(platform: Platform, message_id: str) -> str:
    message = platform.received_messages.find(message_id)
    assert message is not None
    token: str = message.content["markAsReadToken"]
    return token
