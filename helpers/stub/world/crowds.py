"""The unnamed friends behind the cast: what LINE estimates of them, and for how long they have been friends.

A crowd is drawn, not stored: the same people in every run and on every Python. What is asked for is made at its first
use. Up to 5,000 people are drawn one by one, as the lessons have them; more are drawn all at once, as bits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from math import gcd
from typing import Protocol

from helpers.stub.world.attributes import AGES, APP_TYPES, AREAS, GENDERS
from helpers.stub.world.row_sets import noise, random_bits

#: Up to this many are drawn one by one.
SINGLY_MOST = 5000
#: Everyone has been a friend for this many days or longer when the world begins: LINE knows attributes after three.
DAYS_LEAST = 4
#: Bits of the number of days beyond that.
DAY_BITS = 10

TAIWAN_AREAS = [code for value, code in AREAS.items() if value.startswith("tw_")]
#: How many of 1,024 people of a large crowd live in each area, in the order of TAIWAN_AREAS (tw_01 to tw_22): the lab's
#: own rough shares, no fact of LINE.
AREA_SHARES = (109, 177, 102, 125, 81, 119, 16, 20, 12, 26, 23, 54, 20, 29, 21, 34, 20, 14, 9, 5, 7, 1)


class Crowd(Protocol):
    """People numbered from 0. Sets of them are the bits of a number."""

    size: int

    def attribute(self, name: str) -> Mapping[int, int]:
        """Return who has which value of gender, age, app_type or area, by code; the others are unknown."""

    @property
    def known(self) -> int:
        """Those whose gender, age and area are known."""

    @property
    def days(self) -> Sequence[int]:
        """The days of friendship beyond DAYS_LEAST: bit *i* of the number is in the set *i*."""


def crowd(size: int, first: int) -> Crowd:
    """Return a crowd of this size whose people have the rows from `first` on."""
    return _SmallCrowd(size, first) if size <= SINGLY_MOST else _LargeCrowd(size)


_CODES = {
    "gender": (2, list(GENDERS.values())),
    "age": (3, list(AGES.values())),
    "app_type": (4, list(APP_TYPES.values())),
    "area": (5, TAIWAN_AREAS),
}
_DAYS, _UNKNOWN = 1, 6
_ALWAYS_KNOWN = "app_type"


class _SmallCrowd:
    """People drawn one by one, by row."""

    def __init__(self, size: int, first: int) -> None:
        self.size = size
        self._rows = range(first, first + size)

    def attribute(self, name: str) -> Mapping[int, int]:
        salt, codes = _CODES[name]
        drawn = [codes[noise(row, salt) % len(codes)] for row in self._rows]
        known = (1 << self.size) - 1 if name == _ALWAYS_KNOWN else self.known
        return {code: _bits([one == code for one in drawn]) & known for code in codes}

    @cached_property
    def known(self) -> int:
        return _bits([noise(row, _UNKNOWN) % 10 >= 2 for row in self._rows])

    @cached_property
    def days(self) -> Sequence[int]:
        days = [noise(row, _DAYS) % 900 for row in self._rows]
        return [_bits([bool(day >> bit & 1) for day in days]) for bit in range(DAY_BITS)]


def _bits(flags: Sequence[bool]) -> int:
    """Return the number whose bits are these, the lowest first."""
    return int("".join("1" if flag else "0" for flag in reversed(flags)) or "0", 2)


class _LargeCrowd:
    """People drawn all at once: each draws a number of some bits, and a value takes a share of the numbers."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._all = (1 << size) - 1

    def attribute(self, name: str) -> Mapping[int, int]:
        salt, codes = _CODES[name]
        shares = (
            AREA_SHARES
            if name == "area"
            else [1024 * (n + 1) // len(codes) - 1024 * n // len(codes) for n in range(len(codes))]
        )
        known = self._all if name == _ALWAYS_KNOWN else self.known
        bounds = [0, *accumulate(shares)]
        fine = gcd(*bounds).bit_length() - 1  # no bound needs the bits below this one: half is a matter of one bit
        drawn = self._planes(salt, range(fine, 10))
        under = [below(drawn, bound >> fine, self._all) & known for bound in bounds]
        return {code: under[at] ^ under[at + 1] for at, code in enumerate(codes)}

    @cached_property
    def known(self) -> int:
        return self._all ^ below(self._planes(_UNKNOWN, range(8)), 256 * 2 // 10, self._all)

    @cached_property
    def days(self) -> Sequence[int]:
        return self._planes(_DAYS, range(DAY_BITS))

    def _planes(self, salt: int, bits: Iterable[int]) -> list[int]:
        return [random_bits(self.size, f"line-lab/crowd/{salt}/{bit}") for bit in bits]


def below(planes: Sequence[int], bound: int, everyone: int) -> int:
    """Return those of `everyone` whose number is less than `bound`; bit *i* of the numbers is in the set *i*."""
    if bound <= 0 or bound >> len(planes):
        return everyone if bound > 0 else 0
    found = 0
    for bit, plane in enumerate(planes):
        found = (found | (everyone ^ plane)) if bound >> bit & 1 else found ^ (found & plane)
    return found
