"""To whom: pick a person, a group or an event's reply token by name, or type the id; for many, paste a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from helpers.examples import samples
from helpers.examples.starters import token_asked_for
from helpers.line import limits
from helpers.line.timestamps import from_ms
from helpers.panels.kit.controls import button, dress, menu
from helpers.panels.kit.fields import FieldWithTools, FormField, text_field
from helpers.panels.kit.markup import esc
from helpers.panels.kit.safe_callbacks import Guard, unguarded
from helpers.panels.kit.time_words import span_words
from helpers.panels.kit.widgets import HTML, HBox, Textarea, ToggleButton
from helpers.session.session import Session
from helpers.settings import USER
from helpers.text import Texts

#: Older events are left out of the menu.
EVENTS_SHOWN = 20
#: A message in a menu is cut to so many characters.
WORDS_SHOWN = 18


class PickerOption(NamedTuple):
    """A line of a menu and the value it has."""

    label: str
    value: str


# What there is to choose from -----------------------------------------------------------------------------------


class Person(NamedTuple):
    """Somebody who can be picked by name; `state` is the relation to the account, in words."""

    name: str
    state: str
    user_id: str


def known_people(session: Session) -> list[Person]:
    """Return the named people; live, only the tester, and only if `.env` says who that is."""
    if not session.sees_people:
        me = session.far_end.test_user_id
        return [Person(session.texts("form.you"), USER, me)] if me else []
    people, now = session.platform.people, session.platform.now()
    return [
        Person(
            session.texts.name(people.name(row)),
            session.texts(f"form.state.{people.standing(row, now)}"),
            people.user_id(row),
        )
        for row in people.named_rows
    ]


def person_choices(session: Session) -> list[PickerOption]:
    """Return the named people, each with their relation to the account."""
    return [
        PickerOption(session.texts("form.person", name=p.name, state=p.state), p.user_id) for p in known_people(session)
    ]


def known_chats(session: Session) -> list[PickerOption]:
    """Return the groups and rooms, with whether the bot is in; none when live."""
    if not session.sees_people:
        return []
    say = session.texts
    return [
        PickerOption(
            say("form.group" if chat.bot_in else "form.group_out", name=say.name(chat.title), count=len(chat.members)),
            chat.id,
        )
        for chat in session.platform.people.chats.values()
    ]


def reply_tokens(session: Session) -> list[PickerOption]:
    """Return the events with a reply token, newest first, each with its age and whether the token may be used."""
    events = [event for event in reversed(session.events) if getattr(event, "reply_token", None)][:EVENTS_SHOWN]
    tokens = {event.reply_token: event for event in reversed(events)}  # a redelivered event has the token it had
    return [PickerOption(_event_words(session, event), token) for token, event in reversed(tokens.items())]


def _event_words(session: Session, event: Any) -> str:
    say = session.texts
    words = {"who": _sender(session, event), "what": _said(event, say), "age": _age(session, event)}
    state = token_state(session, event.reply_token)
    return say("form.event", **words) + (say("form.event_state", state=state) if state else "")


def token_state(session: Session, token: str) -> str:
    """Return whether a reply token may be used, in a few words; empty when live, where only LINE knows."""
    if not session.sees_people:
        return ""
    return session.texts(f"form.token.{session.platform.reply_tokens.state(token, session.platform.now())}")


def _sender(session: Session, event: Any) -> str:
    people, say = session.platform.people, session.texts
    user_id = getattr(event.source, "user_id", None) or ""
    row = people.row(user_id)
    chat = people.chats.get(getattr(event.source, "group_id", None) or getattr(event.source, "room_id", None) or "")
    who = say.name(people.name(row)) if row is not None else user_id[:5] or "?"
    return say("form.in_group", who=who, group=say.name(chat.title)) if chat else who


def _said(event: Any, say: Texts) -> str:
    message = getattr(event, "message", None)
    text = getattr(message, "text", None)
    if isinstance(text, str):
        line = " ".join(text.split())
        return say("form.quoted", text=line if len(line) <= WORDS_SHOWN else line[:WORDS_SHOWN] + "…")
    return str(getattr(message, "type", None) or event.type)


def _age(session: Session, event: Any) -> str:
    span = session.clock.now() - from_ms(event.timestamp)
    if span < timedelta(seconds=1):
        return session.texts("form.now")
    return session.texts("form.age", span=span_words(span, session.texts))


# One target -----------------------------------------------------------------------------------------------------


class Picker(FieldWithTools):
    """A menu of what is known, and the field that says what is sent: each follows the other."""

    def __init__(
        self,
        label: str,
        field: FormField,
        choices: Callable[[], Sequence[PickerOption]],
        say: Texts,
        guard: Guard = unguarded,
    ) -> None:
        """`choices` is asked again at every `refresh`."""
        self.field = field
        self._choices = choices
        self._say = say
        self._following = False
        self.menu = menu(label, [])
        dress(self.menu, "lab-field")
        super().__init__([dress(HBox([self.menu, field]), "lab-row")])
        self.refresh()
        self.menu.observe(guard(self._menu_moved), "value")
        field.control.observe(guard(self._follow), "value")

    def __repr__(self) -> str:
        """Return the line of its field."""
        return repr(self.field)

    @property
    def choices(self) -> list[PickerOption]:
        """What stands in the menu, without the line for typing."""
        return [PickerOption(*option) for option in self.menu.options if option[1]]

    def refresh(self) -> None:
        """Ask again what there is to choose from; what is chosen or typed stays."""
        options = [(self._say("form.type_it"), ""), *self._choices()]
        if tuple(options) != tuple(self.menu.options):
            self._following = True
            self.menu.options = options
            self._following = False
        self._follow()

    def pick(self, value: str) -> None:
        """Choose a value, as in the menu."""
        self.field.control.value = value

    def _menu_moved(self) -> None:
        if self.menu.value and not self._following:
            self.field.control.value = self.menu.value

    def _follow(self) -> None:
        typed = self.field.control.value.strip()
        known = [value for _, value in self.menu.options]
        self._following = True
        self.menu.value = typed if typed in known else ""
        self._following = False


def target_picker(session: Session, guard: Guard = unguarded) -> Picker:
    """Return the picker for a push: a person, a group, or any id."""
    say = session.texts
    field = text_field(say("form.to"), say, hint=say("form.to.hint"))
    return Picker(say("form.to.pick"), field, lambda: [*person_choices(session), *known_chats(session)], say, guard)


class TokenPicker(Picker):
    """The reply token, from an event received; in practice mode somebody can be asked to write one more."""

    def __init__(self, session: Session, guard: Guard = unguarded) -> None:
        """Offer the events received so far."""
        say = session.texts
        self._session = session
        field = text_field(say("form.token"), say, hint=say("form.token.hint"))
        super().__init__(say("form.token.pick"), field, lambda: reply_tokens(session), say, guard)
        if session.sees_people and (who := self._asked()):
            words = say("form.ask", name=say.name(session.platform.people.name(session.row(who))))
            self.ask_button = button(words, guard(self._ask), "lab-quiet", tip=say("form.ask.tip"))
            self.children = [*self.children, dress(HBox([self.ask_button]), "lab-tools")]

    def _follow(self) -> None:
        super()._follow()
        token = self.field.value
        state = token_state(self._session, token) if token else ""
        self.field.hint = self._say("form.token.is", state=state) if state else self._say("form.token.hint")
        warned = state not in ("", self._say("form.token.unused"))
        (self.field.add_class if warned else self.field.remove_class)("lab-warned")

    def _asked(self) -> str | None:
        """Return the user id of the first friend of the cast."""
        people = self._session.platform.people
        return next((people.user_id(row) for row in people.named_rows if people.state(row) == "friend"), None)

    def _ask(self) -> None:
        token = token_asked_for(self._session)
        self.refresh()
        self.pick(token)


# Many targets ---------------------------------------------------------------------------------------------------


def pasted(text: str) -> list[str]:
    """Return the ids in any list: between them spaces, commas, line breaks, quotes or brackets, in any mixture.

    Repeated ones stay: what comes of them is LINE's to say, not the form's.

    >>> pasted('"U1", "U2" U1;U3')
    ['U1', 'U2', 'U1', 'U3']
    """
    return [part for part in re.split(r"[\s,;、，；\"'“”\[\]()]+", text) if part]


class ManyPicker(FieldWithTools):
    """Whom a multicast goes to: people to press, samples to load, and a list to paste into."""

    def __init__(self, session: Session, guard: Guard = unguarded) -> None:
        """Begin with an empty list."""
        say = self._say = session.texts
        self._session = session
        self._loaded: tuple[str, list[str]] = ("", [])
        self._following = False
        control = Textarea(description=say("form.ids"), rows=3, style={"description_width": "initial"})
        self.field = dress(FormField(control, say, hint=say("form.ids.hint")), "lab-mono")
        self._names = {person.user_id: person.name for person in known_people(session)}
        self.chips = {person.user_id: self._chip(person, guard) for person in known_people(session)}
        self.tools = self._tools(guard)
        title = HTML(f'<p class="lab-label" lang="{esc(say("lang.tag"))}">{esc(say("form.people"))}</p>')
        row = [title, dress(HBox(list(self.chips.values())), "lab-tools")] if self.chips else []
        super().__init__([*row, self.field, dress(HBox(list(self.tools.values())), "lab-tools")])
        self.add_class("lab-many")
        control.observe(guard(self._follow), "value")
        self._follow()

    def __repr__(self) -> str:
        """Return how many people it is for."""
        return self._said()

    @property
    def value(self) -> list[str]:
        """The ids, repeated ones too. Those loaded are kept to the letter until the list is changed."""
        text, ids = self._loaded
        return list(ids) if text == self.field.control.value else pasted(self.field.control.value)

    def load(self, value: Any) -> None:
        """Show these ids, one a line."""
        ids = [id for id in value if isinstance(id, str)] if isinstance(value, list) else []
        text = "\n".join(ids)
        self._loaded = (text, ids)
        self.field.control.value = text
        self._follow()

    def refresh(self) -> None:
        """Say anew what each person's relation to the account is."""
        for person in known_people(self._session):
            if person.user_id in self.chips:
                self.chips[person.user_id].tooltip = person.state

    def _chip(self, person: Person, guard: Guard) -> Any:
        chip = dress(ToggleButton(description=person.name, tooltip=person.state), "lab-chip")
        chip.observe(guard(lambda: self._press(person.user_id, chip.value)), "value")
        return chip

    def _press(self, value: str, on: bool) -> None:
        if self._following:
            return
        others = [id for id in self.value if id != value]
        self.field.control.value = "\n".join([*others, value] if on else others)

    def _tools(self, guard: Guard) -> dict[str, Any]:
        say, most = self._say, limits.MULTICAST_RECIPIENTS_MAX
        make: dict[str, Callable[[], Iterable[str]]] = {
            "all": lambda: samples.friends_ids(self._session, len(self._session.platform.people)),
            "500": lambda: self._sample(most),
            "501": lambda: self._sample(most + 1),
            "none": lambda: [],
        }
        return {
            key: button(
                say(f"form.ids.{key}"), guard(lambda ids=ids: self.load(list(ids()))), "lab-quiet",  # type: ignore[misc]
                tip=say(f"form.ids.{key}.tip"),
            )
            for key, ids in make.items()
            if key == "none" or self._session.sees_people
        }  # fmt: skip

    def _sample(self, count: int) -> list[str]:
        """Return friends first, then made-up ids until there are enough."""
        friends = samples.friends_ids(self._session, count)
        return [*friends, *samples.some_ids(count)][:count]

    def _follow(self) -> None:
        ids = set(self.value)
        self._following = True
        for user_id, chip in self.chips.items():
            chip.value, name = user_id in ids, self._names[user_id]
            chip.description = f"✓ {name}" if chip.value else name
        self._following = False
        self.field.hint = self._said()

    def _said(self) -> str:
        """Return how many ids were read, and how many of them are there once more."""
        ids, say = self.value, self._say
        if not self.field.control.value.strip():
            return say("form.ids.hint")
        counted = say("form.ids.count", count=len(ids), limit=limits.MULTICAST_RECIPIENTS_MAX)
        repeated = len(ids) - len(set(ids))
        return counted + (say("form.ids.repeated", count=repeated) if repeated else "")
