"""Whose account a token opens, asked of LINE before anybody goes live."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from helpers.errors import LabError
from helpers.explain.error_bodies import known_rule, parse_error_body
from helpers.live.estimates import Counter, FollowerNumbers, MonthQuota, answer_of, month_quota
from helpers.live.line_client import NoReply, Result, Upstream
from helpers.redaction import Secret
from helpers.text import Texts

_PICTURE_HOSTS = (".line-scdn.net", ".line.me")


@dataclass(frozen=True, repr=False)
class LiveAccount:
    """The account and what it may send. Its name and picture are for the screen only: nothing here prints them."""

    name: str
    basic_id: str
    premium_id: str
    picture_url: str
    quota: MonthQuota
    followers: FollowerNumbers

    def is_called(self, typed: str) -> bool:
        """Whether `typed` is the account's basic or premium id, with or without its @."""
        wanted = {_plain_id(self.basic_id), _plain_id(self.premium_id)} - {""}
        return _plain_id(typed) in wanted


def _plain_id(name: str) -> str:
    """Return a Chinese keyboard types ``＠ＡＢＣ``: the same id, in full width."""
    return unicodedata.normalize("NFKC", name).strip().removeprefix("@").casefold()


def look(upstream: Upstream, token: Secret, counter: Counter, say: Texts) -> LiveAccount:
    """Ask LINE who this is. Raises LabError when the token is refused or LINE does not answer."""
    authorization = Secret(f"Bearer {token.reveal()}")

    def ask(path: str) -> Result:
        return upstream.ask("GET", path, authorization=authorization)

    info = _info(ask("/v2/bot/info"), say)
    return LiveAccount(
        name=str(info.get("displayName", "")),
        basic_id=str(info.get("basicId", "")),
        premium_id=str(info.get("premiumId") or ""),
        picture_url=safe_picture(info.get("pictureUrl")),
        quota=month_quota(ask),
        followers=counter.followers(ask),
    )


def _info(result: Result, say: Texts) -> Mapping[str, Any]:
    if isinstance(result, NoReply):
        raise LabError(say, "live.no_line")
    if result.status == 401:
        expired = known_rule(parse_error_body(result.body)) == "auth_expired"
        raise LabError(say, "live.token_expired" if expired else "live.token_refused")
    info = answer_of(result)
    if not info.get("basicId"):
        raise LabError(say, "live.line_refused", status=result.status)
    return info


def safe_picture(url: object) -> str:
    """Return a picture's address if it is LINE's own, else an empty text: nothing else is loaded into a notebook."""
    if not isinstance(url, str):
        return ""
    try:
        parts = urlsplit(url)
        host = f".{parts.hostname or ''}"
    except ValueError:
        return ""
    return url if parts.scheme == "https" and host.endswith(_PICTURE_HOSTS) and "@" not in parts.netloc else ""
