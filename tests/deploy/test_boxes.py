"""Binder, Codespaces and the form for a wrong sentence: their files say what the course needs of them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from helpers.paths import ROOT

BINDER = ROOT / "binder"
DEVCONTAINER = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
FORM = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / "wrong-sentence.yml").read_text(encoding="utf-8"))


def test_a_box_starts_with_the_course_own_command_and_never_goes_live() -> None:
    commands = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("[project.scripts]")[2].partition("[")[0]
    command, *arguments = DEVCONTAINER["postAttachCommand"].split()
    assert command in commands
    assert arguments[arguments.index("--port") + 1] == str(DEVCONTAINER["forwardPorts"][0])
    assert DEVCONTAINER["containerEnv"]["LAB_NEVER_LIVE"] == "1"
    assert "LAB_NEVER_LIVE=1" in (BINDER / "start").read_text(encoding="utf-8")


def test_boxes_install_the_course_and_nothing_else() -> None:
    assert (BINDER / "requirements.txt").read_text(encoding="utf-8").split() == ["./"]
    assert DEVCONTAINER["postCreateCommand"].split()[-1] == "."


@pytest.mark.slow
def test_binder_installs_the_course_once_its_files_are_there(tmp_path: Path) -> None:
    """What repo2docker would build: it installs before it copies, unless a requirement is a path ("./", not ".")."""
    pytest.importorskip("repo2docker")
    repository = tmp_path / "repository"
    shutil.copytree(BINDER, repository / "binder")
    shutil.copy(ROOT / "pyproject.toml", repository)
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(repository)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    dockerfile = done.stdout + done.stderr
    python = (BINDER / "runtime.txt").read_text(encoding="utf-8").strip().removeprefix("python-")
    assert f"environment.py-{python}" in unquoted(dockerfile)
    wanted = [
        "COPY --chown=0:0 src/ ${REPO_DIR}/",
        "\nUSER ${NB_USER}",
        '-r "binder/requirements.txt"',
        "RUN ./binder/postBuild",
        'ENV R2D_ENTRYPOINT="${REPO_DIR}/binder/start"',
    ]
    places = [dockerfile.find(line) for line in wanted]
    assert -1 not in places
    assert places == sorted(places)


def unquoted(dockerfile: str) -> str:
    """Names of files, for which repo2docker writes other characters as their number: ``-2d`` is a hyphen."""
    return re.sub("-([0-9a-f]{2})", lambda found: chr(int(found[1], 16)), dockerfile)


@pytest.mark.slow
def test_binders_last_step_lays_the_copies(tmp_path: Path) -> None:
    script = (BINDER / "postBuild").read_text(encoding="utf-8").splitlines()[-1]
    env = {"PATH": str(Path(sys.executable).parent), "LAB_WORK_DIR": str(tmp_path), "HOME": str(tmp_path)}
    subprocess.run(["/bin/bash", "-c", script], cwd=ROOT, env=env, check=True)
    assert (tmp_path / "zh-TW" / "00_start.ipynb").is_file()


def test_the_form_asks_where_and_what() -> None:
    assert [part["id"] for part in FORM["body"] if part.get("validations", {}).get("required")] == ["where", "sentence"]


def test_the_badge_of_colab_opens_a_notebook_that_is_there_and_its_sentence_says_how_to_install() -> None:
    for part, lang in zip(
        (ROOT / "deploy" / "README.md").read_text(encoding="utf-8").split("\n---\n"), ("zh-TW", "en"), strict=True
    ):
        [path] = re.findall(r"colab\.research\.google\.com/github/<owner>/<repository>/blob/main/([\w/.-]+)\)", part)
        assert path.startswith(f"notebooks/{lang}/")
        assert (ROOT / path).is_file()
        assert "`%pip install git+https://github.com/<owner>/<repository>`" in part


def test_the_badge_of_binder_opens_a_copy_that_its_last_step_lays() -> None:
    parts = (ROOT / "deploy" / "README.md").read_text(encoding="utf-8").split("\n---\n")
    for part, lang in zip(parts, ("zh-TW", "en"), strict=True):
        assert f"/v2/gh/<owner>/<repository>/main?urlpath=lab/tree/work/{lang}/00_start.ipynb)" in part
        assert (ROOT / "notebooks" / lang / "00_start.ipynb").is_file()
        assert "(https://codespaces.new/<owner>/<repository>)" in part
