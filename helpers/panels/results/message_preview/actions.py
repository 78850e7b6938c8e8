"""What a tapped element does: its label, and the attributes by which a living phone finds its action."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from helpers.panels.kit.markup import esc
from helpers.panels.results.message_preview.context import PreviewContext
from helpers.panels.results.message_preview.shapes import mapping, text_of


def action_label(action: object) -> str:
    """Return the words on a button: its label, or what else tells what it does."""
    members = mapping(action)
    named = (members.get(name) for name in ("label", "text", "displayText", "uri", "linkUri", "clipboardText", "type"))
    return next((text for text in map(text_of, named) if text), "…")


def action_attributes(action: object, context: PreviewContext, *, holds_others: bool = False) -> str:
    """Return the HTML attributes of an element with this action; "" for none, or where nothing can be tapped.

    `holds_others`: elements in it can be tapped, too, so that it is no button itself (buttons do not nest).
    """
    members = mapping(action)
    if not members or not context.tappable:
        return ""
    button = "" if holds_others else ' role="button" tabindex="0"'
    return f' data-action="{esc(_as_json(members))}"{button}'


def _as_json(action: Mapping[str, Any]) -> str:
    return text_of(json.dumps(action, ensure_ascii=False, separators=(",", ":"), default=str, skipkeys=True))
