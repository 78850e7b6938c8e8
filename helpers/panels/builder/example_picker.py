"""Ready requests to choose from, in groups whose names do not tell who stops them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from helpers.examples.examples import TOPICS, Example, Topic
from helpers.panels.kit.controls import WHOLE_LABEL, button, dress
from helpers.panels.kit.markup import esc
from helpers.panels.kit.safe_callbacks import Guard, unguarded
from helpers.panels.kit.widgets import HTML, Button, HBox, ToggleButtons, VBox
from helpers.text import Texts, plain


class ExamplePicker(VBox):
    """Tabs of groups over buttons of examples; a click on one calls `on_choose` with its key."""

    def __init__(
        self, examples: Sequence[Example], say: Texts, on_choose: Callable[[str], object], guard: Guard = unguarded
    ) -> None:
        """Begin with the examples that everyone receives."""
        self._examples, self._say, self._on_choose = examples, say, on_choose
        title = HTML(f'<p class="lab-label" lang="{esc(say("lang.tag"))}">{esc(say("form.example"))}</p>')
        groups = [(say(f"form.example.topic.{topic}"), topic) for topic in TOPICS if self.keys_of(topic)]
        self.groups = ToggleButtons(options=groups, description=say("form.example.groups"), style=WHOLE_LABEL)
        self.buttons: dict[str, Button] = {}
        self._row = dress(HBox(), "lab-tools")
        super().__init__([title, self.groups, self._row])
        dress(self, "lab-examples")
        self._guard = guard
        self._list()
        self.groups.observe(lambda _: self._list(), "value")

    def __repr__(self) -> str:
        """Return the names of the group shown."""
        return "、".join(button.description for button in self.buttons.values())

    def keys_of(self, topic: Topic) -> list[str]:
        """Return the keys of one group."""
        return [example.key for example in self._examples if example.topic == topic]

    def choose(self, key: str) -> None:
        """Choose an example, as by a click. Raises KeyError for one that is not offered."""
        self.groups.value = {example.key: example for example in self._examples}[key].topic
        self.buttons[key].click()

    def _list(self) -> None:
        shown = [example for example in self._examples if example.topic == self.groups.value]
        self.buttons = {example.key: self._button(example) for example in shown}
        self._row.children = tuple(self.buttons.values())

    def _button(self, example: Example) -> Button:
        choose = self._guard(lambda: self._on_choose(example.key))
        return button(plain(example.name(self._say)), choose, "lab-chip")
