"""How LINE's answer to a request can go wrong: a 500, a 429, or none at all, before or after LINE accepted it.

After a 500 or no answer a bot cannot know whether LINE accepted the request: that is what retry keys are for
(REF#retry-api-request).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FaultKind = Literal["500", "429", "timeout"]
FaultMoment = Literal["before", "after"]


@dataclass(frozen=True)
class Fault:
    """One answer that goes wrong. `when`: before or after LINE accepted the request; a 429 is always before.

    `hold_seconds`: how long a "timeout" keeps the connection before it is dropped without an answer.
    `operation`, such as ``POST /v2/bot/message/push``, spares the answers of all others.
    """

    kind: FaultKind
    when: FaultMoment = "before"
    hold_seconds: float = 0
    operation: str = ""

    def check(self) -> None:
        """Raise ValueError for a fault LINE cannot have."""
        if self.kind not in ("500", "429", "timeout") or self.when not in ("before", "after"):
            raise ValueError('A fault is "500", "429" or "timeout", "before" or "after" acceptance.')
        if self.kind == "429" and self.when == "after":
            raise ValueError("A 429 refuses the request: it cannot come after acceptance.")
