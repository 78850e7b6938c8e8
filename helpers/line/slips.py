"""What is often given in place of an access token or of an id, told by its looks alone (facts 1.2 and 1.7)."""

from __future__ import annotations

import re

#: Each slip with the look of what comes after ``Bearer``.
_TOKEN_LOOKS: tuple[tuple[str, str], ...] = (
    ("twice", r"(?i)bearer\b.*"),
    ("quotes", r"""["'“”‘’「].*|.*["'“”‘’」]"""),
    ("user_id", r"[UCR][0-9a-f]{32}"),
    ("secret", r"[0-9a-f]{32}"),
    ("channel_id", r"\d{10}"),
    ("expression", r"(?i)(?:os\.|process\.env|\$|%).*"),
    ("brackets", r"[<{\[(].*|.*[>}\])]"),
    ("placeholder", r"(?i)(?:.*(?:access[ _-]?token|your[ _-]).*|x{3,}|\.{3})"),
    ("spaces", r".*\s.*"),
)


def token_slip(header: str | None, channel_secret: str) -> str | None:
    """Return which slip an ``Authorization`` header holds; None for one that looks right, and for none at all."""
    if not header:
        return None
    scheme, _, token = header.strip().partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer":
        return "no_scheme"
    if not token:
        return "empty"
    if token == channel_secret:
        return "secret"
    return next((slip for slip, look in _TOKEN_LOOKS if re.fullmatch(look, token, re.DOTALL)), None)


_ID_LOOKS: tuple[tuple[str, str], ...] = (
    ("empty", r"\s*"),
    ("group", r"[CR][0-9a-f]{32}"),  # where only people may be
    ("spaces", r"\s*[UCR][0-9a-f]{32}\s*"),
    ("capitals", r"(?i)[UCR][0-9a-f]{32}"),
    ("several", r"(?is)[UCR][0-9a-f]{32}[\s,;].*"),
    ("letter", r"[0-9a-f]{32}"),
    ("length", r"[UCR][0-9a-f]{5,}"),
    ("line_id", r"@.*"),
    ("phone", r"\+?[\d -]{8,}"),
    ("name", r"(?s).*[^\x00-\x7f].*"),
)


def id_slip(value: object) -> str | None:
    """Return which slip makes a text no id of a user, a group or a room; None where its form does not show it.

    >>> id_slip("@my-bot")
    'line_id'
    """
    if not isinstance(value, str) or re.fullmatch("U[0-9a-f]{32}", value):
        return None
    return next((slip for slip, look in _ID_LOOKS if re.fullmatch(look, value)), None)
