"""Writes COVERAGE.md, the list of what is simulated: ``python -m helpers.stub.coverage``."""

from __future__ import annotations

import re
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from helpers.sdk.operations import SdkOperation, sdk_operations
from helpers.stub.operations import OPERATIONS

FILE = Path(__file__).with_name("COVERAGE.md")

_HEAD = """\
# Operations of the LINE platform

Every operation that the clients of the official Python SDK can call, and whether this platform simulates it.
An operation that it does not simulate answers `501` and says so; it never feigns a success.

Written by `python -m helpers.stub.coverage`; a test fails when it is out of date.
"""


def simulated(operation: SdkOperation) -> bool:
    """Whether the platform has this operation."""
    return (operation.method, _unnamed(operation.path)) in {(o.method, _unnamed(o.path)) for o in OPERATIONS}


def render() -> str:
    """Return the text of COVERAGE.md."""
    operations = sdk_operations()
    parts = [_HEAD, f"In all: {_counts(operations)}.\n"]
    for client, group in groupby(operations, attrgetter("client")):
        parts.append(_table(client, tuple(group)))
    return "\n".join(parts)


def _table(client: str, operations: tuple[SdkOperation, ...]) -> str:
    rows = [f"| `{o.method} {o.path}` | `{o.name}` | {_status(o)} |" for o in operations]
    head = [f"## {client}: {_counts(operations)}", "", "| Operation | SDK method | Status |", "| --- | --- | --- |"]
    return "\n".join([*head, *rows, ""])


def _status(operation: SdkOperation) -> str:
    return "done" if simulated(operation) else "not simulated"


def _counts(operations: tuple[SdkOperation, ...]) -> str:
    done = sum(map(simulated, operations))
    return f"{done} done, {len(operations) - done} not simulated"


def _unnamed(path: str) -> str:
    """Two templates are one if they differ in their parameters' names only."""
    return re.sub(r"\{[^}]*\}", "{}", path)


def main() -> None:
    """Write the file."""
    FILE.write_text(render(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
