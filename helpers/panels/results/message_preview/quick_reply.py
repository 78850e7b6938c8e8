"""Quick replies: buttons over the input bar, under the newest message of a chat (REF#quick-reply)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helpers.panels.kit.markup import esc, reachable
from helpers.panels.results.message_preview.actions import action_attributes, action_label
from helpers.panels.results.message_preview.context import PreviewContext
from helpers.panels.results.message_preview.pictures import action_sign, icon_picture
from helpers.panels.results.message_preview.shapes import items, keyword, mapping


def quick_replies(message: Mapping[str, Any], context: PreviewContext) -> str:
    """Return the quick reply buttons of a message; "" when it has none."""
    found = [mapping(item) for item in items(mapping(message.get("quickReply")).get("items"))]
    if not found:
        return ""
    title = context.say("phone.quick_reply")
    chips = "".join(_chip(item, context) for item in found)
    words = f'<span class="lab-sr" aria-hidden="true">{esc(title)}</span>'  # where the page has no styles
    return f'<div class="lab-quick" {reachable(title)}>{words}<ul class="lab-chips">{chips}</ul></div>'


def _chip(item: Mapping[str, Any], context: PreviewContext) -> str:
    address, action = item.get("imageUrl"), item.get("action")
    art = icon_picture(address) if address else action_sign(keyword(mapping(action).get("type")))
    return f"<li><span{action_attributes(action, context)}>{art}{esc(action_label(action))}</span></li>"
