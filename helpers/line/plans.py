"""LINE's plans in Taiwan and how many messages each includes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """A plan of a LINE Official Account in Taiwan, before tax; `messages` a month, None: no limit."""

    key: str
    fee_ntd: int
    messages: int | None
    extra_ntd: float | None  # price of an additional message; None: none may be bought


#: LINE's own page on the plans in Taiwan; docs/pricing lists Japan's (facts 14.1).
PLANS_PAGE = "https://tw.linebiz.com/service/account-solutions/line-official-account/"

#: Taiwan since 1 Sep 2023, from three third-party pages that agree [M]; "unlimited" is the lab's own.
PLANS = {
    plan.key: plan
    for plan in (
        Plan("light", 0, 200, None),
        Plan("medium", 800, 3000, None),
        Plan("high", 1200, 6000, 0.2),
        Plan("unlimited", 0, None, None),
    )
}
