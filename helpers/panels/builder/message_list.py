"""The messages of a request: one to five of them, in order, each edited as its kind needs or as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from helpers.examples import samples
from helpers.line import limits
from helpers.line.fields.messages import most_characters
from helpers.panels.kit.controls import button, dress, menu
from helpers.panels.kit.fields import NUMBER, FormField, JsonField, Problems, area_field, text_field, under
from helpers.panels.kit.markup import esc, rich
from helpers.panels.kit.safe_callbacks import Guard, unguarded
from helpers.panels.kit.widgets import HTML, Button, HBox, VBox
from helpers.session.session import Session
from helpers.text import Texts, plain

#: The kind that shows any message, as JSON.
JSON = "json"


def _text(say: Texts) -> FormField:
    label, hint = say("form.message.text"), say("form.message.text.hint")
    return area_field(label, say, hint=hint, limit=most_characters("text", "text"))


def _named(name: str, **options: Any) -> Callable[[Texts], FormField]:
    """Return a maker of fields of one line; label and help are texts ``form.message.<name>``."""

    def make(say: Texts) -> FormField:
        return text_field(say(f"form.message.{name}"), say, hint=say(f"form.message.{name}.hint"), **options)

    return make


def _contents(say: Texts) -> FormField:
    return JsonField(say("form.message.contents"), say, hint=say("form.message.contents.hint"), rows=10)


#: What each kind is edited with, by the names of the message's members.
MESSAGE_KINDS: Mapping[str, Mapping[str, Callable[[Texts], FormField]]] = {
    "text": {"text": _text},
    "sticker": {"packageId": _named("packageId"), "stickerId": _named("stickerId")},
    "image": {"originalContentUrl": _named("originalContentUrl"), "previewImageUrl": _named("previewImageUrl")},
    "location": {
        "title": _named("title", limit=most_characters("location", "title")),
        "address": _named("address", limit=most_characters("location", "address")),
        "latitude": _named("latitude", holding=NUMBER),
        "longitude": _named("longitude", holding=NUMBER),
    },
    "flex": {"altText": _named("altText", limit=most_characters("flex", "altText")), "contents": _contents},
    JSON: {"": lambda say: JsonField(say("form.message.json"), say, hint=say("form.message.json.hint"), rows=8)},
}


def sample(kind: str, session: Session) -> Any:
    """Return a message of this kind that may be sent as it is."""
    made: Mapping[str, Callable[[], Any]] = {
        "text": lambda: samples.text(session),
        "sticker": samples.sticker,
        "image": samples.image,
        "location": lambda: samples.location(session),
        "flex": lambda: samples.flex(session),
        JSON: lambda: samples.question(session),
    }
    return made[kind]()


class Editor:
    """The fields of one kind, and the message they make."""

    def __init__(self, kind: str, message: Any, say: Texts) -> None:
        """Show as much of `message` as the fields hold; `message` afterwards tells whether that was all."""
        self.kind = kind
        self.fields = {name: make(say) for name, make in MESSAGE_KINDS[kind].items()}
        for name, field in self.fields.items():
            field.load(message if kind == JSON else message.get(name))

    @property
    def message(self) -> Any:
        """The message as JSON data."""
        values = {name: field.value for name, field in self.fields.items()}
        if self.kind == JSON:
            return values[""]
        return {"type": self.kind} | {name: value for name, value in values.items() if value is not None}


def editor_for(message: Any, say: Texts) -> Editor:
    """Return the editor of the message's kind if its fields hold all of it, else the one that shows JSON."""
    kind = message.get("type") if isinstance(message, Mapping) else None
    if isinstance(kind, str) and kind in MESSAGE_KINDS and kind != JSON:
        editor = Editor(kind, message, say)
        if _same(editor.message, message):
            return editor
    return Editor(JSON, message, say)


