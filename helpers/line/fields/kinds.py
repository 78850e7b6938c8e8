"""What kinds of value the fields of a message take, as data: the tables of fields are written in these words.

A kind knows the limits and where LINE documents them. It does not know how LINE words a refusal: the same limit is
told in other words in an ordinary field, a template and a Flex container (facts 1.5, 14.2).
A kind without fields of its own needs no decorator: making a dataclass is a millisecond of every `open_lab`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from helpers.line.limits import Limit, reference_url


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A value and the page that describes it; `required` fields may not be left out."""

    anchor: str
    required: bool = False

    @property
    def reference(self) -> str:
        """The address of the page that describes this field."""
        return reference_url(self.anchor)


@dataclass(frozen=True, kw_only=True)
class Text(Kind):
    """A text of at most `most` characters, counted in UTF-16 units or in grapheme clusters; None: no limit of its own.

    `least` is 1 where LINE refuses an empty text. `pattern` is a regular expression for the whole of it.
    """

    most: Limit | None = None
    counted: Literal["utf16", "graphemes"] = "utf16"
    least: Literal[0, 1] = 0
    pattern: str | None = None


@dataclass(frozen=True, kw_only=True)
class Address(Kind):
    """A URL or URI of at most `most` UTF-16 units with one of these schemes."""

    most: Limit
    schemes: tuple[str, ...] = ("https",)


@dataclass(frozen=True, kw_only=True)
class Whole(Kind):
    """A whole number, from `least` on where there is a lower bound."""

    least: int | None = None


class Decimal(Kind):
    """Any number."""


class Flag(Kind):
    """True or false."""


@dataclass(frozen=True, kw_only=True)
class Choice(Kind):
    """One of these words."""

    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Items(Kind):
    """A list of `least` to `most` elements."""

    least: int = 0
    most: Limit | None = None


@dataclass(frozen=True, kw_only=True)
class Measure(Kind):
    """One of these words, or a number with one of these units: ``md``, ``12px``, ``50%``, ``90deg``.

    `least` and `most` bound the number, `below` is the first number that is too large; None: no bound.
    """

    words: tuple[str, ...] = ()
    units: tuple[str, ...] = ("px",)
    least: int | None = 0
    most: int | None = None
    below: int | None = None


@dataclass(frozen=True, kw_only=True)
class Moment(Kind):
    """A date, a time or both, as the action's ``mode`` says (REF#date-and-time-format), in these years."""

    first_year: int = 1900
    last_year: int = 2100


class Colour(Kind):
    """``#RRGGBB`` or ``#RRGGBBAA``."""


@dataclass(frozen=True, kw_only=True)
class Ratio(Kind):
    """``width:height``, each from 1 to `side`, the height at most `height_per_width` times the width."""

    side: Limit
    height_per_width: Limit


@dataclass(frozen=True, kw_only=True)
class ObjectOf(Kind):
    """An object: its table is one of `tables`, named by its ``type`` where there are several or `typed` says so."""

    tables: tuple[str, ...]
    typed: bool = True


@dataclass(frozen=True, kw_only=True)
class Parts(Items):
    """A list of such objects."""

    tables: tuple[str, ...]


class Action(Kind):
    """An action object."""


#: The fields of one object, by their names on the wire.
Table = Mapping[str, Kind]
