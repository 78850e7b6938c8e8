"""One field of a form: a labelled control, and under it one line that says what it is for or what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from helpers.line.strict_json import JsonFault, parse_json
from helpers.line.text_length import utf16_length
from helpers.panels.kit.controls import WHOLE_LABEL, dress
from helpers.panels.kit.markup import esc, rich
from helpers.panels.kit.widgets import HTML, Checkbox, Textarea, TextInput, VBox
from helpers.text import Texts, plain

#: What is wrong inside a part of a form: where, from the part on (``[0].text``; empty for the part itself), and a
#: sentence in which names of code stand between backticks.
Problems = Sequence[tuple[str, str]]

#: More problems of one field than this are counted instead of listed.
PROBLEMS_SHOWN = 3


class FormMember(Protocol):
    """The controls of one member of a request body: a field, or a box of several.

    `value` is the member as JSON data, None to leave it out. `fault` says why it cannot be read (JSON half typed) or
    is empty. `memory` is everything typed into it, readable or not, to go back to.
    """

    memory: Any

    @property
    def value(self) -> Any:
        """The member as JSON data; None to leave it out."""

    @property
    def fault(self) -> str:
        """The reason it cannot be read; empty when it can."""

    def load(self, value: Any) -> None:
        """Show a value. One that does not fit is shown as far as it does: compare `value` afterwards."""

    def complain(self, problems: Problems) -> None:
        """Say what is wrong, beside the control it is wrong in; nothing is, when there are no problems."""

    def on_change(self, callback: Callable[[], object]) -> None:
        """Have `callback` called after every change."""


# How controls hold JSON -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Holding:
    """The way a control's own value means JSON data: `read` it out, `write` it in (whatever the data is)."""

    read: Callable[[Any], Any]
    write: Callable[[Any], Any]


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _number(text: str) -> Any:
    """Return what is typed as a number; anything else stays text, which the SDK then objects to."""
    try:
        value = json.loads(text.strip())
    except (ValueError, RecursionError):  # thousands of brackets
        return text.strip() or None
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else text.strip()


def _list(text: str) -> list[str] | None:
    return [name for part in text.split(",") if (name := part.strip())] or None


#: Text that counts even when it is empty.
TEXT = Holding(read=lambda text: text, write=_as_text)
#: Text that is left out when it is empty.
OPTIONAL = Holding(read=lambda text: text.strip() or None, write=_as_text)
#: A number, typed.
NUMBER = Holding(read=_number, write=lambda value: "" if value is None else json.dumps(value))
#: A list of names, typed with commas between them.
COMMA_LIST = Holding(read=_list, write=lambda value: ", ".join(map(str, value)) if isinstance(value, list) else "")
#: A tick box, left out when it is empty.
TICK = Holding(read=lambda on: on or None, write=lambda value: value is True)


# Fields ---------------------------------------------------------------------------------------------------------


class FormField(VBox):
    """A labelled control; under it one line: help, or what is wrong, and a counter where there is a limit."""

    def __init__(self, control: Any, say: Texts, *, hint: str = "", holding: Holding = TEXT, limit: int = 0) -> None:
        """`hint` may have names of code between backticks; `limit` counts UTF-16 units, as LINE does."""
        self.control = control
        self._say = say
        self._hint = hint
        self._limit = limit
        self._holding = holding
        self._problems: list[str] = []
        self._under = HTML()
        super().__init__([control, self._under])
        self.add_class("lab-field")
        control.observe(lambda _: self._draw(), "value")
        self._draw()

    def __repr__(self) -> str:
        """Return ``<to: 'U0…'>``, and what is wrong, if anything is."""
        wrong = f", {self.error}" if self.error else ""
        return f"<{self.control.description}: {self.control.value!r}{wrong}>"

    @property
    def value(self) -> Any:
        """The field's meaning as JSON data; None to leave it out."""
        return self._holding.read(self.control.value)

    def load(self, value: Any) -> None:
        """Show a value; one that does not fit leaves the field empty."""
        self.control.value = self._holding.write(value)

    @property
    def memory(self) -> Any:
        """The typed text, to the letter."""
        return self.control.value

    @memory.setter
    def memory(self, typed: Any) -> None:
        self.control.value = typed

    @property
    def fault(self) -> str:
        """The reason the typed text cannot be read; empty when it can."""
        return ""

    @property
    def error(self) -> str:
        """The problems, as plain text; empty when there are none."""
        return plain(" ".join(self._wrong()))

    @property
    def hint(self) -> str:
        """The help under the control; an error takes its place."""
        return self._hint

    @hint.setter
    def hint(self, hint: str) -> None:
        self._hint = hint
        self._draw()

    def complain(self, problems: Problems) -> None:
        """Say under the control what is wrong with it."""
        self._problems = [text for _, text in problems]
        self._draw()

    def on_change(self, callback: Callable[[], object]) -> None:
        """Have `callback` called whenever the control's value changes."""
        self.control.observe(lambda _: callback(), "value")

    def _wrong(self) -> list[str]:
        return [self.fault] if self.fault else self._problems

    def _draw(self) -> None:
        wrong = self._wrong()
        self._under.value = self._count() + under(wrong, self._hint, self._say)
        (self.add_class if wrong else self.remove_class)("lab-wrong-field")

    def _count(self) -> str:
        if not self._limit:
            return ""
        used, say = utf16_length(self.control.value), self._say
        words, css = say("form.count", used=used, limit=self._limit), "lab-count"
        if used > self._limit:
            words, css = words + say("form.count_over", over=used - self._limit), "lab-count lab-wrong"
        return f'<span class="{css}">{esc(words)}</span>'


