"""The bundle for rooms without internet: each system can read its files, and it installs from nothing but itself."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from importlib import util
from pathlib import Path

import pytest

from helpers.paths import HOME_NAME, ROOT
from scripts.bundle import build

STARTERS = ROOT / "scripts" / "bundle"
THIS_PYTHON = "{}.{}".format(*sys.version_info)


@pytest.fixture
def starters(tmp_path: Path) -> Path:
    """A bundle without its wheels."""
    build.put_starters(tmp_path, ["3.12", "3.13"])
    return tmp_path


def test_windows_reads_its_file(starters: Path) -> None:
    """cmd.exe reads ASCII for certain, and labels only after a carriage return."""
    batch = (starters / "start.bat").read_bytes()
    assert batch.isascii()
    assert batch.count(b"\n") == batch.count(b"\r\n") > 5


def test_windows_looks_for_both_names_of_python_and_passes_everything_on(starters: Path) -> None:
    lines = (starters / "start.bat").read_text(encoding="ascii").splitlines()
    assert lines[0] == "@echo off"
    looked_for = [line for line in lines if "set PYTHON=py" in line]
    assert ["py -3" in line for line in looked_for] == [True, False]
    assert '%PYTHON% "%~dp0start.py" %*' in lines  # in quotes: the folder of somebody has a space in its name
    assert 'if not exist "%~dp0start.py" (' in lines  # Explorer shows what is in a zip, and starts one file of it alone
    assert sum(line.strip().endswith("pause") for line in lines) == 3  # a window that closes tells nothing


def test_the_others_read_theirs(starters: Path) -> None:
    assert b"\r" not in (starters / "start.sh").read_bytes()
    subprocess.run(["sh", "-n", str(starters / "start.sh")], check=True)
    if os.name == "posix":
        assert os.access(starters / "start.sh", os.X_OK)


def test_an_old_python_can_read_what_it_is_told(starters: Path) -> None:
    """Before 3.10 as well: it says which Python is needed."""
    ast.parse((starters / "start.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_another_python_than_those_in_the_bundle_is_told_in_both_languages(starters: Path) -> None:
    (starters / "pythons.txt").write_text("2.7\n", encoding="utf-8", newline="\n")
    done = subprocess.run(
        [sys.executable, starters / "start.py"],
        env={**os.environ, "PYTHONUTF8": "1"}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert f"沒有適合 Python {THIS_PYTHON} 的套件" in done.stderr
    assert f"no packages for Python {THIS_PYTHON}" in done.stderr
    assert "2.7" in done.stderr


@pytest.mark.parametrize("platform", ["win32", "win-arm64"])
def test_a_python_for_another_kind_of_windows_is_told(starters: Path, platform: str) -> None:
    (starters / "pythons.txt").write_text(THIS_PYTHON + "\n", encoding="utf-8", newline="\n")
    code = (
        f"import sys, sysconfig; sysconfig.get_platform = lambda: {platform!r}; "
        f"sys.path.insert(0, {str(starters)!r}); import start; sys.exit(start.main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONUTF8": "1"}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert platform in done.stderr
    assert "Windows installer (64-bit)" in done.stderr


def test_the_readme_begins_with_chinese_and_names_every_file_to_start(starters: Path) -> None:
    readme = (starters / "README.txt").read_bytes()
    assert readme.startswith(b"\xef\xbb\xbf")
    chinese, _, english = readme.decode("utf-8-sig").partition("LINE sending-messages lab:")
    for part in (chinese, english):
        for said in ("start.bat", "sh start.sh", "3.12, 3.13", HOME_NAME, ".line-lab"):
            assert said in part
    assert chinese.startswith("LINE 訊息傳送練習室")


def test_only_wheels_that_are_missing_are_fetched(tmp_path: Path) -> None:
    for name in ("a_b-1.0-py3-none-any.whl", "c-2.0-cp312-cp312-win_amd64.whl"):
        (tmp_path / name).touch()
    assert build.missing(["a-b==1.0", "a-b==1.1", "c==2.0", "pip"], tmp_path) == ["a-b==1.1", "c==2.0", "pip"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the wheels of the test are those of Linux")
def test_it_installs_and_starts_without_a_network(tmp_path: Path) -> None:
    if shutil.which("uv") is None and util.find_spec("uv") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no uv: pip install uv")
    bundle = build.build_bundle(tmp_path, ["linux"], [THIS_PYTHON])
    home = tmp_path / "王 home"
    home.mkdir()
    nowhere = "http://127.0.0.1:9"  # discard: nothing answers there
    names = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "PIP_PROXY")
    path = os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"])
    quick = {"PIP_NO_COMPILE": "1"}  # half of the time of installing
    env = {"HOME": str(home), "PATH": path, "LANG": "C.UTF-8", **quick, **dict.fromkeys(names, nowhere)}

    def start(*arguments: str) -> str:
        command = ["sh", str(bundle / "start.sh"), *arguments]
        return subprocess.run(command, cwd=home, env=env, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout

    first, second = start("--help"), start("--help")
    assert "usage: line-lab" in first  # the rest is said in the reader's language
    assert "正在安裝" in first
    assert "正在安裝" not in second  # the next time it opens at once
    code = (
        "import jupyterlab, jupyterlab_language_pack_zh_TW; from helpers.start import main; "
        "from helpers.paths import here; "
        "print(here().notebooks.is_dir()); main(['--lang', 'en', '--port', 'none'])"  # stops after the copies are laid
    )
    python = home / ".line-lab" / "bin" / "python"
    done = subprocess.run([python, "-c", code], cwd=home, env=env, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith("True\n")
    assert (home / HOME_NAME / "work" / "en" / "01_reply.ipynb").is_file()
