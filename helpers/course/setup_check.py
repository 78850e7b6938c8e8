"""Is this computer ready for the course? The facts, gathered once, and what to do about each red one. No widgets."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path
from typing import Literal

from helpers.paths import Place
from helpers.text import LANGUAGES, Texts

OLDEST_PYTHON = (3, 10)
NEWEST_PYTHON = (3, 15)
#: The name this project installs under (pyproject.toml).
PROJECT = "line-sending-lab"

#: What the lessons import or run, with the oldest version that pyproject.toml takes.
PACKAGES: Mapping[str, str] = {
    "jupyterlab": "4.4",
    "line-bot-sdk": "3.27",
    "ipywidgets": "8.1.5",
    "nbval": "0.11",
    "python-dotenv": "1.0.1",
}

#: What a browser tab has no use for: there JupyterLite is the notebook, and nothing is tested.
_NOT_IN_A_BROWSER = ("jupyterlab", "nbval")

Environment = Literal["venv", "conda", "other_venv", "hub", "browser", "system"]


@dataclass(frozen=True)
class EnvFile:
    """The state of `.env`; `bad_line` is the first line that cannot be read. Its values are never kept.

    `filled` are the names of live mode that have a value; `problem` is the first that cannot be right (its name, and
    its key of the texts: ``settings.<key>.title``).
    """

    state: Literal["absent", "ok", "bad_line", "not_text", "bad_value"]
    bad_line: int = 0
    filled: tuple[str, ...] = ()
    problem: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class SetupFacts:
    """What was found on this computer. `versions` has None for a package that is missing.

    `install` is the command that installs what is missing, without its folder.
    """

    python: tuple[int, int]
    python_version: str
    versions: Mapping[str, str | None]
    environment: Environment
    project_installed: bool
    mode: str
    env_file: EnvFile
    lang: str
    requested_lang: str
    install: str = "python -m pip install -e ."


@dataclass(frozen=True)
class SetupItem:
    """One line of the check: whether it is fine, what was found, and what to do (empty when it is fine)."""

    key: str
    name: str
    ok: bool
    what: str
    todo: str


def check_setup(facts: SetupFacts, texts: Texts) -> tuple[SetupItem, ...]:
    """Judge the facts, in the order a reader should mend them."""
    return (
        _python(facts, texts),
        _environment(facts, texts),
        *(_package(name, facts, texts) for name in facts.versions),
        _mode(facts, texts),
        _env_file(facts, texts),
        _language(facts, texts),
    )


def gather_facts(place: Place, mode: str, lang: str) -> SetupFacts:
    """Look at this computer; `mode` and `lang` are the open lab's."""
    environment = find_environment(place, Path(sys.prefix), Path(sys.base_prefix))
    return SetupFacts(
        python=(sys.version_info.major, sys.version_info.minor),
        python_version=platform.python_version(),
        versions={name: installed_version(name) for name in needed_packages(place)},
        environment=environment,
        project_installed=installed_version(PROJECT) is not None,
        mode=mode,
        env_file=read_env_file(place.env_file),
        lang=lang,
        requested_lang=os.environ.get("COURSE_LANG", "").strip(),
        install=_install_command(place, environment, has_pip=util.find_spec("pip") is not None),
    )


# Judging ------------------------------------------------------------------------------------------------------------


def _item(key: str, name: str, ok: bool, what: str, todo: str) -> SetupItem:
    return SetupItem(key, name, ok, what, "" if ok else todo)


def _python(facts: SetupFacts, say: Texts) -> SetupItem:
    ok = OLDEST_PYTHON <= facts.python <= NEWEST_PYTHON
    what = say("setup.python.found", version=facts.python_version)
    return _item("python", say("setup.python.name"), ok, what, say("setup.python.todo"))


def _environment(facts: SetupFacts, say: Texts) -> SetupItem:
    """Return the project's environment is the one it is installed in, whatever made it (venv, conda, CI)."""
    ok = facts.project_installed or facts.environment in ("venv", "hub", "browser")
    kind = say(f"setup.environment.{facts.environment}")
    what = kind if ok else say("setup.environment.foreign", kind=kind)
    return _item("environment", say("setup.environment.name"), ok, what, say("setup.environment.todo"))


