"""The messages of a request as LINE would draw them, while one types."""

from __future__ import annotations

from typing import Any

from helpers.panels.kit.controls import dress
from helpers.panels.kit.markup import HEADING, esc
from helpers.panels.kit.widgets import HTML, VBox
from helpers.panels.results.preview import Preview
from helpers.session.draft import Draft
from helpers.session.session import Session


class PreviewPane(VBox):
    """A chat that changes with the request. It is drawn anew only when the messages are other ones."""

    def __init__(self, session: Session) -> None:
        """Begin with an empty chat."""
        self._session = session
        self._shown: Any = None
        self._chat = HTML()
        title = esc(session.texts("form.preview"))
        lang = esc(session.texts("lang.tag"))
        super().__init__([HTML(f'<h5 class="lab-label {HEADING}" lang="{lang}">{title}</h5>'), self._chat])
        dress(self, "lab-preview-pane")

    def __repr__(self) -> str:
        """Return the messages in one line."""
        return repr(self._preview(self._shown))

    def show(self, draft: Draft) -> None:
        """Show the messages of this request."""
        messages = draft.body.get("messages")
        if messages != self._shown or self._shown is None:
            self._shown = messages
            self._chat.value = self._preview(messages)._repr_html_()

    def _preview(self, messages: Any) -> Preview:
        listed = messages if isinstance(messages, list) else []
        return Preview(tuple(listed), self._session.platform.account.display_name, self._session.texts)
