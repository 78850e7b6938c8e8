"""Names of aggregation units: what a push or multicast may be counted under (REF#send-push-message)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from helpers import limits
from helpers.stub.bodies import Problem
from helpers.stub.clock import line_month
from helpers.stub.errors import Detail
from helpers.stub.wordings import length_between, size_between

FIELD = "customAggregationUnits"
#: The send methods that take unit names.
METHODS = frozenset({"push", "multicast"})

_NAME = re.compile(r"[A-Za-z0-9_]*")


class AggregationUnits:
    """The distinct names of the month; the case of letters counts."""

    def __init__(self) -> None:
        """No name used yet."""
        self._month = ""
        self._names: dict[str, None] = {}  # a set that keeps the order

    def assign(self, name: str, now_ms: int) -> bool:
        """Use a name. False when it would be the month's 1,001st: LINE sends the message and drops the name."""
        names = self._of_month(now_ms)
        if name not in names and len(names) >= limits.AGGREGATION_UNITS_PER_MONTH:
            return False
        names[name] = None
        return True

    def names(self, now_ms: int) -> list[str]:
        """The names of this month, in the order of first use. LINE does not specify the order."""
        return list(self._of_month(now_ms))

    def _of_month(self, now_ms: int) -> dict[str, None]:
        if line_month(now_ms) != self._month:
            self._month, self._names = line_month(now_ms), {}
        return self._names


def problems(data: Mapping[str, Any], found: list[Problem]) -> list[Detail]:
    """What LINE finds wrong with the unit names of a body, beyond what the SDK's model `found` already.

    The model of a multicast knows number and length, that of a push does not (facts 11.2); both get the same words.
    """
    units = data.get(FIELD)
    if not units or any(problem.path[:1] == (FIELD,) for problem in found):
        return []
    if len(units) > limits.AGGREGATION_UNITS_MAX:
        return [Detail(size_between(0, limits.AGGREGATION_UNITS_MAX), FIELD)]
    return [detail for index, name in enumerate(units) for detail in _name_problems(name, f"{FIELD}[{index}]")]


def _name_problems(name: str, where: str) -> list[Detail]:
    if not 1 <= len(name) <= limits.AGGREGATION_UNIT_LENGTH:
        return [Detail(length_between(1, limits.AGGREGATION_UNIT_LENGTH), where)]
    if not _NAME.fullmatch(name):  # these words stand in LINE's reference of notification messages, same property
        return [Detail("Invalid characters are included in custom aggregation unit", where)]
    return []
