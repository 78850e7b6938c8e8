"""How long a click takes to be answered: in a real kernel, which tells a front end of every change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from jupyter_client.manager import start_new_kernel

from helpers.paths import ROOT

#: What is clicked, by what it is called in the table; `n` counts the rounds. Opening panels counts as a click, too.
CLICKS: Mapping[str, str] = {
    "a letter typed into the push builder": "text.value = f'hello {n}'",
    "Send in the push builder, card and phone drawn": "push.send_button.click()",
    "an example chosen in the multicast builder: 500 ids": "many.load_example('five_hundred')",
    "Send in the narrowcast builder, view drawn": "narrow.send_button.click()",
    "the clock moved in the world": "world.clock.buttons['minute'].click()",
    "a cell that opens a builder": "lab.builder('push')",
    "a message written on a phone, the bot's answer drawn": "phone.hear({'do': 'write', 'text': f'hi {n}'})",
    "a wall of seven phones drawn": "lab.phones()._repr_html_()",
    "a result card drawn": "push.card._repr_html_()",
}
#: What each may take, in seconds.
GOALS = {**dict.fromkeys(CLICKS, 0.1), "a wall of seven phones drawn": 0.05, "a result card drawn": 0.002}
ROUNDS = 15

_MEASURE = f"""
import json, time
from dataclasses import replace
from statistics import median
from linebot.v3.messaging import ReplyMessageRequest, TextMessage
from helpers import open_lab
from helpers.stub.world.worlds import SHOP
lab = open_lab(replace(SHOP, plan="unlimited", rate_limits=False), lang="en")
push, many, narrow, world = lab.builder("push"), lab.builder("multicast"), lab.builder("narrowcast"), lab.world()
text = push.form.parts["messages"].items[0].fields["text"].control
def bot(event):
    message = TextMessage(text="you said " + event.message.text)
    lab.line_bot_api.reply_message(ReplyMessageRequest(reply_token=event.reply_token, messages=[message]))

phone = lab.phone("小美")
phone.hear({{"do": "ready"}})
lab.run_bot(bot)
assert len(lab.phones().phones) == 7
found = {{}}
for name, click in {dict(CLICKS)!r}.items():
    taken = []
    for n in range({ROUNDS}):
        lab.clock.advance(minutes=2)
        began = time.perf_counter()
        exec(click)
        taken.append(time.perf_counter() - began)
    found[name] = median(taken)
assert push.card.exchange.ok and narrow.card.exchange.ok, (push.card, narrow.card)
assert phone.card is None and "you said hi" in repr(phone), phone
print(json.dumps(found))
"""


def seconds() -> dict[str, float]:
    """The median seconds of each of CLICKS. Raises RuntimeError when the kernel could not do one of them."""
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(ROOT))
    said: list[str] = []
    try:
        reply = client.execute_interactive(_MEASURE, output_hook=lambda message: said.append(_printed(message)))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    if reply["content"]["status"] != "ok":
        raise RuntimeError("\n".join(reply["content"]["traceback"]))
    measured: dict[str, float] = json.loads("".join(said).splitlines()[-1])
    return measured


def _printed(message: Mapping[str, Any]) -> str:
    return str(message["content"]["text"]) if message["msg_type"] == "stream" else ""
