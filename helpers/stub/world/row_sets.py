"""Sets of people by their rows: a large one is one whole number, a small one the rows; and picks from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from hashlib import blake2b, shake_128
from itertools import islice
from struct import iter_unpack
from typing import Any

from helpers.line.condition_tree import operands

#: A row kept as an object takes about as much memory as this many bits.
_BITS_PER_ROW = 512
#: From up to this many people some are picked one by one; from more all at once, bit by bit ...
_PICKED_SINGLY = 6000
#: ... until no more than this many are left to pick from: a bit for a million people costs less than sorting more rows.
_LEFT_SINGLY = 1500
_TOP = 2**64 - 1


class RowSet:
    """An unchanging set of rows.

    A large set is one int whose bit *i* is row *i*, so that sets are joined at once, whatever their size. A small set
    is kept as rows: a single bit at row 22,000,000 would take 2.7 MB.
    """

    __slots__ = ("_bits", "_count", "_rows")

    def __init__(self, rows: Iterable[int] = ()) -> None:
        """Hold these rows."""
        distinct = frozenset(rows)
        self._count: int | None = len(distinct)
        self._rows: frozenset[int] | None = None
        self._bits = 0
        if len(distinct) * _BITS_PER_ROW < max(distinct, default=0):
            self._rows = distinct
        else:
            self._bits = _joined(distinct)

    @classmethod
    def of_bits(cls, bits: int) -> RowSet:
        """Return the set whose rows are the bits of this number."""
        made = cls.__new__(cls)
        made._bits, made._rows, made._count = bits, None, None
        return made

    @classmethod
    def everyone(cls, size: int) -> RowSet:
        """Return the rows from 0 to `size`, without `size` itself."""
        return cls.of_bits((1 << size) - 1)

    @property
    def bits(self) -> int:
        """The rows as the bits of one number."""
        return self._bits if self._rows is None else _joined(self._rows)

    @property
    def memory(self) -> int:
        """About how many bytes the set takes."""
        return self._bits.bit_length() // 8 if self._rows is None else len(self._rows) * _BITS_PER_ROW // 8

    def compact(self) -> RowSet:
        """Return the same set in the form that takes less memory, for keeping."""
        return RowSet(self) if self._rows is None and len(self) * _BITS_PER_ROW < self._bits.bit_length() else self

    def first(self, count: int, start: int = 0) -> list[int]:
        """Return the lowest `count` rows from row `start` on."""
        return list(islice((start + row for row in _rows_of(self.bits >> start)), count))

    def __contains__(self, row: int) -> bool:
        if self._rows is not None:
            return row in self._rows
        return row < self._bits.bit_length() and bool(self._bits & 1 << row)

    def __len__(self) -> int:
        if self._count is None:
            self._count = self._bits.bit_count()
        return self._count

    def __bool__(self) -> bool:
        return bool(self._bits or self._rows)

    def __iter__(self) -> Iterator[int]:
        return _rows_of(self._bits) if self._rows is None else iter(sorted(self._rows))

    def __and__(self, other: RowSet) -> RowSet:
        return RowSet.of_bits(self.bits & other.bits)

    def __or__(self, other: RowSet) -> RowSet:
        return RowSet.of_bits(self.bits | other.bits)

    def __sub__(self, other: RowSet) -> RowSet:
        mine = self.bits
        return RowSet.of_bits(mine ^ (mine & other.bits))

    def __eq__(self, other: object) -> bool:
        return self.bits == other.bits if isinstance(other, RowSet) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.bits)

    def __repr__(self) -> str:
        return f"<{len(self):,} people>"


def _joined(rows: Iterable[int]) -> int:
    """Return the number whose bits are these rows."""
    known = list(rows)
    octets = bytearray(max(known, default=-1) // 8 + 1)
    for row in known:
        octets[row >> 3] |= 1 << (row & 7)
    return int.from_bytes(octets, "little")


def _rows_of(bits: int) -> Iterator[int]:
    """Yield the rows of a number's bits, the lowest first.

    The number is read 64 bits at a time: most of them are 0 in a small part of millions.
    """
    octets = bits.to_bytes((bits.bit_length() + 63) // 64 * 8, "little")
    for place, (word,) in enumerate(iter_unpack("<Q", octets)):
        while word:
            lowest = word & -word
            yield place * 64 + lowest.bit_length() - 1
            word ^= lowest


NOBODY = RowSet()


def union(sets: Iterable[RowSet]) -> RowSet:
    """Return everyone who is in any of the sets."""
    return reduce(RowSet.__or__, sets, NOBODY)


# At random --------------------------------------------------------------------------------------------------------


def noise(row: int, salt: int) -> int:
    """Return a number from 0 to 2**64 - 1 that looks random and is the same in every run (splitmix64)."""
    x = (row * 64 + salt + 1) * 0x9E3779B97F4A7C15 & _TOP
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & _TOP
    x = (x ^ x >> 27) * 0x94D049BB133111EB & _TOP
    return x ^ x >> 31


def random_bits(size: int, seed: str) -> int:
    """Return `size` bits that look random: the same ones for the same seed, in every run and on every Python.

    Fewer bits of the same seed are the first of more.
    """
    return int.from_bytes(shake_128(seed.encode()).digest((size + 7) // 8), "little") & (1 << size) - 1


def pick(people: RowSet, count: int, seed: str) -> RowSet:
    """Return `count` of these people "at random" (REF#send-narrowcast-limit): the same ones for the same seed.

    Everyone draws a number, bit by bit from the top, and the lowest `count` are picked.
    """
    if count >= len(people):
        return people
    left, picked = people.bits, 0
    if len(people) <= _PICKED_SINGLY:
        return RowSet.of_bits(_lowest(left, count, seed))
    size, level = left.bit_length(), 0
    while left.bit_count() > _LEFT_SINGLY:
        low = left & ~random_bits(size, f"{seed}/{level}")
        level += 1
        drawn = low.bit_count()
        if drawn > count:
            left = low
        else:
            left, picked, count = left ^ low, picked | low, count - drawn
    return RowSet.of_bits(picked | _lowest(left, count, seed))


def _lowest(people: int, count: int, seed: str) -> int:
    """Return the `count` of these people who draw the lowest numbers."""
    salt = int.from_bytes(blake2b(seed.encode(), digest_size=7).digest(), "big")
    return _joined(sorted(_rows_of(people), key=lambda row: noise(row, salt))[:count])


# Operator objects -------------------------------------------------------------------------------------------------


def evaluate(tree: Mapping[str, Any], everyone: RowSet, people_of: Callable[[Mapping[str, Any]], RowSet]) -> RowSet:
    """Return the people a valid tree of operator objects means; `people_of` knows those of a single condition.

    ``not`` means all others of `everyone`. Trees nest without limit (REF#narrowcast-recipient): nothing here recurses.
    """
    todo = [(tree, False)]
    done: list[RowSet] = []
    while todo:
        node, parts_done = todo.pop()
        if node["type"] != "operator":
            done.append(people_of(node))
        elif parts_done:
            done.append(_join(node, everyone, [done.pop() for _ in operands(node)]))
        else:
            todo.append((node, True))
            todo.extend((part, False) for part in operands(node))
    return done.pop()


def _join(operator: Mapping[str, Any], everyone: RowSet, parts: Sequence[RowSet]) -> RowSet:
    if operator.get("not") is not None:
        return everyone - parts[0]
    return reduce(RowSet.__and__ if operator.get("and") else RowSet.__or__, parts)
