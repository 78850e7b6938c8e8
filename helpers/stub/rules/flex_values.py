"""What LINE says of a single value in a flex container, by its kind (facts 14.2).

"invalid property" and the words about addresses were seen from real servers. "invalid unit", "lower limit exceeded"
and "must be greater than or equal to 0" are told by third parties only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from helpers.line.error_details import undocumented
from helpers.line.errors import Detail
from helpers.line.fields.kinds import Address, Choice, Colour, Flag, Kind, Measure, Ratio, Text, Whole
from helpers.stub.rules.actions import INVALID
from helpers.stub.rules.uris import uri_faults

WRONG_UNIT = "invalid unit"
TOO_LOW = "lower limit exceeded"
NEGATIVE = "must be greater than or equal to 0"

_COLOUR = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
_RATIO = re.compile(r"(\d{1,9}(?:\.\d{1,9})?):(\d{1,9}(?:\.\d{1,9})?)", re.ASCII)
_MEASURE = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)(px|%|deg)", re.ASCII)


def value_problems(value: object, at: str, kind: Kind) -> Iterator[Detail]:
    """Return what LINE finds wrong with the value at `at`, which should be of this kind."""
    yield from _CHECKS[type(kind)](value, at, kind)


def _text(value: object, at: str, kind: Text) -> Iterator[Detail]:
    if not isinstance(value, str):
        yield Detail(INVALID, at)


def _flag(value: object, at: str, kind: Flag) -> Iterator[Detail]:
    if not isinstance(value, bool):
        yield Detail(INVALID, at)


def _choice(value: object, at: str, kind: Choice) -> Iterator[Detail]:
    if value not in kind.values:
        yield Detail(INVALID, at)


def _colour(value: object, at: str, kind: Colour) -> Iterator[Detail]:
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        yield Detail(INVALID, at)


def _whole(value: object, at: str, kind: Whole) -> Iterator[Detail]:
    if not isinstance(value, int) or isinstance(value, bool):
        yield Detail(INVALID, at)
    elif kind.least is not None and value < kind.least:
        yield undocumented(NEGATIVE, at)


def _measure(value: object, at: str, kind: Measure) -> Iterator[Detail]:
    if isinstance(value, str) and value in kind.words:
        return
    measure = _MEASURE.fullmatch(value) if isinstance(value, str) else None
    if not isinstance(value, str):
        yield Detail(INVALID, at)
    elif not measure:
        yield undocumented(INVALID, at)
    elif measure[2] not in kind.units:
        yield undocumented(WRONG_UNIT, at)
    elif kind.least is not None and float(measure[1]) < kind.least:
        yield undocumented(TOO_LOW, at)
    elif _is_too_large(float(measure[1]), kind):
        yield undocumented(INVALID, at)


def _is_too_large(number: float, kind: Measure) -> bool:
    return (kind.most is not None and number > kind.most) or (kind.below is not None and number >= kind.below)


def _ratio(value: object, at: str, kind: Ratio) -> Iterator[Detail]:
    match = _RATIO.fullmatch(value) if isinstance(value, str) else None
    if not isinstance(value, str):
        yield Detail(INVALID, at)
    elif not match or not _is_ratio(float(match[1]), float(match[2]), kind):
        yield undocumented(INVALID, at)


def _is_ratio(width: float, height: float, kind: Ratio) -> bool:
    sides_fit = min(width, height) >= 1 and max(width, height) <= kind.side
    return sides_fit and height <= kind.height_per_width * width


def _address(value: object, at: str, kind: Address) -> Iterator[Detail]:
    if not isinstance(value, str):
        yield Detail(INVALID, at)
        return
    for fault in uri_faults(value, kind.most, kind.schemes):
        yield Detail(fault, at)


_CHECKS: dict[type[Kind], Callable[[object, str, Any], Iterator[Detail]]] = {
    Text: _text,
    Flag: _flag,
    Choice: _choice,
    Colour: _colour,
    Whole: _whole,
    Measure: _measure,
    Ratio: _ratio,
    Address: _address,
}
