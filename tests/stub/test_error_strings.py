"""Every error string of LINE (facts 1.5), provoked through the app, and with it every rule the stub knows."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from helpers.line import limits
from helpers.line.errors import RULES
from helpers.line.faults import Fault
from helpers.stub.world.worlds import CLASSROOM, SHOP, World
from tests.stub.samples import KEY, NOBODY, TEXT, group_id, reply_token
from tests.stub.webhooks.bot import Bot
from tests.stub.wire import Reply

Details = Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Row:
    """One refusal: who provokes it how, and LINE's answer, letter by letter. `details` None: not looked at."""

    rule: str
    status: int
    message: str
    provoke: Callable[[Bot], Reply]
    details: Details | None = ()
    world: World = field(default=CLASSROOM)


def send(method: str, *messages: Any, **body: Any) -> Callable[[Bot], Reply]:
    """A raw send; without messages, a sound one."""
    return lambda bot: bot.post(method, {"messages": list(messages) or [TEXT], **body})


def push(*messages: Any, **body: Any) -> Callable[[Bot], Reply]:
    """A raw push to 小美."""
    return lambda bot: bot.post("push", {"to": bot.id(), "messages": list(messages) or [TEXT], **body})


def raw(body: bytes, method: str = "push") -> Callable[[Bot], Reply]:
    return lambda bot: bot.post(method, body)


def get(path: str, **options: Any) -> Callable[[Bot], Reply]:
    return lambda bot: bot.wire.request("GET", "/v2/bot/" + path, **options)


def call(method: str, path: str, body: Any) -> Callable[[Bot], Reply]:
    return lambda bot: bot.wire.request(method, "/v2/bot/" + path, body)


def with_header(name: str, value: str, method: str = "push", body: Any = None) -> Callable[[Bot], Reply]:
    return lambda bot: bot.post(method, body or {"to": bot.id(), "messages": [TEXT]}, {name: value})


def detail(message: str, prop: str | None = None) -> Details:
    return ({"message": message, "property": prop},) if prop else ({"message": message},)


def flex(contents: Any) -> dict[str, Any]:
    return {"type": "flex", "altText": "a", "contents": contents}


def bubble(*components: Any) -> dict[str, Any]:
    return flex({"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": list(components)}})


def confirm(*actions: Any) -> dict[str, Any]:
    return {"type": "template", "altText": "a", "template": {"type": "confirm", "text": "t", "actions": list(actions)}}


def uri_action(uri: str) -> dict[str, Any]:
    return {"type": "uri", "label": "go", "uri": uri}


# What takes more than one request -------------------------------------------------------------------------


def _expired_channel_token(bot: Bot) -> Reply:
    bot.platform.account.expired_tokens.add("old")
    return bot.wire.request("GET", "/v2/bot/info", token="old")


def _reply_again(bot: Bot) -> Reply:
    body = {"replyToken": reply_token(bot.platform), "messages": [TEXT]}
    bot.post("reply", body)
    return bot.post("reply", body)


def _reply_late(bot: Bot) -> Reply:
    token = reply_token(bot.platform)
    bot.platform.clock.advance(seconds=60)
    return bot.post("reply", {"replyToken": token, "messages": [TEXT]})


def _reply_to_late_redelivery(bot: Bot) -> Reply:
    token = reply_token(bot.platform)
    bot.platform.clock.advance(minutes=20)
    bot.platform.reply_tokens.redeliver(token, bot.platform.now())
    return bot.post("reply", {"replyToken": token, "messages": [TEXT]})


def _push_again(bot: Bot) -> Reply:
    retry = with_header("x-line-retry-key", KEY)
    retry(bot)
    return retry(bot)


def _too_often(bot: Bot) -> Reply:
    return [bot.post("broadcast", {}) for _ in range(61)][-1]


def _without_quota(bot: Bot) -> Reply:
    bot.platform.quota.change(bot.platform.now(), limit=0)
    return push()(bot)


def _server_trouble(bot: Bot) -> Reply:
    bot.platform.faults.add(Fault("500"))
    return push()(bot)


