"""What panels are made of."""

from __future__ import annotations

from collections.abc import Callable

from helpers.errors import LabError
from helpers.panels.kit.controls import button, switch
from helpers.panels.kit.panel import Part, refusal_words
from helpers.panels.results.explained_panel import ExplainedPanel
from helpers.text import texts

EN = texts("en")


class Bench(ExplainedPanel):
    """A panel with a button, a switch, and one part that says what `act` returns."""

    def __init__(self, act: Callable[[], str], show: Callable[[], None] = lambda: None) -> None:
        self.part, self.other = Part("Title <b>"), Part("")
        self.button, self.box = button("Do it"), switch("on", "Mei <3")
        self.shown = 0
        self._show = show
        super().__init__("world", "Run this cell.", EN, [self.part, self.other, self.button, self.box])
        self.add(self.part, self.other)
        self.when(self.button, self.part, act)
        self.when(self.box, self.part, act)

    def show(self) -> None:
        self.shown += 1
        self._show()


def test_a_click_acts_says_so_and_shows_the_world_again() -> None:
    bench = Bench(lambda: "done")
    bench.button.click()
    assert (bench.part.notice, bench.shown, bench.card) == ("done", 1, None)


def test_a_changed_control_acts_too() -> None:
    bench = Bench(lambda: "done")
    bench.box.value = True
    assert bench.part.notice == "done"


def test_what_the_panel_sets_itself_is_no_click() -> None:
    bench = Bench(lambda: "done", show=lambda: None)
    bench._show = lambda: setattr(bench.box, "value", True)
    bench.refresh()
    assert (bench.box.value, bench.part.notice) == (True, "")


def test_what_the_lab_cannot_do_is_said_in_place() -> None:
    def refuse() -> str:
        raise LabError(EN, "world.no_text")

    bench = Bench(refuse)
    bench.button.click()
    assert bench.part.notice == refusal_words(LabError(EN, "world.no_text"), EN)
    assert bench.card is None


def test_what_goes_wrong_unexpectedly_becomes_a_card() -> None:
    bench = Bench(lambda: str(1 // 0))
    bench.button.click()
    assert bench.card is not None
    assert "ZeroDivisionError" in bench._card.value
    assert bench.shown == 1


def test_the_card_goes_with_the_next_click() -> None:
    answers = iter([ZeroDivisionError("oh"), None])

    def act() -> str:
        error = next(answers)
        if error:
            raise error
        return "done"

    bench = Bench(act)
    bench.button.click()
    bench.button.click()
    assert (bench.card, bench._card.value, bench.part.notice) == (None, "", "done")


def test_a_panel_that_cannot_show_itself_says_so_and_can_be_used_again() -> None:
    bench = Bench(lambda: "done", show=lambda: [][0])
    bench.button.click()
    assert bench.card is not None
    bench._show = lambda: None
    bench.button.click()
    assert (bench.card, bench.part.notice) == (None, "done")


def test_a_notice_goes_when_something_else_is_done() -> None:
    bench = Bench(lambda: "done")
    bench.other.tell("before")
    bench.button.click()
    assert bench.other.notice == ""


def test_a_notice_is_announced_and_never_obeyed() -> None:
    part = Part("")
    part.tell("`<script>`")
    assert part._notice.value == '<p role="status" aria-live="polite"><code>&lt;script&gt;</code></p>'


def test_a_title_is_text() -> None:
    assert "Title &lt;b&gt;" in Bench(lambda: "").part.children[0].value


def test_a_panel_is_one_sentence_in_a_saved_notebook() -> None:
    assert repr(Bench(lambda: "")) == "Run this cell."


def test_a_panel_brings_its_own_style() -> None:
    bench = Bench(lambda: "")
    assert bench.children[0].value.startswith("<style>")
    assert {"lab", "lab-world"} <= set(bench._dom_classes)
