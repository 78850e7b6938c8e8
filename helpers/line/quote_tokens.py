"""Which messages can be quoted (DOC/get-quote-tokens/)."""

from __future__ import annotations

#: Types of messages that carry a ``quoteToken``: in the answer to a send, and in the webhook of what a person sent.
QUOTABLE = frozenset({"text", "textV2", "sticker", "image", "video", "template", "flex"})