def _audience_not_ready(bot: Bot) -> Reply:
    made = call("POST", "audienceGroup/upload", {"description": "empty"})(bot).json
    return bot.post("narrowcast", _to_audience(made["audienceGroupId"]))


def _to_audience(audience_id: int) -> dict[str, Any]:
    return {"messages": [TEXT], "recipient": {"type": "audience", "audienceGroupId": audience_id}}


def _content_of(content: dict[str, Any], path: str, *, unsent: bool = False) -> Callable[[Bot], Reply]:
    def provoke(bot: Bot) -> Reply:
        event = bot.hears(lambda acts: acts.send(bot.row("小美"), content))
        if unsent:
            bot.hears(lambda acts: acts.unsend(bot.row("小美"), event.message.id))
        return bot.wire.request("GET", f"/v2/bot/message/{event.message.id}/{path}")

    return provoke


def _summary_of_another_group(bot: Bot) -> Reply:
    return bot.wire.request("GET", f"/v2/bot/group/{group_id(bot.platform, '家族群組')}/summary")


BODY_1 = "The request body has 1 error(s)"
MESSAGE_0 = "A message (messages[0])\u00a0in the request body is invalid"
NOT_JSON = "The request body could not be parsed as JSON (line: {}, column: {})"
PROPERTY = "The property, '{}', in the request body is invalid (line: {}, column: {})"
PARAMETER = "The value for the '{}' parameter is invalid"
LOADING = "chat/loading/start"
MALE = {"demographic": {"type": "gender", "oneOf": ["male"]}}
VERIFIED = World(verified=True)

#: The official sample of NEWS 2022-10-31: the key stands in line 11, and its end in column 13.
DUPLICATE_IN_MESSAGE = b"""{
  "to": "U1",
  "messages": [
    {
      "type": "text",
      "text": "Hello, world1"
    },
    {
      "type": "text",
      "text": "Hello, world2",
      "type": "text"
    }
  ]
}"""
DUPLICATE_AT_THE_TOP = b'{\n  "to": "U1",\n  "to": "U2",\n  "messages": []\n}'

