"""The table of requests so far, in English."""

from __future__ import annotations

TEXT: dict[str, str] = {
    "history.title": "Requests so far (newest first)",
    "history.empty": "No requests yet.",
    "history.number": "#",
    "history.time": "Time",
    "history.request": "Request",
    "history.to": "To",
    "history.content": "Content",
    "history.to.broadcast": "all friends",
    "history.to.narrowcast": "people who match",
    "history.to.reply": "the reply token's chat",
    "history.ids": "{count:,} ids",
    "history.more": " +{count:,}",
    "history.status": "Status",
    "history.stopped": "Who stopped it",
    "history.received": "Received",
    "history.charged": "{count:,} counted",
    "history.free": "not counted",
    "history.older": "Earlier requests not listed: {count:,}.",
    "history.repr": "{count} requests, newest: {latest}",
    "history.repr_empty": "no requests yet",
}
