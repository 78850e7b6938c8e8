"""The live far end of a session, and what a lab asks of it: consent to what the gate stopped, the next event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.errors import LabError
from helpers.session.session import Session

if TYPE_CHECKING:
    from helpers.live.consent_gate import PendingConsent
    from helpers.live.live_session import LiveSession

#: How long `next_event` waits, in seconds, unless told otherwise.
EVENT_SECONDS = 60.0


def live_end(session: Session) -> LiveSession | None:
    """Return the session's far end in live mode; None in practice mode."""
    if session.mode != "live":
        return None
    from helpers.live.live_session import LiveSession  # with uvicorn, which practice without sockets does not load

    return session.far_end if isinstance(session.far_end, LiveSession) else None


def needs_live(session: Session, what: str) -> LiveSession:
    """Return the session's live far end. Raises LabError in practice mode: the text ``live.only.<what>``."""
    live = live_end(session)
    if live is None:
        raise LabError(session.texts, f"live.only.{what}")
    return live


def test_user_id(session: Session) -> str:
    """Return the tester's own user id. Raises LabError in practice mode, and when `.env` has none."""
    user_id = needs_live(session, "test_user").test_user_id
    if not user_id:
        raise LabError(session.texts, "live.no_test_user")
    return user_id


def next_event(session: Session, timeout: float = EVENT_SECONDS) -> Any:
    """Wait up to `timeout` seconds for the next event a phone caused; returns it as the SDK parses it.

    Raises LabError when none came, saying how far LINE got, and in practice mode.
    """
    return session.receive(needs_live(session, "next_event").webhook.next_event(timeout))


def pending_consent(session: Session) -> PendingConsent | None:
    """Return what the gate stopped last and waits for `consent`; None when nothing does."""
    live = live_end(session)
    return None if live is None else live.gate.pending


def give_consent(session: Session, recipients: int | str) -> PendingConsent:
    """Agree to what the gate stopped: the next request, if it is the same to the byte, may pass, once.

    `recipients` is the number on the card (``"unknown"`` when LINE does not tell it). Raises LabError when nothing
    waits, or for another number.
    """
    gate = needs_live(session, "consent").gate
    from helpers.live.consent_gate import WrongNumberError

    try:
        return gate.consent(recipients)
    except LookupError:
        raise LabError(session.texts, "live.nothing_pending") from None
    except WrongNumberError:
        raise LabError(session.texts, "live.wrong_number", typed=repr(recipients)) from None
