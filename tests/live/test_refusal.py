"""Where and with which settings the lab refuses to go live, before anything is asked of LINE."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from helpers import settings
from helpers.errors import LabError
from helpers.lab import open_lab
from helpers.live.refusal import CI_NAMES, TEST_NAMES, VOILA, refuse_live, why_never
from helpers.paths import ROOT, find_place
from helpers.settings import NEVER
from helpers.stub.world.worlds import CLASSROOM
from helpers.text import LANGUAGES, texts
from helpers.tools import build_notebooks
from tests.live.lab import BASIC_ID, allowed, configure
from tests.live.test_line_client import Wire

EN = texts("en")
COMPUTER = find_place({}, platform="linux")


def test_nothing_keeps_a_person_from_going_live() -> None:
    assert why_never({}, COMPUTER) is None
    assert why_never({"CI": "false", NEVER: "0", "GITHUB_ACTIONS": ""}, COMPUTER) is None


@pytest.mark.parametrize("name", CI_NAMES)
@pytest.mark.parametrize("value", ["true", "1", "yes", "http://ci.example"])
def test_ci_never_goes_live(name: str, value: str) -> None:
    assert why_never({name: value}, COMPUTER) == "never_ci"


@pytest.mark.parametrize("value", ["1", "true", "yes", "anything"])
def test_a_lock_keeps_everybody_in_practice(value: str) -> None:
    assert why_never({NEVER: value}, COMPUTER) == "never_live"


@pytest.mark.parametrize("name", TEST_NAMES)
def test_what_pytest_starts_never_goes_live(name: str) -> None:
    assert why_never({name: "x"}, COMPUTER) == "never_tests"


def test_a_page_never_goes_live_for_its_visitors() -> None:
    assert why_never({VOILA: "/"}, COMPUTER) == "never_voila"


def test_python_in_the_browser_never_goes_live() -> None:
    assert why_never({}, find_place({}, platform="emscripten")) == "never_browser"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_refusal_is_explained(lang: str) -> None:
    refusals = ("live", "ci", "tests", "voila", "browser")
    for key in (*(f"never_{why}" for why in refusals), "wrong_name", "no_line", "token_refused"):
        with pytest.raises(LabError):
            raise LabError(texts(lang), f"live.{key}")


@pytest.fixture
def somebody(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Somebody who counts who comes; `.env` says that it is LINE."""
    wire = Wire(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    configure(monkeypatch, f"http://127.0.0.1:{wire.port}")
    yield wire
    wire.close()


@pytest.mark.parametrize("name", [*CI_NAMES, *TEST_NAMES, NEVER])
def test_ci_cannot_go_live_and_asks_nobody(name: str, somebody: Wire) -> None:
    with open_lab(lang="en") as lab, allowed(**{name: "true"}):
        with pytest.raises(LabError, match=r"CI does not|Tests do not|locked"):
            lab.go_live(BASIC_ID)
        assert (lab.mode, lab.live, somebody.got) == ("practice", None, [])


@pytest.mark.parametrize("value", ["1", " yes "])
def test_a_lock_in_dot_env_holds_and_asks_nobody(
    value: str, somebody: Wire, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / ".env"
    file.write_text(f"{NEVER}={value}\n", encoding="utf-8", newline="\n")
    monkeypatch.setattr(settings, "here", lambda: SimpleNamespace(env_file=file))
    with open_lab(lang="en") as lab, allowed():
        with pytest.raises(LabError, match="locked"):
            lab.go_live(BASIC_ID)
        assert (lab.mode, somebody.got) == ("practice", [])


def test_this_very_test_run_cannot_go_live(somebody: Wire) -> None:
    with open_lab(lang="en") as lab, pytest.raises(LabError):
        lab.go_live(BASIC_ID)
    assert somebody.got == []


_TRY = """
from helpers import open_lab
from helpers.errors import LabError
lab = open_lab(lang="en")
try:
    lab.go_live("@000abcde")
except LabError as error:
    print(error.key, lab.mode)
else:
    print("LIVE")
"""


#: Without the line it prints, which is in another language elsewhere.
_QUIETLY = "from helpers.lab import Lab\nlab = Lab('class', 'inproc', 'en')"


def environment(**more: str) -> dict[str, str]:
    """The environment of a program that pytest did not start."""
    ours = {name: value for name, value in os.environ.items() if name not in (NEVER, *CI_NAMES, *TEST_NAMES)}
    return {**ours, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **more}


@pytest.mark.slow
def test_a_program_in_ci_cannot_go_live(somebody: Wire) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _TRY],
        env=environment(CI="true"),
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "live.never_ci practice"
    assert somebody.got == []


@pytest.mark.slow
def test_the_same_program_outside_ci_gets_to_the_account(somebody: Wire) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _TRY], env=environment(), cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines()[-1] == "live.line_refused practice"
    assert somebody.got


@pytest.mark.slow
def test_a_notebook_that_nbval_runs_cannot_go_live(somebody: Wire, tmp_path: Path) -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "live.never_tests practice\n"}
    cell = {
        "cell_type": "code", "id": "a", "metadata": {}, "execution_count": 1, "outputs": [output],
        "source": _TRY.replace('lab = open_lab(lang="en")', _QUIETLY),
    }  # fmt: skip
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "a.ipynb").write_text(json.dumps(notebook), encoding="utf-8", newline="\n")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--nbval",
        "--nbval-current-env",
        "a.ipynb",
    ]
    done = subprocess.run(command, env=environment(), cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert "1 passed" in done.stdout, done.stdout
    assert somebody.got == []


def test_what_runs_notebooks_by_itself_never_goes_live() -> None:
    assert build_notebooks._environment()[NEVER] == "1"
    assert os.environ[NEVER] == "1"  # conftest.py
    locked = next(
        line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if f"export {NEVER}" in line
    )
    assert {"unit", "nbval", "notebooks"} <= set(locked.partition(":")[0].split())


# What `.env` must say -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({settings.TOKEN: CLASSROOM.access_token}, "settings.token_practice"),
        ({settings.TOKEN: "practice-" + "x" * 60}, "settings.token_practice"),
        ({settings.TOKEN: ""}, "settings.token_missing"),
        ({settings.BASE_URL: "https://evil.example"}, "settings.base_foreign"),
        ({settings.USER: "小美"}, "settings.user_form"),
    ],
)
def test_settings_that_cannot_be_right_stay_outside(
    values: dict[str, str], key: str, somebody: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    with open_lab(lang="en") as lab, allowed(), pytest.raises(LabError) as caught:
        lab.go_live(BASIC_ID)
    assert (caught.value.key, somebody.got) == (key, [])


def test_a_refusal_looks_at_settings_after_the_place() -> None:
    with pytest.raises(LabError) as caught:
        refuse_live(EN, {"CI": "1"}, settings.Settings())
    assert caught.value.key == "live.never_ci"
