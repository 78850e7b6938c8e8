"""What goes wrong before LINE answers: what the SDK dropped, and the mistakes one makes in Python (zh-TW, the original)."""

from __future__ import annotations

_DROPPED: dict[str, str] = {
    "dropped.heading": "SDK 丟掉的",
    "dropped.short": "SDK 丟掉了 {names}",
    "dropped.title": "SDK 丟掉了你寫的 {names}",
    "dropped.meaning": "`{place}` 是 `{model}` 物件，它只認得 {known}。其他名字 SDK 不會報錯，直接丟掉。實際送出的是：`{left}`",
    "dropped.meaning_request": "`{model}` 只認得 {known}。其他名字 SDK 不會報錯，直接丟掉。實際送出的是：`{left}`",
    "dropped.todo.from_dict": "字典要先轉成 SDK 的物件：`{field}` 的內容改寫成 `{model}.from_dict({{...}})`，或直接用 `{kind}(...)` 建立。",
    "dropped.todo.base": "`{model}` 只是共用的基底類別，請改用 `{kind}(...)`。",
    "dropped.todo.kind": "`type` 的值不是 SDK 認得的種類。`{model}` 的種類有：{kinds}。",
    "dropped.todo.other": "`{place}` 要放 `{model}`，不是 `{other}`。請改用 `{model}` 的類別來建立。",
    "dropped.todo.wrap": "先把它包進 `{model}`：`{model}({field}={other}(...))`。",
    "dropped.todo.spelling": "把 `{name}` 改成 `{right}=...`。",
    "dropped.todo.everybody": "`{model}` 沒有 `to`：它會送給所有好友。只送給特定的人，請改用有 `to` 的 {takers}。",
    "dropped.todo.filtered": "`{model}` 沒有 `to`：它照 `recipient` 和 `filter` 挑人。已經知道 id，請改用有 `to` 的 {takers}。",
    "dropped.todo.replied": "`{model}` 沒有 `to`：回覆一定送到事件發生的聊天室。要指定收件人，請改用有 `to` 的 {takers}。",
    "dropped.todo.no_to": "`{model}` 沒有 `to`。要指定收件人，請改用有 `to` 的 {takers}。",
    "dropped.todo.home": "`{name}` 不屬於 `{model}`，請移到 `{home}({right}=...)`。",
    "dropped.todo.known": "`{model}` 沒有 `{name}`，它有：{known}。請對照文件改寫。",
}

TEXT: dict[str, str] = {**_DROPPED}
