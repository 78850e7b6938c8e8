import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from helpers.course.setup_check import (
    NEWEST_PYTHON,
    OLDEST_PYTHON,
    PACKAGES,
    PROJECT,
    EnvFile,
    SetupFacts,
    SetupItem,
    _install_command,
    check_setup,
    find_environment,
    gather_facts,
    installed_version,
    needed_packages,
    read_env_file,
)  # fmt: skip
from helpers.paths import ROOT, Place, find_place, here
from helpers.text import LANGUAGES, texts

EN = texts("en")
VERSIONS: Mapping[str, str | None] = {
    "jupyterlab": "4.5.0", "line-bot-sdk": "3.27.0", "ipywidgets": "8.1.8", "nbval": "0.11.0", "python-dotenv": "1.2.1",
}  # fmt: skip
READY = SetupFacts((3, 11), "3.11.7", VERSIONS, "venv", True, "practice", EnvFile("absent"), "zh-TW", "")


def at(folder: Path) -> Place:
    return Place("computer", folder, folder, folder / "work")


def item(key: str, **changes: Any) -> SetupItem:
    return next(i for i in check_setup(replace(READY, **changes), EN) if i.key == key)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_ready_computer_has_nothing_to_do(lang: str) -> None:
    assert [i.key for i in check_setup(READY, texts(lang)) if not i.ok or i.todo] == []


def test_every_package_of_the_course_is_a_line() -> None:
    keys = [i.key for i in check_setup(READY, EN)]
    assert keys == ["python", "environment", *PACKAGES, "mode", "env_file", "language"]


@pytest.mark.parametrize(("python", "ok"), [((3, 9), False), ((3, 10), True), ((3, 15), True), ((3, 16), False)])
def test_python_must_be_one_the_course_supports(python: tuple[int, int], ok: bool) -> None:
    assert item("python", python=python).ok is ok


@pytest.mark.parametrize("name", PACKAGES)
def test_a_missing_package_says_what_to_do(name: str) -> None:
    found = item(name, versions={**VERSIONS, name: None}, environment="conda")
    assert (found.ok, found.what, found.todo) == (
        False,
        "not installed",
        EN("setup.package.todo", command="python -m pip install -e ."),
    )


@pytest.mark.parametrize(
    ("platform", "environment", "has_pip", "command"),
    [
        ("linux", "venv", True, ".venv/bin/python -m pip install -e ."),
        ("win32", "venv", True, r".venv\Scripts\python -m pip install -e ."),
        ("darwin", "venv", False, "uv sync"),
        ("win32", "venv", False, "py -m uv sync"),
        ("linux", "conda", True, "python -m pip install -e ."),
    ],
)
def test_what_installs_a_missing_package_is_what_made_the_environment(
    platform: str, environment: Any, has_pip: bool, command: str
) -> None:
    assert _install_command(find_place({}, platform=platform), environment, has_pip=has_pip) == command
    assert f"`{command}`" in item("nbval", versions={**VERSIONS, "nbval": None}, install=command).todo


def test_a_browser_needs_neither_jupyterlab_nor_nbval() -> None:
    assert set(PACKAGES) - set(needed_packages(find_place({}, platform="emscripten"))) == {"jupyterlab", "nbval"}
    assert list(needed_packages(find_place({}, platform="linux"))) == list(PACKAGES)


def test_no_red_line_asks_for_make_which_windows_has_not() -> None:
    told = [(key, text) for lang in LANGUAGES for key, text in texts(lang).catalogue.items()]
    assert [key for key, text in told if key.startswith("setup.") and "`make" in text] == []


def test_an_old_package_names_the_version_it_needs() -> None:
    found = item("line-bot-sdk", versions={**VERSIONS, "line-bot-sdk": "3.22.0"})
    assert (found.ok, found.what) == (False, "version 3.22.0, too old; 3.27 or newer is needed")


def test_the_versions_needed_are_those_of_the_project() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    pythons = [(3, int(minor)) for minor in re.findall(r'Python :: 3\.(\d+)"', lines)]
    assert (pythons[0], pythons[-1]) == (OLDEST_PYTHON, NEWEST_PYTHON)
    oldest = dict(re.findall(r'^    "([\w-]+)[>=]=([\d.]+\d)', lines, re.MULTILINE))
    assert {name: oldest[name] for name in PACKAGES} == PACKAGES


@pytest.mark.parametrize(
    ("environment", "installed", "ok"),
    [
        ("venv", False, True), ("conda", True, True), ("system", True, True), ("browser", False, True),
        ("conda", False, False), ("other_venv", False, False), ("system", False, False),
    ],
)  # fmt: skip
def test_the_kernel_must_run_where_the_project_is_installed(environment: str, installed: bool, ok: bool) -> None:
    assert item("environment", environment=environment, project_installed=installed).ok is ok


@pytest.mark.parametrize(("mode", "ok"), [("practice", True), ("live", True), ("other", False)])
def test_the_mode_is_said(mode: str, ok: bool) -> None:
    assert item("mode", mode=mode).ok is ok


def test_a_bad_line_of_the_env_file_is_named() -> None:
    assert item("env_file", env_file=EnvFile("bad_line", 3)).what == "line 3 cannot be read"


