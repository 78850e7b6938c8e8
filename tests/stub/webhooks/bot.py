"""A bot as a course would write it: the SDK's own client and webhook parser, with a platform at the far end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from linebot.v3 import WebhookParser
from linebot.v3.messaging import (
    ApiClient,
    Configuration,
    MessagingApi,
    PushMessageRequest,
    ReplyMessageRequest,
    TextMessage,
)

from helpers.line.webhook_request import WebhookRequest
from helpers.session.transport import InprocTransport
from helpers.stub.app import make_app
from helpers.stub.person_actions import PersonActions
from helpers.stub.platform import Platform
from helpers.stub.world.worlds import CLASSROOM, World
from tests.stub import samples
from tests.stub.wire import Reply, Wire


class Bot:
    """`api` is the SDK's MessagingApi, unmodified; `post` sends any JSON past it."""

    def __init__(self, world: World = CLASSROOM) -> None:
        self.platform = Platform(world)
        app = make_app(self.platform)
        self._transport = InprocTransport(app)  # lives as long as the bot does
        token = self.platform.account.access_token
        self.client = ApiClient(Configuration(host=self._transport.host, access_token=token))
        self.api = MessagingApi(self.client)
        self.wire = Wire(self.platform, app)
        self._parser = WebhookParser(self.platform.account.channel_secret)

    def post(self, method: str, body: Any, headers: dict[str, str] | None = None) -> Reply:
        """A raw request to one of the five sends."""
        return self.wire.request("POST", samples.SEND + method, body, headers)

    def hears(self, act: Callable[[PersonActions], WebhookRequest | None]) -> Any:
        """The event of what somebody does, as the SDK's parser gives it to the bot."""
        return self.receives(act(PersonActions(self.platform)))

    def receives(self, request: WebhookRequest | None) -> Any:
        """The first event of a webhook request, its signature verified."""
        assert request is not None
        return self._parser.parse(request.body.decode(), request.signature)[0]

    def hears_text(self, name: str = "小美", text: str = "hi") -> Any:
        """The event of a text somebody sends one-to-one."""
        return self.hears(lambda acts: acts.send(self.row(name), {"type": "text", "text": text}))

    def row(self, name: str) -> int:
        """Where a person sits."""
        row = self.platform.people.row_named(name)
        assert row is not None, name
        return row

    def id(self, name: str = "小美") -> str:
        """Somebody's user id."""
        return samples.user_id(self.platform, name)

    def sees(self, name: str, chat: str = "user") -> list[str]:
        """The texts the bot put on somebody's phone, in chats of this kind."""
        chats = self.platform.phone(self.row(name)).chats
        return [b.message["text"] for c in chats if c.kind == chat for b in c.bubbles if not b.mine]

    def reply(self, token: str, *texts: str) -> Any:
        """Reply with these texts; raises what the SDK raises."""
        request = ReplyMessageRequest(reply_token=token, messages=messages(*texts))
        return self.api.reply_message_with_http_info(request)

    def push(self, to: str, *texts: str, **options: Any) -> Any:
        """Push these texts; raises what the SDK raises."""
        return self.api.push_message_with_http_info(PushMessageRequest(to=to, messages=messages(*texts)), **options)


def messages(*texts: str) -> list[TextMessage]:
    """Text messages of the SDK."""
    return [TextMessage(text=text) for text in texts or ("hello",)]
