"""What the ``details`` of LINE's errors say in many places (facts 1.5); what only one place says is there."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.line.errors import Detail, Source

EMPTY = "May not be empty"
UNSPECIFIED = "must be specified"
NOT_SPECIFIED = "Must not be specified"


def size_between(low: int, high: int) -> str:
    """Return the words for a list of the wrong size."""
    return f"Size must be between {low} and {high}"


def length_between(low: int, high: int) -> str:
    """Return the words for a text of the wrong length; for one too long LINE prints 0 as the lower bound."""
    return f"Length must be between {low} and {high}"


def one_of(values: Iterable[str]) -> str:
    """Return the words for a value that is none of these."""
    return f"Must be one of the following values: [{', '.join(values)}]"


def undocumented(message: str, property_name: str | None = None) -> Detail:
    """Return a detail whose words LINE does not document and that was not seen: the card says so."""
    return Detail(message, property_name, Source.UNDOCUMENTED)
