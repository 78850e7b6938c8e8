"""Every identifier the platform hands out: of LINE's form (facts 1.7), from a seed, the same in each run."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from hashlib import blake2b

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FIRST_MESSAGE_ID = 561_230_966_842_064_897
_FIRST_AUDIENCE_ID = 4_389_303_728_991


class Ids:
    """A source of identifiers. User ids are computed from a number and back, so a million need no memory."""

    def __init__(self, seed: str = "line-lab") -> None:
        """Two sources with the same seed hand out the same identifiers in the same order."""
        self._keyed = blake2b(digest_size=16, key=seed.encode())
        self._given: Counter[str] = Counter()
        self._user_digits = lru_cache(maxsize=4096)(
            self._digits_of_user
        )  # the same people are written to again and again
        self._user_mask = int(self._hash("user", "mask")[:8], 16)

    def user(self, number: int) -> str:
        """Return the user id of person `number` (0 to 2**32 - 1)."""
        return "U" + self._user_digits(number)

    def user_number(self, user_id: str) -> int | None:
        """Return the number of the person with this id; None when it is not one of ours."""
        number = int(user_id[25:], 16) ^ self._user_mask
        return number if self.user(number) == user_id else None

    def bot(self) -> str:
        """Return the bot's own user id, of the same form as a person's."""
        return "U" + self._hash("bot", "0")

    def chat(self, kind: str, number: int) -> str:
        """Return a group id (``C…``) or room id (``R…``)."""
        return {"group": "C", "room": "R"}[kind] + self._hash(kind, str(number))

    def request(self) -> str:
        """Return a request id: a UUID, fresh for every request."""
        h = self._next("request")
        return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:32]}"

    def message(self) -> str:
        """Return a message id: about 18 decimal digits, in a string."""
        return str(_FIRST_MESSAGE_ID + self._count("message") * 1_310_723)

    def audience(self) -> int:
        """Return an audience group id: about 13 digits."""
        return _FIRST_AUDIENCE_ID + self._count("audience") * 7

    def token(self, kind: str) -> str:
        """Return an opaque token of 32 hex digits (reply tokens, continuation tokens, link tokens)."""
        return self._next(kind)

    def long_token(self, kind: str) -> str:
        """Return a longer opaque URL-safe token (quote tokens, mark-as-read tokens)."""
        return self._next(kind) + "-" + self._next(kind)

    def event(self, ms: int) -> str:
        """Return a webhook event id: a ULID, 10 characters of time and 16 of the rest."""
        return _crockford(ms, 10) + _crockford(int(self._next("event")[:20], 16), 16)

    def _digits_of_user(self, number: int) -> str:
        return self._hash("user", str(number))[:24] + f"{number ^ self._user_mask:08x}"

    def _count(self, kind: str) -> int:
        self._given[kind] += 1
        return self._given[kind] - 1

    def _next(self, kind: str) -> str:
        return self._hash(kind, str(self._count(kind)))

    def _hash(self, kind: str, name: str) -> str:
        digest = self._keyed.copy()
        digest.update(f"{kind}:{name}".encode())
        return digest.hexdigest()


def _crockford(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, digit = divmod(number, 32)
        digits.append(_CROCKFORD[digit])
    return "".join(reversed(digits))
