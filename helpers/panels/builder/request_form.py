"""The body of a request as a form, made from the SDK's request model; or as JSON, when a form cannot hold it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from helpers.line import limits
from helpers.line.send_methods import SendMethod
from helpers.panels.builder.message_list import MessageList
from helpers.panels.builder.recipient_pickers import ManyPicker, TokenPicker, target_picker
from helpers.panels.kit.controls import dress
from helpers.panels.kit.fields import COMMA_LIST, NUMBER, FormMember, JsonField, Problems, text_field, tick_field
from helpers.panels.kit.markup import esc
from helpers.panels.kit.safe_callbacks import Guard, unguarded
from helpers.panels.kit.widgets import HTML, HBox, ToggleButton, VBox
from helpers.sdk.schema import Field as ModelField
from helpers.sdk.schema import fields as model_fields
from helpers.session.draft import FieldProblem
from helpers.session.session import Session

#: The order of a form: to whom, what, and how; members named nowhere come last, as JSON.
ORDER = (
    "replyToken", "to", "recipient", "filter", "limit", "messages", "notificationDisabled", "customAggregationUnits",
)  # fmt: skip
#: Members that share the form's last row.
LAST_ROW = frozenset({"customAggregationUnits"})


def _silent(session: Session, guard: Guard) -> FormMember:
    return tick_field(session.texts("form.silent"), session.texts, hint=session.texts("form.silent.hint"))


def _unit(session: Session, guard: Guard) -> FormMember:
    say = session.texts
    hint = say("form.unit.hint", length=limits.AGGREGATION_UNIT_LENGTH)
    return text_field(say("form.unit"), say, hint=hint, holding=COMMA_LIST)


class LimitField(VBox):
    """How many a narrowcast may reach (REF#send-narrowcast-limit)."""

    def __init__(self, session: Session, guard: Guard = unguarded) -> None:
        """Begin without a limit."""
        say = session.texts
        self.fields = {
            "max": text_field(say("form.limit.max"), say, hint=say("form.limit.max.hint"), holding=NUMBER),
            **{
                name: tick_field(say(f"form.limit.{name}"), say, hint=say(f"form.limit.{name}.hint"))
                for name in ("upToRemainingQuota", "forbidPartialDelivery")
            },
        }
        most, *switches = self.fields.values()
        super().__init__([dress(HBox([most, dress(VBox(switches), "lab-field")]), "lab-row")])

    @property
    def value(self) -> Any:
        """The limit object; None for no limit."""
        return {name: f.value for name, f in self.fields.items() if f.value is not None} or None

    def load(self, value: Any) -> None:
        """Show a limit object."""
        for name, field in self.fields.items():
            field.load(value.get(name) if isinstance(value, Mapping) else None)

    @property
    def memory(self) -> Any:
        """What is typed in each field."""
        return {name: field.memory for name, field in self.fields.items()}

    @memory.setter
    def memory(self, typed: Any) -> None:
        for name, field in self.fields.items():
            field.memory = typed[name]

    @property
    def fault(self) -> str:
        """The empty text: whatever is typed can be read."""
        return ""

    def complain(self, problems: Problems) -> None:
        """Say what is wrong under the field it is wrong in; what concerns the whole, under the first."""
        for name, field in self.fields.items():
            field.complain([p for p in problems if p[0] == name or (not p[0] and name == "max")])

    def on_change(self, callback: Callable[[], object]) -> None:
        """Have `callback` called whenever the limit changes."""
        for field in self.fields.values():
            field.on_change(callback)


def _conditions(session: Session, name: str, guard: Guard) -> FormMember:
    from helpers.panels.narrowcast.condition_editor import ConditionsField  # the other methods' builders do without

    return ConditionsField(session, name, guard)


_PARTS: Mapping[str, Callable[[Any, Guard], FormMember]] = {
    "replyToken": TokenPicker,
    "messages": MessageList,
    "recipient": lambda session, guard: _conditions(session, "recipient", guard),
    "filter": lambda session, guard: _conditions(session, "filter", guard),
    "limit": LimitField,
    "notificationDisabled": _silent,
    "customAggregationUnits": _unit,
}


def _part(session: Session, field: ModelField, guard: Guard) -> FormMember:
    """Return what edits one member of the body."""
    if field.alias == "to":
        return ManyPicker(session, guard) if field.high else target_picker(session, guard)
    if field.alias in _PARTS:
        return _PARTS[field.alias](session, guard)
    return JsonField(field.alias, session.texts, rows=3)


class RequestForm(VBox):
    """The parts of a body, or the body as JSON. What is loaded is shown whole: what parts cannot hold, as JSON."""

    def __init__(self, session: Session, method: SendMethod, guard: Guard = unguarded, *beside: Any) -> None:
        """Make an empty form for this method; `beside` are widgets of its last row that are no members of the body."""
        self._say = session.texts
        self._beside = beside
        self._callbacks: list[Callable[[], object]] = []
        self._quiet = 0
        model: Any = method.request_class
        members = sorted(model_fields(model), key=lambda field: _place(field.alias))
        self.parts: dict[str, FormMember] = {field.alias: _part(session, field, guard) for field in members}
        self.json = JsonField(self._say("form.body"), self._say, hint=self._say("form.body.hint"), rows=14)
        self.json_button = dress(ToggleButton(description=self._say("form.as_json")), "lab-quiet")
        self.json_button.observe(guard(self._toggle), "value")
        self._stays = HTML()
        self._tools = dress(HBox([self._stays, self.json_button]), "lab-tools", "lab-corner")
        self._last = dress(HBox(), "lab-row")
        super().__init__()
        self.add_class("lab-form-body")
        for part in (*self.parts.values(), self.json):
            part.on_change(self._changed)
        self._arrange()

    def __repr__(self) -> str:
        """Return the body as JSON."""
        return json.dumps(self.body, ensure_ascii=False)

    @property
    def as_json(self) -> bool:
        """Whether the body is shown as JSON; may be set."""
        return bool(self.json_button.value)

    @as_json.setter
    def as_json(self, on: bool) -> None:
        self.json_button.value = on

    @property
    def body(self) -> Mapping[str, Any]:
        """The body as JSON data; only meaningful while nothing is at `fault`."""
        if self.as_json:
            return self.json.value if isinstance(self.json.value, dict) else {}
        return {name: value for name, part in self.parts.items() if (value := part.value) is not None}

    @property
    def fault(self) -> str:
        """The reason the body cannot be read; empty when it can."""
        if self.as_json:
            return self._json_fault
        return next((part.fault for part in self.parts.values() if part.fault), "")

    @property
    def _json_fault(self) -> str:
        if self.json.fault or isinstance(self.json.value, dict):
            return self.json.fault
        return self._say("form.body_object")

    @property
    def faults(self) -> dict[str, str]:
        """The faults by the name of the member; "" for a body shown as JSON."""
        if self.as_json:
            return {"": self.fault} if self.fault else {}
        return {name: part.fault for name, part in self.parts.items() if part.fault}

    def load(self, body: Mapping[str, Any]) -> None:
        """Show a body: in the form if it can hold all of it, else as JSON."""
        with self._silently():
            self._fill(body)
            fits = says_the_same(self._formed(), body)
            if not fits:
                self.json.load(body)
            self.json.hint = self._say("form.body.hint" if fits else "form.body_stays")
            self.as_json = not fits
        self._changed()

    @property
    def memory(self) -> Any:
        """Everything typed, readable or not."""
        return self.as_json, self.json.memory, {name: part.memory for name, part in self.parts.items()}

    @memory.setter
    def memory(self, memory: Any) -> None:
        as_json, text, parts = memory
        with self._silently():
            for name, typed in parts.items():
                self.parts[name].memory = typed
            self.json.memory = text
            self.as_json = as_json
        self._changed()

    def complain(self, problems: list[tuple[FieldProblem, str]]) -> list[str]:
        """Say each problem where it belongs; returns the sentences that have no place here."""
        placed: dict[str, list[tuple[str, str]]] = {}
        for problem, text in problems:
            member, rest = _split(problem.path)
            placed.setdefault("" if self.as_json else member, []).append((rest, text))
        of_json = placed.pop("", []) if self.as_json else []
        self.json.complain([("", self.fault)] if self.as_json and self.fault else of_json)
        for name, part in self.parts.items():
            part.complain(placed.pop(name, []))
        return [text for left in placed.values() for _, text in left]

    def refresh(self) -> None:
        """Ask anew for what the menus offer; what is chosen or typed stays."""
        with self._silently():
            for part in self.parts.values():
                if hasattr(part, "refresh"):
                    part.refresh()

    def on_change(self, callback: Callable[[], object]) -> None:
        """Have `callback` called after every change."""
        self._callbacks.append(callback)

    @contextmanager
    def _silently(self) -> Iterator[None]:
        self._quiet += 1
        try:
            yield
        finally:
            self._quiet -= 1

    def _changed(self) -> None:
        if not self._quiet:
            for callback in self._callbacks:
                callback()

    def _formed(self) -> Mapping[str, Any]:
        return {name: value for name, part in self.parts.items() if (value := part.value) is not None}

    def _fill(self, body: Mapping[str, Any]) -> None:
        for name, part in self.parts.items():
            part.load(body.get(name))

    def _toggle(self) -> None:
        """Change between form and JSON after the button was pressed or `as_json` set."""
        if not self._quiet:
            self._stays.value = ""
            with self._silently():
                if self.as_json:
                    self.json.load(self._formed())
                    self.json.hint = self._say("form.body.hint")
                else:
                    self._leave_json()
        self._arrange()
        self._changed()

    def _leave_json(self) -> None:
        """Go back to the form if it can hold what the JSON says; else keep the JSON and say why."""
        body, memory = self.json.value, {name: part.memory for name, part in self.parts.items()}
        if not self._json_fault:
            self._fill(body)
            if says_the_same(self._formed(), body):
                return
            for name, typed in memory.items():
                self.parts[name].memory = typed
            self.json.hint = self._say("form.body_stays")
        said = esc(self._say("form.stays.broken" if self._json_fault else "form.stays"))
        self._stays.value = f'<p class="lab-said" role="status" aria-live="polite">{said}</p>'
        self.as_json = True

    def _arrange(self) -> None:
        self.json_button.description = self._say("form.as_form" if self.as_json else "form.as_json")
        parts = [("", self.json)] if self.as_json else list(self.parts.items())
        tall: list[Any] = [part for name, part in parts if name not in LAST_ROW]
        last = [*(part for name, part in parts if name in LAST_ROW), *self._beside]
        self._last.children = last
        self.children = [self._tools, *tall, *([self._last] if last else [])]


def _place(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def _split(path: str) -> tuple[str, str]:
    """Return member and rest: ``messages[0].text`` → ``messages``, ``[0].text``; ``limit.max`` → ``limit``, ``max``."""
    found = re.match(r"\w*", path)
    member = found[0] if found else ""
    return member, path[len(member) :].removeprefix(".")


def says_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether two bodies ask for the same; 1, 1.0 and true are three things, a missing false is a false."""
    return _plain(one) == _plain(other)


def _plain(body: Mapping[str, Any]) -> str:
    said = {name: value for name, value in body.items() if (name, value) != ("notificationDisabled", False)}
    return json.dumps(said, sort_keys=True)
