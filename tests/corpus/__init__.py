"""Message objects of every type, written here: what LINE accepts, and what it refuses with which words.

One JSON file a type: ``valid`` and ``refused``, each a list with a name and a message; a refusal has the ``property``
and the ``detail`` of its first fault (null: a value of a wrong JSON type, which LINE tells in a sentence of its own).
``{"$repeat": ["字", 5000]}`` stands for a long text; ``$before`` is what it begins with.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """A message, and how it is refused; `property` is None when it is accepted."""

    kind: str
    name: str
    message: dict[str, Any]
    property: str | None = None
    detail: str | None = None

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"


def _expanded(value: Any) -> Any:
    if isinstance(value, dict):
        if "$repeat" in value:
            text, count = value["$repeat"]
            return value.get("$before", "") + text * count
        return {name: _expanded(member) for name, member in value.items()}
    return [_expanded(item) for item in value] if isinstance(value, list) else value


def _read(part: str) -> list[Case]:
    return [
        Case(path.stem, case["name"], _expanded(case["message"]), case.get("property"), case.get("detail"))
        for path in sorted(HERE.glob("*.json"))
        for case in json.loads(path.read_text(encoding="utf-8"))[part]
    ]


VALID = _read("valid")
REFUSED = _read("refused")
