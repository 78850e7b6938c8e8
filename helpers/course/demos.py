"""Demos an instructor replays in class: each step is a few lines of the course's own code, run in a fresh world.

The code a step shows is the code that runs; copied into cells one after the other, it does the same there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpers.errors import LabError
from helpers.text import Texts


@dataclass(frozen=True)
class DemoStep:
    """One step; its caption is the text ``demo.<demo>.<number>``."""

    code: str


@dataclass(frozen=True)
class Demo:
    """A demo: its key, its steps and the world it plays in."""

    key: str
    steps: tuple[DemoStep, ...]
    world: str = "class"

    def title(self, say: Texts) -> str:
        """Return what it shows, in one line."""
        return say(f"demo.{self.key}")

    def captions(self, say: Texts) -> list[str]:
        """One line for each step."""
        return [say(f"demo.{self.key}.{number}") for number in range(1, len(self.steps) + 1)]


def _demo(key: str, *steps: str, world: str = "class") -> Demo:
    return Demo(key, tuple(DemoStep(code.strip()) for code in steps), world)


_REPLY = _demo(
    "reply",
    """
from linebot.v3.messaging import ReplyMessageRequest, TextMessage

event = lab.friend("小美").send_text("你好")
lab.phones("小美")
""",
    """
message = TextMessage(text=event.message.text)
request = ReplyMessageRequest(
    reply_token=event.reply_token, messages=[message]
)
line_bot_api.reply_message(request)
lab.show()
lab.phones("小美")
""",
    """
with lab.attempt():
    line_bot_api.reply_message(request)
""",
    """
event = lab.friend("阿凱").send_text("在嗎？")
lab.clock.advance(seconds=61)
request = ReplyMessageRequest(
    reply_token=event.reply_token,
    messages=[TextMessage(text="在")],
)
with lab.attempt():
    line_bot_api.reply_message(request)
""",
    """
event = lab.group("同學會").says("阿凱", "晚餐吃什麼？")
request = ReplyMessageRequest(
    reply_token=event.reply_token,
    messages=[TextMessage(text="火鍋！")],
)
line_bot_api.reply_message(request)
lab.phones("小美", "建宏")
""",
)

_PUSH = _demo(
    "push",
    """
from linebot.v3.messaging import PushMessageRequest, TextMessage


def push(to, text):
    messages = [TextMessage(text=text)]
    request = PushMessageRequest(to=to, messages=messages)
    line_bot_api.push_message(request)


push(lab.friend("小美").user_id, "包裹到了")
lab.show()
""",
    """
push(lab.friend("建宏").user_id, "謝謝你 3 天前的來訊")
lab.phones("建宏")
""",
    """
push(lab.friend("雅婷").user_id, "好久不見")
lab.show()
""",
    """
with lab.attempt():
    push("U" + "0" * 32, "有人在嗎？")
""",
    """
group_id = lab.group("同學會").group_id
push(group_id, "明天 8 點集合")
lab.show()
lab.phones("小美", "阿凱", "建宏")
""",
)

_MULTICAST = _demo(
    "multicast",
    """
from linebot.v3.messaging import MulticastRequest, TextMessage

names = ("小美", "阿凱", "雅婷", "建宏")
ids = [lab.friend(name).user_id for name in names]
text = TextMessage(text="明天改在 201 教室上課")
request = MulticastRequest(to=ids, messages=[text])
line_bot_api.multicast(request)
lab.show()
""",
    """
lab.phones("小美", "雅婷", "建宏")
""",
    """
request = MulticastRequest(
    to=[*ids, "U123"], messages=[text]
)
with lab.attempt():
    line_bot_api.multicast(request)
""",
    """
group_id = lab.group("同學會").group_id
request = MulticastRequest(to=[group_id], messages=[text])
with lab.attempt():
    line_bot_api.multicast(request)
""",
    """
with lab.attempt():
    request = MulticastRequest(
        to=ids[:1] * 501, messages=[text]
    )
    line_bot_api.multicast(request)
""",
)

_NARROWCAST = _demo(
    "narrowcast",
    """
from linebot.v3.messaging import (
    AgeDemographicFilter, AreaDemographicFilter, Filter,
    GenderDemographicFilter, NarrowcastRequest,
    OperatorDemographicFilter, TextMessage,
)

