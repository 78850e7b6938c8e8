"""The retry key of a request: type one, have one made, or repeat the last, to see what it is for (facts 6)."""

from __future__ import annotations

from uuid import uuid4

from helpers.examples import preconditions
from helpers.line.send_methods import SendMethod
from helpers.panels.kit.controls import button, dress, shown
from helpers.panels.kit.fields import FieldWithTools, text_field
from helpers.panels.kit.safe_callbacks import Guard, unguarded
from helpers.panels.kit.widgets import HBox
from helpers.session.session import Session


class RetryKeyField(FieldWithTools):
    """A field and two buttons. It is no member of the body: it goes into a header."""

    def __init__(self, session: Session, method: SendMethod, guard: Guard = unguarded) -> None:
        """Begin without a key. A method that takes none hides the field until one is loaded."""
        self._session, self._method = session, method
        say = session.texts
        hint = say("form.key.hint" if method.takes_retry_key else "form.key.not_here")
        self.field = text_field(say("form.key"), say, hint=hint)
        self.new_button = button(say("form.key.new"), guard(self.make), "lab-quiet", tip=say("form.key.new.tip"))
        self.again_button = button(
            say("form.key.again"), guard(self.repeat), "lab-quiet", tip=say("form.key.again.tip")
        )
        super().__init__([self.field, dress(HBox([self.new_button, self.again_button]), "lab-tools")])
        self.add_class("lab-field")
        self.field.control.observe(lambda _: self._hide(), "value")
        self._hide()

    def __repr__(self) -> str:
        """Return the line of its field."""
        return repr(self.field)

    def make(self) -> None:
        """Fill in a key never used before: random when live, the same in each run of a lesson when practising."""
        self.load(preconditions.fresh_key(self._session) if self._session.sees_people else str(uuid4()))

    def repeat(self) -> None:
        """Fill in the key of the last request that had one."""
        keys = (exchange.request_headers.get("x-line-retry-key") for exchange in self._session.exchanges)
        last = next(filter(None, keys), None)
        if last is None:
            self.field.complain([("", self._session.texts("form.key.none_yet"))])
        else:
            self.load(last)

    def _hide(self) -> None:
        shown(self, self._method.takes_retry_key or self.field.control.value)
