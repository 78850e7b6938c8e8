"""The panel `lab.start_over()`: one lesson from its beginning, notebook and progress; asked twice."""

from __future__ import annotations

from helpers.course.lesson_copies import link_to, this_lesson
from helpers.course.progress import LESSONS, Store
from helpers.course.start_over import start_over
from helpers.panels.kit.controls import button, html, line, menu, shown
from helpers.panels.kit.markup import HEADING, esc, rich
from helpers.panels.kit.panel import Part
from helpers.panels.results.explained_panel import ExplainedPanel
from helpers.paths import Place, here
from helpers.text import Texts, plain


class StartOver(ExplainedPanel):
    """Choose in `lesson` and click `button` twice; `keep_button` takes the first click back.

    The lesson whose notebook this is, where that is known, is chosen already.
    """

    def __init__(self, store: Store, say: Texts, place: Place | None = None, lesson: str | None = None) -> None:
        """`store` is what forgets; `place` and `lesson` are those of this notebook unless told."""
        self._store, self._place = store, place or here()
        self._armed = False
        names = [lesson.name for lesson in LESSONS]
        options = [(f"{name} {say(f'progress.name.{name}')}", name) for name in names]
        self.lesson = menu(say("start_over.lesson"), options)
        here_now = lesson or this_lesson()
        self.lesson.value = here_now if here_now in names else store.read().next_lesson_name(names[0])
        self.button = button(say("start_over.button"))
        self.keep_button = button(say("start_over.keep"))
        self._link = html("", "lab-link")
        title = f'<h4 class="{HEADING}">{esc(say("start_over.title"))}</h4><p>{rich(say("start_over.lead"))}</p>'
        part = Part("", self.lesson, line(self.button, self.keep_button))
        super().__init__("start", plain(say("start_over.repr")), say, [html(title, "lab-title"), part, self._link])
        self.when(self.button, part, self.click)
        self.when(self.keep_button, part, self.keep)
        self.when(self.lesson, part, self.keep)
        self.refresh()

    def click(self) -> str:
        """Ask whether it is meant, or do it. Returns the sentence to show."""
        self._armed = not self._armed
        if self._armed:
            return self.say("start_over.sure", name=self.lesson.value)
        copies = start_over(self.lesson.value, self._store, self.say, self._place)
        link = link_to(self.lesson.value, self.say.lang, self._place)
        words = esc(self.say("start_over.open", name=self.lesson.value))
        self._link.value = f'<p><a href="{esc(link)}" target="_blank" rel="noopener">{words}</a></p>'
        kept = self.say("start_over.kept", names=self.say("list.comma").join(copies.kept)) if copies.kept else ""
        return self.say("start_over.done", folder=self._place.shown(copies.folder), kept=kept)

    def keep(self) -> str:
        """Leave everything as it is. Returns no sentence."""
        self._armed = False
        return ""

    def show(self) -> None:
        """Show whether the next click does it."""
        self.button.description = self.say("start_over.confirm" if self._armed else "start_over.button")
        self.button.button_style = "danger" if self._armed else ""
        shown(self.keep_button, self._armed)
