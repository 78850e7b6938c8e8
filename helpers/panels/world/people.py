"""People and groups of the world panel: switches for what they are, and a way to let them write."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from ipywidgets import HTML, HBox, Text

from helpers.panels.kit.controls import button, dress, html, line, menu, switch
from helpers.panels.kit.markup import HEADING, esc, rich
from helpers.panels.kit.panel import Panel, Part
from helpers.panels.results.timeline import token_words
from helpers.session.world_controls import GroupView, PersonView, WorldControls, WorldView
from helpers.text import Texts

#: More people than this are not given a line each.
PEOPLE_LISTED = 20


class PersonRow(HBox):
    """One person: name, relation to the account in words, and three switches."""

    def __init__(self, person: PersonView, say: Texts) -> None:
        """Set the switches to the state of `person`."""
        self._say = say
        self.row = person.row
        self.name = say.name(person.name)
        self.standing = ""
        self._label = html("", "lab-who")
        self.friend = switch(say("world.friend"), self.name)
        self.blocked = switch(say("world.blocked"), self.name)
        self.left = switch(say("world.left"), self.name)
        super().__init__([self._label, self.friend, self.blocked, self.left])
        dress(self, "lab-person")
        self.show(person)

    def show(self, person: PersonView) -> None:
        """Show the person's state now."""
        self.standing = self._say(f"world.standing.{person.standing}")
        self._label.value = f"<b>{esc(self.name)}</b> <span>{esc(self.standing)}</span>"
        self.friend.value, self.blocked.value, self.left.value = person.friend, person.blocked, person.left


class PeoplePart(Part):
    """The cast; `rows` by their rows in the population."""

    def __init__(self, view: WorldView, say: Texts) -> None:
        """Make a row for each of the first people."""
        self._say = say
        people = view.people[:PEOPLE_LISTED]
        self.rows = {person.row: PersonRow(person, say) for person in people}
        rest = html(f"<p>{rich(self._rest(view))}</p>", "lab-hint")
        heads = _heads(say("world.people"), *(say(f"world.{name}") for name in ("friend", "blocked", "left")))
        super().__init__("", heads, *self.rows.values(), *([rest] if self._rest(view) else []))

    def person(self, name: str) -> PersonRow:
        """Return the line of a person, by the name shown. Raises KeyError when there is none."""
        return _named(self.rows.values(), name)

    def _rest(self, view: WorldView) -> str:
        unlisted = self._say("world.unlisted", shown=PEOPLE_LISTED) if len(view.people) > PEOPLE_LISTED else ""
        return unlisted or (self._say("world.unnamed", count=view.unnamed) if view.unnamed else "")

    def connect(self, panel: Panel, controls: WorldControls) -> None:
        """Let the switches act."""
        for person in self.rows.values():
            for box, act in (
                (person.friend, controls.befriend),
                (person.blocked, controls.block),
                (person.left, controls.leave),
            ):
                panel.when(box, self, self._flip(controls, person, box, act))

    def _flip(
        self, controls: WorldControls, person: PersonRow, box: Any, act: Callable[[int, bool], Any]
    ) -> Callable[[], str]:
        def flip() -> str:
            event = act(person.row, box.value)
            person.show(controls.person(person.row))
            values = {"name": person.name, "standing": person.standing}
            if event is None:
                return self._say("world.became_silent", **values)
            return self._say("world.became_event", kind=event.type, **values)

        return flip

    def show(self, view: WorldView) -> None:
        """Show the state of all people now."""
        for person in view.people:
            if person.row in self.rows:
                self.rows[person.row].show(person)


class GroupRow(HBox):
    """One group: title, members, and whether the bot is in it."""

    def __init__(self, group: GroupView, say: Texts) -> None:
        """Set the switch to the state of `group`."""
        self._say = say
        self.id = group.id
        self.name = say.name(group.title)
        self._label = html("", "lab-who")
        self.bot_in = switch(say("world.bot_in"), self.name)
        super().__init__([self._label, self.bot_in])
        dress(self, "lab-person", "lab-group")
        self.show(group)

    def show(self, group: GroupView) -> None:
        """Show the group now."""
        names = self._say("list.comma").join(map(self._say.name, group.members))
        members = self._say("world.members", names=names)
        self._label.value = f"<b>{esc(self.name)}</b> <span>{esc(members)}</span>"
        self.bot_in.value = group.bot_in


