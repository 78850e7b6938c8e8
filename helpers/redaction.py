"""Keep secrets out of what is shown: tokens masked, ids of people hidden."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Iterable
from typing import NoReturn
from urllib.parse import quote

MASK = "••••"


def mask_token(value: str) -> str:
    """``Bearer abc`` → ``Bearer ••••``: a token is never shown, not even in part."""
    scheme, _, token = value.partition(" ")
    return f"{scheme} {MASK}" if token else MASK


def hide_people(text: str) -> str:
    """A text of live mode to show: ids, names, pictures and status messages of people masked.

    >>> hide_people('{"userId":"U0123456789abcdef0123456789abcdef","displayName":"小美"}')
    '{"userId":"U••••","displayName":"••••"}'
    """
    text = re.sub(r"\b([UCR])[0-9a-f]{32}\b", rf"\1{MASK}", text)
    return re.sub(
        r'("(?:displayName|pictureUrl|statusMessage|groupName)"\s*:\s*")(?:[^"\\]|\\.)*"', rf'\1{MASK}"', text
    )


class Secret:
    """A text that shows itself to nobody: printed, formatted, compared or copied, it stays ``••••``."""

    __slots__ = ("_reveal",)

    def __init__(self, text: str) -> None:
        """Hides `text`: behind a function, so that no listing of attributes has it either."""
        self._reveal: Callable[[], str] = lambda: text

    def reveal(self) -> str:
        """The text itself. Only for the header of a request to LINE, and for the signature of a webhook."""
        return self._reveal()

    def hide_in(self, text: str) -> str:
        """`text` with every copy of the secret masked, as it is and as URLs and JSON write it."""
        mine = self.reveal()
        for form in {mine, quote(mine, safe=""), mine.replace("/", "\\/")} if mine else ():
            text = text.replace(form, MASK)
        return text

    def __bool__(self) -> bool:
        return bool(self.reveal())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(self.reveal().encode(), other.reveal().encode())

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return MASK

    def __format__(self, spec: str) -> str:
        return MASK

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: object) -> Secret:
        return self

    def __reduce__(self) -> NoReturn:
        """Raises TypeError: what is pickled is in clear."""
        raise TypeError("a secret is not to be written anywhere")


def redact(text: str, secrets: Iterable[Secret]) -> str:
    """`text` without any of the secrets."""
    for secret in secrets:
        text = secret.hide_in(text)
    return text
