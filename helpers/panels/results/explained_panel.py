"""A panel that shows what goes wrong in a click as a result card."""

from __future__ import annotations

from helpers.explain.explanation import explain
from helpers.panels.kit.panel import Panel
from helpers.panels.results.card import Card


class ExplainedPanel(Panel):
    """A panel whose unexpected errors are explained like those of a request."""

    card: Card | None

    def card_of(self, error: Exception) -> Card:
        """Return the result card of an error."""
        return Card(None, explain(error, self.say), self.say)
