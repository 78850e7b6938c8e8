"""The one start for every system: check this computer, make or find the learner's copies, open them in JupyterLab.

    line-lab [--lang zh-TW|en] [arguments for JupyterLab]

It speaks the reader's language and says each problem in one sentence. Nothing heavy is imported before the check, so
that a missing package can be told.
"""

from __future__ import annotations

import argparse
import importlib.util
import locale
import os
import sys
import warnings
import webbrowser
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from contextlib import suppress
from pathlib import Path

from helpers.course.lesson_copies import Copies, copy_lessons
from helpers.course.setup_check import PACKAGES, check_setup, gather_facts
from helpers.errors import LabError
from helpers.panels.course.copied_lessons import sentences
from helpers.paths import PACKAGE, Place, here, write_whole
from helpers.text import LANGUAGES, ORIGINAL, Texts, plain, texts
from helpers.web.loopback import listen

FIRST_NOTEBOOK = "00_start.ipynb"
FIRST_PORT = 8888
#: JupyterLab's own words in Chinese (the extra zh-TW), and the folder with the settings that choose them.
LANGUAGE_PACK = "jupyterlab_language_pack_zh_TW"
MENUS = PACKAGE / "jupyter_zh_TW"
#: How many ports after the first are tried, as JupyterLab itself does.
PORTS = 50
#: The longest name Jupyter makes in a folder of copies: where it keeps the last saved state of a notebook.
_LONGEST_NAME = Path(".ipynb_checkpoints", "04_narrowcast-old-1-checkpoint.ipynb")
#: What must be fine before JupyterLab can open; the rest of the check is the first lesson's.
_NEEDED = ("python", *PACKAGES)


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the course; returns the exit status once JupyterLab has ended, 1 when something must be put right first."""
    options, for_jupyter = _options(texts(reader_language(os.environ))).parse_known_args(arguments)
    place = here()
    say = texts(options.lang or reader_language(os.environ))
    problems = [*packages_to_mend(place, say), *path_problems(place, say)]
    if problems:
        return _stop(problems)
    _tell(say("start.preparing"))
    try:
        copies = copy_lessons(say, place)
        port = free_port(say, _option(for_jupyter, "port"))
    except LabError as error:
        return _stop([str(error)])
    _put_env_example(place)
    _tell(*sentences(copies, say, place))
    address = None if for_jupyter else running_address(place, copies)
    if address is not None:
        _tell(say("start.running", address=address))
        webbrowser.open(address)
        return 0
    return _open_jupyterlab(place, copies, port, for_jupyter, say)


class _Options(argparse.ArgumentParser):
    def print_help(self, file: object = None) -> None:
        """Print the help as everything else is told: in any language, on a console of any encoding."""
        _tell(self.format_help().rstrip())


def _options(say: Texts) -> argparse.ArgumentParser:
    options = _Options(prog="line-lab", description=say("start.help"), allow_abbrev=False, add_help=False)
    options.add_argument("-h", "--help", action="help", help=say("start.help.help"))
    options.add_argument("--lang", choices=list(LANGUAGES), help=say("start.help.lang"))
    return options


# The reader's language ----------------------------------------------------------------------------------------------


def reader_language(environ: Mapping[str, str], system: str | None = None) -> str:
    """Return COURSE_LANG, or the language of the system where the course speaks it, or the original.

    `system` is the name of the system's locale, such as ``en_US`` or ``English_Taiwan`` (Windows).
    """
    wanted = environ.get("COURSE_LANG", "").strip()
    if wanted in LANGUAGES:
        return wanted
    named = system if system is not None else _system_locale(environ)
    return "en" if named.lower().startswith("en") else ORIGINAL


def _system_locale(environ: Mapping[str, str]) -> str:
    """Return the name of the system's locale: the variables of Linux and macOS, or what Windows says."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return environ[name]
    with suppress(ValueError, locale.Error):
        locale.setlocale(locale.LC_CTYPE, "")
        return locale.getlocale(locale.LC_CTYPE)[0] or ""
    return ""


# What can be wrong --------------------------------------------------------------------------------------------------


def packages_to_mend(place: Place, say: Texts) -> Iterator[str]:
    """Yield a sentence for Python or a package the course cannot run with."""
    for item in check_setup(gather_facts(place, "practice", say.lang), say):
        if not item.ok and item.key in _NEEDED:
            yield plain(say("start.problem", name=item.name, what=item.what, todo=item.todo))


def path_problems(place: Place, say: Texts) -> Iterator[str]:
    """Yield a sentence when the copies' paths are longer than this system takes."""
    longest = len(str(place.work / ORIGINAL / _LONGEST_NAME))
    if place.longest_path is not None and longest > place.longest_path:
        yield say("start.path_too_long", folder=place.home, length=longest, limit=place.longest_path)


