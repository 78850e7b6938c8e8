"""The stickers that bots may send."""

from __future__ import annotations

#: The packages on LINE's list (https://developers.line.biz/en/docs/messaging-api/sticker-list/). What LINE answers to
#: another is not documented (facts 8), so the practice platform takes it; an exercise asks for one of these.
SENDABLE_PACKAGES = frozenset(
    {
        *("446", "789", "1070", "6136", "6325", "6359", "6362", "6370", "6632"),
        *("8515", "8522", "8525", "10551", "10979", "11537", "11538", "11539", "16581", "17839"),
    }
)
