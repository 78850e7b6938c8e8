"""What beginners get wrong with the SDK, one case a kind or a neighbour of one: the code, and what its card must say.

The codes are run by `test_cases.py`, in this process and in a real kernel, one after the other in one namespace.
"""

# ruff: noqa: E501 - a case a line

from __future__ import annotations

from dataclasses import dataclass

SETUP = """
import json
from linebot.v3 import WebhookHandler, WebhookParser
from linebot.v3.messaging import *
from linebot.v3.webhooks import *
from helpers.lab import open_lab
lab = open_lab(transport="inproc", lang="en")
from linebot.v3.messaging import *
api = line_bot_api = lab.line_bot_api
cfg = lab.configuration
mei = lab.friend("Mei").user_id
event = lab.friend("Mei").send_text("hi")
card = {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "8"}]}}
T = {"type": "text", "text": "x"}
def push(*messages):
    return api.push_message(PushMessageRequest(to=mei, messages=list(messages)))
def post(body, path="/v2/bot/message/push"):
    headers = {"Authorization": "Bearer " + cfg.access_token, "Content-Type": "application/json"}
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = api.api_client.rest_client.pool_manager.request("POST", cfg.host + path, body=body, headers=headers)
    if answer.status >= 400:
        raise ApiException(http_resp=RESTResponse(answer))
def raw(*messages):
    post({"to": mei, "messages": list(messages)})
def flex(*contents, **bubble):
    body = {"type": "box", "layout": "vertical", "contents": list(contents) or [T]}
    raw({"type": "flex", "altText": "a", "contents": {"type": "bubble", "body": body, **bubble}})
def template(value):
    push(TemplateMessage(alt_text="a", template=value))
def imagemap(action):
    size = ImagemapBaseSize(width=1040, height=1040)
    push(ImagemapMessage(base_url="https://example.com/map", alt_text="a", base_size=size, actions=[action]))
from linebot.v3.messaging.rest import RESTResponse
"""


@dataclass(frozen=True)
class Case:
    """A cell's code, who stopped it, and what its card must have among its words."""

    code: str
    by: str
    words: tuple[str, ...]


def _case(code: str, by: str, *words: str) -> Case:
    return Case(code, by, words)


_NARROW = 'api.narrowcast(NarrowcastRequest(messages=[TextMessage(text="a")], {}))'

#: field-cases F1: what the SDK drops, and the line to write.
DROPPED = (
    _case('push(FlexMessage(alt_text="a", contents=card))', "line", "dropped `body`", "FlexContainer.from_dict", "FlexBubble(...)"),
    _case('push(FlexMessage(alt_text="a", contents=FlexContainer(type="bubble", body=card["body"])))', "line", "dropped `body`", "Use `FlexBubble(...)`"),
    _case('imagemap(ImagemapAction(type="message", area=ImagemapArea(x=0, y=0, width=1, height=1), text="a"))', "line", "dropped `text`", "Use `MessageImagemapAction(...)`"),
    _case('imagemap(MessageAction(label="a", text="b"))', "sdk", "holds a `MessageAction`", "`MessageImagemapAction`"),
    _case('template({"type": "buttons", "text": "a"})', "line", "dropped `text`", "Template.from_dict", "ButtonsTemplate(...)"),
    _case('template(ButtonsTemplate(text="a", actions=[{"type": "message", "label": "a", "text": "b"}]))', "line", "in the list `actions`", "Action.from_dict", "MessageAction(...)"),
    _case('template(CarouselTemplate(columns=[{"text": "a", "actions": [{"type": "uri", "label": "a", "uri": "https://a.tw"}]}]))', "line", "dropped `uri`", "URIAction(...)"),
    _case('push(TextMessage(text="a", quick_reply=QuickReply(items=[MessageAction(label="a", text="b")])))', "line", "dropped `label`, `text`", "QuickReplyItem(action=MessageAction(...))"),
    _case('push(TextMessage(text="a", quick_reply=QuickReply(items=[QuickReplyItem(action={"type": "message", "label": "a", "text": "b"})])))', "line", "dropped `text`", "MessageAction(...)"),
    _case('push(TextMessage(text="a", quickReply={"items": [{"type": "action", "action": {"type": "camera", "label": "a"}}]}), {"type": "text", "text": "b"})', "line", "dropped `text`", "in the list `messages`", "TextMessage(...)"),
    _case('push(FlexMessage(alt_text="a", contents=FlexBubble(footer=FlexBox(layout="vertical", contents=[FlexButton(action={"type": "uri", "label": "a", "uri": "https://a.tw"})]))))', "line", "dropped `uri`", "URIAction(...)"),
    _case(_NARROW.format('filter=Filter(demographic={"type": "gender", "oneOf": ["male"]})'), "line", "dropped `oneOf`", "GenderDemographicFilter(...)"),
    _case(_NARROW.format('filter=Filter(demographic=OperatorDemographicFilter(var_and=[{"type": "age", "gte": "age_20"}]))'), "line", "dropped `gte`", "AgeDemographicFilter(...)"),
    _case(_NARROW.format('recipient={"type": "audience", "audienceGroupId": 1}'), "line", "dropped `audienceGroupId`", "AudienceRecipient(...)"),
    _case('push(TextMessageV2(text="{a}", substitution={"a": {"type": "emoji", "productId": "1", "emojiId": "1"}}))', "line", "dropped `productId`", "EmojiSubstitutionObject(...)"),
    _case('push(FlexMessage(alt_text="a", contents=[card]))', "line", "dropped `[...]`", "square brackets away"),
    _case('template(ButtonsTemplate(text="a", actions=[URIAction(label="a", url="https://a.tw")]))', "line", "dropped `url`", "`uri=...` instead of `url`"),
    _case(_NARROW.format('filter=Filter(demographic=OperatorDemographicFilter(and_=[AgeDemographicFilter(gte="age_20")]))'), "line", "dropped `and_`", "Write `var_and=...`"),
    _case(_NARROW.format("recipient=AudienceRecipient(audience_id=1)"), "line", "dropped `audience_id`", "Write `audience_group_id=...`"),
    _case(_NARROW.format('recipient=OperatorRecipient(var_not={"type": "audience", "audienceGroupId": 1})'), "line", "dropped `audienceGroupId`", "give `var_not` the value"),
    _case('push(TextMessageV2(text="{a}", substitutions={"a": EmojiSubstitutionObject(product_id="1", emoji_id="1")}))', "line", "dropped `substitutions`", "Write `substitution=...`"),
    _case('push(TextMessage(text="a", quick_reply=QuickReply(items=[{"type": "message", "label": "a", "text": "b"}])))', "line", "dropped `label`, `text`", "QuickReplyItem(action=MessageAction(...))"),
    _case('push(FlexMessage(alt_text="a", contents=FlexBubble.from_dict({"type": "carousel", "contents": [card]})))', "line", "dropped `contents`", "that is a `FlexCarousel`"),
    _case('push(FlexMessage(alt_text="a", contents=FlexCarousel(contents=[card, card])))', "line", "dropped `text`", "FlexComponent.from_dict"),
    _case('push(TextMessageV2(text="{a}", substitution={"a": MentionSubstitutionObject(mentionee={"type": "user", "userId": mei})}))', "line", "dropped `userId`", "UserMentionTarget(...)"),
    _case('api.push_message({"to": mei, "messages": [T]})', "line", "dropped `text`", "TextMessage(...)"),
)  # fmt: skip

