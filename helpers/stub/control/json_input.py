"""What the control interface is told: JSON read strictly, member by member, before anything is done with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar

from helpers.line.strict_json import JsonFault, parse_json

T = TypeVar("T")


class BadInputError(Exception):
    """What was asked makes no sense; the message says why, `status` how HTTP says it (400 or 404)."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


class _Required:
    """The default of a member that has none."""


REQUIRED: Final = _Required()


def read_object(raw: bytes) -> Fields:
    """Return the JSON object in a request's body; an empty body is an empty object. Raise BadInputError."""
    if not raw.strip():
        return Fields({})
    try:
        return Fields(parse_json(raw))
    except JsonFault as fault:
        problem = f"The member '{fault.duplicate}' stands twice" if fault.duplicate else "The body is not JSON"
        raise BadInputError(f"{problem} (line {fault.line}, column {fault.column}).") from None


class Fields:
    """The members of a JSON object, each read once with its type and bounds; `done` refuses what nobody read."""

    def __init__(self, data: Any, where: str = "The body") -> None:
        """Raise BadInputError unless `data` is an object."""
        if not isinstance(data, Mapping):
            raise BadInputError(f"{where} must be a JSON object.")
        self._data = data
        self._read: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._data

    def done(self) -> None:
        """Raise BadInputError when there is a member that nobody asked for."""
        unknown = [name for name in self._data if name not in self._read]
        if unknown:
            known = ", ".join(sorted(self._read)) or "none"
            raise BadInputError(f"Unknown member '{_short(unknown[0])}'; known here: {known}.")

    def text(self, name: str, default: T | _Required = REQUIRED, *, shortest: int = 1, longest: int = 300) -> str | T:
        """Return a string of `shortest` to `longest` characters."""
        value = self._take(name)
        if value is None:
            return _default(name, default)
        if not isinstance(value, str) or not shortest <= len(value) <= longest:
            raise BadInputError(f"'{name}' must be a string of {shortest} to {longest} characters.")
        return value

    def whole(self, name: str, default: T | _Required = REQUIRED, *, low: int = 0, high: int) -> int | T:
        """Return a whole number from `low` to `high`."""
        value = self._take(name)
        if value is None:
            return _default(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise BadInputError(f"'{name}' must be a whole number from {low} to {high}.")
        return value

    def number(self, name: str, default: T | _Required = REQUIRED, *, low: float = 0, high: float) -> float | T:
        """Return a number from `low` to `high`."""
        value = self._take(name)
        if value is None:
            return _default(name, default)
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not low <= value <= high:
            raise BadInputError(f"'{name}' must be a number from {low:g} to {high:g}.")
        return value

    def flag(self, name: str, default: T | _Required = REQUIRED) -> bool | T:
        """Return true or false."""
        value = self._take(name)
        if value is None:
            return _default(name, default)
        if not isinstance(value, bool):
            raise BadInputError(f"'{name}' must be true or false.")
        return value

    def choice(self, name: str, options: Iterable[str], default: T | _Required = REQUIRED) -> str | T:
        """Return one of these words."""
        value = self._take(name)
        if value is None:
            return _default(name, default)
        known = list(options)
        if not isinstance(value, str) or value not in known:
            raise BadInputError(f"'{name}' must be one of: {', '.join(known)}.")
        return value

    def texts(self, name: str, *, most: int) -> list[str]:
        """Return a list of up to `most` strings; empty when it is not there."""
        return [Fields({name: item}).text(name) for item in self._list(name, most)]

    def objects(self, name: str, *, most: int) -> list[Fields]:
        """Return a list of 1 to `most` objects."""
        items = self._list(name, most)
        if not items:
            raise BadInputError(f"'{name}' must be a list of 1 to {most} objects.")
        return [Fields(item, f"Each of '{name}'") for item in items]

    def string_map(self, name: str, *, most: int) -> dict[str, str] | None:
        """Return an object of up to `most` strings; None when it is not there."""
        value = self._take(name)
        if value is None:
            return None
        members = Fields(value, f"'{name}'")
        if len(value) > most:
            raise BadInputError(f"'{name}' must have at most {most} members.")
        return {key: members.text(key) for key in value}

    def _list(self, name: str, most: int) -> list[Any]:
        value = self._take(name)
        if value is None:
            return []
        if not isinstance(value, list) or len(value) > most:
            raise BadInputError(f"'{name}' must be a list of at most {most}.")
        return value

    def _take(self, name: str) -> Any:
        """Return the value, None when it is not there: JSON's null counts as not there."""
        self._read.add(name)
        return self._data.get(name)


def _default(name: str, default: T | _Required) -> T:
    if isinstance(default, _Required):
        raise BadInputError(f"'{name}' is missing.")
    return default


def _short(name: str) -> str:
    return name if len(name) <= 40 else name[:40] + "..."
