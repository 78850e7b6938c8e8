"""What LINE says of the URLs and URIs inside messages.

None is fetched: an image nobody can load is still accepted (facts 8). Percent-encoding is a "should"
(REF#url-encoding), so letters outside ASCII pass; a space never does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from helpers.line import limits
from helpers.line.error_details import EMPTY, length_between
from helpers.line.errors import Detail
from helpers.line.text_length import longer_in_utf16

#: Where an action or a link may lead (REF#uri-action).
LINK_SCHEMES = ("http", "https", "line", "tel")

_CHAR = r"[^\s\x00-\x1f\x7f]"
_HOST = r"[^\s\x00-\x1f\x7f/?#]"  # its first letter: a repetition before another one would make long URLs slow
_HTTPS = re.compile(f"https://{_HOST}{_CHAR}*", re.IGNORECASE)
_OTHER = rf"(?!https?:)[a-z][a-z0-9+.-]*:{_CHAR}+"  # a scheme without a host, such as tel:
_URI = re.compile(f"https?://{_HOST}{_CHAR}*|{_OTHER}", re.IGNORECASE)


def https_fault(url: str) -> str | None:
    """What LINE says of a media URL among the ordinary fields; None when it is fine."""
    if not url:
        return EMPTY
    if longer_in_utf16(url, limits.URL_LENGTH):
        return length_between(0, limits.URL_LENGTH)
    return None if _HTTPS.fullmatch(url) else "Must be a valid HTTPS URL"


def media_problems(part: Mapping[str, Any], at: str, *names: str) -> Iterator[Detail]:
    """What is wrong with the URLs that are called so in the part of a message at `at`."""
    for name in names:
        url = part.get(name)
        fault = https_fault(url) if isinstance(url, str) else None
        if fault:
            yield Detail(fault, f"{at}.{name}")


def uri_faults(uri: str, limit: int, schemes: Sequence[str] = LINK_SCHEMES) -> Iterator[str]:
    """What LINE says of a URI in an action, a template or a flex container: both form and scheme are told."""
    if longer_in_utf16(uri, limit):
        yield f"size must be between 0 and {limit}"
    if not _URI.fullmatch(uri):
        yield "invalid uri"
    scheme, colon, _ = uri.partition(":")
    if not colon or scheme.lower() not in schemes:
        yield "invalid uri scheme"


def picture_faults(url: str) -> Iterator[str]:
    """What LINE says of the URL of a picture or video in a template or a flex container: https only."""
    return uri_faults(url, limits.URL_LENGTH, ("https",))


def picture_problems(part: Mapping[str, Any], at: str, name: str) -> Iterator[Detail]:
    """What is wrong with the URL that is called `name` in the part of a template or flex container at `at`."""
    url = part.get(name)
    if isinstance(url, str):
        for fault in picture_faults(url):
            yield Detail(fault, f"{at}/{name}")
