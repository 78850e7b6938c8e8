"""How many people a narrowcast's conditions leave, as bars in a table; and which rules would stop it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpers.panels.kit.markup import esc, rich, root, row, table
from helpers.targeting.condition_wording import Names, condition_text, limit_text
from helpers.targeting.funnel import FunnelStep
from helpers.targeting.narrowcast_plan import ERROR_CODES, REFUSAL_STATUS, NarrowcastReach, RuleCheck
from helpers.text import Texts


class Funnel:
    """The funnel by itself: HTML on the screen, one stable line of text elsewhere."""

    def __init__(self, steps: Sequence[FunnelStep], say: Texts, names: Names, *, stopped: bool = False) -> None:
        """`names` are those of audiences and earlier narrowcasts; `stopped`: the last of the steps is not to be."""
        self.steps = tuple(steps)
        self.texts = say
        self.stopped = stopped
        self._names = names

    def __repr__(self) -> str:
        """Return ``friends 5,003 → reachable 5,002 → women 1,998``."""
        say = self.texts
        labels = [step_words(step, say, self._names, short=True) for step in self.steps]
        parts = (
            say("narrowcast.view.repr_step", label=label, people=step.people)
            for label, step in zip(labels, self.steps, strict=True)
        )
        return say("narrowcast.view.repr_join").join(parts)

    def _repr_html_(self) -> str:
        """Return the chart by itself."""
        return root("lab-narrowcast", [self.html], "narrowcast", self.texts)

    @property
    def html(self) -> str:
        """The table: each step with what it asks for, a bar, how many are left and how many fewer."""
        say = self.texts
        columns = [say(f"narrowcast.funnel.{name}") for name in ("step", "bar", "people")]
        most = max((step.people for step in self.steps), default=0)
        before = [None, *(step.people for step in self.steps)]
        rows = [
            self._row(step, most, earlier, last=step is self.steps[-1])
            for step, earlier in zip(self.steps, before, strict=False)
        ]
        return f'<div class="lab-funnel lab-block">{table(say("narrowcast.funnel.title"), columns, rows)}</div>'

    def _row(self, step: FunnelStep, most: int, earlier: int | None, *, last: bool) -> str:
        say = self.texts
        look = ("lab-stopped" if self.stopped else "lab-last") if last else ""
        fewer = earlier - step.people if earlier is not None else 0
        less = f"<small>{esc(say('narrowcast.funnel.fewer', count=fewer))}</small>" if fewer > 0 else ""
        left = f"{esc(say('narrowcast.funnel.count', count=step.people))}{less}"
        label = esc(step_words(step, say, self._names))
        bar = f'<td class="lab-bar">{_bar(step.people, most)}</td>'
        opening = f'<tr class="{look}">' if look else "<tr>"
        return f'{opening}<th scope="row">{label}</th>{bar}<td class="lab-num">{left}</td></tr>'


def step_words(step: FunnelStep, say: Texts, names: Names, *, short: bool = False) -> str:
    """Return what a step of the funnel asks for."""
    if step.label in ("recipient", "demographic"):
        return condition_text(step.about, say, names)
    if step.label == "limit":
        return limit_text(step.about, say)
    key = f"narrowcast.funnel.short.{step.label}"
    return say(key) if short and say.has(key) else say(f"narrowcast.funnel.{step.label}")


def _bar(people: int, most: int) -> str:
    """Return a bar as long as its share; a few people of thousands still show."""
    share = max(100 * people / most, 0.6) if people else 0
    return (
        '<svg aria-hidden="true" focusable="false" width="100%" height="14">'
        '<rect class="lab-all" width="100%" height="100%" rx="3"></rect>'
        f'<rect width="{share:.1f}%" height="100%" rx="3"></rect></svg>'
    )


# The rules ------------------------------------------------------------------------------------------------------


def rules_html(rules: Sequence[RuleCheck], say: Texts) -> str:
    """Return a table of the rules: what each asks, whether it is kept, and what LINE answers when it is broken."""
    if not rules:
        return ""
    columns = [say(f"narrowcast.rules.{name}") for name in ("rule", "now", "result")]
    listed = table(say("narrowcast.rules.title"), columns, _rule_rows(rules, say))
    return f'<div class="lab-rules lab-block">{listed}<p class="lab-note">{rich(say("narrowcast.exempt"))}</p></div>'


def _rule_rows(rules: Sequence[RuleCheck], say: Texts) -> Iterator[str]:
    first = next((rule for rule in rules if rule.broken), None)
    for rule in rules:
        asked = rich(say(f"narrowcast.rule.{rule.key}", need=rule.need))
        if rule.applies:
            yield row(
                (asked, f'<span class="lab-now">{esc(_have(rule, say))}</span>', _result(rule, rule is first, say))
            )
        else:
            yield row((asked, "—", esc(say("narrowcast.rules.unused"))), "lab-unused")


def _have(rule: RuleCheck, say: Texts) -> str:
    if rule.key == "quota":
        key = "quota" if rule.have is not None else "no_quota_limit"
        return say(f"narrowcast.have.{key}", have=rule.have or 0, need=rule.need)
    key = "partial" if rule.key == "partial_delivery" else "people"
    return say(f"narrowcast.have.{key}", have=rule.have or 0, need=rule.need)


def _result(rule: RuleCheck, is_first: bool, say: Texts) -> str:
    """Return whether a rule is kept; of several broken rules LINE names only the first."""
    if not rule.broken:
        return f'<span class="lab-good">✓ {esc(say("narrowcast.rules.passed"))}</span>'
    if not is_first:
        return f'<span class="lab-bad">✕ {esc(say("narrowcast.rules.also"))}</span>'
    return f'<span class="lab-bad">✕ {rich(say(f"narrowcast.stop.{rule.key}"))}</span>'


def stop_words(plan: NarrowcastReach, say: Texts) -> str:
    """Return one sentence on what becomes of a plan."""
    if plan.mistakes:
        return say("narrowcast.verdict.sdk")
    if plan.refusal is not None:
        return say("narrowcast.verdict.refused", status=plan.refusal.status)
    if plan.stopped_by in REFUSAL_STATUS:
        return say("narrowcast.verdict.refused", status=REFUSAL_STATUS[plan.stopped_by])
    if plan.stopped_by is not None:
        return say("narrowcast.verdict.fails", code=ERROR_CODES[plan.stopped_by])
    return say("narrowcast.verdict.go", count=plan.sent)
