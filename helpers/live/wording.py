"""What the gate counted, in words of the course's language."""

from __future__ import annotations

from helpers.live.consent_gate import PendingConsent
from helpers.live.estimates import Count, FollowerNumbers, MonthQuota
from helpers.text import Texts


def pending_values(pending: PendingConsent, say: Texts) -> dict[str, str]:
    """Return what fills the texts ``live.needs_consent``."""
    return {
        "what": pending.name,
        "people": people_text(pending.recipients, say),
        "cost": cost_text(pending, say),
        "line": pending.line,
    }


def people_text(count: Count, say: Texts) -> str:
    """``37 people``, ``1 person``, ``about 37``, ``at most 37``, or that LINE does not tell."""
    key = f"live.people.{'one' if (count.kind, count.number) == ('exact', 1) else count.kind}"
    if count.number is None:
        return say(key)
    words = say(key, number=count.number)
    return f"{words}{say('live.as_of', day=day_text(count.day))}" if count.day else words


def cost_text(pending: PendingConsent, say: Texts) -> str:
    """Return what it takes from the month's messages, and whether there is enough left."""
    if pending.send is None:
        return say("live.cost.not_counted")
    if not pending.send.counts_quota:
        return say("live.cost.free")
    number = pending.cost.number
    taken = say("live.cost.unknown") if number is None else say(f"live.cost.{pending.cost.kind}", number=number)
    short = number is not None and pending.quota.left is not None and number > pending.quota.left
    return taken + quota_text(pending.quota, say) + (say("live.cost.short") if short else "")


def quota_text(quota: MonthQuota, say: Texts) -> str:
    """Return what is left of the month's messages."""
    if quota.unlimited:
        return say("live.quota.unlimited")
    return say("live.quota.unknown") if quota.left is None else say("live.quota.left", left=quota.left)


def followers_text(followers: FollowerNumbers, say: Texts) -> str:
    """How many friends the account has, and as of when."""
    if followers.friends is None:
        return say("live.followers.unknown")
    return say("live.followers.known", number=followers.friends) + say("live.as_of", day=day_text(followers.day))


def day_text(day: str) -> str:
    """``2026-11-01`` for LINE's ``20261101``."""
    return f"{day[:4]}-{day[4:6]}-{day[6:]}"