class FieldWithTools(VBox):
    """A part of a form that is one field, with more around it to fill it in. Its meaning is the field's."""

    field: FormField

    @property
    def value(self) -> Any:
        """The field's meaning; None to leave it out."""
        return self.field.value

    def load(self, value: Any) -> None:
        """Show a value in the field."""
        self.field.load(value)

    @property
    def memory(self) -> Any:
        """The typed text."""
        return self.field.memory

    @memory.setter
    def memory(self, typed: Any) -> None:
        self.field.memory = typed

    @property
    def fault(self) -> str:
        """The reason the typed text cannot be read; empty when it can."""
        return self.field.fault

    def complain(self, problems: Problems) -> None:
        """Say under the field what is wrong with it."""
        self.field.complain(problems)

    def on_change(self, callback: Callable[[], object]) -> None:
        """Have `callback` called whenever the field changes."""
        self.field.on_change(callback)


class JsonField(FormField):
    """A field of JSON; a mistake in it is told by line and column, as LINE counts them."""

    def __init__(self, label: str, say: Texts, *, hint: str = "", rows: int = 6) -> None:
        """Begin empty, which leaves the member out."""
        self._read: tuple[str, Any, str] = ("", None, "")
        control = Textarea(description=label, rows=rows, style=WHOLE_LABEL)
        super().__init__(control, say, hint=hint)
        self.add_class("lab-mono")

    @property
    def value(self) -> Any:
        """The JSON data; None when the field is empty or cannot be read."""
        return self._parsed()[1]

    def load(self, value: Any) -> None:
        """Show JSON data, indented; None empties the field."""
        self.control.value = "" if value is None else json.dumps(value, ensure_ascii=False, indent=2)

    @property
    def fault(self) -> str:
        """The place where the JSON goes wrong; empty when it does not."""
        return self._parsed()[2]

    def _parsed(self) -> tuple[str, Any, str]:
        """Return the typed text, its data and its fault, each text read once."""
        text = self.control.value
        if self._read[0] != text:
            self._read = (text, *_read_json(text, self._say))
        return self._read


def _read_json(text: str, say: Texts) -> tuple[Any, str]:
    if not text.strip():
        return None, ""
    try:
        return parse_json(text.encode("utf-8", "replace")), ""
    except JsonFault as fault:
        key = "form.json_fault" if fault.duplicate is None else "form.json_duplicate"
        return None, say(key, line=fault.line, column=fault.column, name=fault.duplicate or "")


def under(wrong: Sequence[str], hint: str, say: Texts) -> str:
    """Return the line under a control: what is wrong, else the help."""
    if not wrong:
        return f'<p class="lab-hint" lang="{esc(say("lang.tag"))}">{rich(hint)}</p>' if hint else ""
    shown = [*wrong[:PROBLEMS_SHOWN]]
    if len(wrong) > PROBLEMS_SHOWN:
        shown.append(say("form.more_problems", count=len(wrong) - PROBLEMS_SHOWN))
    lines = "<br>".join(f"✕ {rich(text)}" for text in shown)
    return f'<p class="lab-hint lab-wrong" lang="{esc(say("lang.tag"))}" aria-live="polite">{lines}</p>'


# The usual ones -------------------------------------------------------------------------------------------------


def text_field(
    label: str, say: Texts, *, hint: str = "", holding: Holding = OPTIONAL, limit: int = 0, example: str = ""
) -> FormField:
    """Return a field of one line of text, with `example` in grey while it is empty."""
    control = TextInput(description=label, placeholder=example, style=WHOLE_LABEL)
    return FormField(control, say, hint=hint, holding=holding, limit=limit)


def area_field(label: str, say: Texts, *, hint: str = "", limit: int = 0, rows: int = 2) -> FormField:
    """Return a field of several lines of text, which count even when there are none."""
    control = Textarea(description=label, rows=rows, style=WHOLE_LABEL)
    return FormField(control, say, hint=hint, limit=limit)


def tick_field(label: str, say: Texts, *, hint: str = "") -> FormField:
    """Return a field with a tick box."""
    field = FormField(Checkbox(description=label, indent=False), say, hint=hint, holding=TICK)
    return dress(field, "lab-indent")
