"""A demo while it is played to a room: the step on the screen, what came of each step, and what the room guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from helpers.course.demo_run import DemoLab, OpenLab, Run, StepResult
from helpers.course.demos import Demo
from helpers.explain.explanation import explain
from helpers.line.outcomes import Reason
from helpers.line.phones import Phone
from helpers.line.send_methods import send_method
from helpers.panels.kit.guess_buttons import STOPPERS
from helpers.panels.results.card import Card
from helpers.panels.results.phones import FEW, Phones
from helpers.session.exchange import Exchange
from helpers.session.session import Session

#: More hands than this are not in a room.
HANDS_MOST = 999
#: So many phones of those a step concerns are drawn large, when it shows none by itself: code needs the room.
_CONCERNED = 2
#: A narrowcast never addressed these people.
_NOT_MEANT = (Reason.NOT_MATCHED, Reason.NOT_SELECTED)


class StageLab(DemoLab, Protocol):
    """What the stage needs of a lab."""

    session: Session


@dataclass(frozen=True)
class StageMoment:
    """What is on the stage after a step.

    `phones` are those of the whole cast; `featured` names whose are drawn large, `reached` who got a message in this
    step, and `missed` who was meant to and did not. `stopper` is who stopped what was sent; empty when nothing was.
    """

    result: StepResult
    phones: tuple[Phone, ...]
    featured: tuple[str, ...]
    reached: frozenset[str] = frozenset()
    missed: frozenset[str] = frozenset()
    stopper: str = ""

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards that the step showed."""
        return tuple(shown for shown in self.result.displayed if isinstance(shown, Card))


class Performance:
    """One performance of a demo. `forward` and `back` move through it; `hands` are the guesses on the open question.

    With `guessing`, a step that sends is run at once but shown only after the room has guessed who stops it.
    """

    def __init__(self, demo: Demo, open_lab: OpenLab) -> None:
        """Open a lab of its own; nothing is done in it yet."""
        self.demo = demo
        self.guessing = True
        self._open_lab = open_lab
        self._begin()

    def _begin(self) -> None:
        self._run = Run(self.demo, self._open_lab)
        self._before = self._moment(StepResult("", ()), (), 0)
        self._done: list[StageMoment] = []
        self._hands: dict[int, dict[str, int]] = {}
        #: The number of the step on the screen, from 1; 0 before the first.
        self.number = 0
        #: Whether the room is to guess what comes of the step on the screen.
        self.asking = False

    @property
    def session(self) -> Session:
        """The session of the demo's own lab."""
        lab: StageLab = self._run.lab  # type: ignore[assignment]
        return lab.session

    @property
    def count(self) -> int:
        """The number of steps."""
        return len(self.demo.steps)

    @property
    def moment(self) -> StageMoment:
        """What the room sees: before it has guessed, the phones as they were before the step."""
        before = self._done[self.number - 1 - self.asking] if self.number > self.asking else self._before
        return replace(before, featured=self.moment_of_step.featured) if self.asking else before

    @property
    def truth(self) -> str:
        """Who stopped what the step on the screen sent; empty while the room guesses."""
        return "" if self.asking or not self.number else self.moment.stopper

    @property
    def hands(self) -> dict[str, int]:
        """How many guessed what, in the step on the screen."""
        return {who: self._hands.get(self.number, {}).get(who, 0) for who in STOPPERS}

    def guess(self, who: str, hands: object) -> None:
        """Note how many hands are up for one of the answers; anything else than a sensible number changes nothing."""
        if self.asking and who in STOPPERS and isinstance(hands, int) and 0 <= hands <= HANDS_MOST:
            self._hands.setdefault(self.number, {})[who] = hands

    def forward(self) -> None:
        """Show what comes next: the answer to the question, or the next step; at the end nothing happens."""
        if self.asking:
            self.asking = False
        elif self.number < self.count:
            new = self.number == len(self._done)
            if new:
                self._done.append(self._next())
            self.number += 1
            self.asking = new and self.guessing and bool(self.moment_of_step.stopper)

    def back(self) -> None:
        """Show the step before again; what was done stays done."""
        self.number = max(0, self.number - 1)
        self.asking = False

    def again(self) -> None:
        """Begin anew, in a fresh world."""
        self._run.lab.close()
        self._begin()

    @property
    def moment_of_step(self) -> StageMoment:
        """What came of the step on the screen, guessed or not."""
        return self._done[self.number - 1]

    def _next(self) -> StageMoment:
        before, exchanges = self._done[-1] if self._done else self._before, self.session.exchanges.count
        return self._moment(self._run.next(), before.featured, exchanges, before)

    def _moment(
        self, result: StepResult, featured: tuple[str, ...], exchanges: int, before: StageMoment | None = None
    ) -> StageMoment:
        session = self.session
        with session.platform.lock:
            session.platform.settle()
            phones = tuple(session.platform.phone(row) for row in session.platform.people.named_rows)
        cast = [phone.name for phone in phones]
        reached = _reached(before.phones, phones) if before else frozenset()
        sends = [e for e in session.exchanges if e.number > exchanges and send_method(e.path)]
        meant = dict(_meant(sends[0])) if sends else {}
        got = (name for name in cast if name in reached)
        shown = [name for name in _shown(result) if name in cast]
        concerned = dict.fromkeys([*got, *meant, *_writers(before.phones if before else (), phones)])
        return StageMoment(
            result,
            phones,
            tuple(shown[:FEW] or [name for name in concerned if name in cast][:_CONCERNED])
            or featured[:_CONCERNED]
            or tuple(cast[:1]),
            reached,
            frozenset(name for name, got_it in meant.items() if got_it is False and name in cast),
            self._stopper(result, sends),
        )

    def _stopper(self, result: StepResult, sends: list[Exchange]) -> str:
        if sends:
            return _known(explain(sends[0], self.session.texts).stopped_by)
        cards = (shown for shown in result.displayed if isinstance(shown, Card))
        return next((_known(card.explanation.stopped_by) for card in cards if card.exchange is None), "")


def _known(stopped_by: str) -> str:
    return stopped_by if stopped_by in STOPPERS else ""


def _shown(result: StepResult) -> Iterator[str]:
    """Yield whose phones a step shows by itself."""
    for shown in result.displayed:
        if isinstance(shown, Phones):
            yield from (phone.name for phone in shown.phones)


def _meant(exchange: Exchange) -> Iterator[tuple[str, bool | None]]:
    """Yield for whom a send was meant, who received it first; and whether they did, None while that is open."""
    outcome = exchange.outcome
    if outcome is None:
        return
    all_did = outcome.received >= outcome.targeted  # then the others were never addressed
    for person in sorted(outcome.people, key=lambda person: not person.received):
        if person.reason not in _NOT_MEANT:
            yield person.name, None if outcome.pending or (all_did and not person.received) else person.received


def _reached(before: Iterable[Phone], after: Iterable[Phone]) -> frozenset[str]:
    had = {phone.name: _from_bot(phone) for phone in before}
    return frozenset(phone.name for phone in after if _from_bot(phone) > had.get(phone.name, 0))


def _from_bot(phone: Phone) -> int:
    return sum(bubble.from_bot for chat in phone.chats for bubble in chat.bubbles)


def _writers(before: Iterable[Phone], after: Iterable[Phone]) -> Iterator[str]:
    """Yield who wrote something."""
    had = {phone.name: _own(phone) for phone in before}
    yield from (phone.name for phone in after if _own(phone) > had.get(phone.name, 0))


def _own(phone: Phone) -> int:
    return sum(bubble.mine for chat in phone.chats for bubble in chat.bubbles)