def free_port(say: Texts, wanted: str | None) -> int:
    """Return the port to use: the one asked for, or the first free one. Raises LabError when it is taken."""
    if wanted is not None and not (wanted.isdecimal() and int(wanted) < 65_536):
        raise LabError(say, "start.bad_port", port=wanted)
    ports = range(FIRST_PORT, FIRST_PORT + PORTS) if wanted is None else [int(wanted)]
    for port in ports:
        with suppress(OSError), listen(port) as listener:
            return int(listener.getsockname()[1])
    raise LabError(say, "start.port_taken", port=ports[0], other=ports[0] + 1)


def _option(arguments: Sequence[str], name: str) -> str | None:
    """Return the value of an option of JupyterLab: ``--port 9999``, ``--port=9999`` or ``--ServerApp.port=9999``."""
    for number, argument in enumerate(arguments):
        option, equals, value = argument.partition("=")
        if option in (f"--{name}", f"--ServerApp.{name}"):
            return value if equals else "".join(arguments[number + 1 : number + 2])
    return None


# Opening ------------------------------------------------------------------------------------------------------------


def _open_jupyterlab(place: Place, copies: Copies, port: int, more: Sequence[str], say: Texts) -> int:
    """Run JupyterLab until it is stopped."""
    _tell(say("start.opening"), "")
    choose_menus(say.lang, os.environ)
    warnings.simplefilter("ignore", DeprecationWarning)  # between Jupyter's own parts; nothing a learner can do
    from jupyterlab.labapp import LabApp

    LabApp.launch_instance(jupyter_arguments(place, copies, port, more))
    return 0


def choose_menus(lang: str, environ: MutableMapping[str, str]) -> None:
    """Let JupyterLab show Chinese menus with the Chinese course, where its language pack is installed.

    It is a default: what the reader chooses in the menu Settings, Language counts. Jupyter adds the folder to those
    where it looks for settings (JUPYTER_CONFIG_PATH).
    """
    if lang == "zh-TW" and importlib.util.find_spec(LANGUAGE_PACK) is not None:
        others = [environ["JUPYTER_CONFIG_PATH"]] if environ.get("JUPYTER_CONFIG_PATH") else []
        environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join([*others, str(MENUS)])


def jupyter_arguments(place: Place, copies: Copies, port: int, more: Sequence[str]) -> list[str]:
    """Return what JupyterLab is started with: the learner's folder, the copy of the first lesson, and a quiet log."""
    own = [
        f"--ServerApp.root_dir={place.home}",
        f"--LabApp.default_url=/lab/tree/{_in_url(copies, place)}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--ServerApp.log_level=ERROR",
        "--LabApp.log_level=ERROR",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--KernelManager.transport_encryption=auto",  # else each kernel warns of being overheard
    ]
    return [*own, *(["--allow-root"] if place.root_user else []), *_without_port(more)]


def _without_port(arguments: Sequence[str]) -> list[str]:
    """Return JupyterLab's arguments without the port, which is given already."""
    rest, skip = [], False
    for argument in arguments:
        option, equals, _ = argument.partition("=")
        if option in ("--port", "--ServerApp.port"):
            skip = not equals
        elif skip:
            skip = False
        else:
            rest.append(argument)
    return rest


def _in_url(copies: Copies, place: Place) -> str:
    return (copies.folder / FIRST_NOTEBOOK).relative_to(place.home).as_posix()


def running_address(place: Place, copies: Copies) -> str | None:
    """Return the address of the first lesson in a Jupyter that already serves this folder, None without one."""
    try:
        from jupyter_server.serverapp import list_running_servers

        servers = list(list_running_servers())  # type: ignore[no-untyped-call, unused-ignore]
    except (ImportError, OSError, ValueError):
        return None
    path = f"lab/tree/{_in_url(copies, place)}"
    same = (server for server in servers if Path(server.get("root_dir", "")) == place.home and server.get("token"))
    return next((f"{server['url']}{path}?token={server['token']}" for server in same), None)


def _put_env_example(place: Place) -> None:
    """Put the example of `.env` where live mode will look for the real one; without it practice works as well."""
    example, target = place.course / ".env.example", place.home / ".env.example"
    if example.is_file() and not target.exists():
        with suppress(OSError):
            write_whole(target, example.read_text(encoding="utf-8"))


def _tell(*lines: str) -> None:
    """Print lines; a console without Chinese shows signs in place of characters it has not."""
    for line in lines:
        print(_printable(line, sys.stdout.encoding), flush=True)  # noqa: T201 - a command talks to its terminal


def _stop(problems: Sequence[str]) -> int:
    for problem in problems:
        print(_printable(problem, sys.stderr.encoding), file=sys.stderr)  # noqa: T201
    return 1


def _printable(text: str, encoding: str | None) -> str:
    return text.encode(encoding or "utf-8", "replace").decode(encoding or "utf-8")