@pytest.mark.parametrize(("requested", "ok"), [("", True), ("en", True), ("zh-TW", True), ("fr", False)])
def test_a_requested_language_must_be_one_there_is(requested: str, ok: bool) -> None:
    assert item("language", requested_lang=requested).ok is ok


# Looking ------------------------------------------------------------------------------------------------------------


def test_no_env_file_is_fine(tmp_path: Path) -> None:
    assert read_env_file(tmp_path / ".env") == EnvFile("absent")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("", EnvFile("ok")),
        ("# a comment\n\nexport A=1\nB='two words'\nC=\n", EnvFile("ok")),
        ("\ufeffA=1\n", EnvFile("ok")),
        ("A=1\n\nthis is no setting\n", EnvFile("bad_line", 3)),
        ("A='never closed\n", EnvFile("bad_line", 1)),
        ("JUST_A_NAME\n", EnvFile("bad_line", 1)),
    ],
)
def test_an_env_file_is_read_line_by_line(tmp_path: Path, content: str, found: EnvFile) -> None:
    (tmp_path / ".env").write_text(content, encoding="utf-8", newline="\n")
    assert read_env_file(tmp_path / ".env") == found


def test_a_file_that_is_no_text_is_not_readable(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"A=\xff\xfe")
    assert read_env_file(tmp_path / ".env") == EnvFile("not_text")


def test_a_folder_named_env_is_not_readable(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    assert read_env_file(tmp_path / ".env") == EnvFile("not_text")


def test_the_check_never_keeps_a_secret(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TOKEN=very-secret\n", encoding="utf-8", newline="\n")
    facts = gather_facts(at(tmp_path), "practice", "zh-TW")
    assert "very-secret" not in repr((facts, check_setup(facts, EN)))


def test_the_check_names_no_folder_of_this_computer() -> None:
    facts = gather_facts(here(), "practice", "zh-TW")
    assert sys.prefix not in repr(check_setup(facts, EN))


def test_the_projects_own_environment_is_recognised(tmp_path: Path) -> None:
    assert find_environment(at(tmp_path), tmp_path / ".venv", tmp_path / "usr") == "venv"


def test_a_conda_environment_is_recognised(tmp_path: Path) -> None:
    (tmp_path / "envs" / "conda-meta").mkdir(parents=True)
    assert find_environment(at(tmp_path), tmp_path / "envs", tmp_path / "envs") == "conda"


def test_another_virtual_environment_is_told_from_the_system(tmp_path: Path) -> None:
    assert find_environment(at(tmp_path), tmp_path / "other", tmp_path / "usr") == "other_venv"
    assert find_environment(at(tmp_path), tmp_path / "usr", tmp_path / "usr") == "system"


def test_a_hub_and_a_browser_are_environments_of_their_own(tmp_path: Path) -> None:
    for kind in ("hub", "browser"):
        place = Place(kind, tmp_path, tmp_path, tmp_path / "work")
        assert find_environment(place, tmp_path / ".venv", tmp_path / "usr") == kind
        assert item("environment", environment=kind, project_installed=False).ok


def test_the_project_knows_its_own_name() -> None:
    assert f'name = "{PROJECT}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["", "surely-not-installed-here"])
def test_what_is_not_installed_has_no_version(name: str) -> None:
    assert installed_version(name) is None


def test_a_requested_language_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_LANG", " en ")
    assert gather_facts(here(), "practice", "en").requested_lang == "en"


# What live mode needs of .env -----------------------------------------------------------------------------------------


def test_the_names_that_are_filled_in_are_told_and_no_value(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("LINE_CHANNEL_SECRET=0123abcd\nOTHER=1\n", encoding="utf-8", newline="\n")
    found = read_env_file(path)
    assert found == EnvFile("ok", 0, ("LINE_CHANNEL_SECRET",))
    line = item("env_file", env_file=found)
    assert (line.ok, line.what) == (True, "can be read; filled in: LINE_CHANNEL_SECRET")


def test_a_value_that_cannot_be_right_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("LINE_TEST_USER_ID=Mei\n", encoding="utf-8", newline="\n")
    found = read_env_file(path)
    assert (found.state, found.problem) == ("bad_value", ("LINE_TEST_USER_ID", "user_form"))
    line = item("env_file", env_file=found)
    assert (line.ok, line.what) == (False, "`LINE_TEST_USER_ID` is not a user ID")
    assert "Your user ID" in line.todo


def test_a_practice_token_is_told(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("LINE_CHANNEL_ACCESS_TOKEN=practice-token\n", encoding="utf-8", newline="\n")
    assert read_env_file(path).problem == ("LINE_CHANNEL_ACCESS_TOKEN", "token_practice")


def test_a_file_notepad_named_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env.txt").write_text("", encoding="utf-8", newline="\n")
    found = read_env_file(tmp_path / ".env")
    assert (found.state, found.problem) == ("bad_value", (".env", "misnamed"))
    assert item("env_file", env_file=found).what == "The file is called `.env.txt`, not `.env`"


def test_the_example_as_it_is_is_fine(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text((ROOT / ".env.example").read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
    assert read_env_file(path) == EnvFile("ok")
