"""The instructor's controls: the world as it is, and a control for everything in it that may change."""

from __future__ import annotations

from collections.abc import Callable

from ipywidgets import Widget

from helpers.line.plans import PLANS
from helpers.panels.kit.auto_refresh import follow
from helpers.panels.kit.controls import button, column, dress, html, line, shown
from helpers.panels.kit.markup import HEADING, esc, rich
from helpers.panels.kit.panel import Panel, Part
from helpers.panels.kit.projector import Projector
from helpers.panels.results.explained_panel import ExplainedPanel
from helpers.panels.results.timeline import timeline_of
from helpers.panels.world.people import GroupsPart, PeoplePart, VoicePart
from helpers.panels.world.platform import ClockPart, FaultsPart, QuotaPart, WebhookPart, faults_words
from helpers.session.session import Session
from helpers.session.world_controls import WorldControls


class WorldPanel(ExplainedPanel):
    """`lab.world()`. It shows every click at once, and after every cell what the cell did.

    People are phones with their switches on them; a button shows the panel over the whole window. `alarm` says at the
    top which answers are going to go wrong.
    Parts: `clock`, `people`, `voice`, `groups`, `quota`, `faults`, `webhook`, `story`, `restart`.
    """

    def __init__(self, session: Session, projector: Projector) -> None:
        """Control the practice world of `session`; `projector` is the switch at the top."""
        say = session.texts
        self.session = session
        self.controls = WorldControls(session)
        self._projector = projector
        self.refresh_button = button(say("world.refresh"), tip=say("world.refresh_help"))
        self.alarm = html("", "lab-alarm")
        self._make_parts()
        picture = column(self.groups, self.people, self.voice, looks=["lab-picture"])
        beside = column(self.clock, self.quota, self.faults, looks=["lab-beside"])
        more = column(self.webhook, self.restart, looks=["lab-more"])
        body = column(picture, beside, more, looks=["lab-columns"])
        super().__init__("world", say("world.repr"), say, [self._head(), body, self.story])
        self._connect()
        self.refresh()
        follow(self)

    def _make_parts(self) -> None:
        say, view = self.session.texts, self.controls.look()
        self.clock = ClockPart(say)
        self.people = PeoplePart(view, say)
        self.groups = GroupsPart(view, say)
        self.voice = VoicePart(view, say)
        self.quota = QuotaPart(PLANS.values(), say)
        self.faults = FaultsPart(say)
        self.webhook = WebhookPart(say)
        self.story = StoryPart(self.session)
        self.restart = RestartPart(self.session)

    def _head(self) -> Widget:
        say = self.session.texts
        lead = f"<p>{esc(say('world.lead'))}</p>"
        title = html(f'<h4 class="{HEADING}">{esc(say("world.title"))}</h4>{lead}', "lab-title")
        whole = button(say("world.whole"), None, "lab-to-whole", tip=say("world.whole_help"))
        return line(title, self.alarm, self._projector, whole, self.refresh_button, looks=["lab-head"])

    def _connect(self) -> None:
        reacting = (self.clock, self.people, self.groups, self.voice, self.quota, self.faults, self.webhook)
        self.add(*reacting, self.restart)
        for part in reacting:
            part.connect(self, self.controls)
        self.when(self.refresh_button, self.story, str)
        self.restart.connect(self, self._begin_again)

    def _begin_again(self) -> str:
        self.controls.reset()
        return self.say("world.was_reset")

    def perform(self, part: Part, act: Callable[[], str]) -> None:
        """Anything else that is clicked means that the world is not to be reset after all."""
        if part is not self.restart:
            self.restart.armed = False
        super().perform(part, act)

    def show(self) -> None:
        """Show the world as it is now."""
        view = self.controls.look()
        for part in (self.clock, self.people, self.groups, self.voice, self.quota, self.faults, self.webhook):
            part.show(view)
        self.alarm.value = f"<p>⚠ {esc(faults_words(view, self.say))}</p>" if view.faults else ""
        self.story.show()


class StoryPart(Part):
    """What happened: the timeline, as often as anything is clicked."""

    def __init__(self, session: Session) -> None:
        """Empty until shown."""
        self._session = session
        self.timeline = html()
        super().__init__(session.texts("world.log"), self.timeline)
        dress(self, "lab-story")

    def show(self) -> None:
        """Show the newest steps."""
        self.timeline.value = timeline_of(self._session).html(titled=True)


class RestartPart(Part):
    """Begin again; the second click on the same button confirms."""

    def __init__(self, session: Session) -> None:
        """Not armed."""
        self._say = session.texts
        self.button = button(self._say("world.reset"))
        self.keep_button = button(self._say("world.keep"))
        self._armed = False
        what = html(f"<p>{rich(self._say('world.reset_what'))}</p>", "lab-hint")
        super().__init__(self._say("world.reset"), what, line(self.button, self.keep_button))
        self.armed = False

    @property
    def armed(self) -> bool:
        """Whether the next click resets."""
        return self._armed

    @armed.setter
    def armed(self, armed: bool) -> None:
        self._armed = armed
        self.button.description = self._say("world.reset_sure" if armed else "world.reset")
        self.button.button_style = "danger" if armed else ""
        shown(self.keep_button, armed)

    def connect(self, panel: Panel, reset: Callable[[], str]) -> None:
        """`reset` is done at the second click in a row."""
        panel.when(self.button, self, lambda: self._click(reset))
        panel.when(self.keep_button, self, lambda: self._click(None))

    def _click(self, reset: Callable[[], str] | None) -> str:
        confirmed = self.armed and reset is not None
        self.armed = not self.armed and reset is not None
        return reset() if reset and confirmed else ""
