"""What LINE says of the ordinary fields of a message, each by its table: ``messages[0].text``, "May not be empty"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from helpers.line.error_details import EMPTY, length_between, size_between, undocumented
from helpers.line.errors import Detail
from helpers.line.fields.kinds import Address, Items, Kind, Table, Text, Whole
from helpers.stub.rules.lengths import is_longer
from helpers.stub.rules.uris import https_problems, uri_problems

POSITIVE = "Must be a positive value"  # seen from a real server


def field_problems(part: Mapping[str, Any], at: str, table: Table) -> Iterator[Detail]:
    """Return what is wrong with the fields that this part of a message has; `at` is its property path."""
    for name, field in table.items():
        value = part.get(name)
        check = _CHECKS.get(type(field))
        if value is not None and check:
            yield from check(value, f"{at}.{name}", field)


def missing_problems(part: Mapping[str, Any], at: str, table: Table) -> Iterator[Detail]:
    """Find required fields that are not there, where the SDK's models do not require them."""
    for name, field in table.items():
        if field.required and part.get(name) is None:
            yield Detail(EMPTY, f"{at}.{name}")


def _text(text: object, at: str, field: Text) -> Iterator[Detail]:
    if not isinstance(text, str):
        return
    if field.least and not text:
        yield Detail(EMPTY, at)
    elif field.most is not None and is_longer(text, field):
        yield Detail(length_between(0, field.most), at)
    if field.pattern and not _compiled(field.pattern).fullmatch(text):
        yield undocumented(f"Must match the pattern '{field.pattern}'", at)


def _address(url: object, at: str, field: Address) -> Iterator[Detail]:
    if isinstance(url, str):
        yield from https_problems(url, at) if field.schemes == ("https",) else uri_problems(url, at, field)


def _whole(number: object, at: str, field: Whole) -> Iterator[Detail]:
    if isinstance(number, int) and field.least is not None and number < field.least:
        yield Detail(POSITIVE, at) if field.least else undocumented("Must be greater than or equal to 0", at)


def _items(items: object, at: str, field: Items) -> Iterator[Detail]:
    if isinstance(items, list) and field.most is not None and len(items) > field.most:
        yield Detail(size_between(field.least, field.most), at)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_CHECKS: dict[type[Kind], Callable[[object, str, Any], Iterator[Detail]]] = {
    Text: _text,
    Address: _address,
    Whole: _whole,
    Items: _items,
}
