"""The controls of a single condition: pick values, set bounds, name an audience, or edit JSON as it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.line.condition_tree import NAMED, ONE_OF, RANGE_CONDITIONS, VALUES, Tree, TreeKind, bound_number, readable
from helpers.panels.kit.controls import button, menu, shown
from helpers.panels.kit.safe_callbacks import Guard
from helpers.panels.kit.widgets import Checkbox, HBox, Label, Textarea, TextInput
from helpers.targeting.condition_sources import SourceOption, Sources
from helpers.targeting.condition_wording import value_text
from helpers.text import Texts


@dataclass(frozen=True)
class Host:
    """The panel that controls are in, as they need it: language, what there is to choose from, whom to tell."""

    say: Texts
    sources: Callable[[], Sources]
    changed: Callable[[], None]
    guard: Guard

    def watch(self, control: Any, callback: Callable[[Any], None]) -> None:
        """Have `callback` called with each new value of `control`."""
        control.observe(self.guard(lambda: callback(control.value)), "value")

    def button(self, label: str, callback: Callable[[], object], *looks: str, tip: str = "") -> Any:
        """Return a button that does `callback`."""
        return button(label, self.guard(callback), *looks, tip=tip)


class ConditionControls(HBox):
    """The controls of one condition; `data` is the condition as JSON, kept as it came until somebody edits it."""

    def __init__(self, data: Any, host: Host) -> None:
        """Show `data`; `host` is told of every edit."""
        self.data = data
        self._host = host
        self._say = host.say
        super().__init__()
        self.add_class("lab-fields")

    @property
    def broken_at(self) -> tuple[int, int] | None:
        """Line and column of the mistake in typed JSON; None without one."""
        return None

    def sources_changed(self, sources: Sources) -> None:
        """Offer other audiences or earlier narrowcasts to choose from."""

    def _edit(self, **members: Any) -> None:
        """Set these members, and leave out those that are None."""
        data = {**self.data, **members}
        self.data = {name: value for name, value in data.items() if value is not None}
        self._host.changed()

    def _title(self) -> Any:
        return Label(self._say(f"narrowcast.type.{self.data['type']}")).add_class("lab-kind")


class CheckFields(ConditionControls):
    """A few values, one box each: gender, appType."""

    def __init__(self, data: Tree, host: Host) -> None:
        """Tick the boxes that `data` names."""
        super().__init__(data, host)
        kind, chosen = str(data["type"]), data.get("oneOf") or ()
        self.boxes = {value: self._box(kind, value, value in chosen) for value in VALUES[kind]}
        self.children = (self._title(), *self.boxes.values())

    def _box(self, kind: str, value: str, ticked: bool) -> Checkbox:
        box = Checkbox(ticked, description=value_text(kind, value, self._say), indent=False)
        self._host.watch(box, lambda ticked: self._ticked(value, ticked))
        return box

    def _ticked(self, value: str, ticked: bool) -> None:
        others = [other for other in self.data.get("oneOf") or () if other != value]
        self._edit(oneOf=[*others, value] if ticked else others)


class ListFields(ConditionControls):
    """Some of many values, one button each to take it out again: area."""

    def __init__(self, data: Tree, host: Host) -> None:
        """Show the values chosen so far as buttons."""
        super().__init__(data, host)
        self.menu = menu(self._say("narrowcast.field.area"), [(self._name(v), v) for v in VALUES[str(data["type"])]])
        self.add_button = host.button(
            self._say("narrowcast.field.add"), lambda: self._choose([*self._chosen, self.menu.value])
        )
        self._draw()

    @property
    def _chosen(self) -> Sequence[str]:
        return list(self.data.get("oneOf") or ())

    def _name(self, value: str) -> str:
        """Return the name of a place, outside Taiwan with its country: the list is long."""
        name = value_text("area", value, self._say)
        country = f"narrowcast.country.{value.partition('_')[0]}"
        return self._say("narrowcast.field.abroad", country=self._say(country), name=name) if _abroad(value) else name

    def _choose(self, values: Sequence[str]) -> None:
        self.data = {**self.data, "oneOf": list(dict.fromkeys(values))}
        self._draw()
        self._host.changed()

    def _draw(self) -> None:
        self.chips = {value: self._chip(value) for value in self._chosen}
        self.children = (self.menu, self.add_button, HBox(list(self.chips.values())).add_class("lab-chips"))

    def _chip(self, value: str) -> Any:
        name = value_text("area", value, self._say)
        tip = self._say("narrowcast.field.drop", name=name)
        return self._host.button(f"{name} ✕", lambda: self._dropped(value), "lab-chip", tip=tip)

    def _dropped(self, value: str) -> None:
        self._choose([other for other in self._chosen if other != value])
        self.add_button.focus()  # the button that had it is gone


class RangeFields(ConditionControls):
    """A lower bound, an upper bound, or both: age, subscriptionPeriod."""

    def __init__(self, data: Tree, host: Host) -> None:
        """Set the bounds that `data` has."""
        super().__init__(data, host)
        self.low, self.high = self._bound("gte"), self._bound("lt")
        self.children = (self.low, self.high)

    def _bound(self, member: str) -> Any:
        kind = str(self.data["type"])
        options = [(self._say("narrowcast.field.any"), "")]  # to ipywidgets None means that nothing is chosen
        options += [(self._say(f"narrowcast.{kind}.value", count=bound_number(v)), v) for v in VALUES[kind]]
        bounds = menu(self._say(f"narrowcast.field.{kind}.{member}"), options)
        bounds.value = self.data.get(member) or ""
        self._host.watch(bounds, lambda bound: self._edit(**{member: bound or None}))
        return bounds


class NamedFields(ConditionControls):
    """One audience, or one earlier narrowcast: chosen from those there are, or its id typed."""

    def __init__(self, data: Tree, host: Host) -> None:
        """Choose the one in `data` when it is offered; else put its id into the field."""
        super().__init__(data, host)
        self._kind = str(data["type"])
        self.menu = menu(self._say(f"narrowcast.type.{self._kind}"), []).add_class("lab-name")
        placeholder = self._say("narrowcast.field.id")
        self.typed = TextInput(
            description=NAMED[self._kind], placeholder=placeholder, style={"description_width": "initial"}
        )
        self._quiet = False
        host.watch(self.menu, self._picked)
        host.watch(self.typed, self._typed)
        self.children = (self.menu, self.typed)
        self.sources_changed(host.sources())

    def sources_changed(self, sources: Sources) -> None:
        """Offer these; what is chosen or typed stays."""
        value = self.data.get(NAMED[self._kind])
        choices = sources.of(self._kind)
        self._quiet = True  # setting options sets the value, too
        try:
            self.menu.options = [
                *((self._label(c), c.value) for c in choices),
                (self._say("narrowcast.field.other"), ""),
            ]
            self.menu.value = value if value in [choice.value for choice in choices] else ""
            self.typed.value = "" if value is None else str(value)
        finally:
            self._quiet = False
        self._show_typed()

    def _label(self, choice: SourceOption) -> str:
        state = self._say(f"narrowcast.state.{choice.state}") if choice.state else ""
        shown = choice.name if self._kind == "redelivery" else f"{choice.name} · {choice.value}"
        return self._say("narrowcast.field.choice", name=shown, state=state) if state else shown

    def _show_typed(self) -> None:
        shown(self.typed, not self.menu.value)

    def _picked(self, value: int | str) -> None:
        if self._quiet:
            return
        self._show_typed()
        self._edit(**{NAMED[self._kind]: value or self._id(self.typed.value)})

    def _typed(self, text: str) -> None:
        if not self._quiet:
            self._edit(**{NAMED[self._kind]: self._id(text)})

    def _id(self, text: str) -> int | str | None:
        """Return an id as the wire has it: a number for an audience. Anything else is left for the SDK to refuse."""
        text = text.strip()
        return int(text) if self._kind == "audience" and text.isascii() and text.isdigit() else text or None


class JsonFields(ConditionControls):
    """A condition the other controls cannot show, as JSON: nothing of a loaded request is lost."""

    def __init__(self, data: Any, host: Host) -> None:
        """Show `data`, which is any JSON."""
        super().__init__(data, host)
        text = json.dumps(data, ensure_ascii=False, indent=1)
        self.text = Textarea(text, description="JSON", rows=min(8, text.count("\n") + 2))
        self.text.add_class("lab-mono")
        host.watch(self.text, self._typed)
        self._broken_at: tuple[int, int] | None = None
        self.children = (self.text,)

    @property
    def broken_at(self) -> tuple[int, int] | None:
        """Line and column of the mistake in the JSON; None without one. The condition stays what it last was."""
        return self._broken_at

    def _typed(self, text: str) -> None:
        self._broken_at = None
        try:
            self.data = json.loads(text)
        except json.JSONDecodeError as error:
            self._broken_at = (error.lineno, error.colno)
        except RecursionError:  # brackets by the thousand
            self._broken_at = (1, 1)
        self._host.changed()


def fields_of(data: Any, kind: TreeKind, host: Host) -> ConditionControls:
    """Return the controls that suit a condition; JSON for one that is odd or not of this `kind` of tree."""
    if not readable(data, kind):
        return JsonFields(data, host)
    name = str(data["type"])
    if name in RANGE_CONDITIONS:
        return RangeFields(data, host)
    if name in ONE_OF:
        return (ListFields if name == "area" else CheckFields)(data, host)
    return NamedFields(data, host)


def _abroad(area: str) -> bool:
    return not area.startswith("tw_")
