"""The platform's side of the world panel: clock, quota, faults, redelivery."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from helpers.line.plans import Plan
from helpers.panels.kit.controls import button, html, line, menu
from helpers.panels.kit.markup import esc, rich
from helpers.panels.kit.panel import Panel, Part
from helpers.panels.kit.time_words import moment_words
from helpers.panels.kit.widgets import BoundedIntText
from helpers.panels.results.timeline import actor, did, token_words
from helpers.session.world_controls import FAULTS, FAULTS_MOST, USED_MOST, QuotaView, WorldControls, WorldView
from helpers.text import Texts

#: How far each button moves the clock, by the key of its text; each just reaches a limit of the course.
CLOCK_STEPS: Mapping[str, Mapping[str, float]] = {
    "minute": {"minutes": 1},
    "minutes": {"minutes": 20},
    "day": {"days": 1},
    "days": {"days": 8},
}


class ClockPart(Part):
    """The platform's time, and buttons that move it forward; `buttons` by the keys of CLOCK_STEPS."""

    def __init__(self, say: Texts) -> None:
        """Begin empty."""
        self._say = say
        self.now = html("", "lab-now")
        whys = {key: say(f"world.step.{key}_why") for key in CLOCK_STEPS}
        self.buttons = {key: button(say(f"world.step.{key}"), tip=whys[key]) for key in CLOCK_STEPS}
        steps = line(*self.buttons.values(), looks=["lab-steps"])
        super().__init__(say("world.clock"), self.now, steps, html(_whys(whys, say), "lab-hint"))

    def connect(self, panel: Panel, controls: WorldControls) -> None:
        """Let the buttons act."""
        for key, control in self.buttons.items():
            panel.when(control, self, self._step(controls, CLOCK_STEPS[key]))

    def _step(self, controls: WorldControls, step: Mapping[str, float]) -> Callable[[], str]:
        return lambda: self._say("world.moved", moment=moment_words(controls.advance(**step), self._say))

    def show(self, view: WorldView) -> None:
        """Show the time now."""
        words = self._say("world.clock_now", moment=moment_words(view.now, self._say))
        self.now.value = f'<time datetime="{view.now:%Y-%m-%dT%H:%M:%S}">{esc(words)}</time>'


def _whys(whys: Mapping[str, str], say: Texts) -> str:
    """Return the purpose of each step, for everybody to read: a tooltip needs a mouse."""
    pairs = "".join(f"<dt>{esc(say(f'world.step.{key}'))}</dt><dd>{esc(why)}</dd>" for key, why in whys.items())
    return f"<dl>{pairs}</dl>"


class QuotaPart(Part):
    """Plan and what is used of it, with a bar whose words say the same."""

    def __init__(self, plans: Iterable[Plan], say: Texts) -> None:
        """Offer `plans` to choose from."""
        self._say = say
        options = [(say(f"world.plan.{plan.key}", messages=plan.messages or 0), plan.key) for plan in plans]
        self.plan = menu(say("world.plan"), options)
        # Told when the field is left: while "200" is being typed, 2 and 20 are nobody's wish.
        self.used = BoundedIntText(max=USED_MOST, description=say("world.used"), continuous_update=False)
        self.bar = html("", "lab-bar")
        fields = line(self.plan, self.used, looks=["lab-fields", "lab-wide-first"])
        super().__init__(say("world.quota"), self.bar, fields)

    def connect(self, panel: Panel, controls: WorldControls) -> None:
        """Let the fields act."""

        def choose() -> str:
            controls.choose_plan(self.plan.value)
            return ""

        def use() -> str:
            controls.set_used(self.used.value)
            return ""

        panel.when(self.plan, self, choose)
        panel.when(self.used, self, use)

    def show(self, view: WorldView) -> None:
        """Show the quota now."""
        self.plan.value, self.used.value = view.quota.plan.key, view.quota.used
        self.bar.value = f"{_bar(view.quota)}<p>{esc(used_quota_words(view.quota, self._say))}</p>"


