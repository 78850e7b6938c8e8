"""What an instructor sees of the practice world and may change in it, without widgets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from helpers.errors import LabError
from helpers.line.faults import Fault, FaultKind, FaultMoment
from helpers.line.person_messages import Content, sticker, text
from helpers.line.phones import Phone
from helpers.line.plans import PLANS, Plan
from helpers.line.timestamps import from_ms
from helpers.session.session import Session
from helpers.session.timeline import Event, event_now
from helpers.stub.platform import Chat

#: What the next answers can be spoilt with, by the key of its text. A 429 refuses: it cannot come after acceptance.
FAULTS: Mapping[str, tuple[FaultKind, FaultMoment]] = {
    "500_before": ("500", "before"),
    "500_after": ("500", "after"),
    "timeout_before": ("timeout", "before"),
    "timeout_after": ("timeout", "after"),
    "429": ("429", "before"),
}
#: More than this nobody could follow.
FAULTS_MOST = 20
#: More would not fit the column of the ledger, and nobody's plan has them.
USED_MOST = 1_000_000_000


@dataclass(frozen=True)
class PersonView:
    """One person of the cast.

    `standing` is friend, not_friend, blocked, left_line, or wrote_recently for one who is no friend but wrote so
    lately that a push still arrives (facts 2.1). `phone` is what she sees.
    """

    row: int
    name: str
    standing: str
    friend: bool
    blocked: bool
    left: bool
    phone: Phone


@dataclass(frozen=True)
class GroupView:
    """One group or room, and whether the bot is in it."""

    id: str
    title: str
    members: tuple[str, ...]
    bot_in: bool


@dataclass(frozen=True)
class QuotaView:
    """This month's messages; `limit` and `left` are None without limit."""

    plan: Plan
    limit: int | None
    used: int
    reserved: int
    left: int | None


@dataclass(frozen=True)
class WorldView:
    """Everything the panel shows, as it is at one moment. `faults`: how many of which come next, in order."""

    now: datetime
    people: tuple[PersonView, ...]
    unnamed: int
    groups: tuple[GroupView, ...]
    quota: QuotaView
    faults: tuple[tuple[Fault, int], ...]
    last_event: Event | None


