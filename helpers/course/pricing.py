"""What a month of sending costs on each plan in Taiwan: one message per recipient, however many objects it holds.

Prices are of third-party pages that agree [M] (facts 10): LINE's own pages were not seen to confirm them. A price for
additional messages falls with their number; here each one counts at the highest, so the result is the most it costs.
"""

from __future__ import annotations

import reprlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpers.errors import LabError
from helpers.line.plans import PLANS, Plan
from helpers.text import Texts

#: The plans one can buy, cheapest first; "unlimited" is the lab's own.
TAIWAN_PLANS = tuple(plan for plan in PLANS.values() if plan.messages is not None)
#: What each number of a campaign may be.
INPUT_RANGES: Mapping[str, range] = {
    "friends": range(1, 1_000_001),
    "percent": range(10, 101),
    "sends": range(1, 32),
    "objects": range(1, 6),
}


@dataclass(frozen=True)
class Campaign:
    """A month of sending: `sends` times to `percent` of the `friends`, with `objects` message objects each time.

    >>> Campaign(friends=1000, percent=50, sends=4, objects=3).messages
    2000
    """

    friends: int
    percent: int = 100
    sends: int = 1
    objects: int = 1

    @property
    def recipients(self) -> int:
        """How many people one send reaches; a part of a person is nobody."""
        return self.friends * self.percent // 100

    @property
    def messages(self) -> int:
        """What it takes from the monthly quota (DOC/pricing/): `objects` do not matter."""
        return self.recipients * self.sends


def planned(say: Texts, **numbers: int) -> Campaign:
    """Return the campaign of these numbers, named as in RANGES. Raises LabError for one that cannot be."""
    for name, value in numbers.items():
        allowed = INPUT_RANGES[name]
        if type(value) is not int or value not in allowed:
            ends = {"least": allowed[0], "most": allowed[-1]}
            raise LabError(say, "error.campaign_number", name=name, value=reprlib.repr(value), **ends)
    return Campaign(**numbers)


@dataclass(frozen=True)
class Bill:
    """What one plan asks for a month: `cost` in NT$ before tax, None when the plan does not allow that number."""

    plan: Plan
    messages: int
    extra: int
    cost: float | None

    @property
    def left(self) -> int:
        """Free messages that were not used."""
        return max(0, _free(self.plan) - self.messages)


def bill(plan: Plan, messages: int) -> Bill:
    """Return what a plan asks for a number of messages a month."""
    extra = max(0, messages - _free(plan))
    if extra and plan.extra_ntd is None:
        return Bill(plan, messages, extra, None)
    return Bill(plan, messages, extra, plan.fee_ntd + extra * (plan.extra_ntd or 0))


def bills(messages: int) -> Sequence[Bill]:
    """Return what each plan asks, in the order of the plans."""
    return [bill(plan, messages) for plan in TAIWAN_PLANS]


def cheapest(messages: int) -> Bill:
    """Return the plan that asks least for a number of messages; of equal ones the smaller plan."""
    possible = [found for found in bills(messages) if found.cost is not None]
    return min(possible, key=lambda found: found.cost or 0)


def _free(plan: Plan) -> int:
    assert plan.messages is not None, "every plan one can buy has a number"
    return plan.messages