def _package(name: str, facts: SetupFacts, say: Texts) -> SetupItem:
    version, minimum = facts.versions.get(name), PACKAGES[name]
    ok = version is not None and _numbers(version) >= _numbers(minimum)
    if version is None:
        what = say("setup.package.missing")
    else:
        what = say("setup.package.found" if ok else "setup.package.old", version=version, minimum=minimum)
    return _item(name, name, ok, what, say("setup.package.todo", command=facts.install))


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _mode(facts: SetupFacts, say: Texts) -> SetupItem:
    ok = facts.mode in ("practice", "live")
    what = say(f"setup.mode.{facts.mode}") if ok else say("setup.mode.unknown", mode=facts.mode)
    return _item("mode", say("setup.mode.name"), ok, what, say("setup.mode.todo"))


def _env_file(facts: SetupFacts, say: Texts) -> SetupItem:
    found, name = facts.env_file, say("setup.env_file.name")
    if found.state == "bad_value":
        setting, key = found.problem
        what, todo = (say(f"settings.{key}.{part}", name=setting) for part in ("title", "todo"))
        return _item("env_file", name, False, what, todo)
    if found.filled:
        what = say("setup.env_file.filled", names=say("list.comma").join(found.filled))
    else:
        what = say(f"setup.env_file.{found.state}", line=found.bad_line)
    return _item("env_file", name, found.state in ("absent", "ok"), what, say("setup.env_file.todo"))


def _language(facts: SetupFacts, say: Texts) -> SetupItem:
    ok = facts.requested_lang in ("", *LANGUAGES)
    known = ", ".join(f"`{name}`" for name in LANGUAGES)
    what = say("lang.name") if ok else say("setup.language.unknown", lang=facts.requested_lang)
    return _item("language", say("setup.language.name"), ok, what, say("setup.language.todo", known=known))


# Looking ------------------------------------------------------------------------------------------------------------


def needed_packages(place: Place) -> Iterator[str]:
    """Yield the names of the packages the course needs in this place."""
    yield from (name for name in PACKAGES if place.kind != "browser" or name not in _NOT_IN_A_BROWSER)


def _install_command(place: Place, environment: Environment, *, has_pip: bool) -> str:
    """Return the README's own line: `make` may be missing (Windows), and an environment made by uv has no pip."""
    if environment != "venv":
        return "python -m pip install -e ."
    if not has_pip:
        return "py -m uv sync" if place.windows else "uv sync"
    return (r".venv\Scripts\python" if place.windows else ".venv/bin/python") + " -m pip install -e ."


def installed_version(distribution: str) -> str | None:
    """Return the installed version of a distribution; None when it is missing (or has no name)."""
    try:
        return metadata.version(distribution) if distribution else None
    except metadata.PackageNotFoundError:
        return None


def find_environment(place: Place, prefix: Path, base_prefix: Path) -> Environment:
    """Return the kind of environment Python runs in; `prefix` and `base_prefix` are Python's own (``sys.prefix``)."""
    if place.kind != "computer":
        return place.kind
    if prefix.resolve() == (place.course / ".venv").resolve():
        return "venv"
    if (prefix / "conda-meta").is_dir():
        return "conda"
    return "other_venv" if prefix != base_prefix else "system"


def read_env_file(path: Path) -> EnvFile:
    """Whether `.env` can be read and what live mode needs of it can be right, without keeping anything of what it says.

    An empty file is fine: practice needs nothing. Without python-dotenv, which is a line of the check by itself,
    nothing more is known of it than that it is text.
    """
    try:
        text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    except (OSError, UnicodeDecodeError):
        return EnvFile("not_text")
    try:
        from helpers.settings import bad_lines, misnamed, read_settings
    except ImportError:
        return EnvFile("ok" if path.exists() else "absent")
    if not path.exists() and not misnamed(path).exists():
        return EnvFile("absent")
    bad = next(bad_lines(text), 0)
    if bad:
        return EnvFile("bad_line", bad)
    settings = read_settings(path, {})
    problem = next((p for p in settings.problems() if p.key != "token_missing"), None)
    if problem is not None:
        return EnvFile("bad_value", 0, settings.filled, (problem.name, problem.key))
    return EnvFile("ok", 0, settings.filled)
