"""What live mode needs to know: `.env` (or the environment) as `Settings`. A token never leaves here in clear.

>>> Secret("abc")
••••
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from dotenv import dotenv_values
from dotenv.parser import parse_stream

from helpers.line.id_patterns import USER_ID
from helpers.paths import here
from helpers.redaction import MASK, Secret
from helpers.stub.world.worlds import CLASSROOM
from helpers.web.loopback import is_loopback

TOKEN = "LINE_CHANNEL_ACCESS_TOKEN"
SECRET = "LINE_CHANNEL_SECRET"
USER = "LINE_TEST_USER_ID"
BASE_URL = "LINE_API_BASE"
NAMES = (TOKEN, SECRET, USER, BASE_URL)
#: Set to anything but 0, it keeps live mode shut: for classrooms, and for whatever runs notebooks by itself.
NEVER = "LAB_NEVER_LIVE"
_OFF = ("", "0", "false", "no", "off")

#: Where LINE is (facts 1.1; REF#domain-name).
LINE = "https://api.line.me"
#: What tokens made for practice begin with: ours, and those of ``python -m helpers.stub``.
PRACTICE_PREFIX = "practice-"

#: A name of a setting; a token is longer, and its other half has ``+`` and ``/``.
_NAME = re.compile(r"[A-Za-z_][\w.-]{0,40}")
_LINE_HOST = re.compile(r"(?:[a-z0-9-]+\.)*line\.me")


@dataclass(frozen=True)
class SettingsProblem:
    """One thing to put right: the setting's `name`, and the `key` of its texts (``settings.<key>.title`` ...)."""

    name: str
    key: str


@dataclass(frozen=True, repr=False)
class Settings:
    """What `.env` says. `problem` is that of the file itself, None when it could be read or is not there.

    `never_live`: nobody goes live here, whatever else it says.
    """

    access_token: Secret = field(default_factory=lambda: Secret(""))
    channel_secret: Secret = field(default_factory=lambda: Secret(""))
    test_user_id: str = ""
    api_base: str = LINE
    problem: SettingsProblem | None = None
    never_live: bool = False

    def __repr__(self) -> str:
        """Which are set, and none of their values."""
        return f"Settings({', '.join(f'{name}={MASK if name in self.filled else None}' for name in NAMES)})"

    @property
    def filled(self) -> tuple[str, ...]:
        """The names that have a value of their own."""
        given = (self.access_token, self.channel_secret, self.test_user_id, self.api_base != LINE)
        return tuple(name for name, value in zip(NAMES, given, strict=True) if value)

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """What must never be seen."""
        return tuple(secret for secret in (self.access_token, self.channel_secret) if secret)

    def problems(self) -> tuple[SettingsProblem, ...]:
        """Return what keeps this from being used for live mode, in the order in which to put it right; empty: nothing.

        A missing secret or user id is no problem here: sending needs neither.
        """
        found = (
            self.problem,
            self._token_problem(),
            self._secret_problem(),
            self._user_problem(),
            self._base_problem(),
        )
        return tuple(problem for problem in found if problem is not None)

    def _token_problem(self) -> SettingsProblem | None:
        token = self.access_token.reveal()
        if not token:
            return SettingsProblem(TOKEN, "token_missing")
        if not _is_header_value(token):
            return SettingsProblem(TOKEN, "token_form")
        return SettingsProblem(TOKEN, "token_practice") if looks_like_practice(token) else None

    def _secret_problem(self) -> SettingsProblem | None:
        secret = self.channel_secret.reveal()
        if not secret or _is_header_value(secret):
            return SettingsProblem(SECRET, "secret_practice") if secret == CLASSROOM.channel_secret else None
        return SettingsProblem(SECRET, "secret_form")

    def _user_problem(self) -> SettingsProblem | None:
        ok = not self.test_user_id or USER_ID.fullmatch(self.test_user_id)
        return None if ok else SettingsProblem(USER, "user_form")

    def _base_problem(self) -> SettingsProblem | None:
        return None if may_have_token(self.api_base) else SettingsProblem(BASE_URL, "base_foreign")


def looks_like_practice(token: str) -> bool:
    """Whether a token was made for practice: it opens nothing at LINE, so the reader mixed something up."""
    return token.lower().startswith(PRACTICE_PREFIX)


def is_on(value: str | None) -> bool:
    """Whether a switch of the environment is on: set, and to nothing that means off."""
    return (value or "").strip().lower() not in _OFF


def _is_header_value(text: str) -> bool:
    """Printable ASCII without spaces: a token that was cut, wrapped or pasted with its quotes is not."""
    return text.isascii() and text.isprintable() and not set(text) & set(" \"'")


def may_have_token(url: str) -> bool:
    """Whether a token may be sent to this address: LINE itself over https, or this computer. Nobody else, ever."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    if not _is_header_value(url) or not _is_origin(parts) or port == 0:
        return False
    host = parts.hostname or ""
    if _LINE_HOST.fullmatch(host):
        return parts.scheme == "https" and port in (None, 443)
    return parts.scheme in ("http", "https") and is_loopback(host) and not host.endswith(".localhost")


def _is_origin(parts: SplitResult) -> bool:
    """Scheme, host and port, and nothing else: ``https://line.me@elsewhere`` is elsewhere."""
    return parts.path in ("", "/") and not (
        parts.query or parts.fragment or "@" in parts.netloc or "\\" in parts.netloc
    )


# Reading ------------------------------------------------------------------------------------------------------------


def read_settings(path: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of `.env` (or the file at `path`); the environment's own, where it has them, come first."""
    values, problem = _read_file(path or here().env_file)
    values.update({name: value for name, value in (os.environ if environ is None else environ).items() if value})
    given = {name: (values.get(name) or "").strip() for name in NAMES}
    base = given[BASE_URL].rstrip("/") or LINE
    return Settings(Secret(given[TOKEN]), Secret(given[SECRET]), given[USER], base, problem, is_on(values.get(NEVER)))


def _read_file(path: Path) -> tuple[dict[str, str | None], SettingsProblem | None]:
    """No value is filled in from another (``interpolate``): a secret may well contain a dollar sign."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}, SettingsProblem(path.name, "misnamed") if misnamed(path).exists() else None
    except (OSError, UnicodeDecodeError):
        return {}, SettingsProblem(path.name, "not_text")
    problem = SettingsProblem(path.name, "bad_line") if next(bad_lines(text), 0) else None
    return dict(dotenv_values(stream=StringIO(text), interpolate=False)), problem


def misnamed(path: Path) -> Path:
    """Return what Windows Notepad makes of the name of `.env`, and Explorer shows without its ending."""
    return path.with_name(f"{path.name}.txt")


def bad_lines(text: str) -> Iterator[int]:
    """Lines python-dotenv cannot read, and what it silently takes for names: half a token, for one, ending in ``=``."""
    for binding in parse_stream(StringIO(text)):
        no_name = binding.key is not None and not _NAME.fullmatch(binding.key)
        if binding.error or no_name or (binding.key is not None and binding.value is None):
            blank = len(binding.original.string) - len(binding.original.string.lstrip("\r\n"))
            yield binding.original.line + binding.original.string[:blank].count("\n")
