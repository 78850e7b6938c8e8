"""The table of requests so far, in Chinese."""

from __future__ import annotations

TEXT: dict[str, str] = {
    "history.title": "請求的紀錄（最新的在上面）",
    "history.empty": "還沒有任何請求。",
    "history.number": "#",
    "history.time": "時間",
    "history.request": "請求",
    "history.to": "給誰",
    "history.content": "內容",
    "history.to.broadcast": "所有好友",
    "history.to.narrowcast": "符合條件的人",
    "history.to.reply": "回覆權杖的聊天室",
    "history.ids": "{count:,} 個 id",
    "history.more": "＋{count:,}",
    "history.status": "狀態",
    "history.stopped": "誰擋下",
    "history.received": "收到",
    "history.charged": "計 {count:,} 則",
    "history.free": "不計則數",
    "history.older": "還有 {count:,} 筆較早的紀錄沒有列出。",
    "history.repr": "{count} 次請求，最新：{latest}",
    "history.repr_empty": "還沒有任何請求",
}