def _same(one: Any, other: Any) -> bool:
    """Return whether two values are alike as JSON: 1, 1.0 and true are three things."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


#: What an item shows, and what was typed for each kind.
ItemContent = tuple[Editor, dict[str, Editor]]


class MessageItem(VBox):
    """One message: its kind, its fields, and the buttons that move or remove it.

    Items stay where they are and hand their contents on: the browser keeps the focus only on what it does not rebuild.
    """

    def __init__(
        self, session: Session, message: Any, on_move: Callable[[MessageItem, int], None], guard: Guard
    ) -> None:
        """`on_move` is told by how many places to move it; 0 means to remove it."""
        self._session, self._say, self._guard = session, session.texts, guard
        self._callbacks: list[Callable[[], object]] = []
        self._problem = HTML()
        self._problems: list[str] = []
        self._taking = False
        self._editors: dict[str, Editor] = {}
        self.editor = self._keep(editor_for(message, self._say))
        kinds = [(self._say(f"form.kind.{kind}"), kind) for kind in MESSAGE_KINDS]
        self.kind = menu(self._say("form.message.kind", number=1), kinds)
        self.kind.value = self.editor.kind
        self.kind.observe(guard(self._change_kind), "value")
        self.up, self.down, self.remove = (
            button(self._say(f"form.{key}"), guard(lambda by=by: on_move(self, by)), "lab-quiet")  # type: ignore[misc]
            for key, by in (("up", -1), ("down", 1), ("remove", 0))
        )
        tools = dress(HBox([self.up, self.down, self.remove]), "lab-tools")
        self._head = dress(HBox([self.kind, tools]), "lab-head")
        super().__init__()
        self.add_class("lab-item")
        self._arrange()

    def __repr__(self) -> str:
        """Return the message as JSON."""
        return f"<{self.kind.description}: {json.dumps(self.value, ensure_ascii=False)}>"

    @property
    def content(self) -> ItemContent:
        """The message with all that is typed for it, which another item may take over."""
        return self.editor, self._editors

    @content.setter
    def content(self, content: ItemContent) -> None:
        self.editor, self._editors = content
        self._taking = True
        self.kind.value = self.editor.kind
        self._taking = False
        self._arrange()

    @property
    def value(self) -> Any:
        """The message as JSON data."""
        return self.editor.message

    @property
    def fields(self) -> Mapping[str, FormField]:
        """The fields on the screen, by the names of the message's members; "" for a message shown as JSON."""
        return self.editor.fields

    @property
    def fault(self) -> str:
        """The reason what is typed cannot be read; empty when it can."""
        return next((field.fault for field in self.fields.values() if field.fault), "")

    @property
    def error(self) -> str:
        """What is wrong with the message as a whole, as plain text."""
        return plain(" ".join(self._problems))

    def on_change(self, callback: Callable[[], object]) -> None:
        """Have `callback` called whenever the message changes."""
        self._callbacks.append(callback)

    def place(self, number: int, last: bool) -> None:
        """Say which message it is, from 1."""
        self.kind.description = self._say("form.message.kind", number=number)
        self.up.disabled, self.down.disabled = number == 1, last
        for tool, key in ((self.up, "up"), (self.down, "down"), (self.remove, "remove")):
            tool.tooltip = self._say(f"form.{key}.tip", number=number)

    def complain(self, problems: Problems) -> None:
        """Say what is wrong, each at the field it is wrong in."""
        rest = list(problems)
        for name, field in self.fields.items():
            mine = [problem for problem in rest if not name or _first(problem[0]) == name]
            field.complain(mine)
            rest = [problem for problem in rest if problem not in mine]
        self._problems = [text for _, text in rest]
        self._problem.value = under(self._problems, "", self._say)

    def _keep(self, editor: Editor) -> Editor:
        """Keep an editor, and so what is typed for its kind, while another kind is looked at."""
        for field in editor.fields.values():
            field.on_change(self._changed)
        self._editors[editor.kind] = editor
        return editor

    def _changed(self) -> None:
        for callback in self._callbacks:
            callback()

    def _change_kind(self) -> None:
        if self._taking:
            return
        kind = self.kind.value
        self.editor = self._editors.get(kind) or self._keep(self._converted(kind))
        self._arrange()
        self._changed()

    def _converted(self, kind: str) -> Editor:
        """Return an editor of the message as it is, if it can be edited as this kind; else of a sample."""
        message = None if self.fault else self.value
        if kind == JSON and message is not None:
            return Editor(JSON, message, self._say)
        editor = editor_for(message, self._say)
        return editor if editor.kind == kind else Editor(kind, sample(kind, self._session), self._say)

    def _arrange(self) -> None:
        fields = list(self.fields.values())
        shown = fields if len(fields) == 1 else [dress(HBox(fields), "lab-row")]
        if self.editor.kind == "flex":  # its JSON wants the whole width
            shown = fields
        self._problems, self._problem.value = [], ""
        self.children = [self._head, *shown, self._problem]