#: The same, accepted with 200 or 202: nothing else would tell.
DROPPED_AND_ACCEPTED = (
    _case('api.broadcast(BroadcastRequest(to=mei, messages=[TextMessage(text="a")]))', "nobody", "dropped `to`", "goes to all friends", "`PushMessageRequest`"),
    _case('api.broadcast(PushMessageRequest(to=mei, messages=[TextMessage(text="a")]))', "nobody", "dropped `to`", "goes to all friends", "line_bot_api.push_message(...)"),
    _case('api.push_message(PushMessageRequest(to=mei, messages=[TextMessage(text="a")], notificationDisable=True))', "nobody", "dropped `notificationDisable`", "notification_disabled=..."),
    _case('push(TextMessage(text="a", notification_disabled=True))', "nobody", "dropped `notification_disabled`", "PushMessageRequest(notification_disabled=...)"),
    _case('push(TextMessage(text="a", quick_replies=[]))', "nobody", "dropped `quick_replies`", "quick_reply=..."),
    _case('push(TextMessage(text="a", sender={"name": "x", "icon": "https://a.tw/a.png"}))', "nobody", "dropped `icon`", "icon_url=..."),
    _case('api.broadcast(BroadcastRequest(messages=[TextMessage(text="a")], filter=Filter()))', "nobody", "dropped `filter`", "goes to all friends", "NarrowcastRequest(filter=...)"),
    _case('api.push_message(PushMessageRequest(to=mei, messages=[TextMessage(text="a")], retry_key="a"))', "nobody", "dropped `retry_key`", "push_message(..., x_line_retry_key=...)"),
    _case('api.reply_message(ReplyMessageRequest(reply_token=lab.friend("Mei").send_text("x").reply_token, messages=[TextMessage(text="a")], x_line_retry_key="a"))', "nobody", "dropped `x_line_retry_key`", "takes no retry key"),
    _case('push(FlexMessage(alt_text="a", contents=FlexBubble(body=FlexBox(layout="vertical", contents=[FlexText(text="x", max_line=2, font_size="xl")]))))', "nobody", "`max_lines=...` instead of `max_line`", "`size=...` instead of `font_size`"),
    _case('push(FlexMessage(alt_text="a", contents=FlexBubble(hero=FlexImage(url="https://a.tw/a.png", ratio="20:13"))))', "nobody", "dropped `ratio`", "aspect_ratio=..."),
    _case(_NARROW.format('limit={"maximum": 100}'), "nobody", "dropped `maximum`", "Write `max=...`"),
    _case('push(VideoMessage(original_content_url="https://a.tw/a.mp4", preview_image_url="https://a.tw/a.png", duration=1))', "nobody", "dropped `duration`", "AudioMessage(duration=...)"),
    _case(_NARROW.format("to=mei"), "nobody", "dropped `to`", "`recipient` and `filter`"),
    _case(_NARROW.format('demographic=AgeDemographicFilter(gte="age_20")'), "nobody", "dropped `demographic`", "Filter(demographic=...)"),
    _case(_NARROW.format('filter=AgeDemographicFilter(gte="age_20")'), "nobody", "dropped", "Filter(demographic=AgeDemographicFilter(...))"),
)  # fmt: skip

