"""The controls that panels are made of, in the lab's style.

Only core controls of ipywidgets: others would need an extension in every front end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from ipywidgets import Widget

from helpers.panels.kit.markup import esc
from helpers.panels.kit.widgets import HTML, Button, Checkbox, Dropdown, HBox, VBox, shared_layout

W = TypeVar("W", bound=Any)

#: The style of a control whose label is shown whole.
WHOLE_LABEL = {"description_width": "initial"}


def dress(widget: W, *looks: str) -> W:
    """Give a widget these CSS classes. Returns the widget."""
    for look in looks:
        widget.add_class(look)
    return widget


def shown(widget: Any, on: object) -> None:
    """Show a widget, or hide it so that it takes no room."""
    widget.layout = shared_layout(shown=bool(on))


def html(value: str = "", *looks: str) -> HTML:
    """Return a widget that shows a piece of HTML."""
    return dress(HTML(value), *looks)


def line(*children: Widget, looks: Iterable[str] = ()) -> HBox:
    """Return a box of controls beside each other; they wrap where there is no room."""
    return dress(HBox(children), "lab-line", *looks)


def column(*children: Widget, looks: Iterable[str] = ()) -> VBox:
    """Return a box of controls below each other."""
    return dress(VBox(children), *looks)


def button(
    label: str, on_click: Callable[..., object] | None = None, *looks: str, style: str = "", tip: str = ""
) -> Button:
    """Return a button. `style` is a name ipywidgets knows (primary, danger), `tip` says more when pointed at."""
    made = dress(Button(description=label, button_style=style, tooltip=tip or None), *looks)
    if on_click is not None:
        made.on_click(on_click)
    return made


def switch(label: str, whose: str = "", *, on: bool = False) -> Checkbox:
    """Return a checkbox drawn as a switch.

    With `whose` its row and column show what it is, and its name is for screen readers, for narrow windows, and for
    pages that drop our styles.
    """
    hidden = f'<span class="lab-sr">{esc(whose)} </span>' if whose else ""
    words = f'{hidden}<span class="lab-word">{esc(label)}</span>'
    box = Checkbox(on, description=words, description_allow_html=True, indent=False)
    return dress(box, "lab-switch")


def menu(label: str, options: Iterable[tuple[str, Any]]) -> Dropdown:
    """Return a menu of pairs: what is shown, and the value it has when chosen."""
    return Dropdown(description=label, options=list(options), style=WHOLE_LABEL)
