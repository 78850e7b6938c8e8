"""LINE's refusals as other HTTP libraries raise them: requests, httpx, aiohttp and Python's own urllib."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RaisedAnswer:
    """An answer of LINE that an exception carries: its `status`, and its `body` where reading it uses nothing up."""

    status: int
    body: str


def raised_answer(error: BaseException) -> RaisedAnswer | None:
    """Return the answer of LINE in an exception; None for any other exception, and for other servers' answers."""
    response: object = getattr(error, "response", None)
    if response is None:  # a refused answer of requests is false, but there
        response = error
    header = getattr(getattr(response, "headers", None), "get", None)
    if header is None or not header("x-line-request-id"):
        return None
    statuses = (getattr(response, name, None) for name in ("status_code", "code", "status"))
    body = getattr(response, "text", "")
    status = next((status for status in statuses if isinstance(status, int)), 0)
    return RaisedAnswer(status, body if isinstance(body, str) else "")
