"""The widget of the stage: tells the page what to show, and does what its keys and buttons ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

from anywidget import AnyWidget

from helpers.course.demo_run import OpenLab
from helpers.course.demos import Demo, find
from helpers.explain.explanation import explain
from helpers.panels.course.replay import OpenDemo
from helpers.panels.kit.disconnected import PANEL, disconnected_style
from helpers.panels.kit.guess_buttons import STOPPERS
from helpers.panels.kit.markup import esc
from helpers.panels.kit.safe_callbacks import guarding
from helpers.panels.kit.stylesheets import style
from helpers.panels.results.card import Card
from helpers.panels.stage import drawing
from helpers.panels.stage.performance import Performance
from helpers.text import Texts, plain


class Stage(AnyWidget):
    """`lab.stage("reply")`. In the notebook it is the list of steps; its button opens the stage over the whole window.

    `played` is the performance. A saved notebook keeps one sentence.
    """

    _esm = (files(__package__) / "stage.js").read_text(encoding="utf-8")

    def __init__(self, demo: Demo, say: Texts, open_lab: OpenLab) -> None:
        """Show `demo` before its first step; `open_lab` opens the lab of each performance."""
        self.played = Performance(demo, open_lab)
        self._say = say
        self._views = 0
        #: What went wrong unexpectedly in the last click; None when nothing did.
        self.card: Card | None = None
        self._guard = guarding(self._fail)
        super().__init__()
        self.add_class(PANEL)
        self.on_msg(lambda _, message, __: self.hear(message))

    @classmethod
    def of(cls, key: str, say: Texts, open_demo: OpenDemo) -> Stage:
        """Return the stage for the demo with this key. Raises LabError for an unknown key."""
        demo = find(key, say)
        return cls(demo, say, lambda show: open_demo(demo.world, say.lang, show))

    def __repr__(self) -> str:
        demo = self.played.demo
        return plain(self._say("stage.repr", key=demo.key, count=len(demo.steps), title=demo.title(self._say)))

    def hear(self, message: object) -> None:
        """Do what the page asks for. Never raises: what goes wrong is shown."""
        told: Mapping[str, Any] = message if isinstance(message, Mapping) else {}
        acts: dict[str, Callable[[], None]] = {
            "ready": self._begin,
            "gone": self._end,
            "next": self.played.forward,
            "back": self.played.back,
            "again": self.played.again,
            "guessing": lambda: setattr(self.played, "guessing", told.get("on") is True),
            "hands": lambda: self.played.guess(_who(told), told.get("count")),
            "raise": lambda: self.played.guess(_who(told), self.played.hands.get(_who(told), 0) + 1),
        }
        act = acts.get(str(told.get("do")))
        if act is not None:
            self.card = None
            self._guard(act)()
            self._guard(self._show)()

    def _begin(self) -> None:
        self._views += 1

    def _end(self) -> None:
        self._views = max(0, self._views - 1)

    def _show(self) -> None:
        if self._views:
            cover, told = drawing.cover_html(self.played, self._say), drawing.read_out(self.played, self._say)
            self.send({"html": self.html(), "cover": cover, "told": told, "style": self._style()})

    def _style(self) -> str:
        return style("stage") + style("phones") + disconnected_style(self._say)

    def html(self) -> str:
        """Return what is on the stage, and the card of what went wrong in the last click."""
        trouble = self.card._repr_html_() if self.card else ""
        frame = f'lang="{esc(self._say("lang.tag"))}" aria-label="{esc(repr(self))}"'
        return f'<div class="lab-frame" {frame}>{drawing.stage_html(self.played, self._say)}{trouble}</div>'

    def _fail(self, error: Exception) -> None:
        self.card = Card(None, explain(error, self._say), self._say)


def _who(told: Mapping[str, Any]) -> str:
    who = told.get("who")
    if isinstance(who, int) and 0 < who <= len(STOPPERS):  # a key: 1 is the first answer
        return STOPPERS[who - 1]
    return who if isinstance(who, str) else ""
