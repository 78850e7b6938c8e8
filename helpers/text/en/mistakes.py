"""What goes wrong before LINE answers, in English; keys and placeholders must be exactly those of `zh_TW`."""

from __future__ import annotations

_DROPPED: dict[str, str] = {
    "dropped.heading": "Dropped by the SDK",
    "dropped.short": "the SDK dropped {names}",
    "dropped.title": "The SDK dropped {names}",
    "dropped.meaning": "`{place}` is an object of the class `{model}`, which only knows {known}. "
    "The SDK drops every other name without an error. This is what was sent: `{left}`",
    "dropped.meaning_request": "`{model}` only knows {known}. "
    "The SDK drops every other name without an error. This is what was sent: `{left}`",
    "dropped.todo.from_dict": "Turn the dict into an object of the SDK first: give `{field}` the value "
    "`{model}.from_dict({{...}})`, or create it with `{kind}(...)`.",
    "dropped.todo.base": "`{model}` is only the base class. Use `{kind}(...)` instead.",
    "dropped.todo.kind": "The SDK does not know this `type`. The kinds of `{model}` are: {kinds}.",
    "dropped.todo.other": "`{place}` takes an object of `{model}`, not of `{other}`. Create it with one of the classes of `{model}`.",
    "dropped.todo.wrap": "Wrap it in `{model}` first: `{model}({field}={other}(...))`.",
    "dropped.todo.spelling": "Write `{right}=...` instead of `{name}`.",
    "dropped.todo.everybody": "`{model}` has no `to`: it goes to all friends. "
    "To send to certain people only, use one of the classes that have `to`: {takers}.",
    "dropped.todo.filtered": "`{model}` has no `to`: it picks people by `recipient` and `filter`. "
    "If you know the ids, use one of the classes that have `to`: {takers}.",
    "dropped.todo.replied": "`{model}` has no `to`: a reply always goes to the chat of its event. "
    "To choose the recipient, use one of the classes that have `to`: {takers}.",
    "dropped.todo.no_to": "`{model}` has no `to`. To choose the recipient, use one of the classes that have `to`: {takers}.",
    "dropped.todo.home": "`{name}` does not belong to `{model}`. Move it to `{home}({right}=...)`.",
    "dropped.todo.known": "`{model}` has no `{name}`. It has: {known}. Compare it with the documentation.",
}

TEXT: dict[str, str] = {**_DROPPED}
