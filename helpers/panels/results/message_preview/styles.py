"""The rules that drawn messages need, and no more: most chats hold texts only, and every output carries its own."""

from __future__ import annotations

from helpers.panels.kit.stylesheets import rules, scoped_style

#: A file of rules, and what in the HTML needs it.
_FILES = {
    "chat_list": ("lab-chat-list",),
    "text_extras": ("lab-mention", "lab-address", "lab-emoji", "lab-unsent", "lab-quick", "lab-face"),
    "messages": ("<svg", "lab-lines", "lab-play", "lab-unknown"),
    "templates": ("lab-rich",),
    "flex": ("lab-flex",),
}


def message_style(html: str, kind: str) -> str:
    """Return the ``<style>`` element for the messages in `html`, an output of this kind; "" when it needs none."""
    needed = [name for name, marks in _FILES.items() if any(mark in html for mark in marks)]
    return scoped_style(kind, rules(*needed)) if needed else ""


def all_message_style(kind: str) -> str:
    """Return the ``<style>`` element for messages of every kind: for a phone that lives and may get any of them."""
    return scoped_style(kind, rules(*_FILES))
