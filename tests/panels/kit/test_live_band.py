from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ipywidgets import HTML, VBox

from helpers.panels.kit.live_band import follow_mode, mark, unmark
from helpers.panels.kit.markup import root
from helpers.text import Texts, texts

EN = texts("en")
LIVE = replace(EN, mode="live")


def test_a_mark_stands_above_everything_in_words_and_colour() -> None:
    child = HTML("x")
    panel = VBox([child])
    mark(panel, LIVE)
    assert panel.children[1:] == (child,)
    assert "<style>" in panel.children[0].value
    assert EN("live.mark") in panel.children[0].value


def test_a_panel_is_marked_once_and_unmarked_wholly() -> None:
    child = HTML("x")
    panel = VBox([child])
    for _ in range(2):
        mark(panel, LIVE)
    assert len(panel.children) == 2
    for _ in range(2):
        unmark(panel)
    assert panel.children == (child,)
    assert panel._dom_classes == ()


def test_outputs_of_practice_have_no_mark() -> None:
    html = root("lab-card", ["<p>x</p>"], "card", EN)
    assert "data-mode" not in html
    assert "lab-live" not in html


def test_outputs_of_live_mode_say_so_first() -> None:
    html = root("lab-card", ["<p>x</p>"], "card", LIVE)
    assert 'data-mode="live"' in html
    assert html.index(EN("live.mark")) < html.index("<p>x</p>")


class Mode:
    """A source of the mode, and who was told of its changes."""

    def __init__(self) -> None:
        self.mode = "practice"
        self.told: list[tuple[Any, Callable[[Any, Any], object]]] = []

    @property
    def texts(self) -> Texts:
        return replace(EN, mode=self.mode)

    def subscribe(self, subscriber: Any, tell: Callable[[Any, Any], object]) -> None:
        self.told.append((subscriber, tell))

    def change(self, mode: str) -> None:
        self.mode = mode
        for subscriber, tell in self.told:
            tell(subscriber, self)


def test_a_panel_wears_the_mark_while_the_mode_is_live() -> None:
    source = Mode()
    early = follow_mode(VBox(), source)
    assert early.children == ()
    source.change("live")
    late = follow_mode(VBox(), source)
    for panel in (early, late):
        assert "lab-in-live" in panel._dom_classes
        assert "Live mode" in panel.children[0].value
    source.change("practice")
    assert [(panel.children, "lab-in-live" in panel._dom_classes) for panel in (early, late)] == [((), False)] * 2
