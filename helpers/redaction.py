"""Keep secrets out of what is shown: tokens masked, ids of people hidden."""

from __future__ import annotations

import hmac
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

from helpers.paths import ROOT, home_folder

MASK = "••••"


def mask_token(value: str) -> str:
    """``Bearer abc`` → ``Bearer ••••``: a token is never shown, not even in part."""
    scheme, _, token = value.partition(" ")
    return f"{scheme} {MASK}" if token else MASK


def hide_people(text: str) -> str:
    """Return a text of live mode to show: ids, names, pictures and status messages of people masked.

    >>> hide_people('{"userId":"U0123456789abcdef0123456789abcdef","displayName":"小美"}')
    '{"userId":"U••••","displayName":"••••"}'
    """
    text = re.sub(r"\b([UCR])[0-9a-f]{32}\b", rf"\1{MASK}", text)
    return re.sub(
        r'("(?:displayName|pictureUrl|statusMessage|groupName)"\s*:\s*")(?:[^"\\]|\\.)*"', rf'\1{MASK}"', text
    )


def hide_secrets(text: str) -> str:
    r"""Return a text without what looks like a token, and without paths, ports and addresses of this computer.

    >>> hide_secrets("Invalid header value b'Bearer eyJhbGciOi\\n'")
    "Invalid header value b'Bearer ••••"
    """
    for pattern, instead in _SECRETS:
        text = re.sub(pattern, instead, text)
    for path in _own_paths():
        text = text.replace(path, "…").replace(path.replace("\\", "\\\\"), "…")
    for pattern, instead in _PATHS:
        text = re.sub(pattern, instead, text)
    return text


_SECRETS = (
    (r"\bBearer\s+[^\s,)}]+", f"Bearer {MASK}"),
    # The longest name of the API has 48 letters, an id 33, a UUID 36; a token of LINE has 170 or more.
    (r"(?<![\w+/=.-])[A-Za-z0-9+/=_.-]{100,}", MASK),
    (r"""((?:token|secret)\w*["']?\s*[=:]\s*)(["'])(?:(?!\2).)+\2""", rf"\1\2{MASK}\2"),
    (r"\bat 0x[0-9A-Fa-f]+", "at 0x…"),
    (r"(127\.0\.0\.1|localhost):\d+", r"\1"),
)
_PATHS = (
    (r"(/home|/Users)/[^/\s:'\"]+", "…"),
    (r"(?i)\b[A-Z]:(\\{1,2}|/)Users(\\{1,2}|/)[^\\/\s:'\"]+", "…"),
)


@cache
def _own_paths() -> tuple[str, ...]:
    """Return the folders of this computer that would tell whose it is, the longest first."""
    found = {
        str(home_folder()),
        sys.prefix,
        sys.base_prefix,
        tempfile.gettempdir(),
        str(ROOT),
        str(Path(os.__file__).parent),
    }
    return tuple(sorted((path for path in found if len(path) > 4), key=len, reverse=True))


class Secret:
    """A text that shows itself to nobody: printed, formatted, compared or copied, it stays ``••••``."""

    __slots__ = ("_reveal",)

    def __init__(self, text: str) -> None:
        """Hides `text`: behind a function, so that no listing of attributes has it either."""
        self._reveal: Callable[[], str] = lambda: text

    def reveal(self) -> str:
        """Return the text itself. Only for the header of a request to LINE, and for the signature of a webhook."""
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
        """Raise TypeError: what is pickled is in clear."""
        raise TypeError("a secret is not to be written anywhere")


def redact(text: str, secrets: Iterable[Secret]) -> str:
    """`text` without any of the secrets."""
    for secret in secrets:
        text = secret.hide_in(text)
    return text
