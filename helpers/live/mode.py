"""How a lab goes live and comes back: what `helpers.lab.Lab` can do besides practice.

Going live changes the lab's own Configuration and client in place, so the ``line_bot_api`` a notebook made in its first
cell follows, there and back. Everything live is imported when asked for: opening a lab must stay quick.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from linebot.v3.messaging import ApiClient, Configuration, MessagingApi

from helpers.errors import LabError, needs_packages
from helpers.session.exchange import Exchange
from helpers.text import Texts

if TYPE_CHECKING:
    from helpers.lab import Lab
    from helpers.line.webhook_request import WebhookRequest
    from helpers.live.consent_gate import PendingConsent
    from helpers.live.go_live import Threshold
    from helpers.live.live_session import LiveSession
    from helpers.live.webhook_receiver import WebhookDesk
    from helpers.panels.kit.sentence import Sentence
    from helpers.panels.live.go_live_panel import Door
    from helpers.session.transport import Transport
    from helpers.stub.platform import Platform

#: How long `next_event` waits, in seconds, unless told otherwise.
EVENT_SECONDS = 60.0


class LiveMode:
    """The live half of a lab. Practice is where it begins, and where it is whenever `live` is None."""

    texts: Texts
    platform: Platform
    configuration: Configuration
    api_client: ApiClient
    line_bot_api: MessagingApi
    _transport: Transport

    def __init__(self) -> None:
        """In practice."""
        #: What is open to LINE; None in practice mode.
        self.live: LiveSession | None = None
        self._leaving: Callable[[], object] = lambda: None
        self._followers: weakref.WeakSet[Any] = weakref.WeakSet()

    @property
    def mode(self) -> str:
        """``practice`` or ``live``."""
        return "practice" if self.live is None else "live"

    def receive(self, request: WebhookRequest) -> Any:
        """What a bot server does with a webhook; the lab says how."""
        raise NotImplementedError

    def keep(self, exchange: Exchange) -> None:
        """Remember an exchange; the lab says how."""
        raise NotImplementedError

    # There and back ---------------------------------------------------------------------------------------------------

    def go_live(self, confirm: str = "") -> Door | Sentence:
        """The door to LINE itself: shows whose account the token in `.env` opens, and asks whether you mean it.

        `confirm` is the account's basic id (``@...``), for code; without it, type it into the panel. Raises LabError
        in CI, in tests, when LAB_NEVER_LIVE is set, with a practice token, or when LINE refuses the token.
        """
        with needs_packages(self.texts):
            from helpers.live.refusal import refuse

            refuse(self.texts, os.environ)  # first: where there are no sockets, the rest cannot even be imported
            from helpers.live.go_live import Threshold
            from helpers.panels.live.go_live_panel import Door
        from helpers.panels.kit.sentence import Sentence

        if self.live is not None:
            return Sentence(self.texts("live.already"), self.texts)
        door = Door(cast("Lab", self), Threshold.reach(self.texts, os.environ))
        if confirm:
            door.go_through(confirm)
        return door

    def enter_live(self, threshold: Threshold) -> LiveSession:
        """Open the relay and let this lab's client talk to it. Only the door calls this."""
        from helpers.live.live_session import LiveSession

        say = replace(self.texts, mode="live")
        session = LiveSession.start(threshold, say, weakly(self.keep))
        self._leaving = weakref.finalize(self, session.close)
        self._use(session.host, session.key, say)
        self.live = session
        session.use(self.line_bot_api)
        self._show_mode()
        return session

    def go_practice(self) -> Sentence:
        """Back to the practice platform; nothing gets through to LINE any more."""
        from helpers.panels.kit.sentence import Sentence

        self._leaving()
        self.live = None
        say = replace(self.texts, mode="practice")
        self._use(self._transport.host, self.platform.account.access_token, say)
        self._show_mode()
        return Sentence(say("live.practice_again"), say)

    def _use(self, host: str, token: str, say: Texts) -> None:
        """In place: notebooks hold on to the client, and clients to the Configuration."""
        self.configuration._base_path = host  # the SDK's `host` is read-only, and reads this for every request
        self.configuration.access_token = token
        self.api_client.default_headers["Authorization"] = f"Bearer {token}"
        self.texts = say

    def follow_mode(self, panel: Any) -> Any:
        """Let a panel (a box of widgets) wear the mark of live mode whenever the lab is live. Returns the panel."""
        self._followers.add(panel)
        if self.live is not None:
            self._mark(panel)
        return panel

    def _show_mode(self) -> None:
        for panel in list(self._followers):
            self._mark(panel)
            if hasattr(panel, "refresh"):
                panel.refresh()  # what it says of mode, people and cost was true before

    def _mark(self, panel: Any) -> None:
        from helpers.panels.kit.live_band import mark, unmark

        unmark(panel) if self.live is None else mark(panel, self.texts)

    # Sending ----------------------------------------------------------------------------------------------------------

    @property
    def pending_consent(self) -> PendingConsent | None:
        """What the gate stopped last and waits for a `consent`; None when nothing does."""
        return None if self.live is None else self.live.gate.pending

    def consent(self, recipients: int | str) -> Sentence:
        """Say yes to what the gate stopped: the next request, if it is the same to the byte, may pass, once.

        `recipients` is the number on the card (``"unknown"`` when LINE does not tell it). Raises LabError when
        nothing waits, or for another number.
        """
        from helpers.live.consent_gate import WrongNumberError
        from helpers.panels.kit.sentence import Sentence

        gate = self._live("consent").gate
        try:
            agreed = gate.consent(recipients)
        except LookupError:
            raise LabError(self.texts, "live.nothing_pending") from None
        except WrongNumberError:
            raise LabError(self.texts, "live.wrong_number", typed=repr(recipients)) from None
        return Sentence(self.texts("live.agreed", what=agreed.name), self.texts)

    @property
    def test_user_id(self) -> str:
        """Your own user id, LINE_TEST_USER_ID of `.env`: sending to it asks for nothing. Raises LabError."""
        user_id = self._live("test_user").settings.test_user_id
        if not user_id:
            raise LabError(self.texts, "live.no_test_user")
        return user_id

    # Receiving --------------------------------------------------------------------------------------------------------

    @property
    def webhook(self) -> WebhookDesk:
        """Receiving webhooks: ``lab.webhook.serve()``, ``.set_endpoint(url)``, ``.test()``. Raises LabError."""
        return self._live("webhook").webhook

    def next_event(self, timeout: float = EVENT_SECONDS) -> Any:
        """The next event somebody's phone caused, as the SDK parses it.

        Waits up to `timeout` seconds; raises LabError then, saying how far LINE got.
        """
        return self.receive(self._live("next_event").webhook.next_event(timeout))

    # One or the other -------------------------------------------------------------------------------------------------

    def _live(self, what: str) -> LiveSession:
        """What is open. Raises LabError in practice mode, saying what to do there instead."""
        if self.live is None:
            raise LabError(self.texts, f"live.only.{what}")
        return self.live

    def practice_only(self, what: str) -> None:
        """Raises LabError in live mode, saying how to do it by hand."""
        if self.live is not None:
            raise LabError(self.texts, f"live.cannot.{what}")


def weakly(method: Callable[[Any], None]) -> Callable[[Any], None]:
    """`method`, as long as its object lives: a server must not keep a forgotten lab alive."""
    reference = weakref.WeakMethod(method)

    def report(something: Any) -> None:
        alive = reference()
        if alive is not None:
            alive(something)

    return report
