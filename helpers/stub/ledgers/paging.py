"""Long lists are handed out page by page, with a continuation token for the next page (REF#get-follower-ids)."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from struct import Struct

from helpers.line import errors, limits
from helpers.line.timestamps import HOUR

_CONTENT = Struct(">qq")  # place in the list, time of issue
_SEAL_BYTES = 16


class Pages:
    """Issues and reads continuation tokens.

    Nothing is kept: a token carries its place and its time under a seal, so reading a million followers over and
    over costs no memory. What a place is (a row, an index) is up to the list.
    """

    def __init__(self, seed: str) -> None:
        """Two with the same seed know each other's tokens."""
        self._key = blake2b(b"pages:" + seed.encode()).digest()

    def token(self, listing: str, place: int, now_ms: int) -> str:
        """Return the token of the page that begins at `place` of the list named `listing`."""
        content = _CONTENT.pack(place, now_ms)
        seal = blake2b(content + listing.encode(), digest_size=_SEAL_BYTES, key=self._key).digest()
        return urlsafe_b64encode(content + seal).decode().rstrip("=")

    def place(self, listing: str, start: str | None, now_ms: int) -> int:
        """Return where the page of a token begins, 0 without one.

        Raise LineError 400 for a token of another list, one never given, or one older than 24 hours.
        """
        if start is None:
            return 0
        place, issued_at = _read(start)
        expired = now_ms - issued_at > limits.CONTINUATION_TOKEN_HOURS * HOUR
        if expired or start != self.token(listing, place, issued_at):
            raise errors.start_invalid()
        return place

    def cut(self, listing: str, places: Sequence[int], size: int, now_ms: int) -> tuple[Sequence[int], dict[str, str]]:
        """Return the first `size` of the places still to come.

        With them comes ``{"next": token}`` when others remain, else ``{}``.
        """
        more = {"next": self.token(listing, places[size], now_ms)} if len(places) > size else {}
        return places[:size], more


def size(query: Mapping[str, str], default: int, maximum: int) -> int:
    """Return the ``limit`` of a request. Raise LineError 400 outside 1 to `maximum`.

    REF#get-a-list-of-unit-names-assigned-during-this-month says 400 for an invalid limit, but not in what words; for
    followers LINE does not specify it.
    """
    value = query.get("limit", str(default))
    if not (value.isascii() and value.isdecimal() and len(value) <= len(str(maximum)) and 1 <= int(value) <= maximum):
        raise errors.parameter_invalid("limit", errors.LIMIT_INVALID)
    return int(value)


def _read(start: str) -> tuple[int, int]:
    """Return place and time as the token claims them. Raise LineError 400 for what has not the form of a token."""
    try:
        raw = urlsafe_b64decode(start.encode("ascii") + b"=" * (-len(start) % 4))
    except (UnicodeEncodeError, binascii.Error):
        raise errors.start_invalid() from None
    if len(raw) != _CONTENT.size + _SEAL_BYTES:
        raise errors.start_invalid()
    place, issued_at = _CONTENT.unpack(raw[: _CONTENT.size])
    return place, issued_at
