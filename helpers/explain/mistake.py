"""One kind of mistake, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Mistake:
    """One kind of mistake: `key` leads to the texts, `values` fill them in, `by` is who stopped it.

    `names` in the values is a tuple, to be listed as the language lists things.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    by: Literal["sdk", "you", "network"] = "you"
