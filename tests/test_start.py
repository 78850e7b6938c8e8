"""The command ``line-lab``, without opening JupyterLab; tests/install opens it."""

from __future__ import annotations

import ast
import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from helpers import __main__ as command
from helpers import start
from helpers.course.lesson_copies import Copies
from helpers.errors import LabError
from helpers.paths import ROOT, Place, find_place
from helpers.text import LANGUAGES, ORIGINAL, texts

EN = texts("en")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """This course, with an empty learner's folder."""
    found = Place("computer", ROOT, tmp_path, tmp_path / "work")
    monkeypatch.setattr(start, "here", lambda: found)
    monkeypatch.setattr(start, "running_address", lambda *_: None)
    return found


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What JupyterLab would have been started with."""
    calls: list[list[str]] = []

    def instead(place: Place, copies: Copies, port: int, more: list[str], say: object) -> int:
        calls.append(start.jupyter_arguments(place, copies, port, more))
        return 0

    monkeypatch.setattr(start, "_open_jupyterlab", instead)
    return calls


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_opens_the_copy_of_the_first_lesson_in_the_learner_s_folder(
    lang: str, place: Place, opened: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert start.main(["--lang", lang, "--no-browser"]) == 0
    [arguments] = opened
    assert f"--ServerApp.root_dir={place.home}" in arguments
    assert f"--LabApp.default_url=/lab/tree/work/{lang}/00_start.ipynb" in arguments
    assert arguments[-1] == "--no-browser"
    assert (place.work / lang / "00_start.ipynb").is_file()
    assert (place.home / ".env.example").is_file()
    assert (
        texts(lang)(
            "lab.copied", folder=f"work/{lang}", count=len(list((ROOT / "notebooks" / lang).glob("[0-9]*.ipynb")))
        )
        in capsys.readouterr().out
    )


def test_a_second_start_finds_the_copies_and_the_jupyter_that_is_open(
    place: Place, opened: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    addresses: list[str] = []
    monkeypatch.setattr(start, "running_address", lambda *_: "http://localhost:1/lab?token=t")
    monkeypatch.setattr(start.webbrowser, "open", addresses.append)
    assert start.main(["--lang", "en"]) == 0
    assert (opened, addresses) == ([], ["http://localhost:1/lab?token=t"])
    assert "The course is open already" in capsys.readouterr().out


def test_only_a_jupyter_of_the_same_folder_counts_as_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from jupyter_server import serverapp

    place = Place("computer", ROOT, tmp_path, tmp_path / "work")
    server: dict[str, Any] = {"url": "http://localhost:1/", "token": "t", "root_dir": str(tmp_path)}
    monkeypatch.setattr(serverapp, "list_running_servers", lambda: iter([{**server, "root_dir": "/else"}]))
    assert start.running_address(place, Copies(place.work / "en")) is None
    monkeypatch.setattr(serverapp, "list_running_servers", lambda: iter([server]))
    found = start.running_address(place, Copies(place.work / "en"))
    assert found == "http://localhost:1/lab/tree/work/en/00_start.ipynb?token=t"


# The reader's language -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_help_is_in_the_readers_language(
    lang: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COURSE_LANG", lang)
    with pytest.raises(SystemExit) as ended:
        start.main(["--help"])
    said = "".join(capsys.readouterr().out.split())
    assert ended.value.code == 0
    assert all(
        "".join(texts(lang)(key).split()) in said for key in ("start.help", "start.help.help", "start.help.lang")
    )


@pytest.mark.parametrize(
    ("environ", "system", "lang"),
    [
        ({}, "", ORIGINAL), ({}, "C", ORIGINAL), ({}, "zh_TW", "zh-TW"), ({}, "ja_JP", ORIGINAL),
        ({}, "en_GB", "en"), ({}, "English_Taiwan", "en"), ({}, "Chinese (Traditional)_Taiwan", "zh-TW"),
        ({"COURSE_LANG": "en "}, "zh_TW", "en"), ({"COURSE_LANG": "fr"}, "en_US", "en"),
    ],
)  # fmt: skip
def test_the_reader_s_language_is_the_system_s_where_the_course_speaks_it(
    environ: dict[str, str], system: str, lang: str
) -> None:
    assert start.reader_language(environ, system) == lang


def test_linux_and_macos_name_their_language_in_variables() -> None:
    assert start.reader_language({"LANG": "en_US.UTF-8"}) == "en"
    assert start.reader_language({"LC_ALL": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"}) == "zh-TW"


# Bad input: one sentence each, nothing opened ------------------------------------------------------------------------


def test_a_missing_package_is_named_with_what_to_do(
    place: Place, opened: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from helpers.course import setup_check

    real = setup_check.installed_version
    monkeypatch.setattr(setup_check, "installed_version", lambda name: None if name == "nbval" else real(name))
    assert start.main(["--lang", "en"]) == 1
    assert opened == []
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("nbval: not installed.")
    assert "-m pip install -e ." in line


def test_a_path_too_long_for_windows_is_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    deep = tmp_path / ("x" * 120) / ("y" * 120)
    monkeypatch.setattr(start, "here", lambda: Place("computer", ROOT, deep, deep / "work", windows=True))
    assert start.main(["--lang", "en"]) == 1
    assert "is too long" in capsys.readouterr().err
    assert (opened, deep.exists()) == ([], False)


def test_a_path_too_long_for_this_system_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    deep = tmp_path / ("x" * 300)
    monkeypatch.setattr(start, "here", lambda: Place("computer", ROOT, deep, deep / "work"))
    assert start.main(["--lang", "en"]) == 1
    assert "Nothing can be written to the folder work" in capsys.readouterr().err
    assert opened == []


@pytest.mark.parametrize("form", ["--port={}", "--port {}", "--ServerApp.port={}"])
def test_a_port_that_is_taken_is_told(
    form: str, place: Place, opened: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert start.main(["--lang", "en", *form.format(port).split()]) == 1
    assert f"Port {port} is taken by another program" in capsys.readouterr().err
    assert opened == []


def test_a_port_nobody_asked_for_is_simply_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setattr(start, "FIRST_PORT", min(taken.getsockname()[1], 65_000))
        assert start.free_port(EN, None) != taken.getsockname()[1]


@pytest.mark.parametrize("port", ["x", "-1", "65536", ""])
def test_what_is_no_port_is_told(port: str) -> None:
    with pytest.raises(LabError, match="is not a port"):
        start.free_port(EN, port)


def test_a_port_reaches_jupyterlab_once(place: Place) -> None:
    arguments = start.jupyter_arguments(place, Copies(place.work / "en"), 7, ["--port", "7", "--no-browser"])
    assert [argument for argument in arguments if "port=" in argument] == ["--ServerApp.port=7"]
    assert "7" not in arguments


def test_a_full_disk_is_one_sentence(
    place: Place, opened: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    assert start.main(["--lang", "en"]) == 1
    assert "No space left on device" in capsys.readouterr().err
    assert opened == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_work_folder_that_is_a_file_is_one_sentence_with_its_name(
    lang: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    opened: list[list[str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "work"
    file.write_text("mine", encoding="utf-8", newline="\n")
    monkeypatch.setattr(start, "here", lambda: find_place({"LAB_WORK_DIR": str(file)}))
    assert start.main(["--lang", lang]) == 1
    told = capsys.readouterr().err
    assert file.as_posix() in told
    assert "Traceback" not in told
    assert (opened, file.read_text(encoding="utf-8")) == ([], "mine")


# The menus of JupyterLab ---------------------------------------------------------------------------------------------


def locale_of_jupyterlab(environ: dict[str, str], settings: Path) -> str:
    """The language JupyterLab would show, as its server tells the page."""
    code = """
