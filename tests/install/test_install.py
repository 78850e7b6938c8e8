"""The course as learners install it: by make, pip and uv, in a home folder nobody has used yet.

Slow (environments are made): ``make test-slow``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from helpers.paths import HOME_NAME, ROOT
from tests.browser.conftest import NO_CHROMIUM
from tests.browser.jupyter import chromium, chromium_path

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="the folders are named as on POSIX")]

#: For a machine that does other work as well, in seconds.
PATIENCE = 300
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/lab\S+")


@dataclass(frozen=True)
class Installed:
    """An environment with the course in it."""

    folder: Path
    checkout: Path | None = None

    def command(self, *arguments: str) -> list[str]:
        return [str(self.folder / "bin" / "line-lab"), *arguments]


def run(*command: str | Path, cwd: Path = ROOT, **environ: str) -> str:
    env = {**clean(), **environ}
    done = subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def clean() -> dict[str, str]:
    """The environment of somebody who has just opened a terminal."""
    ours = ("PYTEST", "PYTHON", "LAB_", "JUPYTER", "COURSE_LANG", "VIRTUAL_ENV", "CI")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def checkout(to: Path) -> Path:
    """What git would give: the tracked files as they are now."""
    for name in run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0"):
        if name and (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    run("git", "init", "-q", cwd=to)
    run("git", "add", "-A", cwd=to)
    return to


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    source = checkout(folder / "source")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, source)
    [made] = folder.glob("*.whl")
    return made


def environment(folder: Path) -> Path:
    run(sys.executable, ROOT / "scripts" / "make_env.py", folder)
    return folder


@pytest.fixture(scope="module")
def by_pip(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = environment(tmp_path_factory.mktemp("pip") / "env")
    run(folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    return Installed(folder)


@pytest.fixture(scope="module")
def by_make(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    project = checkout(tmp_path_factory.mktemp("make") / "course")
    run("make", ".venv/.installed", f"PYTHON={sys.executable}", cwd=project)
    return Installed(project / ".venv", project)


@pytest.fixture(scope="module")
def by_uv(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    if shutil.which("uv") is None:
        pytest.skip("no uv here")
    project = checkout(tmp_path_factory.mktemp("uv") / "course")
    run("uv", "run", "--python", sys.executable, "line-lab", "--help", cwd=project)
    assert run("git", "status", "--porcelain", "--untracked-files=all", "--", "uv.lock", cwd=project) == ""
    return Installed(project / ".venv", project)


@contextmanager
def opened(installed: Installed, home: Path) -> Iterator[str]:
    """Start the course for the owner of `home`; yields the address JupyterLab prints. Its log holds nothing else."""
    home.mkdir(parents=True, exist_ok=True)
    log = home / "terminal.txt"
    env = {**clean(), "HOME": str(home), "LANG": "zh_TW.UTF-8", "PYTHONUTF8": "1"}
    with log.open("wb") as output:
        process = subprocess.Popen(
            installed.command("--no-browser"), cwd=installed.checkout or home, env=env, stdout=output, stderr=output
        )
        try:
            yield address(process, log)
        finally:
            process.terminate()
            process.wait(timeout=60)


def address(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        found = _ADDRESS.search(log.read_text(encoding="utf-8"))
        if found:
            return found[0]
        time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8"))


def what_is_in(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if "__pycache__" not in path.parts}


@pytest.mark.parametrize("how", ["by_make", "by_pip", "by_uv"])
@pytest.mark.browser
def test_a_fresh_home_opens_the_copy_without_questions_and_with_styled_cards(
    how: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    if chromium_path() is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_CHROMIUM)
    installed = request.getfixturevalue(how)
    home = tmp_path / "home"
    with opened(installed, home) as url, sync_playwright() as playwright, chromium(playwright) as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(url)
        card = page.locator(".lab-card").first
        card.wait_for(timeout=PATIENCE * 1000)
        page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(timeout=PATIENCE * 1000)
        assert page.url.partition("?")[0].endswith("work/zh-TW/00_start.ipynb")
        assert page.locator(".Toastify__toast, .jp-Dialog").count() == 0
        # A card that is not trusted loses its style sheet.
        assert card.evaluate("card => getComputedStyle(card).borderTopStyle") != "none"
        page.wait_for_timeout(3000)  # whoever touches nothing has changed nothing: the tab asks to save otherwise
    said = (home / "terminal.txt").read_text(encoding="utf-8")
    assert [line for line in said.splitlines() if "Warning" in line or line.startswith(("[W", "[I"))] == []
    if installed.checkout is not None:
        changed = run("git", "diff", "--stat", "--", "notebooks", cwd=installed.checkout)
        assert changed == ""


def test_two_users_of_one_read_only_install_have_each_their_own_work(by_pip: Installed, tmp_path: Path) -> None:
    packages = next((by_pip.folder / "lib").glob("python3*/site-packages/helpers"))
    for path in [packages, *packages.rglob("*")]:
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    before = what_is_in(packages)
    code = (
        "from helpers import open_lab; lab = open_lab(transport='inproc'); lab.check('push-1', lambda *a: 1 / 0); "
        "print(lab.copy_lesson()); print(lab.export_progress('Mei'))"
    )
    for name in ("mei", "kai"):
        home = tmp_path / name
        home.mkdir()
        run(by_pip.folder / "bin" / "python", "-c", code, cwd=home, HOME=str(home), LANG="en_US.UTF-8", PYTHONUTF8="1")
        work = home / HOME_NAME / "work"
        assert {path.name for path in work.iterdir()} == {"zh-TW", "en", "progress.json", "progress-Mei.json"}
        lessons = {notebook.name for notebook in (ROOT / "notebooks" / "en").glob("[0-9]*.ipynb")}
        assert {notebook.name for notebook in (work / "en").glob("*.ipynb")} == lessons
        assert json.loads((work / "progress.json").read_text(encoding="utf-8"))["checks"] == {"push-1": "tried"}
    assert what_is_in(packages) == before


def test_an_installed_copy_knows_its_course_and_speaks_its_own_folder(by_pip: Installed, tmp_path: Path) -> None:
    run(by_pip.folder / "bin" / "python", "-c", "from helpers import open_lab; open_lab().copy_lesson()",
        cwd=tmp_path, HOME=str(tmp_path), PYTHONUTF8="1")  # fmt: skip
    code = "from helpers.paths import here; print(here().shown(here().work), here().notebooks.is_dir())"
    copies = tmp_path / HOME_NAME / "work" / "en"
    assert run(by_pip.folder / "bin" / "python", "-c", code, cwd=copies, HOME=str(tmp_path)) == "work True\n"


def test_learners_get_no_developers_tools(by_make: Installed, by_pip: Installed) -> None:
    for installed in (by_make, by_pip):
        names = run(installed.folder / "bin" / "python", "-m", "pip", "list", "--format=freeze")
        found = {line.partition("==")[0].lower() for line in names.splitlines()}
        assert "jupyterlab" in found
        assert found & {"mypy", "ruff", "hypothesis", "playwright", "voila", "jupytext"} == set()


def test_jupyterlab_s_settings_come_with_the_package_under_our_own_name(by_pip: Installed) -> None:
    files = ["share/jupyter/lab/settings/overrides.d", "etc/jupyter/jupyter_server_config.d"]
    for folder in files:
        assert (by_pip.folder / folder / "line-sending-lab.json").is_file()
    by_pip_settings = json.loads((by_pip.folder / files[0] / "line-sending-lab.json").read_text(encoding="utf-8"))
    assert by_pip_settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
