"""Who is there: persons, groups, rooms and the account itself; whom a message can reach, and why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from helpers.line import limits
from helpers.line.id_patterns import USER_ID
from helpers.line.outcomes import PersonOutcome, Reason
from helpers.line.phones import ChatKind
from helpers.line.timestamps import DAY
from helpers.stub.world.attributes import AGES, APP_TYPES, AREAS, GENDERS
from helpers.stub.world.ids import Ids
from helpers.stub.world.population import Population
from helpers.stub.world.worlds import Character, Gathering

_SURNAMES = "陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐"
_GIVEN = (
    "怡君", "志豪", "淑芬", "家豪", "雅惠", "俊傑", "美玲", "冠宇", "佳穎", "建志",
    "欣怡", "承恩", "詩涵", "柏翰", "宜庭", "彥廷", "筱涵", "宗翰", "鈺婷", "子軒",
)  # fmt: skip


@dataclass
class Chat:
    """A group, or an old multi-person room."""

    id: str
    kind: ChatKind
    title: str
    latin: str
    members: set[int]  # rows of people
    bot_in: bool


@dataclass
class Account:
    """The LINE Official Account and its channel."""

    user_id: str
    access_token: str
    channel_secret: str
    display_name: str = "課堂小幫手"
    basic_id: str = "@000abcde"
    verified: bool = False
    chat_mode: str = "chat"
    country: str = "TW"
    expired_tokens: set[str] = field(default_factory=set)


class People:
    """The cast in the first rows, the unnamed crowd of friends behind them, and the chats they share."""

    def __init__(
        self, ids: Ids, now_ms: int, cast: Sequence[Character], gatherings: Sequence[Gathering], crowd: int = 0
    ) -> None:
        """`crowd` is the number of unnamed friends."""
        self._ids = ids
        self._named: dict[int, tuple[str, str]] = {}
        self.population = Population(len(cast) + crowd)
        for row, character in enumerate(cast):
            self._seat(row, character, now_ms)
        if crowd:
            self.population.settle_crowd(len(cast), crowd, now_ms)
        self.chats: dict[str, Chat] = {}
        for gathering in gatherings:
            self.open_chat(gathering)

    def add(self, character: Character, now_ms: int) -> int:
        """Add a person behind everyone else; return the row."""
        self.population.extend()
        row = len(self.population) - 1
        self._seat(row, character, now_ms)
        return row

    def _seat(self, row: int, c: Character, now_ms: int) -> None:
        self._named[row] = (c.name, c.latin)
        self.population.set(
            row, friend=c.friend, blocked=c.blocked, left_line=c.left_line,
            gender=GENDERS.get(c.gender or "", 0), age=AGES.get(c.age or "", 0),
            app_type=APP_TYPES.get(c.app_type or "", 0), area=AREAS.get(c.area or "", 0),
        )  # fmt: skip
        if c.wrote_days_ago is not None:
            self.population.set(row, wrote_at=now_ms - c.wrote_days_ago * DAY)
        if c.friend:
            self.population.set(row, friend_since=now_ms - c.friend_days * DAY)

    # Persons ----------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self.population)

    @property
    def named_rows(self) -> list[int]:
        """The rows of the named people: those an outcome names even when the message went to everyone."""
        return list(self._named)

    def row(self, user_id: str) -> int | None:
        """Return the row of the person with this id; None when nobody of this provider has it."""
        if not USER_ID.fullmatch(user_id):
            return None
        row = self._ids.user_number(user_id)
        return row if row is not None and row < len(self.population) else None

    def row_named(self, name: str) -> int | None:
        """Return the row of a person by name (小美 or Mei), by a crowd name (陳怡君#12), or by user id."""
        for row, names in self._named.items():
            if name in names:
                return row
        number = name.rpartition("#")[2]
        if number.isascii() and number.isdecimal() and len(number) < 10:
            row = int(number)
            return row if row < len(self) and self.name(row) == name else None
        return self.row(name)

    def user_id(self, row: int) -> str:
        """Return the user id of a row."""
        return self._ids.user(row)

    def name(self, row: int) -> str:
        """Return 小美 for the cast; a computed name with the row's number for the crowd."""
        if row in self._named:
            return self._named[row][0]
        return f"{_SURNAMES[row * 7 % len(_SURNAMES)]}{_GIVEN[row * 11 % len(_GIVEN)]}#{row}"

    def latin(self, row: int) -> str:
        """Return Mei for 小美; the crowd has one name for all languages."""
        return self._named[row][1] if row in self._named else self.name(row)

    def state(self, row: int) -> str:
        """Return how this person stands to the account: left_line, blocked, friend or not_friend."""
        crowd = self.population
        for state, column in (("left_line", crowd.left_line), ("blocked", crowd.blocked), ("friend", crowd.friend)):
            if row in column:
                return state
        return "not_friend"

    def can_be_seen(self, row: int) -> bool:
        """Whether LINE shows this person's profile: friends, and non-friends who wrote and have not blocked."""
        state = self.state(row)
        return state == "friend" or (state == "not_friend" and bool(self.population.wrote_at.get(row)))

    # Reach ------------------------------------------------------------------------------------------------

    def push_outcome(self, row: int, now_ms: int) -> PersonOutcome:
        """Whether a push reaches this person: friends, and who wrote one-to-one in the last 7 days (facts 2.1)."""
        wrote_at = self.population.wrote_at.get(row, 0)
        recently = wrote_at > 0 and now_ms - wrote_at <= limits.PUSH_NON_FRIEND_DAYS * DAY
        return self._outcome(row, Reason.WROTE_RECENTLY if recently else None)

    def multicast_outcome(self, row: int) -> PersonOutcome:
        """Whether multicast, narrowcast or broadcast reaches this person: friends only (facts 2.2)."""
        return self._outcome(row, None)

    def reply_outcome(self, row: int) -> PersonOutcome:
        """Whether a reply reaches this person: who wrote need not be a friend; a block still stops it [I]."""
        return self._outcome(row, Reason.REPLY_TOKEN)

    def chat_outcomes(self, chat: Chat) -> list[PersonOutcome]:
        """Return the outcome in a group or room: everybody there sees the message."""
        return [PersonOutcome(self.name(r), self.user_id(r), True, Reason.IN_CHAT, r) for r in sorted(chat.members)]

    def standing(self, row: int, now_ms: int) -> str:
        """Return the `state`, or wrote_recently for one who is no friend but whom a push still reaches."""
        reason = self.push_outcome(row, now_ms).reason
        return reason.value if reason is Reason.WROTE_RECENTLY else self.state(row)

    def _outcome(self, row: int, stranger: Reason | None) -> PersonOutcome:
        state = self.state(row)
        reason = stranger if state == "not_friend" and stranger else Reason(state)
        received = reason in (Reason.FRIEND, Reason.WROTE_RECENTLY, Reason.REPLY_TOKEN)
        return PersonOutcome(self.name(row), self.user_id(row), received, reason, row)

    # Groups and rooms -------------------------------------------------------------------------------------

    def open_chat(self, gathering: Gathering) -> Chat:
        """Make a group or room. Raise KeyError when a member is nobody."""
        number = sum(chat.kind == gathering.kind for chat in self.chats.values())
        rows = list(map(self.row_named, gathering.members))
        members = {row for row in rows if row is not None}  # whoever is named twice, 小美 and Mei, is there once
        if None in rows:
            raise KeyError(f"{gathering.title}: nobody has one of these names: {', '.join(gathering.members)}")
        chat_id = self._ids.chat(gathering.kind, number)
        chat = Chat(chat_id, gathering.kind, gathering.title, gathering.latin, members, gathering.bot_in)
        self.chats[chat.id] = chat
        return chat

    def chat_named(self, name: str) -> Chat | None:
        """Return a group or room by title (同學會 or Class reunion) or id."""
        return next((chat for chat in self.chats.values() if name in (chat.title, chat.latin, chat.id)), None)