#: F2, F8, F9: what the SDK raises, and Python's own errors of the kinds one meets with the SDK.
RAISED = (
    _case('TextMessage("hi")', "you", "need their names"),
    _case(_NARROW.format("limit=100"), "sdk", "found a value of the type int in `limit`", "`Limit(...)`"),
    _case(_NARROW.format('filter=Filter(demographic=[AgeDemographicFilter(gte="age_20")])'), "sdk", "not a list", "AgeDemographicFilter(...)"),
    _case('PushMessageRequest.from_dict({"to": mei, "messages": [{"type": "text", "texts": "a"}]})', "sdk", "`texts` should be `text`"),
    _case('PushMessageRequest.from_dict({"to": mei, "messages": [{"type": "text"}]})', "sdk", "dict lacks `text`"),
    _case('api.push_message(PushMessageRequest(to=lab.friend("Mei"), messages=[TextMessage(text="a")]))', "sdk", "`to` holds a `Friend`", "Write `.user_id`"),
    _case('api.push_message(PushMessageRequest(to=event.source, messages=[TextMessage(text="a")]))', "sdk", "holds a `UserSource`", "Write `.user_id`"),
    _case('ReplyMessageRequest(reply_token=event, messages=[TextMessage(text="a")])', "sdk", "holds a `MessageEvent`", "Write `.reply_token`"),
    _case('MessagingApi.push_message(PushMessageRequest(to=mei, messages=[TextMessage(text="a")]))', "sdk", "called on the class", "Make a client first"),
    _case("MessagingApi(ApiClient).get_bot_info()", "sdk", "made from an `ApiClient`"),
    _case("with Configuration(access_token='x') as c:\n    pass", "sdk", "ApiClient(Configuration(access_token=token))"),
    _case('WebhookHandler("s").handle(event)', "you", "method of the SDK", "`handle(body, signature)`"),
    _case("h = WebhookHandler(lab.channel_secret)\n@h.add(MessageEvent, message=TextMessageContent)\ndef a(event, b, c): pass\nlab.friend('Mei').send_text('x')\nh.handle(lab.last_webhook.body, lab.last_webhook.signature)", "you", "`a` must take the event", "def a(event):"),
    _case("event.message.text.uper()", "you", "no `uper`", "Write `upper`"),
    _case("api.push_message(PushMessageRequest(to=mei, messages=[TextMessage(text='a')]), retry_key='a')", "sdk", "you may mean `x_line_retry_key`"),
    _case("api.broadcast(BroadcastRequest(messages=[TextMessage(text='a')]), notificationDisabled=True)", "sdk", "belongs in the request", "BroadcastRequest(..., notification_disabled=...)"),
    _case("import uuid\napi.push_message(PushMessageRequest(to=mei, messages=[TextMessage(text='a')]), x_line_retry_key=uuid.uuid4())", "sdk", "holds a `UUID`", "str(uuid.uuid4())"),
    _case("api.push_message(PushMessageRequest(to=event, messages=[TextMessage(text='a')]))", "sdk", "`to` holds a `MessageEvent`", ".source.user_id"),
    _case("push(TextMessage(text=event))", "sdk", "`text` holds a `MessageEvent`", ".message.text"),
    _case("@no_handler.add(MessageEvent, message=TextMessageContent)\ndef f(event): pass", "you", "does not know `no_handler`", "run that cell"),
    _case("push(StickerMessage(package_id=446, sticker_id='1988'))", "sdk", "holds a number", 'package_id="446"'),
    _case("push(TextMessage(text=['a', 'b']))", "sdk", "`text` holds a list", "square brackets"),
    _case("api.push_message(PushMessageRequest(to=[mei], messages=[TextMessage(text='a')]))", "sdk", "goes to one person", "MulticastRequest"),
    _case('event.source["userId"]', "you", "with a dot", '`event.source.user_id` instead of `event.source["userId"]`'),
    _case('event["reply_token"]', "you", "with a dot", "`event.reply_token` instead of"),
    _case('event["nothing"]', "you", "with a dot", ".to_dict()"),
    _case('TextMessage(text="hi").send()', "you", "cannot send anything itself", "line_bot_api.push_message("),
    _case('event.reply_message("hi")', "you", "cannot reply by itself", "reply_token=event.reply_token"),
    _case("event.source.group_id", "you", "`UserSource` has no `group_id`", "`GroupSource`"),
    _case("api.broadcast_message(1)", "you", "you may mean `broadcast`"),
    _case("api.reply(1)", "you", "you may mean `reply_message`"),
    _case("api.push(mei, 'x')", "you", "you may mean `push_message`"),
    _case("api.get_profile(mei).name", "you", "you may mean `display_name`"),
    _case("import urllib.request\nurllib.request.urlopen(cfg.host + '/v2/bot/info')", "you", "no address that other libraries can reach", 'transport="http"'),
    _case("import urllib.request\nurllib.request.urlopen('http://127.0.0.1:1/v2/bot/info')", "network", "cannot be reached"),
    _case("import socket\nsocket.create_connection(('127.0.0.1', 1))", "network", "cannot be reached"),
    _case('PushMessageRequest(mei, [TextMessage(text="a")])', "you", "need their names"),
    _case("MessagingApi(ApiClient(Configuration())).get_bot_info()", "sdk", "no access token"),
    _case('MessagingApi(ApiClient(Configuration("token"))).get_bot_info()', "sdk", "no access token"),
    _case("MessagingApi(cfg).get_bot_info()", "sdk", "made from an `ApiClient`"),
    _case('ApiClient(access_token="x")', "sdk", "ApiClient(configuration=...)"),
    _case('MessagingApi(access_token="x")', "sdk", "MessagingApi(api_client=...)"),
    _case('Configuration(channel_access_token="x")', "sdk", "Configuration(access_token=...)"),
    _case("WebhookHandler()", "sdk", "WebhookHandler(channel_secret=...)"),
    _case("WebhookHandler(None)", "sdk", "channel secret must be a string", ".env"),
    _case('WebhookHandler("s").handle("{}", None)', "sdk", "without a signature", "X-Line-Signature"),
    _case('WebhookParser("s").parse(b"{}", "x")', "sdk", "must be text", "get_data(as_text=True)"),
    _case('WebhookParser("s").parse({"events": []}, "x")', "sdk", "must be text", "request.json"),
    _case('WebhookHandler("s").handle("{}", "x")', "sdk", "signature is wrong"),
    _case('lab.friend("Mei").block().reply_token', "you", "`UnfollowEvent` has no reply token"),
    _case('lab.friend("Mei").unblock().message.text', "you", "`FollowEvent` has no `message`"),
    _case('FlexContainer.from_dict({"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": [{"type": "spacer"}]}})', "sdk", "no kind `spacer`", "`filler`"),
    _case("FlexContainer.from_dict([card])", "sdk", "this is a list"),
    _case('FlexContainer.from_dict("{}")', "sdk", "this is text", "from_json"),
    _case('FlexContainer.from_dict({"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": [None]}})', "sdk", "a `None`"),
    _case('FlexContainer.from_dict({"body": 1})', "sdk", "lacks its `type`"),
    _case("FlexContainer.from_json(card)", "sdk", "JSON as text", "from_dict"),
    _case("FlexContainer.from_json(\"{'type': 'bubble'}\")", "sdk", "not valid JSON", "double quotes"),
    _case("FlexBubble.new_from_json_dict(card)", "you", "version 2", "`from_dict`"),
    _case('TextMessage(text="a").as_json_string()', "you", "version 2", "`to_json`"),
    _case("json.loads(\"{'to': 'x'}\")", "you", "not valid JSON", "double quotes"),
    _case('json.dumps(TextMessage(text="a"))', "you", "into a dict", "to_dict"),
    _case('api.push_message(mei, TextMessage(text="hi"))', "sdk", "takes one `PushMessageRequest`", "push_message(PushMessageRequest(to=..., messages=[...]))"),
    _case('api.push_message(to=mei, messages=[TextMessage(text="hi")])', "sdk", "takes one `PushMessageRequest`"),
    _case('api.reply_message("x", TextMessage(text="a"))', "sdk", "takes one `ReplyMessageRequest`"),
    _case('api.multicast([mei], TextMessage(text="a"))', "sdk", "takes one `MulticastRequest`"),
    _case('api.push_message(MulticastRequest(to=[mei], messages=[TextMessage(text="a")]))', "sdk", "not a `MulticastRequest`", "line_bot_api.multicast"),
    _case("push(QuickReply(items=[]))", "sdk", "holds a `QuickReply`", "`TextMessage`"),
    _case('push("hello")', "sdk", "not a string", "TextMessage(text=...)"),
    _case("push(TextMessage)", "sdk", "holds a class", "TextMessage(...)"),
    _case('push([TextMessage(text="a")])', "sdk", "not a list"),
    _case('TextMessage(text="a", quick_reply=[QuickReplyItem(action=MessageAction(label="a", text="b"))])', "sdk", "not a list", "QuickReply(items=[...])"),
    _case('FlexMessage(alt_text="a", contents=json.dumps(card))', "sdk", "JSON as text", "FlexContainer.from_json"),
    _case('api.push_message(PushMessageRequest(to=[mei], messages=[TextMessage(text="a")]))', "sdk", "`to` must be a string"),
    _case('MulticastRequest(to=[mei], message=[TextMessage(text="a")])', "sdk", "`message` should be `messages`"),
    _case('FlexText(text="a", weight="heavy")', "sdk", "`weight` takes only certain values", "regular, bold"),
    _case('DatetimePickerAction(label="a", data="d", mode="day")', "sdk", "certain values", "date, time, datetime"),
    _case("AgeDemographicFilter(gte=20)", "sdk", "certain values", "age_20"),
    _case('api.push_message(PushMessageRequest(to=mei, messages=[TextMessage(text="a")]), x_line_retry_key="abc\\n")', "sdk", "character that cannot be sent"),
    _case('MessagingApi(ApiClient(Configuration(host=cfg.host, access_token=cfg.access_token + "\\n"))).get_bot_info()', "sdk", "token holds a character", ".strip()"),
    _case('MessagingApi(ApiClient(Configuration(host=cfg.host, access_token="權杖"))).get_bot_info()', "sdk", "token holds a character"),
    _case('MessagingApi(ApiClient(Configuration(host="http://127.0.0.1:1", access_token="x"))).get_bot_info()', "network", "cannot be reached"),
    _case('api.pushMessage(PushMessageRequest(to=mei, messages=[TextMessage(text="a")]))', "you", "In Python it is `push_message`"),
    _case("api.push_mesage(1)", "you", "you may mean `push_message`"),
    _case('api.get_message_content("1")', "you", "method of `MessagingApiBlob`"),
    _case("event.replyToken", "you", "In Python it is `reply_token`"),
    _case('event["replyToken"]', "you", "with a dot"),
    _case("event.user_id", "you", "it has `source.user_id`"),
    _case("event.text", "you", "it has `message.text`"),
    _case("event.message.txt", "you", "you may mean `text`"),
    _case("try:\n    push(TextMessage(text=''))\nexcept ApiException as error:\n    print(error.message)", "you", "has no `message`", "json.loads(error.body)"),
    _case("import os\nos.environ['LINE_CHANNEL_ACCESS_TOKEN_OF_MINE']", "you", "not set", ".env"),
    _case("quota = MessageQuotaResponse(type='none')\nquota.value - 3", "you", "calculate with `None`", "quota.type"),
    _case("MessageQuotaResponse(type='none').value < 3", "you", "calculate with `None`"),
    _case('lab.freind("Mei")', "you", "you may mean `friend`"),
    _case("lab.friend()", "you", "`friend(name)`"),
    _case("lab.friend('Mei').say('hi')", "you", "has no `say`", "`send_text`"),
    _case("lab.friend('Mei').send_sticker(1, 2)", "you", "`send_sticker()`"),
    _case("lab.friend(Mei)", "you", "`Mei` needs quotation marks"),
    _case("TextMessage(text=早安)", "you", "`早安` needs quotation marks"),
    _case("api.get_profile(U0123456789abcdef0123456789abcdef)", "you", "needs quotation marks"),
    _case("Flexmessage(alt_text='a')", "you", "you may mean `FlexMessage`"),
    _case("lineBotApi.get_bot_info()", "you", "you may mean `line_bot_api`"),
    _case("TextSendMessage(text='a')", "you", "version 2", "`TextMessage`"),
    _case("d = {'type': 'text', 'wrap': true}", "you", "JSON's `true` is `True`"),
    _case("from linebot.v3.messaging import WebhookHandler", "you", "from linebot.v3 import WebhookHandler"),
    _case("from linebot.v3.messaging import TextMesage", "you", "you may mean `TextMessage`"),
    _case("from linebot.exceptions import InvalidSignatureErorr", "you", "you may mean `InvalidSignatureError`"),
    _case("from linebot.v3.message import TextMessage", "you", "no module `linebot.v3.message`"),
    _case("import line_bot_sdk", "you", "imported as `linebot`"),
    _case("from linebot.v3.messaging import api as messaging\nmessaging.push_message(1)", "you", "method of `MessagingApi`"),
)  # fmt: skip

