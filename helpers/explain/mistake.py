"""One kind of mistake, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


class TypeName(str):
    """The name of a value's type, to be told in the reader's words: of ``str`` that it is a text."""


@dataclass(frozen=True)
class Mistake:
    """One kind of mistake: `key` leads to the texts, `values` fill them in, `by` is who stopped it.

    A tuple in the values is to be listed as the language lists things.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    by: Literal["sdk", "you", "network"] = "you"
