"""The head of the request builder: practice or live, where the request goes, how often, and what it would cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.line.send_methods import SendMethod
from helpers.panels.kit.markup import HEADING, esc, rich
from helpers.session.draft import Draft
from helpers.targeting.forecast import charge

if TYPE_CHECKING:
    from helpers.lab import Lab


def mode_strip(lab: Lab, draft: Draft) -> str:
    """Return the HTML of the head for a request not sent yet."""
    say, method, practice = lab.texts, draft.method, lab.mode == "practice"
    mode = f'<span class="lab-mode{"" if practice else " lab-live"}">{esc(say(f"form.mode.{lab.mode}"))}</span>'
    facts = [say("form.success", status=method.success_status), _rate(lab, method), cost(lab, draft)]
    listed = "".join(f"<li>{rich(fact)}</li>" for fact in facts)
    return (
        f'<div lang="{esc(say("lang.tag"))}"><div class="lab-strip">'
        f'<h4 class="{HEADING}">{esc(say(f"form.title.{method.name}"))}</h4>{mode}</div>'
        f'<p class="lab-call"><code>POST {esc(method.path)}</code></p>'
        f'<ul class="lab-facts">{listed}</ul></div>'
    )


def _rate(lab: Lab, method: SendMethod) -> str:
    unit = "second" if method.rate_seconds == 1 else "hour"
    return lab.texts(f"form.rate.{unit}", count=int(method.rate))


def cost(lab: Lab, draft: Draft) -> str:
    """Return what sending it would take from the month's messages, in words."""
    say, method = lab.texts, draft.method
    if not method.counts_quota:
        return say("form.cost.free")
    if lab.mode != "practice":
        return say("form.cost.live")
    with lab.platform.lock:
        lab.platform.settle()
        count, left = charge(lab.platform, draft), lab.platform.quota.remaining(lab.platform.now())
    taken = say("form.cost.unknown") if count is None else say("form.cost", count=count)
    return taken + (say("form.cost.unlimited") if left is None else say("form.cost.left", count=left))