import os, sys
from jupyterlab.commands import get_app_dir
from jupyterlab_server.settings_utils import get_settings
of_app, schemas = (os.path.join(get_app_dir(), name) for name in ("settings", "schemas"))
found, _ = get_settings(of_app, schemas, sys.argv[1], schema_name="@jupyterlab/translation-extension:plugin")
properties = found["schema"]["properties"]
print(found["settings"].get("locale", properties["locale"]["default"]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(settings)],
        env={**os.environ, **environ},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("before", [{}, {"JUPYTER_CONFIG_PATH": "elsewhere"}])
def test_menus_are_chinese_with_the_chinese_course_unless_the_reader_chose(
    before: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "LANGUAGE_PACK", "json")  # a package that is there
    environ = dict(before)
    start.choose_menus("zh-TW", environ)
    assert environ["JUPYTER_CONFIG_PATH"].split(os.pathsep)[:-1] == list(before.values())
    assert locale_of_jupyterlab(environ, tmp_path) == "zh_TW"
    chosen = tmp_path / "@jupyterlab" / "translation-extension" / "plugin.jupyterlab-settings"
    chosen.parent.mkdir(parents=True)
    chosen.write_text('{"locale": "en"}', encoding="utf-8", newline="\n")
    assert locale_of_jupyterlab(environ, tmp_path) == "en"


def test_without_the_language_pack_or_in_english_menus_are_jupyters_affair(monkeypatch: pytest.MonkeyPatch) -> None:
    environ: dict[str, str] = {}
    monkeypatch.setattr(start, "LANGUAGE_PACK", "no_such_package")
    start.choose_menus("zh-TW", environ)
    monkeypatch.setattr(start, "LANGUAGE_PACK", "json")
    start.choose_menus("en", environ)
    assert environ == {}


def test_the_language_pack_is_imported_by_the_name_the_extra_installs() -> None:
    extras = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    [pack] = re.findall(r'"(jupyterlab-language-pack[\w-]+)==', extras)
    assert pack.replace("-", "_") == start.LANGUAGE_PACK


# The command itself --------------------------------------------------------------------------------------------------


def test_an_old_python_reads_the_sentence_in_both_languages(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command.sys, "version_info", (3, 8, 10))
    assert command.main() == 1
    said = capsys.readouterr().err
    assert "Python 3.8 太舊了" in said
    assert "Python 3.8 is too old" in said


@pytest.mark.parametrize("module", ["helpers/__init__.py", "helpers/__main__.py"])
def test_what_an_old_python_reads_first_compiles_there(module: str) -> None:
    ast.parse((ROOT / module).read_text(encoding="utf-8"), feature_version=(3, 7))


def test_a_console_without_chinese_gets_signs_and_no_traceback() -> None:
    code = "from helpers.start import _tell; _tell('正在準備 ok')"
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)}
    said = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, encoding="ascii", check=True
    ).stdout
    assert said == "???? ok\n"


def test_the_start_loads_nothing_heavy_before_it_has_looked() -> None:
    code = "import sys, helpers.start; print({'jupyterlab', 'linebot', 'ipywidgets', 'nbformat'} & set(sys.modules))"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    said = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert said == "set()\n"
