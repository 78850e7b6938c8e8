"""What LINE checks in the names of aggregation units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from helpers.line import limits
from helpers.line.error_details import length_between, size_between
from helpers.line.errors import Detail
from helpers.stub.rules.request_body import Problem

FIELD = "customAggregationUnits"

_NAME = re.compile(r"[A-Za-z0-9_]*")


def unit_problems(data: Mapping[str, Any], found: list[Problem]) -> list[Detail]:
    """Return what LINE finds wrong with the unit names of a body, beyond what the SDK's model `found` already.

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
