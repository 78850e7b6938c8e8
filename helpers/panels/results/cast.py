"""The people of the lab in a row: a face each, a name, and how they stand to the account."""

from __future__ import annotations

from helpers.line.phones import Phone
from helpers.panels.kit.faces import face
from helpers.panels.kit.markup import esc, root
from helpers.session.session import Session
from helpers.text import Texts


def cast_of(session: Session) -> CastFaces:
    """Return the faces of everyone who has a name in this world, as they stand now."""
    with session.platform.lock:
        session.platform.settle()
        phones = [session.platform.phone(row) for row in session.platform.people.named_rows]
    return CastFaces(phones, session.texts)


class CastFaces:
    """What `lab.faces()` shows. `people` are pairs of name and standing, as this language says them."""

    def __init__(self, phones: list[Phone], texts: Texts) -> None:
        """Take each person from her phone, which says who she is and how she stands to the account."""
        self.texts = texts
        self.people = [(texts.name(phone.name), texts(f"phone.state.{phone.state}")) for phone in phones]
        self._phones = phones

    def __repr__(self) -> str:
        """Return everyone in one line: ``Mei: friend; …``."""
        say = self.texts
        return say("list.semicolon").join(say("cast.repr", name=name, state=state) for name, state in self.people)

    def _repr_html_(self) -> str:
        """Return a list of the people, with the faces that are the same wherever they are shown."""
        people = zip(self._phones, self.people, strict=True)
        drawn = "".join(
            f'<li class="lab-is-{esc(phone.state)}">{face(phone.name)}<b>{esc(name)}</b><span>{esc(state)}</span></li>'
            for phone, (name, state) in people
        )
        return root("lab-cast", [f"<ul>{drawn}</ul>"], "cast", self.texts)
