"""The way an error took, as text to show: no token, and no path of this computer."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

from helpers.paths import ROOT
from helpers.redaction import hide_secrets

CELL = "<cell>"


def trace_text(error: BaseException) -> str:
    """Return the traceback of an error from the cell on, each file named from its library on, with secrets masked.

    The lab's own frames are left out: the SDK is called as it would be in any program.
    """
    told = traceback.TracebackException.from_exception(error, capture_locals=False)
    frames = [(short_name(frame.filename), frame) for frame in told.stack if not _is_ours(frame.filename)]
    first = next((i for i, (name, _) in enumerate(frames) if name == CELL), 0)
    if isinstance(error, SyntaxError):
        told.filename = short_name(error.filename or CELL)
        if told.filename in (
            CELL,
            "<tokenize>",
        ):  # the cell itself: the frames are those of the notebook, which read it
            told.filename, frames = CELL, []
    lines = ["Traceback (most recent call last):\n"]
    for name, frame in frames[first:]:
        lines.append(f'  File "{name}", line {frame.lineno}, in {frame.name}\n')
        if frame.line:
            lines.append(f"    {frame.line.strip()}\n")
    return hide_secrets("".join([*lines, *told.format_exception_only()]).rstrip())


def _is_ours(filename: str) -> bool:
    return Path(filename).is_relative_to(ROOT / "helpers")


def short_name(filename: str) -> str:
    """Return a file's name without the folders of this computer; a cell of a notebook is ``<cell>``.

    >>> short_name("/home/mei/.venv/lib/python3.13/site-packages/linebot/v3/messaging/api_client.py")
    'linebot/v3/messaging/api_client.py'
    """
    path = filename.replace("\\", "/")
    if re.search(r"/ipykernel_\d+/|^<ipython-input", path):
        return CELL
    for part in ("/site-packages/", "/dist-packages/"):
        if part in path:
            return path.rpartition(part)[2]
    if found := re.search(r"/python3\.\d+/(.+)$", path):
        return found[1]
    return path.rpartition("/")[2]
