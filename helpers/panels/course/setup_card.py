"""The setup check as one card: small enough for a screenshot, with what to do beside every red line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from helpers.course.setup_check import SetupItem, check_setup, gather_facts
from helpers.panels.kit.markup import HEADING, esc, rich, root, row, table
from helpers.paths import Place
from helpers.session.session import Session
from helpers.text import Texts


class SetupCard:
    """What `lab.setup()` displays: HTML on the screen, one line of text elsewhere."""

    def __init__(self, items: Iterable[SetupItem], texts: Texts) -> None:
        """Items as `helpers.course.setup_check.check_setup` gives them."""
        self.items = tuple(items)
        self.texts = texts

    @classmethod
    def of(cls, session: Session, place: Place) -> SetupCard:
        """Check this computer and return the card."""
        return cls(check_setup(gather_facts(place, session.mode, session.lang), session.texts), session.texts)

    @property
    def ok(self) -> bool:
        """Whether nothing is left to do."""
        return all(item.ok for item in self.items)

    def __repr__(self) -> str:
        """Return ``Setup check: 10/10 fine``."""
        return self.texts("setup.repr", good=sum(item.ok for item in self.items), total=len(self.items))

    def _repr_html_(self) -> str:
        """Return the whole card; it names no folder of this computer."""
        return root("lab-setup", self._parts(), "setup", self.texts, live=True)

    def _parts(self) -> Iterator[str]:
        say = self.texts
        bad = sum(not item.ok for item in self.items)
        lead = say("setup.all_ok") if self.ok else say("setup.some_bad", count=bad)
        yield f'<h4 class="{HEADING}">{esc(say("setup.title"))}</h4><p class="lab-lead">{esc(lead)}</p>'
        names = ("item", "state", "found") if self.ok else ("item", "state", "found", "todo")
        rows = (_row(item, say, with_todo=not self.ok) for item in self.items)
        checked = table(say("setup.title"), [say(f"setup.{name}") for name in names], rows, titled=True)
        # The sentence above is all there is to read when nothing is wrong.
        more = f"<summary>{esc(say('setup.checked', total=len(self.items)))}</summary>"
        yield f"<details>{more}{checked}</details>" if self.ok else checked


def _row(item: SetupItem, say: Texts, *, with_todo: bool) -> str:
    sign, key, colour = ("✓", "setup.ok", "lab-good") if item.ok else ("✕", "setup.bad", "lab-bad")
    state = f'<span class="{colour}">{sign} {esc(say(key))}</span>'
    cells = [rich(item.name), state, rich(item.what)]
    return row([*cells, rich(item.todo)] if with_todo else cells)
