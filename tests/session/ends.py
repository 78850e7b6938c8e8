"""A far end that is live by name only: nothing leaves this computer."""

from __future__ import annotations

from helpers.lab import Lab
from helpers.session.far_end import PracticeEnd


class FakeLive(PracticeEnd):
    """The practice platform of a lab, as if it were LINE."""

    mode = "live"
    sees_people = False

    def __init__(self, lab: Lab) -> None:
        """Reach the platform by the lab's own transport."""
        super().__init__(lab.platform, lab.session._practice._transport)

    def close(self) -> None:
        """Leave the transport open: the lab goes on using it."""