ROWS = [
    # Before the body is looked at
    Row(
        "auth_missing", 401,
        "Authorization header required. Must follow the scheme, 'Authorization: Bearer <ACCESS TOKEN>'",
        get("info", token=None),
    ),
    Row(
        "auth_invalid", 401,
        "Authentication failed. Confirm that the access token in the authorization header is valid.",
        get("info", token="wrong"),
    ),
    Row(
        "auth_expired", 401,
        "Authentication failed due to the following reason: The access token expired. "
        "Confirm that the access token in the authorization header is valid.",
        _expired_channel_token,
    ),
    Row("not_found", 404, "Not found", get("nothing")),
    Row("method_not_allowed", 405, "The request method, 'GET', is not supported", get("message/push")),
    Row("body_too_large", 413, "Payload Too Large", raw(b" " * (limits.BODY_BYTES_MAX + 1))),
    Row(
        "content_type", 415, "The content type, 'application/x-www-form-urlencoded', is not supported",
        with_header("content-type", "application/x-www-form-urlencoded"),
    ),
    Row("rate_limit", 429, "The API rate limit has been exceeded. Try again later.", _too_often),
    Row("fault_injected", 500, "Internal server error", _server_trouble),
    Row(
        "not_simulated", 501,
        "The practice platform does not simulate GET /v2/bot/richmenu/list. LINE itself does.", get("richmenu/list"),
    ),
    # Retry keys
    Row(
        "retry_key_format", 400, "The retry key is not a UUID (practice platform's own wording)",
        with_header("x-line-retry-key", "once more"),
    ),
    Row(
        "retry_key_unsupported", 400,
        "The retry key is not supported by this API (practice platform's own wording)",
        with_header("x-line-retry-key", KEY, "reply"),
    ),
    Row("retry_key_accepted", 409, "The retry key is already accepted", _push_again),
    # JSON
    Row("json_syntax", 400, NOT_JSON.format(3, 1), raw(b'{\n"to": "U1",\n}')),
    Row("json_duplicate", 400, NOT_JSON.format(3, 7), raw(DUPLICATE_AT_THE_TOP), detail("Duplicate field 'to'")),
    Row(
        "json_duplicate", 400, PROPERTY.format("messages[1]", 11, 13), raw(DUPLICATE_IN_MESSAGE),
        detail("Duplicate field 'type'"),
    ),
    Row(
        "property_invalid", 400, PROPERTY.format("replyToken", 1, 15),
        raw(b'{"replyToken":5,"messages":[]}', "reply"),
    ),
    # Fields
    Row(
        "body_invalid", 400, "The request body has 2 error(s)", push({"type": "text", "text": ""}, {"type": "unknown"}),
        details=None,
    ),
    Row("body_invalid", 400, BODY_1, send("broadcast", {}), detail("May not be empty", "messages[0].type")),
    Row("body_invalid", 400, BODY_1, push({"type": "text"}), detail("May not be empty", "messages[0].text")),
    Row("body_invalid", 400, BODY_1, push({**TEXT, "text": ""}), detail("May not be empty", "messages[0].text")),
    Row("body_invalid", 400, BODY_1, send("push"), detail("May not be empty", "to")),
    Row("body_invalid", 400, BODY_1, send("push", to=""), detail("May not be empty", "to")),
    Row("body_invalid", 400, BODY_1, send("reply"), detail("May not be empty", "replyToken")),
    Row("body_invalid", 400, BODY_1, send("reply", replyToken=""), detail("May not be empty", "replyToken")),
    Row("body_invalid", 400, BODY_1, raw(b"{}", "broadcast"), detail("May not be empty", "messages")),
    Row(
        "body_invalid", 400, BODY_1, raw(b'{"messages":[]}', "broadcast"),
        detail("Size must be between 1 and 5", "messages"),
    ),
    Row("body_invalid", 400, BODY_1, push(*[TEXT] * 6), detail("Size must be between 1 and 5", "messages")),
    Row(
        "body_invalid", 400, BODY_1, send("validate/push", *[TEXT] * 6),
        detail("Size must be between 1 and 5", "messages"),
    ),
    Row(
        "body_invalid", 400, BODY_1, send("multicast", to=[NOBODY] * 501),
        detail("Size must be between 1 and 500", "to"),
    ),
    Row("body_invalid", 400, BODY_1, send("multicast", to=[]), detail("Size must be between 1 and 500", "to")),
    Row(
        "body_invalid", 400, BODY_1, push({**TEXT, "text": "x" * 5001}),
        detail("Length must be between 0 and 5000", "messages[0].text"),
    ),
    Row(
        "body_invalid", 400, BODY_1, push(TEXT, {"type": "unknown"}),
        detail(
            "Must be one of the following values: "
            "[audio, coupon, flex, image, imagemap, location, sticker, template, text, textV2, video]",
            "messages[1].type",
        ),
    ),
    Row(
        "body_invalid", 400, BODY_1, push({"type": "file"}),
        detail("This message type is not available for your account", "messages[0]"),
    ),
    Row(
        "body_invalid", 400, BODY_1,
        push({"type": "image", "originalContentUrl": "http://a.tw/1.jpg", "previewImageUrl": "https://a.tw/1.jpg"}),
        detail("Must be a valid HTTPS URL", "messages[0].originalContentUrl"),
    ),
    Row(
        "body_invalid", 400, BODY_1, lambda bot: call("POST", LOADING, {"chatId": bot.id(), "loadingSeconds": 7})(bot),
        detail("must be a multiple of five", "loadingSeconds"),
    ),
    Row(
        "body_invalid", 400, BODY_1, lambda bot: call("POST", LOADING, {"chatId": bot.id(), "loadingSeconds": 65})(bot),
        detail("Must be between 5 and 60", "loadingSeconds"),
    ),
    Row(
        "loading_chat", 400, BODY_1,
        lambda bot: call("POST", LOADING, {"chatId": group_id(bot.platform), "loadingSeconds": 5})(bot),
        detail(
            "Only user id is acceptable, please confirm if there are any group/room ids or illegal ids.", "chatId"
        ),
    ),
    # Messages as a whole
    Row(
        "message_invalid", 400, MESSAGE_0,
        push(confirm(uri_action("ftp://a.tw"), uri_action("https://a.tw"))),
        detail("invalid uri scheme", "template/actions/0/uri"),
    ),
    Row(
        "message_invalid", 400, MESSAGE_0,
        push(confirm(uri_action("https:// a.tw"), uri_action("https://a.tw"))),
        detail("invalid uri scheme", "template/actions/0/uri"),
    ),
    Row(
        "message_invalid", 400, MESSAGE_0, push(bubble({"type": "text", "text": ""})),
        detail("must be non-empty text", "/body/contents/0/text"),
    ),
    Row(
        "message_invalid", 400, MESSAGE_0,
        push(bubble({"type": "button", "action": {"type": "message", "label": "x" * 41, "text": "t"}})),
        detail("invalid property", "/body/contents/0/action/label"),
    ),
    Row(
        "message_invalid", 400, MESSAGE_0, push({"type": "textV2", "text": "Hi {!owe}"}),
        detail("The key '!owe' enclosed in '{}' does not match the pattern '^[a-zA-Z0-9_]{1,20}$'.", "text"),
    ),
    # Targets
    Row("reply_token_unknown", 400, "Invalid reply token", send("reply", replyToken="0" * 32)),
    Row("reply_token_used", 400, "Invalid reply token", _reply_again),
    Row("reply_token_expired", 400, "Invalid reply token", _reply_late),
    Row("reply_token_redelivery", 400, "Invalid reply token", _reply_to_late_redelivery),
    Row("push_to_malformed", 400, PROPERTY.format("to", "-", "-"), send("push", to="小美")),
    Row("push_to_unknown", 400, "Failed to send messages", send("push", to=NOBODY)),
    Row("group_not_joined", 400, "Failed to send messages", send("push", to="C" + "0" * 32)),
    Row(
        "push_to_self", 400, "You can't send messages to yourself",
        lambda bot: send("push", to=bot.platform.account.user_id)(bot),
    ),
    Row(
        "multicast_to_invalid", 400, "The property, to[1], in the request body is invalid (line: -, column: -)",
        lambda bot: send("multicast", to=[bot.id(), "小美"])(bot),
    ),
    Row(
        "multicast_to_unknown", 400, "The property, to[0], in the request body is invalid (line: -, column: -)",
        send("multicast", to=[NOBODY]), world=World(multicast_unknown_ids="refuse"),
    ),
    Row("quota", 429, "You have reached your monthly limit.", _without_quota),
    # Narrowcast
    Row("not_enough_friends", 403, "Your account does not have enough friends", send("narrowcast", filter=MALE)),
    Row(
        "audience_unknown", 400, "Invalid audience group id: 5",
        lambda bot: bot.post("narrowcast", _to_audience(5)), world=SHOP,
    ),
    Row("audience_not_ready", 400, "Invalid audience group id: 4389303728991", _audience_not_ready, world=SHOP),
    Row(
        "redelivery_unknown", 400, f"Invalid request id: {KEY}",
        send("narrowcast", recipient={"type": "redelivery", "requestId": KEY}), world=SHOP,
    ),
    Row(
        "partial_delivery_option", 400, "The option forbidPartialDelivery must be used with upToRemainingQuota.",
        send("narrowcast", limit={"forbidPartialDelivery": True}),
    ),
    Row("progress_not_found", 404, "Not found", get(f"message/progress/narrowcast?requestId={KEY}")),
    Row(
        "audience_invalid", 400, "audience group not found", get("audienceGroup/5"), detail("AUDIENCE_GROUP_NOT_FOUND")
    ),
    Row(
        "audience_invalid", 400, "size over audienceGroupName",
        call("POST", "audienceGroup/upload", {"description": "x" * 121}), detail("AUDIENCE_GROUP_NAME_SIZE_OVER"),
    ),
    # Around sending
    Row("date_invalid", 400, PARAMETER.format("date"), get("message/delivery/push?date=tomorrow")),
    Row("path_id_invalid", 400, PARAMETER.format("userId"), get("profile/mei")),
    Row("path_id_invalid", 400, PARAMETER.format("groupId"), get("group/mei/summary")),
    Row("path_id_invalid", 400, PARAMETER.format("roomId"), get("room/mei/members/count")),
    Row("start_invalid", 400, "Invalid start param", get("followers/ids?start=x"), world=VERIFIED),
    Row("limit_invalid", 400, PARAMETER.format("limit"), get("message/aggregation/list?limit=101")),
    Row(
        "webhook_url_invalid", 400, "Invalid webhook endpoint URL",
        call("PUT", "channel/webhook/endpoint", {"endpoint": "http://a.tw"}),
    ),
    Row("webhook_missing", 404, "Webhook endpoint not found", get("channel/webhook/endpoint")),
    Row(
        "mark_as_read_token", 400,
        "Invalid markAsReadToken. Tokens must be used by the bot that received them via Webhook.",
        call("POST", "chat/markAsRead", {"markAsReadToken": "x"}),
    ),
    Row(
        "account_not_entitled", 403, "Access to this API is not available for your account", get("followers/ids")
    ),
    Row("profile_not_found", 404, "Not found", get("profile/" + NOBODY)),
    Row("group_not_found", 404, "Not found", _summary_of_another_group),
    Row("content_not_found", 404, "not found", get("message/1/content")),
    Row("content_gone", 410, "The content is gone", _content_of(TEXT, "content", unsent=True)),
    Row("content_kind", 400, "The content can not be previewed", _content_of(TEXT, "content/preview")),
]  # fmt: skip


