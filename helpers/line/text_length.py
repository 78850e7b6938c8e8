"""How LINE counts the characters of a text (DOC/text-character-count).

Everywhere in UTF-16 code units (most emoji are 2), except a few properties that are counted in grapheme
clusters, what a reader would call one character. A LINE emoji (``$``) counts as its alternative text; LINE
does not publish those, so here it counts as the 1 it is written as.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from unicodedata import category

_JOINER = "\u200d"
#: Extend the character before them, and Python's tables do not call them marks.
_EXTENDERS = frozenset("\u200c\u200d\u0e33\u0eb3\uff9e\uff9f")
_MARKS = frozenset(("Mn", "Me", "Mc"))


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 code units.

    >>> utf16_length("蘋果🍎")
    4
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def longer_in_utf16(text: str, limit: int) -> bool:
    """Whether the text has more than `limit` UTF-16 code units; long texts only are measured."""
    size = len(text)
    return size > limit or (2 * size > limit and utf16_length(text) > limit)


def longer_in_graphemes(text: str, limit: int) -> bool:
    """Whether the text has more than `limit` grapheme clusters, approximately; counts no further than it needs.

    Known: combining marks, variation selectors, skin tones, emoji joined by ZWJ, flags, tag sequences, CR LF. Not
    known: Hangul written letter by letter, Indic conjuncts, prepended marks (each part counts as one).

    >>> longer_in_graphemes("👨‍👩‍👧 🇹🇼", 3), longer_in_graphemes("👨‍👩‍👧 🇹🇼", 2)
    (False, True)
    """
    return len(text) > limit and next(islice(_first_letters(text), limit, None), None) is not None


def _first_letters(text: str) -> Iterator[str]:
    """Return the first character of every grapheme cluster."""
    before, emoji = "", False  # emoji: this cluster began with one
    flag_letters = 0  # in a row: two make a flag
    for char in text:
        flag_letters = flag_letters + 1 if "\U0001f1e6" <= char <= "\U0001f1ff" else 0
        joined = before == _JOINER and emoji and _is_emoji(char)
        if not (joined or _continues(before, char) or (flag_letters and flag_letters % 2 == 0)):
            yield char
            emoji = _is_emoji(char)
        before = char


def _continues(before: str, char: str) -> bool:
    """Whether `char` belongs to the cluster that `before` ends."""
    if before < " ":  # nothing, or a control character: nothing joins it but LF after CR
        return before == "\r" and char == "\n"
    return (
        category(char) in _MARKS
        or char in _EXTENDERS
        or "\U0001f3fb" <= char <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= char <= "\U000e007f"  # tags: the flags of England, Scotland, Wales
    )


def _is_emoji(char: str) -> bool:
    # The range stands for emoji younger than Python's tables; the arrows (Sm) are joined in head shakes.
    return "\U0001f000" <= char <= "\U0001faff" or category(char) in ("So", "Sm")
