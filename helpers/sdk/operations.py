"""Every operation the SDK's clients can call, read from the clients' own source without importing them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

#: The generator writes every operation in the same way, its path and method in the call.
_CALL = re.compile(
    r"def (?P<name>\w+)_with_http_info\(.*?"
    r"_auth_settings = \[(?P<auth>[^]]*)\].*?"
    r"call_api\(\s*'(?P<path>[^']+)', '(?P<method>[A-Z]+)'",
    re.DOTALL,
)
#: What the SDK generates for webhooks is a bot's own endpoint, not one of LINE's.
_NOT_LINES = "webhooks"
_PARAMETER = re.compile(r"\\{[^}]*\\}")


@dataclass(frozen=True)
class SdkOperation:
    """One operation: the client's package, the SDK's name for it, its HTTP method and path template.

    `token` says whether a channel access token goes with it; those that issue tokens go without.
    """

    client: str
    name: str
    method: str
    path: str
    token: bool

    def matches(self, path: str) -> bool:
        """Whether a request's path is of this template."""
        return bool(re.fullmatch(_PARAMETER.sub("[^/]+", re.escape(self.path)), path))


@cache
def sdk_operations() -> tuple[SdkOperation, ...]:
    """All of them, by client; the asynchronous clients have the same. Reading takes some 50 ms, once."""
    found = []
    for source in sorted(_clients().glob("*/api/*.py")):
        client = source.parent.parent.name
        if client != _NOT_LINES and not source.name.startswith("async_"):
            found += [_read(client, call) for call in _CALL.finditer(source.read_text(encoding="utf-8"))]
    return tuple(found)


def _read(client: str, call: re.Match[str]) -> SdkOperation:
    return SdkOperation(client, call["name"], call["method"], call["path"], "Bearer" in call["auth"])


def _clients() -> Path:
    spec = find_spec("linebot.v3")
    assert spec is not None and spec.submodule_search_locations, "the SDK is installed"
    return Path(spec.submodule_search_locations[0])
