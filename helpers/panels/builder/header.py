"""The head of the request builder: practice or live, where the request goes, how often, and what it would cost."""

from __future__ import annotations

from helpers.line.send_methods import SendMethod
from helpers.panels.kit.markup import HEADING, esc, rich
from helpers.session.draft import Draft
from helpers.session.session import Session
from helpers.targeting.forecast import charge
from helpers.targeting.narrowcast_plan import plan

#: The minimum sizes of a narrowcast, of which the head shows how far it falls short.
GAUGED = frozenset({"target_reach", "small_audience", "too_few_recipients"})


def request_header(session: Session, draft: Draft, heading: str, *, sendable: bool = True, told: bool = True) -> str:
    """Return the HTML of the head for a request not sent yet.

    `sendable` is false for a request the SDK would stop; without `told` the head does not say what it would cost.
    """
    say, method, practice = session.texts, draft.method, session.sees_people
    mode = f'<span class="lab-mode{"" if practice else " lab-live"}">{esc(say(f"form.mode.{session.mode}"))}</span>'
    facts = [say("form.success", status=method.success_status), _rate(session, method)]
    if told:
        facts.append(cost(session, draft) if sendable or not method.counts_quota else say("form.cost.not_sent"))
    listed = "".join(f"<li>{rich(fact)}</li>" for fact in facts)
    return (
        f'<div lang="{esc(say("lang.tag"))}"><div class="lab-strip">'
        f'<h4 class="{HEADING}">{esc(heading)}</h4>{mode}</div>'
        f'<p class="lab-call"><code>POST {esc(method.path)}</code></p>'
        f'<ul class="lab-facts">{listed}</ul>{too_few(session, draft) if told and sendable else ""}</div>'
    )


def too_few(session: Session, draft: Draft) -> str:
    """Return a gauge of how many a narrowcast reaches of those it must reach; empty when it is enough (facts 4.2)."""
    if draft.method.addressed_to != "filter" or not session.sees_people:
        return ""
    short = next((rule for rule in plan(session.platform, draft).rules if rule.broken), None)
    if short is None or short.key not in GAUGED:
        return ""
    words = esc(session.texts(f"form.gauge.{short.key}", have=short.have, need=short.need))
    gauge = f'<meter min="0" max="{2 * short.need}" low="{short.need}" optimum="{2 * short.need}" value="{short.have}"'
    return f'<p class="lab-gauge">{gauge} aria-label="{words}"></meter> <b>{words}</b></p>'


def _rate(session: Session, method: SendMethod) -> str:
    unit = "second" if method.rate_seconds == 1 else "hour"
    return session.texts(f"form.rate.{unit}", count=int(method.rate))


def cost(session: Session, draft: Draft) -> str:
    """Return what sending it would take from the month's messages, in words."""
    say, method = session.texts, draft.method
    if not method.counts_quota:
        return say("form.cost.free")
    if not session.sees_people:
        return say("form.cost.live")
    with session.platform.lock:
        session.platform.settle()
        count, left = charge(session.platform, draft), session.platform.quota.remaining(session.platform.now())
    taken = say("form.cost.unknown") if count is None else say("form.cost", count=count)
    return taken + (say("form.cost.unlimited") if left is None else say("form.cost.left", count=left))
