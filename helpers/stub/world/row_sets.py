"""Sets of people for narrowcasts: kept small, picked at random, and combined by operator objects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt

from helpers.line.condition_tree import operands
from helpers.stub.world.population import Mask, combine, noise

#: One bit a person costs as much as one index of 32 bits for every 32nd person.
_BITS_PER_INDEX = 32


class Recipients:
    """A set of a few rows; `helpers.stub.world.row_sets.Rows` is one of many."""

    def __init__(self, rows: frozenset[int]) -> None:
        """`rows` are row numbers of the population."""
        self._rows = rows
        self._count = len(rows)

    def __contains__(self, row: int) -> bool:
        return row in self._rows

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[int]:
        return iter(self._rows)

    def mask(self, size: int) -> Mask:
        """The set as a fresh mask over `size` people."""
        mask = np.zeros(size, dtype=np.bool_)
        mask[list(self._rows)] = True
        return mask


class Rows(Recipients):
    """A set of rows as indices while they are few, as packed bits when they are many: 125 KB for a million at most."""

    def __init__(self, rows: Iterable[int] | Mask) -> None:
        """`rows`: a mask over the population, or any row numbers."""
        self._packed = False
        self._kept: npt.NDArray[np.int32] | npt.NDArray[np.uint8]
        if not isinstance(rows, np.ndarray):
            self._kept = np.unique(np.fromiter(rows, np.int32))
            self._count = len(self._kept)
            return
        self._count = int(np.count_nonzero(rows))
        self._packed = self._count * _BITS_PER_INDEX >= len(rows)
        self._kept = np.packbits(rows) if self._packed else np.flatnonzero(rows).astype(np.int32)

    def __contains__(self, row: int) -> bool:
        if self._packed:
            byte, bit = divmod(row, 8)
            return byte < len(self._kept) and bool(int(self._kept[byte]) >> (7 - bit) & 1)
        place = int(np.searchsorted(self._kept, row))
        return place < len(self._kept) and int(self._kept[place]) == row

    def __iter__(self) -> Iterator[int]:
        rows = np.flatnonzero(np.unpackbits(self._bits())) if self._packed else self._kept
        return iter(int(row) for row in rows)

    @property
    def span(self) -> int:
        """A number of people that all of these are among."""
        if self._packed:
            return 8 * len(self._kept)
        return int(self._kept[-1]) + 1 if self._count else 0

    def mask(self, size: int) -> Mask:
        """The set as a fresh mask over `size` people."""
        if self._packed:
            return np.unpackbits(self._bits(), count=size).view(np.bool_)
        mask = np.zeros(size, dtype=np.bool_)
        mask[self._kept] = True
        return mask

    def _bits(self) -> npt.NDArray[np.uint8]:
        return self._kept.view(np.uint8)


NOBODY = Rows(())


def union(sets: Sequence[Rows]) -> Rows:
    """Everyone who is in any of the sets."""
    if len(sets) < 2:
        return sets[0] if sets else NOBODY
    size = max(rows.span for rows in sets)
    return Rows(reduce(np.logical_or, (rows.mask(size) for rows in sets)))


def pick(mask: Mask, count: int, seed: str) -> Mask:
    """`count` of the mask's people "at random" (REF#send-narrowcast-limit): the same ones for the same seed."""
    rows = np.flatnonzero(mask)
    if count >= len(rows):
        return mask
    salt = int.from_bytes(blake2b(seed.encode(), digest_size=7).digest(), "big")
    draw = noise(slice(0, len(mask)), salt)[rows]  # no two rows draw the same number, so there are no ties
    picked = np.zeros_like(mask)
    picked[rows[np.argpartition(draw, count)[:count]]] = True
    return picked


# Operator objects -----------------------------------------------------------------------------------------------
# Recipient objects and demographic filters nest without limit (REF#narrowcast-recipient), so nothing here recurses.


def evaluate(tree: Mapping[str, Any], mask_of: Callable[[Mapping[str, Any]], Mask]) -> Mask:
    """The people a tree of operator objects means, deepest first; `mask_of` knows those of a single object."""
    todo = [(tree, False)]
    done: list[Mask] = []
    while todo:
        node, parts_done = todo.pop()
        if node["type"] != "operator":
            done.append(mask_of(node))
        elif parts_done:
            done.append(_join(node, iter([done.pop() for _ in operands(node)])))
        else:
            todo.append((node, True))
            todo.extend((part, False) for part in operands(node))
    return done.pop()


def _join(operator: Mapping[str, Any], parts: Iterator[Mask]) -> Mask:
    return combine(operator, lambda _part: next(parts))