#: F3, F4, F6, F7 and F9: what LINE refuses, over the wire.
REFUSED = (
    _case('flex(hero={"type": "image", "url": "https://maps.example.com/static?pins=red|25.03,121.56"})', "line", "`/hero/url`", "urllib.parse.quote"),
    _case('flex(hero={"type": "image", "url": "https://a.tw/{a}.png"})', "line", "`/hero/url`", "urllib.parse.quote"),
    _case('flex({**T, "letterSpacing": "2px"})', "line", "`/body/contents/0/letterSpacing` is not a field"),
    _case('flex(styles={"footer": {"seperator": True}})', "line", "`/styles/footer/seperator` is not a field"),
    _case('flex({**T, "size": "50%", "margin": "5%", "maxLines": -1})', "line", "`/body/contents/0/margin` has the wrong unit", "`/body/contents/0/maxLines`"),
    _case('flex({**T, "size": "huge"})', "line", "one of these words: xxs", "`20px`"),
    _case('flex({**T, "lineSpacing": "2em"})', "line", "such as `20px`"),
    _case('flex({**T, "color": "red"})', "line", "a colour such as `#00B900`"),
    _case('flex({**T, "weight": "heavy"})', "line", "one of these values: regular, bold"),
    _case('flex({**T, "wrap": "true"})', "line", "`true` or `false`, without quotes"),
    _case('flex({**T, "flex": "1"})', "line", "a whole number, without quotes"),
    _case('flex({"type": "text", "text": 5})', "line", "a text, in quotes"),
    _case('flex({"type": "image", "url": "https://a.tw/a.png", "aspectRatio": "4-3"})', "line", "`20:13`"),
    _case('flex({"type": "spacer"})', "line", "`/body/contents/0` takes an object whose `type`", "filler"),
    _case('flex({"type": "box", "layout": "baseline", "contents": [{"type": "image", "url": "https://a.tw/a.png"}]})', "line", "icon, text, filler"),
    _case("flex(T, None)", "line", "holds a `null`"),
    _case("flex(hero=T)", "line", "box, image, video"),
    _case('flex({"type": "box", "layout": "vertical", "contents": T})', "line", "takes a list"),
    _case('flex({"type": "button"})', "line", "`/body/contents/0/action` is required"),
    _case('raw({"type": "flex", "altText": "a", "contents": json.dumps(card)})', "line", "`contents` takes an object", "bubble, carousel"),
    _case('raw({"type": "flex", "alt_text": "a", "contents": card})', "line", "you wrote `alt_text`", "JSON writes `altText`"),
    _case('raw({"type": "sticker", "packageId": 446, "stickerId": "1988"})', "line", "`messages[0].packageId`", "is a number"),
    _case('raw({"type": "imagecarousel", "altText": "a"})', "line", "must be one of these values: audio, coupon"),
    _case('raw({"type": "image", "originalContentUrl": "http://a.tw/a.png", "previewImageUrl": "https://a.tw/a.png"})', "line", "`https://`"),
    _case('raw({**T, "quickReply": {"items": [{"type": "action", "action": {"type": "uri", "label": "a", "uri": "sms:1"}}]}})', "line", "begins in a way LINE does not take"),
    _case('raw({"type": "text", "text": "😀" * 2501})', "line", "UTF-16", "5002"),
    _case('raw({"type": "textV2", "text": "hi {name}"})', "line", "not defined in `substitution`", "`TextMessage`"),
    _case('raw({"type": "textV2", "text": "a = {1"})', "line", "braces", "double them"),
    _case('post(b\'{"messages":[{"type":"text","text":"a\\nb"}]}\')', "line", "not valid JSON", "`messages[0]` (line 1", "real line break"),
    _case('post(b\'{"messages":[{"type":"text","text":"a"},]}\')', "line", "not valid JSON", "comma after the last item"),
    _case('flex({"type": "button", "action": {"type": "uri", "uri": "https://a.tw"}})', "line", "`/body/contents/0/action` needs a `label`"),
    _case('flex({"type": "button", "action": {"type": "url", "label": "a", "url": "https://a.tw"}})', "line", "takes an object whose `type` is one of these", "postback"),
    _case('flex({"type": "button", "action": "https://a.tw"})', "line", "takes an object whose `type` is one of these", "uri"),
    _case('raw({**T, "quickReply": {"items": [{"type": "action", "action": {"type": "message", "text": "b"}}]}})', "line", "action` needs a `label`"),
    _case("post(b'')", "line", "not valid JSON", "body is empty"),
    _case("post([])", "line", "not valid JSON", "but not an object"),
    _case("post(b'to=x&text=hi')", "line", "not valid JSON", "form data, not JSON"),
    _case("post(b'{to:\"x\"}')", "line", "not valid JSON", "needs double quotes"),
    _case("post('{“to”:“x”}'.encode())", "line", "not valid JSON", "quotation marks are straight"),
    _case("post(b'{\"a\":True}')", "line", "not valid JSON", "`true`, `false` and `null`"),
    _case("post(b'{\"a\":1, // b}')", "line", "not valid JSON", "has no comments"),
    _case("post(chr(0xFEFF).encode() + b'{\"a\":1}')", "line", "not valid JSON", "U+FEFF"),
    _case("post(b'{\"a\":\"he said \"hi\"\"}')", "line", "not valid JSON", "a quotation mark inside a text"),
    _case('post({"to": mei, "message": [T]})', "line", "you wrote `message` instead of `messages`"),
    _case('post({"to": [mei], "messages": [T]})', "line", "`to` (line 1, column 8) is a list", "takes one id"),
    _case("post(b\"{'to':'x'}\")", "line", "not valid JSON", "single quotes"),
    _case('post(b\'{"messages":[{"type":"text","text":NaN}]}\')', "line", "not valid JSON", "`messages[0]` (line 1"),
    _case('api.push_message(PushMessageRequest(to="小美", messages=[TextMessage(text="a")]))', "line", "`to` is not an id"),
    _case('api.reply_message(ReplyMessageRequest(reply_token=mei, messages=[TextMessage(text="a")]))', "line", "not known"),
)  # fmt: skip


