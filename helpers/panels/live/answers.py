"""What a lab answers in a sentence when a lesson agrees to a request or leaves live mode."""

from __future__ import annotations

from helpers.live.live_end import give_consent
from helpers.panels.kit.sentence import Sentence
from helpers.session.session import Session


def agree(session: Session, recipients: int | str) -> Sentence:
    """Agree to what the gate stopped: the next request, if it is the same to the byte, may pass, once.

    `recipients` is the number on the card (``"unknown"`` when LINE does not tell it). Raises LabError when nothing
    waits, or for another number.
    """
    agreed = give_consent(session, recipients)
    return Sentence(session.texts("live.agreed", what=agreed.name), session.texts)


def go_practice(session: Session) -> Sentence:
    """Go back to the practice platform; nothing gets through to LINE any more."""
    session.connect()
    return Sentence(session.texts("live.practice_again"), session.texts)