def _ids() -> list[str]:
    return [f"{number:02}-{row.rule}" for number, row in enumerate(ROWS)]


@pytest.mark.parametrize("row", ROWS, ids=_ids())
def test_line_answers_these_very_words(row: Row) -> None:
    bot = Bot(row.world)
    reply = row.provoke(bot)
    body = reply.json
    assert (reply.status, body["message"]) == (row.status, row.message)
    if row.details is not None:
        assert body.get("details", []) == list(row.details)
    entry = bot.platform.journal.find(reply.headers["x-line-request-id"])
    assert entry is not None and entry.rule is not None
    assert entry.rule.key == row.rule


def test_every_rule_is_provoked_by_some_row() -> None:
    assert sorted(set(RULES) - {row.rule for row in ROWS}) == []


def test_an_answer_has_no_members_but_lines() -> None:
    for row in ROWS:
        members = set(row.provoke(Bot(row.world)).json) - {"message", "details"}
        assert members == ({"sentMessages"} if row.rule == "retry_key_accepted" else set()), row.rule


def test_the_official_sample_of_two_errors() -> None:
    reply = push({"type": "text", "text": ""}, {"type": "unknown"})(Bot())
    assert [detail["property"] for detail in reply.json["details"]] == ["messages[0].text", "messages[1].type"]


def test_a_loading_time_can_be_wrong_in_two_ways() -> None:
    bot = Bot()
    reply = call("POST", LOADING, {"chatId": bot.id(), "loadingSeconds": 61})(bot)
    assert [detail["message"] for detail in reply.json["details"]] == [
        "Must be between 5 and 60",
        "must be a multiple of five",
    ]


def test_a_flex_path_begins_at_the_container() -> None:
    """As in ``/contents/5/body/contents/0/text``, seen from a real server."""
    box = {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": ""}]}
    carousel = flex({"type": "carousel", "contents": [{"type": "bubble", "body": box}]})
    [detail] = push(carousel)(Bot()).json["details"]
    assert detail["property"] == "/contents/0/body/contents/0/text"


def test_answers_are_plain_ascii_json() -> None:
    reply = send("push", to="小美")(Bot())
    assert json.loads(reply.body.decode("ascii"))
