"""Every operation the SDK's clients can call, read from the clients' own source without importing them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from zipimport import zipimporter

if TYPE_CHECKING:
    from importlib.abc import Traversable  # importlib.resources.abc from Python 3.11 on

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
    spec = find_spec("linebot.v3")
    assert spec is not None, "the SDK is installed"
    for client in sorted(folder_of(spec).iterdir(), key=lambda place: place.name):
        if client.name != _NOT_LINES and (client / "api").is_dir():
            for source in sorted((client / "api").iterdir(), key=lambda place: place.name):
                if source.name.endswith(".py") and not source.name.startswith("async_"):
                    text = source.read_text(encoding="utf-8")
                    found += [_read(client.name, call) for call in _CALL.finditer(text)]
    return tuple(found)


def _read(client: str, call: re.Match[str]) -> SdkOperation:
    return SdkOperation(client, call["name"], call["method"], call["path"], "Bearer" in call["auth"])


def folder_of(spec: ModuleSpec) -> Traversable:
    """Return where a package's files are: a folder, or a place in a zip archive, as in the browser edition."""
    assert spec.submodule_search_locations, "a package"
    place = Path(spec.submodule_search_locations[0])
    if not isinstance(spec.loader, zipimporter):
        return place
    from zipfile import Path as ZipPath  # only where it is needed: every `open_lab` comes by here

    return ZipPath(spec.loader.archive, f"{place.relative_to(spec.loader.archive).as_posix()}/")
