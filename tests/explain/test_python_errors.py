"""Mistakes one makes with the SDK, each made for real: whose it is, and the line that puts it right."""

# ruff: noqa: E501 - a mistake a line

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from linebot.models import (  # version 2, which still comes with the SDK
    FlexSendMessage,
    QuickReply,
    TemplateSendMessage,
    TextSendMessage,
)
from linebot.v3 import messaging as line
from linebot.v3 import webhooks

from helpers.explain.explanation import explain, is_explained
from helpers.lab import Lab, open_lab
from helpers.text import LANGUAGES, texts

pytestmark = pytest.mark.filterwarnings("ignore")  # version 2 warns that it is old
TEXT = line.TextMessage(text="a")
TOKEN = "eyJhbGciOiJIUzI1NiJ9" * 8
FLEX = {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": []}}


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    with open_lab("class", transport="http", lang="en") as opened:
        yield opened


def client(lab: Lab, token: Any) -> line.MessagingApi:
    return line.MessagingApi(line.ApiClient(line.Configuration(host=lab.configuration.host, access_token=token)))


def body(contents: Any) -> dict[str, Any]:
    return {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": contents}}


def event(kind: str, **more: Any) -> Any:
    common = {"timestamp": 1, "mode": "active", "webhookEventId": "a", "deliveryContext": {"isRedelivery": False}}
    return webhooks.Event.from_dict({"type": kind, "source": {"type": "user", "userId": "U1"}, **common, **more})


PLACE = {"id": "1", "type": "location", "latitude": 25.0, "longitude": 121.5}
MESSAGE = {"replyToken": "a", "message": PLACE}


def run(code: str) -> Callable[[Lab], object]:
    return lambda lab: exec(code, {"lab": lab})


def set_field(lab: Lab) -> None:
    request = line.BroadcastRequest(messages=[TEXT])
    request.notificationDisable = True  # type: ignore[attr-defined]


async def _main() -> None:
    """Nothing to do."""


def nested_loop(lab: Lab) -> None:
    async def inside() -> None:
        main = _main()
        try:
            asyncio.run(main)
        finally:
            main.close()

    asyncio.run(inside())


def awaited(lab: Lab) -> None:
    async def inside() -> None:
        await lab.line_bot_api.get_bot_info()  # type: ignore[misc]

    asyncio.run(inside())


#: What somebody does: the key of what is told, and words that the advice must hold.
MISTAKES: dict[str, tuple[Callable[[Lab], object], str, str]] = {
    # Version 2
    "v2 call": (lambda lab: lab.line_bot_api.push_message("U1", TEXT), "sdk.call", "push_message(PushMessageRequest(to=..., messages=[...]))"),
    "v2 reply": (lambda lab: lab.line_bot_api.reply_message("token", TEXT), "sdk.call", "ReplyMessageRequest(reply_token=..., messages=[...])"),
    "v2 multicast": (lambda lab: lab.line_bot_api.multicast(["U1"], TEXT), "sdk.call", "MulticastRequest(messages=[...], to=...)"),
    "v2 broadcast": (lambda lab: lab.line_bot_api.broadcast(TEXT), "sdk.call", "BroadcastRequest(messages=[...])"),
    "keywords": (lambda lab: lab.line_bot_api.push_message(to="U1", messages=[TEXT]), "sdk.call", "PushMessageRequest("),
    "nothing": (lambda lab: lab.line_bot_api.push_message(), "sdk.call", "PushMessageRequest("),
    "list": (lambda lab: lab.line_bot_api.broadcast([TEXT]), "sdk.call", "BroadcastRequest("),
    "other request": (lambda lab: lab.line_bot_api.push_message(line.BroadcastRequest(messages=[TEXT])), "sdk.call_other", "line_bot_api.broadcast("),
    "v2 message": (lambda lab: line.BroadcastRequest(messages=[TextSendMessage(text="a")]), "sdk.v2_object", "import TextMessage"),
    "v2 template": (lambda lab: line.BroadcastRequest(messages=[TemplateSendMessage(alt_text="a")]), "sdk.v2_object", "import TemplateMessage"),
    "v2 flex": (lambda lab: line.BroadcastRequest(messages=[TEXT, FlexSendMessage(alt_text="a", contents=FLEX)]), "sdk.v2_object", "import FlexMessage"),
    "v2 quick reply": (lambda lab: line.TextMessage(text="a", quick_reply=QuickReply(items=[])), "sdk.v2_object", "import QuickReply`"),
    "v2 object called with": (lambda lab: lab.line_bot_api.push_message(TextSendMessage(text="a")), "sdk.v2_object", "import TextMessage"),
    "v2 name": (run("TextSendMessage(text='a')"), "you.v2_class", "from linebot.v3.messaging import TextMessage"),
    "v2 import": (run("from linebot.v3.messaging import TextSendMessage"), "you.v2_class", "from linebot.v3.messaging import TextMessage"),
    "v2 client name": (run("LineBotApi('a')"), "you.v2_class", "import MessagingApi"),
    "v2 flex name": (run("BubbleContainer()"), "you.v2_class", "import FlexBubble"),
    "v2 component": (run("BoxComponent()"), "you.v2_class", "import FlexBox"),
    "v2 button": (run("from linebot.v3.messaging import QuickReplyButton"), "you.v2_class", "import QuickReplyItem"),
    "v2 client": (run("from linebot import LineBotApi\nLineBotApi('a', endpoint='http://127.0.0.1:1').get_bot_info()"), "you.v2_client", "lab.line_bot_api"),
    # Names and imports
    "positional": (lambda lab: line.TextMessage("hi"), "you.positional", "TextMessage(text="),
    "positional request": (lambda lab: line.PushMessageRequest("U1", [TEXT]), "you.positional", "TextMessage(text="),
    "not imported": (run("ApiException()"), "you.not_imported", "from linebot.v3.messaging import ApiException"),
    "event not imported": (run("MessageEvent"), "you.not_imported", "from linebot.v3.webhooks import MessageEvent"),
    "handler not imported": (run("WebhookHandler('a')"), "you.not_imported", "from linebot.v3 import WebhookHandler"),
    "uuid": (run("uuid.uuid4()"), "you.not_imported", "import uuid"),
    "true": (run("x = {'wrap': true}"), "you.json_word", "`True`"),
    "null": (run("x = [null]"), "you.json_word", "`None`"),
    "wrong module": (run("from linebot.v3.messaging import MessageEvent"), "you.wrong_module", "from linebot.v3.webhooks import MessageEvent"),
    "old module": (run("from linebot.v3.messaging import WebhookHandler"), "you.wrong_module", "from linebot.v3 import WebhookHandler"),
    "misspelt import": (run("from linebot.v3.messaging import PushMesageRequest"), "you.import_spelling", "import PushMessageRequest"),
    "no module": (run("import linebot.v3.message"), "you.sdk_module", "linebot.v3.messaging"),
    "module attribute": (run("import linebot.v3.messaging as m\nm.MessageEvent"), "you.wrong_module", "linebot.v3.webhooks"),
    "other library": (run("from json import lod"), "you.import_near", "load"),
    # Attributes
    "camel case": (lambda lab: event("message", **MESSAGE).replyToken, "you.camel", "`reply_token`"),
    "camel user": (lambda lab: event("message", **MESSAGE).source.userId, "you.camel", "`user_id`"),
    "no token": (lambda lab: event("unfollow").reply_token, "you.no_reply_token", "event.type"),
    "no text": (lambda lab: event("message", **MESSAGE).message.text, "you.attribute_sibling", "read `text` only where it exists"),
    "misspelt": (lambda lab: event("message", **MESSAGE).mesage, "you.attribute_spelling", "`message`"),
    "other client": (lambda lab: lab.line_bot_api.get_message_content("1"), "you.other_client", "MessagingApiBlob("),
    "audience client": (lambda lab: lab.line_bot_api.create_audience_group(None), "you.other_client", "ManageAudience("),
    "misspelt method": (lambda lab: lab.line_bot_api.push_mesage(None), "you.attribute_spelling", "`push_message`"),
    "brackets": (lambda lab: event("message", **MESSAGE)["message"], "you.subscript", ").message` instead of"),
    "dict with a dot": (run("e = {'replyToken': 'a'}\ne.reply_token"), "you.dict_attribute", '["replyToken"]'),
    "body only": (lambda lab: lab.line_bot_api.get_bot_info().headers, "you.body_only", "_with_http_info"),
    "new field": (set_field, "sdk.set_spelling", "`notification_disabled`"),
    "json.dumps": (lambda lab: json.dumps(TEXT), "you.to_dict", "to_dict()"),
    # from_dict, from_json
    "no such kind": (lambda lab: line.FlexContainer.from_dict(body([{"type": "spacer"}])), "sdk.kind", "`type`"),
    "kind of container": (lambda lab: line.FlexContainer.from_dict({"type": "Bubble"}), "sdk.kind", "upper and lower case"),
    "no type": (lambda lab: line.FlexContainer.from_dict({"body": {}}), "sdk.no_type", '"type"'),
    "no type inside": (lambda lab: line.FlexContainer.from_dict(body([{"text": "a"}])), "sdk.no_type", '"type"'),
    "empty type": (lambda lab: line.Message.from_dict({"type": ""}), "sdk.no_type", '"type"'),
    "list of dicts": (lambda lab: line.Message.from_dict([{"type": "text"}]), "sdk.from_dict_list", "one by one"),
    "None inside": (lambda lab: line.FlexContainer.from_dict(body([None])), "sdk.none_inside", "None"),
    "text for a dict": (lambda lab: line.FlexContainer.from_dict('{"type": "bubble"}'), "sdk.from_dict_text", "from_json"),
    "dict for text": (lambda lab: line.FlexContainer.from_json(FLEX), "sdk.from_json", "from_dict"),
    "bad JSON": (lambda lab: line.FlexContainer.from_json('{"type": "bubble",}'), "sdk.bad_json", "double quotes"),
    # Values of fields
    "string for a message": (lambda lab: line.BroadcastRequest(messages=["hi"]), "sdk.object_string", "TextMessage(text="),
    "class for a message": (lambda lab: line.BroadcastRequest(messages=[line.TextMessage]), "sdk.object_class", "TextMessage(...)"),
    "list for an object": (lambda lab: line.TextMessage(text="a", quick_reply=[1]), "sdk.object_list", "QuickReply(items=[...])"),
    "JSON for an object": (lambda lab: line.FlexMessage(alt_text="a", contents='{"type": "bubble"}'), "sdk.object_json", "FlexContainer.from_json("),
    "misspelt required": (lambda lab: line.TextMessage(txt="a"), "sdk.misspelt", "`text=...`"),
    "renamed required": (lambda lab: line.FlexMessage(altText="a", content=line.FlexBubble()), "sdk.misspelt", "`contents=...`"),
    # Tokens, clients, loops
    "no access token": (lambda lab: line.ApiClient(line.Configuration()), "sdk.no_token", "access_token"),
    "positional token": (lambda lab: line.ApiClient(line.Configuration(TOKEN)), "sdk.no_token", "access_token"),
    "token of bytes": (lambda lab: client(lab, TOKEN.encode()), "sdk.token_type", "quotes"),
    "line break": (lambda lab: client(lab, TOKEN + "\n").get_bot_info(), "sdk.bad_token", "strip()"),
    "Chinese": (lambda lab: client(lab, "權杖" + TOKEN).get_bot_info(), "sdk.bad_token", "strip()"),
    "line break, asynchronous": (lambda lab: asynchronous(lab.configuration.host, TOKEN + "\n"), "sdk.bad_token", "strip()"),
    "retry key, asynchronous": (lambda lab: asynchronous(lab.configuration.host, TOKEN, "a\n"), "sdk.bad_header", "uuid4"),
    "asynchronous without sockets": (lambda lab: asynchronous("lab://practice-1", TOKEN), "you.async_inproc", 'open_lab(transport="http")'),
    "retry key": (lambda lab: lab.line_bot_api.broadcast(line.BroadcastRequest(messages=[TEXT]), "a\n"), "sdk.bad_header", "uuid4"),
    "wrong keyword": (lambda lab: line.Configuration(token=TOKEN), "sdk.constructor", "Configuration(access_token=...)"),
    "no ApiClient": (lambda lab: line.MessagingApi(lab.configuration).get_bot_info(), "sdk.api_client", "MessagingApi(ApiClient("),
    "no Configuration": (lambda lab: line.ApiClient(TOKEN), "sdk.configuration", "Configuration(access_token="),
    "bad host": (lambda lab: line.MessagingApi(line.ApiClient(line.Configuration(host="http://[", access_token="a"))).get_bot_info(), "sdk.bad_host", "host"),
    "asyncio.run": (nested_loop, "you.asyncio_run", "await main()"),
    "await": (awaited, "you.await_plain", "Remove `await`"),
}  # fmt: skip


def asynchronous(host: str, token: str, retry_key: str | None = None) -> None:
    async def send() -> None:
        async with line.AsyncApiClient(line.Configuration(host=host, access_token=token)) as client:
            await line.AsyncMessagingApi(client).broadcast(line.BroadcastRequest(messages=[TEXT]), retry_key)

    asyncio.run(send())


def raised(lab: Lab, name: str) -> BaseException:
    with pytest.raises(Exception) as caught:
        MISTAKES[name][0](lab)
    return caught.value


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_the_line_that_puts_it_right(lab: Lab, name: str) -> None:
    _, key, advice = MISTAKES[name]
    error = raised(lab, name)
    told = explain(error, texts("en"))
    assert (told.key, told.stopped_by) == (key, key.partition(".")[0])
    assert advice in told.todo
    assert is_explained(error)
    for lang in LANGUAGES:
        said = explain(error, texts(lang))
        whole = "\n".join((said.title, said.meaning, said.todo, *said.notes))
        assert TOKEN[:40] not in whole and "{" not in said.title
        assert "site-packages" not in whole and "/home" not in whole


@pytest.mark.parametrize("name", MISTAKES)
def test_an_attempt_shows_the_card_of_a_mistake(lab: Lab, name: str) -> None:
    attempt = lab.attempt()
    attempt._show = lambda card: None
    with attempt:
        MISTAKES[name][0](lab)
    assert attempt.card is not None and attempt.card.explanation.key == MISTAKES[name][1]


@pytest.mark.parametrize(
    "code",
    [
        "1 / 0",
        "{}['a']",
        "tru",
        "'a' + None",
        "int('x')",
        "[].first",
        "class A: pass\nA().text",
        "import no_such_thing_here",
    ],
)
def test_any_other_error_of_python_is_left_alone(lab: Lab, code: str) -> None:
    with pytest.raises(Exception) as caught:
        exec(code, {})
    assert not is_explained(caught.value)


def test_an_error_in_the_learners_handler_is_theirs_though_the_sdk_called_it(lab: Lab) -> None:
    from linebot.v3 import WebhookHandler

    handler = WebhookHandler(lab.channel_secret)

    @handler.add(webhooks.MessageEvent)  # type: ignore[untyped-decorator]
    def answer(event: Any) -> None:
        raise ZeroDivisionError

    lab.friend("Mei").send_text("hi")
    assert lab.last_webhook is not None
    with pytest.raises(ZeroDivisionError) as caught:
        handler.handle(*lab.last_webhook)
    assert not is_explained(caught.value)
    assert explain(caught.value, texts("en")).stopped_by == "you"


def test_a_field_the_sdk_converts_by_itself_is_no_mistake() -> None:
    assert line.TextMessage(text="a", quickReply=line.QuickReply(items=[])).quick_reply is not None


@pytest.mark.parametrize("transport", ["http", "inproc"])
@pytest.mark.parametrize("token", [TOKEN + "\n", "\r\n" + TOKEN, TOKEN + "，"])
def test_a_token_that_cannot_be_sent_is_told_alike_with_sockets_and_without(transport: str, token: str) -> None:
    with open_lab("class", transport=transport, lang="en") as lab, pytest.raises(ValueError) as caught:
        client(lab, token).get_bot_info()
    assert explain(caught.value, texts("en")).key == "sdk.bad_token"
    assert not lab.history
