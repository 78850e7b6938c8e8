"""Requests that got no answer, whichever library sent them: told by the names of its errors, for it may not be here."""

from __future__ import annotations

import re

from helpers.explain.frames import in_sdk
from helpers.explain.mistake import Mistake

#: What libraries raise where no connection came about, or the address is none they can use.
_UNREACHABLE = {
    "aiohttp.ClientConnectorError", "aiohttp.InvalidURL", "requests.ConnectionError", "httpx.ConnectError",
    "urllib.URLError", "builtins.ConnectionRefusedError",
}  # fmt: skip
_NO_ANSWER = {"aiohttp.ClientError", "requests.Timeout", "httpx.TimeoutException", "httpx.NetworkError"}
#: What libraries raise for an address that does not begin with http.
_NO_SCHEME = {"requests.MissingSchema"}
_ADDRESSES = {"aiohttp.NonHttpUrlClientError", "requests.InvalidSchema", "httpx.UnsupportedProtocol"}


def network_mistake(error: Exception) -> Mistake | None:
    """Return why a request got no answer; None for errors that are not of the network."""
    bases = {f"{base.__module__.partition('.')[0]}.{base.__name__}" for base in type(error).__mro__}
    if "urllib.HTTPError" in bases:  # an answer
        return None
    if bases & _NO_SCHEME or str(error).startswith("unknown url type"):
        return Mistake("you.url_scheme")
    if bases & (_ADDRESSES | _UNREACHABLE) and re.search(r"\blab://|type: lab\b", str(error)):
        # The lab was opened without a network connection: only its own client reaches it.
        return Mistake("you.async_inproc" if "aiohttp.ClientError" in bases else "you.raw_inproc")
    if bases & _UNREACHABLE and "requests.Timeout" not in bases:
        return Mistake("network.unreachable", by="network")
    if bases & _NO_ANSWER or (isinstance(error, TimeoutError) and in_sdk(error)):
        return Mistake("network.no_answer", by="network")
    return None