class MessageList(VBox):
    """All messages of a request. There may be none, or too many: the SDK says so, here and when it is sent."""

    def __init__(self, session: Session, guard: Guard = unguarded) -> None:
        """Begin without messages."""
        self._session, self._say, self._guard = session, session.texts, guard
        self._callbacks: list[Callable[[], object]] = []
        self._head, self._under = HTML(), HTML()
        self._problems: list[str] = []
        self.items: tuple[MessageItem, ...] = ()
        self._slots: list[MessageItem] = []
        self._listed = dress(VBox(), "lab-messages")
        self.add_button = button(self._say("form.add"), guard(self._add), tip=self._say("form.add.tip"))
        self._tools = dress(HBox([self.add_button]), "lab-tools")
        super().__init__([self._head, self._listed, self._under, self._tools])
        self.add_class("lab-messages")
        self._arrange()

    def __repr__(self) -> str:
        """Return how many messages there are, and how many there may be."""
        return self._say("form.messages.count", count=len(self.items), limit=limits.MESSAGES_MAX)

    @property
    def value(self) -> list[Any]:
        """The messages as JSON data."""
        return [item.value for item in self.items]

    def load(self, value: Any) -> None:
        """Show these messages; anything but a list shows none."""
        messages = value if isinstance(value, list) else []
        self._show([self._item(message).content for message in messages])

    @property
    def memory(self) -> Any:
        """The contents of the items, with all that is typed in them."""
        return self._contents

    @memory.setter
    def memory(self, contents: Any) -> None:
        self._show(contents)

    @property
    def _contents(self) -> list[ItemContent]:
        return [item.content for item in self.items]

    @property
    def fault(self) -> str:
        """The reason one of the messages cannot be read; empty when all can."""
        faults = ((number, item.fault) for number, item in enumerate(self.items, 1))
        return next((self._say("form.in_message", number=n, fault=fault) for n, fault in faults if fault), "")

    @property
    def error(self) -> str:
        """What is wrong with the list as a whole, as plain text."""
        return plain(" ".join(self._problems))

    def complain(self, problems: Problems) -> None:
        """Say what is wrong, each in its message; what concerns the list, under the list."""
        found = [(re.match(r"\[(\d+)\]\.?(.*)", path), path, text) for path, text in problems]
        for index, item in enumerate(self.items):
            item.complain([(match[2], text) for match, _, text in found if match and int(match[1]) == index])
        self._problems = [text for match, _, text in found if not match]
        self._under.value = under(self._problems, "", self._say)

    def on_change(self, callback: Callable[[], object]) -> None:
        """Have `callback` called whenever a message changes, comes, goes or moves."""
        self._callbacks.append(callback)

    def _item(self, message: Any) -> MessageItem:
        item = MessageItem(self._session, message, self._move, self._guard)
        item.on_change(self._changed)
        return item

    def _add(self) -> None:
        self._show([*self._contents, self._item(sample("text", self._session)).content])

    def _move(self, item: MessageItem, by: int) -> None:
        """Move a message, or remove it (0). The focus goes with it, or to what is now in its place."""
        contents, index = self._contents, self.items.index(item)
        content = contents.pop(index)
        if by:
            contents.insert(max(0, index + by), content)
        left = len(contents)
        goal = self.items[max(0, min(index + by, left - 1))]
        self._show(contents, focus=lambda: _button_to_focus(goal, by, left) if left else self.add_button)

    def _show(self, contents: Sequence[ItemContent], focus: Callable[[], Button] | None = None) -> None:
        """Show these messages in the items there are, and in new ones; `focus` gets the focus before one goes."""
        while len(self._slots) < len(contents):
            self._slots.append(self._item(sample("text", self._session)))
        for number, (item, content) in enumerate(zip(self._slots, contents, strict=False), 1):
            if item.content != content:
                item.content = content
            item.place(number, last=number == len(contents))
        self.items = tuple(self._slots[: len(contents)])
        if focus is not None:
            focus().focus()
        self._arrange()
        self._changed()

    def _arrange(self) -> None:
        say, count = self._say, len(self.items)
        words = say("form.messages.count", count=count, limit=limits.MESSAGES_MAX)
        over = not limits.MESSAGES_MIN <= count <= limits.MESSAGES_MAX
        counted = f'<span class="lab-count{" lab-wrong" if over else ""}">{esc(words)}</span>'
        lang = esc(say("lang.tag"))
        self._head.value = f'<p class="lab-label" lang="{lang}">{rich(say("form.messages"))} {counted}</p>'
        self._listed.children = self.items

    def _changed(self) -> None:
        for callback in self._callbacks:
            callback()


def _button_to_focus(item: MessageItem, by: int, count: int) -> Button:
    """Return the button that was pressed, in the item the message is in now; at an end, the one that leads back."""
    if not by:
        return item.remove
    at_end = item.up.disabled if by < 0 else item.down.disabled
    return (item.down if by < 0 else item.up) if at_end and count > 1 else (item.up if by < 0 else item.down)


def _first(path: str) -> str:
    """Return the first step of a path: ``contents`` of ``contents.body[0]``."""
    found: Sequence[str] = re.findall(r"[^.\[\]]+", path)
    return found[0] if found else ""
