"""What LINE says of the URLs and URIs inside messages.

None is fetched: an image nobody can load is still accepted (facts 8). Percent-encoding is a "should"
(REF#url-encoding), so letters outside ASCII pass; what RFC 3986 allows nowhere does not (facts 14.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from helpers.line import limits
from helpers.line.error_details import EMPTY, length_between, undocumented
from helpers.line.errors import Detail
from helpers.line.fields.kinds import Address
from helpers.line.fields.messages import LINK_SCHEMES, UNENCODED
from helpers.line.text_length import longer_in_utf16

WRONG_SCHEME = "invalid uri scheme"

_HOST = "[^/?#]"  # its first letter: a repetition before another one would make long URLs slow
_HTTPS = re.compile(f"https://{_HOST}.*", re.IGNORECASE | re.DOTALL)
_OTHER = "(?!https?:)[a-z][a-z0-9+.-]*:.+"  # a scheme without a host, such as tel:
_URI = re.compile(f"https?://{_HOST}.*|{_OTHER}", re.IGNORECASE | re.DOTALL)


HTTPS = "Must be a valid HTTPS URL"


def https_fault(url: str) -> str | None:
    """Return what LINE says of a media URL among the ordinary fields; None when it is fine."""
    if not url:
        return EMPTY
    if longer_in_utf16(url, limits.URL_LENGTH):
        return length_between(0, limits.URL_LENGTH)
    return None if _HTTPS.fullmatch(url) and not UNENCODED.search(url) else HTTPS


def https_problems(url: str, at: str) -> Iterator[Detail]:
    """Return the same as a detail of the property at `at`; that a character is forbidden here, too, is our guess."""
    fault = https_fault(url)
    if fault:
        yield undocumented(fault, at) if fault == HTTPS and _HTTPS.fullmatch(url) else Detail(fault, at)


def uri_faults(uri: str, limit: int, schemes: Sequence[str] = LINK_SCHEMES) -> Iterator[str]:
    """Return what LINE says of a URI in an action, a template or a flex container: both form and scheme are told."""
    if longer_in_utf16(uri, limit):
        yield f"size must be between 0 and {limit}"
    if not _URI.fullmatch(uri):
        yield "invalid uri"
    if _scheme(uri) not in schemes or UNENCODED.search(uri):
        yield WRONG_SCHEME


def uri_problems(uri: str, at: str, field: Address) -> Iterator[Detail]:
    """Return the same as details of the property at `at`; of the forbidden characters only ``|`` was seen refused."""
    for fault in uri_faults(uri, field.most, field.schemes):
        guessed = fault == WRONG_SCHEME and _scheme(uri) in field.schemes and "|" not in uri
        yield undocumented(fault, at) if guessed else Detail(fault, at)


def _scheme(uri: str) -> str | None:
    scheme, colon, _ = uri.partition(":")
    return scheme.lower() if colon else None