def _client(token: str, host: str = "cfg.host") -> str:
    return f"MessagingApi(ApiClient(Configuration(host={host}, access_token={token}))).get_bot_info()"


#: Everyday errors of Python in a program that works with the SDK, the lab or what LINE sends.
EVERYDAY = (
    _case("with lab.attempt:\n    pass", "you", "`lab.attempt` has not been called", "`lab.attempt()`"),
    _case("open_lab(friends=5)", "you", "`open_lab` does not take these arguments"),
    _case("api.push_message(PushMessageRequest(to=mei, messages=[T['text']]))", "sdk", "not a string"),
    _case("push({'text': 'hi'})", "sdk", "`messages[0]` must be an object of the SDK, not a dict", "`TextMessage(text=...)`"),
    _case("api.reply_message(ReplyMessageRequest(to=mei, messages=[TextMessage(text='a')]))", "sdk", "A reply has no `to`", "event.reply_token"),
    _case("api.push_message(PushMessageRequest(to=mei, messages=[TextMessage(text='a')]), retry_key='x')", "sdk", "you may mean `x_line_retry_key`"),
    _case("push(ImageMessage(url='https://a.tw/a.png'))", "sdk", "`url` should be `original_content_url`"),
    _case("AreaDemographicFilter(one_of=['taipei'])", "sdk", "jp_01 … jp_47, tw_01 … tw_22"),
    _case("if api.get_message_quota() > 5:\n    pass", "you", "A `MessageQuotaResponse` is a whole object", "`value`"),
    _case("api.get_message_quota().value - api.get_message_quota_consumption()", "you", "`total_usage`"),
    _case("len(event.message)", "you", "A `TextMessageContent` is a whole object"),
    _case("import asyncio\nasync def client():\n    async with ApiClient(cfg) as c:\n        pass\ntry:\n    asked = client()\n    asked.send(None)\nfinally:\n    asked.close()", "you", "`async with` belongs to `AsyncApiClient`"),
    _case("event.message.text()", "you", "`event.message.text` is a text and cannot be called", "parentheses away"),
    _case("lab.friend('Mei').user_id()", "you", "is a text and cannot be called"),
    _case("lab.line_bot_api(1)", "you", "an object of the class `MessagingApi`"),
    _case("api.push_message(PushMessageRequest(to=mei, messages=[TextMessage(text='a') (1)]))", "you", "an object of the class `TextMessage`"),
    _case("def texts_of(): return [event]\nshown = texts_of()\nshown(0)", "you", "square brackets", "`shown[0]`"),
    _case("import uuid\nTextMessage(text=uuid())", "you", "`uuid` is a module", "`uuid.UUID(...)`"),
    _case("def told():\n    str = event.message.text\n    return str(1)\ntold()", "you", "`str` is now a text of yours", "`del str`"),
    _case('["a", event, "b" ("c")]', "you", "A comma is missing"),
    _case("found = WebhookParser(lab.channel_secret).parse(lab.last_webhook.body, lab.last_webhook.signature)\nfound.reply_token", "you", "`found` is a list", "`found[0].reply_token`"),
    _case('sent = push(TextMessage(text="a"))\nsent.sent_messages.id', "you", "`sent.sent_messages` is a list", "`sent.sent_messages[0].id`"),
    _case('done = api.validate_push(ValidateMessageRequest(messages=[TextMessage(text="a")]))\ndone.status', "you", "`validate_push` returns nothing", "`validate_push_with_http_info`"),
    _case('TextMessage(text="a").quick_reply.items', "you", "is `None`, so there is no `.items`"),
    _case("def make(): TextMessage(text='a')\nmade = make()\nmade.text", "you", "`make` returned `None`", "return"),
    _case("event.source.user_id.id", "you", "`event.source.user_id` is a text", "as it is"),
    _case("api.get_bot_info.user_id", "you", "`api.get_bot_info` has not been called", "`api.get_bot_info(...).user_id`"),
    _case("api.get_bot_info['userId']", "you", "has not been called"),
    _case("lab.last_webhook.body.events", "you", "`lab.last_webhook.body` is JSON as text", "`json.loads(lab.last_webhook.body)`"),
    _case('lab.last_webhook.body["events"]', "you", "`json.loads(...)`"),
    _case('TextMessage(text="left: " + api.get_message_quota().value)', "you", "Text and a number", "str(api.get_message_quota().value)", 'f"... {api.get_message_quota().value} ..."'),
    _case('push(TextMessage(text="a" + 5 + "b"))', "you", "`5` is a number"),
    _case('TextMessage(text=len([mei]) + " people")', "you", "Text and a number", "str(len([mei]))"),
    _case('"you are " + event.source', "you", "Text and an object of the class `UserSource`", "`event.source.user_id`"),
    _case('"quoted: " + event.message.quoted_message_id', "you", "Text and `None`"),
    _case('if event.message.text > 5:\n    pass', "you", "A text and a number", "int(...)"),
    _case("int(event.message.text)", "you", "cannot read this text as a number", "except ValueError"),
    _case('lab.friend("Mei").send_text("hi")\nbody = json.loads(lab.last_webhook.body)\nbody["message"]', "you", "`message` is further in", '`body["events"][0]["message"]`'),
    _case('body["events"][0]["replytoken"]', "you", "you may mean another name", "[\"replyToken\"]"),
    _case('body["event"]', "you", '`body["events"]`'),
    _case('body["events"][0]["postback"]', "you", "has no `postback`", '.get("postback")'),
    _case('body["events"][3]', "you", '`body["events"]` has no item `3`', "the last one is `[0]`"),
    _case('body["events"]["message"]', "you", '`body["events"]` is a list', '`body["events"][0]["message"]`'),
    _case("body.events.message", "you", 'Read a dict with brackets: `["events"]`'),
    _case('push(TextMessage(text="a")).sent_messages[1]', "you", "no such item"),
    _case('[e for e in WebhookParser(lab.channel_secret).parse(lab.last_webhook.body, lab.last_webhook.signature) if e.type == "join"][0]', "you", "no such item", "may be empty"),
    _case('api.broadcast(BroadcastRequest(messages=[TextMessage(text="a")])).sent_messages', "you", "answers with an empty `{}`", "`broadcast_with_http_info`"),
    _case('api.broadcast(BroadcastRequest(messages=[TextMessage(text="a")]))["sentMessages"]', "you", "answers with an empty `{}`"),
    _case('api.push_message_with_http_info(PushMessageRequest(to=mei, messages=[TextMessage(text="a")])).headers["X-Line-Retry-Key"]', "you", "no header `x-line-retry-key`", "`x-line-request-id`"),
    _case("json.loads(event)", "you", "`json.loads` takes text", "`.to_dict()`"),
    _case("json.loads(json.loads(lab.last_webhook.body))", "you", "this is a dict", "Leave `json.loads(...)` out"),
    _case("for item in event.message.mention:\n    pass", "you", "`None` cannot be gone through"),
    _case("def reply(event): return event\nreply()", "you", "`reply` was called with other arguments", "`reply(event)`"),
    _case("def reply(event): return event\nreply(event, 2)", "you", "`reply(event)`"),
    _case("count = 0\ndef reply(event):\n    count += 1\nreply(event)", "you", "`count` has no value yet", "`global count`"),
    _case("event.message.text[0] = 'x'", "you", "cannot be changed in place"),
    _case('TextMessage(text="a")["text"] = "b"', "you", "with a dot"),
    _case("lab.clock.advance(60)", "you", "60 seconds, minutes, hours or days?", "lab.clock.advance(seconds=60)"),
    _case('lab.clock.advance(seconds="60")', "you", "takes numbers", "without quotation marks"),
    _case("lab.clock.advance(minutes=-5)", "you", "only moves forward"),
    _case("lab.clock.advance(minute=1)", "you", "`advance(*, seconds=0, minutes=0, hours=0, days=0)`"),
    _case("from helpers.lab import openlab", "you", "from helpers.lab import open_lab"),
    _case("from lab import open_lab", "you", "from helpers import open_lab"),
    _case("h = WebhookHandler(lab.channel_secret)\n@h.add('MessageEvent')\ndef a(event): pass", "sdk", "a class of events, not a text", "without quotation marks"),
    _case("h = WebhookHandler(lab.channel_secret)\n@h.add(MessageEvent, message=TextMessageContent())\ndef a(event): pass", "sdk", "without parentheses"),
    _case("h = WebhookHandler(lab.channel_secret)\n@h.add(MessageEvent, messages=TextMessageContent)\ndef a(event): pass", "you", "`add(MessageEvent, message=TextMessageContent)`"),
    _case("open('flex-menu.json', encoding='utf-8')", "you", "no file `flex-menu.json`", "letter by letter"),
    _case("open('.env-of-mine').read()", "you", "no file `.env-of-mine`"),
    _case("'早安'.encode('big5').decode('utf-8')", "you", "not UTF-8", 'encoding="cp950"'),
    _case("'早安'.encode('utf-8').decode('ascii')", "you", "read as `ascii`", 'encoding="utf-8"'),
    _case("'😀'.encode('cp950')", "you", "`cp950` has no such character"),
    _case("import apscheduler", "you", "`apscheduler` is not installed", "%pip install apscheduler"),
)  # fmt: skip

