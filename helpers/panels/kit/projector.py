"""Projector mode: one style, shown once, that makes everything of the lab large and high in contrast."""

from __future__ import annotations

from helpers.errors import LabError
from helpers.panels.kit.controls import dress, html, switch
from helpers.panels.kit.disconnected import disconnected_style, says_when_disconnected
from helpers.panels.kit.page_script import with_page_script
from helpers.panels.kit.stylesheets import rules, style, style_element
from helpers.panels.kit.widgets import VBox
from helpers.text import Texts


class Projector(VBox):
    """A switch, and the style it turns on. A lab has one, so that any cell can turn off what another turned on.

    It is a widget and no output, so a saved notebook keeps nothing of it.
    """

    def __init__(self, texts: Texts) -> None:
        """Begin switched off."""
        self.texts = texts
        self.switch = switch(texts("projector.switch"))
        self._style = html("", "lab-style")
        self.switch.observe(self._show, "value")
        super().__init__([html(style("projector") + disconnected_style(texts), "lab-style"), self.switch, self._style])
        dress(with_page_script(says_when_disconnected(self)), "lab", "lab-projector")

    def __repr__(self) -> str:
        """Return ``Projector mode: on``."""
        return self.texts("projector.repr_on" if self.on else "projector.repr_off")

    @property
    def on(self) -> bool:
        """Whether everything is large. Setting anything but True or False raises LabError."""
        return bool(self.switch.value)

    @on.setter
    def on(self, on: bool) -> None:
        if not isinstance(on, bool):
            raise LabError(self.texts, "error.on_or_off", given=repr(on))
        self.switch.value = on

    def _show(self, _: object) -> None:
        self._style.value = style_element(rules("projector")) if self.on else ""
