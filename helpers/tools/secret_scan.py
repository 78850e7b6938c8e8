"""What must not stand in any file: tokens, secrets, real user ids, display names, picture addresses, live outputs.

``python -m helpers.tools.secret_scan [FILE ...]`` looks (all files of the project,
if none is named) and says what it found;
``--clean`` (``make clean-live``) first empties the outputs of every notebook that was used live, or holds any of it.
"""

from __future__ import annotations

import argparse
import codecs
import html
import json
import math
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from helpers.paths import ROOT
from helpers.settings import Settings, read_settings
from helpers.stub.platform import Platform
from helpers.stub.world.worlds import CAST, GATHERINGS
from helpers.text import LANGUAGES, texts
from helpers.tools.console import say, short_path

# Patterns that do not match themselves, so that this file passes its own test. Chinese has no spaces, addresses have
# slashes and settings equals signs: any of them may stand right before a token or an id.
_ALONE, _ENDS = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
_SECRETS = {
    "private key": r"-----BEGIN [A-Z ]*PRIVATE KEY",
    # 172 characters or so; what is much longer, or a picture in an address (``base64,``), is no token.
    "long-lived channel access token": r"(?<![A-Za-z0-9+/])(?<!base64,)[A-Za-z0-9+/]{140,200}=(?![A-Za-z0-9+/=])",
    "JSON web token": r"\beyJ[\w-]{16,}\.eyJ[\w-]{16,}\.[\w-]{16,}",
    "access token of a code host": r"\bgh[oprsu]_\w{36}|\bgithub_pat_\w{22,}",
    "channel secret": rf"(?i)(?:secret|Webhook(?:Parser|Handler))[^\n]{{1,16}}?{_ALONE}[0-9a-f]{{32}}{_ENDS}",
}
#: Where LINE keeps the pictures of people and accounts.
_PICTURE = re.compile(r"//(?:[\w-]+\.)*(?:line-scdn\.net|line-cdn\.net|line-apps\.com)/[\w/%.-]{8,}")
_ID = re.compile(rf"{_ALONE}[UCR][0-9a-f]{{32}}{_ENDS}")
_NAME = re.compile(r"""\bdisplay_?[nN]ame["']?\]?\s{0,4}[:=]=?\s{0,4}["']([^"'\n]{1,60})["']""")
_PUBLISHED = {"U8e742f61d673b39c7fff3cecb7536ef0"}  # in the signature example of LINE's documents
_PRACTICE = Platform()
_OWN_NAMES = {_PRACTICE.account.display_name, *(name for one in CAST for name in (one.name, one.latin))} | {
    name for one in GATHERINGS for name in (one.title, one.latin)
}
#: Crowd names of the stub, names of kernels, placeholders of documents and code.
_NO_NAME = re.compile(r"[\u4e00-\u9fff]{2,3}#\d+|Python\b.*|.*[{<…].*|[\s!-/:-@•]*")
_LIVE_MARKS = re.compile(r"""data-mode=["']live["']|\blive-proxy-[\w-]{8,}""")


def offences(content: str, settings: Settings | None = None) -> list[str]:
    """Return what must not be in a file, but is; never the secret itself. `settings` are this computer's."""
    plain = unescaped(content)
    found = [name for name, pattern in _SECRETS.items() if re.search(pattern, content) or re.search(pattern, plain)]
    found += [f"id {name}" for name in sorted({*_ID.findall(content), *_ID.findall(plain)}) if not is_practice_id(name)]
    found += ["display name"] if any(not _is_ours(name) for name in _NAME.findall(plain)) else []
    found += ["picture address"] if _PICTURE.search(plain) else []
    return found + _own(f"{content}\n{plain}", settings)


def _own(content: str, settings: Settings | None) -> list[str]:
    """Return what `.env` of this computer says, to the letter, whatever it looks like."""
    if settings is None:
        return []
    found = ["a value of your .env"] if any(secret.reveal() in content for secret in settings.secrets) else []
    mine = settings.test_user_id
    return [*found, "your LINE_TEST_USER_ID"] if mine and not is_practice_id(mine) and mine in content else found


def live_marks(content: str) -> bool:
    """Whether something was shown in live mode: whatever else that output holds, it is about real people."""
    plain = unescaped(content)
    return bool(_LIVE_MARKS.search(plain)) or any(words in plain for words in _live_words())


@cache
def _live_words() -> tuple[str, ...]:
    """Return how the texts begin that a saved notebook keeps of the go-live panel and of a live lab."""
    keys = ("go_live.repr", "go_live.repr_open", "live.lab.repr")
    return tuple(texts(lang).catalogue[key].partition("{")[0] for lang in LANGUAGES for key in keys)


