"""One call to the platform and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from helpers.line.outcomes import Outcome


@dataclass(frozen=True)
class Call:
    """A request that passed the common checks. `data` is the checked JSON body, {} when there is none."""

    request_id: str
    now_ms: int
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    retry_key: str | None = None


@dataclass(frozen=True)
class Answer:
    """What the platform answers: JSON as data, or bytes with their content type. `outcome` stays off the wire."""

    body: Mapping[str, Any] | bytes = field(default_factory=dict)
    status: int = 200
    content_type: str = "application/json"
    outcome: Outcome | None = None