text = TextMessage(text="台北店週年慶")
women = GenderDemographicFilter(one_of=["female"])
taipei = AreaDemographicFilter(one_of=["tw_01"])
both = OperatorDemographicFilter(var_and=[women, taipei])
request = NarrowcastRequest(
    messages=[text], filter=Filter(demographic=both)
)
response = line_bot_api.narrowcast_with_http_info(request)
lab.show(response)
""",
    """
request_id = response.headers["x-line-request-id"]
progress = line_bot_api.get_narrowcast_progress(request_id)
print(progress.phase)
""",
    """
lab.clock.advance(seconds=10)
progress = line_bot_api.get_narrowcast_progress(request_id)
print(progress.phase, progress.success_count)
lab.show(response)
""",
    """
old = AgeDemographicFilter(gte="age_70")
few = OperatorDemographicFilter(var_and=[women, taipei, old])
request = NarrowcastRequest(
    messages=[text], filter=Filter(demographic=few)
)
response = line_bot_api.narrowcast_with_http_info(request)
lab.show(response)
""",
    """
lab.clock.advance(seconds=10)
request_id = response.headers["x-line-request-id"]
progress = line_bot_api.get_narrowcast_progress(request_id)
print(progress.phase, progress.error_code)
lab.show(response)
""",
    world="shop",
)

_BROADCAST = _demo(
    "broadcast",
    """
print(line_bot_api.get_message_quota().value)
used = line_bot_api.get_message_quota_consumption()
print(used.total_usage)
""",
    """
from linebot.v3.messaging import BroadcastRequest, TextMessage

texts = ("停課通知", "今天颱風，停課 1 天", "明天照常上課")
lines = [TextMessage(text=text) for text in texts]
line_bot_api.broadcast(BroadcastRequest(messages=lines))
lab.show()
""",
    """
lab.phones("小美", "雅婷", "建宏")
""",
    """
now = lab.platform.now()
lab.platform.quota.change(now, used=200)
with lab.attempt():
    line_bot_api.broadcast(BroadcastRequest(messages=lines))
""",
    """
from linebot.v3.messaging import ReplyMessageRequest

event = lab.friend("小美").send_text("明天有課嗎？")
request = ReplyMessageRequest(
    reply_token=event.reply_token,
    messages=[TextMessage(text="有")],
)
line_bot_api.reply_message(request)
lab.show()
""",
)

_NOT_DELIVERED = _demo(
    "not-delivered",
    """
from linebot.v3.messaging import PushMessageRequest, TextMessage


def push(name):
    to = lab.friend(name).user_id
    messages = [TextMessage(text="收到請回答")]
    request = PushMessageRequest(to=to, messages=messages)
    line_bot_api.push_message(request)
    return lab.show()


push("小美")
""",
    'push("雅婷")',
    'push("怡君")',
    'push("大偉")',
    'lab.phones("小美", "雅婷", "怡君", "大偉")',
)

_RETRY = _demo(
    "retry",
    """
import uuid

from linebot.v3.messaging import PushMessageRequest, TextMessage

messages = [TextMessage(text="取貨通知")]
mei = lab.friend("小美").user_id
request = PushMessageRequest(to=mei, messages=messages)
lab.fault("500", when="after")
with lab.attempt():
    line_bot_api.push_message(request)
""",
    """
line_bot_api.push_message(request)
lab.phones("小美")
""",
    """
kai = lab.friend("阿凱").user_id
request = PushMessageRequest(to=kai, messages=messages)
key = str(uuid.uuid5(uuid.NAMESPACE_URL, "order-1024"))
lab.fault("500", when="after")
with lab.attempt():
    line_bot_api.push_message(request, x_line_retry_key=key)
""",
    """
with lab.attempt():
    line_bot_api.push_message(request, x_line_retry_key=key)
""",
    """
lab.phones("小美", "阿凱")
""",
)

DEMOS: Mapping[str, Demo] = {
    demo.key: demo for demo in (_REPLY, _PUSH, _MULTICAST, _NARROWCAST, _BROADCAST, _NOT_DELIVERED, _RETRY)
}


def find(key: Any, say: Texts) -> Demo:
    """Return the demo with this key. Raises LabError, which names them all."""
    if not key:
        raise LabError(say, "error.which_demo", known=", ".join(DEMOS))
    if str(key) not in DEMOS:
        raise LabError(say, "error.unknown_demo", name=key, known=", ".join(DEMOS))
    return DEMOS[str(key)]
