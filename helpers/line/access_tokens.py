"""What is often sent in place of a channel access token, told by its looks alone (facts 1.2 and 1.7)."""

from __future__ import annotations

import re

#: Each slip with the look of what comes after ``Bearer``.
_LOOKS: tuple[tuple[str, str], ...] = (
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
    return next((slip for slip, look in _LOOKS if re.fullmatch(look, token, re.DOTALL)), None)