def unescaped(content: str) -> str:
    r"""Return the text without the escapes of JSON (``\"``, ``\n``, ``\u5c0f``), HTML and addresses (``%2F``)."""
    text = re.sub(r"\\+u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), content)
    text = re.sub(r"\\+[nrt]", "\n", text)
    return unquote(html.unescape(re.sub(r"\\+(?=[\"'/])", "", text)))


def _is_ours(name: str) -> bool:
    return name in _OWN_NAMES or bool(_NO_NAME.fullmatch(name))


def is_practice_id(name: str) -> bool:
    """Whether an id comes from our own stub, is one of LINE's documents, or is plainly made by hand."""
    ids = _PRACTICE.ids
    return name in _PUBLISHED or name in _practice_chats() or ids.user_number(name) is not None or _is_regular(name[1:])


@cache
def _practice_chats() -> frozenset[str]:
    ids = _PRACTICE.ids
    return frozenset({ids.bot(), *(ids.chat(kind, number) for kind in ("group", "room") for number in range(100))})


def _is_regular(digits: str) -> bool:
    """Whether it has few different digits, or counts up: no real id does. A random one has some 3.4 bits a digit."""
    steps = Counter((int(b, 16) - int(a, 16)) % 16 for a, b in pairwise(digits))
    return min(_bits(Counter(digits)), _bits(steps)) < 2.5


def _bits(counts: Counter[Any]) -> float:
    total = sum(counts.values())
    return -sum(n / total * math.log2(n / total) for n in counts.values())


# Files --------------------------------------------------------------------------------------------------------------


def project_files(root: Path = ROOT) -> list[Path]:
    """Every file that git tracks, or would after `git add`; where git cannot tell, every file of ours."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=root, capture_output=True, check=False) if shutil.which("git") else None
    if done is None or done.returncode:  # a copy without .git, or one that belongs to somebody else
        return [path for path in root.rglob("*") if path.is_file() and not _left_behind(path.relative_to(root))]
    return [root / name for name in os.fsdecode(done.stdout).split("\0") if name and (root / name).is_file()]


_MADE = {".git", ".venv", ".env", "work", "build", "__pycache__", ".hypothesis", ".ipynb_checkpoints", "node_modules"}


def _left_behind(path: Path) -> bool:
    """Whether tools or learners made it: what .gitignore names, more or less."""
    return bool(_MADE & set(path.parts)) or path.parts[0].endswith(("_cache", ".egg-info"))


def check_file(path: Path, settings: Settings | None = None) -> list[str]:
    """Return what must not stand in this file, but does; in a picture, too: its metadata are text."""
    if path.name == ".env":
        return [".env itself: it is for this computer only"]
    content = _text(path.read_bytes())
    kept = path.suffix in _KEEP_OUTPUTS and (live_marks(content) or _went_live(content))
    return offences(content, settings) + (["outputs of live mode"] if kept else [])


#: Notebooks, and what they are exported to.
_KEEP_OUTPUTS = (".ipynb", ".html", ".htm")


def _text(raw: bytes) -> str:
    """Return what can be read in a file; Windows PowerShell and Notepad write UTF-16, too."""
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return raw.decode("utf-16" if wide else "utf-8", "replace")


def _went_live(content: str) -> bool:
    """Whether a notebook goes live in its code, and keeps outputs: a name printed alone has no mark."""
    try:
        cells = [cell for cell in json.loads(content)["cells"] if cell["cell_type"] == "code"]
        code = "\n".join("".join(cell["source"]) for cell in cells)
    except (ValueError, TypeError, KeyError):
        return False
    return bool(_THROUGH.search(code)) and any(cell.get("outputs") for cell in cells)


_THROUGH = re.compile(r"\.go_live\(\s*[^\s)]")


# Notebooks ----------------------------------------------------------------------------------------------------------


def notebooks(root: Path = ROOT) -> list[Path]:
    """Every notebook: the course's, the learner's own wherever they are, and the copies that Jupyter keeps of them."""
    found = {path for folder in ("notebooks", "work") for path in (root / folder).rglob("*.ipynb")}
    return sorted(found | {path for path in project_files(root) if path.suffix == ".ipynb"})


def clean(path: Path, settings: Settings | None = None) -> bool:
    """Empty the outputs of a notebook that was used live, or holds what it must not; whether it was changed.

    All outputs, for a name that was printed alone looks like any other word. A file that is no notebook stays.
    """
    if not check_file(path, settings):
        return False
    try:
        before = path.read_bytes()
        after = json.dumps(without_outputs(json.loads(before)), ensure_ascii=False, indent=1) + "\n"
        written = after.encode()  # before the file is touched: half an emoji has no UTF-8
    except (ValueError, AttributeError):
        return False
    if written != before:
        path.write_bytes(written)
    return written != before


def without_outputs(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return the notebook as it was before it ran: no outputs, no state of widgets."""
    cells = [
        {**cell, "outputs": [], "execution_count": None} if cell.get("cell_type") == "code" else cell
        for cell in notebook.get("cells", [])
    ]
    metadata = {name: value for name, value in notebook.get("metadata", {}).items() if name != "widgets"}
    return {**notebook, "cells": cells, "metadata": metadata}


# Command ------------------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Return the command; 0 when nothing was found, or all of it could be emptied, else 1."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers.tools.secret_scan", description="Look for what must not be kept."
    )
    parser.add_argument("files", nargs="*", type=Path, help="files to search (default: the whole project)")
    parser.add_argument("--clean", action="store_true", help="empty the outputs of notebooks that were used live")
    options = parser.parse_args(arguments)
    for path in options.files:
        if not path.is_file():
            parser.error(f"there is no file {path}")
    settings = read_settings(root / ".env")
    if options.clean:
        for path in options.files or notebooks(root):
            if path.suffix == ".ipynb" and clean(path, settings):
                say(f"emptied  {short_path(path, root)}")
    looked_at = options.files or [*project_files(root), *(notebooks(root) if options.clean else ())]
    return 1 if _report(dict.fromkeys(looked_at), settings, root) else 0


def _report(paths: Iterable[Path], settings: Settings, root: Path) -> int:
    """Say what was found; how many files. Never what it says: this, too, may be kept in a log."""
    found = {path: check_file(path, settings) for path in paths}
    bad = {path: what for path, what in found.items() if what}
    for path, what in bad.items():
        kinds = sorted({"a user, group or room id" if one.startswith("id ") else one for one in what})
        where = short_path(path, root)
        say(f"found    {where}: {', '.join(kinds)}. To do: take it out; of notebooks, make clean-live.")
    return len(bad)


if __name__ == "__main__":
    sys.exit(main())
