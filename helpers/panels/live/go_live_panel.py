"""The panel of going live: whose account it is, what it may send, and a field to confirm it."""

from __future__ import annotations

import os
from collections.abc import Iterator

from helpers.errors import LabError
from helpers.live.go_live import go_live, look_up
from helpers.live.live_end import live_end
from helpers.live.live_session import LiveSetup
from helpers.live.wording import followers_text, quota_text
from helpers.panels.kit.controls import button, column, shown
from helpers.panels.kit.disconnected import says_when_disconnected
from helpers.panels.kit.form_frame import form_frame, form_style
from helpers.panels.kit.live_band import follow_mode
from helpers.panels.kit.markup import HEADING, esc, rich, root, row, table
from helpers.panels.kit.page_script import with_page_script
from helpers.panels.kit.panel import refusal_words
from helpers.panels.kit.safe_callbacks import guarding
from helpers.panels.kit.sentence import Sentence
from helpers.panels.kit.widgets import HTML, TextInput, VBox
from helpers.session.session import Session
from helpers.text import plain


class GoLivePanel(VBox):
    """`lab.go_live()`. Type the account's basic id into `confirm`, click `open_button`; `message` says what came of it.

    The account's name and picture are on the screen only: `repr` has neither, and they go once the session is live.
    """

    def __init__(self, session: Session, setup: LiveSetup) -> None:
        """Ask whether to take `session` live with `setup`."""
        say = session.texts
        self._session = session
        self._setup = setup
        self.texts = say
        self.message = ""
        self._facts = HTML(root("lab-card", self._account(), "card", say))
        self.confirm = TextInput(
            description=say("go_live.confirm"), placeholder="@...", continuous_update=False,
            style={"description_width": "initial"},
        )  # fmt: skip
        self.open_button = button(say("go_live.open"), guarding(self._report)(self._open), style="primary")
        self._said = HTML()
        body = column(self.confirm, self.open_button, self._said, looks=["lab-part"])
        super().__init__([form_style(say), self._facts, form_frame(body)])
        with_page_script(says_when_disconnected(self))
        follow_mode(self, session)

    @classmethod
    def of(cls, session: Session, confirm: str = "") -> GoLivePanel | Sentence:
        """Look the account up and show the panel; with its basic id as `confirm`, go live at once.

        Returns a sentence when the session is live already. Raises LabError where going live is refused.
        """
        if session.mode == "live":
            return Sentence(session.texts("live.already"), session.texts)
        panel = cls(session, look_up(session.texts, os.environ))
        if confirm:
            panel.connect(confirm)
        return panel

    def __repr__(self) -> str:
        return self.texts("go_live.repr_open" if self.opened else "go_live.repr")

    @property
    def opened(self) -> bool:
        """Whether the session is live with this panel's account."""
        live = live_end(self._session)
        return live is not None and live.account is self._setup.account

    def connect(self, typed: str) -> None:
        """Go live. Raises LabError when `typed` is not the account's basic id."""
        go_live(self._session, self._setup, typed, os.environ)
        self._facts.value = ""  # the name and the picture are not kept
        for part in (self._facts, self.confirm, self.open_button):
            shown(part, False)
        self._say(self.texts("live.opened"))

    def _open(self) -> None:
        self.connect(self.confirm.value)

    def _report(self, error: Exception) -> None:
        self._say(refusal_words(error, self.texts) if isinstance(error, LabError) else type(error).__name__)

    def _say(self, words: str) -> None:
        self.message = plain(words)
        self._said.value = f'<div class="lab-said" role="status" aria-live="polite">{rich(words)}</div>'

    def _account(self) -> Iterator[str]:
        say, account = self.texts, self._setup.account
        yield f'<h4 class="{HEADING}">{esc(say("go_live.title"))}</h4><p>{rich(say("go_live.lead"))}</p>'
        if account.picture_url:
            address, words = esc(account.picture_url), esc(say("go_live.picture"))
            yield f'<p><img src="{address}" alt="{words}" width="72" height="72" referrerpolicy="no-referrer"></p>'
        columns = (say("go_live.what"), say("go_live.value"))
        listed = (row((rich(name), rich(value))) for name, value in self._lines())
        yield f'<div class="lab-people">{table(say("go_live.account"), columns, listed)}</div>'
        yield f'<p class="lab-sum">{rich(say("go_live.type", name=account.basic_id))}</p>'

    def _lines(self) -> Iterator[tuple[str, str]]:
        say, account, settings = self.texts, self._setup.account, self._setup.settings
        yield say("go_live.name"), account.name
        yield say("go_live.basic_id"), f"`{account.basic_id}`"
        yield say("go_live.plan"), _plan(self)
        yield say("go_live.left"), quota_text(account.quota, say)
        yield say("go_live.followers"), followers_text(account.followers, say)
        yield say("go_live.me"), say("go_live.me_set" if settings.test_user_id else "go_live.me_missing")
        yield say("go_live.base"), f"`{settings.api_base}`"


def _plan(panel: GoLivePanel) -> str:
    """LINE tells the month's messages, not the plan's name."""
    say, quota = panel.texts, panel._setup.account.quota
    if quota.limit is None:
        return quota_text(quota, say)
    return say("go_live.plan_limited", limit=quota.limit)
