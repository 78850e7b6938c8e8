"""The door as a panel: whose account it is, what it may send, and a field to say that one means it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ipywidgets import HTML, Text, VBox

from helpers.errors import LabError
from helpers.live.wording import followers_words, quota_words
from helpers.panels.kit.controls import button, column, shown
from helpers.panels.kit.disconnected import says_when_disconnected
from helpers.panels.kit.form_frame import form_frame, form_style
from helpers.panels.kit.markup import HEADING, esc, rich, root, row, table
from helpers.panels.kit.panel import refusal_words
from helpers.panels.kit.safe_callbacks import guarding
from helpers.text import plain

if TYPE_CHECKING:
    from helpers.lab import Lab
    from helpers.live.go_live import Threshold


class Door(VBox):
    """`lab.go_live()`. Type the account's basic id into `confirm`, click `open_button`; `message` says what came of it.

    The account's name and picture are on the screen only: `repr` has neither, and they go once the door is open.
    """

    def __init__(self, lab: Lab, threshold: Threshold) -> None:
        """The door of this lab."""
        say = lab.texts
        self._lab = lab
        self._threshold = threshold
        self.texts = say
        self.message = ""
        self._facts = HTML(root("lab-card", self._account(), "card", say))
        self.confirm = Text(
            description=say("live.door.confirm"), placeholder="@...", continuous_update=False,
            style={"description_width": "initial"},
        )  # fmt: skip
        self.open_button = button(say("live.door.open"), guarding(self._report)(self._open), "lab-primary")
        self._said = HTML()
        body = column(self.confirm, self.open_button, self._said, looks=["lab-part"])
        super().__init__([form_style(say), self._facts, form_frame(body)])
        says_when_disconnected(self)
        lab.follow_mode(self)

    def __repr__(self) -> str:
        return self.texts("live.door.repr_open" if self.opened else "live.door.repr")

    @property
    def opened(self) -> bool:
        """Whether the lab is live, through this door."""
        return self._lab.live is not None and self._lab.live.account is self._threshold.account

    def go_through(self, typed: str) -> None:
        """Go live. Raises LabError when `typed` is not the account's basic id."""
        self._threshold.cross(self._lab, typed, os.environ)
        self._facts.value = ""  # the name and the picture are not kept
        for part in (self._facts, self.confirm, self.open_button):
            shown(part, False)
        self._say(self.texts("live.opened"))

    def _open(self) -> None:
        self.go_through(self.confirm.value)

    def _report(self, error: Exception) -> None:
        self._say(refusal_words(error, self.texts) if isinstance(error, LabError) else type(error).__name__)

    def _say(self, words: str) -> None:
        self.message = plain(words)
        self._said.value = f'<div class="lab-said" role="status" aria-live="polite">{rich(words)}</div>'

    def _account(self) -> Iterator[str]:
        say, account = self.texts, self._threshold.account
        yield f'<h4 class="{HEADING}">{esc(say("live.door.title"))}</h4><p>{rich(say("live.door.lead"))}</p>'
        if account.picture_url:
            address, words = esc(account.picture_url), esc(say("live.door.picture"))
            yield f'<p><img src="{address}" alt="{words}" width="72" height="72" referrerpolicy="no-referrer"></p>'
        columns = (say("live.door.what"), say("live.door.value"))
        listed = (row((rich(name), rich(value))) for name, value in self._lines())
        yield f'<div class="lab-people">{table(say("live.door.account"), columns, listed)}</div>'
        yield f'<p class="lab-sum">{rich(say("live.door.type", name=account.basic_id))}</p>'

    def _lines(self) -> Iterator[tuple[str, str]]:
        say, account, settings = self.texts, self._threshold.account, self._threshold.settings
        yield say("live.door.name"), account.name
        yield say("live.door.basic_id"), f"`{account.basic_id}`"
        yield say("live.door.plan"), _plan(self)
        yield say("live.door.left"), quota_words(account.quota, say)
        yield say("live.door.followers"), followers_words(account.followers, say)
        yield say("live.door.me"), say("live.door.me_set" if settings.test_user_id else "live.door.me_missing")
        yield say("live.door.base"), f"`{settings.api_base}`"


def _plan(door: Door) -> str:
    """LINE tells the month's messages, not the plan's name."""
    say, quota = door.texts, door._threshold.account.quota
    if quota.limit is None:
        return quota_words(quota, say)
    return say("live.door.plan_limited", limit=quota.limit)
