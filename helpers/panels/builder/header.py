"""The head of the request builder: practice or live, where the request goes, how often, and what it would cost."""

from __future__ import annotations

from helpers.line.send_methods import SendMethod
from helpers.panels.kit.markup import HEADING, esc, rich
from helpers.session.draft import Draft
from helpers.session.session import Session
from helpers.targeting.forecast import charge


def request_header(session: Session, draft: Draft) -> str:
    """Return the HTML of the head for a request not sent yet."""
    say, method, practice = session.texts, draft.method, session.mode == "practice"
    mode = f'<span class="lab-mode{"" if practice else " lab-live"}">{esc(say(f"form.mode.{session.mode}"))}</span>'
    facts = [say("form.success", status=method.success_status), _rate(session, method), cost(session, draft)]
    listed = "".join(f"<li>{rich(fact)}</li>" for fact in facts)
    return (
        f'<div lang="{esc(say("lang.tag"))}"><div class="lab-strip">'
        f'<h4 class="{HEADING}">{esc(say(f"form.title.{method.name}"))}</h4>{mode}</div>'
        f'<p class="lab-call"><code>POST {esc(method.path)}</code></p>'
        f'<ul class="lab-facts">{listed}</ul></div>'
    )


def _rate(session: Session, method: SendMethod) -> str:
    unit = "second" if method.rate_seconds == 1 else "hour"
    return session.texts(f"form.rate.{unit}", count=int(method.rate))


def cost(session: Session, draft: Draft) -> str:
    """Return what sending it would take from the month's messages, in words."""
    say, method = session.texts, draft.method
    if not method.counts_quota:
        return say("form.cost.free")
    if session.mode != "practice":
        return say("form.cost.live")
    with session.platform.lock:
        session.platform.settle()
        count, left = charge(session.platform, draft), session.platform.quota.remaining(session.platform.now())
    taken = say("form.cost.unknown") if count is None else say("form.cost", count=count)
    return taken + (say("form.cost.unlimited") if left is None else say("form.cost.left", count=left))