def used_quota_words(quota: QuotaView, say: Texts) -> str:
    """Return the quota in words: 200 messages a month, how many of them used, reserved and left."""
    if quota.limit is None or quota.left is None:
        return say("world.quota_unlimited", used=quota.used, reserved=quota.reserved)
    words = say("world.quota_text", limit=quota.limit, used=quota.used, reserved=quota.reserved, left=quota.left)
    return words if quota.left else f"{words}{say('world.quota_full')}"


def _bar(quota: QuotaView) -> str:
    """Return a bar, hidden from screen readers: the words beside it say the same."""
    whole = max(quota.limit or 0, quota.used + quota.reserved, 1)
    used, reserved = (100 * count / whole if quota.limit else 0 for count in (quota.used, quota.reserved))
    parts = f'<b style="width:{used:.2f}%"></b><i style="width:{reserved:.2f}%"></i>'
    return f'<div class="lab-track" aria-hidden="true">{parts}</div>'


class FaultsPart(Part):
    """Controls to spoil the next answers, which show the use of a retry key."""

    def __init__(self, say: Texts) -> None:
        """Begin empty."""
        self._say = say
        self.fault = menu(say("world.fault"), [(say(f"world.fault.{key}"), key) for key in FAULTS])
        self.times = BoundedIntText(1, min=1, max=FAULTS_MOST, description=say("world.times"))
        self.spoil_button = button(say("world.spoil"))
        self.clear_button = button(say("world.clear_faults"))
        self.waiting = html("", "lab-hint")
        fields = line(self.fault, self.times, looks=["lab-fields", "lab-wide-first"])
        super().__init__(say("world.faults"), self.waiting, fields, line(self.spoil_button, self.clear_button))

    def connect(self, panel: Panel, controls: WorldControls) -> None:
        """Let the buttons act."""

        def spoil() -> str:
            controls.spoil(self.fault.value, self.times.value)
            return self._say("world.spoilt")

        def clear() -> str:
            controls.clear_faults()
            return ""

        panel.when(self.spoil_button, self, spoil)
        panel.when(self.clear_button, self, clear)

    def show(self, view: WorldView) -> None:
        """Show the faults that are waiting."""
        self.waiting.value = f"<p>{esc(faults_words(view, self._say) or self._say('world.faults_none'))}</p>"
        self.clear_button.disabled = not view.faults


def faults_words(view: WorldView, say: Texts) -> str:
    """Return which of LINE's next answers are going to go wrong, in their order; empty when none is."""
    names = {fault: key for key, fault in FAULTS.items()}
    waiting = [
        say("world.faults_one", fault=say(f"world.fault.{names[fault.kind, fault.when]}"), count=count)
        for fault, count in view.faults
    ]
    return say("world.faults_next", faults=say("list.semicolon").join(waiting)) if waiting else ""


class WebhookPart(Part):
    """A button to deliver the last event once more, as LINE does when a bot did not take it."""

    def __init__(self, say: Texts) -> None:
        """Begin empty."""
        self._say = say
        self.last = html("", "lab-hint")
        self.redeliver_button = button(say("world.redeliver"))
        super().__init__(say("world.webhook"), self.last, line(self.redeliver_button))

    def connect(self, panel: Panel, controls: WorldControls) -> None:
        """Let the button act."""

        def redeliver() -> str:
            controls.redeliver()
            newest = controls.look().last_event
            return self._say("world.redelivered", token=token_words(newest, self._say)) if newest else ""

        panel.when(self.redeliver_button, self, redeliver)

    def show(self, view: WorldView) -> None:
        """Show the last event."""
        say, event = self._say, view.last_event
        words = say("world.no_event_yet")
        if event is not None:
            words = say("world.last_event", who=actor(event, say), did=did(event, say), token=token_words(event, say))
        self.last.value = f"<p>{rich(words)}</p>"
        self.redeliver_button.disabled = event is None
