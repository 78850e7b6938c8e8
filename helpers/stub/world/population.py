"""Everyone the account may meet, by rows: who is a friend, who can be reached, who meets a demographic filter.

Demographics are what LINE estimates, so some of them are unknown (code 0). Names, ids and profiles are computed from
the row and never stored; sets of people are bits (`helpers.stub.world.row_sets`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from helpers.line import limits
from helpers.line.timestamps import DAY
from helpers.stub.world.attributes import AGES, APP_TYPES, AREAS, GENDERS, SUBSCRIPTION_DAYS
from helpers.stub.world.crowds import DAYS_LEAST, Crowd, below, crowd
from helpers.stub.world.row_sets import NOBODY, RowSet, evaluate, union

#: The attributes LINE estimates, and the values of each by code.
ATTRIBUTES = {"gender": GENDERS, "age": AGES, "app_type": APP_TYPES, "area": AREAS}
#: Those that someone in the target reach has (REF#get-number-of-followers).
_TARGETABLE = ("gender", "age", "area")
_STATES = ("friend", "blocked", "left_line")
_NO_CROWD = crowd(0, 0)


class Population:
    """The people, and the questions one may ask about them."""

    def __init__(self, size: int) -> None:
        """Begin with `size` strangers: nothing is known of them."""
        self._size = size
        self.friend = self.blocked = self.left_line = NOBODY
        self.wrote_at: dict[int, int] = {}  # ms; who never wrote one-to-one is not in it
        self._since: dict[int, int] = {}  # ms; when those became friends who are not of the crowd
        self._values: dict[str, dict[int, RowSet]] = {}  # by attribute and code, drawn when first asked for
        self._set: dict[int, dict[str, int]] = {}  # attributes given to single people
        self._crowd: Crowd = _NO_CROWD
        self._first = 0
        self._began = 0
        self._reach: RowSet | None = None
        self._target_reach: int | None = None

    def __len__(self) -> int:
        return self._size

    def settle_crowd(self, first: int, size: int, now_ms: int) -> None:
        """Make the people in the rows from `first` on the crowd: friends, as a shop in Taiwan might have them."""
        self._crowd, self._first, self._began = crowd(size, first), first, now_ms
        self.friend |= self._of_crowd((1 << size) - 1)
        self._forget()

    def draw(self) -> None:
        """Draw now what is else drawn when it is first asked for, so that no request waits for it.

        A million people take about 0.03 s, 22 million about 1 s.
        """
        for attribute in ATTRIBUTES:
            self.values(attribute)
        self.friends_for(0, 1, self._began)

    def _of_crowd(self, bits: int) -> RowSet:
        return RowSet.of_bits(bits << self._first)

    def set(self, row: int, **values: int | bool) -> None:
        """Change what is known of one person: a state, ``wrote_at`` or ``friend_since`` in ms, a code of an attribute.

        Forgets what was worked out before, but not for having written: that changes no reach, so sends go on sharing
        one set.
        """
        for name, value in values.items():
            if name in _STATES:
                before: RowSet = getattr(self, name)
                one = RowSet((row,))
                setattr(self, name, before | one if value else before - one)
            elif name in ATTRIBUTES:
                self._set.setdefault(row, {})[name] = int(value)
                self._move(name, row, int(value))
            else:
                {"wrote_at": self.wrote_at, "friend_since": self._since}[name][row] = int(value)
        if values.keys() != {"wrote_at"}:
            self._forget()

    def _move(self, attribute: str, row: int, code: int) -> None:
        """Put one person among those with this code: drawing a large crowd anew would take a second."""
        values, one = self._values.get(attribute, {}), RowSet((row,))
        for other, people in values.items():
            if (row in people) != (other == code):
                values[other] = people | one if other == code else people - one

    def _forget(self) -> None:
        self._reach = self._target_reach = None

    def extend(self, count: int = 1) -> None:
        """Add `count` strangers at the end."""
        self._size += count
        self._forget()

    # One person -----------------------------------------------------------------------------------------------------

    def code(self, attribute: str, row: int) -> int:
        """Return the code of a person's gender, age, app_type or area; 0 when unknown."""
        return next((code for code, people in self.values(attribute).items() if row in people), 0)

    def friend_since(self, row: int) -> int:
        """Return when a person became a friend, in ms since 1970; 0 for who never was one."""
        if row in self._since or not 0 <= row - self._first < self._crowd.size:
            return self._since.get(row, 0)
        place = 1 << (row - self._first)
        days = sum(1 << bit for bit, plane in enumerate(self._crowd.days) if plane & place)
        return self._began - (DAYS_LEAST + days) * DAY

    # Sets of people -------------------------------------------------------------------------------------------------

    @property
    def everyone(self) -> RowSet:
        """All rows there are."""
        return RowSet.everyone(self._size)

    @property
    def reachable(self) -> RowSet:
        """Friends who have not blocked the account nor left LINE: whom a broadcast reaches.

        One set serves every send until somebody's state changes.
        """
        if self._reach is None:
            self._reach = self.friend - self.blocked - self.left_line
        return self._reach

    @property
    def target_reach(self) -> int:
        """REF#get-number-of-followers ``targetedReaches``: reachable, and gender, age and area known."""
        if self._target_reach is None:
            single = RowSet(row for row, known in self._set.items())
            targetable = RowSet(
                row for row, known in self._set.items() if all(self._known(row, name, known) for name in _TARGETABLE)
            )
            self._target_reach = len(((self._of_crowd(self._crowd.known) - single) | targetable) & self.reachable)
        return self._target_reach

    def _known(self, row: int, name: str, known: Mapping[str, int]) -> bool:
        return bool(known[name] if name in known else self.code(name, row))

    def values(self, attribute: str) -> Mapping[int, RowSet]:
        """Return who has which value of an attribute, by code; drawn when first asked for."""
        if attribute not in self._values:
            drawn = self._crowd.attribute(attribute)
            given = {row: known[attribute] for row, known in self._set.items() if attribute in known}
            others = RowSet(given)
            self._values[attribute] = {
                code: (self._of_crowd(drawn.get(code, 0)) - others)
                | RowSet(r for r, one in given.items() if one == code)
                for code in ATTRIBUTES[attribute].values()
            }
        return self._values[attribute]

    def friends_for(self, low: int, high: int, now_ms: int) -> RowSet:
        """Return the friends who have been friends for `low` days or longer, and for less than `high` days."""
        passed = DAYS_LEAST + (now_ms - self._began) // DAY
        crowd_all = (1 << self._crowd.size) - 1
        long, longer = (below(self._crowd.days, bound - passed, crowd_all) for bound in (low, high))
        single = RowSet(row for row, since in self._since.items() if low <= (now_ms - since) // DAY < high)
        return ((self._of_crowd(long ^ longer) - RowSet(self._since)) | single) & self.friend

    def joined_since(self, ms: int) -> RowSet:
        """Return who became a friend after this time; the crowd was there before the world began."""
        return RowSet(row for row, since in self._since.items() if since > ms)

    def matching(self, demographic: Mapping[str, Any], now_ms: int) -> RowSet:
        """Return who meets a demographic filter (REF#narrowcast-demographic-filter); unknown never matches [I].

        Attributes are about three days old: who joined since is not matched by any condition.
        """
        late = self.joined_since(now_ms - limits.DEMOGRAPHIC_DELAY_DAYS * DAY)
        return evaluate(demographic, self.everyone, lambda one: _FILTERS[one["type"]](self, one, now_ms) - late)


def _one_of(attribute: str) -> Callable[[Population, Mapping[str, Any], int], RowSet]:
    codes = ATTRIBUTES[attribute]

    def people(population: Population, condition: Mapping[str, Any], now_ms: int) -> RowSet:
        values = population.values(attribute)
        return union(values[codes[value]] for value in dict.fromkeys(condition.get("oneOf") or ()))

    return people


def _age(population: Population, condition: Mapping[str, Any], now_ms: int) -> RowSet:
    low, high = _bounds(condition, AGES, max(AGES.values()) + 1)
    return union(people for code, people in population.values("age").items() if low <= code < high)


def _subscription(population: Population, condition: Mapping[str, Any], now_ms: int) -> RowSet:
    low, high = _bounds(condition, SUBSCRIPTION_DAYS, 100_000)
    return population.friends_for(low, high, now_ms)


def _bounds(condition: Mapping[str, Any], codes: Mapping[str, int], top: int) -> tuple[int, int]:
    gte, lt = condition.get("gte"), condition.get("lt")
    return codes[gte] if gte else 0, codes[lt] if lt else top


_FILTERS = {
    "gender": _one_of("gender"),
    "age": _age,
    "appType": _one_of("app_type"),
    "area": _one_of("area"),
    "subscriptionPeriod": _subscription,
}
