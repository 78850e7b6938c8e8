"""Raw requests to a platform in this process: any bytes, any headers, no sockets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpers.session.transport import drive, scope_of
from helpers.stub.app import make_app
from helpers.stub.platform import Platform


@dataclass(frozen=True)
class Reply:
    """What came back; `status` 0 means the connection was dropped."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as data."""
        return json.loads(self.body)


class Wire:
    """A client of one platform that sends whatever it is given."""

    def __init__(self, platform: Platform, app: Any = None) -> None:
        self.platform = platform
        self.app = app or make_app(platform)

    def request(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None, token: str | None = ""
    ) -> Reply:
        """`body`: bytes go as they are, anything else as JSON. `token`: "" the right one, None no header."""
        raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        sent = {"content-type": "application/json"} if body is not None else {}
        if token is not None:
            sent["authorization"] = f"Bearer {token or self.platform.account.access_token}"
        sent |= {name.lower(): value for name, value in (headers or {}).items()}
        answer = drive(self.app, scope_of(method, path, {k: v for k, v in sent.items() if v is not None}), raw)
        return Reply(*answer) if answer else Reply(0, {}, b"")
