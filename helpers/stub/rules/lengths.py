"""Whether a text is too long, as its field counts."""

from __future__ import annotations

from helpers.line.fields.kinds import Text
from helpers.line.text_length import longer_in_graphemes, longer_in_utf16


def is_longer(text: str, field: Text) -> bool:
    """Whether the text has more characters than its field takes, in the units in which that field counts."""
    longer = longer_in_graphemes if field.counted == "graphemes" else longer_in_utf16
    return field.most is not None and longer(text, field.most)