#: What an access token and an id are mistaken for; no token is ever shown.
TOKENS = (
    _case(_client('"Bearer " + cfg.access_token'), "line", "`Bearer` is there twice", "without `Bearer`"),
    _case(_client("repr(cfg.access_token)"), "line", "quotation marks in it", "token.strip"),
    _case(_client('"<" + cfg.access_token + ">"'), "line", "brackets around it"),
    _case(_client('"{" + cfg.access_token + "}"'), "line", "brackets around it"),
    _case(_client("lab.channel_secret"), "line", "the channel secret, not the access token"),
    _case(_client('"0123456789abcdef" * 2'), "line", "the channel secret, not the access token"),
    _case(_client('"1657000000"'), "line", "the channel ID, not the access token"),
    _case(_client("mei"), "line", "an id, not an access token"),
    _case(_client('"YOUR_CHANNEL_ACCESS_TOKEN"'), "line", "still the placeholder"),
    _case(_client('"os.getenv(1)"'), "line", "a piece of code in quotation marks"),
    _case(_client('cfg.access_token[:9] + " " + cfg.access_token[9:]'), "line", "a space in it"),
    _case(_client('""'), "line", "The access token is empty", ".env"),
    _case('api.push_message(PushMessageRequest(to=mei + "\\n", messages=[TextMessage(text="a")]))', "line", "is not an id", "use `.strip()`"),
    _case('api.push_message(PushMessageRequest(to=mei.upper(), messages=[TextMessage(text="a")]))', "line", "has capital letters"),
    _case('api.push_message(PushMessageRequest(to=f"{mei},{mei}", messages=[TextMessage(text="a")]))', "line", "several ids in one text"),
    _case('api.push_message(PushMessageRequest(to=mei[1:], messages=[TextMessage(text="a")]))', "line", "does not begin with U, C or R"),
    _case('api.push_message(PushMessageRequest(to=mei[:-1], messages=[TextMessage(text="a")]))', "line", "an id has 33 characters"),
    _case('api.push_message(PushMessageRequest(to="@mei", messages=[TextMessage(text="a")]))', "line", "that is the LINE ID"),
    _case('api.push_message(PushMessageRequest(to="0912345678", messages=[TextMessage(text="a")]))', "line", "is a phone number"),
    _case('api.push_message(PushMessageRequest(to="小美", messages=[TextMessage(text="a")]))', "line", "is a name, not an id"),
    _case('api.multicast(MulticastRequest(to=[mei, "C" + mei[1:]], messages=[TextMessage(text="a")]))', "line", "`to[1]` is the id of a group"),
    _case(_client("cfg.access_token", 'cfg.host + "/"'), "line", "takes only the server"),
    _case(_client("cfg.access_token", 'cfg.host + "/v2/bot"'), "line", "takes only the server"),
    _case(_client("cfg.access_token", '"api.line.me"'), "sdk", "begins with `https://`"),
)  # fmt: skip

