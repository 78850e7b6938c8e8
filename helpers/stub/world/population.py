"""Everyone the account may meet, as columns: row *i* is person *i*, for five people or a million.

Demographics are what LINE estimates, so most of them may be unknown (code 0). Names, ids and profiles are
computed from the row number and never stored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from linebot.v3.messaging.models.age_demographic import AgeDemographic
from linebot.v3.messaging.models.app_type_demographic import AppTypeDemographic
from linebot.v3.messaging.models.area_demographic import AreaDemographic
from linebot.v3.messaging.models.gender_demographic import GenderDemographic
from linebot.v3.messaging.models.subscription_period_demographic import SubscriptionPeriodDemographic

from helpers.line import limits
from helpers.line.timestamps import DAY

Mask = npt.NDArray[np.bool_]


def _values(enum: Any) -> dict[str, int]:
    """Wire values of an SDK enum → codes from 1; 0 stays for 'unknown'."""
    return {member.value: code for code, member in enumerate(enum, start=1)}


GENDERS = _values(GenderDemographic)
AGES = _values(AgeDemographic)
APP_TYPES = _values(AppTypeDemographic)
AREAS = _values(AreaDemographic)
SUBSCRIPTION_DAYS = {value: int(value.removeprefix("day_")) for value in _values(SubscriptionPeriodDemographic)}

TAIWAN_AREAS = [code for value, code in AREAS.items() if value.startswith("tw_")]


class Population:
    """The columns, and the questions one may ask of them."""

    def __init__(self, size: int) -> None:
        """`size` strangers: nobody is a friend, nothing is known of anybody."""
        self.friend = np.zeros(size, dtype=np.bool_)
        self.blocked = np.zeros(size, dtype=np.bool_)
        self.left_line = np.zeros(size, dtype=np.bool_)
        self.wrote_at = np.zeros(size, dtype=np.int64)  # ms; 0: never wrote one-to-one
        self.friend_since = np.zeros(size, dtype=np.int64)  # ms
        self.gender = np.zeros(size, dtype=np.int8)
        self.age = np.zeros(size, dtype=np.int8)
        self.app_type = np.zeros(size, dtype=np.int8)
        self.area = np.zeros(size, dtype=np.int8)

    def __len__(self) -> int:
        return len(self.friend)

    def set(self, row: int, **values: object) -> None:
        """Change one person; forgets what was worked out from the columns before."""
        for column, value in values.items():
            getattr(self, column)[row] = value
        if values.keys() != {"wrote_at"}:  # having written changes nobody's reach: sends go on sharing one mask
            self._forget()

    def _forget(self) -> None:
        self.__dict__.pop("reachable", None)
        self.__dict__.pop("target_reach", None)

    def extend(self, count: int = 1) -> None:
        """Room for `count` more strangers at the end."""
        for column, values in list(vars(self).items()):
            if column not in ("reachable", "target_reach"):
                setattr(self, column, np.append(values, np.zeros(count, dtype=values.dtype)))
        self._forget()

    @cached_property
    def reachable(self) -> Mask:
        """Friends who have not blocked the account nor left LINE: whom a broadcast reaches.

        One array serves every send until somebody's state changes.
        """
        mask: Mask = self.friend & ~self.blocked & ~self.left_line
        mask.flags.writeable = False
        return mask

    @cached_property
    def target_reach(self) -> int:
        """REF#get-number-of-followers ``targetedReaches``: reachable, and gender, age and area known."""
        known = (self.gender > 0) & (self.age > 0) & (self.area > 0)
        return int(np.count_nonzero(self.reachable & known))

    def matching(self, demographic: Mapping[str, Any], now_ms: int) -> Mask:
        """Who meets a demographic filter (REF#narrowcast-demographic-filter); unknown never matches [I]."""
        kind = demographic["type"]
        if kind == "operator":
            return combine(demographic, lambda part: self.matching(part, now_ms))
        return _FILTERS[kind](self, demographic, now_ms) & self._settled(now_ms)

    def _settled(self, now_ms: int) -> Mask:
        """Attributes are about three days old: who joined since is not matched by any of them."""
        return self.friend_since <= now_ms - limits.DEMOGRAPHIC_DELAY_DAYS * DAY


def combine(operator: Mapping[str, Any], mask_of: Callable[[Mapping[str, Any]], Mask]) -> Mask:
    """The mask of an operator object: exactly one of ``and``, ``or``, ``not`` is there (checked before)."""
    if operator.get("not") is not None:
        return ~mask_of(operator["not"])
    parts = [mask_of(part) for part in operator.get("and") or operator["or"]]
    mask: Mask = (np.logical_and if operator.get("and") else np.logical_or).reduce(parts)
    return mask


def _one_of(column: str, codes: Mapping[str, int]) -> Callable[[Population, Mapping[str, Any], int], Mask]:
    def mask(population: Population, demographic: Mapping[str, Any], now_ms: int) -> Mask:
        wanted = [codes[value] for value in demographic.get("oneOf") or ()]
        return np.isin(getattr(population, column), wanted)

    return mask


def _age(population: Population, demographic: Mapping[str, Any], now_ms: int) -> Mask:
    low, high = _bounds(demographic, AGES, max(AGES.values()) + 1)
    return (population.age >= max(low, 1)) & (population.age < high)


def _subscription(population: Population, demographic: Mapping[str, Any], now_ms: int) -> Mask:
    low, high = _bounds(demographic, SUBSCRIPTION_DAYS, 100_000)
    days = (now_ms - population.friend_since) // DAY
    return population.friend & (days >= low) & (days < high)


def _bounds(demographic: Mapping[str, Any], codes: Mapping[str, int], top: int) -> tuple[int, int]:
    gte, lt = demographic.get("gte"), demographic.get("lt")
    return codes[gte] if gte else 0, codes[lt] if lt else top


_FILTERS = {
    "gender": _one_of("gender", GENDERS),
    "age": _age,
    "appType": _one_of("app_type", APP_TYPES),
    "area": _one_of("area", AREAS),
    "subscriptionPeriod": _subscription,
}


def fill_crowd(population: Population, rows: slice, now_ms: int) -> None:
    """Give the friends in `rows` demographics, as a shop in Taiwan might see them; two in ten stay unknown."""
    population.friend[rows] = True
    population.friend_since[rows] = now_ms - (4 + noise(rows, 1) % 900).astype(np.int64) * DAY
    _spread(population.gender, rows, list(GENDERS.values()), 2)
    _spread(population.age, rows, list(AGES.values()), 3)
    _spread(population.app_type, rows, list(APP_TYPES.values()), 4)
    _spread(population.area, rows, TAIWAN_AREAS, 5)
    unknown = noise(rows, 6) % 10 < 2
    for column in (population.gender, population.age, population.area):
        column[rows][unknown] = 0


def _spread(column: npt.NDArray[np.int8], rows: slice, codes: Sequence[int], salt: int) -> None:
    column[rows] = np.array(codes, dtype=np.int8)[noise(rows, salt) % len(codes)]


def noise(rows: slice, salt: int) -> npt.NDArray[np.uint64]:
    """A number a row that looks random and is the same in every run and numpy version (splitmix64)."""
    x = np.arange(rows.start, rows.stop, dtype=np.uint64) * np.uint64(64) + np.uint64(salt)
    x = (x + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: npt.NDArray[np.uint64] = x ^ (x >> np.uint64(31))
    return mixed
