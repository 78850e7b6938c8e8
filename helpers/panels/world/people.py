"""People and groups of the world panel: phones with switches for what they are, and a way to let them write."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from helpers.line.phones import Bubble, Phone, PhoneChat
from helpers.panels.kit.controls import button, dress, html, line, menu, switch
from helpers.panels.kit.faces import face
from helpers.panels.kit.markup import esc, rich
from helpers.panels.kit.panel import Panel, Part
from helpers.panels.kit.widgets import HBox, TextInput, VBox
from helpers.panels.results.message_preview.message import summary
from helpers.panels.results.timeline import token_words
from helpers.session.world_controls import GroupView, PersonView, WorldControls, WorldView
from helpers.text import Texts

#: More people than this are not given a card each.
PEOPLE_LISTED = 20
#: So many of the last messages are on a card.
BUBBLES_ON_CARD = 3
#: Groups are told apart by their names, and by so many colours.
GROUP_COLOURS = 4


class PersonCard(VBox):
    """One person: face, name, relation to the account in words, what her phone shows last, and three switches."""

    def __init__(self, person: PersonView, say: Texts) -> None:
        """Set the switches to the state of `person`."""
        self._say = say
        self.row = person.row
        self.name = say.name(person.name)
        self.standing = ""
        self._label = html("", "lab-who")
        self._screen = html("", "lab-screen")
        self.friend = switch(say("world.friend"), self.name)
        self.blocked = switch(say("world.blocked"), self.name)
        self.left = switch(say("world.left"), self.name)
        switches = line(self.friend, self.blocked, self.left, looks=["lab-switches"])
        super().__init__([self._label, self._screen, switches])
        dress(self, "lab-person")
        self.show(person)

    def show(self, person: PersonView, groups: Iterable[tuple[int, GroupView]] = ()) -> None:
        """Show the person's state now; `groups` are those she is in, with their places among all groups."""
        say = self._say
        self.standing = say(f"world.standing.{person.standing}")
        circles = "".join(f'<i class="lab-in-{n % GROUP_COLOURS}">{esc(say.name(g.title))}</i>' for n, g in groups)
        self._label.value = (
            f"{face(person.name)}<b>{esc(self.name)}</b> <span>{esc(self.standing)}</span>"
            f'<div class="lab-circles">{circles}</div>'
        )
        self._screen.value = _screen(person.phone, say)
        self.friend.value, self.blocked.value, self.left.value = person.friend, person.blocked, person.left


def _screen(phone: Phone, say: Texts) -> str:
    """Return the last messages on a phone, of all its chats, as a list; the chat is named where it is no one-to-one."""
    said = [(bubble, chat) for chat in phone.chats for bubble in chat.bubbles]
    last = sorted(said, key=lambda one: one[0].at)[-BUBBLES_ON_CARD:]
    lines = "".join(_bubble(bubble, chat, say) for bubble, chat in last)
    return f"<ul>{lines}</ul>" if lines else f"<p>{esc(say('phone.empty'))}</p>"


def _bubble(bubble: Bubble, chat: PhoneChat, say: Texts) -> str:
    where = "" if chat.kind == "user" else f"<small>{esc(say.name(chat.title))}</small> "
    look = "lab-mine" if bubble.mine else "lab-theirs"
    return f'<li class="{look}">{where}<span>{esc(summary(bubble.message, say))}</span></li>'


class PeoplePart(Part):
    """The cast; `rows` by their rows in the population."""

    def __init__(self, view: WorldView, say: Texts) -> None:
        """Make a row for each of the first people."""
        self._say = say
        people = view.people[:PEOPLE_LISTED]
        self.rows = {person.row: PersonCard(person, say) for person in people}
        rest = html(f"<p>{rich(self._rest(view))}</p>", "lab-hint")
        cards = line(*self.rows.values(), looks=["lab-people"])
        super().__init__(say("world.people"), cards, *([rest] if self._rest(view) else []))

    def person(self, name: str) -> PersonCard:
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
        self, controls: WorldControls, person: PersonCard, box: Any, act: Callable[[int, bool], Any]
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
                groups = [(number, group) for number, group in enumerate(view.groups) if person.name in group.members]
                self.rows[person.row].show(person, groups)


class GroupRow(HBox):
    """One group: title, members, and whether the bot is in it."""

    def __init__(self, group: GroupView, number: int, say: Texts) -> None:
        """Set the switch to the state of `group`, which has this place among all."""
        self._say = say
        self.id = group.id
        self.name = say.name(group.title)
        self._label = html("", "lab-who")
        self.bot_in = switch(say("world.bot_in"), self.name)
        super().__init__([self._label, self.bot_in])
        dress(self, "lab-group", f"lab-in-{number % GROUP_COLOURS}")
        self.show(group)

    def show(self, group: GroupView) -> None:
        """Show the group now."""
        names = self._say("list.comma").join(map(self._say.name, group.members))
        members = self._say("world.members", names=names)
        self._label.value = f"<b>{esc(self.name)}</b> <span>{esc(members)}</span>"
        self.bot_in.value = group.bot_in


_Row = TypeVar("_Row", PersonCard, GroupRow)


class GroupsPart(Part):
    """The groups; `rows` by their ids."""

    def __init__(self, view: WorldView, say: Texts) -> None:
        """Make a row for each group."""
        self._say = say
        self.rows = {group.id: GroupRow(group, number, say) for number, group in enumerate(view.groups)}
        none = [] if self.rows else [html(f"<p>{esc(say('world.no_groups'))}</p>", "lab-hint")]
        super().__init__(say("world.groups"), line(*self.rows.values(), looks=["lab-groups"]), *none)

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
        self.words = TextInput(say("world.hello"), description=say("world.text"), placeholder=hint)
        self.send_button = button(say("world.send"), style="primary")
        self.sticker_button = button(say("world.sticker"))
        self.send_button.disabled = self.sticker_button.disabled = not view.people
        who = line(self.who, self.where, looks=["lab-fields"])
        super().__init__(say("world.voice"), who, self.words, line(self.send_button, self.sticker_button))
        dress(self, "lab-voice")

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
