"""A narrowcast seen whole: whom its conditions leave, what would stop it, how far it is, who received it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from helpers.explain.explanation import explain
from helpers.line.outcomes import Outcome
from helpers.line.send_methods import NARROWCAST
from helpers.line.timestamps import SECOND
from helpers.panels.kit.controls import button, html, line
from helpers.panels.kit.live_band import follow_mode
from helpers.panels.kit.markup import HEADING, esc, rich
from helpers.panels.kit.panel import Part
from helpers.panels.narrowcast.funnel_chart import Funnel, rules_html, stop_words
from helpers.panels.narrowcast.progress_bar import progress_html
from helpers.panels.results.card import people_table
from helpers.panels.results.cards import card_of
from helpers.panels.results.explained_panel import ExplainedPanel
from helpers.session.draft import Draft
from helpers.session.session import Session
from helpers.targeting.condition_sources import session_sources
from helpers.targeting.condition_wording import recipients_text
from helpers.targeting.funnel import FunnelStep
from helpers.targeting.narrowcast_lookup import Subject, subject_of
from helpers.targeting.narrowcast_plan import ERROR_CODES, REFUSAL_STATUS, NarrowcastReach, RuleCheck, plan


class NarrowcastView(ExplainedPanel):
    """`lab.narrowcast_view()`: the funnel and the rules; once LINE has accepted it, the progress bar and who got it.

    `plan` is what the conditions leave now, `progress` the SDK's answer to get_narrowcast_progress when last asked.
    """

    def __init__(self, session: Session, subject: Subject) -> None:
        """Ask for the progress at once when there may be one."""
        say = session.texts
        self.session = session
        self.subject = subject
        self.progress: Any = None
        self.plan: NarrowcastReach | None = None
        self._practice = session.sees_people and not (subject.exchange and subject.exchange.live)
        phases = session.platform.narrowcasts
        self._step = max(phases.WAITING_MS, phases.SENDING_MS) // SECOND  # seconds to the end of the phase under way
        self._top, self._bar, self._people = html(), html(), html()
        self.clock_button = button(
            say("narrowcast.button.clock", seconds=self._step),
            style="primary",
            tip=say("narrowcast.button.clock_tip"),
        )
        self.ask_button = button(say("narrowcast.button.ask"), tip=say("narrowcast.button.ask_tip"))
        self.again_button = button(say("narrowcast.button.again"), tip=say("narrowcast.button.again_tip"))
        self.way = Part(say("narrowcast.progress.title") if subject.accepted else "", *self._controls())
        super().__init__("narrowcast", "", say, [self._top, self.way, self._people])
        self._connect()
        if subject.accepted:
            self.perform(self.way, self._ask)
        else:
            self.refresh()
        follow_mode(self, session)

    @classmethod
    def of(cls, session: Session, thing: object = None) -> NarrowcastView:
        """Return the view of anything that names a narrowcast. Raises LabError for anything else."""
        return cls(session, subject_of(session, thing))

    def __repr__(self) -> str:
        """Return one line: the numbers, and that there is more to see."""
        say = self.session.texts
        if self.plan is None or not self.plan.steps:
            return say("narrowcast.view.repr_plain")
        shown = [step for step in self.funnel.steps if step.label in ("friends", "reachable")]
        parts = [f"{say(f'narrowcast.funnel.short.{step.label}')} {step.people:,}" for step in shown]
        return say("narrowcast.view.repr", steps=say("narrowcast.view.repr_join").join([*parts, self._end()]))

    @property
    def funnel(self) -> Funnel:
        """The chart by itself; it can be displayed, too. Raises ValueError when there is nothing to draw."""
        if self.plan is None:
            raise ValueError("nothing is known of whom this narrowcast reaches")
        names, stopped = session_sources(self.session).names, self.plan.stopped_by is not None and not self._over
        return Funnel(self._steps(), self.session.texts, names, stopped=stopped)

    @property
    def verdict(self) -> str:
        """The end of it, in one sentence."""
        say, asked = self.session.texts, self.progress
        if asked is not None:
            key = f"narrowcast.verdict.{asked.phase}"
            count = asked.success_count if asked.phase == "succeeded" else asked.target_count
            return say(key, count=count or 0, code=asked.error_code) if say.has(key) else asked.phase
        sent = self.subject.exchange
        if sent is not None and not sent.ok:
            told = explain(sent, say)  # the gate may have held it, or nobody knows its end
            refused = told.stopped_by == "line" and not sent.in_doubt
            return say("narrowcast.verdict.was_refused", status=sent.status) if refused else told.title
        if self.subject.accepted or self.plan is None:
            return say("narrowcast.verdict.no_progress")
        return stop_words(self.plan, say)

    # What happens ---------------------------------------------------------------------------------------------

    def _controls(self) -> Iterator[Any]:
        if not self.subject.accepted:
            yield line(self.again_button)
            return
        yield self._bar
        yield line(self.clock_button, self.ask_button) if self._practice else line(self.ask_button)

    def _connect(self) -> None:
        self.add(self.way)
        self.when(self.clock_button, self.way, self._forward)
        self.when(self.ask_button, self.way, self._ask)
        self.when(self.again_button, self.way, str)

    def _forward(self) -> str:
        self.session.clock.advance(seconds=self._step)
        return self._ask()

    def _ask(self) -> str:
        self.progress = self.session.line_bot_api.get_narrowcast_progress(self.subject.request_id)
        if self.progress.phase in ("succeeded", "failed") and not self.clock_button.disabled:
            self.clock_button.disabled = True
            self.ask_button.focus()  # a disabled button cannot keep it
        if not self._practice:
            return ""
        return self.session.texts("narrowcast.clock", time=f"{self.session.clock.now():%H:%M:%S}")

    def _fail(self, error: Exception) -> None:
        """Show the lab's card, which knows the exchange and so the rule that was broken."""
        self.card = card_of(self.session, error)
        self._card.value = self.card._repr_html_()

    # What is seen ---------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Show the narrowcast as it is now."""
        self._look()
        self._top.value = self._wrapped(self._head())
        self._bar.value = self._wrapped(self._way()) if self.subject.accepted else ""
        self._people.value = self._wrapped(self._who())

    def _look(self) -> None:
        body = self.subject.body
        if self._practice and body is not None:
            known_by = self.subject.request_id if self.subject.accepted else ""
            self.plan = plan(self.session.platform, Draft(NARROWCAST, body), known_by)

    def _wrapped(self, parts: Iterator[str]) -> str:
        tag = esc(self.session.texts("lang.tag"))
        return f'<div lang="{tag}" role="status" aria-live="polite">{"".join(parts)}</div>'

    def _head(self) -> Iterator[str]:
        say = self.session.texts
        yield f'<h4 class="{HEADING}">{esc(self.verdict)}</h4>'
        for lead in self._leads():
            yield f'<p class="lab-lead">{lead}</p>'
        if self.plan is None:
            return
        if self.plan.steps:
            yield self.funnel.html
            if self.subject.accepted:
                yield f'<p class="lab-note">{esc(say("narrowcast.funnel.as_of_now"))}</p>'
            yield rules_html(self._rules(self.plan), say)

    def _leads(self) -> Iterator[str]:
        """Yield what this is about, and the reason when there are no numbers."""
        say, body = self.session.texts, self.subject.body
        if body is not None:
            names = session_sources(self.session).names
            yield f"{esc(self._when())}{esc(say('narrowcast.view.to', words=recipients_text(body, say, names)))}"
        if self.subject.exchange is not None and not self.subject.exchange.ok:
            yield esc(say("narrowcast.progress.none"))
        if not self._practice:
            yield esc(say("narrowcast.view.live"))
        elif body is None:
            yield esc(say("narrowcast.view.not_here"))
        elif self.plan is not None:
            yield from (rich(text) for text in self._mistakes(self.plan))

    def _when(self) -> str:
        say, exchange = self.session.texts, self.subject.exchange
        if exchange is not None:
            return say("narrowcast.view.sent", time=f"{exchange.at:%H:%M}")
        return say("narrowcast.view.plan" if self.subject.body else "narrowcast.view.none_yet")

    def _rules(self, found: NarrowcastReach) -> Sequence[RuleCheck]:
        """Return all rules beforehand; of a narrowcast under way the one that stops it; none once it is done."""
        if not self.subject.accepted:
            return found.rules
        return () if self._over else [rule for rule in found.rules if rule.broken and rule.key in ERROR_CODES][:1]

    def _mistakes(self, found: NarrowcastReach) -> Iterator[str]:
        say = self.session.texts
        if self.subject.accepted:  # it was right then, whatever has changed since
            yield from [say("narrowcast.view.outdated")] if found.refusal else []
            return
        for mistake in found.mistakes:
            yield say("narrowcast.stop.sdk", problem=mistake.title(say))
        if found.refusal is not None:
            yield say("narrowcast.stop.body", message=found.refusal.message)

    def _way(self) -> Iterator[str]:
        if self.progress is None:
            return
        say = self.session.texts
        yield progress_html(self.progress, say)
        call = f"line_bot_api.get_narrowcast_progress({self.subject.request_id!r})"
        yield f'<p class="lab-note">{rich(say("narrowcast.progress.how", call=call))}</p>'
        if self._practice:
            yield f'<p class="lab-note">{esc(say("narrowcast.progress.durations"))}</p>'

    def _who(self) -> Iterator[str]:
        outcome = self._outcome()
        if outcome is not None and not outcome.pending:
            yield f'<div class="lab-block">{people_table(outcome, self.session.texts)}</div>'

    @property
    def _over(self) -> bool:
        """Whether it is done: then rules of now say nothing about it."""
        return self.progress is not None and self.progress.phase == "succeeded"

    def _outcome(self) -> Outcome | None:
        if not self._practice or not self.subject.accepted:
            return None
        with self.session.platform.lock:
            self.session.platform.settle()
            return self.session.platform.narrowcasts.outcome(self.subject.request_id)

    def _steps(self) -> list[FunnelStep]:
        """Return the plan's steps, and what LINE says of the result once it does."""
        steps = list(self.plan.steps) if self.plan else []
        asked = self.progress
        if asked is None or asked.phase != "succeeded":
            return steps
        steps = [step for step in steps if step.label != "quota"]
        steps = [FunnelStep(*step[:2], asked.target_count) if step.label == "limit" else step for step in steps]
        return [*steps, FunnelStep("received", {}, asked.success_count or 0)]

    def _end(self) -> str:
        """Return the end of the line of text."""
        say, found = self.session.texts, self.plan
        assert found is not None, "there is a plan"
        phase = self.progress.phase if self.progress is not None else None
        if phase == "failed":
            return say("narrowcast.view.short.fails", code=self.progress.error_code)
        if phase == "succeeded" or found.stopped_by is None:
            count = self.progress.success_count if phase == "succeeded" else found.sent
            return say("narrowcast.view.short.sent", count=count or 0)
        if found.stopped_by in REFUSAL_STATUS:
            return say("narrowcast.view.short.refused", status=REFUSAL_STATUS[found.stopped_by])
        return say("narrowcast.view.short.fails", code=ERROR_CODES[found.stopped_by])