#: JSON of a wrong type: what the field takes.
TYPES = (
    _case('raw({"type": "text", "text": 5})', "line", "is a number", "`messages[0].text` takes a text"),
    _case('raw({"type": "sticker", "packageId": 446, "stickerId": "1988"})', "line", "`messages[0].packageId` takes a text"),
    _case('raw({"type": "audio", "originalContentUrl": "https://a.tw/a.m4a", "duration": "60"})', "line", "is a text", "takes a number"),
    _case('raw({"type": "location", "title": "a", "address": "b", "latitude": "25", "longitude": 121})', "line", "takes a number"),
    _case('post({"to": mei, "messages": T})', "line", "is an object", "`messages` takes a list"),
    _case('post({"to": mei, "messages": ["hi"]})', "line", "`messages[0]` takes an object with a `type`"),
    _case('post({"to": mei, "messages": [T], "notificationDisabled": "true"})', "line", "takes `true` or `false`"),
    _case('post({"to": mei, "messages": [T], "customAggregationUnits": "promo"})', "line", "takes a list"),
    _case('post({"to": [mei], "messages": [T]})', "line", "takes one id", "multicast"),
    _case('post({"to": mei, "messages": [T]}, "/v2/bot/message/multicast")', "line", "`to` takes a list"),
    _case('raw({**T, "quickReply": [1]})', "line", "takes an object", "`items`"),
    _case('raw({"type": "template", "altText": "a", "template": "buttons"})', "line", "The types are: `buttons`"),
    _case('post({"messages": [T], "limit": 10}, "/v2/bot/message/narrowcast")', "line", "takes an object", "`max`"),
    _case('raw({"type": "textV2", "text": "hi {name}", "substitution": {"name": "Mei"}})', "line", "`messages[0].substitution.name` takes an object with a `type`"),
    _case('flex({"type": "button", "action": {"type": "message", "label": "a" * 41, "text": "b"}})', "line", "may have at most 40 characters"),
    _case('post(json.dumps({"to": mei, "messages": [T]}).encode("utf-16"))', "line", "not valid JSON", "The body is not UTF-8"),
    _case("post(b'{\"messages\":[{\"text\":\"a\\tb\"}]}')", "line", "a real line break or a tab"),
    _case("post(b'{\"messages\":[{\"text\":\"a\\\\xb\"}]}')", "line", "a single backslash"),
    _case('raw({"type": "image", "text": "a"})', "line", "belongs to `text`: correct the `type`"),
    _case('push(TextMessage(type="flex", text="a"))', "line", "says that its `type` is `flex`", "belongs to `text`"),
    _case('raw({"type": "text", "message": "a"})', "line", "`messages[0].text` may not be empty", "LINE ignored `message`"),
    _case('post({"userId": mei, "messages": [T]})', "line", "`to` may not be empty", "LINE ignored `userId`"),
    _case('raw({"type": "template", "altText": "a", "template": {"type": "buttons", "text": "a", "actions": [{"type": "uri", "label": "a", "uri": "tel:0912 345 678"}]}})', "line", "a character that an address cannot have"),
)  # fmt: skip

