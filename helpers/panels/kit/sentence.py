"""One sentence as an output: what was done, or what to do by hand."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.panels.kit.markup import rich, root
from helpers.text import Texts, plain


@dataclass(frozen=True, repr=False)
class Sentence:
    """A sentence with code in backticks. `good` is false while something is left to do."""

    words: str
    texts: Texts
    good: bool = True

    def __repr__(self) -> str:
        return plain(self.words)

    def _repr_html_(self) -> str:
        """Return the sentence in a frame of its own."""
        return root("lab-card", [f"<p>{rich(self.words)}</p>"], "card", self.texts, live=True)
