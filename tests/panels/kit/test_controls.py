"""Controls, and what a front end is told of them."""

from __future__ import annotations

import pytest
from ipywidgets import Button, Checkbox

from helpers.panels.kit.controls import button, column, dress, html, line, menu, shown, switch


def test_a_switch_of_a_row_is_named_in_full() -> None:
    box = switch("blocked", "Mei <3", on=True)
    assert isinstance(box, Checkbox)
    assert box.description == (
        '<span class="lab-sr">Mei &lt;3 </span><span class="lab-word">blocked</span>'
    )  # fmt: skip
    assert box.value


def test_a_menu_has_a_label_and_keeps_its_options() -> None:
    assert menu("Who", [("Mei", 1)]).options == (("Mei", 1),)
    assert menu("Who", []).description == "Who"


def test_the_label_of_a_menu_is_whole() -> None:
    assert menu("Who", []).style.description_width == "initial"


def test_dressing_returns_the_widget() -> None:
    widget = html("<p></p>")
    assert dress(widget, "lab-x") is widget


def test_a_button_does_what_it_is_given_and_may_be_given_it_later() -> None:
    clicked: list[str] = []
    button("now", lambda _: clicked.append("now")).click()
    later = button("later")
    later.on_click(lambda _: clicked.append("later"))
    later.click()
    assert clicked == ["now", "later"]


def test_a_button_has_its_looks_and_its_tip() -> None:
    made = button("Send", None, "lab-primary", style="danger", tip="to all")
    assert ("lab-primary" in made._dom_classes, made.button_style, made.tooltip) == (True, "danger", "to all")


@pytest.mark.parametrize("box", [line, column])
def test_a_box_holds_its_controls_and_wears_its_looks(box: object) -> None:
    made = box(one := Button(), looks=["lab-x"])  # type: ignore[operator]
    assert made.children == (one,)
    assert "lab-x" in made._dom_classes


def test_what_is_hidden_takes_no_room_and_comes_back() -> None:
    widget = Button()
    shown(widget, False)
    assert widget.layout.display == "none"
    shown(widget, "anything true")
    assert widget.layout.display == ""