_Row = TypeVar("_Row", PersonRow, GroupRow)


class GroupsPart(Part):
    """The groups; `rows` by their ids."""

    def __init__(self, view: WorldView, say: Texts) -> None:
        """Make a row for each group."""
        self._say = say
        self.rows = {group.id: GroupRow(group, say) for group in view.groups}
        none = [] if self.rows else [html(f"<p>{esc(say('world.no_groups'))}</p>", "lab-hint")]
        super().__init__("", _heads(say("world.groups"), say("world.bot_in")), *self.rows.values(), *none)

    def group(self, title: str) -> GroupRow:
        """Return the line of a group, by the title shown. Raises KeyError when there is none."""
        return _named(self.rows.values(), title)

    def connect(self, panel: Panel, controls: WorldControls) -> None:
        """Let the switches act."""
        for group in self.rows.values():
            panel.when(group.bot_in, self, self._flip(controls, group))

    def _flip(self, controls: WorldControls, group: GroupRow) -> Callable[[], str]:
        def flip() -> str:
            wanted = group.bot_in.value
            controls.put_bot(group.id, wanted)
            return self._say("world.group_in" if wanted else "world.group_out", title=group.name)

        return flip

    def show(self, view: WorldView) -> None:
        """Show every group now."""
        for group in view.groups:
            if group.id in self.rows:
                self.rows[group.id].show(group)


def _heads(title: str, *switches: str) -> HTML:
    """Return a heading, and over each column of switches its name; each switch tells its own to screen readers."""
    columns = "".join(f'<span aria-hidden="true">{esc(switch)}</span>' for switch in switches)
    return html(f'<div><h5 class="{HEADING}">{esc(title)}</h5>{columns}</div>', "lab-heads")


def _named(rows: Iterable[_Row], name: str) -> _Row:
    found = {row.name: row for row in rows}
    return found[name]


class VoicePart(Part):
    """A form to let a person write: the event is then in `lab.events`, where a builder finds its reply token."""

    def __init__(self, view: WorldView, say: Texts) -> None:
        """Offer all people of the cast, and one-to-one or a group."""
        self._say = say
        self.who = menu(say("world.who"), [(say.name(person.name), person.row) for person in view.people])
        places = [(say("world.one_to_one"), ""), *((say.name(group.title), group.id) for group in view.groups)]
        self.where = menu(say("world.where"), places)
        hint = say("world.text_hint")
        self.words = Text(say("world.hello"), description=say("world.text"), placeholder=hint)
        self.send_button = button(say("world.send"), style="primary")
        self.sticker_button = button(say("world.sticker"))
        self.send_button.disabled = self.sticker_button.disabled = not view.people
        who = line(self.who, self.where, looks=["lab-fields"])
        super().__init__(say("world.voice"), who, self.words, line(self.send_button, self.sticker_button))

    def connect(self, panel: Panel, controls: WorldControls) -> None:
        """Let the buttons act."""

        def send() -> str:
            return self._told(controls, controls.write(self.who.value, self.words.value, self.where.value))

        def send_sticker() -> str:
            return self._told(controls, controls.send_sticker(self.who.value, self.where.value))

        panel.when(self.send_button, self, send)
        panel.when(self.sticker_button, self, send_sticker)

    def _told(self, controls: WorldControls, event: Any) -> str:
        newest = controls.look().last_event
        if event is None or newest is None:
            return self._say("world.not_heard")
        return self._say("world.heard", kind=event.type, token=token_words(newest, self._say))

    def show(self, view: WorldView) -> None:
        """Leave the part as it is: nothing in it changes by itself."""