class WorldControls:
    """Looks at the practice world of a session and changes it.

    Raises LabError for what LINE's app, or the lab, cannot do, and for any change in live mode.
    """

    def __init__(self, session: Session) -> None:
        """Control the practice world of `session`."""
        self._session = session
        self._platform = session.platform

    # To see ---------------------------------------------------------------------------------------------------

    def look(self) -> WorldView:
        """Return the world as it is now; what runs by itself is brought up to now first."""
        platform = self._platform
        with platform.lock:
            platform.settle()
            people = tuple(map(self._person, platform.people.named_rows))
            newest = self._session.event_log.newest
            return WorldView(
                from_ms(platform.now()),
                people,
                len(platform.people) - len(people),
                tuple(map(self._group, platform.people.chats.values())),
                self._quota(),
                tuple((fault, len(list(same))) for fault, same in groupby(platform.faults)),
                event_now(platform, newest) if newest else None,
            )

    def person(self, row: int) -> PersonView:
        """One person as she is now."""
        with self._platform.lock:
            return self._person(row)

    def _person(self, row: int) -> PersonView:
        people, crowd = self._platform.people, self._platform.people.population
        standing = people.standing(row, self._platform.now())
        flags = (row in people_of for people_of in (crowd.friend, crowd.blocked, crowd.left_line))
        friend, blocked, left = flags
        return PersonView(row, people.name(row), standing, friend, blocked, left, self._platform.phone(row))

    def _group(self, chat: Chat) -> GroupView:
        members = tuple(map(self._platform.people.name, sorted(chat.members)))
        return GroupView(chat.id, chat.title, members, chat.bot_in)

    def _quota(self) -> QuotaView:
        quota, now = self._platform.quota, self._platform.now()
        return QuotaView(quota.plan, quota.limit, quota.used(now), quota.reserved, quota.remaining(now))

    # To change ------------------------------------------------------------------------------------------------

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Lock the platform. Raises LabError in live mode."""
        self._session.practice_only("world")
        with self._platform.lock:
            yield

    def befriend(self, row: int, wanted: bool) -> Any:
        """Add the account as a friend. Raises LabError for the way back, which LINE's events do not know."""
        if not wanted:
            raise self._no("no_unfriend", row)
        if row in self._platform.people.population.blocked:
            raise self._no("unblock_first", row)
        with self._session.person_actions() as people:
            return self._session.receive(people.follow(row))

    def block(self, row: int, wanted: bool) -> Any:
        """Block the account, or take the block back."""
        with self._session.person_actions() as people:
            return self._session.receive(people.block(row) if wanted else people.unblock(row))

    def leave(self, row: int, wanted: bool) -> None:
        """Delete the LINE account. Raises LabError for the way back: there is none."""
        if not wanted:
            raise self._no("no_return", row)
        with self._session.person_actions() as people:
            people.leave_line(row)

    def _no(self, key: str, row: int) -> LabError:
        say = self._session.texts
        return LabError(say, f"world.{key}", name=say.name(self._platform.people.name(row)))

    def write(self, row: int, words: str, group_id: str = "") -> Any:
        """Write to the bot one-to-one, or into a group; returns the event, None when the bot gets none."""
        if not words.strip():
            raise LabError(self._session.texts, "world.no_text")
        return self._send(row, text(words), group_id)

    def send_sticker(self, row: int, group_id: str = "") -> Any:
        """Send a sticker, as `write`."""
        return self._send(row, sticker(), group_id)

    def _send(self, row: int, content: Content, group_id: str) -> Any:
        chat = self._platform.people.chats[group_id] if group_id else None
        with self._session.person_actions() as people:
            return self._session.receive(people.send(row, content, chat))

    def put_bot(self, group_id: str, wanted: bool) -> Any:
        """Invite the bot into a group, or remove it."""
        chat = self._platform.people.chats[group_id]
        with self._session.person_actions() as people:
            return self._session.receive(people.invite_bot(chat) if wanted else people.remove_bot(chat))

    def advance(self, **step: float) -> datetime:
        """Move the clock forward by ``minutes=1`` or ``days=8``; returns the new now."""
        with self._changing():
            now = self._platform.clock.advance(**step)
            self._platform.settle()
            return now

    def choose_plan(self, plan: str) -> None:
        """Another plan, a key of `helpers.line.plans.PLANS`; what was used stays used."""
        with self._changing():
            self._platform.quota.change(self._platform.now(), plan=PLANS[plan].key)

    def set_used(self, used: int) -> None:
        """How many messages of this month's quota are gone."""
        with self._changing():
            self._platform.quota.change(self._platform.now(), used=min(max(used, 0), USED_MOST))

    def spoil(self, key: str, times: int) -> None:
        """Spoil the next `times` answers, by a key of FAULTS, behind those already waiting. Raises LabError."""
        kind, when = FAULTS[key]
        with self._changing():
            faults = self._platform.faults
            if not 1 <= times <= FAULTS_MOST - len(faults):
                raise LabError(self._session.texts, "world.too_many_faults", most=FAULTS_MOST, waiting=len(faults))
            faults.add(Fault(kind, when), times)

    def clear_faults(self) -> None:
        """Let the next answers be LINE's own again."""
        with self._changing():
            self._platform.faults.clear()

    def redeliver(self) -> Any:
        """Send the last webhook once more: the same events, ids and tokens. Raises LabError when there was none."""
        last = self._session.event_log.newest
        if last is None:
            raise LabError(self._session.texts, "world.no_event")
        with self._session.person_actions():
            return self._session.receive(self._platform.webhooks.redeliver(last.request, self._platform.now()))

    def reset(self) -> None:
        """Begin the same world again."""
        self._session.reset()
