"""What drawing a message needs to know besides the message."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.text import Texts


@dataclass(frozen=True)
class PreviewContext:
    """The language to draw in, and whether what LINE lets people tap can be tapped here.

    Where it can, each such element carries its action object as JSON in ``data-action`` and is in the order of Tab.
    """

    say: Texts
    tappable: bool = False
