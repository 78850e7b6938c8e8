"""A demo on the screen: the steps, the code of the one just done, and what it showed. What will come is not told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from helpers.course.demo_run import DemoLab, OpenLab, Run
from helpers.course.demos import Demo, find
from helpers.panels.kit.controls import button, html, line
from helpers.panels.kit.markup import HEADING, esc, rich
from helpers.panels.kit.panel import Part
from helpers.panels.results.explained_panel import ExplainedPanel
from helpers.text import Texts, plain


@dataclass(frozen=True)
class Printed:
    """What a step printed."""

    text: str

    def _repr_html_(self) -> str:
        """Return the text as under a cell."""
        return f'<pre tabindex="0">{esc(self.text.rstrip())}</pre>'


#: Opens a lab in a demo's world, in a language; it is given what shows the cards of ``lab.attempt()``.
OpenDemo = Callable[[str, str, Callable[[object], object]], DemoLab]


class Replay(ExplainedPanel):
    """`lab.replay("push")`. Each click on `next_button` does one step; `again_button` begins anew.

    `shown` is what the last step showed: cards and phones.
    """

    def __init__(self, demo: Demo, say: Texts, open_lab: OpenLab) -> None:
        """Show `demo` before its first step; `open_lab` opens the lab of each run."""
        self.demo = demo
        self._open_lab = open_lab
        self.run = Run(demo, open_lab)
        self.shown: list[Any] = []
        self.next_button = button("", style="primary")
        self.again_button = button(say("demo.again"))
        title = html(f'<h4 class="{HEADING}">{rich(demo.title(say))}</h4><p>{esc(say("demo.lead"))}</p>', "lab-title")
        self._steps, self._shown = html("", "lab-steps"), html("", "lab-shown")
        part = Part("", self._steps, line(self.next_button, self.again_button))
        sentence = plain(say("demo.repr", key=demo.key, count=len(demo.steps), title=demo.title(say)))
        super().__init__("replay", sentence, say, [title, part, self._shown])
        self.when(self.next_button, part, self.next)
        self.when(self.again_button, part, self.again)
        self.refresh()

    @classmethod
    def of(cls, key: str, say: Texts, open_demo: OpenDemo) -> Replay:
        """Return the replay of the demo with this key. Raises LabError for an unknown key."""
        demo = find(key, say)
        return cls(demo, say, lambda show: open_demo(demo.world, say.lang, show))

    def next(self) -> str:
        """Do the next step, if there is one."""
        if self.run.done < len(self.demo.steps):
            result = self.run.next()
            printed = [Printed(result.printed)] if result.printed else []
            self.shown = [*printed, *result.displayed]
        return ""

    def again(self) -> str:
        """Begin anew, in a fresh world."""
        self.run.lab.close()
        self.run, self.shown = Run(self.demo, self._open_lab), []
        return ""

    def show(self) -> None:
        """Show where the demo is."""
        done, count = self.run.done, len(self.demo.steps)
        captions = enumerate(self.demo.captions(self.say), 1)
        items = "".join(_item(caption, number, done, self.say) for number, caption in captions)
        self._steps.value = f"<ol>{items}</ol>"
        self.next_button.description = self.say("demo.next", number=min(done + 1, count), count=count)
        self.next_button.disabled = done == count
        self.again_button.disabled = done == 0
        self._shown.value = self._result(done) if done else ""

    def _result(self, done: int) -> str:
        label = esc(self.say("demo.code", number=done))
        code = f'<pre tabindex="0" aria-label="{label}">{esc(self.demo.steps[done - 1].code)}</pre>'
        shown = "".join(output._repr_html_() for output in self.shown)
        return f'<div role="status" aria-live="polite">{code}{shown}</div>'


def _item(caption: str, number: int, done: int, say: Texts) -> str:
    look = "lab-now" if number == done else "lab-past" if number < done else "lab-later"
    if number > done:  # what comes of it stands after the colon: the class is to guess it first
        caption = caption.partition(say("demo.colon"))[0]
    now = ' aria-current="step"' if number == done else ""
    return f'<li class="{look}"{now}>{rich(caption)}</li>'