#: Accepted, but LINE ignored a name (facts 14.2: outside Flex unknown names pass), or says nothing of what it does.
IGNORED = (
    _case('post({"messages": [T], "to": mei}, "/v2/bot/message/broadcast")', "nobody", "LINE ignored `to`", "goes to all friends"),
    _case('post({"messages": [T], "filter": {"type": "gender", "oneOf": ["male"]}}, "/v2/bot/message/narrowcast")', "nobody", "LINE ignored `type`, `oneOf`", "goes to all friends", '"filter": {"demographic": {...}}'),
    _case('post({"messages": [T], "demographic": {"type": "gender", "oneOf": ["male"]}}, "/v2/bot/message/narrowcast")', "nobody", "LINE ignored `demographic`", '"filter": {"demographic": ...}'),
    _case('post({"messages": [T], "limit": {"maximum": 10}}, "/v2/bot/message/narrowcast")', "nobody", "LINE ignored `maximum`", '`"max"`'),
    _case('post({"messages": [T], "to": mei, "notification_disabled": True})', "nobody", '`"notificationDisabled"`'),
    _case('post({"messages": [T], "to": mei, "retryKey": "x"})', "nobody", "X-Line-Retry-Key"),
    _case('post({"messages": [T], "to": mei, "sender": {"name": "x"}})', "nobody", '"messages": [{..., "sender": ...}]'),
    _case('raw({**T, "quickreply": {"items": []}})', "nobody", "LINE ignored `quickreply`", '`"quickReply"`'),
    _case('raw({**T, "notificationDisabled": True})', "nobody", '{"messages": [...], "notificationDisabled": ...}'),
    _case('raw({**T, "wrap": True})', "nobody", "The names there are"),
    _case('raw({"type": "location", "title": "a", "address": "b", "latitude": 91, "longitude": 121})', "nobody", "LINE does not say what it does with other numbers"),
    _case('raw({**T, "quoteToken": "abc"})', "nobody", "not look like a quote token"),
    _case('raw({"type": "sticker", "packageId": "1", "stickerId": "1"})', "nobody", "may be on LINE's list"),
    _case('push(ImagemapMessage(base_url="https://a.tw/m", alt_text="a", base_size=ImagemapBaseSize(width=1000, height=1040), actions=[MessageImagemapAction(text="a", area=ImagemapArea(x=990, y=0, width=20, height=1))]))', "nobody", "base width of 1040"),
)  # fmt: skip

#: Errors that have nothing to do with the SDK, the lab or LINE: Python's own words stay.
LEFT_ALONE = (
    "1 / 0", "'a' + 5", "{}['x']", "[][0]", "open('data.csv')", "None.x", "[].add", "x = 5\nx()", "int('x')", "import no_such_module_at_all",
    "raise ValueError('mine')", "def f(a): pass\nf()", "undefined_name_of_mine", "class Mine(Exception): pass\nraise Mine()",
    "lab and 1 / 0", "event and [][0:'a']", "x = 5 +",
)  # fmt: skip

CASES = (*DROPPED, *DROPPED_AND_ACCEPTED, *RAISED, *REFUSED, *EVERYDAY, *TOKENS, *TYPES, *IGNORED)
